"""Words that sound like an edit and ask for none: when the result is needed, what is kept free, what happens by itself."""

from collections.abc import Iterator

from backend.director.gate import Gated

_NUMBER = r"(?:\d+(?:\.\d+)?|an?|half an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|sixty|a couple of|a few)"
_LASTING = rf"{_NUMBER}[ -]?(?:s|secs?|seconds?|m|mins?|minutes?|hours?|hrs?)\b"
_HAN_LASTING = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十半]+)个?(?:分钟|秒钟?|小时|半小时)"
_DEADLINE = Gated(
    r"\b(?:(?:export|render|deliver|process|complete|send)(?: (?:it|this|that|the (?:video|file|thing|whole thing)|everything))?"
    r"|(?:can|could|will|would|please|must|should) (?:you |we )?(?:be )?(?:finish(?:ed)?|done|ready|through)"
    r"(?: (?:it|this|that|up|everything))?"
    r"|(?:get|have|want|need|give|send|hand) (?:it|this|that|everything)(?: all)?"
    r" (?:back|done|ready|finished|exported|rendered|over|delivered|to (?:me|us|him|her|them|my boss|the client))"
    r"|(?:i|we)(?:'ll| will)? (?:really |do )?need (?:it|this|that))(?: (?:back|done|ready|to me|to us|for me|please|out))*"
    rf"(?P<aside> (?:in|within|inside)(?: (?:under|less than|about|around|the next|at most|roughly|just|only|of))* {_LASTING}"
    r"(?: (?:or (?:less|so|faster|sooner|under)|max|tops|at most))?)"
    r"(?! (?:of|speed|at|long|slow)\b)"
)
_HAN_DEADLINE = Gated(
    rf"(?<![剪在到成于缩为持])(?P<aside>{_HAN_LASTING}(?:之内|以内|内|之?后|以后)(?:就|必须|得|要|能|可以)*)"
    r"(?=导出|给我|发我|发给|弄好|弄完|做好|做完|搞定|完成|出片|出结果|交|(?:要|就)?用(?:[,，。!]|$)|要(?:[,，。!]|$))"
)
_HURRY = Gated(
    r"(?:^|(?<=[,.;!?\n] )|(?<=[,.;!?\n]))(?P<aside>(?:please )?(?:hurry(?: up)?|be quick|make it snappy|quick(?:ly)?)(?: please)?)"
    r"(?=\s*(?:$|[,.;!?\n]))"
)
_HAN_HURRY = Gated(
    r"(?:要用|急|赶|等着|导出|交|马上)[^。;!?\n]{0,6}?[,，](?P<aside>快(?:一?点儿?|些)|赶紧的?)(?=\s*(?:$|[,.;!?，。；！？\n]))"
)
_FOR_IT = (
    r"for (?:the |my |our |an? |some |your )?(?:(?:end|closing|final|opening|rolling|title|sponsor'?s?) )*"
    r"(?:credits?|cards?|logos?|titles?|text|outro|intro|names?|end ?cards?|screen|thanks"
    r"|cta|call to action|sponsors?|disclaimers?|subscribe[a-z ]*)\b"
)
_FREE = Gated(
    r"\b(?P<aside>(?:save|leave|reserve|hold|spare|keep) (?:the |my )?(?:very )?(?:first|last|final|opening|closing)"
    rf"(?: (?:{_LASTING}|bit|part|moments?))?(?: (?:free|empty|open|clear|blank))? {_FOR_IT})"
)
_FREE_AT_AN_END = Gated(
    rf"\b(?P<aside>(?:save|leave|reserve|keep) (?:about )?{_LASTING}(?: (?:free|empty|open|clear|blank))?"
    r" (?:at|in|on) the (?:very )?(?:end|start|beginning)"
    rf" {_FOR_IT})"
)
_HAN_FREE = Gated(
    rf"(?P<aside>(?:把)?(?:前|最后|开头|结尾|片头|片尾|后)(?:面)?的?(?:{_HAN_LASTING}|\d+秒)(?:的?(?:位置|时间|空间))?(?:先|都)?"
    r"(?:预?留给|留出来给?|留着放|空出来(?:给|放)?|预留(?:给|出来)?)[^,，。;；!！?？\n]{0,10})"
)
_BY_ITSELF = Gated(
    r"(?P<aside>\b(?:after|when|once|as soon as|until|till|before) (?:the|my|our|that|this) (?:[a-z]+ )?"
    r"(?:titles?|logo|text|captions?|picture|image|heading|name) (?:has |have )?(?:fades?|faded)(?: (?:out|away|in|off))?\b)"
)
_EVERY = (_DEADLINE, _HAN_DEADLINE, _HURRY, _HAN_HURRY, _FREE, _FREE_AT_AN_END, _HAN_FREE, _BY_ITSELF)


def set_apart(normal: str) -> Iterator[tuple[int, int]]:
    """Where such words stand in the normal form of a message."""
    for pattern in _EVERY:
        for found in pattern.finditer(normal):
            yield found.span("aside")
