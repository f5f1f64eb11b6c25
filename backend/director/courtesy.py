"""Chinese courtesy and hedges around a wish: 劳驾, 客户说, 我刚看了一遍, 就这些. They ask for nothing and are blank for the grammar."""

import re

from backend.director.masks import masks

_OPEN = r"(?:^|(?<=[,。;!?\n，；！？]))\s*"
_WHO = (
    r"(?:老板|客户|领导|甲方|导演|上司|经理|主管|总监|金主|品牌方|对方|主任|老师|编辑|制片|我[妈爸]|我老[婆公]|我?朋友|同事|学生|家长)"
    r"(?:们|那边|那儿|方)?"
)
_SAYS = r"(?:说|要求|希望|想|觉得|让|叫|建议|反馈说?|提出)(?:了|要|让|我们?|你|的是|最好|需要|得|能|想){0,2}(?![话的过到明])"
_LEAD = re.compile(
    _OPEN + r"(?P<pad>(?:(?:请问?|劳驾|有劳|烦请|恳请|麻烦(?:[你您]|一下|老师)?|拜托(?:你|您|了)?|那(?:你|您|就|么就?)(?![么个些段里儿])"
    r"|这次|这回|这一次|今天呢?|想让[你您]|想请[你您]|要不(?!要)|要不然|不如|(?:我(?:个人)?觉得|我想着|我看|我建议)(?:还是|最好)?"
    r"|最好(?:能|是|还是)?(?![的看听吃玩笑用几那])(?!(?:片段|镜头|瞬间|时刻|部分|画面)(?:剪|挑|留|保留|集锦|选|拼|放))"
    rf"|{_WHO}{_SAYS}"
    r"|(?<![\u4e00-\u9fff])这[个条支部]?(?:视频|影片|片子|短片|素材)的?(?=最后|结尾|开头|片[尾头]|末尾|[前后第从按每]|分个?章|停顿|字幕|[日英中法韩]文)"
    r"|先(?=前\s?(?:[\d一二两三四五六七八九十半]))"
    r"|给我(?=[^,。;!?，；！？\n]*(?:剪|删|掉|关|调|改|换|转|裁|切|翻|倒|静音|统一|拼|撤|不要|模糊|打码))(?!把))[,，、\s]*)+)"
)
_FOR_A_PLATFORM = "抖音|快手|小红书|b站|视频号|朋友圈|youtube|tiktok|reels|shorts|instagram|竖|横"
_SEEN = (
    r"(?:我们?|我又|我自己)?(?:刚才?|刚刚|昨天|昨晚|已经|今天|又|前面)?(?:看|听|检查|播放)[了过]"
    r"(?:[一两三几]?(?:遍|下|次|会儿|眼|回))?(?:了|视频|成片|片子)?"
)
_MEANT_FOR = (
    r"[这那](?:个|条|段|支|部)?(?:视频|片子|影片|短片)?[是要]?(?:给|发给|拿给|放给)"
    rf"(?![^,。;!?，；！？\n]*(?:{_FOR_A_PLATFORM}))[^,。;!?，；！？\n]{{1,10}}[看用听瞧做]的?"
)
_TOLD = re.compile(rf"{_OPEN}(?P<pad>{_SEEN}|{_MEANT_FOR})(?=[,。;!?，；！？\n])")
_CLOSE = re.compile(
    r"(?<=[,。;!，；！\s])(?P<pad>(?:大概|先|暂时|目前|那)?就(?:先)?(?:这些|这样|这么多|这个|酱紫?)(?:了|吧|啦|哈|先|就行|就好|就可以)*"
    r"|(?:[一-鿿]{1,6})?(?:催得?(?:很|好|太|特别|挺)?(?:急|紧)?|(?:很|挺|比较|特别)?(?:着急|赶时间)|急(?:用|着[一-鿿]{1,3})"
    r"|等着[一-鿿]{1,3}|(?:马上|明天|今晚|今天|下午|待会儿?|一会儿?|后天|周[一二三四五六日末])就?(?:要)?(?:交|用|发|播|上线|要))(?:了|呢|的|啊|呀|哦)*)"
    r"(?=[,。;!?，；！？\n]|\s*$)"
)
_HURRY = re.compile(
    r"^(?!.*(?:慢|拖|节奏|速|加快)).+(?<=[,。;!，；！\s])(?P<pad>(?:快点儿?|快些|赶紧的?|抓紧|麻利点)[吧啊呀]?)(?=\s*[。!！]*\s*$)",
    re.DOTALL,
)
_TAIL = re.compile(r"(?P<pad>[~∼]+)(?=\s*(?:$|[,。;!?，；！？\n]))")


def without_courtesy(normal: str, text: str) -> tuple[str, str]:
    """The normal form and the text with such words blank, letter for letter."""
    if normal.isascii():
        return normal, text
    spans = [found.span("pad") for pattern in (_LEAD, _TOLD, _CLOSE, _HURRY, _TAIL) for found in pattern.finditer(normal)]
    hidden = masks(text).values() if spans else ()
    for start, end in spans:
        if end - start == len(normal.strip()) or any(mask.start < end and start < mask.end for mask in hidden):
            continue
        blank = " " * (end - start)
        normal, text = normal[:start] + blank + normal[end:], text[:start] + blank + text[end:]
    return normal, text
