"""Remarks beside wishes: "prop shadow is in there", "the hymns make nonsense of them", "it's for the TV at the senior center".

What such a clause seems to ask for counts only where the message asks for nothing else. A complaint of a clause that tells is believed,
unless a wish beside it already cures what is of the same kind.
"""

import re

from backend.director.clauses import Clause
from backend.director.remarks_zh import declares_zh
from backend.director.talk import Found, Talk

_LEAD = (
    r"^\W*(?>(?:(?:and|so|but|then|also|ok|okay|well|hi|hello|hey|now|oh|sorry|yes|yeah|no|because|since|as|cos|cause|cuz)\b\W*)*)"
)
_NO_SUBJECT = (
    r"(?!(?:put|add|make|give|take|get|drop|cut|chop|crop|trim|shave|have|let|turn|throw|move|fade|keep|delete|remove|mute|bring|set|use|show"
    r"|find|scrap|undo|only|just|no|not|never|without|with|for|at|in|on|to|from|till|until|can|could|would|will|should|must|please|pls|blur"
    r"|first|silence|leave|stick|speed|slow|run|even|flip|mirror|zoom|freeze|fit|change|switch|pull|crank|play|title|write|type|lose|skip"
    r"|clip|split|what|how|why|is|are|do|does|did|who|where|when|which|if|swap|replace|shift|count|loop|repeat|anything|everything|whatever"
    r"|check|say|call|i|we|you|it|he|she|they|there|this|that|these|those|target|spec|max|maximum|limit|plain|whenever|while|once|after"
    r"|before|[a-z]+ed)\b)"
)
_FINITE = (
    r"(?:is|isn't|was|wasn't|are|aren't|were|weren't|has|hasn't|had|hadn't|does|doesn't|did|didn't|came|looks|looked|sounds|sounded|feels"
    r"|felt|seems|seemed|keeps|kept|gets|got|went|ran|leans|made|took|said|says|shows|showed|started|ended|lasted|lasts|covers|covered"
    r"|blocks|jumps|moves|moved|fell|falls|(?:(?<=s )(?:make|look|sound|feel|keep|get|take|cover|block|say))|always|already|opens|closes"
    r"|leaves|left|arrives|arrived|speaks|spoke|belongs|plays|played|wears|wore|lives|lived|works|worked|comes|costs?|loves?|hates?|likes"
    r"|told|asked|bought|found)"
)
_A = r"(?:the|my|our|his|her|their|a|an|some) "
_DECLARES = re.compile(_LEAD + _NO_SUBJECT + rf"(?:{_A})?(?:[a-z][a-z'-]* ){{1,7}}?" + _FINITE + r"\b")
_A_SUBJECT = re.compile(_LEAD + _NO_SUBJECT + _A)
_WISHED = re.compile(
    r"\b(?:please|pls|should|must|needs?|want(?:s|ed)?|can|could|would|to (?:go|be)|so (?:make|give|let|cut)|make it|instead|rather"
    r"|(?:is|are) (?:fine|ok|okay|enough|good|plenty|better|best|perfect|out|gone|off|next|first|last|up|down|needed|required|wanted|all i)"
    r"|gets? (?:quieter|louder|darker|brighter))\b"
)
_ONE_DOES = re.compile(
    _LEAD + r"(?:i|we|he|she|they|you|who|everyone|everybody|people)(?: (?:also|really|just|never|always|only|all|once|even))* "
)
_PERCEIVES = frozenset((
    "hear", "hears", "heard", "notice", "noticed", "say", "says", "said", "stutter", "shake", "sound", "sounds", "look", "looks", "feel",
    "feels", "mumble", "get", "have", "think", "thought", "start", "begin", "end", "finish", "go", "goes", "see", "keep", "like", "liked",
    "prefer", "prefered", "preferred", "hate", "love", "mean", "meant", "wish", "hope", "decided", "choose", "chose", "pick", "picked",
    "wonder", "ask", "asked",
))
_OF_THE_VIDEO = re.compile(
    _LEAD + r"(?:(?:the|my|our|his|her|their|this|that|these|those|all|some) )?(?:[a-z]+ )?(?:it'?s?|its|this|that|they|everything|nothing"
    r"|i|video|picture|image|footage|film|clips?|shots?|scene|recording|colou?rs?|contrast|light(?:ing)?|exposure|background|sound|audio"
    r"|voices?|mic|volume|music|song|track|part|bit|start|beginning|end(?:ing)?|half|rest|pauses?|gaps?|noise|hum|hiss|one|subs|subtitles"
    r"|captions|title|logo|transitions?|crossfades?|cuts?|fades?|there(?: is| are| was| were|'s)?)\b"
)


