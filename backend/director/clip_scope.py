"""The clips that an edit is for: "the second clip", "the last two clips", "clips 1 and 3", "all but the first", 第二段, 除了第一段."""

from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.numbers import ZH_DIGITS
from backend.director.slots import tidy
from backend.director.talk import Talk
from backend.director.tokens import Token

_VERBS = {
    "mute",
    "unmute",
    "speed_up",
    "slow_down",
    "reverse",
    "blur",
    "sharpen",
    "zoom_in",
    "zoom_out",
    "stabilize",
    "flip",
    "rotate",
    "turn",
    "denoise",
}
_THINGS = {"brightness", "brighter", "darker", "contrast", "saturation", "sound", "voice", "factor", "noise", "side_up", "sideways"}
_KINDS = {"look", "cmp", "db", "pct", "factor"}
_MOVES = {"move", "swap", "split", "merge", "keep", "trim", "freeze", "loop", "undo", "redo", "replace", "spare"}
_TAKES = {"remove", "cut"}
_ELSEWHERE = {"quote", "handle", "file", "motion", "range", "head", "tail", "point", "clock"}
_OTHER_THINGS = {"caption", "title", "transition", "order", "fade", "logo", "image", "chapter"}

TAKEN_UP = ("take", "grab", "pick", "get", "use", "with", "拿", "取", "拿出", "用")
"""What is only taken up to be worked on: "take clip 2, mute it"."""

Group = tuple[list[int], list[Token]]
"""Numbers of clips, from 1 or from -1 at the end, and the tokens that name them."""
UNKNOWN = 1000
"""So many clips stand for a number that a join or a split in the same message decides."""
FAR_S = 1e7
"""Past every video, in seconds: where the stand-ins of stretches lie that are not known yet."""


def scope(c: Clause, talk: Talk) -> None:
    """Where the clause says for which clips an effect is, those words become one token of the kind "clips"; its value: the stretches.

    A clause that only names clips says so for the next one: "clip 1: more contrast".
    """
    count = len(talk.scene.spans)
    joined = talk.latest("merge", "split") is not None
    if (count < 2 and not joined) or "clips" in c.kinds:
        return
    effect = _is_effect(c)
    group = named(c, talk, UNKNOWN if joined else count) if c.kinds & {"ord", "rel", "noun"} else None
    if group is None:
        if effect and talk.named_clips[0] == talk.clause_index - 1:
            c.tokens.insert(0, Token("clips", "clips", c.start, c.start, talk.named_clips[1]))
            c.refresh()
            talk.named_by.claim(*talk.named_by.tokens)
        return
    numbers, tokens = group
    found = stretches_of(numbers, talk, joined=joined)
    if not effect:
        naming = ("polite", "rel", "word", "particle", "only")
        if all(t in tokens or t.kind in naming or talk.word(t) in TAKEN_UP for t in c.tokens):
            talk.named_clips, talk.named_by = (talk.clause_index, found), c
        return
    talk.scoped = numbers
    at = min(c.tokens.index(t) for t in tokens)
    token = Token("clips", "clips", min(t.start for t in tokens), max(t.end for t in tokens), found)
    c.tokens[at : at + 1] = [token]
    c.tokens[:] = [t for t in c.tokens if t not in tokens]
    c.refresh()


def stretches_of(numbers: list[int], talk: Talk, *, joined: bool = False) -> list[tuple[float, float]]:
    """Where those clips lie, neighbours as one stretch. `joined`: whether a join or a split of the message moves them."""
    return [_stretch(talk, group, joined=joined) for group in _neighbours(numbers)]


def _stretch(talk: Talk, numbers: list[int], *, joined: bool) -> tuple[float, float]:
    """Where those neighbours lie. A stand-in past every video where the clips will be known only when the message is carried out."""
    spans, first, last = talk.scene.spans, numbers[0], numbers[-1]
    known = not joined and all(-len(spans) <= number <= len(spans) for number in numbers)
    at = (FAR_S + first, FAR_S + 0.5 + last)
    if known:
        at = tidy(spans[_index(first, len(spans))][0]), tidy(spans[_index(last, len(spans))][1])
    talk.numbers[at] = tuple(numbers)
    return at


def _index(number: int, count: int) -> int:
    return number - 1 if number > 0 else count + number


