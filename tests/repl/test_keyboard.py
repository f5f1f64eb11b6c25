"""The keyboard of the chat: no key is lost while lines are printed, and what takes the terminal over gets it as it was."""

import os
import pty
import termios
from collections.abc import Iterator

import pytest

from agent.frontends.repl.terminal import cooked, keyboard_of

LINE_BY_LINE = termios.ICANON | termios.ECHO | termios.ISIG


@pytest.fixture
def terminal() -> Iterator[int]:
    master, slave = pty.openpty()
    yield slave
    os.close(master)
    os.close(slave)


def modes(terminal: int) -> int:
    flags: int = termios.tcgetattr(terminal)[3]
    return flags & LINE_BY_LINE


def test_keys_stay_keys_while_a_line_is_printed(terminal: int) -> None:
    with open(terminal, closefd=False) as stdin:
        keys = keyboard_of(stdin)
        with keys.raw_mode():
            with keys.cooked_mode():
                assert modes(terminal) == 0, "a Ctrl-D now would be the end of a file, a Ctrl-C a signal"
            with cooked(), keys.cooked_mode():
                assert modes(terminal) == LINE_BY_LINE, "an editor or the shell gets the terminal as they know it"
            assert modes(terminal) == 0
        assert modes(terminal) == LINE_BY_LINE
