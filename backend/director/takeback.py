"""What is to go, by its name: "scrap that crop", "the text that says Grand Opening can go", 滤镜还是算了.

A thing counts where an edit that made it is on the timeline. It is found by its names, marked, and the clause around it compared with the
frames of `takeback.toml`; all else is left to the grammar.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from backend.director.normal import normal
from backend.director.scene import Scene
from backend.director.set_phrases import END, Edits, Reading, beginnings, filled
from backend.director.talk import timeline_ops

_OPS: dict[str, tuple[str, ...]] = {
    "crop": ("crop", "aspect"),
    "slow": ("speed",),
    "bw": ("color",),
    "brightness": ("color",),
    "silence": ("trim_silence",),
    "fillers": ("remove_fillers",),
    "translation": ("translate_captions",),
    "transition": ("transition", "merge"),
}
"""The ops that a name can mean where it is not the op itself."""
_REMOVALS = {"captions": "remove_captions", "music": "remove_music", "title": "remove_title"}
_CUE = re.compile(
    r"\b(?:remov|delet|rid of|drop|lose|losing|kill|scrap|ditch|nix|axe|bin|trash|junk|dump|toss|strip|tak(?:e|en|ing)|cut|throw|clear|eras"
    r"|eliminat|do(?:ing)? away|leave|turn|switch|disabl|hid|chuck|yank|away|down with|out with|no|not|don't|do not|forget|without|undo"
    r"|undone|revert|roll|cancel|unappl|reset|gone|go|off|out|vanish|disappear|need|unne|changed my mind|hate|dislike|keep)"
    r"|去|删|拿|移|撤|关|不|用|清|弄|隐|扔|丢|砍|剔|干|算|免|别|取消|收回|还原|没|除|作废|后悔|反悔|摘|卸|退"
)
_LEAD = (
    r"(?:(?:all (?:of )?)?(?:the|that|this|those|these|my|our|your|any|all) "
    r"(?:(?:whole|silly|stupid|new|old|extra|annoying|ugly|other|added|little) )?)?"
)
_BEHIND = (
    r"(?: (?:that |which )?(?:i|you|we|they)(?:'ve|'d)? (?:just |had |have )?(?:added|put (?:in|on|there)|asked for|made|did|applied"
    r"|inserted|requested|wanted)(?: (?:before|earlier|just now|last|in))?| (?:from|of) (?:before|earlier)"
    r"| effects?| thing| stuff)*"
)
_WHERE = (
    r"(?: (?:at|in|on|from|over) the (?:very )?(?:end|start|beginning|top|bottom|corner|middle|cent(?:er|re)|clips"
    r"|(?:top|bottom) (?:left|right)(?: corner)?))?"
)
_ZH_LEAD = (
    r"(?:(?:刚才|刚刚|之前|先前|上次)?(?:那个|这个|那些|这些|那段|这段|那首|这首|所有的?|全部的?)|(?:我|你|刚才|刚刚|刚|之前|先前|原来|自己|加|弄|做|配|放|设)+的"
    r"|(?:右上角|左上角|右下角|左下角|角落里?|顶部|底部|上面|下面|屏幕上|画面上|画面里|背景|中间|开头|结尾|片头|片尾)的)*"
)
_ZH_BEHIND = "(?:的?(?:效果|操作|特效)|的?[那这]一?[步次](?:操作|修改)?)?"
_MARK = "\x01"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "takeback.toml").read_text(encoding="utf-8"))


@cache
def _names() -> re.Pattern[str]:
    """All names of things with what may stand around them; the group that matched is the key."""
    english, chinese = [], []
    for key, pattern in _table()["things"].items():
        words = list(_alternatives(pattern))
        latin, han = [w for w in words if w.isascii()], [w for w in words if not w.isascii() or w in ("bgm", "9:16")]
        english += [rf"(?P<{key}>(?:{'|'.join(latin)}))"] if latin else []
        chinese += [rf"(?P<zh_{key}>(?:{'|'.join(han)}))"] if han else []
    spaced = rf"\b{_LEAD}(?:{'|'.join(english)})(?![a-z0-9]|['.-][a-z0-9]){_BEHIND}{_WHERE}{_BEHIND}"
    return re.compile(f"{spaced}|{_ZH_LEAD}(?:{'|'.join(chinese)}){_ZH_BEHIND}")


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of a pattern at its bars, those within brackets left together."""
    depth, begun = 0, 0
    for at, letter in enumerate(pattern):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            yield pattern[begun:at]
            begun = at + 1
    yield pattern[begun:]


