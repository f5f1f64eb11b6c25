"""What files are found to be, and which are refused."""

import asyncio
from fractions import Fraction
from pathlib import Path

import pytest

from backend.engine.magic import demuxer_of
from backend.engine.probe import MediaError, look, probe
from backend.engine.rates import rate_of, sane_rate
from backend.engine.run import ffmpeg, place
from tests.engine.conftest import MAKERS, SHARP, Shelf, counting, lavfi

TOGETHER = [*counting(seconds=2), *lavfi("sine=f=440:d=2")]


def make(folder: Path, *args: str) -> Path:
    path = folder / "in"
    asyncio.run(ffmpeg([*args, place(path)]))
    return path


@pytest.mark.parametrize(
    ("form", "args"),
    [
        ("mp4", [*TOGETHER, *SHARP, "-c:a", "aac", "-f", "mp4"]),
        ("matroska", [*TOGETHER, *SHARP, "-c:a", "aac", "-f", "matroska"]),
        ("webm", [*TOGETHER, "-c:v", "libvpx", "-c:a", "libopus", "-f", "webm"]),
        ("avi", [*TOGETHER, *SHARP, "-c:a", "mp3", "-f", "avi"]),
    ],
)
def test_every_video_container_is_read(tmp_path: Path, form: str, args: list[str]) -> None:
    media = probe(make(tmp_path, *args), "id", f"名.{form}")
    assert (media.kind, media.width, media.height, media.fps, media.has_audio) == ("video", 160, 90, "30", True)
    assert media.duration_s == pytest.approx(2, abs=0.06)
    assert media.name == f"名.{form}"


@pytest.mark.parametrize(
    "args",
    [["-c:a", "mp3", "-f", "mp3"], ["-f", "wav"], ["-c:a", "aac", "-f", "adts"], ["-c:a", "aac", "-f", "ipod"]],
)
def test_every_sound_container_is_read(tmp_path: Path, args: list[str]) -> None:
    media = probe(make(tmp_path, *lavfi("sine=f=440:d=2"), *args), "id", "a")
    assert (media.kind, media.width, media.has_audio) == ("audio", 0, True)
    assert media.duration_s == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(
    "codec",
    [["-c:v", "png", "-f", "image2"], ["-c:v", "mjpeg", "-f", "image2"], ["-c:v", "libwebp", "-f", "webp"], ["-f", "gif"]],
)
def test_a_single_picture_is_a_still(tmp_path: Path, codec: list[str]) -> None:
    media = probe(make(tmp_path, *lavfi("testsrc2=s=64x48"), "-frames:v", "1", *codec), "id", "a")
    assert (media.kind, media.width, media.height, media.duration_s, media.fps) == ("image", 64, 48, 0.0, "0")


@pytest.mark.parametrize("codec", [["-c:v", "libwebp_anim", "-f", "webp"], ["-f", "gif"]])
def test_an_animation_is_a_video(tmp_path: Path, codec: list[str]) -> None:
    media = probe(make(tmp_path, *lavfi("testsrc2=s=64x48:r=10:d=1"), *codec), "id", "a")
    assert (media.kind, media.width, media.height, media.fps) == ("video", 64, 48, "10")
    assert media.duration_s == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(("degrees", "size"), [("90", (90, 160)), ("180", (160, 90)), ("-90", (90, 160))])
def test_rotation_written_in_the_file_is_applied(tmp_path: Path, shelf: Shelf, degrees: str, size: tuple[int, int]) -> None:
    path = make(tmp_path, "-display_rotation", degrees, "-i", place(shelf["silent"]), "-c", "copy", "-f", "mp4")
    media = probe(path, "id", "a")
    assert (media.width, media.height) == size


def test_subtitles_inside_are_seen(tmp_path: Path) -> None:
    words = tmp_path / "w.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nHi\n", encoding="utf-8")
    media = probe(make(tmp_path, *counting(seconds=2), "-i", place(words), *SHARP, "-c:s", "mov_text", "-f", "mp4"), "id", "a")
    assert media.has_subtitles


