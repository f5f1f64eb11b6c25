"""An edit for a numbered clip finds the clip as it is when its turn comes, after the joins and removals of the same message."""

from pathlib import Path
from typing import Any

import pytest
from backend_rig import Rig, make_clip, text_of


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Clips of 2, 3 and 4 s."""
    folder = tmp_path_factory.mktemp("clips")
    paths = [folder / f"{length}.mp4" for length in (2, 3, 4)]
    for length, path in zip((2, 3, 4), paths, strict=True):
        make_clip(path, length, loud=((0.0, float(length)),))
    return paths


def bright(state: dict[str, Any]) -> list[tuple[float, float]]:
    """Length and brightness of every clip."""
    return [(round(one["end_s"] - one["start_s"]), one["picture"]["brightness"]) for one in state["draft"]["x"]["clips"]]


async def after(rig: Rig, three: list[Path], *messages: str) -> tuple[list[tuple[float, float]], str]:
    sid, text = await rig.session(), ""
    await rig.upload(sid, *three)
    for message in messages:
        text = text_of(await rig.say(sid, message))
    return bright(await rig.state(sid)), text


@pytest.mark.parametrize(("messages", "clips"), [
    (["merge the clips and make the second clip brighter"], [(2, 0), (3, 20), (4, 0)]),
    (["merge them", "delete the first clip and make the last clip brighter"], [(3, 0), (4, 20)]),
    (["merge them", "delete the first clip and make clip 3 brighter"], [(3, 0), (4, 20)]),
    (["merge them", "brighten the last two clips"], [(2, 0), (3, 20), (4, 20)]),
    (["merge them", "brighten clips 1 and 3"], [(2, 20), (3, 0), (4, 20)]),
    (["把片段合并，然后把最后一段调亮"], [(2, 0), (3, 0), (4, 20)]),
    (["merge them", "cut the first second and brighten the second clip"], [(1, 0), (3, 20), (4, 0)]),
])
async def test_the_clip_that_is_meant_is_the_one_that_changes(
    rig: Rig, three: list[Path], messages: list[str], clips: list[tuple[float, float]]) -> None:
    assert (await after(rig, three, *messages))[0] == clips


async def test_a_clip_that_is_not_there_is_said_and_the_rest_is_done(rig: Rig, three: list[Path]) -> None:
    clips, text = await after(rig, three, "merge them", "make clip 7 brighter and mute the first clip")
    assert "There is no clip 7; the timeline has 3 clips." in text
    assert "Silenced" in text
    assert {value for _, value in clips} == {0}
