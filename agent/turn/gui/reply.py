"""A reply, line by line and sentence by sentence: lists, tables, links and code keep their form while directions go."""

import re
from copy import copy

from agent.turn.gui.headings import Headings, heading_of
from agent.turn.gui.links import marked, unlinked
from agent.turn.gui.owing import told
from agent.turn.gui.reading import read, step_debts, step_of
from agent.turn.gui.sentences import sentences, unquoted
from routing.plan import Intent

_PREFIX = re.compile(
    r"^(?P<prefix>\s*(?:>\s*)*(?:#{1,6}\s+|[-*+•·–]\s+|\(?\d{1,3}[.)、．]\s*(?=\D)|[①-⑳]\s*|第\s*\d+\s*步[:：]\s*|\[[ xX]\]\s*)*)"
)
_NUMBER = re.compile(r"\d{1,3}|[①-⑳]")
_QUOTES = re.compile(
    r"(?:\b(?:narrat\w+|voice-?over|script|on[- ]screen|(?:says|reads|explains)(?= ?[^:]{0,20}:)"
    r"|tutorial (?:shows|covers|has)|instructions)\b"
    r"|旁白|口播|台词|台詞|屏幕上|画面上|畫面上|脚本|腳本|文案|写着|寫著|念的是|唸的是)[^:：\n]{0,60}(?<!\d)[:：]\s*(?=$|\(?\d{1,2}[.)、]\s|[①-⑳])",
    re.IGNORECASE,
)
"""What is said or shown in the footage follows as a list: the narration says: 1. Open the panel."""
_SPOKEN = re.compile(
    r"\b(?:captions?|subtitles?|lines?|script|narration|voice-?over|text|dialogue|words|on[- ]screen|speaker|transcript|quote|says?)\b"
    r"|字幕|台词|台詞|旁白|口播|文案|文字|内容|內容|对白|對白|脚本|腳本|画面|畫面",
    re.IGNORECASE,
)
"""The head of a table that holds what is said or shown in the footage."""
_ENTRY = re.compile(r"^(?P<head>\s*\"[\w -]{1,30}\"\s*:\s*\")(?P<value>[^\"]+)(?P<tail>\"\s*,?\s*)$")
"""One fact of a list as data: "next": "press the Export button"."""
_SIGN = re.compile(r"[.!?…。！？～~\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w")
_LONGEST_OPEN = 4000
_TOLD = 6000
_LATELY = 200


