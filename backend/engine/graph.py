"""A chunk of the plan as one filter graph: decode, choose frames, fit, join, lay over, write, fade. Text in, text out; no I/O.

All times of the result are absolute inside the graph (a chunk's first frame has the number it has in the whole), so overlays, texts and
fades need no shifting; the last filter sets the chunk back to zero. No text of a person is part of a graph: words come from an ASS file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from backend.draft.timeline import Media
from backend.edits import TransitionKind
from backend.engine.canvas import Frame, even, fitted
from backend.engine.chunks import Chunk, Run, runs
from backend.engine.plan import Overlaid, RenderPlan
from backend.engine.shots import Blend, Shot

XFADES: dict[TransitionKind, str] = {
    "crossfade": "fade",
    "wipe": "wipeleft",
    "slide": "slideleft",
    "zoom": "zoomin",
}
THROUGH: dict[TransitionKind, str] = {"fade_black": "black", "fade_white": "white"}
"""Two fades that meet in the middle, where the sounds do: xfade's own ones are at their darkest after a third of the way."""

BIAS_US = 8
"""Added to source times: a seek is written in microseconds, and a frame that lies halfway must not fall to either side by that rounding."""

MARGIN = Fraction(3, 100)
"""Distance of an overlay from the edges, of the frame's width."""

TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
"""On the frames themselves: what they carry wins over what the encoder is told."""

TONEMAP = (
    "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709,tonemap=hable:desat=0,"
    "zscale=transfer=bt709:matrix=bt709:range=tv,format=yuv420p"
)


@dataclass(frozen=True)
class Traits:
    """What a source's pixels need before anything else: a matrix where none is tagged, tone mapping, its alpha put on black."""

    untagged: bool = True
    hdr: bool = False
    alpha: bool = False


def prepared(media: Media, traits: Traits) -> str:
    """Filter text that makes decoded pixels plain: HDR mapped, transparency on black, a missing matrix named as players guess it."""
    if traits.hdr:
        return TONEMAP
    if traits.alpha:
        return "format=gbrap,premultiply=inplace=1,format=gbrp"
    if not traits.untagged:
        return ""
    return f"setparams=colorspace={'bt709' if media.height >= 720 else 'smpte170m'}"


@dataclass(frozen=True)
class Input:
    """One input: a media read from `seek` seconds on (from the key frame before it)."""

    media: str
    seek: Fraction = Fraction(0)


@dataclass(frozen=True)
class Graph:
    """Filter text whose result is [out], and the inputs it counts on, in order."""

    inputs: tuple[Input, ...]
    text: str


@dataclass
class _Writer:
    plan: RenderPlan
    media: Mapping[str, Media]
    traits: Mapping[str, Traits]
    inputs: list[Input] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        return Frame(self.plan.width, self.plan.height, self.plan.mode)

    def opened(self, media: str, seek: Fraction) -> str:
        self.inputs.append(Input(media, seek))
        return f"{len(self.inputs) - 1}"

    def run(self, run: Run, label: str) -> None:
        """Frames of a run, as [label]."""
        first, last = run.shots[0], run.shots[-1]
        if not first.media:
            self.lines.append(self.plain("black", run.frames, label))
            return
        fit = fitted(self.media[first.media], first.picture, self.frame, label)
        filters = [prepared(self.media[first.media], self.traits[first.media]), *self.chosen(run, last), fit, *_after(first)]
        number = self.opened(first.media, first.start)
        self.lines.append(f"[{number}:V:0]{_joined(filters)},{self.counted()}[{label}]")

    def chosen(self, run: Run, last: Shot) -> list[str]:
        """Exactly the frames of the run: on the grid, the last one held where the source ends early, the gaps left out."""
        first, rate = run.shots[0], self.plan.rate
        if self.media[first.media].kind == "image":
            return ["trim=end_frame=1"]
        span = 1 if first.still else round((last.start - first.start) * rate) + last.frames
        hold_s = float(first.start + first.extent(rate) + span / rate) + 1
        grid = [f"settb=AVTB,setpts=(PTS+{BIAS_US})/{float(first.speed):.6f},tpad=stop_mode=clone:stop_duration={hold_s:.3f}"]
        grid.append(f"fps={rate}:start_time=0,trim=end_frame={span}")
        if len(run.shots) == 1:
            return grid
        offsets = [round((shot.start - first.start) * rate) for shot in run.shots]
        terms = [f"between(n\\,{at}\\,{at + shot.frames - 1})" for at, shot in zip(offsets, run.shots, strict=True)]
        return [*grid, f"select={'+'.join(terms)}"]

    def counted(self) -> str:
        """Frames numbered from zero at the rate of the result."""
        return f"settb={1 / self.plan.rate},setpts=N,fps={self.plan.rate}"

    def plain(self, color: str, frames: int, label: str) -> str:
        source = f"color={color}:s={self.plan.width}x{self.plan.height}:r={self.plan.rate},format=yuv420p"
        return f"{source},trim=end_frame={frames},{self.counted()}[{label}]"

    def blend(self, blend: Blend, label: str) -> None:
        self.run(Run((blend.before,)), f"{label}x")
        self.run(Run((blend.after,)), f"{label}y")
        if blend.kind not in THROUGH or blend.frames < 4:
            self.lines.append(f"[{label}x][{label}y]{self.mixed(XFADES.get(blend.kind, 'fade'), blend.frames)}[{label}]")
            return
        half = blend.frames // 2
        for side, frames, cut in (("x", half, f"end_frame={half}"), ("y", blend.frames - half, f"start_frame={half}")):
            self.lines.append(f"[{label}{side}]trim={cut},{self.counted()}[{label}{side}h]")
            self.lines.append(self.plain(THROUGH[blend.kind], frames, f"{label}{side}c"))
            pair = f"[{label}{side}h][{label}{side}c]" if side == "x" else f"[{label}{side}c][{label}{side}h]"
            self.lines.append(f"{pair}{self.mixed('fade', frames)}[{label}{side}m]")
        self.lines.append(f"[{label}xm][{label}ym]concat=n=2:v=1:a=0,{self.counted()}[{label}]")

    def mixed(self, kind: str, frames: int) -> str:
        return f"xfade=transition={kind}:duration={float(frames / self.plan.rate):.6f}:offset=0,trim=end_frame={frames},{self.counted()}"

    def overlay(self, item: Overlaid, chunk: Chunk, label: str) -> None:
        """[main] with the overlay where it is due, as [main] again under the name `label`."""
        first, last = max(item.first, chunk.at), min(item.last, chunk.at + chunk.frames)
        media, overlay = self.media[item.overlay.media], item.overlay
        width = even(self.plan.width * overlay.scale / 100)
        height = even(width * media.height / max(1, media.width))
        alpha = f",colorchannelmixer=aa={overlay.opacity / 100:.4f}" if overlay.opacity < 100 else ""
        pixels = f"scale={width}:{height},setsar=1,format=rgba{alpha}"
        shot = item.shot.part(first - item.first, last - first, self.plan.rate)
        chosen = _joined(self.chosen(Run((shot,)), shot))
        number = self.opened(overlay.media, shot.start)
        times = f"settb={1 / self.plan.rate},setpts=N+{first if media.kind == 'video' else 0}"
        self.lines.append(f"[{number}:V:0]{chosen},{pixels},{times}[{label}o]")
        between = f"enable=between(t\\,{_middle(first, self.plan.rate)}\\,{_middle(last, self.plan.rate)})"
        at = position(overlay.position, self.plan.width)
        over = f"overlay={at}:eof_action=repeat:format=auto:{between},format=yuv420p"
        self.lines.append(f"[{self.last}][{label}o]{over}[{label}]")
        self.last = label

    last: str = "main"


