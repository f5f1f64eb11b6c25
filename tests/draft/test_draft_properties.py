"""Whatever people say in whatever order: the timeline stays in order, undo is exact, and the wire carries all of it."""

import json
from pathlib import Path
from typing import Any

from footage import LOGO, MUTE, PHONE, SILENCES, SONG, SPOKEN, TOUR, edited, project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.draft.changes import listed, receipt
from backend.draft.check import check
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply, as_of, versions
from backend.draft.ops import OPS
from backend.draft.timeline import Timeline
from backend.draft.wire import draft_of, timeline_of
from backend.edits import EDIT, AnyEdit, SaveVersion
from backend.engine.graph import Traits, graph
from backend.engine.heard import sample
from backend.engine.plan import Output, plan
from prompts import speaker

SECONDS = st.floats(0, 80).map(lambda value: round(value, 2))
ENGLISH = speaker(lambda: "en")


def ranged(op: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    spans = st.tuples(SECONDS, SECONDS).map(lambda span: {"from": min(span), "to": max(span)})
    return st.builds(lambda span, rest: {"op": op} | span | rest, spans, st.fixed_dictionaries(more))


def plain(op: str, **said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"op": st.just(op), **said})


EDITS: st.SearchStrategy[AnyEdit] = st.one_of(
    plain("trim_silence", facts=st.just(SILENCES)), plain("remove_fillers", facts=st.just({"a": [(3.0, 3.4), (17.0, 17.3)]})),
    plain("trim", start=st.floats(0, 5), end=st.floats(0, 5)), ranged("cut"), ranged("keep"),
    plain("duration", to=st.floats(5, 90), how=st.sampled_from(["cut", "speed", None])), plain("split", at=SECONDS),
    plain("delete_clip", index=st.integers(-3, 3)), plain("move_clip", index=st.integers(-3, 3), to=st.integers(-3, 3)),
    plain("merge", transition=st.sampled_from(["wipe", None])), plain("transition", duration=st.floats(0.1, 4)),
    plain("speed", factor=st.floats(0.3, 6)), ranged("speed", factor=st.floats(0.3, 6)), plain("reverse"), ranged("reverse"),
    plain("freeze", at=SECONDS, duration=st.floats(0.1, 3)), plain("loop", times=st.integers(2, 3)),
    plain("aspect", ratio=st.sampled_from(["9:16", "1:1", "21:9"])), plain("resolution", height=st.sampled_from([480, 720])),
    plain("fps", rate=st.sampled_from([10, 24, 29.97])), plain("crop", left=st.floats(0, 30), bottom=st.floats(0, 30)),
    plain("rotate", degrees=st.sampled_from([90, 180, 270])), plain("flip", axis=st.sampled_from(["horizontal", "vertical"])),
    ranged("zoom"), plain("captions", facts=st.just(SPOKEN)), plain("remove_captions"),
    plain("title", text=st.sampled_from(["One", "Two", "三"]), **{"from": SECONDS}), plain("remove_title"), plain("chapters"),
    plain("music", mood=st.sampled_from(["calm", None]), volume=st.floats(0, 100)), plain("remove_music"),
    plain("volume", target=st.sampled_from(["clip", "music", "all"]), db=st.floats(-30, 30)),
    ranged("volume", target=st.sampled_from(["clip", "music", "all"]), db=st.floats(-30, 30)),
    ranged("color", brightness=st.floats(-30, 30)),
    ranged("mute", target=st.just("all")),
    plain("fade", target=st.just("both"), out=st.floats(0, 9)), plain("normalize"), plain("denoise"),
    plain("color", brightness=st.floats(-80, 80)), plain("overlay", file=st.sampled_from(["logo.png", "drone"])), ranged("blur"),
    plain("stabilize"),
).map(EDIT.validate_python)
NUMBERS = st.lists(st.integers(-2, 6), min_size=1, max_size=3)
NAMES = st.sampled_from(["A", "b", "初稿", None])
HISTORY: st.SearchStrategy[AnyEdit] = st.one_of(
    plain("trim_silence", facts=st.just(SILENCES), moving=st.just({"a": [(40.0, 43.0)]})), plain("restore_cuts", numbers=NUMBERS),
    plain("restore_cuts"), plain("recut", numbers=NUMBERS), plain("recut", which=st.sampled_from(["moving", "all"])),
    plain("preview_cuts", facts=st.just(SILENCES)), plain("save_version", name=NAMES), plain("restore_version", name=NAMES),
    plain("restore_version", before=st.sampled_from(["title", "trim_silence", "cut", "aspect"])),
).map(EDIT.validate_python)
SWITCHES: st.SearchStrategy[AnyEdit] = st.one_of(
    plain("undo", steps=st.sampled_from([None, 1, 3])), plain("undo", what=st.sampled_from(sorted(OPS))), plain("redo"),
).map(EDIT.validate_python)

