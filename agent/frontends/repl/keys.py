"""The keys of the prompt. What they do to the conversation is the chat's; here is only which key does it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from prompt_toolkit import PromptSession
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress, KeyProcessor
from prompt_toolkit.keys import Keys
from prompt_toolkit.utils import suspend_to_background_supported

from agent.frontends.repl.terminal import cooked

PASTED = 32
"""So many letters that arrive in one read were not typed by hand."""


def bindings(interrupt: Callable[[], bool]) -> KeyBindingsBase:
    """Enter sends (after a trailing backslash it breaks the line), Ctrl-J and Alt-Enter break the line.

    Ctrl-C, as a key or as a signal, clears the line or, where it is empty, calls `interrupt`, which returns True when the program is to
    end.
    """
    keys = KeyBindings()

    @keys.add("enter")
    def _send(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.apply_completion(buffer.complete_state.current_completion)
        elif buffer.document.text_before_cursor.endswith("\\"):
            buffer.delete_before_cursor()
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @keys.add("c-j")
    @keys.add("escape", "enter")
    def _newline(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-c")
    @keys.add("<sigint>")
    def _interrupt(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.text:
            buffer.reset()
        elif interrupt():
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add("c-l")
    def _clear(event: KeyPressEvent) -> None:
        event.app.renderer.clear()

    return merge_key_bindings([keys, _leaving()])


def _leaving() -> KeyBindings:
    """Ctrl-Z pauses the program, Ctrl-X Ctrl-E opens the line in $EDITOR; both get the terminal as it was before the chat."""
    keys = KeyBindings()

    @keys.add("c-z", filter=Condition(suspend_to_background_supported))
    def _pause(event: KeyPressEvent) -> None:
        with cooked():
            event.app.suspend_to_background()

    @keys.add("c-x", "c-e")
    def _edit(event: KeyPressEvent) -> None:
        with cooked():
            event.current_buffer.open_in_editor()

    return keys


class PastedKeys(KeyProcessor):
    """Takes letters that come at once as one paste, also from a terminal that does not say so: as single keys, 100 KB freeze the prompt."""

    def feed_multiple(self, key_presses: list[KeyPress], first: bool = False) -> None:
        """Queues key presses."""
        super().feed_multiple(list(_joined(key_presses)), first)


def takes_pastes(prompt: PromptSession[str]) -> PromptSession[str]:
    """The prompt, with letters that come at once as one paste."""
    prompt.app.key_processor = PastedKeys(prompt.app.key_processor._bindings)
    return prompt


def _joined(key_presses: Iterable[KeyPress]) -> Iterator[KeyPress]:
    for plain, run in groupby(key_presses, lambda press: len(press.key) == 1 and press.key.isprintable()):
        presses = list(run)
        if plain and len(presses) >= PASTED:
            yield KeyPress(Keys.BracketedPaste, "".join(press.data for press in presses))
        else:
            yield from presses
