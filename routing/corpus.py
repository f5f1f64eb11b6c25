"""The messages that the classifier learns from: `examples/messages_*.tsv`, one message a line, cut into parts that are labelled by hand.

A line is `language <tab> category <tab> [e]trim the pauses, [x]then export`. The letter in brackets says what the words behind it ask for;
`{a|b}` stands for each of its variants. About one line in five, chosen by its own words, is kept aside: never trained on, only measured.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from routing.features import words_of
from routing.folding import table
from routing.rules import Asked

LABELS: dict[str, Asked] = {"e": "sse", "x": "export", "c": "credits", "s": "state", "u": "upload", "n": "none"}
"""Letter in brackets -> what the words ask for; `none` asks for nothing by itself."""

_PART = re.compile(r"\[([excsun])\]")
STORY = 0.15
"""How much a clause of a made story counts beside one of a message that was written whole."""

REMARKED = 0.25
"""The same for a message with a remark put beside it."""

_SHORT = 120
_ADDRESS = re.compile(r"[/\\\\]")
_SLOT = re.compile(r"\{([^{}]*)\}")
_MOST_VARIANTS = 14


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; `parts` are (intent, start, end) in `text`, without gaps between them."""

    language: str
    category: str
    text: str
    parts: tuple[tuple[Asked, int, int], ...]
    group: int
    share: float = 1.0

    @property
    def held_out(self) -> bool:
        """Whether the message is only measured and never learnt from."""
        return self.group % 5 == 0

    @property
    def plan(self) -> list[str]:
        """The steps, in order; the editing step alone where nothing is asked for."""
        wanted = list(dict.fromkeys(intent for intent, _start, _end in self.parts if intent != "none"))
        if "upload" in wanted and wanted[0] == "sse" and _ADDRESS.search(self.text):
            wanted = ["upload", *(intent for intent in wanted if intent != "upload")]
        return list(wanted) or ["sse"]

    def label(self, start: int, end: int, masked: str) -> Asked:
        """What the words in a range ask for: the part that has most of their letters in the masked message."""
        shares = [
            (sum(map(str.isalnum, masked[max(start, begin) : min(end, stop)])), intent != "none", intent)
            for intent, begin, stop in self.parts
        ]
        return max(shares)[2]


def messages() -> Iterator[Message]:
    """Every message of the files, its variants written out; the variants of one line share their group and one unit of weight."""
    for path in sorted(Path(__file__).with_name("examples").glob("messages_*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                language, category, text = line.split("\t")
                made = variants(text)
                group = crc32(text.encode())
                yield from (_message(language, category, variant, group, len(made)) for variant in made)


def stories() -> Iterator[Message]:
    """Long messages to learn from: what people tell before and after they ask (`asides.tsv`), around messages that ask."""
    told: dict[str, list[str]] = {}
    lines = (Path(__file__).with_name("examples") / "asides.tsv").read_text("utf-8").splitlines()
    for language, text in (line.split("\t") for line in lines):
        told.setdefault(language.removesuffix("-Hans"), []).extend(variants(text))
    for number, message in enumerate(messages()):
        sentences = told[language] if (language := message.language.removesuffix("-Hans")) in told else told["en"]
        if number % 3 == 0:
            yield _story(message, sentences, number)


def remarked() -> Iterator[Message]:
    """Short messages to learn from with a remark (`remarks.tsv`) before or behind what they ask; in the languages that have remarks."""
    made: dict[str, list[str]] = {}
    lines = (Path(__file__).with_name("examples") / "remarks.tsv").read_text("utf-8").splitlines()
    for language, text in (line.split("\t") for line in lines):
        made.setdefault(language, []).append(text)
    for number, message in enumerate(messages()):
        if message.language in made and number % 4 == 1 and len(message.text) < _SHORT and "\n" not in message.text:
            yield _with_remark(message, made[message.language], number)


def _with_remark(message: Message, remarks: list[str], number: int) -> Message:
    gap = "" if message.language == "zh-Hans" else " "
    remark = remarks[(number * 7919) % len(remarks)]
    if number % 8 == 1:
        before, behind = remark + gap, ""
    else:
        ended = message.text[-1:] in ".!?。！？"
        before, behind = "", ("" if ended else "." if gap else "。") + gap + remark
    shift = len(before)
    parts: list[tuple[Asked, int, int]] = [(intent, start + shift, end + shift) for intent, start, end in message.parts]
    text = before + message.text + behind
    rest: list[tuple[Asked, int, int]] = [("none", 0, shift)] if shift else [("none", shift + len(message.text), len(text))]
    return Message(message.language, "compound", text, (*rest, *parts), message.group, REMARKED)


def _story(message: Message, sentences: list[str], number: int) -> Message:
    """A message with two to six sentences told before it and up to two after it."""
    gap = "" if message.language in ("zh-Hans", "zh-Hant", "ja") else " "
    picked = [sentences[(number * 7919 + place * 104729) % len(sentences)] for place in range(3 + number % 6)]
    after = picked[: number % 3]
    before = gap.join(picked[number % 3 :]) + gap
    shift = len(before)
    body = message.text if message.text[-1:] in ".!?。！？" else message.text + ("。" if not gap else ".")
    parts: list[tuple[Asked, int, int]] = [("none", 0, shift)]
    parts += [(intent, start + shift, end + shift) for intent, start, end in message.parts]
    text = before + body + gap + gap.join(after)
    parts.append(("none", shift + len(body), len(text)))
    return Message(message.language, "long", text, tuple(parts), message.group, STORY)


def _message(language: str, category: str, marked: str, group: int, count: int) -> Message:
    pieces = _PART.split(marked.replace("\\n", "\n"))
    text, parts = "", []
    for letter, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        parts.append((LABELS[letter], len(text), len(text) + len(piece)))
        text += piece
    return Message(language, category, text, tuple(parts), group, 1 / count)


def variants(text: str) -> list[str]:
    """A deterministic sample of what the slots of an example can make: each option stands in at least one variant."""
    slots = [slot.split("|") for slot in _SLOT.findall(text)]
    product = 1
    for slot in slots:
        product *= len(slot)
    total = max(min(_MOST_VARIANTS, product), max((len(slot) for slot in slots), default=1))
    made = []
    for number in range(total):
        turn = iter(range(len(slots)))
        made.append(_SLOT.sub(lambda match: _option(match.group(1).split("|"), number, next(turn)), text))  # noqa: B023 - used at once
    return list(dict.fromkeys(made))


def _option(options: list[str], number: int, slot: int) -> str:
    """Which option of a slot stands in the variant `number`; slots move at different paces, so that their options meet in many pairs."""
    return options[(number * (1 + 2 * slot) + number // 7) % len(options)]


def common(most: int) -> list[str]:
    """The words in most lines of the examples, each line counted once however many variants it has; the most frequent first."""
    spelling = table()  # not the stored one, which this is part of
    lines: dict[str, set[int]] = {}
    for message in messages():
        for word in set(words_of(message.text.translate(spelling).lower())):
            lines.setdefault(word, set()).add(message.group)
    return sorted(lines, key=lambda word: (-len(lines[word]), word))[:most]
