"""One clause: whether it directs the reader to a graphical editor, and to what."""

import re

from agent.turn.gui.cues import Cues, Pointed
from agent.turn.gui.shape import EMPHASIS, HIDDEN, Piece, folded, plain
from routing.plan import Intent

_THING = re.compile(r"(?:the|a|an|this|that|your)\s", re.IGNORECASE)
"""How a statement about a thing begins, where a direction has its verb: the button in your recording is highlighted."""
_TIME = re.compile(r"(?!(?<!\d)9\s*[:：]\s*16(?!\d))\d\s*[:：]\s*\d\d|\d\s*(?:%|秒|倍|seconds?\b|s\b)")
"""What has a time or a share is told of the footage: the Export button is circled from 0:41."""
_FILE = re.compile(r"\.[a-z0-9]{2,4}$", re.IGNORECASE)
_INTO = re.compile(r"\]\(#[a-z][\w+.-]*:", re.IGNORECASE)
_ADDRESS = re.compile(r"#[a-z][\w+.-]*:", re.IGNORECASE)
LEANS = 4
"""From here on a clause is about the editor: a part of it by name and somebody asked, or two parts."""
_PARTS = {"path", "labelled", "pressed", "place", "part", "named", "corner", "avatar", "section", "account"}
_WHEN = re.compile(r"(?:once|when|after|before|until|as soon as)\b", re.IGNORECASE)
QUOTED = re.compile(r"[“\"「『【\[‘'`]([^“”\"「」『』【】\]‘’'`]{1,40})[”\"」』】\]’'`]")


def kinds_of(piece: Piece) -> tuple[Pointed, ...]:
    """What a clause points to, in order; nothing where it is content."""
    shape, words = piece.shape, piece.words
    if words.waits.match(shape):
        return ()
    if words.nothing.search(shape):
        return ("nothing",)
    if piece.control and (linked := _linked(piece)) is not None:
        return linked
    if not (piece.control or _directs(piece) or _within(piece)):
        if not (further := _further(piece)):
            return (_meant(shape, piece),) if leans(shape, words) >= LEANS and not _waits(piece) else ()
        shape = further
    if (opened := words.opened.search(shape)) and (rest := shape[opened.end() :]) and one(rest, rest, words) not in ("state", "credits"):
        return ("state", one(rest, rest, words))
    return (one(shape, shape + " " + EMPHASIS.sub("", folded(piece.text)), words),)


def _linked(piece: Piece) -> tuple[Pointed, ...] | None:
    """What a link into the editor points to, by its words or else by its address; nothing for the name of a file."""
    label, place = piece.link
    for text in (label, place):
        if named := next((kind for kind, pattern in piece.words.labelled if pattern.search(text)), None):
            return (named,)
        if _FILE.search(text):
            return ()
    if piece.words.thing.search(plain(label)):
        return ("sse",)
    return ("state",) if _ADDRESS.match(place) else None


def _waits(piece: Piece) -> bool:
    """Whether the clause only says where or when: in the export window; once the mark is green."""
    return bool(piece.words.fronted.search(piece.shape) or _WHEN.match(plain(piece.text)))


def leans(shape: str, words: Cues) -> int:
    """How far a clause speaks of the editor rather than of the footage or of what was done: the weights of its evidence."""
    found = {name: weight for name, weight, pattern in words.evidence if pattern.search(shape)}
    if not _PARTS & set(found) or words.scene.search(shape):
        return 0
    told = any(cue.search(shape) for cue in (words.whose, words.edited, words.teller, words.relative, words.owned))
    return sum(found.values()) - (LEANS if told else 0)


def names_a_part(text: str, words: Cues) -> bool:
    """Whether a part of the editor is named for certain."""
    return any(name in ("path", "labelled", "pressed", "place") and pattern.search(text) for name, _weight, pattern in words.evidence)


def of_film(piece: Piece) -> bool:
    """Whether the clause speaks of what is seen: in the demo, the user …"""
    return any(name == "footage" and pattern.search(piece.shape) for name, _weight, pattern in piece.words.evidence)


def ruled(piece: Piece) -> bool:
    """Whether the clause is a direction by its form, not only by the parts that it names."""
    return piece.control or _directs(piece) or _within(piece) or bool(_further(piece))


def _meant(shape: str, piece: Piece) -> Intent:
    """What the parts that a clause names stand for; something to look at where they say nothing."""
    named = shape + " " + EMPHASIS.sub("", folded(piece.text))
    if piece.words.alters.search(shape):
        return "sse"
    if piece.words.looking.search(shape):
        return "state"
    pressed = any(name == "pressed" and pattern.search(shape) for name, _weight, pattern in piece.words.evidence)
    return next((kind for kind, pattern in piece.words.nouns if pattern.search(named)), "sse" if pressed else "state")


