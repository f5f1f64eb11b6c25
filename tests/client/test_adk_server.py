"""Real ADK servers on loopback, today's and three older ones, behind them a scripted agent: client and reader read them rightly."""

import os
import re
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from typing import Any

import pytest

from agent import errors
from agent.client.auth import FixedToken
from agent.client.calls import Call, Calls
from agent.client.clock import CLOCK, Limits
from agent.client.sse import Alive, Frame
from agent.client.stream import open_turn
from agent.turn.reader import Outcome, TurnReader
from agent.turn.signs import Fragment, Said, Sign, Tool
from tests.scripted.adk_kit import INSTALLED, OLDER, Kit, python_with, serving
from tests.scripted.clients import ATTRIBUTION, MakeClient

pytestmark = pytest.mark.skipif(find_spec("google") is None or find_spec("google.adk") is None, reason="google-adk is not installed")


@pytest.fixture(scope="module", params=[INSTALLED, *(pytest.param(version, marks=pytest.mark.slow) for version in OLDER)])
def kit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A running server of each version. What had to be installed is shared by the processes of a parallel run."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "adk"
    with serving(python_with(request.param, shared), tmp_path_factory.mktemp("kit")) as kit:
        assert request.param in (INSTALLED, kit.version)
        yield kit


def session(kit: Kit, name: str) -> str:
    """A session of the server's own making."""
    made = urllib.request.Request(f"{kit.base}/apps/nemo_agent/users/me/sessions/{name}", data=b"", method="POST")
    with urllib.request.urlopen(made, timeout=30) as answer:
        assert answer.status == 200
    return name


@dataclass(frozen=True)
class Turn:
    """What one message shows and comes to. `marks` are those of incomplete, silent, asked, cut, and the way the text was cut off."""

    texts: tuple[str, ...] = ()
    fragments: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    marks: str = ""


async def taken(make_client: MakeClient, base: str, sid: str, words: str) -> tuple[list[Sign], Outcome]:
    """One turn through the client into the reader."""
    reader, shown, end = TurnReader(), list[Sign](), "clean"
    try:
        async with aclosing(make_client(base).run_sse(sid, words)) as items:
            async for item in items:
                shown += reader.feed(item) if isinstance(item, Frame) else []
    except errors.ConnectionLost as error:
        end = "cut" if error.sent == "yes" else error.sent
    return shown, reader.close(end)  # type: ignore[arg-type]


def told(shown: list[Sign], outcome: Outcome) -> Turn:
    """The turn as the table below writes it. What was shown in whole is the outcome, and fragments are the text that follows them."""
    whole = [sign.text for sign in shown if isinstance(sign, Said)] + [said.text for said in outcome.late]
    assert tuple(whole) == outcome.texts
    said = [*(sign for sign in shown if not isinstance(sign, Tool)), *outcome.late]
    for _, signs in groupby(sorted(said, key=lambda sign: sign.author), key=lambda sign: sign.author):
        written = ""
        for sign in signs:
            if isinstance(sign, Said):
                assert written in ("", sign.text)
            written = "" if isinstance(sign, Said) else written + sign.text
        assert not written
    marks = [name for name in ("incomplete", "silent", "asked") if getattr(outcome, name)]
    marks += [outcome.cut_off] * bool(outcome.cut_off) + ["cut"] * (outcome.end == "cut")
    return Turn(
        outcome.texts, tuple(sign.text for sign in shown if isinstance(sign, Fragment)),
        tuple(f"{type(error).__name__}: {re.sub('^(Value|Runtime)Error: ', '', error.log)}" for error in outcome.errors), " ".join(marks),
    )  # fmt: skip


TRIMMED = ("Silences trimmed.",)
TURNS: dict[str, Turn] = {
    "stream": Turn(("Silences trimmed.",), ("Silences ", "trimmed.")),
    "tools": Turn(marks="silent"),
    "tools and text": Turn(("Done: 剪辑完成 🎬 \n next \n line",)),
    "thoughts": Turn(("Cut.",)),
    "code": Turn(errors=("RateLimited: quota",)),
    "nothing": Turn(marks="silent"),
    "open": Turn(("half of an ans",), ("half of an ans",), marks="incomplete"),
    "large": Turn(("Done.",)),
    "twice": Turn(("ok", "ok")),
    "file": Turn(("Saved.",)),
    "state": Turn(("Hello.",), ("He", "llo.")),
    "interleaved": Turn(("y1 y2", "x1 x2"), ("x1 ", "y1 ", "x2", "y2")),
    "break at once": Turn(errors=("EditFailed: no tools",)),
    "break in a text": Turn(("half of an",), ("half of an",), ("EditFailed: it broke",), "incomplete"),
    "a tool": Turn(TRIMMED),
    "words and a tool": Turn(("I'll cut them.", *TRIMMED)),
    "a transfer": Turn(("Captions added.",)),
    "one after another": Turn(("Cut it.", "Scored it.")),
    "at once": Turn(("Left is done.", "Right is done.")),
    "a question": Turn(("Which style?",), marks="asked"),
    "a broken model": Turn(errors=("EditFailed: quota of the model",)),
    "a broken tool round": Turn(("First part.",), (), ("EditFailed: the model left",)),
    "a refusing model": Turn(errors=("EditFailed: held back",)),
    "cut off": Turn(("A long st",), marks="length"),
    "a tool, streamed": Turn(TRIMMED, ("Silences ", "trimmed.")),
    "words and a tool, streamed": Turn(("I'll cut them.", *TRIMMED), ("Silences ", "trimmed.")),
    "a transfer, streamed": Turn(("Captions added.",), ("Captions ", "added.")),
    "one after another, streamed": Turn(("Cut it.", "Scored it."), ("Cut ", "it.", "Scored ", "it.")),
    "at once, streamed": Turn(("Left is done.", "Right is done."), ("Left ", "Right ", "is ", "is ", "done.", "done.")),
    "a question, streamed": Turn(("Which style?",), marks="asked"),
    "a broken model, streamed": Turn(errors=("EditFailed: quota of the model",)),
}  # fmt: skip


