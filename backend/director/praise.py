"""What is only praised or thanked for: "love the zoom", "the captions turned out great", 字幕很好看. It asks for nothing."""

import re

_THING = r"(?:the |this |that |these |those |your |my |our |how |what )(?:[a-z0-9&'-]+ ?){1,5}?"
_FINE = (
    r"(?:great|perfect(?:ly)?|lovely|awesome|amazing|good|nice|fine|ok|okay|beautiful|excellent|fantastic|brilliant|wonderful|superb|cool"
    r"|well|spot on|gorgeous|exactly (?:what|how|as) [a-z' ]+)"
)
_VERY = r"(?:really |so |just |all |very |pretty |quite |already |absolutely |super |simply )*"
_ENGLISH = re.compile(
    rf"(?:wow|oh|haha|yes|yeah|thanks|thank you|cool|great|nice|ok|okay|well|and|but)?[,! ]*(?:"
    rf"(?:i |we |everyone |everybody |they |people |(?:my|our|the) [a-z]+ )?{_VERY}(?:love[sd]?|adores?|like[sd]?|enjoy(?:ed|s)?) {_THING}"
    rf"|(?:nice|great|good|excellent|lovely|amazing|awesome|brilliant|fantastic) (?:job|work|touch|one|choice)(?: (?:on|with|of) {_THING})?"
    rf"|(?:thanks|thank you|thx|cheers|kudos)(?: so much| a lot| again)? for {_THING}"
    rf"|(?:i'm|i am|we're|we are|(?:my|our|the) [a-z]+ (?:is|are)) {_VERY}(?:happy|pleased|delighted|thrilled) (?:with|about) {_THING}"
    rf"|(?:wow|oh|ooh|yay|whoa), {_THING}"
    rf"|{_THING} (?:is|are|was|were|looks?|looked|sounds?|feels?|works?|worked|turned out|came out|turn out|come out) {_VERY}{_FINE}"
    rf")(?: now| too| here| already| this way| as (?:it|they) (?:is|are))*[.! ]*"
)
_CHINESE = re.compile(
    "(?:我|我们|大家|朋友|老板|客户)?(?:觉得|都|很|真的|超|特别|非常|挺)*(?:喜欢|爱了|满意)(?:这个|那个|你加的|你的|现在的)?[\u3400-\u9fff]{1,6}"
    "|(?:这个|那个|你加的|现在的)?[\u3400-\u9fff]{1,6}?(?:真|很|太|挺|特别|非常|超)(?:好|棒|赞|好看|好听|漂亮|完美|合适|满意|不错)了?"
    "|(?:谢谢|感谢)(?:你)?(?:加的|做的|的)?[\u3400-\u9fff]{1,6}"
)
_VALUES = (
    "colour",
    "size",
    "place",
    "cmp",
    "pct",
    "dur",
    "quote",
    "factor",
    "range",
    "file",
    "db",
    "aspect",
    "ratio",
    "head",
    "tail",
    "style",
)
_HOLDS = {*_VALUES, "neg"}
_CUE = re.compile(
    r"\b(?:love|like|ador|enjoy|nice|great|good|perfect|lovely|awesome|amazing|than[kx]|thx|cheers|kudos|happy|pleased|delight|thrill|fine|ok"
    r"|beaut|excellent|fantastic|brilliant|wonderful|superb|cool|well|spot on|gorgeous|exactly|wow)"
    r"|喜欢|爱|满意|好|棒|赞|漂亮|完美|合适|不错|谢"
)


def may_praise(text: str) -> bool:
    """Whether a word of praise is in a message at all."""
    return _CUE.search(text) is not None


def praises(words: str, kinds: set[str]) -> bool:
    """Whether a clause, `words` up to the next mark, is praise and no more; one with a value of its own ("I like it red") is a wish."""
    if kinds & _HOLDS:
        return False
    said = words.strip()
    return (_ENGLISH if said[:1].isascii() else _CHINESE).fullmatch(said) is not None
