"""The words of a turn besides its receipts: answers from the history, what was left out, and what could come next. Pure."""

from collections.abc import Sequence

from backend.director.scene import Ask
from backend.draft.arranging import unplaced
from backend.draft.changes import listed
from backend.draft.compare import compared
from backend.draft.cuts import cut_list
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import as_of, versions
from backend.draft.timeline import Fades
from backend.edit_history import PreviewCuts, RestoreVersion, SaveVersion, Undo
from backend.edits import RemoveFillers, TrimSilence
from prompts import Say

TALL = 1.0
STEPS, LEAST_S = 2, 10.0
"""Things that are offered besides the export; silences of shorter videos are not spoken of."""
LONG_WORDS = 160


def fragments(text: str) -> list[str]:
    """The text in the pieces in which it is streamed: its lines, with their ends."""
    return text.splitlines(keepends=True)


def next_steps(document: Document, say: Say) -> list[str]:
    """Two or three things that fit next: first what the last edit suggests, then what this timeline does not have yet.

    A look ahead has told its own next steps.
    """
    if not document.timeline.clips or (document.history and isinstance(document.history[-1].edit, PreviewCuts)):
        return []
    saved = list(versions(document))
    values = {"compare": {"name": saved[-1]}} if saved else {}
    steps = [say(f"director.next_{name}", **values.get(name, {})) for name, fits in _fitting(document).items() if fits]
    return [say("director.next_steps", steps=steps[:STEPS])]


def _fitting(document: Document) -> dict[str, bool]:
    """Each step that can be offered, most fitting first, with whether it is possible and not done yet."""
    timeline, last = document.timeline, document.history[-1].edit if document.history else None
    heard = any(timeline.find(clip.media).has_audio and not clip.sound.muted for clip in timeline.clips)
    upright = timeline.canvas is not None and timeline.canvas.width / timeline.canvas.height < TALL
    done = {entry.edit.op for entry in document.active}
    waiting = any(one.kind == "video" for one in unplaced(timeline))
    cut_now = isinstance(last, TrimSilence | RemoveFillers)
    return {
        "redo": isinstance(last, Undo), "undo": isinstance(last, RestoreVersion),
        "cuts": cut_now and bool(cut_list(document).stretches),
        "merge": waiting,
        "silences": heard and "trim_silence" not in done and timeline.duration_s > LEAST_S,
        "captions": heard and timeline.captions is None,
        "fade": timeline.music is not None and timeline.fades == Fades(),
        "music": timeline.music is None,
        "shape": not upright,
        "title": not timeline.titles,
        "compare": bool(versions(document)) and not isinstance(last, SaveVersion | RestoreVersion),
        "version": not versions(document),
    }


def asked(asks: Sequence[Ask], document: Document, say: Say) -> list[str]:
    """The answers to questions about the history, each a text of some lines."""
    return [_answer(ask, document, say) for ask in asks]


def _answer(ask: Ask, document: Document, say: Say) -> str:
    if ask.about == "cuts":
        return listed(document, say, ask.first)
    if ask.about == "versions":
        return _versions(document, say)
    try:
        return compared(document, ask.since, ask.until, say)
    except EditError as error:
        return error.words(say)


def _versions(document: Document, say: Say) -> str:
    known, lines = versions(document), list[str]()
    active = [one.number for one in document.active]
    for name, number in known.items():
        state = as_of(document, number)
        same = [one.number for one in state.active] == active
        lines.append(say("changes.version", name=name, length_s=state.timeline.duration_s, edits=len(state.active), present=same))
    last = [say("changes.versions_next", name=list(known)[-1])] if known else []
    return "\n".join([say("changes.versions", names=list(known)), *lines, *last])


def quoted(clauses: Sequence[str]) -> str:
    """Clauses of the person's own words, on one line and not too long."""
    text = " … ".join(" ".join(clause.split()) for clause in clauses)
    return text if len(text) <= LONG_WORDS else text[:LONG_WORDS - 1].rstrip() + "…"
