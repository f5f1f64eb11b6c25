"""Paths and addresses in messages, by the table of dropped paths and in sentences."""

import pytest

from routing.incoming import sort_out
from routing.media import dropped, find

FILES = {
    "/a/clip.mp4", "/a/my clip.mp4", "/a/p (1) & x.mp4", "/a/it's.mp4", "C:\\v\\my clip.mp4", "/a/1.mp4", "/a/2 b.mp4", "/a/3 c.mp4",
    "/a/会.mp4", "/a/Screen\u202f1.mov", "/a/x\u3000y.mp4", "/a/notes.txt", "clip.mp4",
}  # fmt: skip


def is_file(path: str) -> bool:
    return path in FILES


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/a/clip.mp4", ["/a/clip.mp4"]),
        ("/a/clip.mp4 ", ["/a/clip.mp4"]),
        ("/a/my clip.mp4", ["/a/my clip.mp4"]),
        (r"/a/my\ clip.mp4", ["/a/my clip.mp4"]),
        (r"/a/p\ \(1\)\ \&\ x.mp4", ["/a/p (1) & x.mp4"]),
        ("'/a/my clip.mp4'", ["/a/my clip.mp4"]),
        (r"'/a/it'\''s.mp4'", ["/a/it's.mp4"]),
        ('"C:\\v\\my clip.mp4"', ["C:\\v\\my clip.mp4"]),
        (r"/a/1.mp4 '/a/2 b.mp4' /a/3\ c.mp4", ["/a/1.mp4", "/a/2 b.mp4", "/a/3 c.mp4"]),
        ("file:///a/%E4%BC%9A.mp4", ["/a/会.mp4"]),
        ("file://localhost/a/clip.mp4 file:///a/1.mp4", ["/a/clip.mp4", "/a/1.mp4"]),
        ("/a/Screen\u202f1.mov", ["/a/Screen\u202f1.mov"]),
        ("/a/x\u3000y.mp4 /a/1.mp4", ["/a/x\u3000y.mp4", "/a/1.mp4"]),
    ],
)
def test_a_text_of_nothing_but_files_is_a_drop(text: str, paths: list[str]) -> None:
    assert [media.value for media in dropped(text, is_file)] == paths


@pytest.mark.parametrize(
    "text",
    [
        "/a/clip.mp4\n/a/1.mp4", "/a/missing.mp4", "clip.mp4", "/a/notes.txt", "'/a/clip.mp4", "~nouser/x.mp4", "@/a/clip.mp4",
        "file://elsewhere/a/clip.mp4", "look at /a/clip.mp4 please", "", "   ", "trim it",
    ],
)  # fmt: skip
def test_any_other_text_stays_as_typed(text: str) -> None:
    assert dropped(text, is_file) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("look at /a/clip.mp4 please", ["/a/clip.mp4"]),
        ("see (/tmp/x.mov), then trim", ["/tmp/x.mov"]),
        ("/Users/me/my clip.mp4 make it vertical", ["/Users/me/my clip.mp4"]),
        ("把/tmp/素材/一.mp4剪短", ["/tmp/素材/一.mp4"]),
        ("merge /s/a.mp4 and /s/b.mp4", ["/s/a.mp4", "/s/b.mp4"]),
        ("C:\\v\\my clip.mp4 cut it", ["C:\\v\\my clip.mp4"]),
        ("\\\\NAS01\\media\\tape7.avi", ["\\\\NAS01\\media\\tape7.avi"]),
        ("get https://cdn.example.org/a.mp4, then cut", ["https://cdn.example.org/a.mp4"]),
        ("clip 03.mp4", ["clip 03.mp4"]),
        ("use drone_02.mp4 for the opening", []),
        ("导出1080p，文件名叫夏日.mp4", []),
        ("匯出後命名為夏天.mp4", []),
        ("夏日的海.mp4", ["夏日的海.mp4"]),
        ("and/or 16/9 /undo w/o", []),
    ],
)
def test_a_sentence_names_media_by_its_shape(text: str, values: list[str]) -> None:
    found = find(text, lambda _path: False)
    assert [media.value for media in found] == values
    assert all(0 <= media.start < media.end <= len(text) for media in found)


