"""Clauses: the sentence cut at punctuation and joining words, each with what it holds by name and by kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from backend.director.again import begins_anew
from backend.director.tokens import Token

_HARD = {"stop", "ask_mark", "numbered", "dash", "then", "but", "paren", "correct"}


@dataclass(eq=False)
class Clause:
    """A stretch of the sentence. `joiner` names the separator before it; `used` are the tokens an edit has claimed."""

    tokens: list[Token]
    joiner: str = ""
    used: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.names = {t.name for t in self.tokens}
        self.kinds = {t.kind for t in self.tokens}

    @property
    def start(self) -> int:
        return self.tokens[0].start if self.tokens else 0

    @property
    def end(self) -> int:
        return self.tokens[-1].end if self.tokens else 0

    def has(self, *names: str) -> bool:
        return not self.names.isdisjoint(names)

    def free(self) -> Iterator[Token]:
        return (t for t in self.tokens if id(t) not in self.used)

    def find(self, kind: str, *names: str) -> Token | None:
        """The first unclaimed token of the kind, with one of the names if any are given."""
        if kind not in self.kinds:
            return None
        for token in self.tokens:
            if token.kind == kind and (not names or token.name in names) and id(token) not in self.used:
                return token
        return None

    def all(self, kind: str, *names: str) -> list[Token]:
        if kind not in self.kinds:
            return []
        return [t for t in self.tokens if t.kind == kind and id(t) not in self.used and (not names or t.name in names)]

    def take(self, kind: str, *names: str) -> Token | None:
        """`find`, and claim it."""
        token = self.find(kind, *names)
        if token:
            self.used.add(id(token))
        return token

    def claim(self, *tokens: Token | None) -> None:
        self.used.update(id(t) for t in tokens if t is not None)

    def verb(self, *names: str) -> bool:
        for token in self.tokens:  # noqa: SIM110 - a plain loop takes half the time of any()
            if token.kind == "verb" and token.name in names:
                return True
        return False

    def noun(self, *names: str) -> Token | None:
        return self.find("noun", *names)

    def named(self, *names: str) -> Token | None:
        """The first token with one of the names, claimed or not."""
        return None if self.names.isdisjoint(names) else next((t for t in self.tokens if t.name in names), None)

    def value(self, kind: str) -> float | None:
        token = self.find(kind)
        return float(token.value) if token else None


def split(tokens: Iterable[Token]) -> list[Clause]:
    """The clauses of the sentence, in order. A separator with nothing before it is dropped."""
    clauses: list[Clause] = []
    current: list[Token] = []
    joiner = ""
    listed, aside = list(tokens), False
    for i, token in enumerate(listed):
        if current and _turns(token, current, listed, i):
            clauses.append(Clause(current, joiner))
            current, joiner = [], "but"
        timed = bool(current) and all(t.kind in ("dur", "clock", "point", "onset", "range") for t in current)
        parts = token.kind == "sep" or (not timed and begins_anew(token, listed[i + 1] if i + 1 < len(listed) else None))
        if (
            parts
            and token.name in ("colon", "paren")
            and (aside or _heads(current) or _details_follow(listed, i + 1) or _quoted_next(current, listed, i))
        ):
            aside = token.name == "paren" and not aside
            continue
        if token.name == "colon" and current and i + 1 < len(listed) and listed[i + 1].kind == "quote":
            continue
        if parts and token.name == "with" and current and (current[-1].kind == "neg" or _swapped_with(current, listed, i)):
            continue
        if not parts:
            current.append(token)
            continue
        if current:
            clauses.append(Clause(current, joiner))
            current, joiner = [], ""
        if not joiner or token.name in _HARD:
            joiner = token.name if token.kind == "sep" else "then"
    if current:
        clauses.append(Clause(current, joiner))
    return _shared_verb(_without_asides(_where_it_is(clauses)))


def _swapped_with(current: list[Token], listed: list[Token], at: int) -> bool:
    """ "Swap clip 1 with clip 3": one wish of two clips."""
    after = listed[at + 1] if at + 1 < len(listed) else None
    numbered = after is not None and (after.name == "clip" or after.kind == "ord")
    numbered = numbered or (after is not None and after.kind == "quote" and current[-1].kind == "quote")
    return numbered and any(t.kind == "verb" and t.name in ("swap", "replace") for t in current)


def _turns(token: Token, current: list[Token], listed: list[Token], at: int) -> bool:
    """Whether another wish begins at `token` though nothing separates it: a denial, what is spared, what is to be done instead."""
    if token.kind == "verb" and token.name == "spare":
        if current[0].name == "keep" and [t.kind for t in current[1:]] in (["range"], ["head"], ["tail"], ["part"]):
            return False
        return any(t.kind == "verb" for t in current) and sum(t.kind not in ("polite", "degree") for t in current) > 1
    if token.kind == "verb" and len(current) > 1 and (_instead(current) or _exchanged(token, current, listed, at)):
        return True
    if token.kind == "only":
        denied = any(t.kind == "neg" or t.name == "spare" for t in current)
        return denied and any(t.kind == "verb" for t in current) and _acts(listed, at + 1)
    if _none_of_it(current) and (token.kind == "verb" or token.kind == "neg"):
        return _denies_next(token, listed, at) if token.kind == "neg" else _commands(listed, at)
    return _denies_next(token, listed, at) and _holds(current)


def _commands(listed: list[Token], at: int) -> bool:
    """Whether a verb has its object right behind it: "kill it", unlike "no text needed on …"."""
    after = listed[at + 1] if at + 1 < len(listed) else None
    return after is not None and after.kind in ("noun", "quote", "look", "cmp", "file", "genre", "mood", "head", "tail", "range", "ord")


def _none_of_it(current: list[Token]) -> bool:
    """Whether nothing is said so far but which thing is not wanted: "no music"."""
    said = [t for t in current if t.kind not in ("polite", "degree")]
    denied = len(said) == 2 and said[0].kind == "neg" and said[0].end - said[0].start == len("no")
    return denied and said[1].kind == "noun" and said[1].name in THINGS


def _where_it_is(clauses: list[Clause]) -> list[Clause]:
    """ "Slow that part, 0:14 to 0:17, to half": where "that part" is."""
    for place, (one, after) in enumerate(pairwise(clauses)):
        pointed = one.tokens[-1].name == "same_range" and one.tokens[0].kind == "verb" and not one.kinds & {"range", "head", "tail"}
        if pointed and after.joiner == "comma" and len(after.tokens) == 1 and after.tokens[0].kind == "range":
            merged = Clause([*one.tokens[:-1], *after.tokens], one.joiner)
            return _where_it_is([*clauses[:place], merged, *clauses[place + 2 :]])
    return clauses


def _without_asides(clauses: list[Clause]) -> list[Clause]:
    """ "The fifth one, with the rings, should come first": unknown words between commas part nothing."""
    kept: list[Clause] = []
    at = 0
    while at < len(clauses):
        clause, after = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
        between = clause.kinds <= {"word", "polite", "noun"} and "word" in clause.kinds and clause.joiner == "comma"
        opened = kept and "verb" not in kept[-1].kinds and kept[-1].kinds & {"ord", "range", "head", "tail", "quote"}
        if (
            between
            and opened
            and after is not None
            and after.joiner == "comma"
            and "verb" in after.kinds
            and not after.kinds & {"ord", "range"}
        ):
            kept[-1] = Clause(kept[-1].tokens + after.tokens, kept[-1].joiner)
            at += 2
            continue
        kept.append(clause)
        at += 1
    return kept


THINGS = {"caption", "music", "title", "logo", "sound", "voice", "transition", "filler", "silence", "chapter", "noise", "fade"}


def _denies_next(token: Token, listed: list[Token], at: int) -> bool:
    """Whether a denial stands right before a thing of its own: "captions no music", 字幕不要音乐."""
    after = next((t for t in listed[at + 1 :] if t.kind not in ("polite", "only")), None)
    denies = token.kind == "neg" or (
        token.kind == "verb" and token.name == "remove" and token.end - token.start == 2 and token.value is None
    )
    return denies and after is not None and after.kind == "noun" and after.name in THINGS


def _instead(current: list[Token]) -> bool:
    """ "Instead of jazz | use techno": the denial ends where the verb begins."""
    first = current[0]
    return first.kind == "neg" and first.end - first.start == len("instead of") and all(t.kind != "verb" for t in current)


def _exchanged(token: Token, current: list[Token], listed: list[Token], at: int) -> bool:
    """原声关掉|换成钢琴曲: what is there goes, and another wish says what comes."""
    after = listed[at + 1] if at + 1 < len(listed) else None
    gone = current[-1].kind == "verb" and current[-1].name == "remove" and current[0].kind == "noun" and token.name in ("make", "replace")
    return gone and after is not None and after.kind in ("genre", "mood", "file", "noun") and token.start == current[-1].end


_MANNER = {"size", "colour", "place", "style"}


def _shared_verb(clauses: list[Clause]) -> list[Clause]:
    """字幕和配乐都拿掉: the verb behind the last thing holds for those before it."""
    for one, after in zip(clauses[-2::-1], clauses[:0:-1], strict=False):
        verb = next((t for t in after.tokens if t.kind == "verb" and t.name == "remove"), None)
        things = one.tokens and all(t.kind == "noun" and t.name in THINGS for t in one.tokens)
        led = after.tokens[0].kind == "noun" and after.tokens[0].name in THINGS
        if verb is not None and things and led and after.joiner in ("and", "comma") and after.has("all"):
            one.tokens.append(Token("verb", "remove", verb.start, verb.end))
            one.refresh()
        elif things and led and after.joiner == "and" and after.has("all") and after.kinds & _MANNER:
            one.tokens += [t for t in after.tokens[1:] if t.name != "all"]
            one.refresh()
    return clauses


def _acts(listed: list[Token], start: int) -> bool:
    """Whether a verb follows before the next separator: "don't remove it, just turn it down"."""
    following = listed[start : start + 4]
    stop = next((i for i, t in enumerate(following) if t.kind == "sep"), len(following))
    return any(t.kind in ("verb", "look", "aspect", "ratio") or t.name in _CHANGED for t in following[:stop])


_CHANGED = {"brighter", "darker", "louder", "quieter"}


def _holds(current: list[Token]) -> bool:
    """Whether a wish of its own stands in the tokens: a thing or a shape, and nothing that the denial could belong to."""
    if any(t.kind == "neg" or t.name in ("remove", "spare", "keep_not", "undo") for t in current):
        return False
    last = next((t for t in reversed(current) if t.kind not in ("polite", "degree", "only")), None)
    if last is None or last.kind == "verb" or last.kind == "rel":
        return False
    return any((t.kind == "noun" and t.name in THINGS) or t.kind in ("aspect", "ratio", "factor", "look") for t in current)


_ALL_DETAIL = {
    "pct",
    "dur",
    "frac",
    "place",
    "size",
    "colour",
    "factor",
    "db",
    "exactly",
    "lufs",
    "range",
    "point",
    "head",
    "tail",
    "clock",
    "degree",
    "ord",
    "num",
}


def _quoted_next(current: list[Token], listed: list[Token], at: int) -> bool:
    """Whether a colon stands between what is to be written and its text: 'add a subtitle under it: "a short film"'."""
    after = listed[at + 1] if at + 1 < len(listed) else None
    titled = any(t.name in ("title", "caption") and t.kind == "noun" for t in current)
    return listed[at].name == "colon" and after is not None and after.kind == "quote" and titled


def _heads(current: list[Token]) -> bool:
    """Whether what stands before a colon only announces what follows: "colour: cool", "reorder: third clip first"."""
    current = [t for t in current if t.kind not in ("only", "polite")]
    return (len(current) == 1 and current[0].kind in ("noun", "verb", "motion")) or (
        len(current) == 2 and all(t.kind in ("noun", "size") for t in current)
    )


def _details_follow(listed: list[Token], start: int) -> bool:
    """Whether nothing but details follow up to the next separator: "(about 7 %)"."""
    following = list(takewhile(lambda t: t.kind != "sep", listed[start:]))
    return bool(following) and all(t.kind in _ALL_DETAIL or t.name == "exactly" for t in following)
