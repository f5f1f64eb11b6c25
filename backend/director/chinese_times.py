"""Chinese times whose words stand apart: 从10秒剪到20秒, 10秒和20秒之间, 从10秒开始，前面的不要."""

from backend.director.folding import TIME, Fold
from backend.director.tokens import Token

_TO_A_LENGTH = {"lengthen", "shorten", "fit", "make", "move", "start_at", "end_at", "export", "increase", "decrease", "add"}
"""Verbs whose 到 names how long or how much it becomes, not where a stretch ends."""
_ALONE = {"remove", "cut", "trim", "keep"}
"""Verbs that may stand between two times without 从."""


def verb_between(fold: Fold) -> bool:
    """从10秒剪到20秒, 从5秒模糊到8秒: the verb stands between the ends of its stretch."""
    lead = 1 if fold.is_(0, "from") else 0
    first, verb = fold.time(lead), fold.peek(lead + 1)
    if first is None or verb is None or verb.kind != "verb" or fold.word(lead + 1).isascii():
        return False
    joined = 1 if fold.word(lead + 1).endswith("到") else 2 if fold.is_(lead + 2, "to") else 0
    last = fold.time(lead + 1 + joined) if joined else None
    if last is None or not {first.kind, last.kind} <= TIME or float(last.value) <= float(first.value):
        return False
    if verb.name in _TO_A_LENGTH or not (lead or verb.name in _ALONE):
        return False
    fold.put("range", (float(first.value), float(last.value)), lead + 2 + joined)
    fold.out.append(verb)
    return True


_PLAYED = ("播", "放", "播放", "讲", "说", "演", "唱", "拍", "走", "看")


def played_to(fold: Fold) -> bool:
    """从10秒播到40秒: what happens between the two is no wish."""
    if not fold.is_(0, "from") or fold.word(2).removesuffix("到") not in _PLAYED:
        return False
    first, joined = fold.time(1), 0 if fold.word(2).endswith("到") else 1
    last = fold.time(3 + joined)
    if first is None or last is None or not {first.kind, last.kind} <= TIME or (joined and not fold.is_(3, "to")):
        return False
    return fold.put("range", (float(first.value), float(last.value)), 4 + joined)


_SHOWN = ("进", "进来", "进场", "出现", "出来", "显示", "开始", "弹出")
_GONE = ("消失", "不见", "隐藏", "退场", "收起", "收掉", "拿掉", "没了", "离开")


def shown_and_gone(fold: Fold) -> bool:
    """20秒出来25秒消失: from when to when; 3秒后消失: how long."""
    first = fold.time(0)
    if first is None or first.kind not in TIME:
        return False
    if fold.is_(1, "after") and fold.word(2) in _GONE and first.kind == "dur":
        return fold.put("dur", float(first.value), 3)
    later = 2 if fold.kind(1, {"sep"}) else 1
    last = fold.time(later)
    if last is None or last.kind not in TIME or fold.word(later + 1) not in _GONE:
        return False
    between = fold.normal[first.end : last.start].strip(" ,，、到了")
    return between in _SHOWN and fold.put("range", (float(first.value), float(last.value)), later + 2)


_BETWEEN = ("之间", "之间用")


def between_behind(fold: Fold, used: int) -> int:
    """How many tokens a range of `used` tokens takes with the 之间 behind it."""
    return used + 1 if fold.word(used) in _BETWEEN else used


def parted_by_and(fold: Fold, middle: int) -> bool:
    """10秒和20秒之间: the "and" stands for "to" where "between" follows."""
    return fold.kind(middle, {"sep"}) and fold.is_(middle, "and") and fold.word(middle + 2) in (*_BETWEEN, "中间")


_BEFORE = ("前面", "前面的", "之前", "之前的", "以前的", "前面的都", "前头的")


def all_before(fold: Fold) -> bool:
    """从10秒开始，前面的不要: what is before the moment just named."""
    onset = fold.out[-1] if fold.out else None
    if onset is None or onset.name != "onset" or not fold.kind(0, {"sep"}) or not fold.is_(0, "comma"):
        return False
    gone = next((i for i in (2, 3) if fold.is_(i, "remove")), 0)
    if fold.word(1) not in _BEFORE or not gone:
        return False
    start = float(onset.value[0] if onset.kind == "range" else onset.value)
    fold.out[-1] = Token("range", "range", onset.start, onset.end, (0.0, start))
    fold.at += 2
    return True


def tail_beside_head(fold: Fold) -> bool:
    """前2秒和后3秒, 后3秒剪掉: behind a stretch at the start or first of all, 后 names one at the end, not "after"."""
    if fold.word(0) != "后" or not fold.kind(1, {"dur"}):
        return False
    before = [t for t in fold.out[-2:] if t.kind != "sep" or t.name not in ("and", "comma")]
    opens = not fold.out or fold.out[-1].kind in ("sep", "verb")
    if not (before and before[-1].kind == "head") and not opens:
        return False
    return fold.put("tail", float(fold.tokens[fold.at + 1].value), 2)


def begins_with(fold: Fold) -> bool:
    """开始三秒打上“早”: at the head of a clause, 开始 before a length is the beginning."""
    opens = not fold.out or fold.out[-1].kind in ("sep", "verb")
    if not opens or fold.word(0) != "开始" or not fold.kind(1, {"dur"}):
        return False
    return fold.put("head", float(fold.tokens[fold.at + 1].value), 2)


def beyond(fold: Fold) -> bool:
    """在20秒之前, 在30秒以后: a stretch, not the moment that bounds it."""
    time, after = fold.peek(1), fold.is_(2, "after", "onward")
    if time is None or time.kind not in TIME or not (after or fold.is_(2, "before")) or fold.word(2).isascii():
        return False
    return fold.put("range", (float(time.value), None) if after else (0.0, float(time.value)), 3)


def opened_and_ended(fold: Fold) -> bool:
    """从1分5秒开始，到2分半结束: one stretch, though a comma stands between its ends."""
    lead = 1 if fold.is_(0, "from") else 0
    first, comma = fold.time(lead), lead + 2
    if first is None or not fold.is_(lead + 1, "start_at", "from") or not fold.kind(comma, {"sep"}) or not fold.is_(comma, "comma"):
        return False
    last = fold.time(comma + 2) if fold.is_(comma + 1, "to") else None
    if last is None or not {first.kind, last.kind} <= TIME or float(last.value) <= float(first.value):
        return False
    return fold.put("range", (float(first.value), float(last.value)), comma + 4 if fold.is_(comma + 3, "end_at") else comma + 3)


_TIMED = TIME | {"num"}


def chinese_stretch(fold: Fold) -> bool:
    """Any of these stretches; nothing in a text without Chinese."""
    if fold.ascii:
        return False
    first = fold.tokens[fold.at]
    if first.kind in _TIMED:
        return verb_between(fold) or shown_and_gone(fold) or opened_and_ended(fold)
    if first.kind == "sep":
        return first.name == "comma" and all_before(fold)
    if first.name == "at" or (first.name == "exactly" and fold.kind(1, TIME)):
        return first.kind == "rel" and beyond(fold)
    if first.name == "from":
        return played_to(fold) or verb_between(fold) or opened_and_ended(fold)
    return (first.name in ("after", "last") and tail_beside_head(fold)) or (first.name == "start_at" and begins_with(fold))
