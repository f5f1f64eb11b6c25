"""How sure a reading is, and which words it left unread."""

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_SILENT_KINDS = {"polite", "sep", "ask", "degree", "rel", "only", "neg"}
_PLAIN_NAMES = {"pronoun", "video", "all"}


def unread(clauses: list[Clause], talk: Talk) -> tuple[str, ...]:
    """The user's own words that no edit took, neighbours joined, in their order; words without meaning for an edit are not counted."""
    spans: list[tuple[int, int]] = []
    for clause in clauses:
        for token in clause.tokens:
            if token.kind in _SILENT_KINDS or id(token) in clause.used or token.end <= token.start:
                continue
            if token.name in _PLAIN_NAMES:
                continue
            if spans and not talk.normal[spans[-1][1] : token.start].strip(" -'"):
                spans[-1] = (spans[-1][0], max(token.end, spans[-1][1]))
            else:
                spans.append((token.start, token.end))
    return tuple(dict.fromkeys(talk.text[a:b].strip() for a, b in spans))


def _content(clauses: list[Clause]) -> list[tuple[Clause, Token]]:
    return [(c, t) for c in clauses for t in c.tokens if t.kind not in _SILENT_KINDS and t.end > t.start]


def confidence(clauses: list[Clause], talk: Talk, *, stated: bool) -> float:
    """The share of the words that found a place, lowered by guesses: slips mended, wishes only implied, parts refused."""
    content = _content(clauses)
    used = {i for c in clauses for i in c.used}
    share = sum(id(t) in used for _, t in content) / len(content) if content else 1.0
    fuzzy = any(t.fuzzy for _, t in content)
    return round((0.3 + 0.7 * share) * (1.0 if stated else 0.75) * (0.92 if fuzzy else 1.0) * (0.85 if talk.refused else 1.0), 3)
