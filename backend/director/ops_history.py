"""Undo and redo: the last steps, a named edit, everything."""

import re

from backend.director.clauses import Clause
from backend.director.effects import EFFECTS, LOOSE, OPS, named_op
from backend.director.ops_text import removing, unwanted, wanted
from backend.director.talk import Talk
from backend.director.tokens import Token


def _steps(c: Clause, talk: Talk) -> int | None:
    token = c.find("step") or c.find("times") or c.find("tail?")
    if token is None and (number := c.find("num")) and (c.noun("step") or c.find("rel", "last") or len(c.tokens) <= 3):
        token = number
    if token:
        c.claim(token)
        return int(token.value) if token.value >= 1 else None
    if any(t.name in ("video", "all") and t.kind == "noun" for t in c.tokens) or _ALL.search(talk.normal):
        c.claim(*c.all("noun"))
        marks = ("undo", "redo", "save_version", "preview_cuts", "delete_version", "rename_version")
        done = len([e for e in talk.scene.before if e.op not in marks])
        return done or None
    return None


_ALL = re.compile(r"original|start over|(?:最开始|最初|最原始|一开始|最早)的?(?:样子|状态|版本|模样|视频|$)|什么都没(?:做|改|加)")
_BEFORE_IT = re.compile(r"^(?:the )?(?:one|change|edit)?\s?(?:before (?:it|that)|previous one)\b")


def undone_too(c: Clause, talk: Talk) -> None:
    """ "Undo the captions and the title": the second thing goes too."""
    last = talk.latest()
    if last and last.op == "undo" and "what" not in last.params and _BEFORE_IT.search(talk.normal[c.start : c.end]):
        last.params["steps"] = int(last.params.get("steps", 1)) + 1
        c.claim(*c.tokens)
        return
    near = last is not None and last.op == "undo" and "what" in last.params and last.clause == talk.clause_index - 1
    named = all(t.name in OPS and t.name not in LOOSE for t in c.tokens if t.kind == "verb")
    if not near or not named or c.joiner not in ("and", "comma") or c.kinds - {"noun", "look", "motion", "polite", "degree", "verb"}:
        return
    what = named_op(c, talk, None)
    if what is None or what not in talk.on_timeline:
        return
    c.claim(*c.tokens)
    talk.emit("undo", c, what=what)


def _told_steps(c: Clause, talk: Talk) -> int | None:
    """ "The last three things I asked for, roll them back": how many were told of."""
    told = next((t for t in reversed(talk.heard) if t.kind == "step"), None) if c.noun("pronoun") else None
    return int(told.value) if told and told.value >= 1 else None


def undo(c: Clause, talk: Talk) -> None:
    """Take back steps, or the edit that is named."""
    redo = c.find("verb", "redo") or _returned(c, talk) or (c.find("verb", "undo") if _of_an_undo(talk) else None)
    verbs = c.all("verb", "undo")
    if len(verbs) > 1 and talk.scene.before and talk.scene.before[-1].op == "undo":
        redo = verbs[0]
    if redo and wanted(c):
        _redone(c, talk, redo)
        return
    verb = c.find("verb", "undo")
    if verb is None or not (wanted(c) or "neg" in talk.word(verb)):
        _removed_effect(c, talk)
        return
    if c.kinds & {"quote", "ratio", "range", "head", "tail", "clock", "pct"} and not talk.word(verb).startswith(("undo", "撤")):
        return
    word = talk.word(verb)
    if (
        word in ("恢复", "还原", "restore", "bring back", "cancel", "reset", "回到", "go back", "恢复到", "恢复成", "变回")
        and talk.found
        and not talk.scene.before
    ):
        return
    if word in ("bring back", "restore", "恢复") and _bring_back(c, talk, verb):
        return
    what = named_op(c, talk, verb) or _spoken_of(c, talk, word)
    last = talk.latest()
    if what is None and last and last.op == "undo" and last.clause == talk.clause_index - 1 and len(c.tokens) == 1 and c.joiner == "comma":
        c.claim(*c.tokens)
        return
    removed = [f for f in talk.found if f.clause == talk.clause_index - 1 and f.op.startswith("remove_")]
    if removed and what is None and c.joiner == "comma" and word.startswith(("回到", "恢复", "还原", "go back", "back to", "the way")):
        c.claim(*c.tokens)
        return
    steps = _all_of_them(c, talk, what) if what else _steps(c, talk) or _told_steps(c, talk)
    c.claim(*c.tokens)
    last = talk.latest()
    if last is not None and last.op == "undo" and not last.params and what is None and steps and last.clause == talk.clause_index - 1:
        talk.found.remove(last)  # 撤回撤回，最近两步都不要
    talk.emit("undo", verb, what=what, steps=steps if steps != 1 else None)


