"""Words that ask to stop a running export, told from edits, questions and postponed exports. Pure."""

import re
from dataclasses import dataclass

_EN_LEAD = (
    r"(?:(?:please|pls|ok|okay|no|wait|hey|oh|hmm|sorry|actually|just|now|then|so|but|well|"
    r"(?:can|could|would|will) you|i(?: would|'d)? (?:want|like|need) (?:you )?to|let'?s|go ahead and)\s+)*"
)
_EN_TAIL = r"(?:\s+(?:please|pls|now|right now|immediately|at once|asap|already|for me|thanks|thank you|instead|again|anyway|in progress))*"
_EN_WHICH = (
    r"(?:(?:the|my|this|that|these|those|all|both|every|any|each|an?|of|last|latest|first|current|running|ongoing|pending|queued|"
    r"previous|other|second|background|whole|video|mp4|final)\s+)*"
)
_EN = re.compile(
    _EN_LEAD + r"(?:cancel|stop|abort|halt|kill|end|quit|terminate|interrupt|scrap|drop|call off)\s+"
    + _EN_WHICH + r"(?:exports?|renders?|exporting|rendering)(?:\s+(?:jobs?|process|task|run))?"
    r"(?:\s+(?:it|this|that|of (?:it|this|that|the video)|(?:the|my|this|that) (?:video|clip|file|movie)))?" + _EN_TAIL,
    re.IGNORECASE,
)  # fmt: skip
_ZH_LEAD = (
    "(?:请|麻烦(?:你)?|帮我|帮忙|那(?:就)?|就|还是|我想|我要|快(?:点)?|赶紧|马上|立刻|立即|现在|算了|先|能不能|能|可以|可不可以|你|给我"
    "|請|給我|幫我|幫忙)*"
)
_ZH_VERB = "(?:取消|停止|中止|终止|終止|停掉|停下来?|停下|停了|停|中断|中斷|撤销|撤銷|结束|結束|打断|打斷|放弃|放棄)"
_ZH_THING = (
    "(?:这个|那个|这次|那次|這個|那個|正在(?:进行|運行|运行|跑|進行)?中?的?|进行中的|当前的?|當前的?|所有的?|全部的?|刚才的?|剛才的?|上一个|上次的?|"
    "后台的?|後台的?|我的|两个|兩個|视频的?|影片的?|其他的?)*"
    "(?:导出|渲染|導出|匯出|出片)(?:的)?(?:任务|任務|作业|工作|过程|进程|操作|视频|影片)*"
)  # fmt: skip
_ZH_TAIL = "(?:掉|吧|了|啊|呀|啦|一下|好吗|好嗎|行吗|可以吗|吗|嗎|谢谢|謝謝)*"
_ZH = re.compile(
    f"{_ZH_LEAD}(?:{_ZH_VERB}掉?{_ZH_THING}"
    f"|(?:把|将|將)?{_ZH_THING}(?:都|全|全部|先|给|給|给我)*{_ZH_VERB}){_ZH_TAIL}"
)
_BARE = re.compile(
    _EN_LEAD + r"(?:(?:cancel|stop|abort|halt|kill)(?: (?:it|this|that|everything))?"
    r"|(?:don'?t|do not) (?:export|render)(?: (?:it|this|that))?(?: (?:any ?more|after all))?)" + _EN_TAIL
    + f"|(?!先){_ZH_LEAD}(?:取消|停止|中止|终止|停|停下来?|停一下|(?:别|不要|不用?|別)再?(?:导出|渲染|導出|匯出))"
    + _ZH_TAIL,
    re.IGNORECASE,
)  # fmt: skip
_STOP = re.compile(
    _EN_LEAD + r"(?:stop|abort|halt|cancel)(?: (?:it|this|that|everything|waiting|checking))?" + _EN_TAIL
    + f"|{_ZH_LEAD}(?:取消|停止|停|停下|停下来|停一下|中止|别等了|不用等了|别查了){_ZH_TAIL}",
    re.IGNORECASE,
)  # fmt: skip
_IDLE = re.compile(
    r"(?:no|nope|wait|sorry|please|thanks|thank you|never ?mind(?: (?:the|that|this) (?:export|render))?|(?:i|i've|i have) changed my mind|"
    r"forget (?:it|about it)|hold on|my bad|oops|算了|等等|等一下|不|不对|不好意思|抱歉|我改主意了|谢谢|请)?",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|both|every|each|exports|renders|everything)\b|所有|全部|都|两个|兩個", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|latest|second|other|pending|queued)\b|最后|上一个|刚才|剛才|其他", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]{0,500}”|「[^」]{0,500}」|『[^』]{0,500}』|《[^》]{0,500}》|(?<!\w)'[^']*'(?!\w)")
_AND = "(?:and then|and|then|but)\\s+"
_BETWEEN = re.compile(rf"[,.;!?:，。；！？：、\n]+\s*(?:{_AND})?|(?<!\s)\s+{_AND}|然后|并且|而且|接着|之后|再|并|但是?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cancelling:
    """A wish to stop an export: the one at work, `every` one, or the `last` that was asked for; `rest` is what else the message asks."""

    rest: str
    every: bool
    last: bool


def cancelling(text: str, *, running: bool) -> Cancelling | None:
    """The wish in the words, or None. `running`: an export is at work, so a bare "stop", "cancel it" or "don't export" means it."""
    masked = _QUOTED.sub(lambda match: "\0" * len(match.group()), text.replace("’", "'"))
    asked: list[str] = []
    kept: list[tuple[int, int, int]] = []
    for start, end, following in _pieces(masked):
        words = masked[start:end].strip()
        if _EN.fullmatch(words) or _ZH.fullmatch(words) or (running and _BARE.fullmatch(words)):
            asked.append(words)
        elif not _IDLE.fullmatch(words):
            kept.append((start, end, following))
    if not asked or (kept and not any(_EN.fullmatch(words) or _ZH.fullmatch(words) for words in asked)):
        return None  # a bare word beside other wishes belongs to them
    rest = "".join(text[start:following] for start, _, following in kept[:-1]) + "".join(text[start:end] for start, end, _ in kept[-1:])
    said = " ".join(asked)
    return Cancelling(rest.strip(), every=bool(_EVERY.search(said)), last=bool(_LAST.search(said)))


def stops(text: str) -> bool:
    """Whether the message says nothing but to stop what is being done."""
    return _STOP.fullmatch(text.strip().rstrip(".!。！ ")) is not None


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """Start and end of each clause, and where the next one begins."""
    pieces, start = [], 0
    for gap in _BETWEEN.finditer(text):
        pieces.append((start, gap.start(), gap.end()))
        start = gap.end()
    return [*pieces, (start, len(text), len(text))]
