"""One sentence of a reply: which of its clauses direct the reader to a graphical editor, and what is left without them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from agent.turn.gui.cues import Cues, Pointed, cues
from routing.folding import fold
from routing.plan import Intent

_PAIRS = (("\u201c", "\u201d"), ('"', '"'), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("`", "`"))
_QUOTED = re.compile(
    "|".join(f"{a}[^{b}\n]{{1,300}}{b}" for a, b in _PAIRS)
    + r"|\u2018[^\u2019\n]{1,300}\u2019(?!\w)|(?<![\w])'[^'\n]{1,300}'(?!\w)|\[[^\]\n]{1,300}\]\([^)\n]{1,600}\)|https?://\S+"
)
_EMPHASIS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_FACT = re.compile(r"\d|[\"“「《『〈'‘]|https?://|\b[A-Z]{2,}\b")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DONE = re.compile("已经?|了")
"""What was done to the footage is told, not asked for: 您拖动文件的那一段已剪掉."""
_THING = re.compile(r"(?:the|a|an|this|that|your)\s", re.IGNORECASE)
"""How a statement about a thing begins, where a direction has its verb: the button in your recording is highlighted."""
_LONGEST, _SENTENCE = 400, 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause with the separator before it. `shape` is the clause without emphasis, quotes emptied, for matching."""

    before: str
    text: str
    shape: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence becomes: `text` without directions (empty where nothing is left), and what the directions point to."""

    text: str
    actions: tuple[Intent, ...]
    changed: bool


@lru_cache(maxsize=256)
def read(sentence: str) -> Reading:
    """Reads one sentence, and what is left of it once more. One that is too long to be a sentence is content.

    A streamed reply asks for its sentences again with each fragment: they are kept.
    """
    if len(sentence) > _SENTENCE:
        return Reading(sentence, (), False)
    han = len(_HAN.findall(sentence))
    words = cues("chinese" if han * 3 > len(re.findall(r"[A-Za-z]+", sentence)) else "english")
    pieces = list(_pieces(sentence, words))
    kinds = [None if _told(pieces, index, words) else _kind(piece, words) for index, piece in enumerate(pieces)]
    if not any(kinds):
        return Reading(sentence, (), False)
    for index in range(1, len(pieces)):
        if kinds[index - 1] and not kinds[index] and words.chained.search(pieces[index].shape):
            kinds[index] = "sse"
    dropped = _dropped(pieces, kinds, words)
    actions = tuple(dict.fromkeys(kind for kind in kinds if kind and kind != "nothing"))
    left = [piece for piece, gone in zip(pieces, dropped, strict=True) if not gone]
    text = _sentence(left, sentence, words)
    again = read(text) if len(text) < len(sentence) else Reading(text, (), True)
    return Reading(again.text, tuple(dict.fromkeys([*actions, *again.actions])), True)


def _pieces(sentence: str, words: Cues) -> Iterator[Piece]:
    shape = _shape(sentence)
    start, before = 0, ""
    for match in words.breaks.finditer(shape):
        if match.end() == start or match.start() <= start:
            continue
        yield Piece(before, sentence[start : match.start()], _bare(shape[start : match.start()], words))
        before, start = sentence[match.start() : match.end()], match.end()
    yield Piece(before, sentence[start:], _bare(shape[start:], words))


def _shape(sentence: str) -> str:
    """The sentence for matching, of the same length: emphasis blanked, the inside of quotes hidden but for what follows a pointing verb."""

    def hide(match: re.Match[str]) -> str:
        text = match.group()
        return text[0] + "\ue000" * (len(text) - 2) + text[-1]

    plain = _EMPHASIS.sub(lambda match: "\ue001" * len(match.group()), sentence)
    folded = fold(plain) if _HAN.search(plain) else plain.replace("\u2019", "'")
    return _QUOTED.sub(hide, folded) if len(folded) == len(sentence) else sentence


def _bare(shape: str, words: Cues) -> str:
    text = shape.replace("\ue001", "")[:_LONGEST].strip()
    text = re.sub(r"^[^\w\"'“「【『《〈`\[📎]+", "", text)
    while match := words.lead.match(text):
        text = text[match.end() :]
    return text


def _kind(piece: Piece, words: Cues) -> Pointed | None:
    """What a clause points to; None where it is content."""
    shape = piece.shape
    if words.nothing.search(shape):
        return "nothing"
    if not _directs(shape, words):
        return None
    if words.looking.search(shape):
        return "state"
    named = shape + " " + re.sub(r"[*_]", "", fold(piece.text))
    fits = (intent for intent, pattern in words.kinds if pattern.search(shape) or (intent != "sse" and pattern.search(named)))
    return next(fits, "state")


def _told(pieces: list[Piece], index: int, words: Cues) -> bool:
    """Whether a clause stands behind a colon that follows talk of the footage: `the tutorial has three steps: open the panel, …`."""
    colons = [place for place in range(1, index + 1) if pieces[place].before.strip() in (":", "：")]
    return any(words.about.search(pieces[place - 1].shape) for place in colons)


def _directs(shape: str, words: Cues) -> bool:
    about = bool(words.about.search(shape))
    footage = about or bool(words.whose.search(shape))
    if words.strong.search(shape) or words.passive.search(shape):
        return not (words.chinese and footage and _DONE.search(shape))
    direction = words.direction.search(shape)
    if direction and words.noun.search(shape) and not (about and (words.chinese or _THING.match(direction.group()))):
        return True
    if footage:
        return False
    return bool(words.statement.search(shape) or words.whole.search(shape))


def _dropped(pieces: list[Piece], kinds: list[Pointed | None], words: Cues) -> list[bool]:
    """Which clauses go: directions, what depends on them, and what goes on in the same breath without a subject of its own."""
    gone = [kind is not None for kind in kinds]
    for index in range(len(pieces) - 2, -1, -1):
        if gone[index + 1] and not gone[index] and _leads_in(pieces[index], words):
            gone[index] = True
    for index in range(1, len(pieces)):
        if gone[index - 1] and not gone[index] and _goes_on(pieces[index], words):
            gone[index] = True
    return gone


def _leads_in(piece: Piece, words: Cues) -> bool:
    plain = _plain(piece)
    return (bool(words.dependent.match(plain)) and not _states(plain)) or not re.search(r"\w", plain)


def _goes_on(piece: Piece, words: Cues) -> bool:
    plain = _plain(piece)
    if words.underneath.search(plain) and not re.search(r"\d", plain):
        return True
    if words.dependent.match(plain) and not _states(plain):
        return True
    if words.chinese:
        goes = re.match("就|即|都|便|选择|再|来|可|能|试听|检查|效果|$", plain)
        return len(plain) <= 1 or bool(goes and not re.search(r"\d", plain))
    told_apart = _FACT.search(plain) and piece.before.strip() in ("—", "–", ":")
    return not (words.subject.match(plain) or re.match(r"\d", plain) or told_apart)


def _plain(piece: Piece) -> str:
    text = fold(piece.text) if _HAN.search(piece.text) else piece.text
    return re.sub(r"^[^\w\"'“「【『《〈]+", "", re.sub(r"[*_`]", "", text)).strip()


def _states(plain: str) -> bool:
    """Whether a dependent clause still carries a fact of its own."""
    return bool(re.search(r"\d", plain))


def _sentence(left: list[Piece], sentence: str, words: Cues) -> str:
    """The kept clauses as one sentence again, with a capital and an end."""
    if not any(re.search(r"\w", piece.text) for piece in left):
        return ""
    body = left[0].text.strip()
    for piece in left[1:]:
        body = body.rstrip() + (piece.before or " ") + piece.text
    body = re.sub(r"^(?:(?:and|or|but|so|then)\s+|[,;:—–\s]+|[，；：、]+)", "", body.strip(), flags=re.IGNORECASE)
    body = re.sub(r"[\s,;:—–，；：、(（]+$", "", body)
    return _balanced(_ended(body[:1].upper() + body[1:], sentence, words))


def _ended(body: str, sentence: str, words: Cues) -> str:
    """With an end mark, where the sentence had one and its kept clauses have none."""
    closing = re.search(r"[.!?。！？…]+(?=[\"'”’」』)*_]*\s*$)", sentence)
    if not closing or re.search(r"[.!?。！？…~～][\"'”’」』)*_]*$", body):
        return body
    asked = closing.group()[0] in "?？"
    return body + (("。" if words.chinese else ".") if asked else closing.group())


def _balanced(text: str) -> str:
    for mark in ("**", "`"):
        if text.count(mark) % 2:
            text = text.replace(mark, "")
    return text
