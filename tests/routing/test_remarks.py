"""What stands beside a wish: remarks before and behind it, what it waits for, what was declined."""

import pytest

from routing.plan import Context
from routing.router import Router

ROUTER = Router(is_file=lambda _path: False)


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("Brilliant, that's it. Post it.", ("export",)),
        ("太棒了，就它了。导出", ("export",)),
        ("Sorry for the delay. How far is the render?", ("state",)),
        ("cut the last two seconds please. It was hotter than an oven that day.", ("sse",)),
        ("Render it. My mum will cry.", ("export",)),
        ("这味儿对了。导出吧", ("export",)),
        ("Love it! make the logo a bit smaller though", ("sse",)),
        ("My points, did they run out?", ("credits",)),
        ("the left speaker is too hot, balance it", ("sse",)),
        ("export it and then balance the audio, please", ("export", "sse")),
        ("导出2K会额外扣点吗", ("credits",)),
        ("~/a/one.mov ~/a/two.mov 这俩", ("upload",)),
        ("download https://cdn.elm.example/race.mp4 for us", ("upload",)),
    ],
)
def test_a_remark_is_no_step(text: str, intents: tuple[str, ...]) -> None:
    assert ROUTER.plan_offline(text, Context()).intents == intents


@pytest.mark.parametrize(
    "text", ["skip the status check and render", "skip the quota check, just save it to my desktop", "不用看余额，直接下载"]
)
def test_what_was_declined_is_not_done(text: str) -> None:
    assert ROUTER.plan_offline(text, Context()).intents == ("export",)


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("After you remove the hum you can render it", ("sse", "export")),
        ("once you've shortened the intro you can just send it", ("sse", "export")),
        ("导出之前先把字幕调大，弄好就给我", ("sse", "export")),
        ("出片前先把噪音去掉，完事导给我", ("sse", "export")),
        ("导出前把片尾去掉", ("sse",)),
        ("before you render, fix the spelling on slide two", ("sse",)),
        ("We'll export on Monday when Tom is back. Today just lower the music.", ("sse",)),
    ],
)
def test_what_comes_before_the_export_runs_before_it(text: str, intents: tuple[str, ...]) -> None:
    assert ROUTER.plan_offline(text, Context()).intents == intents
