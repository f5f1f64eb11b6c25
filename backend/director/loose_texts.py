"""Texts without quotes or capitals: "put happy birthday mom on the last shot", 右下角写个2026年6月.

What stands between a word for writing and what tells where, when or how it is seen. Looked for only in a message that was not wholly
understood, and taken only where more of it is understood then.
"""

import re
from collections.abc import Container, Iterator, Mapping

from backend.director.gate import Gated
from backend.director.lexicon import lexicon
from backend.director.masks import Mask
from backend.director.named_texts import DETAIL
from backend.director.scene import Directions
from backend.director.spoken import NO_TEXT
from backend.edits import Title

_MORE_DETAIL = (
    r"(?=,? (?:on (?:the )?(?:(?:very )?(?:first|last|second|third|fourth|fifth|final|opening|closing)\b|clip \d)|throughout|all the way"
    r"|all through|(?:top|bottom|upper|lower)\b|dead cent(?:er|re)|(?:small|big|huge|tiny) (?:at|in|on|top|bottom|cent)"
    r"|should (?:be|come|appear|show)|across\b|over the (?:first|last|whole|end)|(?:in|within) the (?:first|last|final)))"
)
_SEEN = rf"(?:{DETAIL}|{_MORE_DETAIL})"
_NEXT_WISH = r"\s(?:and|then)\s+(?:add|put|make|cut|trim|remove|mute|fade|speed|slow|the)\b"
_ENDS = rf"(?:{_SEEN}|(?=\s*(?:[;!\n]|[.?](?:\s|$)|$|,\s|{_NEXT_WISH})))"
_NO_TEXT = (
    r"(?!(?:the|an?|my|our|his|her|their|this|that|these|those|it|its|them|me|us|him|you|some|any|all|everything|more|another|each|every|one|both"
    r"|in|on|at|up|out|off|back|down|over|away|together|here|there|clip|what|how|as|like(?! and)|some\w+|nothing|anything)\b)"
)
_NO_NAME = (
    r"(?!(?:is|are|isn't|aren't|don't|doesn't|should|must|will|can|could|would|needs?|has|have|had|was|were|looks?|lasts?|goes|went"
    r"|comes?|came|appears?|shows?|starts?|ends?|begins?|be|last|also|too|again|now|but|not|only|just|still|until|till|so|because|who|where|while|to|of|and|or"
    r"|tags?|cards?|styles?|colou?rs?|fonts?|sizes?|positions?|backgrounds?|effects?|letters?|animations?)\b)"
)
_NOT_THERE = r"(?!is|are|was|were|should|must|will|that|which|in|on|at|to|and\b)"
_TEXT = r"(?P<t>[a-z0-9£$€#][^,;!?\n]{0,60}?)"
_THING = "title|heading|headline|lower third|name ?tag|label|banner|text|words?|slogan|caption text|hashtag|tagline"
_FACT = (
    "address|price|phone number|website|url|date|name|channel|channel name|score|slogan|motto|location|place|code|discount|number|venue"
    "|hashtag"
)
_SHOWN = "put|show|display|stick|slap|place|superimpose|have|flash(?! sale)"
_LEAD = (
    r"\b(?:(?:at|in|on|for) the (?:very )?(?:end|start|beginning|bottom|top|middle|corner|(?:upper|lower|top|bottom) (?:left|right))"
    r"|(?:for|in|during|over) the (?:first|last|final)|(?:at|from|between) \d)[^,;\n]{0,28}?,? "
)
_ENGLISH = tuple(
    (Gated(pattern), proof)
    for pattern, proof in (
        (rf"\b(?:write|type|print|say|to say|it says?)(?: out)? {_NO_TEXT}{_TEXT}{_SEEN}", 0),
        (rf"\b(?:{_SHOWN})(?: up| on)? {_NO_TEXT}{_TEXT}{_SEEN}", 2),
        (rf"{_LEAD}(?:put|show|write|display|say) {_NO_TEXT}{_TEXT}{_ENDS}", 2),
        (rf"\b(?:end|finish|close|start|open|begin)(?: it| the video)? with {_NO_TEXT}{_TEXT}{_ENDS}", 3),
        (
            rf"\b(?:(?:opening|closing|intro|outro|end) )?(?:{_THING})(?: card)?"
            rf"(?: (?:should|must|will|has to) (?:be|say|read)| with| of| called)? (?!{NO_TEXT}){_NO_NAME}{_NO_TEXT}{_TEXT}{_ENDS}",
            0,
        ),
        (rf"\b(?:title|heading|headline|banner)(?: card)? (?=(?:the|an?) [a-z]){_TEXT}{_ENDS}", 1),
        (rf"\b(?:the|these) words {_NOT_THERE}{_TEXT}{_SEEN}", 0),
        (rf"\b(?:{_THING})(?: card)?: {_TEXT}(?=[.,;!?]|\s*$)", 0),
        (
            rf"\b(?:opening|closing|intro|outro|end|big) (?:title|text|card|caption), {_TEXT}"
            r"(?=, (?:\d|cent|white|yellow|big|top|bottom|for |at ))",
            0,
        ),
        (rf"\b(?:label|name) (?:it|this|that) (?:as )?{_NO_TEXT}{_TEXT}{_SEEN}", 0),
        (
            rf"\b(?:the|my|our) (?:{_FACT})(?: of [a-z ]{{2,20}})?(?:, (?:which is |it's |that's )?|: | )"
            rf"{_NO_NAME}{_NO_TEXT}(?P<t>[a-z0-9£$€#][^;!?\n]{{1,40}}?),?{_SEEN}",
            0,
        ),
        (
            r"(?<!i'm )(?<!is )(?<!are )(?<!am )(?<!'s )(?<!'re )\bsaying (?!(?:on|in|at|to|so|it|that|what|things|stuff)\b)"
            rf"(?P<t>[a-z0-9£$€#][^,;!?\n]{{2,60}}?){_ENDS}",
            0,
        ),
    )
)
"""Each with how far what it holds must look like a text: 1 is no part of a video, 2 has also two words or more, 3 words of a greeting."""
_SHOUTED = re.compile(
    r"\b(?:and|[Pp]ut|[Ww]rite|[Ss]how|[Tt]ext) (?P<t>[A-Z][A-Z0-9'’&!]+(?: [A-Z0-9'’&!]+)*)(?= (?:on|in|at|over|for) )"
)
_EVIDENCE = re.compile(
    r"\b(?:happy|merry|welcome|thanks?|thank|see|you|your|we|our|i|follow|subscribe|coming|soon|continued|hello|hi|hey|bye|goodbye"
    r"|congrat\w*|made|by|the|is|are|was|for|of|and|sale|off|now|new|only|today|tonight|tomorrow|day|week|part|episode|chapter|copyright|wait|watch|stay"
    r"|don't|never|always|good|next|first|year|years|home|please|link|bio|free|order|call|join|back|let's|best|love)\b|\d|&"
)
_OBJECTS = {
    *("caption", "music", "logo", "pip", "image", "video", "silence", "transition", "picture", "sound", "voice", "background", "clip"),
    "filler",
}
_ZH_THING = (
    r"(?!(?:字幕|音乐|背景|bgm|logo|水印|滤镜|转场|马赛克|标题|文字|片头|片尾|特效|贴纸|进度|时间|章节|封面|弹幕|画面|视频|声音|效果|倒计时|表情)"
    r"|[在到的了成]|[一二两三四五六\d]+(?:秒|倍|段)|一[只个条张辆群位名]|[大小红黄白蓝黑绿粉]色?字)"
)
_ZH_OBJECTS = re.compile("图|照|水印|logo|音乐|字幕|视频|画面|二维码|头像|贴纸|标志|表情|进度")
_ZH_TEXT = r"(?P<t>[^,，、。;；!！?？:：\n\s]{1,18}?)"
_ZH_ENDS = (
    r"(?=\s*(?:[,，、。;；!！\n]|$|\s|放[在到底顶中左右]|居中|在(?:底|顶|中|左|右|屏|画|第)|[白黄红黑蓝绿]色|[顶底]部|打字机|持续|停留|\d+秒"
    r"|[一二两三四五六七八]个大?字))"
)
_ZH_LETTERS = "(?:文字|[大小]?字|字样|[大小]?标题|题目)"
_ZH_TIME = r"(?:秒|\d:\d\d|角|部|中间|中央|结尾|开头|片头|片尾|最后|开场)[^,，。;；\n]{0,8}"
_ZH_COUNTED = "(?:上|出|个|一个|一句|一行|几个|[一二两三四五六七八]个)?"
_CHINESE = tuple(
    (Gated(pattern), proved)
    for pattern, proved in (
        (rf"(?:写|打|标|出|弹出|浮现|蹦出|跳出|显示|出现){_ZH_COUNTED}{_ZH_LETTERS}[:：]?\s?{_ZH_THING}{_ZH_TEXT}{_ZH_ENDS}", False),
        (rf"{_ZH_TIME}(?:写|打|标|弹|显示|出现|浮现|打出){_ZH_COUNTED}[:：]?\s?{_ZH_THING}{_ZH_TEXT}{_ZH_ENDS}", True),
        (rf"(?:加|放|来|上|弄|做|配){_ZH_COUNTED}{_ZH_LETTERS}(?:[:：]\s?|\s){_ZH_THING}{_ZH_TEXT}{_ZH_ENDS}", False),
        (rf"(?:加|放|来|上|写|打|弄)(?:上|个)?(?:一句话|句话|一行字|一行小字|几个字){_ZH_THING}{_ZH_TEXT}{_ZH_ENDS}", False),
        (rf"(?:标题|片名|题目)(?:就|要|想)?(?:叫做?|写成?|定为|设为|取名|起名叫?){_ZH_THING}{_ZH_TEXT}{_ZH_ENDS}", False),
    )
)
_ROLE = re.compile(rf", [a-z][a-z ]{{1,24}}?{_SEEN}")
_AND_THEN = re.compile(
    rf"[^,;.!?\n]{{1,30}}?(?:,? and then|,? then| and|,) {_NO_TEXT}{_TEXT}(?= at \d| from \d| in the (?:middle|end)| at the end)"
)


