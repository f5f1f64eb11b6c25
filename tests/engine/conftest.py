"""Small videos made for these tests. Frames of the counting ones carry their number as luma: N % 16 on the left, N // 16 on the right."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from backend.draft.timeline import Canvas, Clip, Media, Timeline
from backend.engine.probe import probe
from backend.engine.render import Output, Rendered, render
from backend.engine.run import ffmpeg, place

COUNTING = "geq=lum='24+12*if(lt(X,W/2),mod(N,16),floor(N/16))':cb=128:cr=128"
SHARP = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-pix_fmt", "yuv420p"]


def lavfi(*graphs: str) -> list[str]:
    return [word for graph in graphs for word in ("-f", "lavfi", "-i", graph)]


def counting(rate: str = "30", size: str = "160x90", seconds: int = 6) -> list[str]:
    return lavfi(f"color=black:s={size}:r={rate}:d={seconds},{COUNTING}")


SIDES = lavfi("color=red:s=160x180:r=30:d=2[l];color=blue:s=160x180:r=30:d=2[r];[l][r]hstack")
FLASHES = (
    "color=black:s=160x90:r=30:d=6,drawbox=t=fill:c=white:enable='eq(mod(n,30),15)'",
    "aevalsrc='if(between(mod(t,1),0.5,0.53),0.8*sin(2*PI*1000*t),0)':s=48000:d=6,aformat=channel_layouts=stereo",
)
TONE = "sine=f=440:r=48000:d=6,volume=4,aformat=channel_layouts=stereo"
MOVIE = ["-c:a", "pcm_s16le", "-f", "mov"]
HLG = "setparams=range=tv:color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc"
TEN_BITS = ["-c:v", "libx264", "-crf", "4", "-pix_fmt", "yuv420p10le"]
MAKERS: dict[str, list[str]] = {
    "count": [*counting(), *lavfi(TONE), *SHARP, "-g", "50", *MOVIE],
    "count25": [*counting("25"), *lavfi(TONE), *SHARP, *MOVIE],
    "silent": [*counting(), *SHARP, "-f", "mp4"],
    "flashes": [*lavfi(*FLASHES), *SHARP, *MOVIE],
    "sides": [*SIDES, *SHARP, "-f", "mp4"],
    "hiss": [*counting(), *lavfi("anoisesrc=a=0.01:r=48000:d=6:seed=1,aformat=channel_layouts=stereo"), *SHARP, *MOVIE],
    "hlg": [*lavfi("color=0xC0C0C0:s=64x36:r=30:d=1"), "-vf", f"format=yuv420p10le,{HLG}", *TEN_BITS, "-f", "mp4"],
    "studio422": [*lavfi("color=red:s=64x36:r=30:d=1,format=yuv422p10le"), *TEN_BITS[:-1], "yuv422p10le", "-f", "mp4"],
    "odd": [*lavfi("testsrc=s=175x99:r=30:d=2"), "-c:v", "ffv1", "-pix_fmt", "yuv444p", "-f", "matroska"],
    "vfr": [*counting(seconds=4), "-vf", "select='lt(n,30)+not(mod(n,3))'", "-fps_mode", "vfr", *SHARP, "-f", "mp4"],
    "tone": [*lavfi(TONE), "-c:a", "pcm_s16le", "-f", "wav"],
    "logo": [*lavfi("color=lime:s=64x64,format=rgba"), "-frames:v", "1", "-c:v", "png", "-f", "image2"],
    "gif": [*lavfi("testsrc2=s=64x48:r=10:d=1"), "-f", "gif"],
    "wide": [*lavfi("color=white:s=320x180:r=30:d=2"), *SHARP, "-f", "mp4"],
    "tall": [*lavfi("color=white:s=90x160:r=25:d=2"), *SHARP, "-f", "mp4"],
    "anamorphic": [*lavfi("color=white:s=144x144:r=30:d=1,setsar=2"), *SHARP, "-f", "mp4"],
}


@dataclass
class Shelf:
    """Files made on first use, kept for the session. Stored without extension, as the backend does. In a thread: a test may have a loop."""

    folder: Path
    made: dict[str, Path] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Path:
        if name not in self.made:
            path = self.folder / name
            with ThreadPoolExecutor(1) as pool:
                pool.submit(asyncio.run, ffmpeg([*MAKERS[name], place(path)])).result()
            self.made[name] = path
        return self.made[name]

    def media(self, name: str) -> Media:
        return probe(self[name], name, f"{name}.mp4")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("media"))


@dataclass
class Studio:
    """Renders timelines of shelf media into a folder of the test."""

    shelf: Shelf
    folder: Path
    shares: list[float] = field(default_factory=list)

    def timeline(self, *clips: Clip, canvas: Canvas | None = None, more: tuple[str, ...] = (), **extra: object) -> Timeline:
        names = dict.fromkeys([*(clip.media for clip in clips), *more])
        media = tuple(self.shelf.media(name) for name in names)
        first = media[0]
        canvas = canvas or Canvas(width=first.width, height=first.height, fps=first.fps if first.fps != "0" else "30")
        return Timeline(media=media, clips=clips, canvas=canvas, **extra)  # type: ignore[arg-type]

    def render(self, timeline: Timeline, output: Output | None = None) -> Rendered:
        return asyncio.run(self.start(timeline, output))

    async def start(self, timeline: Timeline, output: Output | None = None) -> Rendered:
        sources = {media.id: self.shelf.made[media.id] for media in timeline.media}
        target = self.folder / "out.mp4"
        return await render(timeline, sources, output or Output(), target, self.folder / "work", self.shares.append)


@pytest.fixture
def studio(shelf: Shelf, tmp_path: Path) -> Studio:
    return Studio(shelf, tmp_path)


@pytest.fixture
def clip() -> Callable[..., Clip]:
    """A clip of the counting video unless another is named."""

    def make(start_s: float, end_s: float, media: str = "count", **extra: object) -> Clip:
        return Clip(media=media, start_s=start_s, end_s=end_s, **extra)  # type: ignore[arg-type]

    return make
