"""Standard input, output and error as this program uses them: closed pipes, full disks, narrow encodings."""

import json
import os
import select
import stat
import sys
from typing import TextIO

STDIN_BYTES = 1024 * 1024
"""A request is not longer than this; the rest is not read."""

LONGEST = 100_000
"""Letters of one request; a chat cuts a longer paste at the same place."""

FIRST_BYTE_S = 0.3
"""So long a pipe beside `-p TEXT` may stay silent before it counts as one that nobody writes to."""


class StdoutClosedError(Exception):
    """Nothing can be written to stdout any more. `exit_code` is 141 for a closed pipe, 74 for a full disk."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"stdout closed ({exit_code})")
        self.exit_code = exit_code


def prepare() -> None:
    """No letter that the terminal lacks may end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def put(line: str) -> None:
    """One line on stdout, at once. StdoutClosedError where that fails."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except OSError as error:
        silence(sys.stdout)
        raise StdoutClosedError(141 if isinstance(error, BrokenPipeError) else 74) from error


def note(line: str) -> None:
    """One line on stderr; a closed stderr is nobody's loss."""
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Lets a stream end in nothing, so that the interpreter's own flush at exit does not fail."""
    try:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, stream.fileno())
        os.close(descriptor)
    except (OSError, ValueError):
        return


def piped(*, beside_text: bool) -> str:
    """What was piped in, at most 1 MiB; "" for a terminal. Beside `-p TEXT` a pipe that stays silent is not waited for."""
    try:
        descriptor = sys.stdin.fileno()
        if os.isatty(descriptor):
            return ""
        waits = not stat.S_ISREG(os.fstat(descriptor).st_mode) and beside_text
        if waits and not select.select([descriptor], [], [], FIRST_BYTE_S)[0]:
            return ""
        return sys.stdin.buffer.read(STDIN_BYTES).decode("utf-8", "replace").removeprefix("\ufeff").strip()
    except (OSError, ValueError, AttributeError):
        return ""


def readable(text: str) -> str:
    """A word of the command line with its bytes that are no UTF-8 replaced: nothing that is kept or sent takes them."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def encode(value: object) -> str:
    """One line of ASCII JSON. Lone surrogates stay escapes."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=str)
