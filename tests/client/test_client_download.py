"""The finished file: whole or not at all, resumed where that is safe, and never over a file of the user."""

import gzip
import os
import struct
from pathlib import Path

import pytest

from agent import errors
from agent.client.partfile import part_for
from tests.scripted.clients import MakeClient
from tests.scripted.server import CUT, Script, ScriptedServer, js, st

FILE = ("GET", "/f.mp4")
DOWNLOAD = ("GET", "/api/render/proxy/render_1/download")


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


VIDEO = box(b"ftyp", b"isom0000") + box(b"moov", b"m" * 500) + box(b"mdat", os.urandom(200_000))


def whole(data: bytes = VIDEO, **headers: str) -> Script:
    return st(200, "video/mp4", data, headers={"ETag": '"e1"', **headers})


def half(data: bytes = VIDEO, etag: str = '"e1"', at: int = 100_000) -> Script:
    """The first part of a file whose whole length was announced."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: {etag}\r\nContent-Length: {len(data)}\r\n\r\n".encode()
    return Script([head + data[:at], CUT])


def rest(at: int, data: bytes = VIDEO, etag: str = '"e1"') -> Script:
    return st(206, "video/mp4", data[at:], headers={"ETag": etag, "Content-Range": f"bytes {at}-{len(data) - 1}/{len(data)}"})


def silent(done: int, total: int) -> None:
    """Progress that nobody looks at."""


async def fetched(make_client: MakeClient, server: ScriptedServer, target: Path, url: str | None = None) -> Path:
    return await make_client(server.base).download(f"{server.base}/f.mp4" if url is None else url, target, silent, render_id="render_1")


async def test_a_file_comes_down_with_progress_and_leaves_nothing_else(make_client: MakeClient, tmp_path: Path) -> None:
    target, told = tmp_path / "new" / "out.mp4", []
    async with ScriptedServer({FILE: [whole()]}) as server:
        path = await make_client(server.base).download(f"{server.base}/f.mp4", target, lambda *n: told.append(n), render_id="render_1")
    assert path == target
    assert target.read_bytes() == VIDEO
    assert told[-1] == (len(VIDEO), len(VIDEO))
    assert list(target.parent.iterdir()) == [target]


async def test_a_relative_address_belongs_to_the_base(make_client: MakeClient, tmp_path: Path) -> None:
    async with ScriptedServer({FILE: [whole()]}) as server:
        await fetched(make_client, server, tmp_path / "o.mp4", "/f.mp4")
    assert server.requests[0].headers["authorization"] == "Bearer secret"


@pytest.mark.row("F56", "7.4")
async def test_another_host_sees_no_secrets(make_client: MakeClient, tmp_path: Path) -> None:
    async with ScriptedServer({FILE: [whole()]}) as other, ScriptedServer({}) as server:
        await fetched(make_client, server, tmp_path / "o.mp4", f"{other.base}/f.mp4")
    assert not {"authorization", "x-skill-source", "x-skill-version", "x-skill-platform", "x-client-id"} & set(other.requests[0].headers)


@pytest.mark.row("7.4")
async def test_a_file_of_the_user_is_never_replaced(make_client: MakeClient, tmp_path: Path) -> None:
    (tmp_path / "o.mp4").write_text("mine")
    async with ScriptedServer({FILE: [whole()]}) as server:
        paths = [await fetched(make_client, server, tmp_path / "o.mp4") for _ in range(2)]
    assert [path.name for path in paths] == ["o-2.mp4", "o-3.mp4"]
    assert (tmp_path / "o.mp4").read_text() == "mine"


@pytest.mark.row("F52", "7.4")
async def test_a_cut_is_resumed_where_it_was(make_client: MakeClient, tmp_path: Path) -> None:
    async with ScriptedServer({FILE: [half(), rest(100_000)]}) as server:
        path = await fetched(make_client, server, tmp_path / "o.mp4")
    assert path.read_bytes() == VIDEO
    assert (server.requests[1].headers["range"], server.requests[1].headers["if-range"]) == ("bytes=100000-", '"e1"')


OTHER = VIDEO[:-100_000] + os.urandom(100_000)


@pytest.mark.row("F54")
@pytest.mark.parametrize(
    ("second", "third"),
    [(whole(OTHER, ETag='"e2"'), None), (rest(50_000), whole(OTHER)), (rest(100_000, etag='"e2"'), whole(OTHER))],
)
async def test_two_halves_that_do_not_belong_together_are_never_joined(
    make_client: MakeClient, tmp_path: Path, second: Script, third: Script | None
) -> None:
    async with ScriptedServer({FILE: [half(), second] + ([third] if third else [])}) as server:
        path = await fetched(make_client, server, tmp_path / "o.mp4")
    assert path.read_bytes() == OTHER


@pytest.mark.row("F53", "F55")
@pytest.mark.parametrize(
    "answer",
    [
        st(200, "text/html", "<html>link expired"), st(200, "video/mp4", "<html>link expired"),
        st(404), st(403, "application/xml", "<Error/>"),
        st(200, "video/mp4", b""), st(200, "video/mp4", VIDEO[:1000]), js(200, {"code": 0}), st(200, "video/mp4", VIDEO + b"junk"),
        Script([b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n" + VIDEO[: len(VIDEO) * 6 // 10]]),
    ],
)  # fmt: skip
async def test_what_is_no_whole_video_is_fetched_the_other_way(make_client: MakeClient, tmp_path: Path, answer: Script) -> None:
    async with ScriptedServer({FILE: [answer], DOWNLOAD: [whole()]}) as server:
        path = await fetched(make_client, server, tmp_path / "o.mp4")
    assert path.read_bytes() == VIDEO
    assert server.of(*DOWNLOAD)[0].headers["authorization"] == "Bearer secret"


async def test_without_any_way_no_file_appears(make_client: MakeClient, tmp_path: Path) -> None:
    async with ScriptedServer({FILE: [st(200, "text/html", "<p>")], DOWNLOAD: [st(404)]}) as server:
        with pytest.raises(errors.ServiceError):
            await fetched(make_client, server, tmp_path / "o.mp4")
    assert not (tmp_path / "o.mp4").exists()


async def test_no_address_goes_straight_to_the_other_way(make_client: MakeClient, tmp_path: Path) -> None:
    async with ScriptedServer({DOWNLOAD: [whole()]}) as server:
        assert (await fetched(make_client, server, tmp_path / "o.mp4", "")).read_bytes() == VIDEO
    assert server.count("GET") == 1


@pytest.mark.row("F56")
@pytest.mark.parametrize("url", ["http://example.com/f.mp4", "file:///etc/passwd", "ftp://127.0.0.1/x"])
async def test_an_address_that_is_not_allowed_is_never_opened(make_client: MakeClient, tmp_path: Path, url: str) -> None:
    async with ScriptedServer({DOWNLOAD: [whole()]}) as server:
        await fetched(make_client, server, tmp_path / "o.mp4", url)
        assert [request.path for request in server.requests] == [DOWNLOAD[1]]


@pytest.mark.row("F58")
async def test_a_packed_file_is_unpacked(make_client: MakeClient, tmp_path: Path) -> None:
    async with ScriptedServer({FILE: [whole(gzip.compress(VIDEO), **{"Content-Encoding": "gzip"})]}) as server:
        assert (await fetched(make_client, server, tmp_path / "o.mp4")).read_bytes() == VIDEO
    assert server.requests[0].headers["accept-encoding"] == "identity"


@pytest.mark.row("F58")
async def test_a_packed_file_that_grows_without_measure_is_stopped(make_client: MakeClient, tmp_path: Path) -> None:
    bomb = gzip.compress(box(b"ftyp", b"isom0000") + box(b"moov", b"") + bytes(50_000_000))
    told: list[int] = []
    async with ScriptedServer({FILE: [whole(bomb, **{"Content-Encoding": "gzip"})], DOWNLOAD: [st(404)]}) as server:
        client = make_client(server.base)
        with pytest.raises(errors.ServiceError):
            await client.download(f"{server.base}/f.mp4", tmp_path / "o.mp4", lambda done, _: told.append(done), render_id="render_1")
        assert server.count(*DOWNLOAD) == 1
    assert max(told) < 20_000_000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.row("F52", "F58")
async def test_a_large_file_resumed_near_its_end_is_no_bomb(make_client: MakeClient, tmp_path: Path) -> None:
    large = box(b"ftyp", b"isom0000") + box(b"moov", b"") + box(b"mdat", bytes(20_000_000))
    at = len(large) - 5_000
    async with ScriptedServer({FILE: [half(large, at=at), rest(at, large)]}) as server:
        assert (await fetched(make_client, server, tmp_path / "o.mp4")).read_bytes() == large


async def test_a_place_that_cannot_be_written_is_told(make_client: MakeClient, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    async with ScriptedServer({FILE: [whole()]}) as server:
        with pytest.raises(errors.OutputError):
            await fetched(make_client, server, tmp_path / "file" / "o.mp4")


@pytest.mark.row("F45")
async def test_a_link_in_place_of_the_part_file_is_not_followed(make_client: MakeClient, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    part_for(tmp_path / "o.mp4", "render_1", {}).path.symlink_to(tmp_path / "victim")
    async with ScriptedServer({FILE: [whole()]}) as server:
        with pytest.raises(errors.OutputError):
            await fetched(make_client, server, tmp_path / "o.mp4")
    assert (tmp_path / "victim").read_text() == "mine"


@pytest.mark.row("F51")
async def test_a_full_disk_is_told_as_such(make_client: MakeClient, tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with ScriptedServer({FILE: [whole()]}) as server:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
        try:
            with pytest.raises(errors.OutputError) as caught:
                await fetched(make_client, server, tmp_path / "o.mp4")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.message == "disk_full"
    assert not (tmp_path / "o.mp4").exists()