def _middle(frame: int, rate: Fraction) -> str:
    """Half a frame before a frame, in seconds: a border no rounding can reach."""
    return f"{float((frame - Fraction(1, 2)) / rate):.6f}"


def _after(shot: Shot) -> list[str]:
    if shot.still:
        return [f"loop=loop={shot.frames - 1}:size=1"] if shot.frames > 1 else []
    return ["reverse"] if shot.reverse else []


def _joined(filters: list[str]) -> str:
    return ",".join(text for text in filters if text)


def position(place: str, width: int) -> str:
    """x:y of an overlay of size w x h on a frame W x H."""
    margin = round(width * MARGIN)
    x = {"left": f"{margin}", "right": f"W-w-{margin}"}.get(place.rpartition("_")[2], "(W-w)/2")
    y = {"top": f"{margin}", "bottom": f"H-h-{margin}"}.get(place.partition("_")[0], "(H-h)/2")
    return f"x={x}:y={y}"


def graph(plan: RenderPlan, chunk: Chunk, media: Mapping[str, Media], traits: Mapping[str, Traits], texts: str | None) -> Graph:
    """The graph of one chunk. `texts` is the name of an ASS file in the job's folder; its fonts are in the folder `fonts` there.

    Where nothing depends on the time, the text does not tell where in the result the chunk stands: after an earlier cut it is the same.
    """
    writer = _Writer(plan, media, traits)
    labels = []
    for number, item in enumerate(runs(chunk.pieces, plan.rate)):
        labels.append(f"p{number}")
        if isinstance(item, Blend):
            writer.blend(item, labels[-1])
        else:
            writer.run(item, labels[-1])
    joined = "".join(f"[{label}]" for label in labels)
    concat = f"concat=n={len(labels)}:v=1:a=0," if len(labels) > 1 else ""
    overlays = [item for item in plan.overlays if item.first < chunk.at + chunk.frames and item.last > chunk.at]
    ends = [*([f"ass=filename={texts}:fontsdir=fonts"] if texts else []), *_fades(plan, chunk)]
    first = chunk.at if overlays or ends else 0
    writer.lines.append(f"{joined}{concat}settb={1 / plan.rate},setpts=N+{first}[main]")
    for number, overlaid in enumerate(overlays):
        writer.overlay(overlaid, chunk, f"o{number}")
    ends += ["setpts=PTS-STARTPTS", "format=yuv420p", TAGS]
    writer.lines.append(f"[{writer.last}]{','.join(ends)}[out]")
    return Graph(tuple(writer.inputs), ";".join(writer.lines))


def _fades(plan: RenderPlan, chunk: Chunk) -> list[str]:
    """Fades of the picture where they reach into the chunk, in absolute seconds."""
    begins, ends = float(chunk.at / plan.rate), float((chunk.at + chunk.frames) / plan.rate)
    filters = []
    if plan.fades.video_in_s > begins:
        filters.append(f"fade=t=in:st=0:d={plan.fades.video_in_s:.6f}")
    out_s = min(plan.fades.video_out_s, plan.duration_s)
    if out_s > 0 and ends > plan.duration_s - out_s:
        filters.append(f"fade=t=out:st={plan.duration_s - out_s:.6f}:d={out_s:.6f}")
    return filters


