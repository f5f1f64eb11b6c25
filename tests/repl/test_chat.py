"""The terminal chat, typed into through a pipe: what is shown, in what order, and what each key does."""

import asyncio

import pytest

from agent.events import Progress
from agent.frontends.repl import COMMANDS
from prompts import message
from tests.scripted.chat import LIMIT_S, ScriptedConversation, chatting, ended, keyboard


async def test_a_typed_message_is_a_turn_and_ctrl_d_leaves_with_a_word() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, running):
            pipe.send_text("trim the silences\r")
            await screen.shows("did: trim the silences")
            pipe.send_text("\x04")
            assert await ended(running) == 0
            assert list(screen) == ["hello", "did: trim the silences", "bye"]
            assert talk.messages == ["trim the silences"]
            assert talk.closed


async def test_what_messages_need_is_made_ready_behind_the_prompt() -> None:
    talk = ScriptedConversation()
    talk.steps = 3
    with keyboard() as pipe:
        async with chatting(pipe, behind=talk) as (_, _talk, screen, _running):
            async with asyncio.timeout(LIMIT_S):
                await talk.ready.wait()
            pipe.send_text("trim the silences\r")
            await screen.shows("did: trim the silences")
            assert talk.messages == ["step 0", "step 1", "step 2", "trim the silences"]


async def test_a_message_does_not_wait_until_everything_is_ready() -> None:
    talk = ScriptedConversation()
    talk.steps = 10**9
    with keyboard() as pipe:
        async with chatting(pipe, behind=talk) as (_, _talk, screen, _running):
            pipe.send_text("trim the silences\r")
            await screen.shows("did: trim the silences")
            assert not talk.ready.is_set()


@pytest.mark.parametrize("newline", ["\n", "\x1b\r", "\\\r"])
async def test_a_message_of_two_lines_is_one_message(newline: str) -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, _running):
            pipe.send_text(f"first{newline}second\r")
            await screen.shows("did: first")
            assert talk.messages == ["first\nsecond"]


async def test_ctrl_c_stops_the_running_turn_and_the_next_message_runs() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, running):
            talk.hold.add("long")
            talk.started["long"] = asyncio.Event()
            pipe.send_text("long\r")
            async with asyncio.timeout(LIMIT_S):
                await talk.started["long"].wait()
            pipe.send_text("\x03")
            await screen.shows("Stopped.")
            pipe.send_text("short\r")
            await screen.shows("did: short")
            assert not running.done()


async def test_a_typed_stop_stops_the_turn_and_words_for_its_export_do_not_wait() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (chat, talk, screen, _running):
            talk.hold.add("long")
            talk.started["long"] = asyncio.Event()
            pipe.send_text("long\r")
            async with asyncio.timeout(LIMIT_S):
                await talk.started["long"].wait()
            pipe.send_text("cancel the export\r")
            await screen.shows("Stopping the export.")
            assert chat.queue.empty()
            pipe.send_text("cancel the export, then make it louder\r")
            await screen.shows("1 waiting")
            pipe.send_text("stop\r")
            await screen.shows("Stopped.")
            await screen.shows("did: make it louder")
            assert talk.messages == ["long", "make it louder"]


async def test_the_check_at_the_start_lets_the_person_type_and_ctrl_c_skips_it() -> None:
    with keyboard() as pipe:
        async with chatting(pipe, left=asyncio.Event()) as (_, talk, screen, running):
            await screen.shows("checking")
            pipe.send_text("add a title\r")
            await screen.shows("1 waiting")
            assert talk.messages == []
            pipe.send_text("\x03")
            await screen.shows("Check stopped.")
            await screen.shows("did: add a title")
            assert "checked" not in screen
            assert not running.done()


async def test_messages_typed_during_the_check_come_after_it() -> None:
    with keyboard() as pipe:
        left = asyncio.Event()
        async with chatting(pipe, left=left) as (_, _talk, screen, _running):
            await screen.shows("checking")
            pipe.send_text("add a title\r")
            await screen.shows("1 waiting")
            left.set()
            await screen.shows("did: add a title")
            assert screen.index("checked") < screen.index("did: add a title")


async def test_ctrl_c_clears_what_was_typed_and_twice_on_an_empty_line_leaves() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, running):
            await screen.shows("hello")
            pipe.send_text("half a wi\x03\x03")
            await screen.shows("again to leave")
            pipe.send_text("\x03")
            assert await ended(running) == 130
            assert talk.messages == []


async def test_messages_typed_while_a_turn_runs_wait_and_run_in_order() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, _running):
            talk.hold.add("long")
            talk.started["long"] = asyncio.Event()
            pipe.send_text("long\r")
            async with asyncio.timeout(LIMIT_S):
                await talk.started["long"].wait()
            pipe.send_text("one\rtwo\r")
            await screen.shows("2 waiting")
            pipe.send_text("\x03")
            await screen.shows("did: two")
            assert talk.messages == ["long", "one", "two"]


async def test_slash_commands_are_messages_answers_or_a_clear_no() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, _running):
            pipe.send_text("/status\r")
            await screen.shows("did: status")
            pipe.send_text("/help\r")
            await screen.shows("the help")
            pipe.send_text("/dance\r")
            await screen.shows("no command /dance")
            pipe.send_text("/tmp/clip.mp4 make it square\r")
            await screen.shows("did: /tmp/clip.mp4")
            assert talk.messages == ["status", "/tmp/clip.mp4 make it square"]


async def test_what_breaks_behind_the_chat_ends_it_with_its_error() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, running):
            await screen.shows("hello")
            talk.breaks = True
            pipe.send_text("anything\r")
            with pytest.raises(ZeroDivisionError):
                await ended(running)
            assert talk.closed


async def test_the_bottom_line_fits_any_width_and_shows_the_work_first() -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (chat, _, screen, _running):
            await screen.shows("hello")
            chat.status.progress = Progress(message="渲染中", fraction=0.45)
            assert chat.status.text(80).startswith("███████████░░░░░░░░░░░░░ 45% 渲染中 · local")
            assert all(len(chat.status.text(width)) <= width for width in range(4, 80))


def test_every_command_is_explained_in_both_languages() -> None:
    for name in COMMANDS:
        assert all(message(f"repl.command_{name[1:]}", language) for language in ("en", "zh"))
