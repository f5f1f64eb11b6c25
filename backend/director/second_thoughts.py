"""A message that became nothing though its words make one edit likely, read once more with that edit named.

"12.5% off the left, 12.5% off the right" is read as "crop 12.5% off the left, …", "the last clip is a duplicate, bin it" as "delete the
last clip …". What comes of it counts only if it is that edit; the name is put before each clause in turn, and the reading that leaves the
fewest words unread is taken.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from backend.director.likely import Chances
from backend.director.scene import Directions, Scene
from backend.edits import Title

_LIKELY = 0.5
"""From this chance on an edit is looked for. Of 880 messages by other authors 24 had become nothing wrongly; for 20 the likeliest was
right, and none of the 70 that ask for no edit became one."""
_POSSIBLE = 0.15
"""The same where the message itself says how, when or where: an amount, a time, a place."""
_WITH_A_VALUE = {
    "keep": {"from"},
    "crop": {"left", "right", "top", "bottom"},
    "duration": {"to"},
    "title": {"position", "from", "color", "size"},
    "blur": {"target", "from"},
    "mute": {"from"},
    "zoom": {"from"},
    "freeze": {"at"},
    "split": {"at"},
    "rotate": {"degrees"},
    "overlay": {"position", "scale", "opacity", "from"},
    "captions": {"style", "position", "color", "language"},
    "move_clip": {"to"},
    "speed": {"from"},
    "cut": {"from"},
    "trim": {"start", "end"},
}
_SURE = 0.6
"""How sure such a reading is at most."""
_LONGEST = 300
"""Letters of a message that is read again."""
_MOST = 8
"""Clauses before which the name is tried."""
_NAMES = {
    "keep": ("keep", "只保留"),
    "cut": ("cut", "剪掉"),
    "trim": ("trim", "掐掉"),
    "duration": ("make it", "做成"),
    "crop": ("crop", "裁掉"),
    "delete_clip": ("delete", "删掉"),
    "move_clip": ("move", "移动"),
    "mute": ("mute", "静音"),
    "volume": ("set the volume", "音量调到"),
    "music": ("add music", "配乐"),
    "captions": ("captions", "字幕"),
    "translate_captions": ("translate the captions", "翻译字幕"),
    "fade": ("fade", "淡出"),
    "transition": ("transition", "转场"),
    "speed": ("speed", "速度"),
    "zoom": ("zoom in", "放大"),
    "freeze": ("freeze", "定格"),
    "split": ("split", "切开"),
    "merge": ("merge the clips", "合并"),
    "loop": ("loop", "循环"),
    "reverse": ("reverse", "倒放"),
    "rotate": ("rotate", "旋转"),
    "flip": ("mirror", "左右翻转"),
    "blur": ("blur", "模糊"),
    "undo": ("undo", "撤销"),
    "redo": ("redo", "重做"),
    "denoise": ("remove the noise", "去噪"),
    "trim_silence": ("remove the silences", "去掉停顿"),
    "remove_fillers": ("remove the ums", "去掉口头禅"),
    "stabilize": ("stabilize", "防抖"),
    "normalize": ("normalize the sound", "统一音量"),
    "aspect": ("make it", "改成"),
    "resolution": ("export at", "输出"),
    "overlay": ("put", "放"),
    "remove_title": ("remove the title", "去掉标题"),
    "remove_captions": ("remove the captions", "去掉字幕"),
    "remove_music": ("remove the music", "去掉音乐"),
    "chapters": ("add chapters", "分章节"),
    "title": ("the title", "标题"),
}
_CLAUSE = re.compile(r"(?<=[,.;!?，。；！？、:：\n])\s*|\s+(?=(?:and|but|then|so)\b)")
_CHINESE = re.compile(r"[\u3400-\u9fff]")

_SHORTENS = {"cut", "trim", "keep", "delete_clip", "duration"}
"""Edits that are looked for only where something was asked in vain: of what is only told nothing is taken away."""
_AGAIN = re.compile(r"\b(?:same|again)\b|同样|一样|再来")
_TAKES = _SHORTENS - {"duration"}
_AKIN = {
    "cut": ("trim", "keep"),
    "trim": ("cut", "keep", "duration"),
    "keep": ("cut", "trim"),
    "merge": ("transition",),
    "transition": ("merge", "fade"),
    "fade": ("transition",),
    "remove_captions": ("captions", "undo"),
    "remove_music": ("music", "undo"),
    "remove_title": ("title", "undo"),
    "translate_captions": ("captions",),
    "redo": ("undo",),
    "undo": ("redo", "remove_music", "remove_title", "remove_captions"),
    "volume": ("mute",),
    "trim_silence": ("mute",),
    "mute": ("volume", "trim_silence"),
    "duration": ("trim", "speed"),
    "speed": ("duration",),
    "music": ("volume",),
}
"""Edits that are said in words like those of another, so that one that was read speaks against these."""
_DENIES = re.compile(r"\b(?:no|not|don't|dont|do not|never|without|instead of|rather than|nothing)\b|不|别|没|无|勿")

Read = Callable[[str, str], Directions]


def second_thought(plain: str, text: str, scene: Scene, made: Directions, chances: Chances, read: Read) -> Directions:
    """`made`, or what `read` makes of the message with its likeliest edit named. `plain` is the normal form of `text`."""
    wondered = made.kind == "question" and not made.not_understood
    if made.refused or made.asks or wondered or not made.unread or len(plain) > _LONGEST or _AGAIN.search(plain):
        return made
    if made.edits and not made.not_understood:
        return made
    given = {edit.op for edit in made.edits}
    op, chance = chances.likeliest(besides=given | {akin for op in given for akin in _AKIN.get(op, ())})
    if chance < (_LIKELY if made.edits else _POSSIBLE) or op not in _NAMES or (op in _SHORTENS and not made.not_understood):
        return made
    denied = _DENIES.search(plain) is not None
    if (op == "title" and not any(isinstance(edit, Title) for edit in scene.before)) or (denied and (op in _TAKES or made.edits)):
        return made
    chinese = _CHINESE.search(plain) is not None
    name = _NAMES[op][chinese] + ("" if chinese else " ")
    found = [read(plain[:at] + name + plain[at:], text[:at] + name + text[at:]) for at in _places(plain, text, made)]
    found = [one for one in found if _fits(one, made, op, likely=chance >= _LIKELY and not denied)]
    if not found:
        return made
    best = min(found, key=lambda one: sum(map(len, one.unread)))
    words = tuple(said.replace(name, "", 1).strip() for said in best.words)
    return replace(best, words=words, confidence=min(best.confidence, _SURE))


def _places(plain: str, text: str, made: Directions) -> list[int]:
    """Where the name is tried: before each clause, or, where some were understood, before those that were not."""
    if made.edits:
        return [at for missed in made.not_understood[:_MOST] if (at := text.find(missed)) >= 0]
    return sorted({0, *(found.end() for found in _CLAUSE.finditer(plain))} - {len(plain)})[:_MOST]


def _fits(found: Directions, made: Directions, op: str, *, likely: bool) -> bool:
    """Whether a reading adds just that edit, and it is likely or has a value that the message says."""
    new = [edit for edit in found.edits if edit not in made.edits]
    if found.refused or len(new) != 1 or new[0].op != op or len(found.edits) != len(made.edits) + 1:
        return False
    return likely or bool(new[0].said().keys() & _WITH_A_VALUE.get(op, set()))
