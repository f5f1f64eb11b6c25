"""What people tell beside what they want: a remark asks for nothing and changes nothing of a wish; a complaint asks for its cure."""

import pytest

from backend.director import Scene, direct

SCENE = Scene(duration_s=240, width=1920, height=1080, clips=4, has_audio=True, before=(), language="en")

REMARKS = (
    "my sister sings in a band",
    "the hymns make nonsense of them",
    "prop shadow is in there",
    "the organ came out deafening",
    "he filmed it with his old camera",
    "the black dress is my grandmother's",
    "it's for the TV at the senior center",
    "she wears a white coat",
    "it took us three hours",
    "we drove 300 km for that",
    "the shop opens at 9:30",
    "my internet is slow today",
    "the sunset was golden",
    "the stage was bright pink",
    "the old church collapsed in 1990",
    "he talks very fast when he's nervous",
    "we live above a noisy bar",
    "the neighbours complained about the noise",
    "a vintage car picked us up",
    "the square in front of the church is lovely",
    "the portrait on the wall is by my aunt",
    "my hands were cold",
    "the price is 20 percent higher there",
    "the kids were very loud that day",
)
WISHES = (
    "add captions",
    "cut the first 10 seconds",
    "put some jazz under it",
    "speed it up 1.5x",
    "delete the second clip",
    "fade out at the end",
)
FORMS = ("{wish}. {remark}.", "{wish}, {remark}", "{remark}. {wish} please.", "{remark}, so please {wish}")

REMARKS_ZH = (
    "手机拿横了",
    "黑裙子是我奶奶的",
    "穿蓝衬衫的是我舅舅",
    "现场大概有200人",
    "这次是我姑姑办的",
    "老教堂1990年烧掉了",
    "班里一半人生病了",
    "奶奶当时在德国",
    "舞台是亮粉色的",
    "演出一共九十分钟",
    "我住在上面一层",
)
WISHES_ZH = ("剪掉前10秒", "改成竖屏", "配一段爵士乐", "加速到1.5倍", "删掉第二段", "把停顿去掉")
FORMS_ZH = ("{wish}。{remark}。", "{remark}。{wish}吧", "{remark}，帮我{wish}")


def _edits(message: str) -> list[dict[str, object]]:
    return [edit.said() for edit in direct(message, SCENE).edits]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_asks_for_nothing(remark: str) -> None:
    for wish in WISHES:
        for form in FORMS:
            message = form.format(wish=wish, remark=remark)
            assert _edits(message) == _edits(wish), message


@pytest.mark.parametrize("remark", REMARKS_ZH)
def test_a_chinese_remark_asks_for_nothing(remark: str) -> None:
    for wish in WISHES_ZH:
        for form in FORMS_ZH:
            message = form.format(wish=wish, remark=remark)
            assert _edits(message) == _edits(wish), message


COMPLAINTS = (
    ("it's too dark", "color"),
    ("my voice is too quiet", "volume"),
    ("the colours are dull", "color"),
    ("it's really shaky", "stabilize"),
    ("there's a hum in the background", "denoise"),
    ("the video is upside down", "rotate"),
    ("there are too many pauses", "trim_silence"),
    ("I say um too often", "remove_fillers"),
    ("the lighting is dim", "color"),
    ("the kitchen looks gloomy", "color"),
    ("画面太暗了", "color"),
    ("声音太小了", "volume"),
    ("画面抖得厉害", "stabilize"),
    ("背景有杂音", "denoise"),
    ("停顿太多了", "trim_silence"),
)


@pytest.mark.parametrize(("complaint", "op"), COMPLAINTS)
def test_a_complaint_asks_for_its_cure_beside_another_wish(complaint: str, op: str) -> None:
    wishes = ("加上字幕", "右下角放logo.png") if not complaint.isascii() else ("add captions", "put logo.png in the corner")
    for wish in wishes:
        for message in (f"{complaint}. {wish}", f"{wish}, {complaint}"):
            assert sorted(str(one["op"]) for one in _edits(message)) == sorted([op, str(_edits(wish)[0]["op"])]), message


@pytest.mark.parametrize(
    ("message", "edits"),
    [
        ("the noise of the fridge is terrible, it is very loud, take it out", [{"op": "denoise"}]),
        ("the lavender one looks grey, can you put the saturation up 25 %", [{"op": "color", "saturation": 25}]),
        ("the rehearsal dinner is 1:15 to 1:55, play this part 8 times faster", [{"op": "speed", "factor": 8, "from": 75, "to": 115}]),
        ("手机拿横了，车躺着呢，逆时针转90度", [{"op": "rotate", "degrees": -90}]),
        ("cut 20 to 35 seconds, there my dog is barking", [{"op": "cut", "from": 20, "to": 35}]),
    ],
)
def test_a_complaint_gives_way_to_the_wish_that_cures_it(message: str, edits: list[dict[str, object]]) -> None:
    assert _edits(message) == edits


def test_what_is_only_remarked_is_believed_where_nothing_else_is_asked() -> None:
    assert _edits("it's for the TV at the senior center") == [{"op": "aspect", "ratio": "16:9"}]
