"""Subtitle files as the world writes them, and tracks inside media."""

from pathlib import Path

import pytest

from backend.draft.timeline import Cue
from backend.engine.run import ffmpeg, place, source
from backend.engine.subtitles import SubtitleError, decoded, embedded, language_of, parse, read

SAMPLES = Path(__file__).parents[2] / "samples"


def heard(text: str) -> list[tuple[float, float, str]]:
    return [(cue.start_s, cue.end_s, cue.text) for cue in parse(text)]


def test_srt_is_read_with_numbers_markup_and_odd_line_ends() -> None:
    first = "1\r\n00:00:01,200 --> 00:00:02,5\r\n<i>Hello</i> {\\an8}there\r\n\r\n"
    text = first + "2\r\n01:00:00,000 --> 01:00:01,000\r\nTwo\r\nlines &amp; more\r\n"
    assert heard(text) == [(1.2, 2.5, "Hello there"), (3600.0, 3601.0, "Two\nlines & more")]


def test_vtt_is_read_with_notes_styles_settings_and_short_times() -> None:
    text = (
        "WEBVTT\n\nNOTE a remark\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.500 --> 00:03.000 line:0 align:start\n"
        "<v Ann>Hello</v> <00:02.000><c>you</c>\n"
    )
    assert heard(text) == [(1.5, 3.0, "Hello you")]


def test_blocks_without_an_empty_line_between_them_are_still_parted() -> None:
    assert heard("1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:02,000 --> 00:00:03,000\nB\n") == [(1, 2, "A"), (2, 3, "B")]


def test_cues_are_sorted_and_worthless_ones_skipped() -> None:
    worth = "00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.000\nfirst\n\n"
    text = worth + "00:03.000 --> 00:03.000\nno length\n\n00:04.000 --> 00:05.000\n \n"
    assert [cue[2] for cue in heard(text)] == ["first", "later"]


def test_comparisons_in_the_text_are_no_markup() -> None:
    assert heard("00:01.000 --> 00:02.000\n3 < 5 and 7 > 2\n") == [(1, 2, "3 < 5 and 7 > 2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_files_are_read_in_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.srt"
    file.write_bytes("1\n00:00:01,000 --> 00:00:02,000\n你好，世界\n".encode(encoding))
    assert [cue.text for cue in read(file)] == ["你好，世界"]
    assert language_of(read(file)) == "zh"


def test_western_letters_of_old_programs_are_read() -> None:
    assert decoded("café à la\n".encode("cp1252")) == "café à la\n"


def test_a_file_without_cues_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("just words")
    with pytest.raises(SubtitleError):
        read(tmp_path / "a.srt")


def test_the_language_is_told_by_the_writing() -> None:
    def said(text: str) -> str:
        return language_of((Cue(start_s=0, end_s=1, text=text),))

    assert [said("こんにちは世界"), said("안녕하세요"), said("你好 OK"), said("Hello")] == ["ja", "ko", "zh", ""]


@pytest.mark.parametrize(("container", "codec"), [("mp4", "mov_text"), ("matroska", "srt"), ("matroska", "ass"), ("webm", "webvtt")])
async def test_a_text_track_inside_a_file_is_read(tmp_path: Path, container: str, codec: str) -> None:
    srt = source(SAMPLES / "screen-tour.srt", formats="srt")
    tracks = ["-map", "0:v", "-map", "1", "-t", "13", "-c:s", codec, "-metadata:s:s:0", "language=eng", "-s", "64x36"]
    encoder = ["-c:v", "libvpx", "-b:v", "50k"] if container == "webm" else ["-c:v", "libx264", "-preset", "ultrafast"]
    await ffmpeg([*source(SAMPLES / "screen-tour.mp4"), *srt, *tracks, *encoder, "-f", container, place(tmp_path / "in")])
    cues, language = embedded(tmp_path / "in")
    assert [(cue.start_s, cue.end_s) for cue in cues] == [(1.2, 6.02), (8.42, 12.105)]
    assert cues[0].text == "This is the weekly report page. Every number on it updates on its own."
    assert language == "en"


def test_a_file_without_a_track_has_no_cues() -> None:
    assert embedded(SAMPLES / "screen-tour.mp4") == ((), "")
