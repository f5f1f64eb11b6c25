"""A sentence as pieces for matching: clauses, each in the language it is written in, emphasis taken off, quotes emptied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.turn.gui.cues import Cues, cues
from agent.turn.gui.links import ANCHOR
from routing.folding import fold

_PAIRS = (("\u201c", "\u201d"), ('"', '"'), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("`", "`"))
_QUOTED = re.compile(
    ANCHOR
    + "|"
    + "|".join(f"{a}[^{b}\n]{{1,300}}{b}" for a, b in _PAIRS)
    + r"|\u2018[^\u2019\n]{1,300}\u2019(?!\w)|(?<![\w])'[^'\n]{1,300}'(?!\w)|\[[^\]\n]{1,300}\]\([^)\n]{1,600}\)|https?://\S+"
)
_WAY = re.compile(r".\s?(?:(?:[A-Z][\w&]*\s?){1,3}|[\u3400-\u9fff]{1,6}\s?)[→>›]")
"""A way through menus is read inside quotes as well: “Settings → Billing”."""
_PLACE = re.compile(
    r".(?:(?:个人|会员|积分|账户|账号|充值|订阅|用量)中心|我的(?:钱包|账户|积分)|(?:账单|账户|积分|套餐|充值|用量|订阅)页面?|钱包)."
)
"""So is the name of a place for one thing only."""
EMPHASIS = re.compile(r"\*{1,3}|(?<![A-Za-z\d])_{1,3}(?=\S)|(?<=[^\sA-Z\d_])_{1,3}(?![A-Za-z\d])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
_ENGLISH_IN_CHINESE = re.compile(r"(?:[A-Za-z][\w'+>-]*\s+){2,12}[A-Za-z][\w'+>-]*\s+(?=[\u3400-\u9fff])")
_ASIDE = re.compile(r"\([^()\n]{1,80}\)|（[^（）\n]{1,80}）")
"""Clauses are not parted inside of it, unless it begins one itself."""
_BY_NOW = re.compile(r"^(?P<may>(?:现在|您|你|就|也|都|随时|马上)*(?:可以|能).+)了(?=[。！!～]*$)")
"""You can do it by now: what ends so has not been done."""
_SOFT = re.compile(r"[哦噢喔呀～~]+(?=[。！!]?$)")
"""How a friendly clause ends."""
_NOTHING, HIDDEN = "\ue001", "\ue000"
_LONGEST = 400
_CONTROL = re.compile(
    r"[^\w\[]*" + ANCHOR + r"[^\w]*(?:(?:click|tap|press)(?: here| this)?|here|点击?这里|点此|戳这里)?[^\w]*", re.IGNORECASE
)
# Traditional characters and terms of editors, each beside the simplified one of the same length, where `fold` does not know them.
_TERMS = {"啟": "启", "儲": "储", "軟": "软", "鬆": "松", "側": "侧", "欄": "栏", "螢幕": "屏幕", "萤幕": "屏幕", "滑鼠": "鼠标"}
_TERMS |= {"選單": "菜单", "选单": "菜单", "视窗": "窗口", "图示": "图标", "分页": "页签", "档案": "文件", "帐号": "账号", "帐户": "账户"}
_TERMS |= {"軌": "轨", "屬": "属", "桿": "杆", "觸": "触", "滾": "滚", "捲動": "滚动", "復": "复", "媒體櫃": "媒体库", "迴紋針": "回形针"}
_TERMS |= {
    "設定": "设置",
    "儲值": "充值",
    "儲存": "保存",
    "匯入": "导入",
    "匯出": "导出",
    "游標": "光标",
    "導覽列": "导航栏",
    "資料庫": "素材库",
}
_TERM = re.compile("|".join(r"(?<![积積])分页" if term == "分页" else term for term in sorted(_TERMS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause with the separator before it. `shape` is the clause without emphasis, quotes emptied, for matching."""

    before: str
    text: str
    shape: str
    words: Cues

    @property
    def control(self) -> bool:
        """Whether the clause is nothing but a control: [Export](#export)."""
        return bool(_CONTROL.fullmatch(self.text))

    @property
    def link(self) -> tuple[str, str]:
        """The words of that control and where it leads, both empty where there is none."""
        found = _CONTROL.fullmatch(self.text)
        return (folded(found["label"]), found["place"] or "") if found else ("", "")


