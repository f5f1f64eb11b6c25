"""Spoken Chinese: verbs said twice, 整个 for "make one", what is to be chosen anew by its manner alone."""

import re

from backend.director.hesitations import uttered_in_a_row
from backend.director.numbers import ZH_DIGITS
from backend.director.tokens import Token


def colloquial(normal: str, tokens: list[Token], at: int) -> None:
    """Read the token at `at` as it is meant in speech."""
    if normal[tokens[at].start].isdigit():
        _figure(normal, tokens, at)
    if normal[tokens[at].start].isascii():
        return
    _figure(normal, tokens, at)
    _for_me(normal, tokens, at)
    _repeated(normal, tokens, at)
    _quiet_one(normal, tokens, at)
    _a_whole(normal, tokens, at)
    _chosen_anew(normal, tokens, at)
    _before_that(normal, tokens, at)
    _showy(normal, tokens, at)
    _close_up(normal, tokens, at)
    _slides_from(normal, tokens, at)
    _loud_music(normal, tokens, at)
    _enlarged_level(normal, tokens, at)
    _too_high(normal, tokens, at)
    _asked_whether(normal, tokens, at)
    _discount(normal, tokens, at)
    _dark_opening(normal, tokens, at)
    uttered_in_a_row(normal, tokens, at)
    _left_over(normal, tokens, at)
    _longer_by_name(normal, tokens, at)


_LEVELS = ("sound", "music", "voice", "brightness", "contrast", "saturation")


_WAYS = {"放大": "increase", "往上": "increase", "往下": "decrease"}


def _enlarged_level(normal: str, tokens: list[Token], at: int) -> None:
    """人声放大, 亮度往下调: a level is raised or lowered, the picture not zoomed."""
    way = _WAYS.get(normal[tokens[at].start : tokens[at].start + 2])
    if way is None or tokens[at].name not in ("zoom_in", "make"):
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind not in ("polite", "degree", "rel")), None)
    if before is not None and before.kind == "noun" and before.name in _LEVELS:
        tokens[at].name = way


_TOO = ("太", "有点", "有些", "有点儿", "偏", "过", "过于", "挺", "好", "实在太")
_CURE = {"低": "increase", "高": "decrease"}


def _too_high(normal: str, tokens: list[Token], at: int) -> None:
    """音量太低了, 饱和度有点高: a level that is complained of is to go the other way."""
    way = _CURE.get(normal[tokens[at].start : tokens[at].start + 1])
    if way is None or not at or tokens[at].end - tokens[at].start > 2 or normal[tokens[at - 1].start : tokens[at - 1].end] not in _TOO:
        return
    before = next((t for t in reversed(tokens[: at - 1]) if t.kind not in ("polite", "degree")), None)
    if before is not None and before.kind == "noun" and before.name in _LEVELS and tokens[at].kind in ("word", "verb"):
        tokens[at] = Token("verb", way, tokens[at].start, tokens[at].end)
        if normal[tokens[at - 1].start] == "太":
            tokens[at - 1] = Token("polite", "polite", tokens[at - 1].start, tokens[at - 1].end)


_MAY = ("能", "可以", "会", "行")


def _asked_whether(normal: str, tokens: list[Token], at: int) -> None:
    """杂音能去掉不: behind the verb of a request 不 only asks whether."""
    if tokens[at].kind != "neg" or normal[tokens[at].start : tokens[at].end] not in ("不", "没") or not at or tokens[at - 1].kind != "verb":
        return
    begun = max((i + 1 for i in range(at) if tokens[i].kind == "sep"), default=0)
    ends = at + 1 == len(tokens) or tokens[at + 1].kind == "sep"
    if ends and any(normal[t.start : t.end].startswith(_MAY) for t in tokens[begun:at]):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _left_over(normal: str, tokens: list[Token], at: int) -> None:
    """只剩30秒, 剩下45秒就好: how long it is then; with more behind it 剩下 is the rest."""
    if normal[tokens[at].start] != "剩" or at + 1 >= len(tokens) or tokens[at + 1].kind != "dur":
        return
    behind = next((t for t in tokens[at + 2 :] if t.kind not in ("polite", "degree") and t.name != "horizontal"), None)
    if (behind is None or behind.kind == "sep") and (not at or tokens[at - 1].kind in ("sep", "only", "polite")):
        tokens[at] = Token("verb", "shorten", tokens[at].start, tokens[at].end)


