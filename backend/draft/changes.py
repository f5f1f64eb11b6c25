"""Receipts: what an edit did, in the words of the conversation, with numbers from before and after it."""

from collections.abc import Sequence

from backend.draft.cuts import cut_list
from backend.draft.details import Change
from backend.draft.document import Applied, Document
from backend.draft.findings import ALL_FACTS
from backend.draft.history import versions
from backend.edit_history import DeleteVersion, PreviewCuts, RenameVersion, RestoreVersion, SaveVersion
from backend.edits import AnyEdit, TrimSilence
from prompts import Say

DETAIL = {"title": "text", "music": "mood", "aspect": "ratio", "overlay": "file", "remove_title": "text",
          "save_version": "name", "restore_version": "name", "delete_version": "name", "rename_version": "name"}
"""The parameter that tells one edit of an op from another."""
LISTED = 60
"""Lines of one list of cuts; the rest is shown when it is asked for."""


def receipt(before: Document, after: Document, say: Say) -> str:
    """The lines about the last edit of `after`, one for the edit and one for each remark. `before` is the document without it."""
    entry = after.history[-1]
    remarks = [note.words(say) for note in entry.notes] + _left_in(after, entry, say)
    idle = not entry.is_mark and _nothing_happened(before, after) and remarks
    lines = remarks if idle else [_line(before, after, entry, say), *remarks]
    rested = [one for one in after.skipped if one.number not in before.replay.skipped]
    if rested:
        lines.append(say("receipt.rests", names=[name_of(one.edit, say) for one in rested]))
    return "\n".join(lines)


def _left_in(after: Document, entry: Applied, say: Say) -> list[str]:
    """The silences that were not cut because the picture moves there."""
    if not (isinstance(entry.edit, TrimSilence) and entry.edit.moving):
        return []
    left = [one for one in cut_list(after).stretches if one.moving and not one.out]
    return [say("cuts.moving", stretches=left)] if left else []


def name_of(edit: AnyEdit, say: Say) -> str:
    """An edit in a word or two, as a person names it: music, title “Launch day”."""
    detail = getattr(edit, DETAIL[edit.op], None) if edit.op in DETAIL else None
    return say("receipt.op", name=edit.op, detail=detail or "")


def _nothing_happened(before: Document, after: Document) -> bool:
    return before.timeline == after.timeline


def _line(before: Document, after: Document, entry: Applied, say: Say) -> str:
    lengths = {"before_s": before.timeline.duration_s, "after_s": after.timeline.duration_s}
    edit = entry.edit
    if entry.is_switch:
        return say(f"receipt.{edit.op}", names=_names(after, entry.of, say), **lengths)
    if isinstance(edit, RestoreVersion):
        was = name_of(next(one.edit for one in reversed(before.active) if one.edit.op == edit.before), say) if edit.before else ""
        return say("receipt.restore_version", name=edit.name or "", before=was, off=_names(after, entry.of, say),
                   on=_names(after, entry.on, say), **lengths)
    if isinstance(edit, SaveVersion):
        return say("receipt.save_version", name=edit.name, edits=len(after.active), length_s=after.timeline.duration_s)
    if isinstance(edit, DeleteVersion | RenameVersion):
        gone = list(versions(before)) if isinstance(edit, DeleteVersion) and edit.all else [edit.name or ""]
        return say(f"receipt.{edit.op}", names=gone, to=getattr(edit, "to", ""), left=list(versions(after)))
    if isinstance(edit, PreviewCuts):
        return listed(after, say) if cut_list(after).preview else say("receipt.note_no_silence", least_s=edit.min_silence or 0.5)
    if _nothing_happened(before, after):
        return say("receipt.unchanged", name=name_of(edit, say))
    change = Change(before.timeline, after.timeline, edit, say)
    return say(f"receipt.{edit.op}", **ALL_FACTS[edit.op](change))


def _names(document: Document, numbers: Sequence[int], say: Say) -> list[str]:
    named = [document.history[number - 1] for number in numbers]
    return list(dict.fromkeys(say("receipt.op", name="captions_change", detail="") if _a_change(document, one) else name_of(one.edit, say)
                              for one in named))


def _a_change(document: Document, entry: Applied) -> bool:
    """Whether the entry only changed captions that an earlier one had put there, and that still stand."""
    return entry.edit.op == "captions" and any(
        one.edit.op == "captions" and one.counts and one.number < entry.number for one in document.history)


def listed(document: Document, say: Say, first: int = 1) -> str:
    """The list of cuts in words, from number `first`: each with its times in the source and in the result."""
    found = cut_list(document)
    if not found.stretches:
        return say("cuts.none")
    shown = found.stretches[first - 1:][:LISTED]
    names = {one.id: one.name for one in document.media} if len({one.media for one in found.stretches}) > 1 else {}
    lines = [say("cuts.line", stretch=one, name=names.get(one.media, ""), preview=found.preview) for one in shown]
    out = [one for one in found.stretches if one.out]
    taken = [one for one in found.stretches if found.preview and not one.moving]
    length_s = document.timeline.duration_s
    head = say("cuts.head", preview=found.preview, cut=len(taken or out), count=len(found.stretches), length_s=length_s,
               cut_s=sum(one.length_s for one in taken or out))
    left = [one.number for one in found.stretches if not one.out]
    foot = say("cuts.foot", preview=found.preview, out=[one.number for one in out], left=left,
               count=len(found.stretches), last=shown[-1].number if shown else 0)
    return "\n".join([head, *lines, foot])
