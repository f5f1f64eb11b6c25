"""The footage called by its name is the video, not a picture laid over it."""

import pytest

from backend.director import Scene, direct

HERE = Scene(duration_s=39, media_names=("screen-tour.mp4", "b.mp4", "logo.png", "my 'best' clip 演示.mp4"), footage=("screen-tour.mp4",))


@pytest.mark.parametrize(("text", "expected"), [
    ("screen-tour.mp4 trim the silences", [{"op": "trim_silence"}]),
    ("/home/me/my talks/screen-tour.mp4 make it vertical", [{"op": "aspect", "ratio": "9:16"}]),
    ("'/home/me/my talks/screen-tour.mp4' make it vertical", [{"op": "aspect", "ratio": "9:16"}]),
    ("take screen-tour.mp4 and rotate it 90 degrees", [{"op": "rotate", "degrees": 90}]),
    ("把screen-tour.mp4的静音去掉", [{"op": "trim_silence"}]),
    ("用screen-tour.mp4，改成竖屏", [{"op": "aspect", "ratio": "9:16"}]),
    (r"/home/me/my\ \'best\'\ clip\ 演示.mp4 去掉静音", [{"op": "trim_silence"}]),
    (r"'/home/me/my '\''best'\'' clip 演示.mp4' 去掉静音", [{"op": "trim_silence"}]),
    ("merge screen-tour.mp4 and b.mp4", [{"op": "merge"}]),
    ("b.mp4 trim the silences", [{"op": "trim_silence"}]),
    ("put b.mp4 in the bottom right corner", [{"op": "overlay", "file": "b.mp4", "position": "bottom_right"}]),
    ("put logo.png in the top right corner", [{"op": "overlay", "file": "logo.png", "position": "top_right"}]),
    ("hmm, fade out at the end for 2 seconds", [{"op": "fade", "target": "both", "out": 2}]),
    ("um, remove the ums", [{"op": "remove_fillers"}]),
])
def test_a_name_of_footage_is_the_video(text: str, expected: list[dict[str, object]]) -> None:
    directions = direct(text, HERE)
    assert [edit.said() for edit in directions.edits] == expected
    assert directions.not_understood == ()


def test_names_without_end_take_no_time() -> None:
    scene = Scene(media_names=tuple(f"{'a' * 80}{n}.mp4" for n in range(40)))
    direct("/" * 4000 + "a" * 4000, scene)
    direct(("/" + "a" * 79) * 50 + ".mp4", scene)
