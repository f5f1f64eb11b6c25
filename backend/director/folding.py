"""A pass over tokens in which the words of a relation become one token."""

from backend.director.tokens import Token

TIME = {"dur", "clock", "point"}
NUMBER = TIME | {"num"}
_NAMED = frozenset(("rel", "noun", "sep", "particle", "place", "degree", "verb", "neg"))
_SKIP = {("polite", "polite"), ("polite", "stop")}


class Fold:
    """One pass over the tokens; `out` grows, `at` is the place in `tokens`."""

    def __init__(self, normal: str, tokens: list[Token]) -> None:
        self.normal = normal
        self.ascii = normal.isascii()
        self.tokens = [t for t in tokens if (t.kind, t.name) not in _SKIP]
        self.at = 0
        self.out: list[Token] = []

    def peek(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def is_(self, ahead: int, *names: str) -> bool:
        index = self.at + ahead
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        return token.name in names and token.kind in _NAMED

    def word(self, ahead: int) -> str:
        token = self.peek(ahead)
        return self.normal[token.start : token.end] if token else ""

    def kind(self, ahead: int, kinds: set[str]) -> bool:
        index = self.at + ahead
        return 0 <= index < len(self.tokens) and self.tokens[index].kind in kinds

    def put(self, kind: str, value: object, used: int) -> bool:
        """Replace the next `used` tokens by one."""
        first, last = self.tokens[self.at], self.tokens[self.at + used - 1]
        begins_there = kind == "range" and next((t.name for t in self.tokens[self.at : self.at + used] if t.kind in NUMBER), "") == "end"
        name = "end_range" if begins_there else kind
        self.out.append(Token(kind, name, min(first.start, last.start), last.end, value))
        self.at += used
        return True

    def time(self, ahead: int) -> Token | None:
        """A time or bare number `ahead`, passing over "at" and "second" fillers."""
        token = self.peek(ahead)
        return token if token is not None and token.kind in NUMBER else None


def link(fold: Fold, ahead: int) -> int:
    """How many tokens the word "to" takes at `ahead`: 0 when there is none. A slip like "too" counts, 到 has several readings."""
    token = fold.peek(ahead)
    if token is None:
        return 0
    if token.kind == "rel" and token.name in ("to", "dash"):
        return 1
    if token.kind == "rel" and token.name == "before" and fold.word(ahead) in ("up to the", "all up to"):
        return 1
    if token.kind == "word" and fold.word(ahead) in ("道", "导", "倒", "致") and fold.time(ahead + 1) is not None:
        return 1
    return 1 if token.kind == "sep" and token.name == "dash" and fold.time(ahead + 1) is not None else 0


def touching(fold: Fold, ahead: int) -> bool:
    """Whether the token `ahead` touches the one before it, as 后 does in 十秒后."""
    before, token = fold.peek(ahead - 1), fold.peek(ahead)
    return before is not None and token is not None and token.start - before.end <= 1 and not fold.normal[token.start].isascii()