def test_cover_art_does_not_make_sound_a_video(tmp_path: Path, shelf: Shelf) -> None:
    art = ["-i", place(shelf["logo"]), "-map", "0:a", "-map", "1:v", "-c:v", "mjpeg", "-disposition:v", "attached_pic", "-c:a", "mp3"]
    assert probe(make(tmp_path, *lavfi("sine=f=440:d=2"), *art, "-f", "mp3"), "id", "a").kind == "audio"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"hello, this is text\n" * 20, "not_media"),
        (b"#EXTM3U\n/etc/passwd\n", "not_media"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "not_media"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_media"),
        (b"\0\0\0\x18ftypisom" + bytes(range(256)) * 4, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged"),
    ],
)
def test_what_is_no_media_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(MediaError) as caught:
        probe(path, "id", "clip.mp4")
    assert caught.value.reason == reason


@pytest.mark.parametrize("form", [["-f", "mp4", "-movflags", "+faststart"], ["-f", "mp4"], ["-f", "matroska"]])
def test_a_file_cut_short_is_damaged(tmp_path: Path, form: list[str]) -> None:
    path = make(tmp_path, *TOGETHER, *SHARP, *form)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.6)])
    with pytest.raises(MediaError) as caught:
        probe(path, "id", "a")
    assert caught.value.reason == "damaged"


def test_damage_tells_where_the_file_ends(tmp_path: Path) -> None:
    path = make(tmp_path, *TOGETHER, *SHARP, "-f", "mp4", "-movflags", "+faststart")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.6)])
    with pytest.raises(MediaError, match=r"ends at [01]\.\d\d s of 2\.00 s"):
        probe(path, "id", "a")


def test_a_small_file_of_a_huge_picture_is_too_big(tmp_path: Path) -> None:
    path = make(tmp_path, *lavfi("color=black:s=8000x8000"), "-frames:v", "1", "-c:v", "png", "-f", "image2")
    with pytest.raises(MediaError) as caught:
        probe(path, "id", "a")
    assert caught.value.reason == "too_big"


def test_a_small_file_of_endless_length_is_too_big(tmp_path: Path) -> None:
    slow = [*lavfi("color=black:s=64x36:r=1:d=3"), "-vf", "setpts=N*50000/TB", "-fps_mode", "passthrough", *SHARP]
    with pytest.raises(MediaError) as caught:
        probe(make(tmp_path, *slow, "-f", "matroska"), "id", "a")
    assert caught.value.reason == "too_big"


def test_high_dynamic_range_and_transparency_are_seen(tmp_path: Path, shelf: Shelf) -> None:
    tags = ["-vf", "setparams=color_trc=arib-std-b67:color_primaries=bt2020:colorspace=bt2020nc"]
    assert look(make(tmp_path, *counting(seconds=1), *tags, *SHARP, "-f", "mp4")).hdr == "arib-std-b67"
    assert look(shelf["logo"]).alpha
    plain = look(shelf["silent"])
    assert (plain.hdr, plain.alpha, plain.untagged) == ("", False, True)


def test_names_do_not_decide_what_a_file_is(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "it's 100% a 图 :.png"
    path.write_bytes(shelf["silent"].read_bytes())
    assert probe(path, "id", path.name).kind == "video"
    assert set(MAKERS) >= {"count", "silent"}


@pytest.mark.parametrize(
    ("average", "nominal", "found"),
    [
        ("30", "30", "30"),
        ("30000/1001", "30000/1001", "30000/1001"),
        ("15", "15", "15"),
        ("2997/100", "90000", "30000/1001"),
        ("18000/1003", "30", "30"),
        ("2999/100", "1000", "30"),
        ("12", "1000", "12"),
        ("0", "0", "30"),
    ],
)
def test_rates_become_sane(average: str, nominal: str, found: str) -> None:
    assert sane_rate(Fraction(average), Fraction(nominal)) == Fraction(found)


def test_a_rate_that_says_nothing_is_thirty() -> None:
    assert (rate_of("0"), rate_of(""), rate_of("30000/1001")) == (30, 30, Fraction(30000, 1001))


@pytest.mark.parametrize(
    ("head", "demuxer"),
    [
        (b"\0\0\0\x20ftypmp42", "mov"),
        (b"\x1aE\xdf\xa3", "matroska"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp_pipe"),
        (b"RIFF\0\0\0\0ACON", None),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"\xff\xff\xff\xff", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_first_bytes_choose_the_reader(head: bytes, demuxer: str | None) -> None:
    assert demuxer_of(head) == demuxer
