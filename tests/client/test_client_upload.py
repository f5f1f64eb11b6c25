"""Files on their way up: what is refused here, what goes out, and what a lost answer means."""

import asyncio
import os
import socket
from email import message_from_bytes
from pathlib import Path

import pytest

from agent import errors
from tests.scripted.clients import MakeClient
from tests.scripted.server import CUT, HANG, Request, Script, ScriptedServer, Wait, code, js, ok, st

UPLOAD = ("POST", "/api/upload-video/nemo_agent/me/s1")
STATE = ("GET", "/api/state/nemo_agent/me/s1/latest")
CLIP = {"filename": "a.mp4", "file_type": "video", "cdn_url": "https://c/a.mp4", "duration": 30.5, "width": 1920, "height": 1080}
TAKEN = ok({"files": [CLIP], "session_state_applied": True})
KNOWN = ok({"state": {"video_infos": [{"filename": "a.mp4", "duration": 30.5}]}})
EMPTY = ok({"state": {"video_infos": []}})


def silent(sent: int, total: int) -> None:
    """Progress that nobody looks at."""


def parts_of(request: Request) -> list[tuple[str | None, str, bytes]]:
    """File name, type and content of each part."""
    mail = message_from_bytes(b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n" + request.body)
    return [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in mail.get_payload()]  # type: ignore[misc]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "a.mp4"
    path.write_bytes(os.urandom(3_000_000))
    return path


@pytest.mark.row("2.4")
async def test_several_files_go_out_in_one_body_of_exact_length_with_progress(make_client: MakeClient, clip: Path, tmp_path: Path) -> None:
    photo = tmp_path / 'ph"o.JPEG'
    photo.write_bytes(b"jpeg")
    told: list[tuple[int, int]] = []
    async with ScriptedServer({UPLOAD: [TAKEN]}) as server:
        found = await make_client(server.base).upload("s1", [clip, photo], lambda *amount: told.append(amount))
    request = server.requests[0]
    assert "transfer-encoding" not in request.headers
    assert request.headers["x-skill-source"] == "ai-video-jobs-remote"
    assert parts_of(request) == [("a.mp4", "video/mp4", clip.read_bytes()), ("ph%22o.jpg", "image/jpeg", b"jpeg")]
    assert told[-1] == (3_000_004, 3_000_004)
    assert [sent for sent, _ in told] == sorted({sent for sent, _ in told})
    assert len(told) > 40
    file = found.files[0]
    assert (found.applied, file.name, file.url, file.duration_s, file.width) == (True, "a.mp4", "https://c/a.mp4", 30.5, 1920)


@pytest.mark.row("2.4")
async def test_the_other_spelling_of_the_answer_is_read_too(make_client: MakeClient, clip: Path) -> None:
    answer = ok({"uploaded_files": [{"filename": "a.mp4", "url": "https://c/a.mp4"}]})
    async with ScriptedServer({UPLOAD: [answer]}) as server:
        found = await make_client(server.base).upload("s1", [clip], silent)
    assert (found.files[0].url, found.applied) == ("https://c/a.mp4", False)


async def test_subtitles_go_to_the_local_backend(make_client: MakeClient, clip: Path, tmp_path: Path) -> None:
    words = tmp_path / "a.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nhi\n")
    async with ScriptedServer({UPLOAD: [TAKEN]}) as server:
        await make_client(server.base).upload("s1", [clip, words], silent)
    assert parts_of(server.requests[0])[1][0] == "a.srt"


