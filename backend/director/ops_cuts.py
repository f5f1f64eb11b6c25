"""The list of cuts: shown, looked at before anything is cut, and its lines kept or cut by their numbers."""

import re
from typing import Any

from backend.director.cut_numbers import CHINESE, ENGLISH, numbers
from backend.director.scene import Ask
from backend.director.set_phrases import Edits, Reading

_CUTS = ("trim_silence", "remove_fillers", "preview_cuts")
_SPOKEN = re.compile(r"silen|pause|quiet|filler|静音|停顿|语气词|安静|空白")


def _listed(reading: Reading) -> bool:
    """Whether numbers can mean lines of the list: there is one, or this message makes one."""
    return reading.before(*_CUTS) or bool(_SPOKEN.search(reading.normal))


def _restore(found: re.Match[str], reading: Reading) -> Edits | None:
    return [*_first(reading), ("restore_cuts", {"numbers": numbers(found["list"])})] if _listed(reading) else None


def _first(reading: Reading) -> Edits:
    """After a look ahead, what is not to be kept is cut."""
    ahead = _ahead(reading)
    return [("trim_silence", ahead)] if ahead is not None else []


def _ahead(reading: Reading) -> dict[str, Any] | None:
    """The parameters of the look ahead, where that was the last thing done."""
    last = reading.scene.before[-1] if reading.scene.before else None
    if last is None or last.op != "preview_cuts":
        return None
    return {name: value for name, value in last.said().items() if name != "op"}


def _restore_all(found: re.Match[str], reading: Reading) -> Edits | None:
    return [("restore_cuts", {})] if reading.before("trim_silence", "remove_fillers") else None


def _all_but(found: re.Match[str], reading: Reading) -> Edits | None:
    if not _listed(reading):
        return None
    chosen = {"numbers": numbers(found["list"])}
    if found.groupdict().get("keep"):
        return [("restore_cuts", {}), ("recut", chosen)]
    return [*_first(reading), ("restore_cuts", chosen)]


def _recut(found: re.Match[str], reading: Reading) -> Edits | None:
    return [("recut", {"numbers": numbers(found["list"])})] if reading.before(*_CUTS) else None


def _them(found: re.Match[str], reading: Reading) -> Edits | None:
    """ "Cut them": what the look ahead showed; "cut them too": what a cut had left in because the picture moves there; "cut them all"."""
    ahead, too = _ahead(reading), bool(found.groupdict().get("too"))
    if ahead is not None:
        return [("trim_silence", ahead), ("recut", {"which": "moving"})] if too else [("trim_silence", ahead)]
    if found.groupdict().get("all") and not too:
        return [("recut", {"which": "all"})] if reading.before("trim_silence", "remove_fillers") else None
    return [("recut", {"which": "moving"})] if too and reading.before("trim_silence") else None


def _moving(found: re.Match[str], reading: Reading) -> Edits | None:
    return [("recut", {"which": "moving"})] if _listed(reading) else None


def _preview(found: re.Match[str], reading: Reading) -> Edits | Ask:
    least = found.groupdict().get("least")
    if least is None and reading.before("trim_silence"):
        return Ask("cuts")
    return [("preview_cuts", {"min_silence": float(least)} if least else {})]


def _show(found: re.Match[str], reading: Reading) -> Ask:
    first = found.groupdict().get("first")
    return Ask("cuts", first=max(1, int(first)) if first else 1)


READERS = {
    "show": _show,
    "preview": _preview,
    "all_but": _all_but,
    "restore_all": _restore_all,
    "restore": _restore,
    "recut": _recut,
    "them": _them,
    "moving": _moving,
}
_EXCEPT = re.compile(
    r"(?:silences|pauses|gaps|quiet parts|fillers),? "
    rf"(?P<body>(?:but|except|except for|apart from)(?: not| keep)? (?P<list>{ENGLISH}))(?= *(?:$|[,.;!?]))"
)
_HAN_EXCEPT = re.compile(rf"(?P<body>除了?(?P<list>第{CHINESE})(?:之外|以外|外)?,?)(?=.*(?:静音|停顿))")


def exceptions(reading: Reading) -> None:
    """Cut the silences except 4 and 9: what stands behind (Chinese: before) the wish to cut; that is the grammar's."""
    if not _SPOKEN.search(reading.normal):
        return
    for pattern in (_EXCEPT, _HAN_EXCEPT):
        for found in pattern.finditer(reading.normal):
            if not any(start < found.end() and found.start("body") < end for start, end in reading.taken):
                reading.taken.append(found.span("body"))
                reading.edits.append((len(reading.normal), "restore_cuts", {"numbers": numbers(found["list"])}))
