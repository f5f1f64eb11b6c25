"""The text of a title that only its capitals show: "my name in the corner, Dana Whitfield", "put SOLD OUT in the middle"."""

import re
from collections.abc import Iterator

from backend.director.gate import Gated
from backend.director.lexicon import lexicon
from backend.director.masks import Mask

_NAME_WORD = r"(?:(?:Mrs?|Ms|Dr|Prof|St|Sr|Jr)\.|[A-Z][A-Za-z'’-]*\.?|de|van|von|la|&|(?:to|the|for|of|in)(?= [A-Z]))"
_APPOSED = Gated(
    r"\b(?:[Nn]ames?|[Tt]itle|[Ll]ower[ -]third|[Hh]andle|[Tt]ext|[Bb]anner|[Ll]abel|[Nn]ame tag|[Cc]redits?|[Hh]eading|[Cc]hannel name"
    r"|[Dd]ate|[Pp]lace|[Ll]ocation"
    r"|[Aa]ddress|[Pp]rice|[Ss]core|[Tt]otal|[Dd]iscount|[Cc]ode|[Ww]ebsite|[Vv]enue|[Ss]logan|[Tt]agline)\b"
    r"(?! (?:off|away|out|gone)\b)[^,;:.!?\n]{0,60}[,:(]\s*(?:it's |that's |i\.e\. |which is )?"
    rf"(?P<t>[£$€]\d[\d.,]*\d|(?:\d{{1,2}}(?:st|nd|rd|th)? )?[A-Z][A-Za-z'’-]*\.?(?:,? \d{{1,4}}|,? {_NAME_WORD}){{1,4}})"
    r"(?=\s*(?:[,;)!?\n]|\.(?:\s|$)|$| (?:at|in|on|for|from|and|please|across|over)\b))"
)
_CALLED = Gated(
    r"\b(?:(?:[Mm]y|[Hh]er|[Hh]is|[Tt]heir|[Oo]ur|[Tt]he) (?:full |first |last |own )?names?(?:,|:| is| as|,? which is)?"
    r"|[Tt]itle|[Hh]eadline|[Hh]eading|[Bb]anner|[Ll]abel|[Tt]ext|[Ww]ords?"
    r"|[Cc]aption|[Ll]ower third|[Ss]logan|[Tt]agline|[Mm]otto|[Cc]hannel name|[Hh]andle|[Hh]ashtag)"
    rf" (?P<t>(?:(?:Mrs?|Ms|Dr|Prof|St)\. )?[A-Z][A-Za-z'’-]+(?: {_NAME_WORD}){{0,3}})"
    r"(?=\s*(?:[,;)!?\n]|\.(?:\s|$)|$| (?:at|in|on|for|from|and|please|across|over|to|as|with|pops?|appears?"
    r"|slides?|fades?|comes?|shows?|should|goes|types?|stays?|up|onto|top|bottom|lower|upper|centered)\b))"
)
_FIGURE = Gated(
    r"\b(?:date|price|score|time|number|code|phone number|year|temperature|distance)\b:? "
    r"(?P<t>[£$€]?\d[\d.,/:-]*\d ?(?:[£$€%°]|USD|EUR|km|kg|cm|am|pm)?)(?= (?:in|at|on|for|from) (?:the |\d)| top\b| bottom\b)"
)
_SAY = Gated(
    rf"(?:^|[.;!?,]\s|\band |\bthen |\bplease )[Ss]ay (?P<t>[A-Z0-9][A-Za-z0-9'’-]*(?:,? (?:{_NAME_WORD}|\d+)){{0,5}})"
    r"(?= (?:in|at|on|for|from|across|over) (?:the |big |white |red |yellow |\d|0:))"
)
_SHOUTED = Gated(
    r"\b(?:[Pp]ut|[Aa]dd|[Ww]rite|[Ss]how|[Tt]ext|[Tt]itle|[Ss]tick|[Ss]lap|[Ff]lash|[Dd]isplay|[Ss]ays?|[Tt]ype|[Ww]ords?|[Bb]ig|[Hh]uge|[Rr]ed|[Yy]ellow"
    r"|[Ww]hite|[Bb]old)\b:? "
    r"(?P<t>[A-Z][A-Z0-9'’&%$#!?-]*[A-Z!?](?:,? [A-Z0-9'’&%$#!?-]*[A-Z][A-Z0-9'’&%$#!?-]*| \d{2,4}(?=[!?\s]|$))*[!?]*)(?![A-Za-z0-9.])"
)
DETAIL = (
    r"(?=,? (?:(?:in|at|on|across|near) (?:the )?(?:very )?"
    r"(?:top|bottom|cent(?:er|re)|middle|upper|lower|left|right|screen|corner|start|beginning|end)\b"
    r"|(?:top|bottom|upper|lower)[ -](?:left|right|cent(?:er|re))\b|cent(?:ered|red)\b"
    r"|(?:for|during|in|over|on|within) (?:the )?(?:first |last |opening |final )?(?:(?:about )?\d|an? (?:second|minute|few|couple|half)"
    r"|one |two |three |four |five |six |ten |half )"
    r"|from (?:second )?\d|at \d+(?::\d\d| ?(?:s|secs?|seconds?|m|mins?|minutes?)\b)|at second \d|between \d|until \d|with an? "
    r"|in (?:an? )?(?:big|bold|large|small|huge|tiny|red|white|yellow|black|blue|green|orange|pink|purple|gold|gr[ae]y)\b"
    r"|as if\b|appear|pop(?:s|ping)? |slid(?:e|es|ing) |fad(?:e|es|ing) |typed|typing|coming|com(?:e|es) (?:up|in)"
    r"|show(?:s|ing)? up|letter by letter|the (?:whole|entire) (?:time|video|clip)))"
)
"""Before what tells where, when and how a text is to be seen."""
_PUT = Gated(
    r"(?:\b(?:[Pp]ut|[Ss]tick|[Ss]lap|[Dd]isplay|[Ss]how|[Ff]lash|[Hh]ave|[Ww]rite|[Tt]ype|[Pp]op|[Ss]uperimpose)(?: up)?"
    r"|(?:^|(?<=[.,;!?] )|(?<=and )|(?<=then ))[Tt]ext) "
    r"(?P<t>(?!(?:The|My|Our|It|Them|This|That|Some|Your|A|An) [a-z]|Clip|I\b)[A-Z0-9][\w'’&-]*[!?:]?"
    r"(?: (?:at \d+|of|and|the|to|in|on|for|&|[A-Z0-9][\w'’&%:#-]*[!?]?)){0,7}?|[A-Z][\w'’-]*(?: [a-z'’]+){1,4}!)" + DETAIL
)
_TIME = r"(?:\d{1,2}:\d\d(?::\d\d)?|\d+(?:\.\d+)?)(?: ?(?:s|secs?|seconds?|m|mins?|minutes?)\b)?"
_WHEN = rf"(?: (?:at|from|between) {_TIME}(?: ?(?:to|until|till|and|-|–) ?{_TIME})?| for {_TIME})+"
_ANOTHER = re.compile(
    rf"{_WHEN}(?:,? and(?: then)?|,? then|,) (?:(?:the )?(?:text|words?|title) )?"
    rf"(?P<t>(?![Tt]he [a-z]|I\b|\w+ (?:it|the|this|that|my|them)\b)"
    rf"[A-Z0-9][\w'’&-]*[!?]?(?: [\w'’&#-]+[!?]?){{0,5}}?)(?={_WHEN}\s*(?:$|[,.;!?]| and\b| then\b| please\b| pls\b| thanks\b))"
)


