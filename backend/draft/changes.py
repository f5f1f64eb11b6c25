"""Receipts: what an edit did, in the words of the conversation, with numbers from before and after it."""

from backend.draft.details import FACTS, Change
from backend.draft.document import Applied, Document
from backend.edits import AnyEdit
from prompts import Say

DETAIL = {"title": "text", "music": "mood", "aspect": "ratio", "overlay": "file", "remove_title": "text"}
"""The parameter that tells one edit of an op from another."""


def receipt(before: Document, after: Document, say: Say) -> str:
    """The lines about the last edit of `after`, one for the edit and one for each remark. `before` is the document without it."""
    entry = after.history[-1]
    lines = [] if _nothing_happened(before, after) and entry.notes else [_line(before, after, entry, say)]
    lines += [note.words(say) for note in entry.notes]
    rested = [one for one in after.skipped if one.number not in before.replay.skipped]
    if rested:
        lines.append(say("receipt.rests", names=[name_of(one.edit, say) for one in rested]))
    return "\n".join(lines)


def name_of(edit: AnyEdit, say: Say) -> str:
    """An edit in a word or two, as a person names it: music, title “Launch day”."""
    detail = getattr(edit, DETAIL[edit.op], None) if edit.op in DETAIL else None
    return say("receipt.op", name=edit.op, detail=detail or "")


def _nothing_happened(before: Document, after: Document) -> bool:
    return before.timeline == after.timeline


def _line(before: Document, after: Document, entry: Applied, say: Say) -> str:
    if entry.is_switch:
        names = [name_of(after.history[number - 1].edit, say) for number in entry.of]
        lengths = {"before_s": before.timeline.duration_s, "after_s": after.timeline.duration_s}
        return say(f"receipt.{entry.edit.op}", names=names, **lengths)
    if _nothing_happened(before, after):
        return say("receipt.unchanged", name=name_of(entry.edit, say))
    change = Change(before.timeline, after.timeline, entry.edit, say)
    return say(f"receipt.{entry.edit.op}", **FACTS[entry.edit.op](change))
