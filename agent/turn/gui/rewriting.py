"""What is left of a sentence when its directions go: whole clauses stay, and of a direction the facts that it names."""

import re
from dataclasses import replace

from agent.turn.gui.clause import names_a_part
from agent.turn.gui.cues import Cues, Kinds, Pointed
from agent.turn.gui.links import unlinked
from agent.turn.gui.shape import EMPHASIS, Piece, plain
from prompts import Language, message

_FACT = re.compile(r"\d|[\"“「《『〈'‘]|https?://|\b[A-Z]{2,}\b")
_NAMED = re.compile(
    r"\d|[\"“「《『〈‘]|(?<=\w )'|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both)\b"
    r"|[一二两三四五六七八九十百]\s*(?:个|条|段|首|张|处|种|版|款|句|幕|组|集|位|月)"
)
_CLAUSE = re.compile(r"(?:for|in|on|at|by|under)\b.* (?:you'd|you'll|you need|it|they|is|are|costs?)\b", re.IGNORECASE)
WHICH = re.compile(
    r"\s*(?:which|whose|that (?:holds|contains|shows|has|is|are|was|will|runs|plays|comes|goes|keeps|carries))\b", re.IGNORECASE
)
"""What goes on about the words before it."""
_FIGURE = re.compile(r"\d|\b[A-Z]{2,}\b")
_NAME = re.compile(r"\w*[_.\d]\w|[a-z]+[A-Z]|https?:")
"""A file, an address or a name that has its own small letters: iPhone."""
_NAMING = re.compile(r"(?:named|called|titled|labell?ed|each|including|namely|such as)\b|名叫|名为|叫做|包括|分别是|其中")


def rewritten(sentence: str, pieces: list[Piece], kinds: Kinds, texts: list[str]) -> str:
    """The kept clauses as one sentence again, with a capital and an end; empty where nothing is left."""
    left = [(piece, text) for piece, text in zip(pieces, texts, strict=True) if re.search(r"\w", text)] or _wishes(pieces, kinds)
    if not left:
        return ""
    body = left[0][1].strip()
    for piece, text in left[1:]:
        said = text.lstrip() if text == piece.text or not re.match(r"[A-Z][a-z]", text) else text[:1].lower() + text[1:]
        body = body.rstrip() + (_parted(piece, text) or " ") + said
    body = re.sub(r"^(?:(?:and|or|but|so|then)\s+|[,;:—–\s]+|[，；：、]+)", "", body.strip(), flags=re.IGNORECASE)
    body = re.sub(r"[\s,;:—–，；：、(（]+$", "", body)
    if all(piece.text == text and piece.words.dependent.match(plain(text)) and not _whole(piece) for piece, text in left):
        chinese = left[-1][0].words.chinese
        body = re.sub(r"[.!?。！？…]+$", "", body) + ("，" if chinese else ", ") + say(kinds, "zh" if chinese else "en")
    body = body if _NAME.match(body) else body[:1].upper() + body[1:]
    return _balanced(_ended(body, sentence, pieces[-1].words.chinese))


def _parted(piece: Piece, text: str) -> str:
    """The separator before a clause; a bracket that its new words would not close is a comma."""
    if text == piece.text or not re.search(r"[(（]", piece.before) or re.search(r"[)）]", text):
        return piece.before
    return "，" if piece.words.chinese else ", "


def say(kinds: Kinds, language: Language) -> str:
    kinds_named = {kind for found in kinds for kind in found} - {"nothing"}
    alone = kinds_named.pop() if len(kinds_named) == 1 else ""
    return message({"export": "gui.say_export", "upload": "gui.say_upload"}.get(alone, "gui.say"), language)


def left_of(pieces: list[Piece], kinds: Kinds) -> list[str]:
    """What stays of each clause: directions go, what depends on them, and what goes on in the same breath without a subject of its own."""
    gone = [bool(found) for found in kinds]
    for index in range(len(pieces) - 2, -1, -1):
        after = pieces[index + 1].before.strip().endswith("后") and not _bidden(pieces[index])
        gone[index] = gone[index] or (gone[index + 1] and (after or _leads_in(pieces[index])))
    left: list[str] = []
    for index, piece in enumerate(pieces):
        gone[index] = gone[index] or (index > 0 and gone[index - 1] and _goes_on(piece))
        listed = index + 1 < len(pieces) and (pieces[index + 1].before.strip() in (":", "：") or _NAMING.match(pieces[index + 1].text))
        behind = index + 1 < len(pieces) and WHICH.match(pieces[index + 1].text)
        left.append(piece.text if not gone[index] else "" if behind else _facts(piece, kinds[index], bool(listed)))
        gone[index] = gone[index] and not (left[-1] and listed)
    return left


