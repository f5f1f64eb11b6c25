"""Taking files in: bounded, checked by content, all or none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from backend_rig import Rig, Start
from hypothesis import given
from hypothesis import strategies as st

from backend.uploads import clean_name

PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n/etc/passwd\n"


def stored(rig: Rig) -> list[Path]:
    """Every file below the media folder."""
    return [path for path in (rig.home / "media").rglob("*") if path.is_file()]


async def send(rig: Rig, sid: str, *files: tuple[str, bytes]) -> dict[str, object]:
    parts = [("files", file) for file in files]
    return dict((await rig.client.post(f"/api/upload-video/nemo_agent/me/{sid}", files=parts)).json())


@pytest.mark.parametrize(("name", "content"), [
    ("notes.txt", b"hello"), ("video", b"x"), ("playlist.mp4", PLAYLIST), ("script.mp4", b"ffconcat version 1.0\nfile a.mp4\n"),
    ("empty.mp4", b""), ("noise.mp4", bytes(range(256)) * 20), ("page.mp4", b"<html></html>"),
])
async def test_what_is_no_media_is_refused_and_leaves_nothing(rig: Rig, name: str, content: bytes) -> None:
    sid = await rig.session()
    assert (await send(rig, sid, (name, content)))["code"] == 4001
    assert stored(rig) == []
    assert (await rig.state(sid))["video_infos"] == []


async def test_one_bad_file_refuses_the_whole_upload(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    assert (await send(rig, sid, ("a.mp4", clip.read_bytes()), ("b.mp4", b"no")))["code"] == 4001
    assert stored(rig) == []
    assert (await rig.state(sid))["draft"] == {}


async def test_a_file_over_the_limit_is_4002(start: Start, clip: Path) -> None:
    rig = await start(max_file_bytes=1000)
    sid = await rig.session()
    assert (await send(rig, sid, ("a.mp4", clip.read_bytes())))["code"] == 4002
    assert stored(rig) == []


async def test_error_codes_come_with_their_status_on_request(start: Start) -> None:
    rig = await start(http_errors=True)
    sid = await rig.session()
    answer = await rig.client.post(f"/api/upload-video/nemo_agent/me/{sid}", files=[("files", ("a.txt", b"x"))])
    assert (answer.status_code, answer.json()["code"]) == (415, 4001)


async def test_a_body_that_ends_early_leaves_nothing(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\n'

    async def half() -> AsyncIterator[bytes]:
        yield head + clip.read_bytes()

    answer = await rig.client.post(
        f"/api/upload-video/nemo_agent/me/{sid}", content=half(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 400
    assert stored(rig) == []


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 500])
async def test_a_multipart_without_a_usable_boundary_is_refused(rig: Rig, kind: str) -> None:
    sid = await rig.session()
    answer = await rig.client.post(f"/api/upload-video/nemo_agent/me/{sid}", content=b"--\r\n", headers={"Content-Type": kind})
    assert answer.status_code == 400


async def test_no_files_at_all_is_a_failure(rig: Rig) -> None:
    sid = await rig.session()
    answer = await rig.client.post(f"/api/upload-video/nemo_agent/me/{sid}", files=[("other", ("a.mp4", b"x"))])
    assert answer.json()["code"] == 400


async def test_the_uploaded_file_can_be_fetched_by_its_link(rig: Rig, clip: Path) -> None:
    sid = await rig.session()
    item = (await rig.upload(sid, clip))["data"]["files"][0]
    assert (await rig.client.get(item["cdn_url"])).content == clip.read_bytes()
    forged = item["cdn_url"].replace("/api/files/", "/api/files/0")
    assert (await rig.client.get(forged)).status_code == 404


async def test_an_unknown_session_takes_no_file(rig: Rig, clip: Path) -> None:
    assert (await rig.upload("123", clip))["code"] == 1002
    assert (await rig.client.get("/api/state/nemo_agent/somebody/123/latest")).json()["code"] == 1002


@pytest.mark.parametrize(("given_name", "kept"), [
    ("../../.bashrc", "bashrc"), (r"C:\x\a.mp4", "a.mp4"), ("a\0b.mp4", "ab.mp4"), ("‮gpj.exe.mp4", "gpj.exe.mp4"),
    ("", "file"), ("x" * 300 + ".mp4", "x" * 196 + ".mp4"), ("旅行.mp4", "旅行.mp4"),
])
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text())
def test_any_name_becomes_a_plain_component(name: str) -> None:
    cleaned = clean_name(name)
    assert cleaned
    assert "/" not in cleaned
    assert cleaned.isprintable()
    assert len(cleaned.encode()) <= 210