@pytest.mark.row("F40", "F42")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "file_missing"),
        (lambda path: path.write_bytes(b""), "file_empty"),
        (lambda path: path.mkdir(), "file_irregular"),
        (lambda path: os.mkfifo(path), "file_irregular"),
        (lambda path: path.symlink_to("/dev/zero"), "file_irregular"),
        (lambda path: path.symlink_to("/proc/self/maps"), "file_empty"),
        (lambda path: (path.touch(), os.truncate(path, 501 * 1024 * 1024)), "file_too_large"),
    ],
)  # fmt: skip
async def test_a_file_that_cannot_be_used_is_refused_before_anything_is_sent(
    make_client: MakeClient, tmp_path: Path, make: object, reason: str
) -> None:
    path = tmp_path / "x.mp4"
    make(path)  # type: ignore[operator]
    async with ScriptedServer({UPLOAD: [TAKEN]}) as server:
        with pytest.raises(errors.BadInput) as caught:
            await make_client(server.base).upload("s1", [path], silent)
        assert server.requests == []
    assert (caught.value.message, caught.value.sent) == (reason, "no")


@pytest.mark.row("F44")
async def test_sockets_and_other_types_are_refused(make_client: MakeClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "notes.xyz"
    text.write_text("x")
    with socket.socket(socket.AF_UNIX) as unix:
        monkeypatch.chdir(tmp_path)  # the path of a socket has to be short
        unix.bind("s.mp4")
        client = make_client("http://127.0.0.1:9")
        for path, reason in ((text, "file_type"), (tmp_path / "s.mp4", "file_irregular")):
            with pytest.raises(errors.BadInput) as caught:
                await client.upload("s1", [path], silent)
            assert caught.value.message == reason


@pytest.mark.row("F43")
@pytest.mark.parametrize("grow", [True, False])
async def test_a_file_that_changes_on_the_way_is_not_used(make_client: MakeClient, tmp_path: Path, grow: bool) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(bytes(8 << 20))

    def change(sent: int, total: int) -> None:
        if sent == 1 << 20:
            os.truncate(path, (9 if grow else 2) << 20)

    async with ScriptedServer({UPLOAD: [TAKEN]}) as server:
        with pytest.raises(errors.BadInput) as caught:
            await make_client(server.base).upload("s1", [path], change)
        assert server.requests == []  # a body was begun, but never ended
    assert caught.value.message == "file_changed"


@pytest.mark.row("F47", "6.1")
@pytest.mark.parametrize("answer", [Script([CUT]), st(503)])
async def test_a_lost_answer_is_looked_up_before_anything_is_sent_again(make_client: MakeClient, clip: Path, answer: Script) -> None:
    async with ScriptedServer({UPLOAD: [answer], STATE: [KNOWN]}) as server:
        found = await make_client(server.base).upload("s1", [clip], silent)
        assert (server.count(*UPLOAD), server.count(*STATE)) == (1, 1)
    assert (found.files[0].duration_s, found.applied) == (30.5, True)


async def test_a_file_of_an_earlier_upload_is_not_taken_for_the_new_one(make_client: MakeClient, clip: Path) -> None:
    async with ScriptedServer({UPLOAD: [Script([CUT]), TAKEN], STATE: [KNOWN]}) as server:
        client = make_client(server.base)
        before = await client.state("s1")
        found = await client.upload("s1", [clip], silent, before=before)
        assert server.count(*UPLOAD) == 2
    assert found.files[0].url == "https://c/a.mp4"


@pytest.mark.row("F47")
async def test_an_upload_lost_twice_is_given_up(make_client: MakeClient, clip: Path) -> None:
    async with ScriptedServer({UPLOAD: [Script([CUT])], STATE: [EMPTY]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base).upload("s1", [clip], silent)
        assert server.count(*UPLOAD) == 2
    assert caught.value.sent == "unknown"


@pytest.mark.row("F46")
async def test_a_server_that_stops_reading_meets_the_limit(make_client: MakeClient, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.touch()
    os.truncate(path, 64 << 20)
    async with ScriptedServer({UPLOAD: [Script([Wait(asyncio.Event())], early=True)], STATE: [EMPTY]}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base, transfer_s=0.2).upload("s1", [path], silent)
    assert caught.value.values["reason"] == "timeout"


@pytest.mark.row("F41")
async def test_an_answer_before_the_end_of_the_body_is_read_or_told_as_lost(make_client: MakeClient, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.touch()
    os.truncate(path, 100 << 20)
    early = Script(st(413).pieces, early=True)
    async with ScriptedServer({UPLOAD: [early], STATE: [EMPTY]}) as server:
        with pytest.raises((errors.FileTooLarge, errors.ConnectionLost)) as caught:
            await make_client(server.base).upload("s1", [path], silent)
    assert caught.value.sent != "no"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(code(4001), errors.UnsupportedFile), (st(413), errors.FileTooLarge), (code(1002), errors.NoSuchSession),
     (ok({"files": []}), errors.ServiceUnavailable), (ok({}), errors.ServiceUnavailable)],
)  # fmt: skip
async def test_a_refused_upload_is_sent_once(make_client: MakeClient, clip: Path, answer: Script, kind: type[Exception]) -> None:
    async with ScriptedServer({UPLOAD: [answer], STATE: [EMPTY]}) as server:
        with pytest.raises(kind):
            await make_client(server.base).upload("s1", [clip], silent)
        assert (server.count(*UPLOAD), server.count(*STATE)) == (1, 0)


async def test_addresses_are_sent_as_they_are(make_client: MakeClient) -> None:
    async with ScriptedServer({UPLOAD: [TAKEN]}) as server:
        client = make_client(server.base)
        await client.upload_urls("s1", ["https://example.com/a.mp4?x=1"])
        with pytest.raises(errors.BadInput) as caught:
            await client.upload_urls("s1", ["file:///etc/passwd"])
    assert [request.json for request in server.requests] == [{"urls": ["https://example.com/a.mp4?x=1"], "source_type": "url"}]
    assert caught.value.message == "address_not_allowed"


async def test_a_second_user_error_is_not_hidden_by_the_lookup(make_client: MakeClient, clip: Path) -> None:
    async with ScriptedServer({UPLOAD: [Script([CUT])], STATE: [js(404, {"detail": "Session not found"})]}) as server:
        with pytest.raises(errors.ConnectionLost):
            await make_client(server.base).upload("s1", [clip], silent)


async def test_stopping_an_upload_closes_its_file(make_client: MakeClient, clip: Path) -> None:
    async with ScriptedServer({UPLOAD: [Script([HANG])]}) as server:
        task = asyncio.create_task(make_client(server.base).upload("s1", [clip], silent))
        await asyncio.wait_for(server.arrived.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    held = [link.resolve() for link in Path("/proc/self/fd").iterdir()]
    assert clip not in held


@pytest.mark.row("F45")
async def test_the_file_that_was_checked_is_the_one_that_is_sent(make_client: MakeClient, clip: Path, tmp_path: Path) -> None:
    typed, secret = tmp_path / "link.mp4", tmp_path / "private.mp4"
    secret.write_bytes(b"canary" * 500_000)
    typed.symlink_to(clip)

    async def swapped() -> None:
        typed.unlink()
        typed.symlink_to(secret)

    async with ScriptedServer({UPLOAD: [TAKEN]}) as server:
        await make_client(server.base).upload("s1", [typed], silent, on_sending=swapped)
    assert parts_of(server.requests[0]) == [("link.mp4", "video/mp4", clip.read_bytes())]


@pytest.mark.row("2.4")
async def test_a_long_signed_link_stays_whole(make_client: MakeClient, clip: Path) -> None:
    link = f"https://c.example/a.mp4?signature={'s' * 1_500}"
    async with ScriptedServer({UPLOAD: [ok({"files": [CLIP | {"cdn_url": link}, CLIP | {"cdn_url": "https://c/a b\x1b[2J"}]})]}) as server:
        found = await make_client(server.base).upload("s1", [clip], silent)
    assert [file.url for file in found.files] == [link, ""]
