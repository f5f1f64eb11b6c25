"""Named versions: saved, listed, gone back to; and what changed between two states."""

import re

from backend.director.clauses import Clause
from backend.director.effects import named_op
from backend.director.normal import normal
from backend.director.scan import scan
from backend.director.scene import Ask
from backend.director.set_phrases import Edits, Reader, Reading
from backend.director.talk import Talk
from backend.edits import Title

_MARKING = ("save_version", "preview_cuts", "delete_version", "rename_version")
_MARKS = "“”\"「」『』《》'‘’"
_OPENING = tuple("“\"「『《'‘")
_NEWEST = re.compile(r"last|latest|newest|most recent|最后一?个?的?|最新的?|上一?个")
_FILE = re.compile(r"\.?(?:mp4|mov|mkv|webm|avi|gif|mp3|wav|srt|vtt)\b", re.IGNORECASE)
_NOW = re.compile(
    r"(?:the )?(?:now|this|it|current(?: (?:one|version|state))?|present(?: state)?|here)(?: (?:one|version|state))?"
    r"|现在(?:这版|的版本|的样子)?|当前(?:版本)?|这版|这个(?:版本)?|目前"
)
_ORIGINAL = re.compile(
    r"(?:the )?(?:original(?: (?:video|clip|footage|file|version))?|source|start|beginning|raw footage)"
    r"|原片|原视频|原始视频|原来的?视频|原始版本|原版|最开始|一开始|开头|原素材"
)


def plain(name: str) -> str:
    """A name as it is compared: without quotes, "version" and 版, in small letters."""
    bare = name.strip(_MARKS + " ").casefold()
    bare = re.sub(r"^(?:the )?(?:saved )?(?:versions? |版本 ?)", "", bare)
    return re.sub(r" ?(?:那一版|那版|版本|版| version)$", "", bare) or bare


def _known(reading: Reading, name: str) -> str | None:
    """The saved name that was meant, as it was saved."""
    return next((one for one in reading.scene.versions if plain(one) == plain(name)), None)


def _said(found: re.Match[str], reading: Reading, group: str = "name") -> str | None:
    """The name as written, without quotes; None where there is none, or where it is a file."""
    if group not in found.groupdict():
        return None
    return reading.said(found, group).strip(_MARKS + " ") or None


def _save(found: re.Match[str], reading: Reading) -> Edits | None:
    name = _said(found, reading)
    if name and _FILE.search(name):
        return None
    return [("save_version", {"name": name} if name else {})]


def _save_if_draft(found: re.Match[str], reading: Reading) -> Edits | None:
    """存为初稿: what ends like the name of a version is one."""
    name = _said(found, reading) or ""
    if reading.said(found, "name")[:1] in _OPENING:  # save this as "client review": a name that is quoted is no format
        return _save(found, reading)
    return _save(found, reading) if re.search(r"[稿版]$|^(?:draft|take|cut|rev)\b", name, re.IGNORECASE) else None


def _delete(found: re.Match[str], reading: Reading) -> Edits | None:
    """A version that is called one, or whose whole name stands in quotes or is long enough to be nothing else."""
    name = _said(found, reading)
    if name is None:
        return [("delete_version", {})] if found.groupdict().get("version") else None
    known = _known(reading, name)
    called = bool(found.groupdict().get("version"))
    if called and not known and _NEWEST.fullmatch(name.casefold()) and reading.scene.versions:
        return [("delete_version", {"name": reading.scene.versions[-1]})]
    if not called and any(isinstance(edit, Title) and plain(edit.text) == plain(name) for edit in reading.scene.before):
        return None
    if not called and not (known and (reading.said(found, "name")[:1] in _OPENING or " " in known or name.endswith(("稿", "版")))):
        return None
    return [("delete_version", {"name": known or name})]


def _delete_all(found: re.Match[str], reading: Reading) -> Edits:
    return [("delete_version", {"all": True})]