_BETTER_BEFORE = re.compile(r"\b(?:prefer(?:red)?|liked?|was (?:better|nicer)|looked|sounded)\b|原来|之前|以前")


_THAT = re.compile(r"\b(?:that|this)(?: one| change| edit)?\b|那一?[个步]|这一?[个步]")
_JUST_NOW = 60
"""Letters before "undo that" within which a thing may have been named."""


def _spoken_of(c: Clause, talk: Talk, word: str) -> str | None:
    """ "Whatever you did to the colours, I preferred it before": what was named right before is taken back."""
    if c.noun("step"):
        return None
    if _THAT.search(talk.normal, c.start, c.end + len(" that one")) and all(f.told for f in talk.found):
        spoken = (t for t in reversed(talk.heard) if c.start - _JUST_NOW < t.start < c.start and t.name in OPS and t.name not in LOOSE)
        return next((op for t in spoken for op in OPS[t.name] if op in talk.on_timeline), None)
    if talk.found or c.joiner != "comma" or not _BETTER_BEFORE.search(word):
        return None
    named = (t for t in reversed(talk.heard[-4:]) if t.name in EFFECTS | {"colour", "caption", "title", "music", "sound"})
    return next((op for t in named for op in OPS[t.name] if op in talk.on_timeline), None)


def _all_of_them(c: Clause, talk: Talk, what: str) -> int | None:
    """ "Undo the captions" after two edits of them: a thing goes with every change of it; "the caption change" is one edit."""
    if what != "captions" or c.noun("step") or c.kinds & {"colour", "size", "style", "place", "language", "num"}:
        return None
    if _ONE_CHANGE.search(talk.normal[c.start : c.end]):
        return None
    return sum(edit.op == what for edit in talk.scene.before) or None


_ONE_CHANGE = re.compile(
    r"\b(?:change|edit|tweak|restyling|colou?r|size|style|position|font|last|latest|volume|level)s?\b|修改|改动|更改|颜色|大小|样式|位置|字号|上一|刚才|音量"
)
_UNDONE = re.compile(
    r"\b(?:before|since|after) (?:i|we) (?:hit|pressed|clicked|used|did) (?:the )?(?:undo|ctrl)"
    r"|\b(?:(?:didn'?t|did not) (?:mean|want) to|should ?(?:n'?t|not) have|accidentally|by mistake) und(?:o|id|one)\b"
    r"|\b(?:restore|bring back|put back|get back|reinstate|return)\b.{0,30}\b(?:undid|undone|reverted|took back|taken back|rolled back)\b"
    r"|(?:恢复|还原|找回|加回|弄回|拿回|回来).{0,12}(?:撤销?掉?|撤回|取消|退掉|退回)(?:了|掉)?(?:的|那)"
    r"|(?:刚才|刚刚|刚|才|先前)(?:不小心|误|手滑)?(?:撤销?|撤回|退回?|取消)(?:掉|了)?(?:的|那).{0,8}(?:恢复|还原|找回|加回|弄回|拿回|要|回来)"
    r"|恢复.{0,6}(?:我)?(?:刚才|刚刚)(?:撤销?|撤回|取消)"
    r"|(?:手滑|手快|手抖|不小心|误|点|按|点到|按到|碰到)[^,，]{0,4}?(?:了)?撤(?:销|回).{0,8}(?:恢复|还原|找回|拿回|弄回|回来)"
)


