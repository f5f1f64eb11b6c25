"""Why something is to go: 第二段太暗了，删掉 · 20秒到28秒删了，太吵 · 前五秒因为说错了，删了. A reason asks for nothing itself."""

import re

from backend.director.clauses import Clause
from backend.director.tokens import Token

_STRETCHES = {"range", "head", "tail", "ord", "part", "mid", "until"}
_TAKES = {"remove", "cut", "trim"}
_BESIDE = {"polite", "degree", "only"}
_HELD = {"music", "caption", "title", "logo", "transition", "filler", "chapter", "pip", "image", "fade"}
"""Things that could be what goes instead of the stretch."""
_THERE = ("clip", "same_range", "all")
_SHOWN = {"blur", "mute", "loop", "speak", "freeze", "zoom_in", "flip", "add", "slow_down", "speed_up", "start_at", "cut"}
"""Verbs that may tell what is seen or heard: 挡住镜头, 没声音, 跟前面重复."""
_WHY = re.compile(
    r"^[\s,]*(?:的|那段|这段|那里|里)*(?:因为|由于|主要是|主要)?(?:实在|有点儿?|有些|都|全|又|还)*"
    r"(?:有(?!一?点(?!儿)|些)|没|在|正在|跟|和前|我|他|她|人|是|拍|说|讲|录|卡|忘|太|很|好|不|手|镜头|画面|声音|狗|风|语速|曝光|过曝|抖|晃|糊|黑|吵|暗)"
)
_WISHES = re.compile(r"把|请|帮|麻烦|希望|应该|需要|想|(?<!不)要|改|加|调|配|(?<!有)一?[点些](?:$|[,。!])|别|可以")
_OF_THE_WHOLE = re.compile("画面|(?<!没)(?<!没有)声音|音量|整[体个片条段]|全片|视频|影片|片子|亮度|颜色|人声|原声|其[他余]|剩|后面|还有|也")
_USELESS = re.compile(
    r"(?:[这那]段|那里|的|都|是|有点儿?|完全|纯属|太|挺)*(?:多余|没(?:什么|啥)?用|没(?:什么|啥)?意义|不需要|用不着|不重要|废话)"
)
_RESULT = re.compile("[到进成](?!底)[^,]{1,4}了?$")
_CURED = ("去", "消", "降", "清", "除", "减")


def without_reasons(normal: str, clauses: list[Clause]) -> list[Clause]:
    """The clauses with reasons left out; a stretch told of and then taken out is one wish."""
    if normal.isascii():
        return _told_then_taken(normal, clauses)
    kept: list[Clause] = []
    for clause in clauses:
        before, earlier = kept[-1] if kept else None, kept[-2] if len(kept) > 1 else None
        if before is not None and _only_takes(clause) and clause.joiner == "comma":
            told = _told_of(normal, before, clause)
            if told is not None:
                kept[-1] = Clause([told, *clause.tokens], before.joiner)
                continue
            said_why = earlier is not None and before.joiner == "but" and "因为" in normal[earlier.end : before.start]
            if earlier is not None and said_why and _only_named(earlier):
                kept[-2:] = [Clause([*earlier.tokens, *clause.tokens], earlier.joiner)]
                continue
        parted = before is not None and clause.joiner in ("comma", "only") and takes_a_stretch(before)
        if before is not None and parted and (_why(normal, clause) or _says_again(before, clause)):
            continue
        behind = before is not None and clause.joiner in ("comma", "stop", "but")
        if before is not None and behind and (_too_loud_to_stay(normal, before, clause) or _told_why(normal, before, clause)):
            continue
        if before is not None and before.joiner == "but" and takes_a_stretch(clause) and _because(normal, kept):
            kept.pop()
        kept.append(clause)
    return kept