def listed_texts(text: str, end: int) -> Iterator[Mask]:
    """The further texts of "the text Step 1 at 0:05, Step 2 at 0:20 and Done at 0:40", behind the first, which ends at `end`."""
    while found := _ANOTHER.match(text, end):
        end = found.end("t")
        yield Mask("quote", found.start("t"), end, found["t"])


_ABBREVIATIONS = re.compile(
    r"(?:HD|UHD|FHD|QHD|TV|SD|4K|8K|HDR|FPS|BPM|LUFS|DB|MP[34]|MOV|PNG|JPE?G|GIF|PIP|VHS|VFX|SFX|AI|CC|BGM|BW|B&W|OK|I|A|EDM|RNB|R&B|DJ|CTA|URL"
    r"|QR|ASAP|PLS|LUT|PDF|VR|3D|2D|US|UK|EU|AC|ASMR|GPS|USB)[!?]*"
)


def named_texts(text: str) -> Iterator[Mask]:
    """The stretches of `text`, as written, that are a title by their capitals alone."""
    small = sum(c.islower() for c in text)
    for pattern in (_FIGURE, _SAY, _CALLED, _APPOSED, _PUT, _SHOUTED) if small else ():
        for found in pattern.finditer(text):
            said = found["t"]
            if pattern is _SHOUTED and (small < len(said) or _known(said)):
                continue
            words = re.findall("[A-Za-z]+", said)
            if pattern is _PUT and (not any(word[0].isupper() for word in words) or all(_read(word) for word in words)):
                continue
            yield Mask("quote", found.start("t"), found.end("t"), said.strip(" .,") if pattern is not _SHOUTED else said.strip())


_OWN = {"noun", "aspect", "genre", "mood", "look", "language", "motion", "style", "place", "size", "cmp", "colour", "neg", "only", "degree"}


def _known(said: str) -> bool:
    """Whether shouted words are the grammar's own: "add CAPTIONS", "put it in HD"."""
    words = re.findall(r"[A-Z0-9&]+", said)
    return all(_ABBREVIATIONS.fullmatch(word) for word in words) or all(_read(word) for word in words)


def _read(word: str) -> bool:
    words = lexicon()
    plain = word.lower()
    node = words.english.get(plain) or next((words.english[form] for form in words.base_forms(plain) if form in words.english), None)
    return node is not None and node.get("", ("", ""))[0] in _OWN
