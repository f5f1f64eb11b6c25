"""Chinese run on without a mark between its clauses, as people dictate it: 前头十秒不要了后头五秒也不要了.

A separator of no width is put where another clause begins: behind a closing particle, before 把 and 给我 when something was said already,
before another thing that has a verb of its own, and where a space stands in place of a comma.
"""

import re

from backend.director.chains import chained, heads_apart, own_wish, self_contained, stretch_at
from backend.director.clauses import THINGS
from backend.director.tokens import Token

_CLOSING = frozenset("呢呗呀喽咯嘛哈啦吧")
_OPENERS = ("把", "将", "给我", "帮我", "帮忙", "麻烦", "请", "给咱", "替我", "你")
_LEADS = frozenset(
    (
        "请",
        "先",
        "再",
        "帮我",
        "帮忙",
        "麻烦",
        "麻烦你",
        "你",
        "给我",
        "我想",
        "我要",
        "想",
        "要",
        "能不能",
        "可以",
        "得",
        "就",
        "也",
        "都",
        "别",
        "不要",
        "并",
    )
)
_SAYS = {"cmp", "look", "size", "aspect", "ratio", "factor", "pct", "db"}
_STRETCH = {"ord", "dur", "clock", "point"}
_AMOUNTS = {"pct", "dur", "num", "factor", "db", "frac"}
_TAKES = {"remove", "cut", "trim", "merge", "mute", "keep", "reverse", "denoise", "blur", "spare", "rotate", "flip"}
_SENDS = {"export", "make"}
_COMPLAINS = {"brighter", "darker", "noise", "shake"}


def run_on(normal: str, tokens: list[Token]) -> list[Token]:
    """The tokens with separators where the text only runs on."""
    if normal.isascii():
        return _levels_apart(tokens)
    done: list[Token] = []
    opened = 0
    tokens = heads_apart(normal, tokens)
    _lastly(normal, tokens)
    for at, token in enumerate(tokens):
        if token.kind == "sep":
            opened = len(done) + 1
        elif len(done) > opened and (_details(normal, done, token) or _begins(normal, done[opened:], token, _rest(tokens, at))):
            done.append(Token("sep", "comma", token.start, token.start))
            opened = len(done)
        done.append(token)
    return done


_LEVELS = {"voice", "music", "sound"}
_LEVEL = {"pct", "db", "frac"}


def _levels_apart(tokens: list[Token]) -> list[Token]:
    """ "Voice +3dB | music -6dB": a thing with its level behind another thing with its own."""
    done: list[Token] = []
    for at, token in enumerate(tokens):
        behind = next((t for t in tokens[at + 1 : at + 4] if t.kind not in ("rel", "polite", "verb")), None)
        if token.name in _LEVELS and token.kind == "noun" and done and done[-1].kind in _LEVEL and behind and behind.kind in _LEVEL:
            before = done[next((i for i in range(len(done) - 1, -1, -1) if done[i].kind == "sep"), -1) + 1 :]
            if any(t.name in _LEVELS and t.kind == "noun" for t in before):
                done.append(Token("sep", "comma", token.start, token.start))
        done.append(token)
    return done


_DETAILS = {"size", "colour", "place", "style", "motion", "quote", "dur"}


def _details(normal: str, done: list[Token], token: Token) -> bool:
    """“早” 淡入 居中 黄字: blanks between the details of a text are commas."""
    last = done[-1]
    if not normal[last.end : token.start].isspace() or not any(t.kind == "quote" for t in done):
        return False
    before = last.name in ("fade", "title") or last.kind in _DETAILS
    return before and (token.kind in _DETAILS or token.name in ("fade", "freeze")) and not normal[token.start].isascii()


def _rest(tokens: list[Token], at: int) -> list[Token]:
    """The tokens from `at` up to the next separator."""
    stop = next((i for i in range(at, len(tokens)) if tokens[i].kind == "sep"), len(tokens))
    return tokens[at:stop]


