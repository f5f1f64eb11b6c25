"""Words that concern recipes and other clips: keep the edits, do a recipe, do the same to the others, to each clip of a folder. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

from agent.errands.places import MARK, Look, places

Task = Literal["save", "replace", "run", "here", "same", "each", "list"]

_LEAD = (
    r"(?:(?:please|pls|now|then|ok|okay|and|also|great|good|perfect|nice|can you|could you|would you|go ahead and|i(?:'d like| want) (?"
    r":you )?to)"
         r"[\s,]+)*")
_END = (
    r"(?:[\s,]*(?:too|as well|please|now|also|for me|in the same way))*(?:(?:[\s,]|\band\b|\bthen\b)*(?:export|save|render|download)"
    r"(?:\s+(?:them|each|all|it|everything|the (?:files|results|videos|clips)|of them|one|separately|as mp4s?|to mp4|an mp4))*)?\s*[.!]*")
_NAME = r"(?:[\"“‘'「](?P<quoted>[^\"”’'」]{1,80})[\"”’'」]|(?P<bare>[^\s\"“”‘’'「」,，。.!！？?]+(?:[ -][^\s\"“”,，。.!！？?]+){0,3}?))"
_CLIPS = r"(?:clips?|videos?|files?|movies?|recordings?|mp4s?|ones?)"
_MARKS = rf"(?:the (?:{_CLIPS}|folder|directory)\s+)?{MARK}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+){MARK})*"
_FOLDER = (
    rf"(?:every|each|all)(?:\s+of)?(?:\s+the)?(?:\s+\w+)?\s+(?:(?:in|from|inside|of|under)\s+)?(?:the\s+)?(?:folder\s+|directory\s+)?"
    rf"{MARK}(?:\s+(?:folder|directory))?")
_OTHERS = rf"(?:all\s+)?(?:of\s+)?(?:the\s+|my\s+)?(?:others?|remaining|rest)(?:\s+of\s+(?:the|my|them))?(?:\s+{_CLIPS})?"
_GIVEN = (
    rf"(?:(?:all|each|every one)\s+(?:of\s+)?)?(?:these|those|them)(?:\s+{_CLIPS})?|(?:every|each)\s+(?:of\s+(?:these|those|them)|"
    rf"{_CLIPS})|all\s+(?:the\s+|my\s+)?{_CLIPS}")
_TARGET = rf"(?P<target>{_FOLDER}|{_MARKS}|{_OTHERS}|{_GIVEN})"
_THESE = (r"(?:exactly\s+)?(?:(?:the\s+|these\s+|those\s+|this\s+|my\s+|all\s+(?:of\s+)?(?:these|those|the)\s+)?(?:same\s+|exact\s+)*"
          r"(?:edits?|changes|cuts|treatment|things?|settings|steps)|the same|same|this|that|it|these|those|all (?:of )?(?:this|that))"
          r"(?:\s+(?:again|too|edits?|thing))*")
_SAME = (rf"{_LEAD}(?:(?:do|apply|use|repeat|run|make|copy)\s+)?{_THESE}\s+(?:to|for|on|with|in|over)\s+{_TARGET}{_END}"
                   rf"|{_LEAD}(?:edit|treat|cut|process|handle|do)\s+(?P<target2>{_FOLDER}|{_MARKS}|{_OTHERS})\s+"
                   rf"(?:in\s+)?(?:(?:exactly\s+)?the same(?: way)?|likewise|like (?:this|that)|the way you did this one){_END}")
_RECIPE = rf"(?:recipe\s+{_NAME}|{_NAME.replace('quoted', 'quoted2').replace('bare', 'bare2')}\s+recipe)"
_HERE = r"(?:\s+(?:on|to|for|with)\s+(?:this|it|this (?:clip|video|one)|the (?:current )?(?:clip|video)|my (?:clip|video)))?"
_RUN = (
    rf"{_LEAD}(?:run|use|apply|execute|do)\s+(?:the\s+|my\s+)?{_RECIPE}(?:\s+(?:to|for|on|with|in|over)\s+{_TARGET}{_END}|{_HERE}\s*[.!"
    rf"]*)")
_SAVE = (
    rf"{_LEAD}(?:save|store|keep|remember|make|turn)\s+(?:all\s+)?(?:of\s+)?(?:this|these|it|that|(?:(?:this|these|the|my)\s+)?(?:edits"
    rf"?|changes|steps|session|project))"
                   rf"(?:\s+(?:edits?|changes|steps))?\s+(?:as\s+|into\s+|to be\s+)?(?:a\s+|my\s+)?(?:new\s+)?recipe(?:\s*[,:])?(?:\s+("
                   rf"?:called|named|as|under(?: the name)?))?\s*{_NAME}?\s*[.!]*"
                   rf"|{_LEAD}save\s+(?:a\s+|the\s+|this\s+)?recipe\s+(?:called\s+|named\s+|as\s+)?"
                   rf"{_NAME.replace('quoted', 'quoted3').replace('bare', 'bare3')}\s*[.!]*")
_REPLACE = (
    rf"{_LEAD}(?:update|replace|overwrite)\s+(?:the\s+|my\s+)?{_RECIPE}(?:\s+with (?:this|these|these edits))?\s*[.!]*")
_LIST = (
    rf"{_LEAD}(?:(?:list|show)(?: me)?(?: all)?(?: (?:the|my|saved))* recipes|(?:what|which) recipes (?:do i have|are there|have i save"
    rf"d|can i use))\s*[.?!]*")
_EACH = (
    rf"{_LEAD}(?P<edit>.+?)\s+(?:in|for|on|to|from|of)\s+(?P<target>{_FOLDER}|(?:every|each)\s+(?:of\s+(?:these|those|them)|{_CLIPS})(?"
    rf":\s+{_CLIPS})?){_END}")

_ZH_LEAD = "(?:请|麻烦(?:你)?|帮我|再|然后|接着|现在|也|好的?[，,]?|那|就)*"
_ZH_END = "(?:一下|一遍|吧|啊|哦|了|好吗)*(?:[，,]?(?:然后|再|并|并且)*(?:都|分别|逐个|各自)*导出(?:来|吧)?)?[。！!.]?"
_ZH_CLIPS = "(?:视频|片段|素材|文件|影片|录像)"
_ZH_NAME = "[“\"「《'](?P<quoted>[^”\"」》']{1,80})[”\"」》']"
_ZH_BARE = "(?P<bare>[^\\s“”\"「」，。,.！!的]{1,30}?)"
_ZH_OTHERS = f"(?:其他|其它|其余|剩下|剩余|另外|别)的?那?(?:所有的?)?(?:几|两|三|四|些)?(?:个|段|条|支)?的?{_ZH_CLIPS}?"
_ZH_FOLDER = (
    f"(?:文件夹|目录)?\\s*{MARK}\\s*(?:这个)?(?:文件夹|目录)?(?:里面|里|中|下面|下|内)?的?(?:每一?|所有的?|全部的?)?(?:个|段|条)?的?"
    f"{_ZH_CLIPS}?")
_ZH_MARKS = f"{MARK}(?:(?:、|，|,|和|与|跟|\\s)+{MARK})*"
_ZH_GIVEN = f"(?:这些|这几个|每一?个|所有的?|全部的?)(?:个|段|条)?{_ZH_CLIPS}?"
_ZH_TARGET = f"(?P<target>{_ZH_MARKS}(?![里中下内的文目])|{_ZH_FOLDER}|{_ZH_OTHERS}|{_ZH_GIVEN})"
_ZH_THESE = (
    "(?:(?:把|将)?(?:这些|这套|这个|同样的?|相同的|刚才的|上面的|一样的)(?:个|套)?(?:剪辑|操作|编辑|处理|效果|设置|改动|修改|步骤)?|(?:"
    "把|将)(?:剪辑|操作|编辑|处理|效果|设置|改动|修改|步骤))")
_ZH_DO = "(?:做|处理|剪辑|剪|弄|来|操作|编辑)"
_ZH_SAME = (
    f"{_ZH_LEAD}(?:对|给|把|将|让)?\\s*{_ZH_TARGET}\\s*(?:也|都|全)*(?:这样|这么|同样|一样|照样|照此|如此|照着|按这样|按同样的?(?:方式|"
    f"方法)?)(?:地|的)?{_ZH_DO}?{_ZH_END}"
    f"|{_ZH_LEAD}{_ZH_THESE}(?:也|都)*(?:应用|用|套用|复制|照搬)(?:到|于|在|给)\\s*{_ZH_TARGET.replace('target', 'target2')}(?:上|里|中"
    f"|身上)?{_ZH_END}"
    f"|{_ZH_LEAD}(?:对|给)\\s*{_ZH_TARGET.replace('target', 'target3')}\\s*(?:也|都)*(?:做|进行|用)(?:同样|相同|一样)的?(?:剪辑|操作|编"
    f"辑|处理|效果|改动|修改){_ZH_END}")
_ZH_RECIPE = (
    f"(?:配方\\s*{_ZH_NAME}|{_ZH_NAME.replace('quoted', 'quoted2')}(?:这个|的)?\\s*配方|配方\\s*{_ZH_BARE}(?=处理|剪|编辑|用在|用到|用"
    f"于|应用|到|[。！!.]?$)|"
    f"{_ZH_BARE.replace('bare', 'bare2')}(?:这个)?配方)")
_ZH_USE = "(?:用|运行|使用|套用|应用|执行|跑)(?:一下)?(?:我的)?\\s*"
_ZH_RUN = (
    f"{_ZH_LEAD}{_ZH_USE}{_ZH_RECIPE}\\s*(?:来)?(?:(?:处理|剪辑|剪|编辑|用在|用到|用于|应用到|应用于|到|在|跑)\\s*(?:一下)?{_ZH_TARGET}"
    f"(?:上|里)?)?{_ZH_END}"
    f"|{_ZH_LEAD}(?:对|给|把|将|在)\\s*{_ZH_TARGET.replace('target', 'target2')}(?:上|里)?\\s*(?:也|都)*{_ZH_USE}"
    f""
    f"{_ZH_RECIPE.replace('quoted2', 'quoted4').replace('<quoted>', '<quoted3>').replace('bare2', 'bare4').replace('<bare>', '<bare3>')}"
    f"(?:处理|剪辑|剪)?{_ZH_END}")
_ZH_SAVE = (
    f"{_ZH_LEAD}(?:把|将)?(?:这个|这些|这套|现在的|刚才的|当前的|以上|它)?的?(?:剪辑|操作|编辑|步骤|改动|修改|设置|流程)?"
    "(?:(?:保存|存|另存|记)(?:成|为|作)?|做成)(?:一个|一份|个)?新?(?:的)?配方"
    "[，,：:\\s]*(?:叫做|叫作|叫|名为|名叫|取名|命名为|名字叫|名称是|名字是)?\\s*"
    f"(?:{_ZH_NAME}|(?P<bare>(?![的里那这])[^\\s“”，。,.！!]{{1,60}}))?[。！!.]?")
_ZH_REPLACE = (f"{_ZH_LEAD}(?:更新|替换|覆盖)(?:一下)?{_ZH_RECIPE}[。！!.]?")
_ZH_LIST = (
    "(?:请|帮我)*(?:列出|显示|看看|查看|看一下)?(?:我的|所有的?|全部|已保存的)*配方(?:列表|有哪些)?[。？?]?|(?:我)?(?:现在)?(?:有|存了)"
    "(?:哪些|什么)配方[。？?]?")
_ZH_EACH = (
    f"{_ZH_LEAD}(?:对|给|把|将)\\s*(?P<target>{MARK}\\s*(?:文件夹|目录)?(?:里面|里|中|下面|下|内)的?(?:每一?|所有的?|全部的?)(?:个|段|"
    f"条)?的?{_ZH_CLIPS}?|这些"
    f"{_ZH_CLIPS}|每一?[个段条]{_ZH_CLIPS})\\s*(?:都|全部)*(?P<edit>.+?){_ZH_END}")


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked: to keep the edits as a recipe `name` ("" = none said), to do a recipe, the same, or `edit` to other clips.

    `clips` and `folders` are the places that were named, `others` means the project's own other clips, `given` the files that came with the
    message; `here` the clip at hand. `missing`: a place that was named and is not there.
    """

    task: Task
    name: str = ""
    edit: str = ""
    clips: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: bool = False
    given: bool = False
    missing: str = ""


