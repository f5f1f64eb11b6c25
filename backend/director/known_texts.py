"""Texts and pictures called by what they are: 把早安改成晚安 where 早安 is the title, "badge" where badge.png lies over the video."""

import re
from collections.abc import Iterator, Sequence

from backend.director.gate import Gated
from backend.director.lexicon import _END, lexicon
from backend.director.masks import Mask
from backend.director.scene import Scene
from backend.edits import Overlay

_MARKS = ",，。;；!！?？\\n"
_BECOMES = re.compile(
    r"(?:(?:[这那]?(?:一?[个行句段]|几个))?(?:标题|文字|字样|字))?\s*(?:的文字|的内容)?(?:改成|换成|改为|换为|替换成|改写成|改写为)\s*"
    rf"(?P<t>[^{_MARKS}\s][^{_MARKS}]{{0,40}}?)(?=吧?\s*(?:[{_MARKS}]|$))"
)
_LOOKS = re.compile(
    r".*(?:色|字体|号|位置|大小|动画|效果)的?|(?:更|再)?[大小](?:一?[点些])?|(?:[左右]?[上下]?角?|居中|顶部|底部|中间)|[淡滑弹].*|打字机.*"
    r"|.*\d+(?:\.\d+)?\s?(?:秒|%).*|[^,，]{0,3}[红黄白蓝黑绿粉橙紫金银灰]色?的?[嘛吧呗啦哦呢了]?|加?粗体?|.*[英中日法韩德]文"
)
_PLACED = Gated(
    r"(?:左上角?|右上角?|左下角?|右下角?|顶部|底部|屏幕中间|正中间?|画面中间|[上下]方)(?:那里|位置)?(?:放|打|挂|摆)(?:上|个|一个)?"
    rf"(?P<t>[^{_MARKS}\s“「『《\"]{{2,14}})(?=[,，]\s*(?:字体?(?:要|用|是|弄|调)?[大小红黄白蓝黑绿粉]|[大小红黄白蓝黑绿粉]色?字))"
)
_PICTURES = re.compile(r"logo|水印|图|照|字幕|贴纸|画中画|小窗|标|视频|二维码|头像|音乐|摄像头|\.\w+$|马赛克|[红黄白蓝黑绿粉大小]色?字")


_NAMED_BEHIND = re.compile(r"(?:^|[,，。;；\n\s]|把|将|标题|文字|那行字|让|给)$")


_CHANGED = re.compile(r"\s*(?:改|换|变|放|挪|移|搬|去|删|拿|撤|不要|停|显示|出现|再|大|小|太|的|用|居|弄|调|字|那|要|往|缩|消失|多|早|晚)")


def exchanged_texts(normal: str, text: str, known: Sequence[str]) -> Iterator[Mask]:
    """The title that is there, called by its words, and the words that take their place: 把早安改成晚安."""
    for title in known:
        at = normal.find(title) if len(title) > 1 and not title.isascii() else -1
        if at < 0:
            continue
        found = _BECOMES.match(normal, at + len(title))
        exchanged = found is not None and not _LOOKS.fullmatch(found["t"].strip())
        changed = _CHANGED.match(normal, at + len(title))
        if exchanged or (len(title) > 2 and changed and _NAMED_BEHIND.search(normal[:at])):
            yield Mask("quote", at, at + len(title), text[at : at + len(title)])
        if found is not None and exchanged:
            yield Mask("quote", *found.span("t"), text[found.start("t") : found.end("t")].strip())


_OF_THE_TITLE = re.compile(
    r"(?:标题|片头字|片尾字|那行字|那个字)(?:的?(?:文字|内容))?(?:改成|换成|改为|换为|替换成|改写成|改写为)\s*"
    rf"(?P<t>[^{_MARKS}\s“\"「『《][^{_MARKS}\s]{{0,30}}?)(?=吧?\s*(?:[{_MARKS}]|$))"
)


def retitled(normal: str, text: str, known: Sequence[str]) -> Iterator[Mask]:
    """标题改成再见, where there is a title: its new words."""
    for found in _OF_THE_TITLE.finditer(normal) if known else ():
        if not _LOOKS.fullmatch(found["t"].strip()) and not found["t"].endswith(("的", "了", "一点", "一些")):
            yield Mask("quote", *found.span("t"), text[found.start("t") : found.end("t")].strip())