def _begins(normal: str, said: list[Token], token: Token, rest: list[Token]) -> bool:
    """Whether another clause begins at `token`, the first of `rest`, behind what was `said` since the last separator."""
    if normal[token.start].isascii() and not normal[token.start].isdigit():
        return False
    word, last = normal[token.start : token.end], said[-1]
    before = normal[last.start : last.end]
    if word == "再" and _stands(normal, said) and _own_stretch(normal, rest):
        return True
    acted = any(t.kind == "verb" for t in said)
    wishes = any(t.kind in ("verb", "neg", "motion") or t.kind in _SAYS for t in rest)
    if before in _CLOSING and (acted or any(t.kind in _SAYS or t.kind == "ask" for t in said)) and wishes:
        return True
    if word in ("在", "在把") and len(rest) > 1 and rest[1].kind == "verb" and _stands(normal, said):
        token.kind, token.name = "degree", "even"
        return True
    if normal[last.end : token.start].isspace() and _parted_at_a_figure(normal, said, token, rest):
        return True
    if normal[last.end : token.start].isspace() and not (normal[last.end - 1].isascii() or normal[token.start].isascii()):
        amount = token.kind in _AMOUNTS and last.kind == "verb" and before.endswith("到")
        return _stands(normal, said) and wishes and not _leans(token, rest) and word != "的" and not amount
    if word in _OPENERS and before not in _LEADS and last.name not in _SENDS and not (last.kind == "noun" or last.kind in _STRETCH):
        return _stands(normal, said) and any(t.kind == "verb" for t in rest) and not (word in ("把", "将") and _by_means(normal, said))
    if token.kind == "noun" and token.name in THINGS and len(rest) > 2 and normal[rest[1].start : rest[1].end] in _OPENERS:
        return _stands(normal, said)
    if token.name == "rest" and any(t.kind in _STRETCH or t.kind == "verb" for t in said) and last.name != "merge":
        return before not in _LEADS | {"把", "将", "和", "跟", "除了", "以及"} and any(t.kind in ("verb", "neg") for t in rest[:4])
    return _another(normal, said, token, rest) or chained(normal, said, token, rest) or own_wish(normal, said, token, rest)


_OWN = THINGS | {"picture", "video", "brightness", "saturation", "contrast"}
_FIGURES = {"pct", "dur", "factor", "num", "db", "fps", "height"}


def _parted_at_a_figure(normal: str, said: list[Token], token: Token, rest: list[Token]) -> bool:
    """Whether a blank beside a figure stands for a comma: 饱和度降25% 声音调大, 去掉杂音 4倍速."""
    last = said[-1]
    if last.kind in ("verb", "rel", "sep") or not _stands(normal, said):
        return False
    if last.kind in _FIGURES and not normal[token.start].isascii():
        return token.kind == "noun" and token.name in _OWN and any(t.kind in ("verb", "cmp") for t in rest[1:])
    if not normal[token.start].isdigit():
        return False
    if token.kind == "dur" and len(rest) == 1:
        return all(t.kind in ("aspect", "polite") for t in said)
    if token.kind == "factor":
        return any(t.kind == "noun" and t.name in THINGS for t in said) and not any(t.name in ("zoom_in", "increase") for t in said)
    spans = len(rest) > 2 and token.kind in ("dur", "clock", "num") and rest[1].kind == "rel" and rest[1].name in ("to", "dash")
    return spans and any(t.kind == "verb" and t.name != "write" for t in rest[2:])


def _own_stretch(normal: str, rest: list[Token]) -> bool:
    """再30到33秒倒放, 再前半段加速: behind the word that leads on stands a stretch with a wish of its own."""
    behind = [t for t in rest[1:] if normal[t.start : t.end] not in ("在", "从", "把")]
    if len(behind) < 3 or normal[rest[0].end] in "次":
        return False
    edge = behind[0].kind == "rel" and behind[0].name in ("first", "last") and behind[1].kind == "dur"
    named = edge or behind[0].kind in ("ord", "clock", "place") or behind[0].name == "whole"
    spans = behind[0].kind in ("dur", "num") and behind[1].kind == "rel" and behind[1].name in ("to", "dash")
    at = behind[0].kind == "dur" and behind[1].kind == "rel" and behind[1].name == "at"
    return (named or spans or at) and any(t.kind == "verb" and t.name not in ("lengthen", "write") for t in behind[1:])


