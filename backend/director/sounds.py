"""Chinese slips of the input method: another character of the same sound. 字目 is heard as 字幕, 转厂 as 转场.

No table of readings is shipped: the first-level characters of GB 2312 stand in the order of their readings, so the first character of each
syllable is enough to tell the syllable of all of them.
"""

from bisect import bisect_right
from functools import cache
from typing import Any

from backend.director.lexicon import lexicon
from backend.director.tokens import Token

_FIRSTS = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻捕擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁丢东兜都端堆墩掇蛾恩而发帆坊菲芬丰佛否夫噶该干冈篙哥给根耕工钩辜刮乖"
    "棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼浆蕉揭巾荆炯揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅捞勒雷棱厘俩联凉撩列琳拎溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋拇"
    "拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸"
    "虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽攒赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)


_SECOND_READING = {"乐": "月", "调": "条", "曲": "取", "幕": "木", "重": "从"}
"""Characters that mean something here in another reading than the one they are filed under."""


@cache
def _bounds() -> list[bytes]:
    return [c.encode("gb2312") for c in _FIRSTS]


_NEAR = ("音英", "今京", "林灵", "民明", "拼乒", "亲青", "新星", "身生", "分风", "真蒸")
"""Syllables that many speakers do not tell apart."""


@cache
def syllable(character: str) -> int:
    """A number that equal-sounding common characters share; 0 for a character without one."""
    filed = _filed(character)
    return next((_filed(near[0]) for near in _NEAR if filed == _filed(near[1])), filed)


@cache
def _filed(character: str) -> int:
    """The place of the syllable a character is filed under."""
    character = _SECOND_READING.get(character, character)
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return 0
    if len(code) != 2 or not b"\xb0\xa1" <= code <= b"\xd7\xf9":
        return 0
    return bisect_right(_bounds(), code)


def sounds_like(text: str, at: int, trie: dict[str, Any]) -> Token | None:
    """The longest phrase of two characters or more at `at` if one character is heard instead of read; at least one is right."""
    heard = text[at : at + 6]
    if heard.startswith("想亮"):  # 我想亮度高点 is no 响亮
        return None
    found, longer = _heard(trie, heard, 0, -1), _misheard_twice(heard)
    if longer is not None and (found is None or found[0] < longer[0]):
        found = longer
    if found is None:
        return None
    length, (kind, name), slip = found
    return (
        Token(kind, name, at, at + length, at + slip, fuzzy=True)
        if kind not in ("stop", "polite", "degree", "ask", "rel", "sep", "neg", "only", "mood", "word")
        else None
    )


@cache
def _four_sounds() -> dict[tuple[int, ...], tuple[str, tuple[str, str]]]:
    """The nouns of four characters by what they sound like."""
    found: dict[tuple[int, ...], tuple[str, tuple[str, str]]] = {}
    root = lexicon().chinese
    places: list[tuple[str, dict[str, Any]]] = [(character, root[character]) for character in root]
    for _ in range(3):
        places = [(said + c, after) for said, node in places for c, after in node.items() if c]
    for said, node in places:
        if node.get("", ("",))[0] == "noun":
            found[tuple(syllable(c) for c in said)] = (said, node[""])
    return found


def _misheard_twice(heard: str) -> tuple[int, tuple[str, str], int] | None:
    """背井音月: a thing named with four characters, two of them heard only."""
    known = _four_sounds().get(tuple(syllable(c) for c in heard[:4]))
    if known is None or sum(a == b for a, b in zip(known[0], heard, strict=False)) < 2:
        return None
    return 4, known[1], 0


_ALIKE: dict[int, dict[int, list[str]]] = {}


def _alike(node: dict[str, Any]) -> dict[int, list[str]]:
    """The characters that go on from a node, by their sound; kept, since the nodes live as long as the word list."""
    known = _ALIKE.get(id(node))
    if known is None:
        known = _ALIKE[id(node)] = {}
        for character in filter(None, node):
            known.setdefault(syllable(character), []).append(character)
    return known


def _heard(node: dict[str, Any], heard: str, depth: int, slip: int) -> tuple[int, tuple[str, str], int] | None:
    """(length, lexeme, place of the slip) of the longest phrase with exactly one slip; `slip` is -1 until there was one."""
    best = (depth, node[""], slip) if "" in node and depth >= 2 and slip >= 0 else None
    if depth >= len(heard):
        return best
    character = heard[depth]
    longer = _heard(node[character], heard, depth + 1, slip) if character in node else None
    if slip < 0 and (sound := syllable(character)):
        for other in _alike(node).get(sound, ()):
            if other != character:
                found = _heard(node[other], heard, depth + 1, depth)
                if found and (longer is None or found[0] > longer[0]):
                    longer = found
    return longer or best
