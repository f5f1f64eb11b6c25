"""Addresses that a person names: which are fetched, and which never see a connection."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from backend_rig import Rig, Start

from backend.fetch import Limits, fetch, public
from backend.replies import WireError

REFUSED = (  # noqa: SIM905 - a list of the rule's own form
    "http://127.0.0.1 http://127.1 http://2130706433 http://0x7f.1 http://0177.0.0.1 http://0 http://localhost http://10.1.1.1 "
    "http://169.254.169.254 http://100.100.100.200 http://224.0.0.1 http://[::1] http://[::] http://[fe80::1] http://[fd00::1] "
    "http://[::ffff:127.0.0.1] http://[::127.0.0.1] http://[64:ff9b::7f00:1] http://[2002:7f00:1::] http://１２７.0.0.1 "
    "http://93.184.216.34:22 file:///etc/passwd gopher://a.example http://user:pw@a.example ftp://a.example http:///x"
).split()


@asynccontextmanager
async def listening(answer: Callable[[str], bytes]) -> AsyncIterator[tuple[int, list[str]]]:
    """A server on loopback that answers by path and remembers its requests."""
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        seen.append(head)
        writer.write(answer(head.split()[1]))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], seen


def reply(body: bytes, *lines: str, status: str = "200 OK") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close"])
    return head.encode() + b"\r\n\r\n" + body


def allowed(port: int, **limits: float) -> Limits:
    """Limits that let a test reach one port of this machine."""
    return Limits(int(limits.get("max_bytes", 10_000)), limits.get("total_s", 20.0), frozenset({"127.0.0.1"}), frozenset({port}))


@pytest.mark.parametrize("address", REFUSED)
async def test_private_addresses_are_not_fetched(address: str, tmp_path: Path) -> None:
    with pytest.raises(WireError) as caught:
        await fetch(address, tmp_path / "in", "id", Limits(1000, 10.0))
    assert caught.value.code == 400
    assert not (tmp_path / "in").exists()


async def test_a_refused_host_sees_no_connection(tmp_path: Path) -> None:
    async with listening(lambda path: reply(b"secret")) as (port, seen):
        with pytest.raises(WireError):
            await fetch(f"http://127.0.0.1:{port}/a.mp4", tmp_path / "in", "id", Limits(1000, 10.0, ports=frozenset({port})))
    assert seen == []


async def test_a_name_that_turns_private_after_the_check_is_not_asked_again(tmp_path: Path) -> None:
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    async def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async with listening(lambda path: reply(b"media", "Content-Type: video/mp4")) as (port, seen):
        found = await fetch(f"http://a.example:{port}/a.mp4", tmp_path / "in", "id", allowed(port), resolve)
    assert (found.size, len(seen), len(answers)) == (5, 1, 1)


async def test_one_private_address_among_public_ones_refuses_the_name(tmp_path: Path) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(WireError, match="not a public host"):
        await fetch("http://a.example/a.mp4", tmp_path / "in", "id", Limits(1000, 10.0), resolve)


@pytest.mark.parametrize("location", ["http://10.0.0.1/a.mp4", "file:///etc/passwd", "http://169.254.169.254/latest"])
async def test_a_redirect_is_checked_like_an_address(location: str, tmp_path: Path) -> None:
    async with listening(lambda path: reply(b"", f"Location: {location}", status="302 Found")) as (port, _):
        with pytest.raises(WireError, match="not allowed"):
            await fetch(f"http://127.0.0.1:{port}/a.mp4", tmp_path / "in", "id", allowed(port))


async def test_redirects_end_after_five(tmp_path: Path) -> None:
    async with listening(lambda path: reply(b"", "Location: /again", status="302 Found")) as (port, seen):
        with pytest.raises(WireError, match="too many redirects"):
            await fetch(f"http://127.0.0.1:{port}/a.mp4", tmp_path / "in", "id", allowed(port))
    assert len(seen) == 6


@pytest.mark.parametrize(("answer", "code"), [
    (reply(b"x" * 20_000, "Content-Type: video/mp4"), 4002),
    (reply(b"", "Content-Length: 10000000000", "Content-Type: video/mp4"), 4002),
    (reply(b"<html>", "Content-Type: text/html"), 4001),
    (reply(b"zip", "Content-Type: video/mp4", "Content-Encoding: gzip"), 4001),
    (reply(b"", status="404 Not Found"), 400),
])
async def test_limits_and_types_are_watched(answer: bytes, code: int, tmp_path: Path) -> None:
    async with listening(lambda path: answer) as (port, _):
        with pytest.raises(WireError) as caught:
            await fetch(f"http://127.0.0.1:{port}/clip", tmp_path / "in", "id", allowed(port))
    assert caught.value.code == code


async def test_an_answer_that_drips_is_given_up(tmp_path: Path) -> None:
    async with listening(lambda path: reply(b"", "Content-Length: 100", "Content-Type: video/mp4")) as (port, _):
        with pytest.raises(WireError):
            await fetch(f"http://127.0.0.1:{port}/clip", tmp_path / "in", "id", allowed(port, total_s=0.2))


async def test_the_name_comes_from_the_address_or_the_type(tmp_path: Path) -> None:
    async with listening(lambda path: reply(b"x", "Content-Type: video/mp4")) as (port, seen):
        first = await fetch(f"http://127.0.0.1:{port}/my%20trip.mov?x=1", tmp_path / "one", "id", allowed(port))
        second = await fetch(f"http://127.0.0.1:{port}/watch", tmp_path / "two", "id", allowed(port))
    assert (first.name, second.name) == ("my trip.mov", "watch.mp4")
    assert not [head for head in seen if "authorization" in head.lower()]


async def test_the_route_refuses_a_private_address(rig: Rig) -> None:
    sid = await rig.session()
    for urls in (["http://127.0.0.1/a.mp4"], [], "http://a.example", [1]):
        answer = await rig.client.post(f"/api/upload-video/nemo_agent/me/{sid}", json={"urls": urls, "source_type": "url"})
        assert answer.json()["code"] == 400


async def test_an_address_is_fetched_into_the_project(start: Start, clip: Path) -> None:
    async with listening(lambda path: reply(clip.read_bytes(), "Content-Type: video/mp4")) as (port, _):
        rig = await start(fetch_from=f"127.0.0.1:{port}")
        sid = await rig.session()
        body = {"urls": [f"http://127.0.0.1:{port}/talk.mp4"], "source_type": "url"}
        answer = (await rig.client.post(f"/api/upload-video/nemo_agent/me/{sid}", json=body)).json()
    assert [item["filename"] for item in answer["data"]["files"]] == ["talk.mp4"]
    assert (await rig.state(sid))["draft"]["d"] == pytest.approx(4000, abs=100)


@pytest.mark.parametrize(("address", "open_"), [
    ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True), ("100.64.0.1", False),
])
def test_public_addresses_are_told_apart(address: str, open_: bool) -> None:
    assert public(address) is open_
