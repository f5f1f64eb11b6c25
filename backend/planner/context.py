"""What a model is told besides its rules: the person's words, and a summary of the project. No file leaves, no sound, no picture. Pure."""

from typing import Any

from backend.director import Directions, Scene
from backend.draft.document import Document
from backend.planner.merge import Open

LONGEST = 4000
MOST = 40
LAST = 8
"""Characters of a message; clips, titles and files; edits of before."""

Data = dict[str, Any]


def context_of(text: str, directions: Directions, document: Document, scene: Scene, part: Open) -> Data:
    """The question, as one JSON object."""
    said = [edit.said() for edit in directions.edits]
    return {
        "message": text[:LONGEST], "language": scene.language, "timeline": _timeline(document, scene),
        "last_edits": [edit.said() for edit in scene.before[-LAST:]],
        "understood": said if part == "rest" else [], "guessed": said if part == "all" else [],
        "unclear": list((directions.not_understood if part == "rest" else directions.not_understood or directions.unread)[:MOST]),
        "refused": [refusal.words for refusal in directions.refused],
    }


def _timeline(document: Document, scene: Scene) -> Data:
    timeline, at, clips = document.timeline, 0.0, list[Data]()
    for number, clip in enumerate(timeline.clips[:MOST], 1):
        at -= clip.join.duration_s if clip.join and number > 1 else 0.0
        clips.append({"number": number, "from": round(at, 2), "to": round(at + clip.duration_s, 2), "file": timeline.find(clip.media).name})
        at += clip.duration_s
    captions, music = timeline.captions, timeline.music
    return {
        "length": round(timeline.duration_s, 2), "width": scene.width, "height": scene.height, "has_sound": scene.has_audio,
        "clips": clips, "clip_count": len(timeline.clips),
        "titles": [{"text": one.text, "from": one.from_s, "to": one.to_s} for one in timeline.titles[:MOST]],
        "captions": {"lines": sum(map(len, captions.cues.values())), "language": captions.language} if captions else None,
        "music": {"name": music.name, "volume": music.volume} if music else None,
        "files": list(scene.media_names[:MOST]), "versions": list(scene.versions[:MOST]),
    }
