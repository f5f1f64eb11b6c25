"""The text of a title said without quotes: "a title that says Doors open at 7", 标题写周末去哪儿, "Title: Summer in Rome".

Found on the normal text before it is read for commands, so that the words of a title never become edits.
"""

import re
from collections.abc import Sequence

from backend.director.gate import Gated
from backend.director.known_texts import exchanged_texts, exchanged_words, placed_texts, retitled
from backend.director.lexicon import lexicon
from backend.director.masks import Mask
from backend.director.named_texts import listed_texts, named_texts

_NEXT_COMMAND = (
    "add|put|make|trim|cut|remove|delete|mute|fade|speed|slow|export|turn|set|then|also|some|music|captions?|subtitles?|the|a|give|move|merge|crop"
    "|convert|stabili[sz]e|normali[sz]e|blur|play|use|flip|mirror|rotate|reverse|split|freeze|shorten|brighten|darken|get it"
)
_PLACES = "top|bottom|middle|cent(?:er|re)|upper|lower|left|right|start|beginning|end|screen|intro|outro|corner"
_LOOKS = "bold|big|large|small|huge|tiny|red|white|yellow|black|blue|green|orange|pink|purple|gold|gr[ae]y|typewriter|fade|medium"
_STOP = "|".join(
    (
        r"(?=\s*(?:[,;!?\n|，。；！？、\"“「『]|\.(?:\s|$)|\s-\s|\s—|—|→|->|$",
        rf"\s(?:and|then|plus|but|&|\+|/)\s+(?:{_NEXT_COMMAND})\b",
        r"\s(?:while|whilst) (?:you|we)(?:'?re| are) at it\b",
        rf"\s(?:at|in|on|to|across|near)\s+(?:the\s+)?(?:very\s+)?(?:{_PLACES})",
        rf"\s(?:in|with)\s+(?:a\s+)?(?:{_LOOKS})\b",
        r"\s(?:for|during)\s+(?:the\s+)?(?:first|last|whole|about)?\s*(?:\d|an?\s|one|two|three|four|five|six|seven|eight|nine|ten|half)",
        r"\s(?:from|between)\s+(?:second\s+)?\d",
        r"\s(?:in|on|over|within|throughout)\s+(?:the\s+)?(?:first|last|opening|final|closing|whole|entire)\s",
        r"\s(?:with|using)\s+(?:an?|the)\s+(?:\w+\s){0,2}?(?:effect|animation|font|style)\b",
        r"\s(?:fading|sliding|popping|typed|typing|appear|appears|appearing|letter by letter|pops? (?:up|in)|slides? in|fades? in)\b",
        r"\sin\s+(?:at|on|in)\s+the\b",
        r"\s(?:top|bottom|upper|lower)[ -](?:left|right|cent(?:er|re)|corner)\b",
        r"\sin (?:cursive|italics|bold letters|caps|all caps|a (?:nice|fancy|fun|cool) font)\b",
        r"\s(?:up top|down below|dead cent(?:er|re)|smack in|right in the)\b",
        r"\s(?:from|at|until|after)\s+\d{1,2}:\d{2}",
        r"\sat\s+\d+\s*(?:s|sec|seconds?|min|minutes?)\b",
        r"\s(?:as|over)\s+(?:a\s+|the\s+)?(?:title|lower|video|first|whole|clip)",
        r"\s(?:please|pls|thanks)\b",
        r"\s(?:under|below|above|underneath|beneath)\s+(?:it|him|her|them|that|this)\b",
        r"\s(?:thx|ty|lol)\s*$",
        r"\s(?:so that|because|cuz|whenever|if you|when you|if possible|before i|before we)\s",
        r"\s(?:is|will be|would be|should be) (?:enough|fine|plenty|ok|okay|all|good|great|perfect|lovely)\b",
        r"\sinstead(?=\s*(?:$|[,.;!?]))",
        r"\s(?:would|wouldn't|might|could) (?:be|help|hurt|look|work|do)\b",
        r"\son\s+(?:it|top|this|screen)\b))",
    )
)
_COMMANDS = re.compile(rf"(?:{_NEXT_COMMAND}|fades?|zoom|title|logo|speed|vertical|square|loop|undo)\b")
_NOUN = (
    "(?:titles?|text|caption|heading|headline|lower third|label|sign|banner|line|message|card|words?|overlay|cta|note|name tag|hook|tagline"
    "|slogan|subtitle|sticker|intro|outro|screen|it|one)"
)
NO_TEXT = (
    r"at\b|in\b|on\b|to\b|for\b|from\b|over\b|overlay|between\b|with\b|that\b|which\b|of\b|under|below|above|saying|reading|bigger|smaller|larger"
    r"|and\b|then\b|by\b|is\b|as\b|effect|animation|card|here|there|please|box|across|near|when|instead|stay|longer|appear|fade|slide|pop|yellow|red"
    r"|white|big|large|small|bold|disappear|track|size|a bit|a little|more|less|up\b|down\b|off\b|out\b|visible|move|go\b|last"
    r"|(?:\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten|twelve|half|twice) ?(?:s|secs?|seconds?|minutes?|mins?|%|percent|px|x|as)\b"
    r"|(?:lighting|popping|appearing|highlighted|jumping|bouncing|coming|showing|changing)\b"
    r"|no\b|not\b|don't\b|say\b|read\b|(?:that )?(?:i|you|we|they)(?:'ve|'d)? (?:just )?(?:added|put|made|asked|had)\b|during\b"
    r"|(?:lower|higher|closer|further|farther|back|away|elsewhere|somewhere)\b"
    r"|later|earlier|sooner|before\b|after\b|every|shorter|twice|fully|slightly|much\b|a lot|italic|transparent|invisible|readable"
)
_TITLE = "title|heading|headline|lower third"
_CARD = "banner|label|name ?tag|nameplate|text|caption text|caption card|end ?card|slogan|tagline|call to action|subheading"
_WHERE_TEXT = "(?:intro|opening|outro|closing|end|hook|cover|on-?screen|overlay) (?:text|title|card)"
_ENGLISH = tuple(
    Gated(pattern + rf"[^\n]+?){_STOP}")
    for pattern in (
        r"(?<!easy )(?<!easier )(?<!hard )(?<!harder )(?<!able )(?<!nice )(?<!enough )(?<!difficult )(?<!can )"
        r"\b(?:that|which|to|should|must|shall|will|could|can(?! reads?\b)|have it|make it)\s+(?:says?|reads?)[^\S\n]*:?[^\S\n]+(?P<t>",
        rf"\b{_NOUN}\b[^,.;\n]{{0,40}}?\s(?:saying|reading|says)[^\S\n]*:?[^\S\n]+(?P<t>",
        r"(?<!i'm )(?<!am )(?<!is )(?<!are )(?<!'s )(?<!'re )"
        r"(?<!keep )(?<!keeps )(?<!kept )(?<!keeping )(?<!been )(?<!always )(?<!without )(?<!not )(?<!stop )"
        r"\b(?:saying|with the (?:words?|text|title|caption|message|phrase))[^\S\n]*:?[^\S\n]+"
        r"(?P<t>(?!(?:lighting|light|popping|appearing|highlighted|highlighting|jumping|coming|showing)\b)",
        r"\b(?:titled|entitled|captioned|labell?ed)\s+(?P<t>",
        rf"\b(?:{_TITLE}|{_WHERE_TEXT}|{_CARD})(?: cards?| overlay)?"
        r"(?:\s(?:at|in|on|from|for|over|across|during) (?:[^,.;:\n]|:\d\d){1,40})?\s*:\s+(?P<t>",
        rf"\b(?:{_TITLE}|{_WHERE_TEXT}|text|caption text)\s*:(?P<t>",
        r"\b(?:call|name) (?:it|this|the video)\s+"
        r"(?P<t>(?!(?:about |around |roughly )?(?:half|an?|one|two|three|\d)\b[^,.;\n]*"
        r"\b(?:seconds?|secs?|minutes?|percent|db|frames|fps)\b)",
        rf"\b(?:make|have|let) (?:the |my |that )?(?:{_TITLE}|text|label|banner)(?: text)? (?:say|read)\s*:?\s+(?P<t>",
        rf"\b(?:change|set|rename|update|edit) (?:the |my |that )?(?:{_TITLE}|text|label)(?: text)? (?:to|into)\s+(?P<t>",
        r"\b(?:write|type|print)(?: out)?\s+"
        r"(?P<t>(?!what|itself|me\b|us\b|some|down|out\b|the words|subtitles|captions|text|it|a |an |the |my name|in |on |at )",
        r"\btitle (?:it|this|the video) (?:as )?(?P<t>(?!with\b|at\b|in\b|on\b|so\b)",
        rf"(?:^|[.;!?,]\s|\band |\bthen )text (?P<t>(?!{NO_TEXT}|bigger|smaller|style|colou?r|font|larger|on |in |at |too\b)",
        rf"\b(?:show|display|put|flash|add)(?: up)? (?:the )?(?:words?|text|phrase|message|line|{_TITLE})\s+(?P<t>(?!{NO_TEXT})",
        rf"\b(?:add|put|show|insert|give (?:me|it|us)|create|make)(?: in| up)? (?:a |an |the )?(?:\w+ ){{0,2}}?"
        rf"(?:{_TITLE}|label|banner|text)(?: card)?\s+(?P<t>(?!{NO_TEXT})",
    )
)
_ZH_STOP = "|".join(
    (
        r"(?=\s*(?:[,;!?\n，。；！？]|$",
        r"、(?=[加配去剪放调]|[大小]号?字|[大小]号|[红黄白蓝黑绿粉橙]色?字?(?:[、,，。]|$)|居中|[顶底]部|[左右][上下]|淡[入出]|[滑弹][入出]"
        r"|打字机|停留|持续|显示|字[大小]|加粗|前?(?:\d+|[一二两三四五六])秒)",
        "放在",
        "放到",
        "持续",
        r"显示\d",
        "出现在",
        "在(?:左|右|上|下|底|顶|中|画面|屏幕|视频|片头|片尾|开头|结尾|第)",
        "居中",
        "(?:用|要)(?:红|黄|白|蓝|绿|黑|大|小|粗)",
        r"\s(?=停留|持续|放[在到顶底左右上下中最开结片]|在\d|停\s?[\d一两二三四五]|显示\s?[\d一两二三四五六七八九十]"
        r"|(?:\d+(?:\.\d+)?|[一两二三四五六七八九十]+)\s?秒(?:钟|$|[,，。 ])"
        r"|[大小]号?字?(?:$|[,，。 ])|[红黄白蓝黑绿粉橙金](?:色|字)|居中|[顶底]部|[左右][上下]|淡[入出]|[滑弹][入出]|打字机)",
        "然后",
        "再(?:加|配|把|剪|去)",
        "并(?:加|且)",
        "字体",
        "颜色",
        r"[一二两三四五六七八九十几这]+个[大小]?字",
        "几个字",
        "这几个字",
        "这句话?",
        "的(?:标题|文字|字样|字|字幕|大字|片名|标语|角标|花字)))",
    )
)
_ZH_NO_TEXT = (
    r"(?!标题|字幕|文字|一个|一行|一下|一次|一遍|一回|上字幕|出来|得|大一?点|小一?点|在|到|成|着|进|红|黄|白|蓝|绿|黑色|第(?!\s?[\d一二三四五六七八九十]+\s?[期集天章站话讲课回季届弹关名])|什么|脚本"
    r"|首|一首|几首|故事|稿|居中|左|右|上|下|中间|底|顶|更|再|的|了|\d|一段|一句|几|点|些|完|好|字|我说|大|小|粗|时间|人|两|三|错)"
)
_ZH_WRITE = (
    "写上|写着|写个|写一句|写|打上|打一行|打出(?!来|字)|标上|注明|标注|打字(?!机)|显示出|字样是|内容是|内容为|文字是|文字为|标题是|标题为"
    "|标题叫|片名叫|片名是|标题写|文案是|改成写|叫做|名字叫|题目叫|题目是|写的是|写成"
)
_ZH_SHOWS = "飘过?|显示|出现|标注|标上|注明|写(?:上|着|个|一句)?|打(?:上|出|个|一行|几个)?|弹出|跳出|蹦出|弹个|浮现|挂上|亮出|飘过"
_ZH_LETTERS = "字|文字|字样|标语|口号|横幅|花字|角标|落款|人名条|姓名条|名条|名字条|字条|字卡"
_ZH_LOOKS = "[大小红黄白蓝黑绿粉橙紫金]色?|醒目|加粗|粗体|居中|[顶底]部|[上下]方|[左右][上下]角?|打字机|淡入|滑入|弹出"
_ZH_NO_THING = (
    r"(?!字幕|音乐|背景|bgm|logo|水印|滤镜|转场|马赛克|码|标题|文字|片头|片尾|特效|在|到|字?[大小]号?[字一点]|[红黄白蓝黑绿粉橙]色?字(?!\S)|[一二两三四五六十]+秒|"
    r"[\w-]+\.(?:png|jpe?g|gif|mp[34]|mov|wav)|\d+(?:\.\d+)?\s?(?:秒|分|倍|%|s\b))"
)
_ZH_TITLE = "文字|标题|片名|片头文案|片尾文案|文案|片头字|片尾字|题目|文字内容|开头文字|结尾文字|封面字|封面文字|片头|片尾|角标|落款"
_CHINESE = tuple(
    Gated(pattern + rf"(?P<t>[^\n]+?){_ZH_STOP}")
    for pattern in (
        rf"(?<![特描编听书手填抄默大小缩])(?:{_ZH_WRITE})\s*(?::\s*|(?!\s*:){_ZH_NO_TEXT})",
        rf"(?:{_ZH_TITLE}|标题卡|人名条|姓名条|名条|名字条|字卡|横幅|标语|花字|字幕条|(?<!\S)字)(?:(?:放|在|于|显示|出现|用|从|\d)[^,.;:。；\n]{{0,14}})?\s*:\s*",
        rf"(?:{_ZH_SHOWS})(?:[一几两三四五六\d]*[个行句段条])?(?:[大小红黄白蓝黑绿粉]色?|醒目的?)*(?:字样?|字幕条|文字|标题|标语|口号)?(?:\s*:\s*|\s+{_ZH_NO_THING})",
        rf"(?:加|放|来|上|配|做|弄|整)(?:上|个|一)?[个行句段条]*(?:(?:{_ZH_LOOKS})的?)*(?:{_ZH_LETTERS})(?:\s*:\s*|\s+{_ZH_NO_THING})",
        rf"(?:[加打来放配弄整写](?:上|个|一个|一行)?|显示){_ZH_NO_THING}{_ZH_NO_TEXT}(?=[^,，。;；！!\n]{{1,12}}"
        r"(?:的字样|(?<![这那])[一二三四五六七八九十两]个大?字(?!幕)|这几个字))",
        rf"(?:标题|片名|题目|文字)(?:改成|改为|换成|改叫|换为){_ZH_NO_TEXT}",
    )
)
_PLAIN = re.compile(
    r"(?:[a-z]+ )?(?:big(?:ger)?|small(?:er)?|larger?|bold|yellow|white|red|blue|green|black|orange|pink|purple|gold|uppercase|caps"
    r"|top|bottom|center|centre|left|right|italic|it|this|that|them)(?: .*)?"
    r"|[^,，]{0,3}[红黄白蓝黑绿粉橙紫金银灰]色?的?[嘛吧呗啦哦呢了]?"
    r"|.*(?:色|号|字体|大小|位置|动画|效果|角)|(?:大|小)(?:一点|些|点)?|字幕.*|.*(?:读错|看不清|太小|太大|反了|不清楚)"
    r"|.*字幕$|马赛克|水印.*|章节.*|码|标题|文字"
)
_REFERRING = re.compile(
    r"^(?:'?em|except|unless|but|when|while|automatically|properly|too|as well|please|throughout"
    r"|what|whatever|everything|anything|things|the same|nothing|how|so|he|she|they|i say|i'm|out loud"
    r"|(?:please )?(?:make|move|change|turn|put|set|get|take|have|let) (?:it|that|this|them))\b"
)


