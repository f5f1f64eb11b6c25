"""Which of the user's words an edit came from."""

from collections.abc import Sequence

from backend.director.clauses import THINGS, Clause
from backend.director.talk import Found, Talk


def worded(made: Sequence[Found], clauses: Sequence[Clause], talk: Talk) -> tuple[str, ...]:
    """For each edit its clause, with the clauses beside it that only say more of it; the whole text where no clause holds the edit."""
    own = [_clause(found, clauses) for found in made]
    spans = [_span(place, set(own), clauses) if place is not None else None for place in own]
    return tuple(talk.text[span[0] : span[1]].strip() if span else talk.text.strip() for span in spans)


def _clause(found: Found, clauses: Sequence[Clause]) -> int | None:
    """The clause in which the edit begins."""
    reach = ((place, clause) for place, clause in enumerate(clauses) if clause.tokens)
    return next((place for place, clause in reach if clause.start <= found.start < max(clause.end, clause.start + 1)), None)


def denies(clause: Clause) -> bool:
    """Whether a clause only says which thing is not wanted: "… but no music"."""
    return ("neg" in clause.kinds or clause.verb("remove")) and clause.named(*THINGS) is not None


def _span(place: int, own: set[int | None], clauses: Sequence[Clause]) -> tuple[int, int]:
    """From the clause to the last one behind it that was read and made no edit; the first edit also has what was read before it."""
    first = last = place
    while last + 1 < len(clauses) and last + 1 not in own and clauses[last + 1].used and not denies(clauses[last + 1]):
        last += 1
    if not any(other is not None and other < place for other in own):
        while first and clauses[first - 1].used and not denies(clauses[first - 1]):
            first -= 1
    return clauses[first].start, clauses[last].end
