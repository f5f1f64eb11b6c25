"""What the words ask of an export: the video or the subtitle file, its size, rate, quality and name. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

SubtitleKind = Literal["srt", "vtt"]

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]{0,500}”|「[^」]{0,500}」|『[^』]{0,500}』|(?<!\w)'[^']*'(?!\w)")
_SRT = re.compile(r"\bsrt\b|(?<![a-z])subtitles? files?\b|(?<![a-z])captions? files?\b|字幕文件|srt", re.I)
_VTT = re.compile(r"\bweb\s?vtt\b|\bvtt\b|vtt", re.I)
_VIDEO = re.compile(r"\bvideo\b|\bmp4\b|\bmovie\b|\bfilm\b|\bclip\b|视频|影片|成片|mp4", re.I)
_FORMAT = re.compile(r"(?<![\w.])(gif|mov|webm|mkv|avi|prores|hevc|h\.?265|mp3|wav)(?![\w])", re.I)
_SIDES = re.compile(r"(?<!\d)(\d{3,4})\s*[x×*]\s*(\d{3,4})(?!\d)", re.I)
_LINES = re.compile(r"(?<!\d)(2160|1440|1080|720|480|360)\s*p(?![a-z])", re.I)
_NAMED = ((re.compile(r"(?<![\w])4\s?k(?![a-z])", re.I), 2160), (re.compile(r"(?<![\w])2\s?k(?![a-z])", re.I), 1440),
          (re.compile(r"\bfull\s?hd\b|全高清", re.I), 1080))
_FPS = re.compile(r"(?<![\d.])(\d{2,3}(?:\.\d{1,3})?)\s*(?:fps\b|fps|frames? (?:per|a) second|帧)", re.I)
_DRAFT = re.compile(r"\b(?:draft|preview|low|lower|quick)[- ]?(?:quality|version|render|export|res(?:olution)?)\b|低画质|草稿|预览版", re.I)
_BEST = re.compile(r"\b(?:best|highest|top|max(?:imum)?|full) (?:possible )?quality\b|最高画质|最好的?画质|最高质量|最高畫質", re.I)
_OTIO = re.compile(r"\botio\b|otio|\bopen\s?timeline(?:\s?io)?\b|时间线文件|時間線文件|工程文件", re.I)
_OTHER_TIMELINE = re.compile(
    r"\b(fcpxml|fcp\s?xml|edl|aaf)\b|(?:\b(?:timeline|project|sequence)\b|时间线|工程).{0,40}?"
    r"(\b(?:premiere(?: pro)?|(?:davinci )?resolve|final cut(?: pro)?|kdenlive)\b|达芬奇|剪映)", re.I)
_CALLED = (
    r"(?:\b(?:as|to|into|called|named|name it|filename|file name)\b|(?:保存|[存命]名?|导出|匯出)[为為到]"
    r"|(?:文件|[档檔])名(?:叫做?|[为為是])?|叫做?)\s*[:：]?\s*")
_TEXT_FILE = re.compile(
    _CALLED + r"(?:[\"“'](?P<quoted>[^\"”'\n]+\.(?:srt|vtt|otio))[\"”']|(?P<bare>[^\s\"'“”,;，。；]+\.(?:srt|vtt|otio)))", re.I)
_FILE = re.compile(
    _CALLED + r"(?:\"([^\"]+\.mp4)\"|“([^”]+\.mp4)”|'([^']+\.mp4)'|([^\s\"'“”,;，。；]+\.mp4))", re.I)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for; None where nothing was said. `height` in lines, `other_format` is a format that is not made here.

    `timeline`: the timeline for another editor, `other_timeline` the format or program that was named for it; `named` has the names of
    files that are no video by their extension, such as ".srt".
    """

    video: bool = True
    subtitles: tuple[SubtitleKind, ...] = ()
    height: int | None = None
    fps: float | None = None
    draft: bool = False
    best: bool = False
    name: Path | None = None
    other_format: str = ""
    timeline: bool = False
    other_timeline: str = ""
    named: Mapping[str, Path] = field(default_factory=dict)


def wishes(text: str) -> Wishes:
    """The wishes in the words of one message. A subtitle file alone means no video."""
    bare = _QUOTED.sub(" ", text)
    named = _FILE.search(text)
    name = next((group for group in named.groups() if group), None) if named else None
    other, editor = _FORMAT.search(bare), _OTHER_TIMELINE.search(bare)
    timeline = bool(_OTIO.search(bare) or editor)
    texts = {path.suffix.lower(): path for path in (Path(one["quoted"] or one["bare"]).expanduser() for one in _TEXT_FILE.finditer(text))}
    timeline = timeline or ".otio" in texts
    subtitles = _subtitles(f"{bare} {' '.join(texts)}")
    return Wishes(
        timeline=timeline, other_timeline=(editor[1] or editor[2]) if editor and not _OTIO.search(bare) else "",
        named=texts,
        video=not (subtitles or timeline) or bool(_VIDEO.search(bare)), subtitles=subtitles, height=_height(bare), fps=_fps(bare),
        draft=bool(_DRAFT.search(bare)), best=bool(_BEST.search(bare)),
        name=Path(name).expanduser() if name else None, other_format=other[1].lower() if other else "",
    )


def _subtitles(text: str) -> tuple[SubtitleKind, ...]:
    vtt = bool(_VTT.search(text))
    srt = bool(re.search("srt", text, re.I)) or (bool(_SRT.search(text)) and not vtt)
    kinds: tuple[tuple[bool, SubtitleKind], ...] = ((srt, "srt"), (vtt, "vtt"))
    return tuple(kind for asked, kind in kinds if asked)


def _height(text: str) -> int | None:
    """The short side in lines: `1080p`, `4k`, `1920x1080` and `1080x1920` alike."""
    if sides := _SIDES.search(text):
        return min(int(sides[1]), int(sides[2]))
    if lines := _LINES.search(text):
        return int(lines[1])
    return next((height for pattern, height in _NAMED if pattern.search(text)), None)


def _fps(text: str) -> float | None:
    rate = _FPS.search(text)
    return float(rate[1]) if rate and 10 <= float(rate[1]) <= 120 else None
