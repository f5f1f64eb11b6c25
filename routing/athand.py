"""Files of a message that are really there, however their names are written: bare, dropped by a terminal, escaped or in quotes.

`is_file` is injected. What is found here needs no further proof, so it comes before everything that is guessed by its shape.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from routing.paths import expanded
from routing.plan import Media

MOST_NAMES, LONGEST_NAME = 20, 400


@cache
def _quoted_start() -> re.Pattern[str]:
    """How a name begins that a shell would read."""
    return re.compile(r"['\"/~]|\\.|[^\s'\"\\]+\\")


def _free(letter: str) -> bool:
    """Whether a name may begin behind this letter."""
    return letter.isspace() or letter in "\"'`(<[,;:" or letter >= "\u3000" or "\u2018" <= letter <= "\u201d"


def at_hand(text: str, ending: re.Pattern[str], is_file: Callable[[str], bool]) -> Iterator[Media]:
    """Every file of the message that `is_file` knows and whose name ends as `ending` says; the longest first where several begin alike."""
    endings = list(islice(ending.finditer(text), MOST_NAMES))
    if not endings:
        return
    for found in endings:
        yield from _plain(text, found, is_file)
    if "'" in text or '"' in text or ("\\" in text and re.search(r"\\[^\w\\]", text)):
        ends = frozenset(found.end() for found in endings)
        quoted = _quoted_start()
        for start in range(min(len(text), endings[-1].end())):
            if (start == 0 or _free(text[start - 1])) and quoted.match(text, start):
                yield from _shell_word(text, start, ends, is_file)


def _plain(text: str, ending: re.Match[str], is_file: Callable[[str], bool]) -> Iterator[Media]:
    """A name as it stands, blanks and quotes in it: the leftmost beginning that makes it a file."""
    for start in range(max(0, ending.start() - LONGEST_NAME), ending.start()):
        if (start == 0 or _free(text[start - 1])) and is_file(value := expanded(text[start:ending.end()])):
            yield Media("path", value, start, ending.end())
            return


def _shell_word(text: str, start: int, ends: frozenset[int], is_file: Callable[[str], bool]) -> Iterator[Media]:
    """A word by the rules of a shell: quotes and backslashes, ended by a blank outside them, or where it already names a file."""
    value: list[str] = []
    quote, at = "", start
    stop = min(len(text), start + 2 * LONGEST_NAME, max(ends) + 1)
    while at < stop:
        letter = text[at]
        if letter == "\\" and quote != "'" and at + 1 < len(text):
            at += 1
            value.append(text[at])
        elif letter == quote:
            quote = ""
        elif not quote and letter in "'\"":
            quote = letter
        elif not quote and letter in " \t\r\n":
            return
        else:
            value.append(letter)
        at += 1
        if not quote and _ends(at, letter, ends) and is_file(path := expanded("".join(value))):
            yield Media("path", path, start, at)
            return


def _ends(at: int, letter: str, ends: frozenset[int]) -> bool:
    """Whether a name can end here: behind an ending, or behind the quote that closes after one."""
    return at in ends or (letter in "'\"" and at - 1 in ends)
