"""The words of a turn besides its receipts: quotations of what was left out, and what could come next. Pure."""

from collections.abc import Sequence

from backend.draft.timeline import Timeline
from prompts import Say

TALL = 1.0
LONG_WORDS = 160


def fragments(text: str) -> list[str]:
    """The text in the pieces in which it is streamed: its lines, with their ends."""
    return text.splitlines(keepends=True)


def next_steps(timeline: Timeline, say: Say) -> str:
    """Two or three things that this timeline does not have yet."""
    heard = any(timeline.find(clip.media).has_audio for clip in timeline.clips)
    upright = timeline.canvas is not None and timeline.canvas.width / timeline.canvas.height < TALL
    missing = {
        "captions": heard and timeline.captions is None, "music": timeline.music is None,
        "shape": not upright, "title": not timeline.titles,
    }
    steps = [say(f"director.next_{name}") for name, lacks in missing.items() if lacks]
    return say("director.next_steps", steps=steps[:2])


def quoted(clauses: Sequence[str]) -> str:
    """Clauses of the person's own words, on one line and not too long."""
    text = " … ".join(" ".join(clause.split()) for clause in clauses)
    return text if len(text) <= LONG_WORDS else text[:LONG_WORDS - 1].rstrip() + "…"
