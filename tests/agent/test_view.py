"""What a person reads of the events, and what a program reads of them."""

import json

import pytest

from agent.events import (
    AgentEvent,
    CreditsSpent,
    Failed,
    MediaReady,
    Notice,
    Planned,
    PlannedStep,
    Progress,
    Question,
    Text,
    TimelineChanged,
    TurnEnded,
    TurnStarted,
)
from agent.frontends.jsonl import JsonLines, Outcome, result
from agent.frontends.streams import encode
from agent.frontends.view import View
from prompts import Language, speaker


def view(language: Language = "en") -> View:
    return View(speaker(lambda: language))


STEPS = tuple(PlannedStep(intent=intent, text="") for intent in ("upload", "sse", "export"))
EVERY: list[tuple[AgentEvent, list[tuple[str, str]]]] = [
    (TurnStarted(turn_id="t", text="x"), []),
    (Planned(steps=STEPS[:1]), []),
    (Planned(steps=STEPS), [("plan", "Plan: take the files in, then edit, then export.")]),
    (Text(text="Done."), [("answer", "Done.")]),
    (Text(text="Do", final=False), []),
    (Progress(message="Exporting", fraction=0.256), [("progress", "Exporting 25%")]),
    (TimelineChanged(changes=("✅ a", "✅ b"), summary="Timeline"), [("change", "✅ a"), ("change", "✅ b"), ("summary", "Timeline")]),
    (MediaReady(kind="upload", name="a.mp4", duration_s=48.0, width=1920, height=1080), [("file", "Taken in: a.mp4 (0:48, 1920x1080)")]),
    (MediaReady(kind="video", name="b.mp4", path="/b.mp4", duration_s=125, size_bytes=4404019),
     [("file", "✅ Video ready (2:05, 4.2 MB): /b.mp4")]),
    (MediaReady(kind="subtitles", name="b.srt", path="/b.srt"), [("file", "✅ Subtitles: /b.srt")]),
    (Question(id="q", text="Go on?", choices=("yes", "no")), [("question", "Go on?\n(yes / no)")]),
    (Notice(text="n"), [("notice", "n")]),
    (Notice(level="warning", text="w"), [("warning", "w")]),
    (CreditsSpent(before=60, after=10), [("credits", "Credits: 60 → 10")]),
    (Failed(code="x", message="No.", hint="Try."), [("error", "No."), ("hint", "Try.")]),
    (TurnEnded(turn_id="t", status="done", elapsed_s=1.0), []),
]


@pytest.mark.parametrize(("event", "expected"), EVERY, ids=lambda value: getattr(value, "type", ""))
def test_every_event_has_its_lines(event: AgentEvent, expected: list[tuple[str, str]]) -> None:
    assert [(line.role, line.text) for line in view().lines(event)] == expected
    assert len(view("zh").lines(event)) == len(expected)


def test_progress_of_one_work_is_told_in_steps() -> None:
    fold = view()
    shown = [line.text for percent in range(101) for line in fold.lines(Progress(message="Exporting", fraction=percent / 100))]
    assert shown[:3] == ["Exporting", "Exporting 10%", "Exporting 20%"]
    assert len(shown) <= 11
    again = Progress(message="Editing")
    assert [len(fold.lines(again)) for _ in range(3)] == [1, 0, 0]
    fold.lines(TurnEnded(turn_id="t", status="done", elapsed_s=0))
    assert len(fold.lines(again)) == 1


def test_json_lines_are_ascii_and_carry_every_field() -> None:
    written: list[str] = []
    lines = JsonLines(written.append, session_id="s", wall=lambda: 1.5)
    for event, _ in EVERY:
        lines.event(event)
    assert "".join(written).isascii()
    read = [json.loads(line) for line in written]
    assert all((line["v"], line["ts"], line["session_id"]) == (1, 1.5, "s") for line in read)
    assert [line["type"] for line in read if line["type"] != "file"] == [event.type for event, _ in EVERY]
    assert {line["path"] for line in read if line["type"] == "file"} == {"/b.mp4", "/b.srt"}


@pytest.mark.row("F27")
def test_a_lone_surrogate_does_not_break_a_line() -> None:
    assert json.loads(encode({"text": "a\ud800b"})) == {"text": "a\ud800b"}


def test_the_result_gathers_the_run() -> None:
    outcome = Outcome()
    for event, _ in EVERY:
        outcome.see(event)
    body = result(outcome, jobs=[], duration_ms=7, exit_code=outcome.exit_code)
    assert (body["is_error"], body["exit_code"], body["num_turns"], body["credits"]) == (True, 1, 1, {"before": 60, "after": 10})
    assert [file["path"] for file in body["files"]] == ["/b.mp4", "/b.srt"]
    assert body["notices"] == list(dict.fromkeys(event.text for event, _ in EVERY if isinstance(event, Notice))) != []
    assert body["result"].splitlines()[0] == "Done."
    assert body["error"]["hint"] == "Try."
