"""A message that holds an errand beside other wishes, in parts: "make it 9:16, then do the same to the others and export". Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from agent.errands.places import Look
from agent.errands.words import Errand, errand, hinted
from routing.plan import Step

MOST_BORDERS = 16
"""A message with more clauses is no errand; each pair of borders is tried."""

_BORDER = re.compile(
    r"\s*[,;，；。！\n]+\s*|[.!]\s+|\s+(?:and|then)\s+|\s+&\s+|(?<=\S)\s*(?=然后|接着|之后|最后|并且?(?!排)|再(?!见))", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:and|then|also|next|finally|afterwards|after that|so)\b[\s,]*|然后|接着|之后|最后|并且?|再|[，,、\s])+", re.IGNORECASE)
_LEFT_OVER = re.compile(r"(?:[\s,，]+(?:and|then|also|so)|[，,]?(?:然后|接着|再|并且?|最后))+\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|(?<!\w)'[^'\n]*'(?!\w)|`[^`\n]*`")
_WRITTEN = re.compile(
    r"(?:\b(?:say(?:s|ing)?|said|reads?|reading|titled?|text|caption(?:ed)?|write|called|named|words?)|[:：]"
    r"|写[着上]?|说|标题|文字|文本|内容|叫)(?:[\s:：]*|\s*[:：][^.;。；\n]*)$", re.IGNORECASE)
_IF = re.compile(
    r"(?:^|[\s,;，；。])(?:if|unless|whether|don'?t|do not|never|before)\b[^,;.，；。]*$"
    r"|(?:如果|要是|假如|若|除非|不要|别|先别)[^,;，；。]*$", re.IGNORECASE)
_WHEN_DONE = re.compile(
    r"(?:when|once|after|as soon as)\s+(?:it|that|this)(?:['’]s|\s+is|\s+has been)?\s+(?:done|ready|finished|made)"
    r"|(?:做|弄|剪|处理)?(?:好|完)了?(?:之后|以后|后)", re.IGNORECASE)
_VERB = re.compile(r"(?:export|render|download|do|apply|use|run|make|add|trim|cut)\b|导出|对|把|给|加|去掉", re.IGNORECASE)
_PUNCTUATION = " \t\n,;，；。.！!"
_OUT = re.compile(r"\b(?:export|render|download|save)\b|导出", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a message; `errand` is what they ask for where they are one."""

    text: str
    errand: Errand | None = None


def parted(text: str, look: Look) -> tuple[Part, ...]:
    """The parts of a message in order: one, or the words around its errand and the errand. `look` tells what lies at a path."""
    whole = errand(text, look)
    if whole is not None and not _may_hold_more(whole):
        return (Part(text, whole),)
    return _around(text, cache(look)) or (Part(text, whole),)


def errand_steps(part: Part, before: Sequence[Step]) -> tuple[Step, ...]:
    """The errand as a step. Where its end asks for an export, what was edited `before` is exported as well."""
    assert part.errand is not None
    intents = [step.intent for step in before]
    exports = part.errand.task == "same" and "sse" in intents and "export" not in intents and _OUT.search(part.text)
    export = (Step("export", "", by="keyword"),) if exports else ()
    return (*export, Step("sse", part.text, by="keyword", errand=part.errand.task))


def _may_hold_more(found: Errand) -> bool:
    """Whether the pattern may have taken more words than its own: an edit is any words, and so is a bare name."""
    if found.task == "each":
        return True
    behind = [found.name[border.end():] for border in _BORDER.finditer(found.name)] if found.task in ("save", "replace") else []
    return any(_VERB.match(_LEAD.sub("", words, count=1)) for words in behind)


def _around(text: str, look: Look) -> tuple[Part, ...]:
    """The parts around the longest run of clauses that is an errand; none where no run is one."""
    if not hinted(text):  # a long message never is: the borders are looked for at every letter, each time over the blanks behind it
        return ()
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    borders = [one.span() for one in _BORDER.finditer(text) if not any(start < one.end() and one.start() < end for start, end in quoted)]
    if not borders or len(borders) > MOST_BORDERS:
        return ()
    starts, ends = [0, *(end for _, end in borders)], [*(start for start, _ in borders), len(text)]
    spans = [(start, end) for start in starts for end in ends if start < end and (start, end) != (0, len(text))]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        words = text[start:end]
        found = errand(_without_lead(words), look) if hinted(words) else None
        if found is None or found.task in ("each", "list") or _may_hold_more(found):
            continue
        before = text[:start].rstrip(" ,，;；")
        if not (_WRITTEN.search(before) or _IF.search(before)):
            return (*_side(text[:start], look), Part(_trimmed(words), found), *_side(text[end:], look))
    return ()


def _side(text: str, look: Look) -> tuple[Part, ...]:
    """What stands before or behind an errand; "when it's done" is no wish."""
    words = _trimmed(text.strip(_PUNCTUATION))
    return parted(words, look) if words and not _WHEN_DONE.fullmatch(words) else ()


def _without_lead(text: str) -> str:
    lead = _LEAD.match(text)
    return text[lead.end():] if lead else text


def _trimmed(text: str) -> str:
    """Without a connecting word at the front, nor one left over at the end."""
    return _LEFT_OVER.sub("", _without_lead(text)).strip(_PUNCTUATION)