class Reply:
    """Takes the lines of a reply in order; `line` gives what is shown of each. `actions` grows as directions are found."""

    def __init__(self) -> None:
        self.actions: list[Intent] = []
        self._fenced = False
        self._shift = 0
        self._blank = True
        self._held = ""
        self._headings = Headings()
        self._told = ""
        self._owing = self._quoting = self._steps = False
        self._table = ""

    def line(self, line: str) -> str:
        """What is shown of one line, which carries its own line end (the last one may have none)."""
        body = line.rstrip("\r\n")
        if body.lstrip().startswith("```"):
            self._fenced = not self._fenced
            return self._shown(line)
        if self._fenced:
            return self._shown(line)
        end = line[len(body) :]
        body = marked(body)
        if body.lstrip().startswith("|"):
            return self._row(body, end)
        self._table = ""
        if not body.strip():
            self._shift = 0 if self._shift and not self._blank else self._shift
            self._steps = False
            return self._space(line)
        prefix = _prefix(body)
        self._quoting = bool(_QUOTES.search(body)) or (self._quoting and bool(prefix.strip()))
        self._headings.beside(bool(prefix.strip()))
        kept = None if self._quoting else self._kept(body[len(prefix) :])
        step = False
        if kept is None and self._steps and _NUMBER.search(prefix) and (action := step_of(body[len(prefix) :])):
            kept, step = "", True  # a step between steps through the editor is one of them
            self.actions += [action] if action in ("export", "upload", "credits") and action not in self.actions else []
            kept = "".join(_join([], [debt.text for debt in step_debts(body[len(prefix) :])], ""))
        self._steps = (kept == "" or step or self._owing) and bool(_NUMBER.search(prefix))
        if kept == "":
            self._shift += bool(_NUMBER.search(prefix))
            self._headings.lose()
            return ""
        text = body[len(prefix) :] if kept is None else kept
        return self._headed(self._numbered(prefix) + unlinked(text), end)

    def _row(self, body: str, end: str) -> str:
        """A row of a table, its cells read one by one; it goes with the last of its words. A script has its lines in cells."""
        self._table = self._table or body
        if _SPOKEN.search(self._table):
            return self._shown(body + end)
        cells = re.split(r"(?<!\\)\|", body)
        kept = [self._sentences(cell.strip()) if len(cell) < _LONGEST_OPEN else None for cell in cells]
        if all(text is None for text in kept):
            return self._shown(unlinked(body) + end)
        shown = [cell if text is None else f" {text} ".replace("  ", " ") for cell, text in zip(cells, kept, strict=True)]
        return self._shown(unlinked("|".join(shown)) + end) if _WORD.search("".join(shown)) else ""

    def close(self) -> str:
        """What still waits when the reply ends."""
        return self._headings.end()

    def opening(self, line: str) -> str:
        """What is certain of a line that is still arriving: its whole sentences. Changes nothing here."""
        body = line.lstrip()
        if self._fenced or body[:1] in ("`", "|") or len(line) > _LONGEST_OPEN:
            return ""
        prefix = _prefix(line)
        whole = [sentence + gap for sentence, gap in sentences(unquoted(line[len(prefix) :]))][:-1]
        while whole and not _WORD.search(whole[-1]):
            whole.pop()  # an ornament goes with what follows it
        if not whole:
            return ""
        ahead = copy(self)
        ahead.actions = []
        ahead._headings = copy(self._headings)
        return ahead.line(prefix + "".join(whole)).rstrip()

    def _sentences(self, body: str) -> str | None:
        """The line without directions; None where it has none, so that it stays letter for letter."""
        kept: list[str] = []
        changed = False
        before = ""
        self._owing = False
        for sentence, gap in sentences(body):
            reading = read(sentence, before if len(before) <= _LONGEST_OPEN else "")
            before = sentence
            changed = changed or reading.changed
            self.actions.extend(action for action in reading.actions if action not in self.actions)
            shown = self._told + "".join(kept[-_LATELY:]) + reading.text if reading.debts else ""
            due = [debt for debt in reading.debts if not all(told(fact, shown) for fact in debt.facts)]
            self._owing = self._owing or bool(due and not reading.text)
            whole = [debt.text for debt in due if debt.first] + [reading.text] + [debt.text for debt in due if not debt.first]
            _join(kept, [text for text in whole if text], gap)
        text = "".join(kept).rstrip()
        return (text if _WORD.search(text) else "") if changed else None

    def _kept(self, body: str) -> str | None:
        """As `_sentences`, of the value where the line is one fact of a list as data."""
        if not (entry := _ENTRY.match(body)):
            return self._sentences(body)
        value = self._sentences(entry["value"])
        return value and entry["head"] + value + entry["tail"]

    def _headed(self, text: str, end: str) -> str:
        """Shows a line, or keeps it waiting where it announces the lines below."""
        heading = heading_of(text, end)
        if heading is None:
            return self._shown(text + end)
        above = self._headings.above(heading.level)
        first = self._shown(heading.before) if heading.before else ""
        self._headings.wait(heading, "" if first else self._held)
        self._held, self._blank = "", False
        return above + first

    def _numbered(self, prefix: str) -> str:
        if not self._shift or not (match := _NUMBER.search(prefix)):
            return prefix
        old = match.group()
        new = str(max(1, int(old) - self._shift)) if old.isdecimal() else chr(max(ord("①"), ord(old) - self._shift))
        return prefix[: match.start()] + new + prefix[match.end() :]

    def _space(self, line: str) -> str:
        """A blank line waits until something follows it, and two never follow each other because a line between them went."""
        if not self._blank:
            self._held = line
        self._blank = True
        return ""

    def _shown(self, line: str) -> str:
        self._told = (self._told + line)[-_TOLD:]
        held, self._held = self._held, ""
        self._blank = False
        return self._headings.show() + held + line


def may_end(text: str) -> bool:
    """Whether some sentence could end in `text`."""
    return bool(_SIGN.search(text))


def _prefix(body: str) -> str:
    match = _PREFIX.match(body)
    return match["prefix"] if match else ""


def _join(joined: list[str], said: list[str], gap: str) -> list[str]:
    """Puts the sentences behind what is there; one that has no end gets it where another follows."""
    for place, sentence in enumerate(said):
        chinese = bool(_HAN.search(sentence))
        if place and _WORD.match(joined[-1][-1:]):
            joined[-1] += "。" if chinese else "."
        joined.append(" " + sentence if joined and not chinese and not joined[-1][-1:].isspace() else sentence)
    if said:
        joined.append(gap)
    return joined
