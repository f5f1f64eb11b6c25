"""What is pasted into the chat: marked as a paste by the terminal, or as keys that come all at once."""

import asyncio

import pytest
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.keys import Keys

from agent.frontends.repl import prompt_session
from agent.frontends.repl.chat import LONGEST, Chat
from tests.scripted.chat import ScriptedConversation, chatting, keyboard


@pytest.mark.row("F87")
@pytest.mark.parametrize(
    ("letters", "marks"), [(1_000_000, ("\x1b[200~", "\x1b[201~")), (LONGEST + 1, ("", ""))], ids=["marked", "as keys"]
)
async def test_what_is_pasted_is_cut_and_said_and_the_prompt_goes_on(letters: int, marks: tuple[str, str]) -> None:
    with keyboard() as pipe:
        async with chatting(pipe) as (_, talk, screen, _running):
            await screen.shows("hello")
            await asyncio.to_thread(pipe.send_text, f"{marks[0]}{'x' * letters}{marks[1]}\r")
            await screen.shows("I read the first 100000")
            await screen.shows("did: xxx")
            assert talk.messages == ["x" * LONGEST]
            pipe.send_text("and the next\r")
            await screen.shows("did: and the next")


@pytest.mark.row("F87")
def test_letters_that_come_at_once_are_one_press_and_typed_ones_stay_keys() -> None:
    with keyboard() as pipe:
        keys = prompt_session(Chat(connect=lambda: asyncio.sleep(0, ScriptedConversation())), InMemoryHistory()).app.key_processor  # type: ignore[arg-type]
        pipe.send_text("剪掉" * 100 + "\x1b[A" + "typed\r")
        keys.feed_multiple(pipe.read_keys())
        pressed = [press.key for press in keys.input_queue]
    assert pressed == [Keys.BracketedPaste, Keys.Up, *"typed", Keys.ControlM]
    assert keys.input_queue[0].data == "剪掉" * 100
