"""Blur: what is behind, or a region."""

import re

from backend.director.clauses import Clause
from backend.director.ops_cut import spans
from backend.director.ops_text import wanted
from backend.director.slots import span, times, times_onward
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_HIDES = ("hide", "隐藏", "藏起来", "抹掉", "擦掉", "涂掉")


_FILLS = re.compile(
    "(?:空|底部|顶部|上下|左右|两边|两侧|两头|四周|边上|黑边|多出来|剩下的?地方|缺的).{0,10}(?:模糊|虚|糊|毛玻璃)|(?:模糊|虚|糊|毛玻璃).{0,6}(?:填|补|垫|塞)"
)


def _writing_there(c: Clause, talk: Talk) -> bool:
    """Whether it is a title or captions of ours that are spoken of, not a name that was filmed."""
    if c.noun("region", "background") or not c.named("title", "caption"):
        return False
    return c.named("caption") is not None or talk.here("title")


_STATE = re.compile(
    r"\b(?:is|are|was|were|it's|its|that's|thats|looks?|gets?|seems?|goes|went|comes? out|still|totally|completely|all|so|too)\s+$"
)


def _is_blurred(talk: Talk, verb: Token) -> bool:
    """ "Everything is out of focus there": how it was filmed, no wish."""
    return talk.word(verb) in ("out of focus", "blurry", "blurred") and _STATE.search(talk.normal, 0, verb.start) is not None


_OWNED = re.compile(r"\s(?:out )?(?:the|his|her|my|their|our|that|this|those|these|all|any) ")


def _whose(c: Clause, talk: Talk, verb: Token) -> str | None:
    """What is to be blurred, as far as it is said."""
    background, region = c.noun("background"), c.noun("region", "logo")
    behind = background is not None and talk.word(background).startswith(("后面", "背后", "身后", "behind "))
    whose = "background" if background and (behind or not (region and region.start < background.start)) else "region" if region else None
    if whose is None and any(w in talk.word(verb) for w in ("虚化", "bokeh", "虚一点", "background")):
        whose = "background"
    if whose is None and any(
        w in talk.word(verb)
        for w in ("码", "马赛克", "censor", "pixelate", "redact", "mosaic", "挡", "遮", "anonym", "obscure", "unread", "unrecog")
    ):
        whose = "region"
    thing = c.tokens[c.tokens.index(verb) + 1 :][:1]
    if whose is None and thing and thing[0].kind == "word" and _OWNED.match(talk.normal, verb.end):
        whose = "region"
    if whose is None and talk.topic and talk.topic.name in ("background", "region"):
        whose = talk.topic.name
    if whose is None and c.named("title") is not None:
        whose = "region"
    return whose


def blur(c: Clause, talk: Talk) -> None:
    """Blur what is behind, or a region."""
    soft = next((t for t in c.all("verb", "decrease") if talk.word(t).startswith("soft") and c.noun("background")), None)
    verb = c.find("verb", "blur") or soft or next((t for t in c.all("verb", "remove") if talk.word(t) in _HIDES and c.noun("region")), None)
    if verb is None or not wanted(c) or c.kinds & {"quote", "file"} or _writing_there(c, talk):
        return
    if "ord" in c.kinds and talk.normal[verb.end : verb.end + 1] == "了" and not c.noun("background", "region"):
        return
    if _is_blurred(talk, verb) and not c.kinds & {"clips", "ord"}:
        return
    if c.kinds <= {"ratio", "aspect", "verb"} and len(c.tokens) == 2 and c.kinds & {"ratio", "aspect"}:
        return
    shaped = talk.latest("aspect") if _FILLS.search(talk.normal[c.start : c.end + 2]) else talk.latest()
    beside = (c.joiner in ("with", "comma") and c.noun("background", "edge", "bars")) or _FILLS.search(talk.normal[c.start : c.end + 2])
    if shaped and shaped.op == "aspect" and "mode" not in shaped.params and beside:
        shaped.params["mode"] = "blur"
        c.claim(*c.tokens)
        return
    if c.kinds & {"aspect_mode"} and talk.latest("aspect"):
        return
    if shaped and shaped.op == "blur" and shaped.clause >= talk.clause_index - 2 and c.noun("pronoun") and "from" not in shaped.params:
        shaped.params.update(times(c, talk) if spans(c) else {})
        c.claim(*c.tokens)
        return
    whose = _whose(c, talk, verb)
    if whose is None and c.verb("cover up"):
        return
    where = times_onward(c, talk)
    if _said_already(c, talk, verb, whose, where):
        c.claim(*c.tokens)
        return
    c.claim(verb, *c.all("verb"), *c.all("noun"), *c.all("degree"), *c.all("aspect_mode"), *c.all("place"))
    talk.emit("blur", verb, target=whose, **where)


_COVERED = re.compile(r"(?:挡|遮|盖)(?:住|到|着)了?[^,，。]{0,8}了")


def _said_already(c: Clause, talk: Talk, verb: Token, whose: str | None, where: Params) -> bool:
    """0:50到1:02打码，挡一下密码: what the blur is for. 字幕不要放底部，挡住商品了: what the captions did."""
    last = talk.latest()
    words = talk.normal[c.start : c.end + 2]
    if not where and last and last.op == "blur" and last.clause == talk.clause_index - 1 and "from" in last.params and c.joiner == "comma":
        last.params.setdefault("target", whose)
        return True
    shown = talk.topic is not None and talk.topic.name in ("caption", "title", "logo", "pip")
    covered = not where and shown and _COVERED.search(words) is not None
    for token in c.all("noun") if covered else ():
        token.kind = "word"
    return covered


def blur_from_mode(c: Clause, talk: Talk) -> None:
    """ "Blurred background" without a change of shape asks for a blurred background."""
    mode = c.find("aspect_mode", "blur")
    if mode is None or talk.latest("aspect") or c.kinds & {"aspect", "ratio"} or not wanted(c) or "aspect" in talk.on_timeline:
        return
    words = talk.word(mode)
    if "background" in words or "背景" in words or (mode.fuzzy and len(words) == 4):
        c.claim(mode, *c.all("verb"), *c.all("noun"))
        talk.emit("blur", mode, target="background", **times_onward(c, talk))


def absorb_blur(c: Clause, talk: Talk, edit: Found) -> Params:
    found = span(c, talk)
    return {"from": found[0], "to": found[1]} if found and "from" not in edit.params else {}