def spared(c: Clause, talk: Talk) -> bool:
    """ "… but keep the fade": an effect that is there is to stay as it is."""
    amounts = {"range", "head", "tail", "part", "mid", "dur", "ord", "pct", "point", "clock", "until", "quote", "colour"}
    if not (c.verb("keep") and wanted(c)) or c.kinds & amounts or not talk.scene.before or c.kinds & {"only"}:
        return False
    named = [t for t in c.tokens if t.name in OPS and t.name not in LOOSE and t.name != "keep"]
    if not named or not all(any(op in talk.on_timeline for op in OPS[t.name]) for t in named) or c.verb("make", "add", "remove"):
        return False
    c.claim(*c.tokens)
    return True


_DISLIKES = re.compile(
    r"\b(?:don'?t|do not|didn'?t|never) (?:really )?(?:like|love|want|need)\w* (?:it|that|them|this)\b"
    r"|\b(?:hate|dislike)d? (?:it|that|them|this)\b"
    r"|\b(?:bad idea|a mistake|ugly|horrible|awful|terrible|annoying|looks (?:bad|weird|wrong|cheap)"
    r"|(?:doesn'?t|don'?t|isn'?t|not) (?:really )?(?:work|working|fit|suit|match|go with|feel right|look right|look good|help)\w*)\b"
    r"|(?:不合适|不搭|太丑|不咋地|不怎么样|不喜欢|(?<!好)不好看|(?<!行)不行|不想要|不要)(?:了|它)?$|去掉它|难看"
)


_LIKES_NOT = re.compile(r"\b(?:don'?t|do not|didn'?t) (?:really )?(?:like|love|want)|\b(?:hate|dislike)")


def taken_back(c: Clause, talk: Talk) -> bool:
    """ "The vintage look doesn't match, take that off": the effect spoken of goes, once."""
    last = talk.latest()
    if not (removing(c, talk) and c.noun("pronoun")) or c.kinds & {"quote", "ord", "range", "head", "tail", "file"}:
        return False
    if not (last and last.clause == talk.clause_index - 1 and last.op.startswith(("undo", "remove_"))):
        named = (op for t in reversed(talk.heard) if t.name in EFFECTS for op in OPS.get(t.name, ()) if op in talk.on_timeline)
        if talk.found or (what := next(named, None)) is None:
            return False
        talk.emit("undo", c, what=what)
    c.claim(*c.tokens)
    return True


def _said_there(c: Clause, talk: Talk) -> str:
    """The words of the clause with those behind its last known word: 转场不好看."""
    behind = re.match(r"[^,.;!?，。；！？\n]{0,8}", talk.normal[c.end :])
    return talk.normal[c.start : c.end] + (behind[0].rstrip() if behind and not talk.normal[c.start].isascii() else "")


def disliked(c: Clause, talk: Talk) -> bool:
    """ "That freeze frame you put in, I don't like it": an effect named before is undone."""
    if (
        not talk.scene.before
        or talk.found
        or c.verb("undo", "redo", "add", "make", "replace")
        or not (_DISLIKES.search(_said_there(c, talk)) or (c.noun("step") and _LIKES_NOT.search(talk.normal[c.start : c.end])))
    ):
        return False
    if c.noun("step") and c.find("rel", "last"):
        c.claim(*c.tokens)
        talk.emit("undo", c)
        return True
    named = [t for t in c.tokens if t.kind in ("noun", "verb", "motion", "look")]
    if not any(t.name in ("voice", "sound") for t in named):
        named += talk.heard[::-1]
    op = next((op for t in named for op in OPS.get(t.name, ()) if op in talk.on_timeline), None)
    if op is None or (op == "title" and sum(edit.op == op for edit in talk.scene.before) > 1):
        return False
    c.claim(*c.tokens)
    removal = {"captions": "remove_captions", "music": "remove_music", "title": "remove_title"}.get(op)
    if removal:
        talk.emit(removal, c)
    else:
        talk.emit("undo", c, what=op)
    return True


