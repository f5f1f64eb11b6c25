"""From what was found to the list of edits: what was only implied, guessed or said twice gives way to what was stated."""

import re

from pydantic import ValidationError

from backend.director.ops_best import with_length
from backend.director.remarks import without_cured
from backend.director.talk import Found, Talk
from backend.edits import EDIT, AnyEdit


def outcome(talk: Talk) -> list[tuple[AnyEdit, Found]]:
    """The edits of the talk as the vocabulary has them, each with what it was found as, without what was only implied or said twice."""
    found = with_length(sorted(without_cured(talk.found), key=lambda f: (f.clause, f.start)))
    if {f.op for f in found if not f.weak or f.op == "trim_silence"} & _SHORTENS:
        found = [f for f in found if not (f.weak and f.op == "speed")]
    if {f.op for f in found if not f.weak} & _OF_SOUND:
        found = [f for f in found if not (f.weak and f.op == "volume")]
    gone = [f.clause for f in found if not f.weak and f.op in _SHORTENS | {"delete_clip"}]
    found = [f for f in found if not (f.weak and f.op == "trim_silence" and any(abs(f.clause - at) < 2 for at in gone))]
    music = max((f.clause for f in found if f.op == "music"), default=-1)
    for edit in found:
        if edit.op == "mute" and edit.params.get("target") == "all" and "from" not in edit.params and music >= edit.clause:
            edit.params["target"] = "clip"
    if any(f.op == "music" and f.params.get("duck") for f in found):
        found = [f for f in found if not (f.weak and f.op == "volume")]
    back = max((f.clause for f in found if f.op == "undo"), default=-1)
    found = [f for f in found if not (f.weak and f.clause == back - 1)]
    named = {f.clause for f in found if f.op == "undo" and f.params.get("what")}
    found = _without_what_goes(_without_undone_nothing(found, talk))
    found = [f for f in found if not (f.op == "undo" and not f.params and _once_more(talk, f) and any(n <= f.clause for n in named))]
    hurried = {f.clause for f in found if f.op == "duration" and f.params.get("how") == "speed"}
    found = [f for f in found if not (f.op == "speed" and f.guessed and hurried & {f.clause - 1, f.clause, f.clause + 1})]
    found = [f for i, f in enumerate(found) if not _outdone(f, found[i + 1 :], found[:i])]
    kept: list[Found] = []
    for edit in found:
        twice = any(other.op == edit.op and other.params == edit.params for other in kept)
        if (twice and edit.op not in ("delete_clip",)) or _less_said(edit, kept) or (edit.weak and _said_already(edit, found, kept)):
            continue
        again = next((o for o in kept if o.op == edit.op and _one_with(o, edit)), None)
        if again:
            again.params.update(edit.params)
        elif not (kept and _joined(kept[-1], edit)):
            kept.append(edit)
    made: list[tuple[AnyEdit, Found]] = []
    for edit in kept:
        try:
            made.append((EDIT.validate_python({"op": edit.op, **{k: v for k, v in edit.params.items() if v is not None}}), edit))
        except ValidationError:
            continue
    return made


def _without_undone_nothing(found: list[Found], talk: Talk) -> list[Found]:
    """字幕就行，滤镜也不要: where nothing was done yet, what is not wanted is not to be taken back beside what is asked for."""
    if talk.scene.before or all(f.op == "undo" for f in found):
        return found
    made = {f.op for f in found}
    return [f for f in found if not (f.op == "undo" and f.params.get("what") and f.params["what"] not in made)]


def _without_what_goes(found: list[Found]) -> list[Found]:
    """字幕不要了，撤回字幕那一步 is one removal; music that is too loud and goes is not made softer first."""
    undone = {f"remove_{f.params['what']}": f.clause for f in found if f.op == "undo" and f.params.get("what")}
    found = [f for f in found if not 0 <= undone.get(f.op, -9) - f.clause <= 1]
    dropped = max((f.clause for f in found if f.op == "remove_music"), default=-9)
    return [f for f in found if not (f.op == "volume" and f.params.get("target") == "music" and f.guessed and f.clause == dropped - 1)]


_THAT_ONE = re.compile(
    r"\b(?:undo|revert|cancel|scrap|(?:take|roll|put) (?:only |just )?(?=(?:it|that|this)\b))"
    r"[^,.;!?\n]{0,8}\b(?:it|that|this)\b(?: one| back)*"
)


