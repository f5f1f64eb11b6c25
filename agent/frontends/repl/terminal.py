"""The terminal while the chat lives: in raw mode from the first prompt to the last, also while lines are printed above the prompt."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TextIO

from prompt_toolkit.input import Input

_COOKED: ContextVar[bool] = ContextVar("cooked", default=False)


@contextmanager
def cooked() -> Iterator[None]:
    """Around what gives the terminal away (another program, a pause of this one): it is then as it was before the chat."""
    before = _COOKED.set(True)
    try:
        yield
    finally:
        _COOKED.reset(before)


def keyboard() -> Input | None:
    """The keyboard at standard input; None, for prompt_toolkit's own, where there is no terminal with such modes."""
    return None if sys.platform == "win32" or not sys.stdin.isatty() else keyboard_of(sys.stdin)


def keyboard_of(stdin: TextIO) -> Input:
    """Reads keys from a terminal that stays raw while a line is printed above the prompt.

    prompt_toolkit prints in cooked mode. A key that comes in that moment is lost or misread: Ctrl-D becomes NUL, Ctrl-C a signal, and
    letters are echoed where the cursor happens to be.
    """
    from prompt_toolkit.input.vt100 import Vt100Input

    class Keyboard(Vt100Input):
        def cooked_mode(self) -> AbstractContextManager[None]:
            return super().cooked_mode() if _COOKED.get() else nullcontext()

    return Keyboard(stdin)
