"""The best moments: a highlight reel, "only the best parts", 30秒精华. What makes them the best is measured later, not understood here."""

import re

from backend.director.clauses import Clause
from backend.director.gate import Gated
from backend.director.slots import tidy
from backend.director.talk import Found, Params, Talk

_MOMENTS = Gated(
    r"\b(?:(?:very |absolute )?best|liveliest|most (?:exciting|lively|dynamic|energetic|action[- ]packed))"
    r"\s+(?:[\w.]+[\s-]+){0,3}?(?:parts?|bits?|moments?|scenes?|shots?|clips?|pieces?|seconds?|secs?|minutes?|mins?|\d+ ?s)\b"
    r"|\bbest[ -]of\b|\bsizzle reel\b"
    r"|\bhighlights?\b(?! (?:each|every|the word|words|colou?r|in\b))(?:[ -](?:reel|video|clip|cut|version|montage|compilation|edit))?"
    r"|(?:最)?精[华彩](?:的)?(?:版本?|部分|片段|瞬间|镜头|时刻|内容|集锦|剪辑|视频|合集)?|高光(?:的)?(?:时刻|片段|瞬间|集锦|部分|镜头|合集)?|集锦"
    r"|最(?:好|棒|热闹|燃|嗨)的?(?:的?[几\d一二两三四五六七八九十]+[个段])?(?:部分|片段|瞬间|镜头|时刻)"
)
_WISHING = re.compile(
    r"\b(?:pick|select|choose|find|extract|grab|pull|compile|assemble|create|build|produce|edit|boil|condense|distil|want|need|only|just|give)\b"
    r"|挑|选|提取|提炼|抽取|截取|汇总|拼|来个|来一个|弄|出个|浓缩|只"
)
_ASKED = re.compile(r"\b(?:which|what|where|how)\b|哪|什么|怎么")
_WISHES = {"make", "cut", "keep", "add", "trim", "fit", "shorten", "replace", "merge"}
_NO_WISHES = {
    "speed_up",
    "slow_down",
    "zoom_in",
    "zoom_out",
    "mute",
    "blur",
    "reverse",
    "loop",
    "decrease",
    "increase",
    "undo",
    "redo",
    "freeze",
    "remove",
    "move",
    "swap",
    "translate",
    "title",
    "write",
}
_ELSEWHERE = {"quote", "handle", "file", "range", "point", "clock", "head", "tail", "neg", "cmp", "ord"}
_THINGS = {
    "caption",
    "title",
    "music",
    "logo",
    "sound",
    "voice",
    "transition",
    "silence",
    "filler",
    "noise",
    "chapter",
    "brighter",
    "darker",
    "contrast",
    "saturation",
}


def best_moments(c: Clause, talk: Talk, words: str, at: int) -> bool:
    """Read a clause as the wish for the best moments; False where it is none. `words`: its text from place `at` of the message on."""
    found = _MOMENTS.search(words, talk.normal)
    if found is None or c.kinds & _ELSEWHERE or at + found.start() >= c.end or _ASKED.search(words):
        return False
    inside = [t for t in c.tokens if t.start < at + found.end() and t.end > at + found.start()]
    others = [t for t in c.tokens if t not in inside]
    verbs = {t.name for t in others if t.kind == "verb"} - ({"remove"} if c.find("rel", "except") else set())
    if verbs & _NO_WISHES or any(t.kind == "noun" and t.name in _THINGS for t in others):
        return False
    alone = all(t.kind in ("dur", "under", "polite", "rel", "degree", "noun") for t in others)
    if not (verbs & _WISHES or c.find("rel", "except") or _WISHING.search(words) or alone):
        return False
    length = next((t for t in c.tokens if t.kind in ("dur", "under")), None)
    around = ("verb", "word", "only", "particle", "degree")
    c.claim(*inside, length, *(t for t in others if t.kind in around or t.name in ("clip", "video", "pronoun")))
    talk.emit("best_moments", inside[0] if inside else c, to=tidy(length.value) if length else None)
    return True


def absorb_best(c: Clause, edit: Found) -> Params:
    """ "…, about 20 seconds": the length said behind."""
    length = c.take("dur") or c.take("under") if "to" not in edit.params else None
    return {"to": tidy(length.value)} if length else {}


def with_length(found: list[Found]) -> list[Found]:
    """ "Make it 30 seconds, only the best parts": one wish, whose length is said beside it."""
    picks = next((f for f in found if f.op == "best_moments"), None)
    length = next((f for f in found if f.op == "duration" and f.params.get("how") != "speed"), None)
    if picks is None or length is None:
        return found
    picks.params.setdefault("to", length.params["to"])
    return [f for f in found if f is not length or f.params["to"] != picks.params["to"]]