_SHOWN = ("title", "caption", "fade", "freeze", "transition", "logo")


def _longer_by_name(normal: str, tokens: list[Token], at: int) -> None:
    """标题停留的时间长一点，5秒吧: how long is said behind the comma, so "longer" says nothing more."""
    if tokens[at].name not in ("lengthen", "longer") or at + 2 >= len(tokens) or tokens[at + 1].name != "comma":
        return
    begun = max((i + 1 for i in range(at) if tokens[i].kind == "sep"), default=0)
    about = any(t.name in _SHOWN for t in tokens[begun:at])
    length = next((i for i in range(at + 2, min(at + 5, len(tokens))) if tokens[i].kind not in ("polite", "rel", "verb")), None)
    ends = length is not None and all(t.kind == "polite" for t in tokens[length + 1 : length + 2] if t.kind != "sep")
    if about and length is not None and ends and tokens[length].kind == "dur":
        tokens[at:length] = []


_FIGURES = ("factor", "pct", "db", "dur", "height", "fps", "deg", "lufs")
_BECOMES = ("改成", "改为", "改到", "换成", "换为", "变成", "调成", "调到", "改作", "设成", "设为")


def _instead_of_a_figure(normal: str, tokens: list[Token], at: int) -> None:
    """1.5倍改成1.25倍: the first figure is what is there."""
    behind = [i for i in range(at + 1, min(at + 5, len(tokens))) if tokens[i].kind != "polite" and tokens[i].name != "speed_noun"][:2]
    if tokens[at].kind not in _FIGURES or len(behind) < 2 or normal[tokens[behind[0]].start : tokens[behind[0]].end] not in _BECOMES:
        return
    if tokens[behind[1]].kind == tokens[at].kind:
        before = tokens[at - 1] if at else None
        if not (before is not None and before.kind == "rel" and before.name in ("first", "last", "from", "to", "dash")):
            tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _made_shorter(normal: str, tokens: list[Token], at: int) -> None:
    """时长减三分之一: of a length less is shorter."""
    verb = tokens[at - 1]
    about = next((t for t in reversed(tokens[: at - 1]) if t.kind not in ("polite", "degree")), None)
    if verb.kind == "verb" and verb.name == "decrease" and about is not None and about.kind == "noun" and about.name == "length":
        verb.name = "shorten"


_BACK = ("撤", "取消", "退", "不要", "删", "去掉", "还原", "作废")


def _several_steps(normal: str, tokens: list[Token], at: int) -> None:
    """前面三步全部撤了: so many of the last steps are taken back."""
    verb = next((t for t in tokens[at + 1 : at + 5] if t.kind in ("verb", "sep", "neg")), None)
    if verb is None or verb.kind != "verb" or not normal.startswith(_BACK, verb.start):
        return
    verb.name = "undo"
    before = tokens[at - 1] if at else None
    if before is not None and before.name in ("first", "start"):
        tokens[at - 1] = Token("rel", "last", before.start, before.end)


def _a_stroke(normal: str, tokens: list[Token], at: int) -> None:
    """10秒一刀: a stroke is a cut there."""
    if re.match(r"(?:处|的?地方|那里|那儿)?(?:来|切|砍|剪)?一刀", normal[tokens[at].end :]):
        begun = max((i + 1 for i in range(at) if tokens[i].kind == "sep"), default=0)
        if any(t.name in ("each", "split") for t in tokens[begun : at + 3]):
            return
        end = normal.index("刀", tokens[at].end) + 1
        behind = next((i for i in range(at, len(tokens)) if tokens[i].start >= end), len(tokens))
        tokens[at + 1 : behind] = [Token("verb", "split", tokens[at].end, end)]


