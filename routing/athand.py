"""Files of a message that are really there, however their names are written: bare, dropped by a terminal, escaped or in quotes.

`is_file` is injected. What is found here needs no further proof, so it comes before everything that is guessed by its shape.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from routing.paths import expanded
from routing.plan import Media

MOST_NAMES, LONGEST_NAME = 20, 400
_BEFORE = re.compile(r"[\s\"'`(<\[,;:\u2018-\u201d\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uff65]")
_QUOTED_START = re.compile(r"['\"/~]|\\.|[^\s'\"\\]+\\")


def at_hand(text: str, ending: re.Pattern[str], is_file: Callable[[str], bool]) -> Iterator[Media]:
    """Every file of the message that `is_file` knows and whose name ends as `ending` says; the longest first where several begin alike."""
    endings = list(islice(ending.finditer(text), MOST_NAMES))
    if not endings:
        return
    for found in endings:
        yield from _plain(text, found, is_file)
    if re.search(r"['\"\\]", text):
        for start in range(min(len(text), endings[-1].end())):
            if (start == 0 or _BEFORE.match(text[start - 1])) and _QUOTED_START.match(text, start):
                yield from _shell_word(text, start, ending, is_file)


def _plain(text: str, ending: re.Match[str], is_file: Callable[[str], bool]) -> Iterator[Media]:
    """A name as it stands, blanks and quotes in it: the leftmost beginning that makes it a file."""
    for start in range(max(0, ending.start() - LONGEST_NAME), ending.start()):
        if (start == 0 or _BEFORE.match(text[start - 1])) and is_file(value := expanded(text[start:ending.end()])):
            yield Media("path", value, start, ending.end())
            return


def _shell_word(text: str, start: int, ending: re.Pattern[str], is_file: Callable[[str], bool]) -> Iterator[Media]:
    """A word by the rules of a shell: quotes and backslashes, ended by a blank outside them, or where it already names a file."""
    value, quote, at = "", "", start
    while at < min(len(text), start + 2 * LONGEST_NAME):
        letter = text[at]
        if letter == "\\" and quote != "'" and at + 1 < len(text):
            value, at = value + text[at + 1], at + 1
        elif letter == quote:
            quote = ""
        elif not quote and letter in "'\"":
            quote = letter
        elif not quote and letter in " \t\r\n":
            return
        else:
            value += letter
        at += 1
        if not quote and (last := ending.search(value[-8:])) and last.end() == len(value[-8:]) and is_file(path := expanded(value)):
            yield Media("path", path, start, at)
            return