def loose_texts(normal: str, text: str, hidden: Mapping[int, Mask]) -> Iterator[Mask]:
    """What may be such a text. `hidden`: what is a name or a quotation already."""
    if any(mask.kind in ("quote", "handle") for mask in hidden.values()):
        return
    taken = [range(mask.start, mask.end) for mask in hidden.values() if mask.kind != "link"]
    for start, end in _found(normal, text):
        if not any(start < one.stop and one.start < end for one in taken):
            taken.append(range(start, end))
            yield Mask("quote", start, end, text[start:end].strip(" .:"))


def _found(normal: str, text: str) -> Iterator[tuple[int, int]]:
    for found in _SHOUTED.finditer(text):
        yield found.span("t")
    for pattern, proof in _ENGLISH:
        for found in pattern.finditer(normal):
            if not _looks_written(found["t"], proof):
                continue
            start, end = found.span("t")
            role = _ROLE.match(normal, end) if "lower third" in found[0] or "tag" in found[0] else None
            yield start, role.end() if role else end
            yield from _listed(normal, end)
    for pattern, proved in () if normal.isascii() else _CHINESE:
        for found in pattern.finditer(normal):
            if not (proved and _ZH_OBJECTS.search(found["t"])):
                yield found.span("t")


def _looks_written(said: str, proof: int) -> bool:
    words = re.findall(r"[a-z0-9']+", said)
    if proof and any(_means(word, _OBJECTS) for word in words):
        return False
    if proof == 2 and len(words) > 1:
        return not _ON_SOMEBODY.search(said)
    return proof < 2 or _EVIDENCE.search(said) is not None