_DISCOUNT = re.compile(r"打个?([一二三四五六七八九][一二三四五六七八九]?|对|\d(?:\.\d)?|\d\d)折")


def _discount(normal: str, tokens: list[Token], at: int) -> None:
    """音量打八折: four fifths of what it was; of what is no level it is only said."""
    found = _DISCOUNT.match(normal, tokens[at].start) if normal[tokens[at].start] == "打" else None
    if found is None:
        return
    begun = max((i + 1 for i in range(at) if tokens[i].kind == "sep"), default=0)
    if not any(t.kind == "noun" and t.name in (*_LEVELS, "speed_noun", "opacity") for t in tokens[begun:at]):
        return
    said = "".join(str(ZH_DIGITS.get(c, c)) for c in found[1])
    share = 50.0 if said == "对" else float(said) if len(said) == 2 else float(said) * 10
    behind = next((i for i in range(at, len(tokens)) if tokens[i].start >= found.end()), len(tokens))
    tokens[at:behind] = [Token("rel", "to", found.start(), found.start() + 1), Token("pct", "pct", found.start(1), found.end(), share)]


def _dark_opening(normal: str, tokens: list[Token], at: int) -> None:
    """开头黑屏两秒去掉: how long it is dark is how long the stretch is, where it goes."""
    if tokens[at].kind != "rel" or tokens[at].name != "black" or not at or at + 1 >= len(tokens):
        return
    known = tokens[at - 1].kind == "noun" and tokens[at - 1].name in ("start", "end") and tokens[at + 1].kind == "dur"
    gone = next((t for t in tokens[at + 2 : at + 7] if t.kind == "verb"), None)
    if known and gone is not None and gone.name in ("remove", "cut", "trim"):
        name = "first" if tokens[at - 1].name == "start" else "last"
        tokens[at - 1 : at + 1] = [Token("rel", name, tokens[at - 1].start, tokens[at].end)]


def _figure(normal: str, tokens: list[Token], at: int) -> None:
    if normal.isascii():
        return
    if tokens[at].kind in ("frac", "pct", "dur") and at > 1:
        _made_shorter(normal, tokens, at)
    if tokens[at].kind in _FIGURES:
        _instead_of_a_figure(normal, tokens, at)
    if tokens[at].kind == "step":
        _several_steps(normal, tokens, at)
    elif tokens[at].kind in ("dur", "clock", "point"):
        _a_stroke(normal, tokens, at)


def _loud_music(normal: str, tokens: list[Token], at: int) -> None:
    """音乐有点吵: music that is noisy is too loud, it has no noise in it."""
    if normal[tokens[at].start : tokens[at].end] not in ("吵", "吵闹", "嘈杂", "吵杂") or tokens[at].name != "noise":
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind not in ("polite", "degree", "rel")), None)
    if before is not None and before.name == "music":
        tokens[at] = Token("cmp", "quieter", tokens[at].start, tokens[at].end)


def _for_me(normal: str, tokens: list[Token], at: int) -> None:
    """给我把音乐调低: before 把 it asks for nothing by itself."""
    if normal[tokens[at].start : tokens[at].end] in ("给我", "只要", "只用", "只需") and normal.startswith(("把", "将"), tokens[at].end):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _repeated(normal: str, tokens: list[Token], at: int) -> None:
    """放放, 修一修, 剪了剪: a verb said twice is said once."""
    first, word = tokens[at], normal[tokens[at].start : tokens[at].end]
    if first.kind != "verb" or len(word) != 1 or word.isascii():
        return
    for ahead in (at + 1, at + 2):
        between = [normal[t.start : t.end] for t in tokens[at + 1 : ahead]]
        again = tokens[ahead] if ahead < len(tokens) else None
        if again is not None and normal[again.start : again.end] == word and all(b in ("一", "了") for b in between):
            del tokens[at + 1 : ahead + 1]
            return


