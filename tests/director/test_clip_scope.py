"""An edit of one clip of several: only that clip is touched."""

import pytest

from backend.director import Scene, direct

THREE = Scene(duration_s=60, clips=3, spans=((0, 10), (10, 35), (35, 60)))


@pytest.mark.parametrize(("text", "op", "stretch"), [
    ("mute the second clip", "mute", (10, 35)), ("第二段静音", "mute", (10, 35)),
    ("speed up the third clip 2x", "speed", (35, 60)), ("最后一段两倍速", "speed", (35, 60)),
    ("play the first clip in reverse", "reverse", (0, 10)), ("第一段倒放", "reverse", (0, 10)),
    ("zoom in on clip 2 by 20%", "zoom", (10, 35)), ("blur the last clip", "blur", (35, 60)),
])
def test_the_clip_that_is_numbered_is_the_stretch(text: str, op: str, stretch: tuple[float, float]) -> None:
    [edit] = [one.said() for one in direct(text, THREE).edits]
    assert (edit["op"], edit["from"], edit["to"]) == (op, *stretch)


@pytest.mark.parametrize("text", ["delete the second clip", "move clip 3 to the front", "mute it", "第二段删掉"])
def test_what_is_done_to_a_clip_as_a_whole_needs_no_stretch(text: str) -> None:
    assert all("from" not in one.said() for one in direct(text, THREE).edits)
