"""Replies of a backend that thinks its reader sits before a graphical editor: the facts are shown, the directions become actions.

`actions` says what a reply points to, never what may run without asking: that is the agent's policy. Text of the backend is data;
nothing in it is carried out here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.turn.gui.cues import cues
from agent.turn.gui.reply import Reply, may_end
from prompts import language_of, message
from routing.plan import Intent

LONGEST = 200_000
"""Characters of one reply that are read for directions; what follows is shown as it came."""

SETTLED = 3
"""Readings after which what still changes is no sentence of anybody's, and only what can be done is said."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply as the person reads it. `actions`: what its directions point to, in order, each once."""

    text: str
    actions: tuple[Intent, ...] = ()


def prepare() -> Iterator[None]:
    """Makes ready what the first reply would wait for, a few milliseconds at a step."""
    yield from cues("english").build()
    yield from cues("chinese").build()


def translate(text: str) -> Shown:
    """The reply without directions to a graphical editor. Empty only where `text` is blank; translating twice changes nothing more.

    What is left of directions in broken sentences may read like another one, so what is shown is read again until nothing more goes.
    """
    shown = _once(text)
    before = text
    for _ in range(SETTLED):
        if shown.text.strip() == before.strip():
            return shown
        before, again = shown.text, _once(shown.text)
        shown = Shown(again.text, shown.actions or again.actions)
    return Shown(offer(shown.actions[0], text), shown.actions) if shown.actions else shown


def _once(text: str) -> Shown:
    reply = Reply()
    shown = "".join(reply.line(line) for line in re.findall(r"[^\n]*\n|[^\n]+", text[:LONGEST])) + reply.close() + text[LONGEST:]
    actions = tuple(reply.actions)
    return Shown(_never_empty(shown.strip() if actions else shown, text, actions), actions)


def offer(action: Intent, text: str) -> str:
    """What to say instead of a direction, in the language of `text`."""
    return message(f"gui.{action}", language_of(text))


def _never_empty(shown: str, text: str, actions: tuple[Intent, ...]) -> str:
    if shown.strip() or not text.strip():
        return shown
    return offer(actions[0], text) if actions else text


class GuiStream:
    """A reply that arrives in fragments. `feed` gives what may be shown now: only whole sentences, so half a direction is never seen."""

    def __init__(self) -> None:
        self._whole: list[str] = []
        self._line = ""
        self._shown = ""
        self._ending = False
        self._reply = Reply()

    def feed(self, fragment: str) -> str:
        """The words that became certain with this fragment; empty while a sentence is still open."""
        self._whole.append(fragment)
        *lines, self._line = (self._line + fragment).split("\n")
        words = "".join(self._more(self._reply.line(line + "\n"), last=True) for line in lines)
        if not (self._ending or may_end(fragment)):
            return words  # no sentence can have become whole
        known = self._more(self._reply.opening(self._line), last=False)
        self._ending = may_end(fragment) or not known
        return words + known

    def close(self) -> Shown:
        """The whole reply, translated. It replaces the fragments."""
        return translate("".join(self._whole))

    def _more(self, known: str, *, last: bool) -> str:
        """What of a line's known words has not been shown yet."""
        fresh = known[len(self._shown) :] if known.startswith(self._shown) else ""
        self._shown = "" if last else self._shown + fresh
        return fresh
