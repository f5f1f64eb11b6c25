"""Clauses inside a wish that only tell which place is meant, or why: "the part where I jump (0:42 to 0:45)", "…, they overlap it"."""

from collections.abc import Iterator

from backend.director.gate import Gated

_SOMEBODY = (
    r"(?:i|we|you|he|she|it|they|someone|somebody|nobody|everyone|people|(?:the|my|our|his|her|their|a|this|that) [a-z]+(?: [a-z]+)?)"
)
_SAID = r"(?:(?!\b(?:from|between|at|around|and|then|but|to|for|until|on|with|please|make|add)\b)[a-z'-]+ ){1,7}"
_TIME = r"(?:\d{1,2}:\d\d|\d+(?:\.\d+)?\s?(?:s\b|secs?\b|seconds?\b|m\d|min))"
_PART = Gated(
    r"\b(?:part|bit|moment|section|scene|place|piece|segment|shot|spot|stretch|clip|portion|passage)s?,?"
    rf"(?P<aside> (?:where|when|in which|that) {_SOMEBODY} (?:{_SAID})?)(?=\(?(?:from |between |at |around )?{_TIME})"
)
_TELLS = (
    rf"(?: (?:where|when|in which|that|as) {_SOMEBODY}"
    r"(?: (?!(?:from|between|at|around|and|then|but|to|for|until|on|with|please|make|add)\b)[a-z'-]+){0,7},? ?"
    r"| (?:with|of|about|showing|featuring) (?:(?:the|my|our|his|her|their|a|an|that|those|all the|me) )?"
    r"(?!(?:music|captions?|subtitles?|titles?|text|fades?|sound|audio)\b)(?:[a-z'-]+ ){0,3}?[a-z'-]+,? ?)"
)
_PART_TOLD = Gated(
    r"\b(?:remove|cut|delete|drop|lose|trim|get rid of|take out|chop|keep|mute|blur|skip|ditch|scrap|kill|speed up|slow down|reverse|zoom"
    r"|censor)\b"
    r"[^,.;!?\n]{0,16}\b(?:part|bit|moment|section|scene|piece|place|segment|spot|stretch|portion|passage)s?"
    rf"(?P<aside>,?{_TELLS},? ?(?:(?:that's|it's|which is|i\.e\.|so|namely) )?)"
    rf"(?=\(?(?:(?:from |between |at |around ){_TIME}|\d{{1,2}}:\d\d|\d+ ?(?:-|to) ?\d))"
)
_PAREN = Gated(
    r"\b(?:part|bit|moment|section|scene|place|piece|segment|shot|spot|stretch|clip|portion|passage)s?\b[^,.;!?()\n]{0,40}"
    rf"(?P<open>\()(?:from |between )?{_TIME} ?(?:-|–|to|until|till) ?{_TIME}(?P<close>\))"
)
_POINT = Gated(
    r"\b(?:off|mute|unmute|kill|lower|raise|end|ends|start|starts|begin|begins|stop|stops|cut|trim|fade|split|freeze|pause|zoom)\b[^,.;!?\n]{0,24}?"
    rf"(?P<aside>\b(?:when|where|once|as soon as|right as|just as) {_SOMEBODY} {_SAID})(?=at {_TIME})"
)
_AFTER = Gated(
    r"\b(?:everything|anything|all|it all|whatever|the (?:video|clip|footage|stuff))(?: that comes| that is|'s)?"
    r" (?:after|before|until|up to)"
    r"(?P<aside> (?:the|my|his|her|that|a) (?!(?:first|last|next|clip|video|mark|point|end|start)\b)[a-z'-]+(?: [a-z'-]+)? (?:at|around|@))"
    rf"(?= {_TIME})"
)
_WHICH_IS = Gated(
    r"\b(?:everything|anything|all|it all|whatever|the (?:video|clip|footage|stuff))(?: that comes)? (?:after|before|until|up to)"
    r"(?P<aside> (?:the |my |his |her |that )?[a-z'-]+(?: [a-z'-]+)?,? (?:which (?:is|was)|that is|that's|i\.e\.)(?: at| around)?)"
    rf"(?= {_TIME})"
)
_CALLED = Gated(
    r"\b(?:(?:clip|shot|scene|video|part) (?:number )?\d{1,2}|(?:first|second|third|fourth|fifth|last) (?:clip|shot|scene|part|one))"
    r"(?P<aside> \((?:the |my |our |with |that's |where )[a-z' -]{2,40}\))"
)
_PUT_THERE = Gated(
    r"\b(?:title|heading|headline|text|captions?|subtitles?|logo|music|song|filter|label|effect|transition|fade|crop)s?"
    r"(?P<aside> (?:that |which )?(?:you|i|we)(?:'ve)? (?:just )?(?:put|added|made|placed|set|wrote|did|chose|picked)"
    r"(?: (?:on|in|there|up))?(?: (?:earlier|before|just now|a minute ago|last time))?)(?=\s*(?:$|[,.;!?]))"
)
_WHILE = Gated(
    rf"(?P<aside> (?:while|when|as|whilst) {_SOMEBODY}(?: (?!(?:at|from|between|to|is|are)\b)[a-z']+){{1,5}},?)"
    rf"(?= (?:from |between |seconds? )?(?:\d{{1,2}}:\d\d|\d+) ?(?:-|to|until|and) ?\d)"
)
_CLIP = r"clip (?:number )?(?:\d{1,2}|one|two|three|four|five|six)\b"
_NUMBERED = Gated(rf"\b(?:shot|scene|clip|part|bit|one|segment)(?P<aside>,? (?:that's|which is|that is|i\.e\.|it's) )(?={_CLIP})")
_NUMBERED_END = Gated(rf"(?:that's|which is|that is|it's) {_CLIP}(?P<aside>,) (?=(?:in|to|at|into|up|first|last)\b)")
_BACK_UP = Gated(
    r"\b(?:when|while|whenever|under|as|during|if)\b[^.;!?\n]{0,16}?"
    r"\b(?:talk|speak|say|voice|speech|dialog|narrat|convers)[a-z]*[^.;!?\n]{0,12}?"
    r"(?P<aside>,? ?(?:and |then |but )+(?:bring|turn|fade|raise|put|push|get|have)s? (?:it|the music|that)(?: come| go)?"
    r" (?:(?:back )?up|back)(?: again)?(?: (?:afterwards|after(?: that)?|again|later|otherwise|when [a-z' ]{2,24}"
    r"|in (?:the )?(?:gaps|pauses|between)|between [a-z ]{2,20}))?)"
    r"(?=\s*(?:$|[,.;!?]| and\b| then\b))"
)
_EDGE = Gated(
    r"\b(?:from|until|till|up to|before|after)"
    rf"(?P<aside> (?:(?:right |about )?(?:where|when) {_SOMEBODY}|i|we|he|she|they|someone|the (?:music|song|speech)) "
    r"(?:[a-z'-]+ ){0,5}[a-z'-]+(?: at|,| \(|, at| around|, around|, about) ?)"
    rf"(?={_TIME})"
)
_EDGE_ENDS = Gated(
    rf"\b(?:from|until|till|up to|before|after) [^,;!?\n]{{4,50}}[,(] ?{_TIME}(?P<close>[,)])"
    r"(?= (?:to|until|till|up to|on|onwards)\b)"
)
_IN_THE_WAY = Gated(
    r"(?P<aside>,? (?:because |since |as |cause |cos )?(?:they|it|that|this|those)(?:'re| are|'s| is)? "
    r"(?:now |currently |kind of |really |always )*(?:overlap|overlaps|overlapping|cover|covers|covering|hide|hides|hiding"
    r"|block|blocks|blocking|clash|clashes|collide|collides|interfere|interferes"
    r"|in the way of|getting in the way of|gets in the way of|hidden (?:by|behind)|covered by)(?: with)?"
    r" [^,.;!?\n]{2,40})(?=\s*(?:$|[,.;!?]))"
)
_BEHIND = (_CALLED, _PUT_THERE, _WHILE, _IN_THE_WAY)
_ALL = (_PART, _PART_TOLD, _PAREN, _POINT, _AFTER, _WHICH_IS, _NUMBERED, _NUMBERED_END, _BACK_UP, _EDGE, _EDGE_ENDS, *_BEHIND)


def relatives(normal: str) -> Iterator[tuple[int, int]]:
    """Where such words stand in the normal form of a message."""
    for pattern in _ALL:
        for found in pattern.finditer(normal):
            if pattern is _IN_THE_WAY and not normal[: found.start()].strip():
                continue
            yield from (found.span(name) for name in found.groupdict())