_TIMED = re.compile(
    r" (?:for|at) (?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|ten|half an?)"
    r" ?(?:s|secs?|seconds?|min|mins|minutes?|hours?)\b"
)


def _timed_twice(normal: str, end: int) -> int:
    """ "Show the words 350°F for 25 min for four seconds": the first time belongs to the text."""
    first = _TIMED.match(normal, end)
    return first.end() if first and _TIMED.match(normal, first.end()) else end


_SHOUTED = re.compile(r"[A-Z][A-Z0-9'’&!?-]*(?: [A-Z0-9][A-Z0-9'’&!?-]*)+(?= (?:there|here|now|too|again)\b)")
_SLIPPED = re.compile(r"\s(?:(?:at|in|on|to) (?:teh|hte|th|the) ([a-z]+)|in ([a-z]+)$)")


def _before_a_slip(normal: str, start: int, end: int) -> int:
    """ "Grand Opening at teh top in bleu": a place or a colour that is spelt wrongly ends the text too."""
    for found in _SLIPPED.finditer(normal, start, end):
        word = found[1] or found[2]
        meant = lexicon().mend(word) or (word if found[1] else None)
        node = lexicon().english.get(meant) if meant else None
        if node and node.get("", ("", ""))[0] in ("place", "colour"):
            return found.start()
    return end


