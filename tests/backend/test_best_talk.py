"""A highlight reel in conversation: what is measured decides, the answer says by what, and nobody loses most of the footage by a guess."""

from pathlib import Path
from typing import Any

import pytest
from backend_rig import Rig, make_clip, text_of


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 s; from 8 s to 14 s somebody is heard, and the picture moves; else a slow change of grey and silence."""
    path = tmp_path_factory.mktemp("best") / "day.mp4"
    make_clip(path, 24.0, loud=((8.0, 14.0),), moving=(8.0, 14.0))
    return path


async def opened(rig: Rig, day: Path) -> str:
    sid = await rig.session()
    await rig.upload(sid, day)
    return sid


async def seconds(rig: Rig, sid: str) -> float:
    draft: dict[str, Any] = (await rig.state(sid))["draft"]
    return float(draft["d"]) / 1000


@pytest.mark.parametrize(("wish", "why"), [("make a 5 second highlight reel", "Measured by"), ("剪成5秒精华", "测量选出")])
async def test_a_length_that_was_said_is_made_at_once_of_where_something_happens(rig: Rig, day: Path, wish: str, why: str) -> None:
    sid = await opened(rig, day)
    text = text_of(await rig.say(sid, wish))
    assert why in text
    assert await seconds(rig, sid) == pytest.approx(5, abs=0.2)
    [piece] = (await rig.state(sid))["draft"]["x"]["clips"]
    assert 7.5 <= piece["start_s"] < piece["end_s"] <= 14.5
    await rig.say(sid, "undo")
    assert await seconds(rig, sid) == pytest.approx(24, abs=0.2)


async def test_without_a_length_it_is_shown_first_and_a_yes_does_it(rig: Rig, day: Path) -> None:
    sid = await opened(rig, day)
    text = text_of(await rig.say(sid, "keep only the best moments"))
    assert "0:24 → 0:10" in text
    assert "yes" in text
    assert await seconds(rig, sid) == pytest.approx(24, abs=0.2)
    assert "Best moments" in text_of(await rig.say(sid, "yes"))
    assert await seconds(rig, sid) == pytest.approx(10, abs=0.2)


async def test_a_video_that_is_short_enough_stays(rig: Rig, day: Path) -> None:
    sid = await opened(rig, day)
    assert "already fits" in text_of(await rig.say(sid, "make a one minute highlight reel"))
    assert await seconds(rig, sid) == pytest.approx(24, abs=0.2)
