"""Media and edits for the tests of the draft."""

from typing import Any

from backend.draft.document import Document, with_media
from backend.draft.history import apply
from backend.draft.timeline import Media
from backend.edits import EDIT, AnyEdit

TOUR = Media(id="a", name="screen-tour.mp4", kind="video", duration_s=60.0, width=1920, height=1080, fps="30", has_audio=True)
PHONE = Media(id="b", name="Beach day.MOV", kind="video", duration_s=20.0, width=1080, height=1920, fps="30000/1001", has_audio=True)
MUTE = Media(id="m", name="drone.mp4", kind="video", duration_s=12.0, width=640, height=360, fps="25")
LOGO = Media(id="l", name="logo.png", kind="image", duration_s=0.0, width=400, height=400)
SONG = Media(id="s", name="Song.mp3", kind="audio", duration_s=180.0, has_audio=True)

SILENCES = {"a": [(0.0, 1.0), (10.0, 14.5), (30.0, 32.0), (59.0, 60.0)]}
CUES = [
    {"start_s": 1.2, "end_s": 6.0, "text": "This is the weekly report page."},
    {"start_s": 16.0, "end_s": 20.0, "text": "I pick the last seven days."},
    {"start_s": 33.0, "end_s": 37.0, "text": "The chart is drawn again."},
    {"start_s": 45.0, "end_s": 49.0, "text": "Finally, I press share."},
]
SPOKEN: dict[str, Any] = {"source": "subtitles", "language": "en", "cues": {"a": CUES}}


def edit(op: str, **said: Any) -> AnyEdit:
    """An edit by the vocabulary's names; `from_` and `in_` stand for the two that Python keeps for itself."""
    return EDIT.validate_python({"op": op} | {name.rstrip("_"): value for name, value in said.items()})


def project(*media: Media) -> Document:
    """A document with these files, or with one video of a minute."""
    return with_media(Document(), *(media or (TOUR,)))


def edited(document: Document, *edits: AnyEdit) -> Document:
    for one in edits:
        document = apply(document, one)
    return document
