"""Facts that stood only in a direction: they are said again, as something that can be had by asking."""

import re
from dataclasses import dataclass, replace
from functools import cache

from agent.turn.gui.cues import Cues, Kinds
from agent.turn.gui.links import unlinked
from agent.turn.gui.rewriting import WHICH, say
from agent.turn.gui.shape import EMPHASIS, Piece, plain
from prompts import Language, message
from routing.plan import Intent

_ENDS = "mp4|mov|wav|mp3|m4a|png|jpe?g|srt|gif|heic|zip|pdf|aac|flac|webm|mkv|ttf|otf|txt|csv|vtt|psd|svg|ass"
_FILE = rf"[A-Za-z0-9_-]+\.(?:{_ENDS})(?![A-Za-z0-9])"
_UNITS = r"credits?|seconds?|secs?|minutes?|mins?|hours?|days?|percent|fps|px|points?|dB|LUFS|[KMG]B|[kKM]bps|Hz|kHz|s|x"
_THINGS = r"tracks?|shots?|scenes?|clips?|chapters?|versions?|takes?|layers?|slides?|captions?|episodes?|no\."
_COUNTED = (
    r"(?:美元|欧元|元)(?:/[月年天次])?|分钟?|秒钟?|小时|天|积分|点|點|元|块|倍|帧|号|个|個"
    r"|条|條|段|张|張|首|处|處|种|種|版|款|幕|集|位|字|轨|层|%"
)
_FACTS = re.compile(
    rf"https?://\S+|{_FILE}|第\s?\d+\s?(?:{_COUNTED}|场|句)|(?-i:(?<![A-Za-z])[A-Z]-[a-z]{{3,}})|`[^`\n]{{1,60}}`|(?<![A-Za-z0-9])(?=[A-Za-z0-9]*_)[A-Za-z0-9_]+|[$€£¥￥]\s?\d[\d.,]*\d|[$€£¥￥]\d"
    rf"|(?<![A-Za-z\d])(?:(?:{_THINGS})\s)?[-–+]?\d+(?:[.,:：]\d+)*"
    rf"(?:[- ]?(?:{_UNITS})\b|(?:{_COUNTED})|[A-Za-z]{{1,4}}\d{{0,3}}(?![A-Za-z]))?"
    rf"|第?[一二两三四五六七八九十]+(?:秒钟?|分钟|小时|倍|积分|元)|第[一二三四五六七八九十]+(?:{_COUNTED}|场|句)"
    r"|(?<![A-Za-z\d_])(?:H\.26[45]|ProRes|LogC|(?-i:[A-Z]{2,6}\d{0,4}|[A-Z]\d{1,2}|[A-Z][a-z]+[A-Z][A-Za-z]+))(?![A-Za-z\d_])",
    re.IGNORECASE,
)
_KEYS = re.compile(r"(?:CTRL|CMD|ALT|ESC|TAB|DEL|OK|UI|PC|SHIFT|ENTER|SPACE|F\d{1,2}|ID|AI|VIP|APP)$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:\w+ed (?:with|in|by|as)|at|in|with)\b", re.IGNORECASE)
_DISLIKED = re.compile(r"嫌|觉得|\btoo\b", re.IGNORECASE)
_NAMES = re.compile(
    r"(?:(?<=\b(?:of|in|to) )|(?<=\b(?:for|add|use) )|(?<=\b(?:from|with|send|drag) )|(?<=\bme ))"
    r"(?!(?:Mrs?|Ms|Dr|Export|Download|Upload|Import|Save|Share|Apply|Generate|All|Drive|Billing|Account|Settings|Play|Preview|Publish|Render)\b)"
    r"(?!(?:Confirm|Undo|Redo|Delete|Retry|Photos|Files|Camera|Desktop|Library|Timeline|Inspector|Effects|Text|Audio|Media|Help|More)\b)"
    r"[A-Z][a-z]{2,}(?:'s \w+)?\b(?!\+)"
)
"""Capitalised words behind `of`, `from` and the like."""
_PRESSED = re.compile(
    r"\b(?:click|tap|press|hit|choose|select|pick|open|toggle|go|under|switch|head|over|back|then)(?:ing)?"
    r"(?: \w+)?(?: on| to| the| over| your)*\s*$",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"(?:[\w-]+ing|it|them)\b(?! as\b| \()", re.IGNORECASE)