def _redone(c: Clause, talk: Talk, redo: Token) -> None:
    """What was undone is done again; "bring it back" after a thing was taken away undoes that."""
    c.claim(*c.tokens)
    if _RETURNS.match(talk.word(redo)) and (newest := _removal(talk)):
        talk.emit("undo", redo, what=newest)
        return
    if _of_an_undo(talk) or (talk.scene.before and talk.scene.before[-1].op == "undo"):
        talk.found = [f for f in talk.found if f.op != "undo"]
    talk.emit("redo", redo)


_RETURNS = re.compile(r"(?:actually )?(?:bring|put|get|give) .*back|.*(?:加|拿|要|弄|放)回")


def _removal(talk: Talk) -> str | None:
    """The op of the newest edit where it took something away: that is what comes back."""
    newest = talk.scene.before[-1].op if talk.scene.before else ""
    return newest if newest.startswith("remove_") else None


def _returned(c: Clause, talk: Talk) -> Token | None:
    """ "Put them back" right after an undo."""
    verb = c.find("verb", "undo")
    after_undo = bool(talk.scene.before) and talk.scene.before[-1].op == "undo"
    back = verb is not None and re.match(r"(?:put|bring|give|add|get)\b.*\bback|恢复|还原|加回|弄回|换回", talk.word(verb))
    return verb if after_undo and back else None


def _of_an_undo(talk: Talk) -> bool:
    """Whether what is to come back is what an undo took."""
    return bool(_UNDONE.search(talk.normal))


def _bring_back(c: Clause, talk: Talk, verb: Token) -> bool:
    """Bring back the captions: if they were never there, the clause asks for them."""
    wanted_op = next((op for t in c.tokens if t is not verb and t.name in OPS for op in OPS[t.name]), None)
    stack = [e.op for e in talk.scene.before]
    if wanted_op in ("captions", "music", "title") and f"remove_{wanted_op}" in stack:
        c.claim(*c.tokens)
        talk.emit("undo", verb, what=f"remove_{wanted_op}")
        return True
    return False


_DENIALS = ("no", "without", "don't want", "i don't want", "do not want", "don't need", "do not need", "no more", "不要", "不想要")


def _removed_effect(c: Clause, talk: Talk) -> None:
    """Get rid of the zoom: an effect on the timeline that is unwanted is undone."""
    denied = unwanted(c, talk) or any(t.kind == "neg" and talk.word(t) in _DENIALS for t in c.tokens)
    gone = (removing(c, talk) and wanted(c)) or (denied and not c.verb("make", "add", "move", "replace") and len(c.tokens) <= 3)
    if gone and (c.noun("step") or c.find("step")) and c.find("rel", "last") and talk.scene.before:
        steps = _steps(c, talk)
        c.claim(*c.tokens)
        talk.emit("undo", c, steps=steps if steps != 1 else None)
        return
    if not gone or not talk.scene.before or c.kinds & {"range", "head", "tail", "point", "quote", "dur", "pct"}:
        return
    framed = "aspect" in talk.on_timeline and not c.verb("make", "add", "crop", "fit")
    effects = [t for t in c.tokens if t.name in EFFECTS or (framed and t.kind in ("aspect", "ratio"))]
    ops = [op for t in effects for op in OPS[t.name] if op in talk.on_timeline]
    if ops and not (c.noun("shake", "noise", "silence", "music", "caption", "title") and not c.noun("colour")):
        c.claim(*c.tokens)
        talk.emit("undo", effects[0], what=ops[0])