_IS_SO = re.compile(
    r" ?(?:'s|is|are|was|were|looks?|sounds?|feels?|has|have|had|(?:it|that|there|this)(?:'s| is| was)"
    r"|(?:i|we|he|she|they)(?:'m|'re| am| are| was| were| is)?)\b"
)
_THERE_IS = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|also|oh|um|hey|hi|well|but),? )*(?:there(?:'s| is| are| was| were)|an?|some|that|this|i (?:have|got|left))\b"
)
_USELESS_EN = re.compile(
    r" (?:is|are|was|were)(?: just| all| complete(?:ly)?| total(?:ly)?| pure| absolute(?:ly)?)*"
    r" (?:garbage|rubbish|trash|junk|crap|useless|unusable)\b"
)


def _told_then_taken(normal: str, clauses: list[Clause]) -> list[Clause]:
    """ "From 0:20 on everything is out of focus, cut that", "a long gap from 0:40 to 0:52, take it out", "… is garbage"."""
    kept: list[Clause] = []
    for clause in clauses:
        before = kept[-1] if kept else None
        if before is not None and clause.joiner in ("comma", "dash", "stop", "and", "then", "but") and _takes_it(clause):
            stretch = _stretch_told(normal, before)
            if stretch is not None:
                taken = [t for t in clause.tokens if t.kind != "noun"]
                kept[-1] = Clause([stretch, *taken], before.joiner)
                continue
        kept.append(clause)
    for clause in kept:
        stretch = _stretch_told(normal, clause) if "verb" not in clause.kinds else None
        if stretch is not None and _USELESS_EN.match(normal, stretch.end):
            clause.tokens[:] = [Token("verb", "remove", stretch.start, stretch.start), stretch]
            clause.refresh()
    return kept


def _takes_it(clause: Clause) -> bool:
    """Whether the clause is "cut that", "take it out"."""
    verbs = [t for t in clause.tokens if t.kind == "verb"]
    nouns = [t for t in clause.tokens if t.kind == "noun"]
    return (
        clause.kinds <= {"verb", "noun", "polite", "particle", "degree"}
        and len(verbs) == 1
        and verbs[0].name in ("remove", "cut")
        and bool(nouns)
        and all(t.name in ("pronoun", "same_range") for t in nouns)
    )


def _stretch_told(normal: str, clause: Clause) -> Token | None:
    """The only stretch of a clause that tells something of it, and names nothing else that could go."""
    stretches = [t for t in clause.tokens if t.kind in ("range", "head", "tail")]
    if (
        len(stretches) != 1
        or clause.kinds & {"quote", "file", "ord", "point", "clock", "neg"}
        or clause.names & _HELD | {"noise", "sound"} & clause.names
    ):
        return None
    at = clause.tokens.index(stretches[0])
    ahead, behind = clause.tokens[:at], clause.tokens[at + 1 :]
    opens = all(t.kind in ("polite", "rel", "particle") or t.name in ("video", "all", "same_range", "clip") for t in ahead)
    told = opens and _IS_SO.match(normal, stretches[0].end)
    told = told or (opens and any(t.name == "video" for t in behind[:1]) and _IS_SO.match(normal, behind[0].end))
    there = (
        not behind
        and all(t.kind in ("noun", "polite", "degree") for t in ahead)
        and _THERE_IS.match(normal[clause.start - 12 if clause.start > 12 else 0 : stretches[0].start])
    )
    return stretches[0] if told or there else None


def _says_again(taken: Clause, clause: Clause) -> bool:
    """前3秒不要，直接从3秒开始 · 那十秒去了，就十秒: how much goes, or where it begins then, said once more."""
    stretch = next((t for t in taken.tokens if t.kind in ("head", "head?", "tail")), None)
    said = [t for t in clause.tokens if t.kind not in _BESIDE]
    if stretch is None or len(said) != 1:
        return False
    value = said[0].value[0] if said[0].kind == "range" and said[0].name == "onset" else said[0].value
    again = said[0].kind == "dur" or (said[0].name == "onset" and stretch.kind != "tail")
    return again and bool(value == stretch.value)


_LOUD = ("quieter", "louder")


def _too_loud_to_stay(normal: str, taken: Clause, clause: Clause) -> bool:
    """背景音乐拿掉好了，太吵: of music that goes nothing is left to be made quieter."""
    gone = {t.name for t in taken.tokens} >= {"music", "remove"} and not taken.kinds & (_STRETCHES | {"neg", "pct", "dur", "mood", "genre"})
    said = [t for t in clause.tokens if t.kind not in _BESIDE and t.name not in ("pronoun", "music", "all")]
    loud = bool(said) and all(t.name in (*_LOUD, "noise", "voice", "mood") for t in said) and any(t.name in (*_LOUD, "noise") for t in said)
    return gone and loud and not _WISHES.search(normal[clause.start : clause.end].replace("有点", ""))


_ON_SCREEN = {"logo", "pip", "image", "caption", "title", "music"}


def _told_why(normal: str, changed: Clause, clause: Clause) -> bool:
    """logo缩到10%，太抢眼了: where the clause before says how much, a complaint only says why."""
    much = changed.kinds & {"pct", "db", "size", "factor"} and changed.names & _ON_SCREEN | changed.kinds & {"file"}
    said = [t for t in clause.tokens if t.kind not in _BESIDE]
    if not much or not normal.startswith(("太", "有点太", "过于"), clause.start):
        return False
    return bool(said) and all(t.kind in ("size", "cmp") for t in said)


def _only_takes(clause: Clause) -> bool:
    """Whether the clause is a bare 删掉, 不要了."""
    said = [t for t in clause.tokens if t.kind not in _BESIDE and t.name not in ("all", "pronoun", "same_range")]
    return len(said) == 1 and said[0].kind == "verb" and said[0].name in _TAKES


def _only_named(clause: Clause) -> bool:
    said = [t for t in clause.tokens if t.kind not in _BESIDE and (t.kind != "noun" or t.name not in _THERE)]
    return len(said) == 1 and said[0].kind in _STRETCHES


def takes_a_stretch(clause: Clause) -> bool:
    """Whether the clause takes a stretch or a clip out and says nothing else."""
    said = [t for t in clause.tokens if t.kind not in _BESIDE and (t.kind != "noun" or t.name not in _THERE)]
    return len(said) == 2 and {said[0].kind, said[1].kind} & _STRETCHES != set() and bool({said[0].name, said[1].name} & _TAKES)


def _told_of(normal: str, clause: Clause, taken: Clause) -> Token | None:
    """The stretch that the clause tells something of, nothing being asked for."""
    stretch = next((t for t in clause.tokens if t.kind not in _BESIDE), None)
    if stretch is None or stretch.kind not in _STRETCHES or clause.kinds & {"quote", "file", "factor", "pct"}:
        return None
    rest = clause.tokens[clause.tokens.index(stretch) + 1 :]
    words = normal[stretch.end : taken.start].rstrip(" ,，。")
    if not rest and _USELESS.match(words):
        return stretch
    told = words.startswith(("在", "正在", "都是", "全是", "是"))
    if not rest or any(t.kind in _STRETCHES or (not told and (t.name in _HELD or _acts(t))) for t in rest):
        return None
    verb = next(normal[t.start : t.end] for t in taken.tokens if t.kind == "verb")
    cures = any(t.name == "noise" for t in rest) and verb.startswith(_CURED)
    return stretch if _WHY.match(words) and (told or not _WISHES.search(words)) and not cures else None


def _acts(token: Token) -> bool:
    """Whether the token is a verb that asks for something."""
    return token.kind == "verb" and token.name not in _SHOWN


def _why(normal: str, clause: Clause) -> bool:
    """Whether the clause behind a removal says why."""
    figures = {"quote", "file", "factor", "pct", "dur", "point", "clock"}
    if clause.kinds & (_STRETCHES | figures) or any(t.name in _HELD for t in clause.tokens):
        return False
    start = max(normal.rfind(mark, 0, clause.start) for mark in ",，。;；!！\n") + 1
    behind = re.compile(r"[^,，。;；!！\n]*").match(normal, clause.end)
    words = normal[start : behind.end() if behind else clause.end].strip()
    if not words.startswith(("在", "正在", "都是", "全是", "是")) and any(_acts(t) for t in clause.tokens):
        return False
    whole = _OF_THE_WHOLE.search(words) and not _RESULT.search(words.rstrip("吧呢啊"))
    return bool(_WHY.match(words)) and not _WISHES.search(words) and not whole


def _because(normal: str, kept: list[Clause]) -> bool:
    """Whether the last clause kept is a 因为 of its own."""
    start = kept[-2].end if len(kept) > 1 else 0
    return "因为" in normal[start : kept[-1].start] and not kept[-1].kinds & (_STRETCHES | {"quote", "file"})
