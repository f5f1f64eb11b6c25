"""What is only praised or thanked for: "love the zoom", "the captions turned out great", 字幕很好看. It asks for nothing."""

import re

from backend.director.clauses import Clause

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
    "(?:我|我们|大家|朋友|老板|客户)?(?:觉得|都|很|真的|超|特别|非常|挺)*(?:喜欢|爱了|满意)(?:这个|那个|你加的|你的|现在的)?[\u3400-\u9fffa-z]{1,6}"
    "|(?:这个|那个|你加的|现在的)?[\u3400-\u9fffa-z]{1,6}?(?:做得|弄得|加得|用得|选得)?(?:真|很|太|挺|特别|非常|超)(?:好|棒|赞|好看|好听|漂亮|完美|合适|满意|不错)(?:了|的|哦|啊)?"
    "|(?:这个|那个|你加的|现在的)?[\u3400-\u9fffa-z]{1,6}?(?:还|都|已经|真的)?(?:不错|没问题|刚刚好|正好|还可以|(?<!就)可以了|就这样|还行|(?<![点些]就)够了)(?:吧|了|哦|啊|的)?"
    "|(?:谢谢|感谢)(?:你)?(?:加的|做的|的)?[\u3400-\u9fffa-z]{1,6}"
)
_VALUES = {
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
}
_HOLDS = _VALUES | {"neg"}
_CUE = re.compile(
    r"\b(?:love|like|ador|enjoy|nice|great|good|perfect|lovely|awesome|amazing|than[kx]|thx|cheers|kudos|happy|pleased|delight|thrill|fine|ok"
    r"|beaut|excellent|fantastic|brilliant|wonderful|superb|cool|well|spot on|gorgeous|exactly|wow)"
    r"|喜欢|爱|满意|好|棒|赞|漂亮|完美|合适|不错|谢|没问题|刚|可以|就这样|还行|够了"
)


def may_praise(text: str) -> bool:
    """Whether a word of praise is in a message at all."""
    return _CUE.search(text) is not None


_OF_THE_DONE = re.compile("^(?:谢|感谢)|[做弄加配选]得")


def praises(words: str, clause: Clause) -> bool:
    """Whether a clause, `words` up to the next mark, is praise and no more; one with a value of its own ("I like it red") is a wish."""
    said = words.strip()
    if said.isascii():
        return not clause.kinds & _HOLDS and _ENGLISH.fullmatch(said) is not None
    acts = sum(t.kind == "verb" and t.name in ("add", "make", "replace") for t in clause.tokens) and not _OF_THE_DONE.search(said)
    named = sum(t.kind in ("noun", "verb", "motion", "look") and t.name not in ("pronoun", "add", "make") for t in clause.tokens)
    return not clause.kinds & _VALUES and not acts and named < 2 and _CHINESE.fullmatch(said) is not None
