"""A contact sheet: pictures from a video at even distances with the time of each, as one PNG."""

import asyncio
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from backend.engine.fonts import choose, gather
from backend.engine.magic import demuxer_of, head_of
from backend.engine.probe import MediaError, picture_stream, probe
from backend.engine.run import FORMATS, EngineError, Room, ffmpeg, picture, place

TILE_WIDTH = 400
GAP = 6
LETTERS = "0123456789:."


@dataclass(frozen=True)
class _Layout:
    """Tiles of a sheet: how many each way, size in pixels, the second of each."""

    columns: int
    rows: int
    width: int
    height: int
    times: tuple[float, ...]


async def contact_sheet(video: Path, target: Path, *, columns: int = 4, rows: int = 3) -> None:
    """Write a PNG of columns x rows pictures of `video`. Raises MediaError for what is no video, EngineError when it cannot be drawn."""
    media = await asyncio.to_thread(probe, video, "sheet", video.name)
    if media.kind != "video":
        raise MediaError("not_media", "no moving picture")
    times = await asyncio.to_thread(_times, video, media.duration_s, columns * rows)
    height = max(2, 2 * round(TILE_WIDTH * media.height / max(1, media.width) / 2))
    layout = _Layout(columns, rows, TILE_WIDTH, height, times)
    folder = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        await asyncio.to_thread(_stamps, layout, folder)
        await _draw(video, layout, folder)
        await asyncio.to_thread((folder / "sheet.png").replace, target)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _times(video: Path, duration_s: float, count: int) -> tuple[float, ...]:
    """The middle of each of `count` equal parts, or the key frame before it where that is not shown yet: it is decoded at once."""
    middles = [(number + 0.5) * duration_s / count for number in range(count)]
    options = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
    with av.open(place(video), format=demuxer_of(head_of(video)), options=options) as container:
        stream = picture_stream(container)
        found = [_key_frame(container, stream, middle_s) for middle_s in middles]
    times = [-1.0]
    for key, middle in zip(found, middles, strict=True):
        times.append(key if times[-1] < key <= middle else middle)
    return tuple(times[1:])


def _key_frame(container: InputContainer, stream: VideoStream | None, second: float) -> float:
    """Time of the last key frame at or before `second`; -1 if there is none."""
    start = container.start_time or 0
    container.seek(start + round(second * av.time_base))
    packet = next(container.demux(stream) if stream else iter(()), None)
    if packet is None or packet.pts is None or not packet.time_base:
        return -1.0
    return float(packet.pts * packet.time_base) - start / av.time_base


def _stamps(layout: _Layout, folder: Path) -> None:
    """The times as text files, the font beside them: no word of them becomes part of a filter graph."""
    folder.mkdir(parents=True)
    fonts = gather(choose([LETTERS]), folder / "fonts")
    font = min(fonts.iterdir())
    font.rename(folder / "font")
    for number, second in enumerate(layout.times):
        (folder / f"{number}.txt").write_text(stamp(second), encoding="ascii")


def stamp(second: float) -> str:
    """A time as a person reads it: 1:02:03, 2:03.4."""
    tenths = round(second * 10)
    minutes, rest = divmod(tenths, 600)
    if minutes >= 60:
        return f"{minutes // 60}:{minutes % 60:02d}:{rest // 10:02d}"
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"


async def _draw(video: Path, layout: _Layout, folder: Path) -> None:
    """One input for each picture, sought there: quick in a video of any length."""
    args: list[str] = []
    lines = []
    for number, second in enumerate(layout.times):
        args += picture(video, "-threads", "1", "-ss", f"{second:.3f}")
        tile = f"[{number}:V:0]trim=end_frame=1,scale={layout.width}:{layout.height},setsar=1,format=yuv420p,setpts=0"
        words = f"drawtext=fontfile=font:textfile={number}.txt:expansion=none:fontsize=16:fontcolor=white"
        lines.append(f"{tile},{words}:box=1:boxcolor=black@0.6:boxborderw=5:x=9:y=9[t{number}]")
    names = "".join(f"[t{number}]" for number in range(len(layout.times)))
    spots = "|".join(_spot(layout, number) for number in range(len(layout.times)))
    stack = f"{names}xstack=inputs={len(layout.times)}:layout={spots}:fill=0x202020[out]"
    lines.append(stack if len(layout.times) > 1 else "[t0]copy[out]")
    encode = ["-map", "[out]", "-frames:v", "1", "-c:v", "png", "-f", "image2", "-update", "1", place(folder / "sheet.png")]
    await ffmpeg([*args, "-filter_complex", ";".join(lines), *encode], room=Room(folder))
    if not (folder / "sheet.png").exists():
        raise EngineError("ffmpeg", "no sheet was drawn")


def _spot(layout: _Layout, number: int) -> str:
    row, column = divmod(number, layout.columns)
    return f"{column * (layout.width + GAP)}_{row * (layout.height + GAP)}"
