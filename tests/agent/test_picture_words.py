"""Which words ask for a picture file, of which frame, and what is left of the message."""

from pathlib import Path

import pytest

from agent.handlers.picturewords import LAST, picture_wish


@pytest.mark.parametrize(("text", "at"), [
    ("make a thumbnail", None), ("save a cover image at 0:12", 12), ("Please create a thumbnail from 1:02.5", 62.5),
    ("导出封面", None),
    ("export the frame at 12 seconds as an image", 12), ("grab a still image from the 5 second mark", 5),
    ("take a screenshot at 1:00:03", 3603),
    ("做一张缩略图", None), ("把第12秒的画面导出成封面", 12), ("截一张1分20秒的图", 80), ("use the first frame as the thumbnail", 0),
    ("save the last frame as an image", LAST), ("I need a poster frame", None), ("make a thumbnail for the video", None),
    ("make a thumbnail, use the frame at 0:07", 7), ("用最后一帧做封面", LAST),
])
def test_a_picture_of_a_frame_is_wished(text: str, at: float | None) -> None:
    wish = picture_wish(text)
    assert wish is not None
    assert (wish.at_s, wish.rest, wish.name, wish.form) == (at, "", None, "jpg")


@pytest.mark.parametrize(("text", "rest"), [
    ("trim the silences, add captions and make a thumbnail", "trim the silences, add captions"),
    ("export the video and a thumbnail", "export the video"),
    ("make a thumbnail at 0:03 then cut the first second", "cut the first second"), ("去掉静音，然后导出封面", "去掉静音"),
    ('put the title "Hot, hot and cold" on top and save a cover image', 'put the title "Hot, hot and cold" on top'),
])
def test_what_else_is_asked_is_left(text: str, rest: str) -> None:
    wish = picture_wish(text)
    assert wish is not None
    assert wish.rest == rest


@pytest.mark.parametrize(("text", "name", "form"), [
    ("save the thumbnail as cover.png", "cover.png", "png"), ('export a thumbnail as "my pic.jpg"', "my pic.jpg", "jpg"),
    ("make a png thumbnail", None, "png"), ("导出封面为 封面.jpg", "封面.jpg", "jpg"),
])
def test_the_name_and_the_kind_of_file(text: str, name: str | None, form: str) -> None:
    wish = picture_wish(text)
    assert wish is not None
    assert (wish.name, wish.form) == (Path(name) if name else None, form)


@pytest.mark.parametrize("text", [
    "don't make a thumbnail", 'add the title "make a thumbnail"', "make the text on the thumbnail bigger", "remove the cover image",
    "export the video",
    "freeze the frame at 0:12", "how do I make a thumbnail?", "make it brighter", "save this as version A",
    "change the frame rate to 30 fps",
    "4:5，封面字写周末去哪儿", "不要封面", "加个封面标题", "put my logo over the poster", "make the frame at 0:10 brighter", "",
])
def test_what_is_no_wish_for_one(text: str) -> None:
    assert picture_wish(text) is None
