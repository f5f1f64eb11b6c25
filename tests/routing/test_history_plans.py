"""Talk about versions and about what was cut goes to the editor, which has the history; files and exports do not."""

import pytest

from routing.plan import Context
from routing.router import Router

ROUTER = Router(is_file=lambda _path: False)


@pytest.mark.parametrize("text", [
    "save this as version A", "save this version as draft 1", "keep this as a new version", "list versions", "go back to version A",
    "what changed since version A?", "what changed since draft 1", "compare A and B", "which silences did you cut?", "what did you cut?",
    "show the cuts", "show what you would cut", "keep 4 and 9", "cut 3 again", "cut them too", "back to before the vertical crop",
    "把这版存为“初稿”", "存个版本", "列出版本", "有哪些版本", "回到初稿", "和初稿比改了什么", "比较A和B", "列出剪掉的部分", "剪掉了哪些？",
    "preview the cuts", "save version B", "return to the saved version", "都存了哪些版本", "从初稿到现在改了什么", "先列出来要剪的",
    "第4和第9处留着", "那些也剪掉", "先看看你会剪掉哪些", "你改了什么",
    'save this as "client review"', "save it as “final look”", "delete the version 'draft 1'", "rename version A to B",
    "delete all my versions",
    "what changed since client review?", "what changed since final cut?", "so what's different from the export draft",
    "删除版本 初稿", "把版本A改名为终稿", "删除所有版本", "重命名版本A为终稿",
])
@pytest.mark.parametrize("context", [Context(), Context(has_clip=True, has_draft=True)], ids=["at the start", "with a draft"])
def test_the_history_is_the_editors(text: str, context: Context) -> None:
    assert ROUTER.plan_offline(text, context).intents == ("sse",)


@pytest.mark.parametrize("text", [
    "save this as version2.mp4", "export the final version", "save it as an mp4", "send me the latest version as a file", "导出最终版",
    'save this as "final.mp4"', 'export this as "client review"', 'save this as "final cut 1080p"',
])
def test_a_version_that_is_a_file_is_exported(text: str) -> None:
    assert ROUTER.plan_offline(text, Context(has_clip=True, has_draft=True)).intents == ("export",)


@pytest.mark.parametrize("text", ["what changed?", "what's on the timeline", "show the tracks", "现在是什么状态"])
def test_the_state_is_still_the_state(text: str) -> None:
    assert ROUTER.plan_offline(text, Context(has_clip=True, has_draft=True)).intents == ("state",)