def _once_more(talk: Talk, edit: Found) -> bool:
    """ "The crop has to go, revert that one": what is to be taken back was named before."""
    return _THAT_ONE.search(talk.normal, max(0, int(edit.start) - 6), int(edit.start) + 30) is not None


def _outdone(edit: Found, later: list[Found], earlier: list[Found]) -> bool:
    """Whether a guessed amount is said, or guessed anew, by another edit of the same thing."""
    if not edit.guessed:
        return False
    keys = ("target", "from", "to")
    if edit.op == "fade" and edit.params.get("target") == "both":
        told = [o for o in later if o.op == "fade" and o.clause - edit.clause == 1 and o.guessed and o.params.get("target") != "both"]
        if any(set(o.params) == set(edit.params) for o in told):
            return True

    def same(other: Found) -> bool:
        alike = other.op == edit.op and all(other.params.get(k) == edit.params.get(k) or k not in edit.params for k in keys)
        return alike and (edit.op not in ("color", "fade") or set(other.params) == set(edit.params))

    return any(same(o) and (edit.weak or not o.weak) for o in later) or any(same(o) and not o.guessed and not o.weak for o in earlier)


def _said_already(edit: Found, found: list[Found], kept: list[Found]) -> bool:
    """Whether what an implied edit would do is stated elsewhere, or implied before."""
    others = [o for o in found if o.op == edit.op and (not o.weak or edit.op == "color") and o is not edit] + [
        o for o in kept if o.op == edit.op
    ]
    if edit.op == "color" and edit.params.keys() == {"contrast"} and any(o.params.keys() & {"look", "saturation"} for o in others):
        return True
    if edit.op == "color":
        return any(set(o.params) & set(edit.params) for o in others)
    return bool(others)


_SAID_MORE = {"mute", "undo", "reverse", "stabilize", "blur"}


def _less_said(edit: Found, kept: list[Found]) -> bool:
    """前8秒先别出音乐，静音 · 那两步都不要了，撤回去: the clause right behind only says once more what was asked for in full."""
    last = kept[-1] if kept else None
    if last is None or last.op != edit.op or edit.op not in _SAID_MORE or edit.clause - last.clause != 1:
        return False
    return edit.params.items() < last.params.items()


def _same_music(one: Found, other: Found) -> bool:
    """Whether the second only adds how loud the music of the first is."""
    return one.op == "music" and all(other.params.get(k) in (None, one.params.get(k)) for k in ("mood", "file"))


def _one_with(one: Found, other: Found) -> bool:
    """Whether two edits of one op are said as one."""
    return one.op in _ONCE or _same_length(one, other) or _same_music(one, other) or _same_captions(one, other)


def _same_length(one: Found, other: Found) -> bool:
    """Whether the second only says how the first is reached, "it may be 30 s, so cut it to 30 s", or the first was only a length told."""
    told = one.op == other.op == "duration" and one.guessed
    return one.op == "duration" and (told or one.params.get("to") == other.params.get("to"))


def _same_captions(one: Found, other: Found) -> bool:
    """Whether the second only says more of the captions of the first."""
    return one.op == "captions" and not (one.params.keys() & other.params.keys())


_ONCE = {"normalize", "trim_silence", "remove_fillers", "denoise", "stabilize", "chapters"}
_OF_SOUND = {"volume", "normalize", "denoise"}
_SHORTENS = {"trim", "cut", "keep", "duration", "trim_silence", "remove_fillers"}


def _joined(last: Found, edit: Found) -> bool:
    """Both ends in one trim, several properties in one colour change; a start taken off and an end named are what is kept."""
    if last.op == "trim" and edit.op == "keep" and set(last.params) == {"start"} and edit.params.get("from") == 0:
        if edit.clause - last.clause <= 2 and last.params["start"] < edit.params.get("to", 0):
            last.op, last.params = "keep", {"from": last.params["start"], "to": edit.params["to"]}
            return True
        return False
    if edit.op == "fade" and edit.params.get("target") != last.params.get("target"):
        return False
    joinable = (
        edit.op == last.op
        and edit.op in ("trim", "color", "fade")
        and edit.clause - last.clause <= 1
        and not (set(edit.params) & set(last.params)) - {"target"}
    )
    if joinable:
        last.params.update(edit.params)
        last.clause = edit.clause
    return joinable
