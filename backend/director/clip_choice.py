"""Which clips stay while the others go: "keep only the second clip", "drop everything except 2 and 4", 只要第二段; "lose the rest"."""

import re

from backend.director.clauses import Clause
from backend.director.clip_scope import named
from backend.director.ops_text import removing, wanted
from backend.director.talk import Talk
from backend.director.tokens import Token

_ELSEWHERE = {"range", "head", "tail", "head?", "tail?", "part", "mid", "dur", "point", "clock", "quote", "file", "handle", "factor"}
_ELSEWHERE |= {"look", "cmp", "db", "pct"}
_THINGS = ("music", "sound", "voice", "caption", "title", "transition", "silence", "filler", "noise", "logo", "order", "fade")
_NEEDS = re.compile(r"(?:i |we |i'd |would )?(?:need|want|like|give)|要|想要|需要")
_AS_IT_IS = re.compile(
    r"\b(?:as|is|it|its|same|unchanged|untouched|where|in|at|with|together|there|muted|before|after|alone)\b|原样|不变|不动|别动|位置"
)
_REST = r"\b(?:rest|others?|everything else|anything else|other clips?)\b"
_TAKEN = r"\b(?:delete|remove|drop|lose|cut|goes?|get rid|discard|toss|bin|trash|throw|ditch|scrap|kill)\b"
_OTHERS_GO = re.compile(rf"{_TAKEN}[^.;]*{_REST}|{_REST}[^.;]*{_TAKEN}|(?:其他|其余|其它|剩下|别的|另外)[^。；]*(?:删|不要|去掉|扔|剪掉)")
_LETTER = re.compile(r"\w")
_COURTESY = re.compile(r"\b(?:please|pls|thanks|thank you|thx|ok|for me|now)\b|[吧了哦谢请]")


def note_clips(c: Clause, talk: Talk) -> None:
    """Remember which clips the clause names, for "the rest" in the next one."""
    if talk.scene.clips > 1 and c.kinds & {"ord", "rel", "num"}:
        numbers = _numbers(c, talk)
        if numbers:
            talk.meant = talk.clause_index, numbers


def chosen(c: Clause, talk: Talk) -> None:
    """Delete the clips that are not to stay. Clips are numbered as they are before this message."""
    if talk.scene.clips < 2 or c.kinds & _ELSEWHERE or c.named(*_THINGS):
        return
    if c.verb("undo", "redo", "swap", "move", "merge", "split", "mute"):
        return
    takes = (removing(c, talk) or c.verb("cut")) and not c.verb("keep")
    numbers = _numbers(c, talk)
    if takes and not numbers:
        _delete_rest(c, talk)
    elif takes and c.find("rel", "except"):
        _delete(c, talk, numbers)
    elif not takes and numbers and wanted(c) and _stays(c, talk):
        _delete(c, talk, others(numbers, talk))


def others(numbers: list[int], talk: Talk) -> list[int]:
    """The clips that are not numbered."""
    meant = {number if number > 0 else talk.scene.clips + 1 + number for number in numbers}
    return [number for number in range(1, talk.scene.clips + 1) if number not in meant]


def _delete(c: Clause, talk: Talk, numbers: list[int]) -> None:
    """Delete these, unless that would leave nothing."""
    c.claim(*c.tokens)
    if len(numbers) < talk.scene.clips:
        for place, number in enumerate(numbers):
            talk.emit("delete_clip", c.start + place, index=number)


def _delete_rest(c: Clause, talk: Talk) -> None:
    """ "Only clip 3 please, lose the rest": all but those that the clause before names."""
    told, meant = talk.meant
    if c.noun("rest") is None or told != talk.clause_index - 1 or c.kinds & {"ord", "num"}:
        return
    if any(f.op == "delete_clip" for f in talk.found):
        c.claim(*c.tokens)
        return
    _delete(c, talk, others(meant, talk))


def _numbers(c: Clause, talk: Talk) -> list[int]:
    """The clips that are named, behind "only" and "except" also by bare numbers; with "except" those that are not."""
    clips = talk.scene.clips
    group = named(c, talk, clips)
    if group is not None:
        return [number for number in group[0] if -clips <= number <= clips]
    bare = [int(t.value) for t in c.all("num") if t.value == int(t.value) and 1 <= t.value <= clips]
    spared = c.find("rel", "except")
    if len(bare) != len(c.all("num")) or not bare or not (spared or (c.find("only") and len(bare) > 1)):
        return []
    return others(bare, talk) if spared else bare


def _stays(c: Clause, talk: Talk) -> bool:
    """Whether the clause says that nothing but the clips it names is to be there."""
    verbs = [t for t in c.tokens if t.kind == "verb"]
    only = c.find("only") or any(talk.word(t)[:1] in "只仅光就单" for t in verbs if t.name == "keep")
    after = talk.normal[c.end :]
    if any(not (t.name == "keep" or _NEEDS.match(talk.word(t))) for t in verbs):
        return False
    if verbs and only:
        return not _AS_IT_IS.search(talk.normal[c.start : c.end])
    if talk.found or talk.clause_index or "word" in c.kinds or _AS_IT_IS.search(talk.normal, c.start, c.end + 6):
        return False
    ends = not _LETTER.search(_COURTESY.sub("", after))
    if not verbs:
        return bool(only) and ends and not talk.scene.before
    kept = all(t.name == "keep" for t in verbs) and not any(one.op == "delete_clip" for one in talk.scene.before[-1:])
    return kept and (ends or _OTHERS_GO.search(after) is not None)


def beyond_named(c: Clause, talk: Talk, indices: list[Token]) -> list[int]:
    """The clips before or after the one that is numbered: "everything after the third clip"."""
    if len(indices) != 1 or indices[0] not in c.tokens:
        return []
    place, number = c.tokens.index(indices[0]), int(indices[0].value)
    number = talk.scene.clips + 1 + number if number < 0 else number
    ahead = [t for t in c.tokens[:place] if t.name != "clip" or t.kind != "noun"]
    before = ahead[-1] if ahead else None
    behind = next((t for t in c.tokens[place + 1 :] if t.name in ("after", "before")), None)
    behind = behind if behind is not None and not talk.normal[behind.start].isascii() else None
    side = before if before is not None and before.name in ("after", "before") else behind
    if side is None or side.kind != "rel":
        return []
    return list(range(number + 1, talk.scene.clips + 1)) if side.name == "after" else list(range(1, number))


def through(c: Clause, talk: Talk) -> list[int]:
    """Clips 2 to 4, 第二到第四段: all of them."""
    group = named(c, talk, talk.scene.clips) if c.find("rel", "to", "dash") else None
    numbers = group[0] if group else []
    return [number for number in numbers if number <= talk.scene.clips] if len(numbers) > 1 and min(numbers) > 0 else []