_QUOTES = re.compile(r"[“\"「『《](?P<inside>[^“”\"「」『』《》]{1,60})[”\"」』》]")
_STEP = re.compile(r"(?:step|part|option|第)\s?$|(?:Ctrl|Cmd|Shift|Alt|Option|⌘|⌥)\s?[+＋-]\s?$", re.IGNORECASE)
_LABEL, _LABEL_ZH = 12, 5
"""Characters of a name that begins as those of controls do, which makes it one."""
_DOTS = re.compile(r"\s?(?:dots?|lines?(?= (?:icon|menu|button))|个点|条线|个小点|下\b|次\b)")


@dataclass(frozen=True, slots=True)
class Owed:
    """A sentence that says `facts` again; it is only needed where they are not shown already.

    `listed`: the same in fewer words. `first`: it stood before what is shown of the sentence.
    """

    text: str
    listed: str
    facts: tuple[str, ...]
    first: bool = False


def owed(pieces: list[Piece], kinds: Kinds, left: list[str], shown: str) -> tuple[Owed, ...]:
    """What the clauses that went owe their reader. `left`: what stays of each clause; `shown`: the sentence without directions."""
    found: list[Owed] = []
    for index, piece in enumerate(pieces):
        facts = () if left[index] == piece.text else tuple(fact for fact in facts_of(piece) if not told(fact, shown))
        behind = pieces[index + 1] if index + 1 < len(pieces) and left[index + 1] != pieces[index + 1].text else None
        behind = behind if behind and WHICH.match(behind.text) else None
        facts += tuple(fact for fact in facts_of(behind) if not told(fact, shown)) if behind else ()
        if not kinds[index] and not left[index] and _is_wish(piece) and not told(_trimmed(piece.text), shown):
            found.append(_wished(piece, kinds, facts))
        elif facts and not WHICH.match(piece.text):
            found.append(_owed(piece, behind, _action(kinds, index), facts))
        if found and all(kept != clause.text for kept, clause in zip(left[: index + 1], pieces, strict=False)):
            found[-1] = replace(found[-1], first=True)
    return tuple(found)


def _is_wish(piece: Piece) -> bool:
    """Whether the clause is a condition that names what could be changed: should the ending feel rushed."""
    text = plain(piece.text)
    return bool(piece.words.wish.search(text)) and not any(
        cue.search(text) for cue in (piece.words.noun, piece.words.strong, piece.words.named)
    )


def _wished(piece: Piece, kinds: Kinds, facts: tuple[str, ...]) -> Owed:
    language: Language = "zh" if piece.words.chinese else "en"
    condition = _trimmed(EMPHASIS.sub("", unlinked(piece.text))).lstrip("，, ")
    said = message("gui.say", language) if _DISLIKED.search(condition) else say(kinds, language)
    comma, stop = ("，", "。") if piece.words.chinese else (", ", ".")
    text = condition[:1].upper() + condition[1:] + comma + said + stop
    return Owed(text, text, (*facts, condition))


def owed_by_step(pieces: list[Piece]) -> tuple[Owed, ...]:
    """As `owed`, of a whole line that goes because the lines beside it do."""
    return owed(pieces, [("sse",)] * len(pieces), [""] * len(pieces), "")


def told(fact: str, shown: str) -> bool:
    """Whether `shown` holds the fact, a number not as a part of another one."""
    return bool(_bounded(fact).search(shown))


@cache
def _bounded(fact: str) -> re.Pattern[str]:
    bare = re.escape(fact.lstrip("–-+"))
    return re.compile(rf"(?<![A-Za-z\d.:：]){bare}(?![\d:：])" if fact[-1:].isdigit() and fact.isascii() else bare, re.IGNORECASE)


def facts_of(piece: Piece) -> list[str]:
    """Numbers with their units, times, prices, file names, identifiers, formats and quoted words that are no name of a control."""
    text, words = EMPHASIS.sub("", unlinked(piece.text)), piece.words
    found = []
    for match in _FACTS.finditer(text):
        if _KEYS.match(match.group()) or _STEP.search(text[: match.start()]) or _DOTS.match(text, match.end()):
            continue
        if match.group().isalpha() and words.control.match(text, match.end()):
            continue
        if match.group().startswith("`"):
            found += [] if _is_label(match.group()[1:-1], words) or words.control.match(text, match.end()) else [match.group()[1:-1]]
        elif not any(quoted.start() < match.start() < quoted.end() for quoted in _QUOTES.finditer(text)):
            found.append(match.group())
    found += [match.group() for match in _NAMES.finditer(text) if _is_name(text, match, words)]
    found += [match["inside"] for match in _QUOTES.finditer(text) if _called(text, match, words)]
    return found + [fact for fact in _values(text, words) if fact not in found]