def expected(version: str) -> dict[str, Turn]:
    """The table, with what the versions do differently: how far the text of an error gets, and how a cancelled run ends."""
    escaped, clean = not version.startswith("1.22."), not version.startswith("1.")
    broken = {
        "break": Turn(("Before. ",), errors=('EditFailed: it "broke" on two lines' if escaped else 'EditFailed: it "broke',)),
        "break in a blank line": Turn(errors=("EditFailed: first  second" if escaped else "EditFailed: first",)),
    }
    cancelled = {
        "cancelled": Turn(("half of an",), ("half of an",), marks="incomplete" if clean else "incomplete cut"),
        "cancelled after an answer": Turn(("Done.",), marks="" if clean else "cut"),
    }
    return TURNS | broken | cancelled


async def turns(make_client: MakeClient, kit: Kit) -> None:
    """Every turn of the table is shown once and right, and nothing of what tools were given and gave."""
    found, wanted = {}, expected(kit.version)
    for number, words in enumerate(wanted):
        shown, outcome = await taken(make_client, kit.base, session(kit, f"turn{number}"), words)
        found[words] = told(shown, outcome)
        assert "secret" not in repr(shown) + repr(outcome)
    assert found == wanted


async def tools(make_client: MakeClient, kit: Kit) -> None:
    """Tools are kinds of work."""
    for words in ("tools", "a tool"):
        shown, _ = await taken(make_client, kit.base, session(kit, words.replace(" ", "_")), words)
        assert [sign for sign in shown if isinstance(sign, Tool)] == [Tool("editing"), Tool("editing", True)]


async def closing(make_client: MakeClient, kit: Kit) -> None:
    """Closing the stream cancels the run, and the next message is served."""
    sid = session(kit, "closing")
    async with aclosing(make_client(kit.base).run_sse(sid, "wait")) as items:
        async for item in items:
            if isinstance(item, Frame):
                break
    _, outcome = await taken(make_client, kit.base, sid, "was the wait cancelled?")
    assert outcome.texts == ("Yes.",)


RUN: dict[str, Any] = {"app_name": "nemo_agent", "user_id": "me", "session_id": "routes", "new_message": {"parts": [{"text": "tools"}]}}
REFUSED: list[tuple[Call, type[errors.VideoJobsError]]] = [
    (Call("POST", "/run_sse", json=RUN | {"session_id": "nobody"}), errors.NoSuchSession),
    (Call("POST", "/run_sse", json={"app_name": "nemo_agent"}), errors.RequestRefused),
    (Call("POST", "/run_sse", json=RUN | {"new_message": {"parts": "x"}}), errors.RequestRefused),
    (Call("POST", "/run_sse/", json=RUN), errors.RequestRefused),
    (Call("GET", "/run_sse"), errors.RequestRefused),
    (Call("POST", "/apps/nemo_agent/users/me/sessions/routes"), errors.TurnRunning),
    (Call("GET", "/apps/nemo_agent/users/me/sessions/nobody"), errors.NoSuchSession),
    (Call("POST", "/run_sse", json=RUN, headers={"Origin": "http://a.example"}), errors.RequestRefused),
]
"""404, 422 of two kinds, 307, 405, 409 and 403, as the kit answers them."""


async def refusals(kit: Kit) -> None:
    """What is answered instead of a stream is the error that it stands for."""
    session(kit, "routes")
    calls = Calls(kit.base, ATTRIBUTION, FixedToken("secret"), limits=Limits(), clock=CLOCK)
    found: list[str] = []
    refused = [(call, kind) for call, kind in REFUSED if not call.headers or kit.version > "1.3"]  # 1.23 takes any origin
    for call, _ in refused:
        try:
            async with aclosing(open_turn(calls, call)) as items:
                found.append(repr([item async for item in items if not isinstance(item, Alive)]))
        except errors.VideoJobsError as error:
            found.append(type(error).__name__)
    await calls.aclose()
    assert found == [kind.__name__ for _, kind in refused]


@pytest.mark.row("F08", "F14", "F20", "F21", "F22", "F32", "F90", "F91", "F92", "F93", "2.3")
@pytest.mark.row("R1", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R16", "R17", "R26")
async def test_the_kit_is_read_rightly_from_its_first_turn_to_its_refusals(make_client: MakeClient, kit: Kit) -> None:
    await turns(make_client, kit)
    await tools(make_client, kit)
    await closing(make_client, kit)
    await refusals(kit)
