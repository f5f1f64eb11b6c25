"""Wishes that are said in set phrases, not built from verbs and things: the list of cuts, named versions, what changed.

They are found before the grammar reads the message, whole clauses only; what they take is blank for the grammar.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from backend.director.clauses import Clause
from backend.director.gate import Gated, Table
from backend.director.scene import Ask, Scene
from backend.director.talk import Found, Talk

_START = re.compile(r"(?:^|[,.;!?。:\n]|\band |\bthen |\bbut |\bplus |然后|并且|而且|接着|但是?|不过|还有|另外|顺便|再)\s*")
_POLITE = re.compile(
    r"(?:(?:please|pls|okay|ok|yes|yeah|no|now|also|just|so|well|actually|hey|hi|can you|could you|would you|will you|can i|could i|let me|"
    r"let's|lets|i want to|i'd like to|i would like to|i want you to|go ahead and|for now|first|maybe|perhaps|i think|i guess|i say|can we"
    r"|could we|shall we|what if we|why don't we|why don't you|why not|we should|you should|we can|you can|we could|you could|try to"
    r"|i need you to|i'd like you to|i'd rather|on second thoughts?|wait|hmm|nice|then|i need to|we need to|we have to)\b[\s,]*"
    r"|(?:请|麻烦|帮我|给我|现在|先|好的?|那就?|我想|我要|能不能|可不可以|可以|能|要不|还是|不如|干脆|最好|建议|应该|希望|我觉得|拜托"
    r"|顺便|另外)[\s,]*)+"
)
END = (
    r"(?=\s*(?:please|pls|for me|now|thanks|thank you|吧|呗|一下|谢谢)?\s*"
    r"(?:$|[,;!?。\n]|\.(?!\d)|\band\b|\bthen\b|\bbut\b|然后|并|接着|但|再))"
)
_DENIAL = re.compile(r"\bno $")
"""A courtesy that may be a denial: "actually no music"."""
_STARTS = 40
"""Beginnings of clauses that are looked at."""


@dataclass
class Reading:
    """What was found in set phrases: edits with the places where they stand, questions, and the stretches they took."""

    scene: Scene
    text: str
    normal: str
    edits: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def said(self, found: re.Match[str], group: str) -> str:
        """What the person wrote in a group, as written."""
        start, end = found.span(group)
        return self.text[start:end].strip() if start >= 0 else ""

    def before(self, *ops: str) -> bool:
        """Whether an edit of these ops counts now."""
        return any(edit.op in ops for edit in self.scene.before)

    def took(self, at: int) -> bool:
        """Whether the letter at `at` was taken."""
        return any(start <= at < end for start, end in self.taken)

    def without_gone(self, talk: Talk) -> Talk:
        """The talk with no music in effect where it goes, so that a level said beside that is no level of the music."""
        if any(op == "remove_music" for _, op, _ in self.edits):
            talk.on_timeline.pop("music", None)
        return talk

    def hand_over(self, talk: Talk, clauses: Sequence[Clause]) -> None:
        """Puts the edits among those of the grammar, in the order in which they were said."""
        for start, op, params in self.edits:
            talk.found.append(Found(op, params, start, clause=sum(clause.start < start for clause in clauses)))

    def blank(self) -> str:
        """The normal text without what was taken."""
        letters = list(self.normal)
        for start, end in self.taken:
            letters[start:end] = " " * (end - start)
        return "".join(letters)


Edits = list[tuple[str, dict[str, Any]]]
Reader = Callable[[re.Match[str], Reading], "Edits | Ask | None"]


class Phrase(NamedTuple):
    """A set phrase with its reader, which gives None where the words mean something else."""

    pattern: Gated
    reader: Reader


class Phrases(NamedTuple):
    """All of a table, and which of them a text may fit."""

    each: tuple[Phrase, ...]
    table: Table


def compiled(table: Mapping[str, Any], words: Mapping[str, str], readers: Mapping[str, Reader]) -> Phrases:
    """The phrases of a table (`phrases.toml`): each is a whole clause, polite words around it aside. `words` are further macros."""
    known = dict(words)
    for name, pattern in table["words"].items():
        known[name] = filled(pattern, known)
    each = tuple(
        Phrase(Gated(rf"(?P<body>(?:{filled(pattern, known)})){END}"), readers[entry["reader"]])
        for entry in table["phrase"]
        for pattern in entry["patterns"]
    )
    return Phrases(each, Table([phrase.pattern for phrase in each]))


def filled(pattern: str, words: Mapping[str, str]) -> str:
    """The pattern with the words of the table in the place of their names in braces."""
    return re.sub(r"\{([a-z]+)\}", lambda found: words[found[1]], pattern)


def read(reading: Reading, phrases: Phrases, hidden: Iterable[tuple[int, int]]) -> Reading:
    """All set phrases of a message; none begins inside the `hidden` stretches (quotations)."""
    near = [phrases.each[place] for place in phrases.table.near(reading.normal)]
    if not near:
        return reading
    quoted = list(hidden)
    for at in beginnings(reading.normal):
        if not any(start < at < end for start, end in (*quoted, *reading.taken)):
            _first(reading, near, at)
    reading.edits.sort(key=lambda one: one[0])
    return reading


def beginnings(normal: str) -> Iterator[int]:
    """Where clauses begin, in order: with their polite words and without."""
    for found in islice(_START.finditer(normal), _STARTS):
        yield found.end()
        if polite := _POLITE.match(normal, found.end()):
            yield polite.end()
            if denial := _DENIAL.search(normal, found.end(), polite.end()):
                yield denial.start()


def _first(reading: Reading, phrases: Sequence[Phrase], at: int) -> None:
    """Takes the first phrase that fits there."""
    for pattern, reader in phrases:
        found = pattern.pattern.match(reading.normal, at)
        answer = reader(found, reading) if found else None
        if found is None or answer is None:
            continue
        reading.taken.append(found.span("body"))
        if isinstance(answer, Ask):
            reading.asks.append(answer)
        else:
            reading.edits += [(at + place, op, params) for place, (op, params) in enumerate(answer)]
        return
