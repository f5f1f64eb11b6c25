"""Subtitles that came with the media: SRT and WebVTT text, and the text tracks inside a file."""

import html
import re
import unicodedata
from pathlib import Path

import av
from av.container import InputContainer
from av.subtitles.stream import SubtitleStream

from backend.draft.timeline import Cue
from backend.engine.container import opened

MAX_BYTES = 10_000_000
MAX_CUES = 50_000
TEXT_CODECS = ("mov_text", "subrip", "srt", "text", "webvtt", "ass", "ssa")
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")


class SubtitleError(Exception):
    """A subtitle file in which no cue could be read."""


def read(file: Path) -> tuple[Cue, ...]:
    """The cues of an .srt or .vtt file, in order. Raises SubtitleError; OSError if it cannot be read."""
    if file.stat().st_size > MAX_BYTES:
        raise SubtitleError(f"{file.name}: larger than {MAX_BYTES} bytes")
    cues = parse(decoded(file.read_bytes()))
    if not cues:
        raise SubtitleError(f"{file.name}: no cue found")
    return cues


def decoded(data: bytes) -> str:
    """The text of a subtitle file: UTF-16 by its mark, else UTF-8, else what Chinese and then western Windows programs write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def parse(text: str) -> tuple[Cue, ...]:
    """The cues of SRT or WebVTT text. Numbers, settings, notes and markup are left out; a cue without words or length is skipped."""
    cues: list[Cue] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines) and len(cues) < MAX_CUES:
        match = TIMING.match(lines[at])
        at += 1
        if match:
            spoken: list[str] = []
            while at < len(lines) and lines[at].strip() and not TIMING.match(lines[at]):
                spoken.append(lines[at])
                at += 1
            if at < len(lines) and TIMING.match(lines[at]) and spoken and spoken[-1].strip().isdigit():
                spoken.pop()
            cues.extend(_cue(_seconds(match.groups()[:4]), _seconds(match.groups()[4:]), "\n".join(spoken)))
    return tuple(sorted(cues, key=lambda cue: cue.start_s))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _cue(start_s: float, end_s: float, text: str) -> list[Cue]:
    shown = plain(text)
    return [Cue(start_s=round(start_s, 3), end_s=round(end_s, 3), text=shown)] if shown and end_s > start_s else []


def plain(text: str) -> str:
    """The words of a cue without markup; line breaks stay."""
    bare = html.unescape(TAG.sub("", text)).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
    bare = "".join(letter for letter in bare if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs"))
    return "\n".join(line for part in bare.split("\n") if (line := re.sub(r"\s+", " ", part).strip()))


def language_of(cues: tuple[Cue, ...]) -> str:
    """zh, ja or ko where the writing tells; "" otherwise."""
    names = [unicodedata.name(letter, "").split(" ")[0] for cue in cues[:200] for letter in cue.text if letter.isalpha()]
    if any(name in ("HIRAGANA", "KATAKANA") for name in names):
        return "ja"
    share = max(len(names), 1) / 10
    return "ko" if names.count("HANGUL") > share else "zh" if names.count("CJK") > share else ""


def embedded(path: Path, language: str | None = None) -> tuple[tuple[Cue, ...], str]:
    """The cues of the best text track inside a media file and its language ("" if unknown); no cues when there is none. Blocks."""
    try:
        with opened(path) as container:
            streams = [stream for stream in container.streams.subtitles if stream.codec_context.name in TEXT_CODECS]
            if not streams:
                return (), ""
            best = max(streams, key=lambda stream: bool(language) and _code(stream) == _short(language or ""))
            cues = _track(container, best)
            return cues, language_of(cues) or _code(best)
    except av.FFmpegError:
        return (), ""


THREE = {"eng": "en", "chi": "zh", "zho": "zh", "jpn": "ja", "kor": "ko", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es"}


def _short(language: str) -> str:
    code = language.lower().split("-")[0]
    return THREE.get(code, code)


def _code(stream: SubtitleStream) -> str:
    code = _short(stream.language or "")
    return "" if code == "und" else code


def _track(container: InputContainer, stream: SubtitleStream) -> tuple[Cue, ...]:
    origin_s = (container.start_time or 0) / av.time_base
    cues: list[Cue] = []
    for packet in container.demux(stream):
        if packet.pts is None or not packet.duration or len(cues) >= MAX_CUES:
            continue
        start_s = float(packet.pts * packet.time_base) - origin_s
        text = "\n".join(_event(event) for event in packet.decode())
        cues.extend(_cue(max(0.0, start_s), start_s + float(packet.duration * packet.time_base), text))
    return tuple(sorted(cues, key=lambda cue: cue.start_s))


def _event(event: object) -> str:
    """The words of a decoded event: ASS dialogue has eight fields before its text."""
    line = getattr(event, "ass", b"")
    text = line.decode("utf-8", "replace") if isinstance(line, bytes) else str(line)
    return text.split(",", 8)[-1] if text.count(",") >= 8 else text