@pytest.mark.parametrize(
    ("text", "incoming"),
    [
        ("download this https://x.example.com/clip.mp4", 1),
        ("https://www.youtube.com/watch?v=abc", 1),
        ("make it look like https://vimeo.com/1122", 0),
        ("put our website https://acme.example.com on the last frame", 0),
        ("export to /tmp/out/final.mp4", 0),
        ("导出到 /tmp/out/final.mp4", 0),
        ("风格参考 https://www.bilibili.com/video/BV1", 0),
        ("照 https://www.youtube.com/watch?v=xyz 的節奏剪", 0),
        ("把照片 /data/mom/a.jpg 加进来", 1),
        ("don't upload /tmp/a.mp4", 0),
        ("我的录像在 E:\\gate\\0612.avi 了", 1),
        ("同学拍的在 /data/class/b.mov", 1),
        ("录像我存在 E:\\gate\\0612.avi 了", 1),
        ("the delivery man is on film, the recording is at D:\\gate\\cam2.avi", 1),
        ("I exported it from the phone to /tmp/phone.mov, trim it", 1),
        ("we want it saved to /tmp/out/final.mov", 0),
        ("guárdalo en /tmp/out/final.mov", 0),
        ("type C:\\Windows on the black screen", 0),
        ('the viewer types "/export /delete /ban", fade that', 0),
        ("导到 /data/out/finals/ 里", 0),
        ("剪好的放进 /data/out/finals/", 0),
        ("原片放在 /data/raw/tape.mov", 1),
        ("I'd like /tmp/a.mp4 cut to a minute", 1),
        ("stick the finished film on https://vimeo.com/ourchoir", 0),
        ("I adore the lettering in https://vimeo.com/1122, do mine the same way", 0),
        ("get these two: https://a.example.com/1.mp4 and https://a.example.com/2.mp4", 2),
        ("画面上打几个字“C:\\Games\\Save1”", 0),
        ("trim /tmp/a.mp4", 1),
    ],
)
def test_only_media_that_comes_in_is_incoming(text: str, incoming: int) -> None:
    assert len(sort_out(text, find(text, lambda _path: False)).incoming) == incoming


def test_a_path_with_blanks_ends_where_the_file_ends() -> None:
    text = "/a/my clip.mp4 and then b.mp4 please"
    assert [media.value for media in find(text, is_file)] == ["/a/my clip.mp4"]


@pytest.mark.parametrize(("text", "names"), [
    ("clip.mp4 trim the silences", ["clip.mp4"]),
    ("take my best clip.mp4 and make it square", ["my best clip.mp4"]),
    ("把clip.mp4的静音去掉，再合并 演示 2.mov", ["clip.mp4", "演示 2.mov"]),
    ('trim "my best clip.mp4", then export', ["my best clip.mp4"]),
    ("use other.mp4 as the intro", []),
    ("put the title \"clip\" on it", []),
])
def test_a_bare_name_in_a_sentence_counts_where_such_a_file_is_at_hand(text: str, names: list[str]) -> None:
    here = {"clip.mp4", "my best clip.mp4", "演示 2.mov"}
    assert [media.value for media in find(text, here.__contains__)] == names


ODD = """/home/me/it's my "best" 录屏.mp4"""


@pytest.mark.parametrize("written", [
    ODD,
    """'/home/me/it'\\''s my "best" 录屏.mp4'""",
    """/home/me/it\\'s\\ my\\ \\"best\\"\\ 录屏.mp4""",
    """"/home/me/it's my \\"best\\" 录屏.mp4\"""",
])
@pytest.mark.parametrize("words", ["{} trim the silences", "please take {} and make it square", "{}去掉静音", "{}"])
def test_a_name_with_blanks_both_quotes_and_chinese_is_found_however_a_terminal_writes_it(written: str, words: str) -> None:
    assert [media.value for media in find(words.format(written), ODD.__eq__)] == [ODD]
