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
    "|等等|等一下|請|給我|幫我|幫忙)*"
)
_ZH_VERB = "(?:取消|停止|中止|终止|終止|停掉|停下来?|停一下|停了|停|中断|中斷|撤销|撤銷|结束|結束|打断|打斷|放弃|放棄)"
_ZH_THING = (
    "(?:这个|那个|这次|那次|這個|那個|正在(?:进行|運行|运行|跑|進行)?中?的?|进行中的|当前的?|當前的?|所有的?|全部的?|刚才的?|剛才的?|上一个|上次的?|"
    "后台的?|後台的?|我的|两个|兩個|视频的?|影片的?|其他的?)*"
    "(?:导出|渲染|導出|匯出|出片)(?:的)?(?:任务|任務|作业|工作|过程|进程|操作|视频|影片)*"
)  # fmt: skip
_ZH_TAIL = "(?:掉|先|吧|了|啊|呀|啦|一下|好吗|好嗎|行吗|可以吗|吗|嗎|谢谢|謝謝)*"
_ZH = re.compile(
    f"{_ZH_LEAD}(?:{_ZH_VERB}掉?{_ZH_THING}"
    f"|(?:把|将|將)?{_ZH_THING}(?:都|全|全部|先|给|給|给我)*{_ZH_VERB}){_ZH_TAIL}"
)
_STOP = re.compile(
    _EN_LEAD + r"(?:(?:stop|abort|halt|cancel)\s+)*(?:stop|abort|halt|cancel|kill|pause)"
    r"(?:\s+(?:it|this|that|everything|waiting|checking|doing (?:it|this|that)))?" + _EN_TAIL
    + f"|{_ZH_LEAD}(?:暂停|暫停|停+(?:一下|一停|下来?|止|掉)?|取消|中止|终止|終止|打住|别等了?|不用等了?|别查了?){_ZH_TAIL}",
    re.IGNORECASE,
)  # fmt: skip
_NOT = re.compile(
    _EN_LEAD + r"(?:don'?t|do not|pause|hold(?: off)?(?: on)?|skip|no(?: more)?|never ?mind|forget(?: about)?)\s+"
    r"(?:(?:the|this|that|any)\s+)?(?:exports?|exporting|renders?|rendering)"
    r"(?:\s+(?:it|this|that|(?:the|my|this|that) (?:video|clip|file)))?"
    r"(?:\s+(?:yet|just yet|now|for now|any ?more|after all|first))?" + _EN_TAIL
    + f"|{_ZH_LEAD}我?先?(?:别|別|不要|不用|不必|不想|不|甭)(?:再|要|想)?(?:给我)?"
    f"(?:导出?|導出?|匯出|渲染?|输出|出片|做|弄|搞)(?:它|这个|视频|片子)?{_ZH_TAIL}|{_ZH_LEAD}暂停{_ZH_THING}{_ZH_TAIL}",
    re.IGNORECASE,
)  # fmt: skip
_IDLE = re.compile(
    r"(?:no|nope|wait|sorry|please|thanks|thank you|never ?mind|nvm|(?:i|i've|i have) changed my mind|"
    r"forget (?:it|about it)|hold on|my bad|oops|算了|等等|等一下|不|不对|不好意思|抱歉|我改主意了|谢谢|请)?",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|both|every|each|exports|renders|everything)\b|所有|全部|都|两个|兩個", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|latest|second|other|pending|queued)\b|最后|上一个|刚才|剛才|其他", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]{0,500}”|「[^」]{0,500}」|『[^』]{0,500}』|《[^》]{0,500}》|(?<!\w)'[^']*'(?!\w)")
_AND = "(?:and then|and|then|but)\\s+"
_BETWEEN = re.compile(
    rf"[,.;!?:，。；！？：、\n]+\s*(?:{_AND})?|(?<!\s)\s+{_AND}|然后|并且|而且|接着|之后|(?<![别別不要想])再|并|但是?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cancelling:
    """A wish to stop an export: the one at work, `every` one, or the `last` that was asked for; `rest` is what else the message asks."""

    rest: str
    every: bool
    last: bool


def cancelling(text: str, *, running: bool, waiting: bool = False) -> Cancelling | None:
    """The wish in the words, or None.

    `running`: an export is at work, so a bare "stop", "cancel it" or "don't export" means it. `waiting`: it is what the person waits for,
    so a bare "stop" means it also where an edit follows.
    """
    masked = _QUOTED.sub(lambda match: "\0" * len(match.group()), text.replace("’", "'"))
    asked: list[str] = []
    bare: list[str] = []
    kept: list[tuple[int, int, int]] = []
    for start, end, following in _pieces(masked):
        words = masked[start:end].strip()
        if _EN.fullmatch(words) or _ZH.fullmatch(words) or (running and _NOT.fullmatch(words)):
            asked.append(words)
        elif running and _STOP.fullmatch(words):
            (bare if kept else asked if waiting else bare).append(words)
        elif not _IDLE.fullmatch(words):
            kept.append((start, end, following))
    if not (asked or (bare and not kept)):
        return None  # a bare word beside other wishes belongs to them
    rest = "".join(text[start:following] for start, _, following in kept[:-1]) + "".join(text[start:end] for start, end, _ in kept[-1:])
    said = " ".join((*asked, *bare))
    return Cancelling(rest.strip(), every=bool(_EVERY.search(said)), last=bool(_LAST.search(said)))


def stops(text: str) -> bool:
    """Whether the message says nothing but to stop what is being done."""
    pieces = [text[start:end].strip() for start, end, _ in _pieces(text)]
    return any(_STOP.fullmatch(words) for words in pieces) and all(_STOP.fullmatch(words) or _IDLE.fullmatch(words) for words in pieces)


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """Start and end of each clause, and where the next one begins."""
    pieces, start = [], 0
    for gap in _BETWEEN.finditer(text):
        pieces.append((start, gap.start(), gap.end()))
        start = gap.end()
    return [*pieces, (start, len(text), len(text))]