def _values(text: str, words: Cues) -> list[str]:
    """What is chosen, typed or gone for: the Pro plan, a font, a place among the scenes."""
    found = [match.group(match.lastgroup or 0).strip('“”"‘’`「」『』《》 ') for match in words.value.finditer(text)]
    plain_ones = [fact for fact in found if fact and not re.search(r"[>→›—]", fact)]
    return [fact for fact in plain_ones if not _is_label(fact, words) and not any(cue.search(fact) for cue in (words.noun, words.named))]


def _is_label(text: str, words: Cues) -> bool:
    return any(label.match(text) for _kind, label in words.labelled)


def _is_name(text: str, name: re.Match[str], words: Cues) -> bool:
    """Whether a capitalised word is the name of somebody or something, not of a control."""
    before, behind = text[: name.start()], text[name.end() :]
    return not (_PRESSED.search(before) or words.control.match(behind) or re.match(r"\s?(?:>|→|›|[A-Z])", behind))


def _called(text: str, quoted: re.Match[str], words: Cues) -> bool:
    """Whether the quoted words are the name of a thing, not of a control."""
    before, behind = text[: quoted.start()], text[quoted.end() :]
    inside = quoted["inside"]
    if len(inside) <= (_LABEL_ZH if words.chinese else _LABEL) and _is_label(inside, words):
        return False
    return bool(words.calls.search(before) and not words.control.match(behind) and not re.search(r"[>→›]", inside))


def _action(kinds: Kinds, index: int) -> Intent:
    """What the clause points to, or else the direction nearest to it."""
    order = sorted(range(len(kinds)), key=lambda place: (abs(place - index), place))
    actions = (kind for place in order for kind in reversed(kinds[place]) if kind != "nothing")
    return next(actions, "sse")


def _owed(piece: Piece, behind: Piece | None, action: Intent, facts: tuple[str, ...]) -> Owed:
    words = piece.words
    language: Language = "zh" if words.chinese else "en"
    tail = f", {_trimmed(behind.text)}" if behind else ""
    goal = _bare(piece)
    wished, verb = (
        ("", False) if _PARTICIPLE.match(goal) else _goal(goal, tuple(fact for fact in facts if not told(fact, tail)), action, words)
    )
    listed = message(f"gui.want_{action}", language, what=("、" if words.chinese else ", ").join(facts))
    wished = wished[:1].lower() + wished[1:] if verb else wished
    said = message(f"gui.{'do' if verb else 'want'}_{action}", language, what=wished + tail) if wished else listed
    return Owed(said, listed, facts)


def _bare(piece: Piece) -> str:
    bare = _trimmed(EMPHASIS.sub("", unlinked(piece.text)))
    while match := piece.words.lead.match(bare):
        bare = bare[match.end() :]
    return re.sub(r"(?:就可以|就行|即可|就好|就能|吧|哦|啦|了)+$", "", bare)


def _trimmed(text: str) -> str:
    return re.sub(r"^['‘](?P<inside>[^'’]+)['’]$", r"\g<inside>", text.strip().rstrip(".!?。！？～~;； "))


def _goal(text: str, facts: tuple[str, ...], action: Intent, words: Cues) -> tuple[str, bool]:
    """What the clause is after, without the way through the editor, and whether that begins with a verb; empty where it cannot be told."""
    for aim in words.aimed.finditer(text):
        name = aim.lastgroup or "noun"
        if _sound(aim[name], facts, words):
            return aim[name].strip(), name == "verb"
    bare = words.around.sub("", words.where.sub("", text)).strip()
    if action == "upload" and (brought := words.brings.sub("", bare, count=1)) != bare and _sound(brought, facts, words):
        return brought, False
    moved = words.moves.sub("挪" if words.chinese else "move", bare, count=1)
    if moved != bare and _sound(moved, facts, words):
        return moved, True
    taken = _trimmed(words.takes.sub("", bare, count=1))
    label = len(taken) <= _LABEL and _is_label(taken, words)
    if not label and _sound(taken, facts, words) and not words.finite.search(taken) and not _LOOSE.match(taken):
        return taken, taken == bare and bool(words.acts.match(taken))
    return "", False


def _sound(text: str, facts: tuple[str, ...], words: Cues) -> bool:
    """Whether the words say all the facts and name no part of the editor."""
    if not all(told(fact, text) for fact in facts) or re.search(r"[>→›]", text):
        return False
    return not any(cue.search(plain(text)) for cue in (words.strong, words.named))