_CHANGES = re.compile(
    r"\b(?:change|rename|replace|swap|switch|edit|update|correct|retitle)(?: the| my| our)?"
    r"(?: (?:title|text|heading|words?|name))?(?: from)?\s*[\"']?$"
)
_INTO = re.compile(
    r"[\"']?(?: (?:title|text|heading|one))?\s*(?:to(?: say| read)?|with|into|by|->|=>)\s+[\"']?"
    r"(?P<t>[^,.;!?\n\"]{1,60}?)(?=[\"']?\s*(?:$|[,.;!?\n]|\b(?:then|please|pls|instead|thanks|everywhere)\b"
    r"|\band (?:make|put|move|add|remove|keep|set|turn|change|fade|delete|drop|also|then)\b))"
)
_LOOKS_EN = re.compile(
    r"(?:the |a )?(?:very )?(?:(?:bright |dark |light )?(?:red|white|yellow|black|blue|green|orange|pink|purple|gold|gr[ae]y)|bold|italic"
    r"|(?:big|large|small|tiny|huge)(?:ger|er)?|top|bottom|left|right|middle|cent(?:er|re))\b.*|\d.*|(?:something|another|a different) .*"
)


def exchanged_words(normal: str, text: str, known: Sequence[str]) -> Iterator[Mask]:
    """ "Change Thanks to Thank you all": the words of a title that is there, and those that take their place."""
    for title in sorted(known, key=len, reverse=True):
        at = normal.find(title) if len(title) > 1 and title.isascii() else -1
        found = _INTO.match(normal, at + len(title)) if at > 0 and _CHANGES.search(normal, 0, at) else None
        if found is not None and not _LOOKS_EN.fullmatch(found["t"].strip()):
            yield Mask("quote", at, at + len(title), text[at : at + len(title)])
            yield Mask("quote", *found.span("t"), text[found.start("t") : found.end("t")].strip())
            return


def placed_texts(normal: str, text: str) -> Iterator[Mask]:
    """左上角放台北一日游，字小一点: letters are spoken of next, so what is put there is a text."""
    for found in _PLACED.finditer(normal):
        if not _PICTURES.search(found["t"]):
            yield Mask("quote", *found.span("t"), text[found.start("t") : found.end("t")].strip())


_MEANT = {"logo", "pip", "image", "music", "video", "clip", "caption", "title", "picture", "background", "start", "end", "all", "rest"}
"""What words mean by themselves, whatever a file is called."""


_LAID = Gated(
    r"(?:左上角?|右上角?|左下角?|右下角?|顶部|底部|屏幕中间|正中间?|画面中间|[上下]方)(?:那里|位置)?(?:放|贴|挂|摆|叠|加)(?:上|个|一个|一张|张)?(?:我们?的?|咱们?的?|公司的?|学校的?)?"
    rf"(?P<t>[^{_MARKS}\s“「『《\"的]{{2,8}})(?=[,，]\s*(?:不?透明|半透明|(?:大小|宽度?|占|缩放?|缩到|比例)\D{{0,6}}\d))"
)
_NO_PICTURE = re.compile(r"字|标题|音乐|字幕|文案|logo|水印|台标|\.\w+$|画中画|小窗|摄像头|贴纸|图标")


def _laid_pictures(normal: str, text: str) -> Iterator[Mask]:
    """右下角放校徽，不透明度40%: what may be seen through is a picture, whatever it is called."""
    for found in _LAID.finditer(normal):
        if not _NO_PICTURE.search(found["t"]):
            yield Mask("file", *found.span("t"), text[found.start("t") : found.end("t")].strip())


def _named_pictures(normal: str, files: Sequence[str]) -> Iterator[Mask]:
    """ "Make badge bigger": a picture over the video, by its name without the ending."""
    for file in files:
        stem = file.rpartition("/")[2].rpartition(".")[0].lower()
        node = lexicon().english.get(stem)
        if (len(stem) < 3 and stem.isascii()) or len(stem) < 2 or (node and _END in node and node[_END][1] in _MEANT) or stem not in normal:
            continue
        found = re.search(rf"(?<![\w.-]){re.escape(stem)}(?![\w-]|\.\w)" if stem.isascii() else re.escape(stem), normal, re.ASCII)
        if found:
            yield Mask("file", found.start(), found.end(), file)


def pictures(normal: str, text: str, scene: Scene) -> Iterator[Mask]:
    """The pictures of a message that no ending tells: those that are there by their name, those that are to be seen through."""
    yield from _named_pictures(normal, [edit.file for edit in scene.before if isinstance(edit, Overlay)])
    if not normal.isascii():
        yield from _laid_pictures(normal, text)