def one(shape: str, named: str, words: Cues) -> Intent:
    if (simple := words.command.search(shape)) and (plainly := _by_its_name(simple, named, words)):
        return plainly
    quoted, alters = " ".join(QUOTED.findall(named)), words.alters.search(shape)
    if (place := words.inside.search(shape)) and not (alters and HIDDEN in shape) and (served := served_by(place.group(), words)):
        return served
    if alters:
        return _altered(shape, quoted, words)
    if quoted and dict(words.served)["credits"].search(quoted):
        return "credits"
    labels = quoted if words.strong.search(shape) else ""
    for intent, pattern in words.kinds:
        if labels and intent != "sse" and pattern.search(labels):
            return intent
    if not any(pattern.search(shape) for kind, pattern in words.kinds if kind != "sse"):
        for intent, aim in words.aims:
            if aim.search(shape):
                return intent
    if words.looking.search(shape) and not words.paying.search(shape):
        return "state"
    fits = (intent for intent, pattern in words.kinds if pattern.search(shape) or (intent != "sse" and pattern.search(named)))
    return next(fits, "state")


def _altered(shape: str, quoted: str, words: Cues) -> Intent:
    """What is set somewhere is a change, but for what the name of the chosen control says: in the File menu choose “Save as”."""
    chosen = quoted or (shape.rpartition("选")[2].lstrip("择") if words.chinese else "")
    serving = [(kind, label) for kind, label in words.labelled if kind not in ("state", "sse")]
    return next((kind for kind, label in serving if (label.search(chosen) if quoted else label.match(chosen))), "sse")


def _plainly(piece: Piece) -> re.Match[str] | None:
    """A verb with one part of the editor and no more; what is only quoted must be the name of a control."""
    command = piece.words.command.search(piece.shape)
    if command and command.lastgroup == "label" and not _by_its_name(command, folded(piece.text), piece.words):
        return None
    return command


def _by_its_name(command: re.Match[str], named: str, words: Cues) -> Intent | None:
    """What a verb with one part of the editor points to; None for a place that serves something else than looking."""
    part = command.lastgroup or "place"
    quoted = QUOTED.findall(named)
    name = " ".join((command["name"], command[part], *(quoted if part != "place" else ())))
    found = next((kind for kind, label in words.labelled if label.search(name if part != "label" else " ".join(quoted))), None)
    if part == "label":
        return found
    if part == "control":
        return found or "sse"
    if dict(words.labelled)["credits"].search(command.group()):
        return "credits"
    return found if found == "export" and words.pressing.match(command.group()) else None if found in ("upload", "export") else "state"


def served_by(text: str, words: Cues) -> Intent | None:
    return next((kind for kind, pattern in words.served if pattern.search(text)), None)


def _directs(piece: Piece) -> bool:
    shape, words = piece.shape, piece.words
    if words.owned.search(shape) or words.scene.search(shape):
        return False
    about = bool(words.about.search(shape))
    footage = about or bool(words.whose.search(shape))
    if (strong := words.strong.search(shape) or _plainly(piece)) or words.passive.search(shape):
        return not _narrated(shape, strong, words)
    direction = words.direction.search(shape)
    if direction and _narrated(shape, direction, words):
        return False
    if (
        direction
        and (words.noun.search(shape) or _INTO.search(piece.text))
        and not (about and (words.chinese or _THING.match(direction.group())))
    ):
        return True
    if footage or words.edited.search(shape):
        return False
    return bool((words.statement.search(shape) and not _TIME.search(shape)) or words.whole.search(shape))


def _within(piece: Piece) -> bool:
    """Whether something, whatever it is, is asked for inside a part of the editor: you can follow along in the Jobs panel."""
    shape, words = piece.shape, piece.words
    told = words.about.search(shape) or words.whose.search(shape) or words.teller.search(shape) or words.edited.search(shape)
    return bool(not told and words.asked.match(plain(piece.text)) and words.within.search(shape))


def _further(piece: Piece) -> str:
    """The direction inside a clause that does not begin with it: would you be so kind as to press the Retry button."""
    shape, words = piece.shape, piece.words
    if not words.named.search(shape) or of_footage(shape, words) or words.scene.search(shape):
        return ""
    verb = words.bids.search(shape)
    return shape[verb.start("verb") :] if verb and not _narrated(shape, verb, words) else ""


def of_footage(shape: str, words: Cues) -> bool:
    return any(cue.search(shape) for cue in (words.about, words.whose, words.edited, words.teller, words.relative, words.owned))


def _narrated(shape: str, verb: re.Match[str] | None, words: Cues) -> bool:
    """Whether someone in the footage does it: the presenter clicks Save, each time she taps."""
    if words.narrated.search(shape):
        return True
    before, behind = (shape[: verb.start()], shape[verb.end() :]) if verb else ("", "")
    told = words.teller.search(before) or words.tells.match(behind)
    return bool(told and not before.endswith("就") and not words.instructs.match(shape))