def _quiet_one(normal: str, tokens: list[Token], at: int) -> None:
    """换个安静的, 配点安静的: what is chosen anew is music of that mood, not a silent part."""
    token = tokens[at]
    if token.name != "silence" or not normal.startswith("安静的", token.start):
        return
    before = next((t for t in reversed(tokens[:at]) if t.kind not in ("polite", "degree")), None)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    played = after is not None and (after.kind == "genre" or after.name == "music")
    if played or (before is not None and before.kind == "verb" and before.name in ("add", "replace")):
        tokens[at] = Token("mood", "mood", token.start, token.start + 2)


def _a_whole(normal: str, tokens: list[Token], at: int) -> None:
    """整个片头字: colloquial for making one, not "the whole"."""
    if normal[tokens[at].start : tokens[at].end] != "整个":
        return
    near = tokens[at + 1 : at + 5]
    stop = next((i for i, t in enumerate(near) if t.kind in ("sep", "verb", "neg") or t.name in ("video", "picture", "all")), len(near))
    if any(t.name in ("music", "title", "caption", "logo", "transition", "chapter") or t.kind in ("genre", "quote") for t in near[:stop]):
        tokens[at] = Token("verb", "add", tokens[at].start, tokens[at].end)


_TOLD = ("noun", "colour", "quote", "size", "look", "motion", "ord")
_ANEW = ("换个", "换首", "换一个", "换一首", "换段", "换一段")


def _chosen_anew(normal: str, tokens: list[Token], at: int) -> None:
    """换个消停点的: of what is exchanged only its manner is said; where it is music, that is the mood, in words that no table need know."""
    if normal[tokens[at].start : tokens[at].end] not in _ANEW:
        return
    end = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind == "sep"), len(tokens))
    told = tokens[at + 1 : end]
    manner = [t for t in told if t.kind not in ("polite", "degree")]
    if not manner or normal[told[-1].start : told[-1].end] != "的" or told[-1].end - told[0].start > 8:
        return
    if not any(t.kind == "word" for t in manner) or any(
        t.kind in ("noun", "colour", "quote", "size", "look", "motion", "ord") for t in manner
    ):
        return
    first, last = manner[0], manner[-1]
    tokens[at + 1 : end] = [Token("mood", "mood", first.start, last.end)]


def _before_that(normal: str, tokens: list[Token], at: int) -> None:
    """恢复成没加速之前的样子: what was not yet there is what is to be undone, not a denial."""
    if tokens[at].kind != "neg" or normal[tokens[at].start : tokens[at].end] not in ("没", "没有", "不"):
        return
    if any(t.kind == "rel" and t.name == "before" for t in tokens[at + 1 : at + 4]) and any(t.name == "undo" for t in tokens[:at]):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _showy(normal: str, tokens: list[Token], at: int) -> None:
    """字幕太花了: of letters it is their style that is complained of, not the colour of the picture."""
    if normal[tokens[at].start : tokens[at].end] in ("太花", "太艳") and at and tokens[at - 1].name in ("caption", "title"):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _close_up(normal: str, tokens: list[Token], at: int) -> None:
    """苹果特写那段: a close-up that is there, not a wish to zoom."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if normal[tokens[at].start : tokens[at].end] not in ("特写", "近景") or not at or after is None:
        return
    if after.name in ("same_range", "clip") or normal.startswith(("那段", "那里", "镜头", "的镜头", "那个镜头"), tokens[at].end):
        tokens[at] = Token("polite", "polite", tokens[at].start, tokens[at].end)


def _slides_from(normal: str, tokens: list[Token], at: int) -> None:
    """从下方滑入: where something comes from is not where it stays."""
    behind = [t for t in tokens[at + 1 : at + 4] if t.kind != "polite"][:2]
    slides = len(behind) == 2 and behind[0].kind == "place" and behind[1].kind == "motion" and behind[1].name == "slide"
    if slides and normal[tokens[at].start : tokens[at].end] in ("从", "由", "自"):
        for token in (tokens[at], behind[0]):
            token.kind = token.name = "polite"