_DONE = ("好了", "弄好", "弄完", "搞定", "完成", "做完", "剪完", "做好", "完了", "搞完")
_NAMED = {"noun", "ord", "dur", "look", "file", "quote"}
_LAST_OF_ALL = re.compile(
    r"(?:最后|末了|之后|以后)(?=\s*(?:在|从|把|前|开头|片头|中间|第|帮|给|请"
    r"|(?:\d[\d.:]*|[一二两三四五六七八九十]+)\s?(?:秒|分钟?)?\s?(?:[到至~-]|秒\s?(?:处|的?时候|的?地方))))"
)


def _lastly(normal: str, tokens: list[Token]) -> None:
    """…，最后20到25秒静音: before a stretch of its own, "last" only ends the list of wishes. 音乐先关掉: "first" there only soothes."""
    for at, token in enumerate(tokens):
        if at and token.kind == "sep" and normal[token.start : token.end] == "先" and tokens[at - 1].kind in _NAMED:
            tokens[at] = Token("polite", "polite", token.start, token.end)
        before = tokens[at - 1] if at else None
        opens = before is not None and (before.kind == "sep" or normal[before.start : before.end] in _DONE)
        if opens and token.name in ("last", "after") and _LAST_OF_ALL.match(normal, token.start):
            tokens[at] = Token("sep", "then", token.start, token.start + 2)
        if (before is None or before.kind == "sep") and normal[token.start : token.end] == "再" and stretch_at(tokens[at + 1 : at + 6]):
            tokens[at] = Token("polite", "polite", token.start, token.end)


def _leans(token: Token, rest: list[Token]) -> bool:
    """Whether a clause cannot begin with the token: a relation, unless it names a stretch at an end."""
    if token.kind == "rel" and token.name in ("first", "last") and len(rest) > 1 and rest[1].kind == "dur":
        return False
    return token.kind in ("rel", "sep")


def _by_means(normal: str, said: list[Token]) -> bool:
    """用叠化把它们连起来: what was said is the means, not a wish of its own."""
    first = next((t for t in said if t.kind != "polite" or normal[t.start : t.end] in "用以靠"), said[0])
    return normal[first.start : first.end] in ("用", "以", "靠", "通过")


def _stands(normal: str, said: list[Token]) -> bool:
    """Whether what was said is a clause of its own: it acts on something, complains or describes."""
    content = [t for t in said if t.kind != "polite"]
    if any(t.kind in _SAYS or t.name in _COMPLAINS or self_contained(normal, t) for t in content):
        return True
    if len(content) < 2:
        return False
    told = any(t.kind == "noun" and t.name in THINGS for t in content) and any(t.kind in ("neg", "style", "colour") for t in content)
    return told or any(t.kind == "verb" for t in content)


def _another(normal: str, said: list[Token], token: Token, rest: list[Token]) -> bool:
    """第二段删了第三段放慢: a thing and its verb, and behind them another thing with a verb of its own."""
    content = [t for t in said if t.kind not in ("polite", "degree")]
    if len(content) < 2 or content[-1].kind != "verb" or content[-1].name not in _TAKES:
        return False
    if token.kind not in _STRETCH and not (token.kind in ("rel", "noun") and token.name in ("first", "last", "start", "end", "after")):
        return False
    behind = [t for t in rest[1:] if t.kind not in ("polite", "degree")]
    own = any(t.kind in _STRETCH or t.kind == "noun" for t in content[:-1] if t.start < content[-1].start)
    length = token.kind == "dur" or not behind
    return own and not length and any(t.kind in ("verb", "neg") for t in behind)