UNDO, REDO = (EDIT.validate_python({"op": op}) for op in ("undo", "redo"))
PLACES = [TOUR, PHONE, MUTE, LOGO, SONG]


def tried(document: Document, edit: AnyEdit) -> Document:
    try:
        return apply(document, edit)
    except EditError:
        return document


def compiles(document: Document) -> None:
    """The plan and every graph of an export: picture and sound are equally long, and the chunks make up the whole."""
    timeline = document.timeline
    media = {one.id: one for one in timeline.media}
    compiled = plan(timeline, {name: Path(name) for name in media}, Output())
    assert compiled.samples == sample(compiled.frames, compiled.rate)
    assert sum(chunk.frames for chunk in compiled.chunks) == compiled.frames
    assert abs(compiled.frames / compiled.rate - timeline.duration_s) <= 1 / compiled.rate
    assert all(voice.at >= 0 and voice.at + voice.samples <= compiled.samples for voice in compiled.voices)
    for chunk in compiled.chunks[:3]:
        assert graph(compiled, chunk, media, dict.fromkeys(media, Traits()), None).text


def state(document: Document) -> tuple[Timeline, list[int]]:
    return document.timeline, [entry.number for entry in document.active]


@given(st.lists(st.one_of(EDITS, EDITS, EDITS, HISTORY, SWITCHES), max_size=50), st.integers(0, 9))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_fifty_edits_and_undos_and_versions_leave_a_timeline_in_order(edits: list[AnyEdit], turn: int) -> None:
    document, saved = project(*PLACES), dict[str, Timeline]()
    for number, one in enumerate(edits):
        before, document = document, tried(document, one)
        assert check(document.timeline) == []
        if document is before:
            continue
        assert receipt(before, document, ENGLISH)
        last = document.history[-1]
        if isinstance(last.edit, SaveVersion):
            saved[str(last.edit.name).casefold()] = document.timeline
        elif not last.is_switch and not last.is_mark and number % 10 == turn:
            assert state(apply(document, UNDO)) == state(before)
            assert state(apply(apply(document, UNDO), REDO)) == state(document)
            compiles(document)
    assert Document.model_validate_json(document.model_dump_json()).timeline == document.timeline
    assert as_of(document, len(document.history)).history == document.history
    for name, number in versions(document).items():
        assert as_of(document, number).timeline == saved[name.casefold()]
    listed(document, ENGLISH)


@given(st.lists(EDITS, min_size=1, max_size=15))
@settings(max_examples=40, deadline=None)
def test_undo_restores_the_very_same_timeline_and_redo_too(edits: list[AnyEdit]) -> None:
    states = [project(*PLACES)]
    for one in edits:
        after = tried(states[-1], one)
        if after is not states[-1]:
            states.append(after)
    document = states[-1]
    for state in states[-2::-1]:
        document = apply(document, EDIT.validate_python({"op": "undo"}))
        assert document.timeline == state.timeline
    for state in states[1:]:
        document = apply(document, EDIT.validate_python({"op": "redo"}))
        assert document.timeline == state.timeline


@given(st.lists(EDITS, min_size=2, max_size=12), st.data())
@settings(max_examples=40, deadline=None)
def test_taking_back_one_edit_is_as_if_it_had_never_been_done(edits: list[AnyEdit], data: st.DataObject) -> None:
    document = project(*PLACES)
    for one in edits:
        document = tried(document, one)
    done = [entry.edit for entry in document.history]
    if not done:
        return
    op = data.draw(st.sampled_from([one.op for one in done]))
    gone = max(index for index, one in enumerate(done) if one.op == op)
    never = project(*PLACES)
    for index, one in enumerate(done):
        never = never if index == gone else tried(never, one)
    assert apply(document, EDIT.validate_python({"op": "undo", "what": op})).timeline == never.timeline


@given(st.lists(EDITS, max_size=12))
@settings(max_examples=40, deadline=None)
def test_the_wire_carries_the_whole_timeline(edits: list[AnyEdit]) -> None:
    document = edited(project(*PLACES))
    for one in edits:
        document = tried(document, one)
    draft = json.loads(json.dumps(draft_of(document.timeline)))
    assert timeline_of(draft) == document.timeline