def declares(clause: Clause, words: str, start: int, talk: Talk) -> bool:
    """Whether a clause says of a person or a thing outside the video what it does or is, and asks for nothing.

    `words`: its text in the normal form up to the next mark, dropped words before it included; they begin at `start`."""
    if clause.kinds & {"quote", "file", "handle", "language"}:
        return False
    if not words.isascii():
        return declares_zh(clause, words, start)
    if _WISHED.search(words):
        return False
    first = clause.tokens[0]
    if (person := _ONE_DOES.match(words)) is not None:
        return first.kind == "word" and words.startswith(talk.word(first), person.end()) and talk.word(first) not in _PERCEIVES
    if first.kind == "verb" or not {"word", "genre", "mood", "aspect", "look"} & clause.kinds or _OF_THE_VIDEO.match(words):
        return False
    did = any(t.kind == "word" and talk.word(t).endswith("ed") for t in clause.tokens[1:])
    return _DECLARES.match(words) is not None or (did and _A_SUBJECT.match(words) is not None)


_RELATIVE = re.compile(r"\W*(?:where|who|whose)\b")
_SILENT = re.compile(r"\b(?:nobody|no ?one|nothing|silent|quiet|silence|not|[a-z]+n't|say|talk|talking|speaking)\b")
_JUDGED = re.compile(
    r"\b(?:too|looks?|looked|sounds?|sounded|feels?|felt|seems?|came out|comes out|turned out|barely|hardly|can'?t|cannot|couldn'?t|nobody"
    r"|way|all through|through(?:out)?|the (?:whole|entire) (?:time|way|thing|video)|in (?:it|this|here|the (?:video|background|recording))"
    r"|in real life|awful|terrible|teribble)\b"
)
_BEFORE = re.compile(
    r"\b(?:is|was|are|were|'s|'re|its|i'm|am|be|been|looks?|looked|sounds?|sounded|feels?|felt|seems?|came out|comes out|turned out|comes"
    r"|too|so|very|really|rather|quite|pretty|super|kinda|kind of|sort of|bit|little|way|all|awfully|terribly|not|far|more|totally"
    r"|completely|over|under)(?: \w+){0,2}$"
)
_SAYS_SO = re.compile(
    r"(?:the |my )?(?:colou?rs?|light(?:ing)? (?:is|was|looks)|looks?|picture|image|contrast|over|under|washed"
    r"|(?:is|was|are) d)"
)
_MADE_FOR = re.compile(r"\b(?:for|on|to|as|onto)\b")
_SCREENS = re.compile(r"\b(?:tv|telly|television|monitor|projector|laptop|computer|screen)\b")
_UNEVEN = re.compile(
    r"\b(?:level|levels|loud|louder|loudness|quiet|quieter|volume|uneven|different|lufs|jumps?|up and down|whispers?|peaks?)\b"
)
_CURES = ("volume", "denoise", "normalize", "speed", "stabilize", "color", "trim_silence")
_SHAKES = re.compile(r"\b(?:hands?|camera|tripod|phone|gimbal)\b")
_THAT_DAY = re.compile(
    r"\b(?:was|were) .*\b(?:that (?:day|morning|evening|night|afternoon)|yesterday|outside|last (?:week|night|year)|back then|at home"
    r"|today)\b"
)


