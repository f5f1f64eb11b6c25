"""Tiny media of known content, edits on them, and the finished file decoded.

Frames of `a`, `b` and `c` carry a number as luma (N % 16 on the left, N // 16 on the right): `a` counts from 0, `b` from 100, `c` from 200.
Their tones tell them apart as well: 500, 900 and 1300 Hz.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from backend.draft.document import Document, with_media
from backend.draft.history import apply
from backend.draft.timeline import Timeline
from backend.edits import EDIT, AnyEdit
from backend.engine.probe import probe
from backend.engine.render import Output, Rendered, render
from backend.engine.run import ffmpeg, place, source
from tests.engine.decoding import Watched, watch

RATE = 25
SHARP = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-pix_fmt", "yuv420p"]
MOVIE = ["-c:a", "pcm_s16le", "-f", "mov"]
QUADRANTS = "color=red:s={s}[a];color=lime:s={s}[b];color=blue:s={s}[c];color=white:s={s}[d];[a][b]hstack[t];[c][d]hstack[u];[t][u]vstack"


def lavfi(*graphs: str) -> list[str]:
    return [word for graph in graphs for word in ("-f", "lavfi", "-i", graph)]


def counting(first: int, seconds: int, tone: int) -> list[str]:
    number = f"(N+{first})"
    digits = f"geq=lum='24+12*if(lt(X,W/2),mod({number},16),floor({number}/16))':cb=128:cr=128"
    picture = f"color=black:s=160x90:r={RATE}:d={seconds},{digits}"
    return [*lavfi(picture, f"sine=f={tone}:r=48000:d={seconds},volume=4,aformat=channel_layouts=stereo"), *SHARP, *MOVIE]


def picture(graph: str, *more: str) -> list[str]:
    return [*lavfi(graph), *more, *SHARP, "-f", "mp4"]


STEPS = "aevalsrc='0.4*sin(2*PI*(400+200*floor(t))*t)':s=48000:d=4,aformat=channel_layouts=stereo"
SPEECH = "sine=f=500:r=48000:d=6,volume='4*between(t,2,4)':eval=frame,aformat=channel_layouts=stereo"
HISS = "anoisesrc=a=0.01:r=48000:d=4:seed=1,aformat=channel_layouts=stereo"
DARK = "color=black:s=320x180:r=25:d=4"
SHAKE = "testsrc2=s=400x300:r=25:d=3,trim=end_frame=1,loop=74:1,setpts=N/25/TB,crop=320:240:x='40+12*sin(n*2.4)':y='30+9*cos(n*1.9)'"
FRAMED = QUADRANTS.format(s="80x45:r=25:d=2") + ",drawbox=t=8:c=black"
MAKERS: dict[str, list[str]] = {
    "a.mov": counting(0, 4, 500),
    "b.mov": counting(100, 4, 900),
    "c.mov": counting(200, 2, 1300),
    "steps.mov": [*lavfi("color=gray:s=160x90:r=25:d=4", STEPS), *SHARP, *MOVIE],
    "talk.mov": [*lavfi("color=gray:s=160x90:r=25:d=6", SPEECH), *SHARP, *MOVIE],
    "hiss.mov": [*lavfi("color=gray:s=160x90:r=25:d=4", HISS), *SHARP, *MOVIE],
    "sides.mp4": picture(FRAMED),
    "dark.mp4": picture(DARK),
    "patches.mp4": picture(QUADRANTS.format(s="80x45:r=25:d=1").replace("red", "0x905050").replace("lime", "0x509050")
                           .replace("blue", "0x505090").replace("white", "0xA0A0A0")),
    "detail.mp4": picture("testsrc2=s=160x90:r=25:d=2"),
    "shaky.mp4": picture(SHAKE),
    "one.mp4": picture("color=red:s=64x36:r=5:d=11"),
    "two.mp4": picture("color=lime:s=64x36:r=5:d=11"),
    "three.mp4": picture("color=blue:s=64x36:r=5:d=11"),
    "tone.wav": [*lavfi("sine=f=2000:r=48000:d=3,volume=4,aformat=channel_layouts=stereo"), "-c:a", "pcm_s16le", "-f", "wav"],
    "logo.png": [*lavfi("color=lime:s=32x32,format=rgba"), "-frames:v", "1", "-c:v", "png", "-f", "image2"],
}


def edit(op: str, **said: Any) -> AnyEdit:
    """An edit by the vocabulary's names; `from_` and `in_` stand for the two that Python keeps for itself."""
    return EDIT.validate_python({"op": op} | {name.rstrip("_"): value for name, value in said.items()})


@dataclass
class Proof:
    """A finished file with the timeline it was made from."""

    timeline: Timeline
    rendered: Rendered
    seen: Watched

    @property
    def numbers(self) -> list[int]:
        return self.seen.numbers

    def pitch(self, start_s: float, end_s: float) -> float:
        """The strongest frequency of a stretch, in Hz."""
        part = self.seen.sound[round(start_s * 48000) : round(end_s * 48000), 0]
        return float(np.argmax(np.abs(np.fft.rfft(part * np.hanning(len(part))))) * 48000 / len(part))

    def tone_db(self, hertz: float, start_s: float, end_s: float) -> float:
        """The level of one tone in a stretch, in dB to a full scale."""
        part = self.seen.sound[round(start_s * 48000) : round(end_s * 48000), 0]
        wave = np.exp(-2j * np.pi * hertz * np.arange(len(part)) / 48000) * np.hanning(len(part))
        return float(20 * np.log10(max(1e-9, 4 * abs(np.dot(part, wave)) / len(part))))

    def light(self, frame: int) -> float:
        """Mean luma of a frame, 16 (black) to 235."""
        return float(self.seen.luma[frame].mean())


@dataclass
class Bench:
    """Makes media on first use; edits, renders and decodes. `work` outlives the renders, as it does in the backend."""

    folder: Path
    made: dict[str, Path] = field(default_factory=dict)

    def file(self, name: str) -> Path:
        if name not in self.made:
            path = self.folder / name.replace(".", "_")
            done(ffmpeg([*MAKERS[name], place(path)]))
            self.made[name] = path
        return self.made[name]

    def project(self, *names: str) -> Document:
        """A document of these files; their ids are their names."""
        return with_media(Document(), *(probe(self.file(name), name, name) for name in names))

    def after(self, document: Document, *edits: AnyEdit, output: Output | None = None) -> Proof:
        """Apply, render and decode. The picture and the sound of every proof end within one frame of each other and of the timeline.

        What a decoder gives of the sound may be longer by the rest of its last block, which players leave out.
        """
        for one in edits:
            document = apply(document, one)
        timeline = document.timeline
        target = self.folder / f"out-{len(document.history)}.mp4"
        rendered = done(render(timeline, self.made, output or Output(), target, self.folder / "work", lambda share: None))
        seen = watch(rendered.path)
        frame_s = 1 / float(seen.rate)
        assert abs(len(seen.rgb) * frame_s - timeline.duration_s) <= frame_s
        assert -frame_s < len(seen.sound) / 48000 - len(seen.rgb) * frame_s < max(frame_s, 1024 / 48000)
        assert abs(rendered.sync_s) < frame_s
        return Proof(timeline, rendered, seen)

    def loudness(self, path: Path) -> float:
        """Integrated loudness of a file in LUFS, by EBU R 128."""
        said = str(done(ffmpeg([*source(path), "-map", "0:a:0", "-af", "ebur128", "-f", "null", "-"], level="info")))
        return float(said.rpartition("I:")[2].split()[0])


def done(work: Any) -> Any:
    """The result of a coroutine, also where a loop is running already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
