"""A translation by a model, from its answer to the pixels: other words in the same frames."""

import json
from typing import Any

import numpy as np

from backend.draft.document import Document
from backend.draft.history import apply
from backend.draft.timeline import CaptionTrack
from backend.edits import AnyEdit
from backend.frames import Frame
from backend.planner.model import Model, Server
from backend.planner.translation import Translating
from tests.proof.bench import Bench, Proof, done, edit
from tests.scripted.model import CHAT, chat
from tests.scripted.server import ScriptedServer

CUES = [{"start_s": 0.6, "end_s": 1.8, "text": "Here is what is said", "words": [(0.6, 1.8, "Here")]},
        {"start_s": 2.4, "end_s": 3.6, "text": "and more of it"}]
SAID: dict[str, Any] = {"source": "subtitles", "language": "en", "cues": {"dark.mp4": CUES}}
CHINESE = ["这里写着说的话", "还有更多内容"]


class ScriptedListener:
    """Finds nothing new: all facts are there."""

    async def resolve(self, edit: AnyEdit, document: Document) -> AnyEdit:
        return edit


async def translated(document: Document) -> AnyEdit:
    """The translation with the lines that a server gave."""
    frames: list[Frame] = []
    async with ScriptedServer({CHAT: [chat(json.dumps({"lines": CHINESE}))]}) as server:
        model = Model(Server("small", f"{server.base}/v1", "k"))
        found = await Translating(ScriptedListener(), model, frames.append).resolve(edit("translate_captions", language="zh"), document)
        await model.aclose()
    assert len(frames) == 2
    return found


def lit(proof: Proof, frame: int) -> Any:
    return proof.seen.luma[frame] > 120


def test_a_translation_is_drawn_in_the_frames_of_the_original(bench: Bench) -> None:
    spoken = edit("captions", facts=SAID)
    document = apply(bench.project("dark.mp4"), spoken)
    chinese = done(translated(document))
    track = apply(document, chinese).timeline.captions
    assert isinstance(track, CaptionTrack)
    assert [(cue.start_s, cue.end_s, cue.text, cue.words) for cue in track.cues["dark.mp4"]] == [
        (0.6, 1.8, CHINESE[0], ()), (2.4, 3.6, CHINESE[1], ())]
    english, foreign = (bench.after(bench.project("dark.mp4"), *edits) for edits in ((spoken,), (spoken, chinese)))
    given = bench.after(bench.project("dark.mp4"), edit("captions", facts=SAID | {
        "language": "zh", "cues": {"dark.mp4": [cue | {"text": line, "words": ()} for cue, line in zip(CUES, CHINESE, strict=True)]}}))
    frames = range(len(english.seen.luma))
    assert [bool(lit(foreign, n).any()) for n in frames] == [bool(lit(english, n).any()) for n in frames]
    for frame in (30, 75):
        assert (lit(foreign, frame) != lit(english, frame)).sum() > 100
        assert np.array_equal(lit(foreign, frame), lit(given, frame))