def _rename(found: re.Match[str], reading: Reading) -> Edits | None:
    """A version that is called one or whose name is known gets another name."""
    old, new = _said(found, reading, "one"), _said(found, reading, "other")
    known = _known(reading, old) if old else None
    if new is None or (old is not None and not known and not found.groupdict().get("version")):
        return None
    to = re.sub(r"^(?:the )?versions? |^版本 ?", "", new, flags=re.IGNORECASE) or new
    return [("rename_version", {"name": known or old, "to": to.strip(_MARKS + " ")})]


def _back(found: re.Match[str], reading: Reading) -> Edits | None:
    """Back to a version that is called one, or whose name is known."""
    name = _said(found, reading)
    known = _known(reading, name) if name else None
    called = bool(found.groupdict().get("version")) or bool(name and name.endswith(("稿", "版")) and not _ORIGINAL.fullmatch(plain(name)))
    called = called or bool(name and len(name) == 1 and name.isalnum() and reading.scene.versions)
    if not known and (not called or not name or _ORIGINAL.fullmatch(name.casefold())):
        return None
    return [("restore_version", {"name": known or name})]


def _before(found: re.Match[str], reading: Reading) -> Edits | None:
    """Back to before the newest edit of that kind, or to right after it: the steps since, or a return where there was another one."""
    thing = reading.said(found, "thing")
    tokens = scan(normal(thing), {})
    op = named_op(Clause(tokens), Talk(reading.scene, thing, normal(thing)), None) if tokens else None
    op = "trim_silence" if op != "mute" and "静音" in normal(thing) else op
    newest_first = [edit.op for edit in reversed(reading.scene.before) if edit.op not in ("undo", "redo", *_MARKING)]
    if op is None or op not in newest_first:
        return None
    steps = newest_first.index(op) + (0 if "after" in found.groupdict() else 1)
    if "restore_version" in newest_first and "after" not in found.groupdict():
        return [("restore_version", {"before": op})]
    return [("undo", {"steps": steps} if steps > 1 else {})] if steps else []


def _last(found: re.Match[str], reading: Reading) -> Edits:
    return [("restore_version", {})]


def _list(found: re.Match[str], reading: Reading) -> Ask:
    return Ask("versions")


def _compare(found: re.Match[str], reading: Reading) -> Ask | None:
    """Two states, or one and the present; words that name no state are no comparison."""
    one, other = _state(found, reading, "one"), _state(found, reading, "other")
    if one is None or other is None:
        return None
    if one == _NOW_NAME:
        one, other = other, one
    return Ask("changes", since=one, until=None if other == _NOW_NAME else other)


_NOW_NAME = "\0now"


def _state(found: re.Match[str], reading: Reading, group: str) -> str | None:
    """The name of a state: saved, "" for the original, `_NOW_NAME` for the present; None where it cannot be one."""
    name = _said(found, reading, group)
    if name is None or _NOW.fullmatch(name.casefold()):
        return _NOW_NAME
    if _ORIGINAL.fullmatch(name.casefold()):
        return ""
    known = _known(reading, name)
    said_so = re.search(r"version|版|稿", name, re.IGNORECASE) or name != reading.said(found, group) or re.fullmatch(r"[A-Za-z0-9]", name)
    return known or (re.sub(r"^(?:the )?versions? ", "", name, flags=re.IGNORECASE) if said_so else None)


def _all_changes(found: re.Match[str], reading: Reading) -> Ask:
    return Ask("changes", since="")


def _redo(found: re.Match[str], reading: Reading) -> Edits:
    """刚才取消的那步再做回来."""
    return [("redo", {})]


READERS: dict[str, Reader] = {
    "redo": _redo,
    "save": _save,
    "save_draft": _save_if_draft,
    "list": _list,
    "delete": _delete,
    "delete_all": _delete_all,
    "rename": _rename,
    "last": _last,
    "before": _before,
    "back": _back,
    "compare": _compare,
    "all_changes": _all_changes,
}
