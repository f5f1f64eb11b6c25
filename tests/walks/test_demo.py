"""The main job on the sample, as README's first command runs it: everything that it promises is measured in the file."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.walks.conftest import Run
from tests.walks.seen import looks, seen

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"
OUTLINE, LETTERS = 24, 1500


@pytest.mark.slow
async def test_the_demo_makes_the_promised_video(run: Run, tmp_path: Path) -> None:
    status, out, err = await run("demo", "--output-format", "stream-json", "-o", tmp_path / "made")
    events = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    video, sheet = (Path(file["path"]) for file in events[-1]["files"])
    done = next(event for event in events if event["type"] == "demo_done")
    made = seen(video)
    assert (made.video_codec, made.profile, made.audio_codec, made.width, made.height) == ("h264", "High", "aac", 1920, 1080)
    assert made.picture_end_s == pytest.approx(done["after_s"], abs=0.3)
    assert abs(made.sound_end_s - made.picture_end_s) <= 1 / made.rate
    assert made.longest_silence_s() <= 0.6
    assert seen(SAMPLE).longest_silence_s() > 2.0
    assert sheet.read_bytes().startswith(b"\x89PNG")
    assert captions_shown(video) >= 0.8
    assert captions_shown(SAMPLE) == 0


def captions_shown(video: Path) -> float:
    """The share of looks, two a second, at which letters with a black outline stand in the lower third; the pointer alone is smaller."""
    shown = [int((lower_third(picture) < OUTLINE).sum()) > LETTERS for picture in looks(video, 0.5)]
    return sum(shown) / len(shown)


def lower_third(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = picture.shape
    return picture[height * 2 // 3: height * 97 // 100, width // 5:]
