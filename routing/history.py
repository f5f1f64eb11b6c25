"""Talk about the project's own history, which the editor answers: saved versions, what differs between them, which parts were cut out.

Whole wishes with their objects, since their words alone ("save", "show", "what changed") mean other things.
"""

import re
from collections.abc import Sequence
from functools import cache

_STATE = r"(?:versions?|checkpoints?|snapshots?)"
_NAMED = (
    "version", "checkpoint", "snapshot", "compare", "histor", "change", "differ", "since", "which", "what", "list", "show", "preview",
    "see", "draft", "dry", "版", "稿", "剪", "改", "比",
)  # fmt: skip
"""A clause without any of them is about something else; looked for one by one, which takes a third of the time of one pattern."""
_FILE = r"\.?(?:mp4|mov|webm|mkv|gif|avi)\b|\bfiles?\b|\bfolder\b|\bdesktop\b|\bdisk\b|\b(?:480|720|1080|1440|2160)p?\b|\b4k\b"
_PARTS = r"(?:cuts?|silences?|pauses?|gaps?|parts?|bits?|stretch(?:es)?|fillers?)"
_CUT = r"(?:cut|removed?|trimmed|taken? out|deleted|dropped)"
_ENGLISH = (
    rf"(?:save|store|keep|mark|remember|bookmark) (?:this|it|that|what we have)(?: state)? as (?:a |an |the )?(?:new )?{_STATE}\b",
    r"(?:save|store|keep|mark) (?:this|the current) (?:version|draft|state) as (?!a file|an? \w*video)\w",
    rf"(?:delete|remove|rename|discard|forget|drop) (?:(?:the|my|all|saved|of) )*{_STATE}\b",
    r"(?:save|make|set|create) (?:a|this|the current) (?:new )?(?:version|checkpoint|snapshot)(?: (?:called|named|as) \S.*)?$",
    rf"(?:list|show|see|display)(?: me)?(?: all)?(?: of)?(?: the| my| our)?(?: saved)? {_STATE}$",
    r"(?:name|call) (?:this|the current) version \w", r"^(?:please )?(?:save|store|load|restore|open) version \w+$",
    r"to (?:the )?(?:last )?saved (?:version|state)\b", r"(?:preview|dry[- ]run)(?: of)?(?: the)? (?:silence )?(?:cuts|silences|pauses)\b",
    r"^(?:please )?show(?: me)? the (?:pauses|silences)(?: first)?$",
    r"(?:which|what)(?: saved)? (?:versions|checkpoints|snapshots)\b",
    r"(?:go|get|switch|return|revert|take me|bring me)?\s?back to (?:the )?(?:last )?(?:saved )?(?:version|checkpoint|snapshot)\b",
    r"(?:changed?|different|differs?|done|new) (?:since|from|compared (?:to|with)) (?:the )?(?:\w+ )?"
    r"(?:version|original|draft|saved|last|\S+$)",
    r"^compare (?:\S+ ){1,3}(?:and|with|to|vs\.?) \S+",
    rf"(?:which|what)(?: {_PARTS})? (?:did you|have you|was|were|has been|have been) {_CUT}(?: out)?(?: so far)?$",
    rf"(?:show|list|see|display)(?: me)?(?: all)?(?: the| my| your)?(?: list of)? (?:cuts|cut list|{_CUT} {_PARTS}|edit history|history)\b",
    r"^what (?:did|have) (?:i|you|we) changed?(?: so far)?$",
)
_CHINESE = (
    r"(?:存|保存|记|标记)(?:为|成|作|下|个|一个)*(?:新)?版本", r"(?:这版|这一版|这个版本|当前版本|现在这版)(?:先)?(?:存|保存|另存|记)",
    r"(?:存|保存)(?:为|成)\S{0,12}稿", r"(?:把|将)现在的?版本(?:先)?(?:存|保存)", r"存了(?:哪些|什么|几个)版本",
    r"从\S{1,12}到现在(?:都)?改了", r"(?:要|会|准备|打算)剪(?:掉)?(?:哪些|哪里|什么|的$)",
    r"(?:列出|显示|查看|看看?|有)(?:所有|哪些|什么|我的|保存的|存的|过|的)*版本", r"版本列表",
    r"(?:和|跟|与|比起)\S{1,16}(?:相)?比(?:较|起来|一下)?,?(?:我|你)?(?:都)?(?:改|变|有|多|差)",
    r"(?:比较|对比)\S{1,12}(?:和|与|跟)\S{1,12}",
    r"(?:删除|删掉|去掉|移除|清空).{0,8}版本", r"版本\S{1,20}(?:删|改名|重命名|改叫)", r"重命名版本",
    r"剪(?:掉)?了(?:哪些|什么|哪里|哪儿|哪几处)", r"(?:列出|显示|看看?|查看).{0,4}剪(?:掉|了)的",
    r"^[我你](?:都)?改了(?:哪些|什么)", r"(?:剪辑|修改|编辑)(?:历史|记录)",
)


@cache
def _about(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def named(text: str) -> tuple[str, ...]:
    """The words of a message, in small letters, without which no clause of it is about its history."""
    return tuple([word for word in _NAMED if word in text])


def about_history(clause: str, near: Sequence[str] = _NAMED) -> bool:
    """Whether a clause, in small letters and without the marks around it, is about versions, their differences or what was cut.

    `near` is what `named` found in its message.
    """
    for word in near:
        if word in clause:
            break
    else:
        return False
    if not clause.isascii() and _about(_CHINESE).search(clause):
        return True
    return _about(_ENGLISH).search(clause) is not None and re.search(_FILE, clause) is None


_QUOTED_NAME = (
    r"(?:please )?(?:save|store|keep|mark|bookmark|remember) (?:this|it|that)(?: cut| edit| state| one)? as "
    r"[\"“‘「『'](?P<name>[^\"”’」』'.\n]{1,60})[\"”’」』']\s*(?:please|now|for now|thanks|for me)?\s*(?=$|[,;:!?.]|and\b|then\b|but\b)",
)


_SINCE = (
    r"\bwhat(?:'s| has| is)? (?:changed|different|new) (?:since|from|compared (?:to|with)) "
    r"(?!(?:yesterday|last (?:week|time|night)|then)\b)"
    r"[^,;.!?\n]{1,40}(?=\s*(?:[?.!,;]|$))",
)


def compares(text: str) -> tuple[int, int] | None:
    """Where a message, in small letters, asks what changed since a named state: whatever words that name is made of."""
    found = _about(_SINCE).search(text) if "what" in text and ("since" in text or "from" in text or "compared" in text) else None
    return found.span() if found and not re.search(r"\b(?:and|then)\b", found[0]) else None


def names_a_version(text: str, start: int) -> bool:
    """Whether a message, from one of its clauses on, saves under a quoted name that is no file: `save this as "client review"`."""
    if not text[start : start + 8].casefold().startswith(("save", "store", "keep", "mark", "bookmark", "remember", "please")):
        return False
    found = _about(_QUOTED_NAME).match(text[start:].casefold())
    return found is not None and re.search(_FILE, found["name"]) is None