_CALLS_OUT = re.compile(r"[!?]+(?= (?:in|at|on|for|from|with|to|over|across|top|bottom|cent)\b)")
_MORE = Gated(rf",\s+(?P<t>[a-z0-9][^\n]*?){_STOP}")


def _goes_on(normal: str, end: int) -> int:
    """ "Brown, 24 inches under it": behind a comma the text goes on where no word is one that the grammar knows."""
    more = _MORE.match(normal, end)
    words = re.findall("[a-z']+", more["t"]) if more else []
    if more is None or not words or len(words) > 4:
        return end
    known = lexicon()
    return end if any(word in known.english for word in words) else more.end("t")


_NAMES = re.compile(
    r"(?:(?:, | ?& ?|, ?and | and |, ?& )(?:the )?[A-Z][\w'’-]+)+(?= (?:at|in|on|for|from|with|over|across)\b|\s*(?:$|[.;!?\n]))"
)


def _names_on(text: str, start: int, end: int) -> int:
    """ "Rome, Paris and Berlin", "Sun, Sea & Sand": capitals in a list go on where no word is a command."""
    more = _NAMES.match(text, end) if text[start : start + 1].isupper() else None
    known = more is not None and any(_COMMANDS.match(word) for word in re.findall(r"[A-Za-z'’-]+", more[0].lower()))
    return end if more is None or known or not re.search("&| and ", more[0]) else more.end()


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf",\s*(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|(?:19|20)\d\d)"
    r"(?=\s*(?:$|[,.;!?]| (?:at|in|on|for|from|and)\b))"
)
"""A date behind a comma belongs to the text: "Ann & Bob, 3 May 2024"."""


