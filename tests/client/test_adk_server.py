"""A real ADK server on loopback, a scripted agent behind it: client and reader read rightly what it streams."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from agent import errors
from agent.client.sse import Frame
from agent.turn.reader import Outcome, TurnReader
from agent.turn.signs import Fragment, Tool
from tests.scripted.clients import MakeClient

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(find_spec("google") is None or find_spec("google.adk") is None, reason="google-adk is not installed")


@pytest.fixture(scope="module")
def adk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    folder = tmp_path_factory.mktemp("adk")
    environ = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.scripted.adk_backend", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environ, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


@pytest.fixture
def session(adk: str, request: pytest.FixtureRequest) -> str:
    """A session of the server's own making."""
    name = f"s{abs(hash(request.node.name))}"
    made = urllib.request.Request(f"{adk}/apps/nemo_agent/users/me/sessions/{name}", data=b"", method="POST")
    with urllib.request.urlopen(made, timeout=30) as answer:
        assert answer.status == 200
    return name


async def turn(make_client: MakeClient, adk: str, session: str, words: str) -> tuple[list[Any], Outcome]:
    """What one message shows, and its outcome."""
    reader, shown = TurnReader(), []
    async with aclosing(make_client(adk).run_sse(session, words)) as items:
        async for item in items:
            if isinstance(item, Frame):
                assert isinstance(item.data, dict)
                shown += reader.feed(item)
    return shown, reader.close()


@pytest.mark.row("F22", "R7")
async def test_fragments_and_their_whole(make_client: MakeClient, adk: str, session: str) -> None:
    shown, outcome = await turn(make_client, adk, session, "stream")
    assert [sign.text for sign in shown if isinstance(sign, Fragment)] == ["Silences ", "trimmed"]
    assert (outcome.texts, outcome.incomplete) == (("Silences trimmed.",), False)


@pytest.mark.row("F20", "R19")
async def test_tools_alone_are_a_silent_turn(make_client: MakeClient, adk: str, session: str) -> None:
    shown, outcome = await turn(make_client, adk, session, "tools")
    assert shown == [Tool("editing"), Tool("editing", True)]
    assert (outcome.silent, outcome.errors) == (True, ())


async def test_chinese_emoji_and_odd_line_ends_arrive_whole(make_client: MakeClient, adk: str, session: str) -> None:
    _, outcome = await turn(make_client, adk, session, "tools and text")
    assert outcome.texts == ("Done: 剪辑完成 🎬 \n next \n line",)


@pytest.mark.row("F91", "R6")
async def test_thoughts_stay_inside(make_client: MakeClient, adk: str, session: str) -> None:
    _, outcome = await turn(make_client, adk, session, "thoughts")
    assert outcome.texts == ("Cut.",)


@pytest.mark.row("F21", "R14")
async def test_a_run_that_breaks_is_one_error_after_its_text(make_client: MakeClient, adk: str, session: str) -> None:
    _, outcome = await turn(make_client, adk, session, "break")
    assert (outcome.texts, len(outcome.errors)) == (("Before. ",), 1)
    assert isinstance(outcome.errors[0], errors.EditFailed)
    assert "broke" in outcome.errors[0].log


@pytest.mark.row("R16")
async def test_an_error_event_is_an_error_and_stop_is_none(make_client: MakeClient, adk: str, session: str) -> None:
    _, outcome = await turn(make_client, adk, session, "code")
    assert [type(error) for error in outcome.errors] == [errors.RateLimited]
    _, outcome = await turn(make_client, adk, session, "nothing")
    assert (outcome.silent, outcome.errors) == (True, ())


@pytest.mark.row("F92", "R9")
async def test_a_text_left_open_is_kept_and_marked(make_client: MakeClient, adk: str, session: str) -> None:
    _, outcome = await turn(make_client, adk, session, "open")
    assert (outcome.texts, outcome.incomplete) == (("half of an ans",), True)


async def test_a_frame_of_a_megabyte_passes(make_client: MakeClient, adk: str, session: str) -> None:
    _, outcome = await turn(make_client, adk, session, "large")
    assert outcome.texts == ("Done.",)


@pytest.mark.row("F32")
async def test_an_unknown_session_is_told_before_the_stream(make_client: MakeClient, adk: str) -> None:
    with pytest.raises(errors.NoSuchSession):
        await turn(make_client, adk, "nobody", "stream")