def _neighbours(numbers: list[int]) -> list[list[int]]:
    """Numbers in order, those that follow each other together."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and number == groups[-1][-1] + 1 and number != 0:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _is_effect(c: Clause) -> bool:
    """Whether the clause asks for what can be done to some clips only, and not to their order or length."""
    verbs = {t.name for t in c.tokens if t.kind == "verb"}
    sounds = c.has("sound", "voice", "noise")
    if verbs & _MOVES or (verbs & _TAKES and not sounds) or c.kinds & _ELSEWHERE or c.has(*_OTHER_THINGS):
        return False
    turned = verbs & {"increase", "decrease"} and bool(c.has("clip"))
    return bool(verbs & _VERBS or c.has(*_THINGS) or c.kinds & _KINDS or turned)


def named(c: Clause, talk: Talk, count: int) -> Group | None:
    """The clips that the clause names, of `count`; None where it names none."""
    found = _ordinals(c) or _ends(c, talk, count) or _numbers(c, talk) or _middle(c, talk, count)
    rest = next((t for t in c.tokens if t.kind == "noun" and t.name == "rest"), None)
    if found is None and rest is not None and talk.scoped:
        noun = _beside(c, rest)
        return _others(talk.scoped, count, [rest, *([noun] if noun else [])])
    if found is None:
        return None
    numbers, tokens = found
    if not numbers or 0 in numbers:
        return None
    if spared := next((t for t in c.tokens if t.kind == "rel" and t.name == "except"), None):
        around = [t for t in c.tokens if t.kind == "noun" and t.name in ("all", "clip", "video") and t not in tokens]
        return _others(numbers, count, [spared, *around, *tokens])
    return sorted(set(numbers), key=lambda number: _index(number, max(count, 1000))), tokens


def _others(numbers: list[int], count: int, tokens: list[Token]) -> Group | None:
    """The clips that are not named; None where there is none, or where it is not known how many there are."""
    spared = {_index(number, count) for number in numbers}
    left = [index + 1 for index in range(count) if index not in spared]
    return (left, tokens) if left and count < UNKNOWN else None


def clip_noun(c: Clause) -> Token | None:
    """The first clip noun."""
    return next((t for t in c.tokens if t.kind == "noun" and t.name == "clip"), None)


def _beside(c: Clause, token: Token) -> Token | None:
    """The clip noun right behind a token."""
    return next((b for a, b in pairwise(c.tokens) if a is token and b.kind == "noun" and b.name == "clip"), None)


def _ordinals(c: Clause) -> Group | None:
    """The second clip, the second and third clips, 第一段和第三段; 第二到第四段 would be a range of them."""
    numbered = [t for t in c.tokens if t.kind == "ord"]
    if not numbered:
        return None
    noun = clip_noun(c)
    numbers = [int(t.value) for t in numbered]
    to = c.tokens[c.tokens.index(numbered[0]) + 1 : c.tokens.index(numbered[-1])]
    through = [t for t in to if t.kind == "rel" and t.name in ("to", "dash")]
    if through and len(numbers) == 2 and 0 < numbers[0] < numbers[1]:
        numbers = list(range(numbers[0], numbers[1] + 1))
    last = next((t for a, t in pairwise(c.tokens) if a in numbered and t.kind == "rel" and t.name == "last"), None)
    first = next((t for t, b in pairwise(c.tokens) if b in numbered and t.kind == "rel" and t.name == "first"), None)
    edges = ([1] if first else []) + numbers + ([-1] if last else [])
    return edges, [t for t in (first, *numbered, *through, last, noun) if t is not None]


def _ends(c: Clause, talk: Talk, count: int) -> Group | None:
    """The last clip, the first two clips, 前两段, 最后三段; behind "except" the clip noun may be missing."""
    for place, edge in enumerate(c.tokens):
        after = c.tokens[place + 1 : place + 3]
        counted = after and after[0].name == "clip" and _how_many(talk.word(after[0])) > 1
        if counted and edge.kind == "noun" and edge.name in ("start", "end"):
            edge = Token("rel", "first" if edge.name == "start" else "last", edge.start, edge.end)  # 后面两段
            c.tokens[place] = edge
        if edge.kind != "rel" or edge.name not in ("first", "last"):
            continue
        if after and after[0].kind == "noun" and after[0].name == "clip":
            many, used = _how_many(talk.word(after[0])), [edge, after[0]]
        elif len(after) == 2 and after[0].kind == "num" and after[1].kind == "noun" and after[1].name == "clip":
            many, used = int(after[0].value), [edge, *after]
        elif c.find("rel", "except") and place and c.tokens[place - 1].name == "except":
            many, used = 1, [edge]
        else:
            continue
        if 0 < many <= count:
            return (list(range(1, many + 1)) if edge.name == "first" else list(range(-many, 0))), used
    return None


def _how_many(noun: str) -> int:
    """两段 counts; "clip" and 片段 are one."""
    return int(ZH_DIGITS.get(noun[0], 1)) if len(noun) > 1 else 1


def _numbers(c: Clause, talk: Talk) -> Group | None:
    """Clip 2, clips 1 and 3, clips 1-3."""
    noun = clip_noun(c)
    if noun is None:
        return None
    numbers, used = list[int](), [noun]
    ahead = c.tokens[: c.tokens.index(noun)]
    listed = [t for t in ahead if t.kind == "num" and t.end <= noun.start and 1 <= t.value < 1000]
    if talk.word(noun)[0] in "段个号" and len(listed) > 1 and ahead[-len(listed) :] == listed:  # 1、3段
        return [int(t.value) for t in listed], [*listed, noun]
    for before, token in pairwise(t for t in c.tokens[c.tokens.index(noun) :] if t.kind != "polite"):
        if token.kind == "num" and token.value == int(token.value) and 1 <= token.value < 1000:
            number = int(token.value)
            through = before.kind == "rel" and numbers and number > numbers[-1]
            numbers += list(range(numbers[-1] + 1, number + 1)) if through else [number]
        elif not (token.kind == "rel" and token.name in ("dash", "to") and numbers and before.kind == "num"):
            break
        used.append(token)
    while used[-1].kind == "rel":
        used.pop()
    return (numbers, used) if numbers else None


def _middle(c: Clause, talk: Talk, count: int) -> Group | None:
    """The middle clip of an odd number of them, 中间那段."""
    middle = next((t for t in c.tokens if t.name == "middle"), None)
    if middle is None or count % 2 == 0 or count >= UNKNOWN:
        return None
    noun = _beside(c, middle)
    if noun is None and not talk.word(middle).endswith(("段", "个")):
        return None
    return [count // 2 + 1], [middle, *([noun] if noun else [])]
