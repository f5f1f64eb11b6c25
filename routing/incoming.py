"""Which of the files and addresses of a message come into the project, and which are a target, an example or words to show."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from routing.folding import fold
from routing.media import EXTENSIONS
from routing.plan import Media
from routing.quoted import spans
from routing.stored import stored

_ENDING = r"(?i)\.(?:" + "|".join(sorted(EXTENSIONS)) + r")(?:$|[?#&])"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern of `incoming.toml`, built when the first file or address is seen, since most messages name none."""
    return re.compile(_ENDING if name == "ending" else stored(f"incoming.{name}"))


class Found(NamedTuple):
    """Media of a message: `incoming` join the project; `targets` are places to write to; `mentioned` are neither."""

    incoming: tuple[Media, ...]
    targets: tuple[Media, ...]
    mentioned: tuple[Media, ...]


NOTHING = Found((), (), ())


def sort_out(text: str, media: Iterable[Media]) -> Found:
    """Sorts what `media.find` found by the words around it."""
    folded = fold(text)
    piles: dict[str, list[Media]] = {"incoming": [], "targets": [], "mentioned": []}
    found = tuple(media)
    others = [(start, end) for start, end in spans(folded) if end - start < len(folded.strip())] if found else []
    around = folded
    for item in found:
        around = around[: item.start] + "_" * (item.end - item.start) + around[item.end :]
    for item in found:
        told = any(start < item.start and item.end < end and _more(folded, start, end, item) for start, end in others)
        piles["mentioned" if told else _pile(item, around, text)].append(item)
    return Found(tuple(piles["incoming"]), tuple(piles["targets"]), tuple(piles["mentioned"]))


def _more(folded: str, start: int, end: int, item: Media) -> bool:
    """Whether a quote says more than the file's name."""
    return any(letter.isalnum() for letter in folded[start : item.start] + folded[item.end : end])


def _pile(item: Media, folded: str, text: str) -> str:
    before = re.split(r"[;!?。！？\n]|\.\s", folded[max(0, item.start - 120) : item.start])[-1]
    after = folded[item.end : item.end + 40]
    if _pattern("target").search(before) or _pattern("target_after").search(after):
        return "targets"
    if _pattern("refused").search(before) or _pattern("like").search(before) or _pattern("like_after").search(after):
        return "mentioned"
    if item.kind == "path":
        return "mentioned" if _is_shown(item, before, text) else "incoming"
    if _pattern("page").match(item.value):
        return "targets" if _pattern("out").search(before) else "mentioned"
    if _pattern("out").search(before) and not _pattern("ending").search(item.value):
        return "targets"
    return "incoming" if _comes_in(item, before, after, text) else "mentioned"


def _is_shown(item: Media, before: str, text: str) -> bool:
    """Whether a path is words for the screen: quoted behind `a title`, or no file's name behind `type`."""
    bare = before.rstrip("'\"\u201c「")
    return bool(
        (_is_quoted(item, text) and _pattern("shown").search(bare))
        or (not _pattern("ending").search(item.value) and _pattern("typed").search(bare))
    )


def _comes_in(item: Media, before: str, after: str, text: str) -> bool:
    if _pattern("shown").search(before):
        return bool(_pattern("ending").search(item.value) and re.search(r"\b(?:link|url|enlace|lien)\b|链接", before))
    quoted = _is_quoted(item, text)
    if _pattern("ending").search(item.value) or _pattern("hosts").match(item.value):
        return not quoted or not re.search(r"\b(?:text|title|caption|says?|add)\b|字|写", before)
    alone = text.strip() == text[item.start : item.end]
    return alone or (not quoted and bool(_pattern("media_words").search(before) or _pattern("media_words").search(after)))


def _is_quoted(item: Media, text: str) -> bool:
    """Whether a quote stands before the item or as its first letter, as it does with a path."""
    return text[max(0, item.start - 1)] in "'\"\u201c「" or text[item.start] in "'\"\u201c「"