_ON_SOMEBODY = re.compile(
    r"\b(?:on|around|behind|with|over|under|next to|onto) (?:him|her|me|us|them|it|the|my|his|their|that)\b|\beffects?\b"
)


def _listed(normal: str, end: int) -> Iterator[tuple[int, int]]:
    """ "Say day one at the start, then day two at 0:45": the further ones, none of whose words is a command."""
    while found := _AND_THEN.match(normal, end):
        if any(_means(word) for word in re.findall(r"[a-z']+", found["t"])):
            return
        yield found.span("t")
        end = found.end("t")


def _means(word: str, names: Container[str] | None = None) -> bool:
    """Whether a word is the grammar's own: a verb or, where `names` are given, a noun of those."""
    node = lexicon().english.get(word)
    kind, name = node.get("", ("", "")) if node else ("", "")
    return (kind == "noun" and name in names) if names is not None else kind in ("verb", "noun")


_SURE_ENOUGH, _LIKELY = 0.7, 0.6
_DOUBTFUL = ("title", "captions", "remove_title", "overlay", "remove_captions")


def may_hold_texts(made: Directions) -> bool:
    """Whether a message was not wholly understood."""
    unsure = made.not_understood or made.unread or made.kind != "edit" or made.confidence < _SURE_ENOUGH
    return not made.refused and not made.asks and bool(unsure)


def better(again: Directions, made: Directions, texts: list[Mask]) -> bool:
    """Whether more is understood with those texts hidden: each is a title then, and what was understood before still is."""
    titles = {edit.text for edit in again.edits if isinstance(edit, Title)}
    kept = all(edit in again.edits or edit.op in _DOUBTFUL or _of_a_text(words, texts) for edit, words in made.worded(""))
    told = len(again.not_understood) <= len(made.not_understood)
    surer = again.confidence > made.confidence or (not made.edits and again.confidence > _LIKELY)
    return kept and told and surer and all(mask.value in titles for mask in texts)


def _of_a_text(words: str, texts: list[Mask]) -> bool:
    """Whether what an edit came from holds one of the texts."""
    return any(mask.value.lower() in words.lower() for mask in texts)