_ENGLISH: tuple[tuple[Task, str], ...] = (
    ("list", _LIST), ("replace", _REPLACE), ("save", _SAVE), ("run", _RUN), ("same", _SAME), ("each", _EACH))
_CHINESE: tuple[tuple[Task, str], ...] = (
    ("list", _ZH_LIST), ("replace", _ZH_REPLACE), ("save", _ZH_SAVE), ("run", _ZH_RUN), ("same", _ZH_SAME), ("each", _ZH_EACH))
_HAN, _LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{2}")


@cache
def _table(*, chinese: bool) -> tuple[tuple[Task, re.Pattern[str]], ...]:
    """The patterns of a language, made when its first message that may be an errand comes: that takes 25 ms."""
    return tuple((task, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for task, pattern in (_CHINESE if chinese else _ENGLISH))


_HINT = re.compile(
    r"recipe|配方|other|rest|remaining|every|each|\ball\b|same|[其剩另]|每|所有|全部|这样|一样|同样|这些|these|those|\b(?:do|apply|use|"
    r"repeat|run|copy)\b", re.I)
LONGEST = 1000


def hinted(text: str) -> bool:
    """Whether the words can be an errand at all."""
    return len(text) <= LONGEST and _HINT.search(text) is not None


def errand(text: str, look: Look) -> Errand | None:
    """The errand of a whole message, None for any other message. `look` is asked only where the words can be one."""
    if not hinted(text):
        return None
    found = places(text.strip().replace("’", "'"), look)
    words = found.text if found.found or not found.missing else found.text.replace(found.missing, MARK, 1)
    tables = ([_table(chinese=True)] if _HAN.search(words) else []) + ([_table(chinese=False)] if _LATIN.search(words) else [])
    for task, pattern in chain.from_iterable(tables):
        if match := pattern.fullmatch(words):
            parts = match.groupdict()
            target = next((value for key, value in parts.items() if key.startswith("target") and value), "")
            name = next((value for key, value in parts.items() if key.startswith(("quoted", "bare")) and value), "")
            if MARK in name or MARK in (parts.get("edit") or ""):
                continue
            marked = MARK in target
            task = "here" if task == "run" and not target else task
            given = bool(target) and not marked and not _others(target)
            clips, folders = (found.clips, found.folders) if marked else ((), ())
            missing = found.missing if marked and not found.found else ""
            return Errand(task, name.strip(), (parts.get("edit") or "").strip(), clips, folders, _others(target), given, missing)
    return None


def _others(target: str) -> bool:
    return re.search(r"\b(?:others?|remaining|rest)\b|其他|其它|其余|剩|另外|别", target, re.I) is not None