def pieces_of(sentence: str) -> Iterator[Piece]:
    """The clauses of a sentence in order; joined with their separators they are the sentence."""
    shape = _shape(sentence)
    start, before = 0, ""
    for first, last in _breaks(shape):
        if last == start or first <= start:
            continue
        yield _piece(before, sentence[start:first], shape[start:first])
        before, start = sentence[first:last], last
    yield _piece(before, sentence[start:], shape[start:])


def words_of(text: str) -> Cues:
    """The patterns of the language of `text`."""
    return cues("chinese" if len(_HAN.findall(text)) * 3 > len(_LATIN.findall(text)) else "english")


def plain(text: str) -> str:
    """A clause for reading its first words: folded where it is Chinese, without ornaments."""
    text = folded(text) if _HAN.search(text) else text
    return re.sub(r"^[^\w\"'“「【『《〈]+", "", EMPHASIS.sub("", text.replace("`", ""))).strip()


def folded(text: str) -> str:
    """`fold`, and the terms of editors in one spelling; as long as `text`."""
    return _TERM.sub(lambda match: _TERMS[match.group()], fold(_TERM.sub(lambda match: _TERMS[match.group()], text)))


def _breaks(shape: str) -> list[tuple[int, int]]:
    found = [match.span() for match in words_of(shape).breaks.finditer(shape)]
    if fore := words_of(shape).fore.match(shape):
        found.append((fore.end(), fore.end()))
    if words_of(shape).chinese:
        found += [(match.end(), match.end()) for match in _ENGLISH_IN_CHINESE.finditer(shape)]
    opened = {first for first, last in found if set("(（") & set(shape[first:last])}
    asides = [aside.span() for aside in _ASIDE.finditer(shape) if not opened & set(range(aside.start() - 2, aside.start() + 1))]
    return sorted(cut for cut in found if not any(first < cut[0] and cut[1] < last for first, last in asides))


def _piece(before: str, text: str, shape: str) -> Piece:
    words = words_of(shape)
    return Piece(before, text, _bare(shape, words), words)


def _shape(sentence: str) -> str:
    """The sentence for matching, of the same length: emphasis blanked, the inside of quotes hidden."""

    def hide(match: re.Match[str]) -> str:
        text = match.group()
        if match["label"] is not None:
            return (_NOTHING + match["label"]).ljust(len(text), _NOTHING)
        if _WAY.match(text) or _PLACE.fullmatch(text):
            return text
        return text[0] + HIDDEN * (len(text) - 2) + text[-1]

    emptied = EMPHASIS.sub(lambda match: _NOTHING * len(match.group()), sentence)
    same = folded(emptied) if _HAN.search(emptied) else emptied.replace("\u2019", "'")
    return _QUOTED.sub(hide, same) if len(same) == len(sentence) else sentence


def _bare(shape: str, words: Cues) -> str:
    text = words.gerund.sub(lambda match: match["before"] + _base(match["word"], words), shape.replace(_NOTHING, "")[:_LONGEST].strip())
    text = re.sub(r"^[^\w\"'“「【『《〈`\[📎+]+", "", text)
    if words.chinese:
        text = _BY_NOW.sub(r"\g<may>", _SOFT.sub("", text))
    while match := words.lead.match(text):
        text = text[match.end() :]
    return text


def _base(participle: str, words: Cues) -> str:
    """`dragging` as `drag`; as it is where no verb of an editor makes it."""
    stem = participle.removesuffix("ing")
    return next((verb for verb in (stem + "e", stem, stem[:-1]) if words.base.fullmatch(verb)), participle)