def spoken(normal: str, text: str, masked: dict[int, Mask], known: Sequence[str] = ()) -> list[Mask]:
    """The unquoted titles of the text as masks. `masked` are the stretches that are hidden already; `known`: the titles that are there."""
    taken = bytearray(len(normal))
    for mask in masked.values():
        taken[mask.start : mask.end] = b"\1" * (mask.end - mask.start)
    found: list[Mask] = []
    if normal.isascii():
        said_of_known = (*exchanged_words(normal, text, known),) if known else ()
    else:
        said_of_known = (*exchanged_texts(normal, text, known), *retitled(normal, text, known), *placed_texts(normal, text))
    for mask in said_of_known:
        if not any(taken[mask.start : mask.end]):
            taken[mask.start : mask.end] = b"\1" * (mask.end - mask.start)
            found.append(mask)
    for pattern in _ENGLISH if normal.isascii() else _ENGLISH + _CHINESE:
        for match in pattern.finditer(normal):
            start, end = match.span("t")
            there = (start + len(k) for k in known if k and normal.startswith(k, start) and not normal[start + len(k) :][:1].isalnum())
            end = next(there, 0) or _before_a_slip(normal, start, _timed_twice(normal, end))
            if shouted := _SHOUTED.match(text, start, end):
                end = shouted.end()
            end = _names_on(text, start, _goes_on(normal, end))
            if called := _CALLS_OUT.match(normal, end):
                end = called.end()
            if dated := _DATE.match(normal, end):
                end = dated.end()
            said = normal[start:end]
            if any(taken[start:end]) or end - start > 120 or _PLAIN.fullmatch(said.strip(" .…")) or _REFERRING.match(said.strip()):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Mask("quote", start, end, text[start:end].strip(" .:")))
    found += [mask for told in tuple(found) for mask in listed_texts(text, told.end) if not any(taken[mask.start : mask.end])]
    if not found and not any(mask.kind in ("quote", "handle") for mask in masked.values()):
        found = [mask for mask in named_texts(text) if not any(taken[mask.start : mask.end])]
    return [m for m in found if m.value]