def unfounded(found: Found, words: str, start: int, talk: Talk) -> bool:
    """Whether a telling clause only happens to hold the word that an edit came from. `words` begin at `start`."""
    if not words.isascii():
        return False
    if _RELATIVE.match(words):
        return found.op != "trim_silence" or not _SILENT.search(words)
    before = talk.normal[start : found.start].rstrip()
    if found.op == "aspect":
        return _SCREENS.search(words) is not None or not _MADE_FOR.search(talk.normal[start : found.start + len("for a")])
    if found.op == "color" and not _predicated(found, words, before, talk):
        return True
    if found.op == "normalize" and not _UNEVEN.search(words):
        return True
    if found.op in _CURES and (not _OF_THE_VIDEO.match(words) or _THAT_DAY.search(words)):
        return not _JUDGED.search(words) and not (found.op == "stabilize" and _SHAKES.search(words))
    return found.op in ("redo", "music") or (found.op == "remove_fillers" and "mind" in words)


def _predicated(found: Found, words: str, before: str, talk: Talk) -> bool:
    """ "The picture looks flat", unlike "he filmed the flat"; "the cinematic look" is a wish."""
    if "look" in found.params and re.search(r"[a-z] look$", words):
        return True
    return _BEFORE.search(before) is not None or _SAYS_SO.match(talk.normal, found.start) is not None


_FITS = re.compile(r"\b(?:fine|ok|okay|enough|good|plenty|great|perfect|best|better)\b|[就也都]?[行可]以?|[^不]好$|够")


def adds_details(clause: Clause, words: str) -> bool:
    """Whether what a telling clause says may be of the edit before it: "the plain style is fine", "he speaks Italian"."""
    return "language" in clause.kinds or _FITS.search(words) is not None


class Mark:
    """What was known before a clause was read, to go back to."""

    def __init__(self, talk: Talk) -> None:
        self.found = [(f, dict(f.params)) for f in talk.found]
        self.topic, self.open_tokens = talk.topic, list(talk.open_tokens)

    def new(self, talk: Talk) -> list[Found]:
        """The edits found since."""
        return [f for f in talk.found if all(f is not known for known, _ in self.found)]

    def restore(self, talk: Talk, *, new: bool, told: bool) -> None:
        """Undo what the clause changed of edits before it and left open for those behind it; times told of are kept.

        `new`: its own edits stay; `told`: so does what it left open, but for a moment that is not in the video."""
        for found, params in self.found:
            found.params = params
        talk.open_tokens = [t for t in talk.open_tokens if t.kind not in ("point", "clock") or t.value <= talk.end_s]
        if told:
            return
        talk.open_tokens = [t for t in talk.open_tokens if t in self.open_tokens or t.kind in ("range", "head", "tail", "point", "clock")]
        if not new and (gone := self.new(talk)):
            talk.topic = self.topic
            talk.found = [f for f in talk.found if all(f is not one for one in gone)]


_CURED_BY = {
    "volume": {"denoise", "mute", "normalize", "remove_music", "volume"},
    "denoise": {"mute", "cut", "trim", "delete_clip"},
    "color": {"color"},
    "aspect": {"rotate", "crop", "aspect"},
    "speed": {"duration", "speed"},
    "trim_silence": {"cut", "trim", "keep", "delete_clip", "duration", "speed"},
    "remove_fillers": {"cut", "delete_clip"},
    "stabilize": {"cut", "delete_clip"},
}
"""What a complaint's cure gives way to, where it is wished for in a clause beside the complaint."""


def without_cured(found: list[Found]) -> list[Found]:
    """The edits without those that only remarks seemed to ask for, and the cures of complaints that a wish beside them cures."""
    wished = [f for f in found if not f.told]
    if any(not f.remark for f in found):
        found = [f for f in found if not f.remark]
    return [f for f in found if not (f.told and any(_cures(w, f) for w in wished))]


def _cures(wish: Found, complaint: Found) -> bool:
    as_sure = (complaint.weak or complaint.op != "trim_silence") and (wish.op != complaint.op or not wish.weak)
    return as_sure and wish.op in _CURED_BY.get(complaint.op, ()) and abs(wish.clause - complaint.clause) <= 1