@cache
def _frames(language: str) -> re.Pattern[str]:
    """Every frame of a language; the group that matched says whether the thing is to go or its edit to be undone."""
    words = dict(_table()["words"])
    for name, pattern in words.items():
        words[name] = filled(pattern, words)
    sorts = []
    for sort, patterns in _table()[language].items():
        sorts.append(rf"(?P<{sort}>{'|'.join(filled(pattern, words) for pattern in patterns)})")
    return re.compile(rf"(?:{'|'.join(sorts)}){END}")


def make_ready() -> None:
    """Builds the patterns, so that no later message waits for them."""
    _names(), _frames("english"), _frames("chinese")


def take_back(reading: Reading, hidden: Sequence[tuple[int, int]]) -> None:
    """Adds to the reading what the message says is to go; no clause begins inside the `hidden` stretches."""
    if not reading.scene.before or not _CUE.search(reading.normal):
        return
    marked, meant = _marked(reading.scene, reading.normal)
    if not meant:
        return
    frames = [_frames(name) for name, said in (("english", _LATIN), ("chinese", _HAN)) if said.search(marked)]
    for at in beginnings(marked):
        if any(start < at < end for start, end in (*hidden, *reading.taken)):
            continue
        for found in filter(None, (frame.match(marked, at) for frame in frames)):
            edits = _edits(found, meant, reading.scene)
            if edits and not _EXCHANGED.match(marked, found.end()) and not _of_a_part(reading.normal, at, found.end()):
                reading.taken.append(found.span())
                reading.edits += [(at + place, op, params) for place, (op, params) in enumerate(edits)]
                break


_EXCHANGED = re.compile(r"\s*,\s*(?:再|然后)?(?:换(?:成|为|上|个|首|一)|改(?:成|为)(?=[“\"「《]|[\u3400-\u9fff]{1,4}(?:的|文|语)))")
_PART_WORDS = re.compile(
    r"(?:[\d:~-]+s?|only|just|the|an?|very|first|second|third|fourth|fifth|last|final|opening|closing|half|few|couple|of|secs?|seconds?|min(?:ute)?s?|clips?"
    r"|shots?|scenes?|mark|from|to|at|in|on|for|during|between|and|after|before|until|till|up|over|under|onwards?|video|start|end|intro|outro"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty)(?:-(?:one|two|five))?"
    r"|[\d:~到至秒分钟半前后最第段个片镜头尾开结里面中的从在零一二三四五六七八九十两以之起]+)"
)
_MOMENT = re.compile(r"\d|\bseconds?\b|\bminutes?\b|\bclip\b|\bintro\b|\boutro\b|[第秒分]")


_BEHIND_IT = re.compile(
    r"\s*(?:[,;:(.]|-|but|only|just|except)+\s*(?:(?:but|only|just|not|except)\s+|就|只有?|仅|除了?|但)*"
    r"(?P<part>[^,;()\n]{1,48}?)\s*(?:$|[,;()\n!]|[.?](?!\d))"
)


def _of_a_part(said: str, at: int, end: int) -> bool:
    """Whether right before, "in clip 3," or 前10秒, says for which part it is; what goes for a part only is the grammar's."""
    lead = re.split(r"[.!?。\n](?!\d)|[,;，；]", said[max(0, at - 60) : at].rstrip(" ,:，"))[-1].strip()
    behind = _BEHIND_IT.match(said, end)
    parts = (lead, behind["part"]) if behind else (lead,)
    return any(_MOMENT.search(part) and all(_PART_WORDS.fullmatch(word) for word in part.split()) for part in parts)


_LATIN, _HAN = re.compile("[a-z]"), re.compile("[\u3400-\u9fff]")
_LISTED = re.compile(f"{_MARK}+(?:(?:,? and |, | & |和|跟|与|、|以及|还有){_MARK}+)*")


