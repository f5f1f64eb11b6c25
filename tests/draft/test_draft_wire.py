"""The draft as the contract describes it: tracks, segments, whole milliseconds, and our own key beside them."""

import json
from typing import Any

import pytest
from footage import LOGO, SONG, SPOKEN, TOUR, edit, edited, project

from backend.draft.document import Document
from backend.draft.timeline import Timeline
from backend.draft.wire import DraftError, draft_of, timeline_of, volume_of


def full() -> Document:
    return edited(
        project(TOUR, LOGO, SONG), edit("cut", from_=30, to=32.5), edit("title", text="Urban Dreams"),
        edit("music", file="song", volume=35), edit("captions", facts=SPOKEN), edit("overlay", file="logo", from_=5, to=9),
    )


def track(draft: dict[str, Any], tt: int, kind: str = "") -> dict[str, Any]:
    return next(one for one in draft["t"] if one["tt"] == tt and one["m"].get("kind", "") == kind)


def test_an_empty_timeline_is_an_empty_draft() -> None:
    assert draft_of(Timeline()) == {}
    assert draft_of(Document().timeline) == {}
    assert timeline_of({}) == Timeline()


def test_a_clip_is_a_segment_with_its_length_and_name() -> None:
    draft = draft_of(full().timeline)
    assert track(draft, 0)["sg"] == [
        {"d": 30000, "m": {"name": "screen-tour", "start": 0}}, {"d": 27500, "m": {"name": "screen-tour", "start": 30000}},
    ]
    assert (draft["d"], draft["m"]) == (57500, {"title": "screen-tour", "width": 1920, "height": 1080})


def test_music_titles_captions_and_pictures_have_tracks_of_their_own() -> None:
    draft = draft_of(full().timeline)
    assert track(draft, 1)["sg"] == [{"d": 57500, "m": {"name": "Song", "volume": 35, "start": 0}}]
    assert track(draft, 7, "titles")["sg"] == [{"d": 3000, "m": {"text": "Urban Dreams", "color": "white", "position": "top", "start": 0}}]
    assert [(one["m"]["text"], one["m"]["start"]) for one in track(draft, 7, "captions")["sg"]] == [
        ("This is the weekly report page.", 1200), ("I pick the last seven days.", 16000),
        ("The chart is drawn again.", 30500), ("Finally, I press share.", 42500),
    ]
    assert track(draft, 2)["sg"] == [{"d": 4000, "m": {"name": "logo", "start": 5000}}]


def test_every_number_outside_our_own_key_is_a_whole_number() -> None:
    def numbers(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [number for one in value.values() for number in numbers(one)]
        if isinstance(value, list):
            return [number for one in value for number in numbers(one)]
        return [value] if isinstance(value, int | float) else []

    draft = draft_of(full().timeline)
    found = numbers({key: draft[key] for key in ("t", "d", "m")})
    assert len(found) > 20
    assert {type(number) for number in found} == {int}


def test_a_draft_comes_back_through_json_as_the_same_timeline() -> None:
    document = full()
    assert timeline_of(json.loads(json.dumps(draft_of(document.timeline)))) == document.timeline


def test_captions_of_a_reversed_video_are_no_track() -> None:
    draft = draft_of(edited(project(), edit("captions", facts=SPOKEN), edit("reverse")).timeline)
    assert [one["tt"] for one in draft["t"]] == [0]


def test_a_volume_of_two_percent_is_not_read_as_a_factor_of_two() -> None:
    assert [volume_of(percent) for percent in (35, 2, 1, 0, 250)] == [35, 0.02, 0.01, 0, 250]


def test_muted_music_has_no_volume() -> None:
    document = edited(full(), edit("mute", target="music"))
    assert track(draft_of(document.timeline), 1)["sg"][0]["m"]["volume"] == 0


@pytest.mark.parametrize("spoil", [
    lambda draft: draft.pop("x"), lambda draft: draft.update(x={"clips": 5}), lambda draft: draft["t"].pop(),
    lambda draft: draft.update(d=1), lambda draft: draft["t"][0]["sg"][0].update(d=99),
    lambda draft: draft["x"]["clips"][0].update(media="other"),
    lambda draft: draft["x"]["canvas"].update(fps="nonsense"), lambda draft: draft["x"].update(canvas=None),
])
def test_a_draft_that_was_changed_on_the_way_is_refused(spoil: Any) -> None:
    draft = json.loads(json.dumps(draft_of(full().timeline)))
    spoil(draft)
    with pytest.raises(DraftError):
        timeline_of(draft)
