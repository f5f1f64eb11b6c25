"""The keys of the prompt. What they do to the conversation is the chat's; here is only which key does it."""

from collections.abc import Callable

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent


def bindings(interrupt: Callable[[], bool]) -> KeyBindings:
    """Enter sends (after a trailing backslash it breaks the line), Ctrl-J and Alt-Enter break the line.

    Ctrl-C clears the line or, where it is empty, calls `interrupt`, which returns True when the program is to end.
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
    def _interrupt(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.text:
            buffer.reset()
        elif interrupt():
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add("c-l")
    def _clear(event: KeyPressEvent) -> None:
        event.app.renderer.clear()

    return keys