def _edits(found: re.Match[str], meant: dict[int, "_Meant"], scene: Scene) -> Edits:
    """What takes the things of a frame away."""
    listed = _LISTED.search(found.string, found.start())
    edits: Edits = []
    for at, (op, text) in meant.items():
        removal = _REMOVALS.get(op)
        if listed is None or not listed.start() <= at < listed.end():
            continue
        if removal and (text or not found["undone"]):
            edits.append((removal, {"text": text} if text else {}))
        else:
            steps = sum(edit.op == op for edit in scene.before) if op == "captions" else 1
            edits.append(("undo", {"what": op} | ({"steps": steps} if steps > 1 else {})))
    return edits


def _of_one_part(scene: Scene, op: str) -> bool:
    """Whether what lies at an end is only a part of what is there: of what is there throughout, or one of several."""
    made = [edit.said() for edit in scene.before if edit.op == op]
    whole = op == "overlay" and not any({"from", "to"} & one.keys() for one in made)
    return op in _THROUGHOUT or whole or len(made) > 1


_THROUGHOUT = ("captions", "music", "transition", "merge", "chapters")
_AT_AN_END = re.compile(r"\b(?:end|start|beginning|middle)\b|开头|结尾|片头|片尾|中间")
"""A place where what is there throughout is not to be: a part of it is meant."""
_Meant = tuple[str, str | None]
"""The op that made a thing, and the text of a title that is named by it."""


def _marked(scene: Scene, said: str) -> tuple[str, dict[int, _Meant]]:
    """The text with marks in the place of the things that are there, and what they are, by where each begins."""
    active = timeline_ops(scene)
    spans = [*_called(scene, said)]
    for found in _names().finditer(said):
        key = (found.lastgroup or "").removeprefix("zh_")
        op = next((op for op in _OPS.get(key, (key,)) if op in active), None)
        if op is not None and _AT_AN_END.search(found[0]) and _of_one_part(scene, op):
            continue
        if op is not None and not any(start < found.end() and found.start() < end for start, end, *_ in spans):
            spans.append((found.start(), found.end(), op, None))
    letters = list(said)
    for start, end, *_ in spans:
        letters[start:end] = _MARK * (end - start)
    return "".join(letters), {start: (op, text) for start, _, op, text in sorted(spans)}


_QUOTE = "[\"'“”「」『』《》]"
_NOUN = "(?:titles?|text|heading|headline|one|line|words?|caption|caption text|label|banner|card|message)"
_OWN = r"(?:\b(?:the|that|this|my|our) )"
_WORDS, _NAME = "\x02", "\x03"
_TITLED = re.compile(
    rf"(?:那个|这个)?(?:写着|写的是|内容是|显示)?(?:标题|文字|字|那行字)?{_QUOTE}{_WORDS}+{_QUOTE}"
    rf"(?:的?(?:这个|那个|这行|那行)|的)?(?:标题|文字|字幕|字)?"
    rf"|(?:写着|写的是|内容是){_WORDS}+的(?:那个|那行)?(?:标题|文字|字)"
    rf"|(?:{_OWN}?{_NOUN} (?:(?:that|which) )?(?:says?|reads?|saying|reading|with|called)?(?: the words?)? ?{_QUOTE}?{_WORDS}+{_QUOTE}?"
    rf"|{_OWN}{_QUOTE}?{_WORDS}+{_QUOTE}? {_NOUN}|{_QUOTE}{_WORDS}+{_QUOTE}(?: {_NOUN})?)(?![a-z]){_BEHIND}{_WHERE}"
)
""" "The text that says Grand Opening", "the Grand Opening title", 写着“开业”的标题, the words of the title marked."""
_CALLED = re.compile(rf"{_OWN}?{_NAME}+(?: (?:music|track|song|tune|logo|image))?")


def _called(scene: Scene, said: str) -> Iterator[tuple[int, int, str, str | None]]:
    """The titles of the timeline named by their words, the music by its mood, pictures by their files."""
    for edit in scene.before:
        known = edit.said()
        key = {"title": "text", "music": "mood", "overlay": "file"}.get(edit.op, "")
        name = normal(str(known.get(key, "")))
        if not name or name not in said:
            continue
        titled = edit.op == "title"
        marked = said.replace(name, (_WORDS if titled else _NAME) * len(name))
        for found in (_TITLED if titled else _CALLED).finditer(marked):
            yield found.start(), found.end(), edit.op, known[key] if titled else None