def _wishes(pieces: list[Piece], kinds: Kinds) -> list[tuple[Piece, str]]:
    """The condition of a change where nothing else is left: if the ending feels abrupt, (drag its handle)."""
    first = pieces[0]
    if kinds[0] or not first.words.wish.search(plain(first.text)) or _controls(first.text, first.words):
        return []
    for piece in pieces[1:]:
        match = piece.words.chosen.search(EMPHASIS.sub("", piece.text).strip())
        if match and _FIGURE.search(match["fact"]) and not _controls(match["fact"], piece.words):
            chinese = piece.words.chinese
            use = message("gui.use", "zh" if chinese else "en", value=match["fact"].strip())
            return [(first, first.text), (replace(piece, before="，" if chinese else ", "), use)]
    return [(first, first.text)] if any({"sse", "export", "upload"} & set(found) for found in kinds) else []


def _facts(piece: Piece, found: tuple[Pointed, ...], listed: bool) -> str:
    """What a direction says beside the way through the editor, in words of its own; empty for most. `listed`: a list of it follows."""
    text, words = EMPHASIS.sub("", unlinked(piece.text)).strip().rstrip(".!。！～~"), piece.words
    language: Language = "zh" if words.chinese else "en"
    if match := words.shown.search(text):
        return match["fact"].strip()
    if (match := words.sure.search(text)) and (words.chinese or _NAMED.search(match["fact"])):
        return message("gui.sure", language, fact=match["fact"])
    if "upload" in found and (match := words.sent.search(text)) and not _controls(match.group(match.lastgroup or 0), words):
        return message("gui.send", language, what=match.group(match.lastgroup or 0).strip())
    bare = words.where.sub("", text)
    if (match := words.found.search(bare)) and (listed or _NAMED.search(match["fact"])) and not _controls(match["fact"], words):
        return match["fact"].strip() if listed else message("gui.look", language, what=match["fact"].strip())
    if (match := words.purpose.search(bare)) and _FIGURE.search(match["fact"]) and not _controls(match["fact"], words):
        name = "gui.do_export" if "export" in found else "gui.wish"
        return message(name, language, what=match["fact"].strip(), wish=match["fact"].strip()).rstrip(".。")
    if bare == text or bare.startswith("的") or not _NAMED.search(bare):
        return ""
    if not _controls(bare, words) and not words.dependent.match(plain(bare)):
        match = None if words.gesture.match(bare.strip()) else words.lies.match(bare.strip())
        if match and match["fact"].endswith(("里", "中", "上", "内", "的")):
            return ""
        return message("gui.ready", language, what=match["fact"].strip()) if match else bare if words.finite.search(bare) else ""
    return ""


def _whole(piece: Piece) -> bool:
    """Whether a clause that begins like a condition is a sentence by itself: for a longer clip you'd need more."""
    return bool(_CLAUSE.match(plain(piece.text)))


def _controls(text: str, words: Cues) -> bool:
    return any(cue.search(plain(text)) for cue in (words.noun, words.strong, words.chained)) or names_a_part(text, words)


def _leads_in(piece: Piece) -> bool:
    text = plain(piece.text)
    return (bool(piece.words.dependent.match(text)) and not _states(text)) or not re.search(r"\w", text)


def _bidden(piece: Piece) -> bool:
    """Whether something is asked for that is done outside the editor: please unzip it, (then drag it in)."""
    return piece.text.lstrip().startswith(("请", "麻烦", "先", "烦请")) and not piece.words.dependent.match(piece.shape)


def _goes_on(piece: Piece) -> bool:
    text, words = plain(piece.text), piece.words
    if WHICH.match(text):
        return True
    if words.waits.match(text):
        return False
    if words.underneath.search(text) and not _states(text):
        return True
    if words.dependent.match(text) and not _states(text):
        return True
    if words.chinese:
        return len(text) <= 1 or bool(words.follows.match(text) and not _states(text))
    told_apart = _FACT.search(text) and (piece.before.strip() in ("—", "–", ":", ";") or words.finite.search(text))
    return not (words.subject.match(text) or re.match(r"\d", text) or told_apart)


def _states(text: str) -> bool:
    """Whether a dependent clause still carries a fact of its own."""
    return bool(re.search(r"\d", text))


def _ended(body: str, sentence: str, chinese: bool) -> str:
    """With an end mark, where the sentence had one and its kept clauses have none."""
    closing = re.search(r"[.!?。！？…]+(?=[\"'”’」』)*_]*\s*$)", sentence)
    if not closing or re.search(r"[.!?。！？…~～][\"'”’」』)*_]*$", body):
        return body
    asked = closing.group()[0] in "?？"
    return body + (("。" if chinese else ".") if asked else closing.group())


def _balanced(text: str) -> str:
    for mark in ("**", "`"):
        if text.count(mark) % 2:
            text = text.replace(mark, "")
    return text
