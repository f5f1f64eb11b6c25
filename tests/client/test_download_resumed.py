"""A download that a process left unfinished: the next one goes on with it where that is safe, and the file gets its name once."""

import os
from pathlib import Path
from typing import Any

import pytest

from agent.client.partfile import Kept, part_for
from agent.errors import ServiceError
from tests.client.test_client_download import FILE, OTHER, VIDEO, half, rest, silent, whole
from tests.scripted.clients import MakeClient
from tests.scripted.server import Script, ScriptedServer, st

DONE = 60_000


class Notes(dict[str, Any]):
    """What a process noted; the next one reads it."""

    async def note(self, facts: dict[str, Any]) -> None:
        self.update(facts)

    @property
    def kept(self) -> Kept:
        return Kept(dict(self), self.note)


def left(target: Path, *, mark: str = '"e1"', data: bytes = VIDEO[:DONE]) -> Notes:
    """A part file and the notes about it, as a process leaves them that is killed."""
    part = part_for(target, "render_1", {})
    part.path.write_bytes(data)
    return Notes(part=str(part.path), size=len(VIDEO), mark=mark)


async def fetched(make_client: MakeClient, server: ScriptedServer, target: Path, notes: Notes, render_id: str = "render_1") -> Path:
    return await make_client(server.base).download(f"{server.base}/f.mp4", target, silent, render_id=render_id, kept=notes.kept)


@pytest.mark.row("F52", "7.4")
async def test_a_later_process_asks_for_the_rest_alone(make_client: MakeClient, tmp_path: Path) -> None:
    target = tmp_path / "o.mp4"
    notes = left(target)
    async with ScriptedServer({FILE: [rest(DONE)]}) as server:
        path = await fetched(make_client, server, target, notes)
    assert path.read_bytes() == VIDEO
    (request,) = server.requests
    assert (request.headers["range"], request.headers["if-range"]) == (f"bytes={DONE}-", '"e1"')
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.row("F54", "7.4")
@pytest.mark.parametrize("answers", [
    [whole(OTHER, ETag='"e2"')], [rest(DONE, OTHER, etag='"e2"'), whole(OTHER, ETag='"e2"')], [rest(10, OTHER), whole(OTHER)],
    [rest(DONE, OTHER + b"more"), whole(OTHER)],
])  # fmt: skip
async def test_a_file_that_is_another_one_by_now_begins_again(make_client: MakeClient, tmp_path: Path, answers: list[Script]) -> None:
    target = tmp_path / "o.mp4"
    async with ScriptedServer({FILE: answers}) as server:
        assert (await fetched(make_client, server, target, left(target))).read_bytes() == OTHER


@pytest.mark.parametrize("facts", [{"mark": ""}, {"size": None}, {"size": DONE - 1}, {"size": "x"}, {"mark": None}])
async def test_what_cannot_be_checked_begins_again(make_client: MakeClient, tmp_path: Path, facts: dict[str, Any]) -> None:
    target = tmp_path / "o.mp4"
    notes = left(target)
    notes.update(facts)
    async with ScriptedServer({FILE: [whole()]}) as server:
        assert (await fetched(make_client, server, target, notes)).read_bytes() == VIDEO
    assert "range" not in server.requests[0].headers


async def test_a_part_that_is_whole_is_not_asked_for(make_client: MakeClient, tmp_path: Path) -> None:
    target = tmp_path / "o.mp4"
    async with ScriptedServer({FILE: [st(500)]}) as server:
        assert (await fetched(make_client, server, target, left(target, data=VIDEO))).read_bytes() == VIDEO
        assert server.requests == []


@pytest.mark.row("F72", "7.4")
@pytest.mark.parametrize("cut_at", ["behind the name", "before the part file goes"])
async def test_a_file_that_has_its_name_is_not_fetched_a_second_time(make_client: MakeClient, tmp_path: Path, cut_at: str) -> None:
    target, notes = tmp_path / "o.mp4", Notes()
    async with ScriptedServer({FILE: [whole()]}) as server:
        await fetched(make_client, server, target, notes)
        if cut_at == "before the part file goes":
            os.link(target, notes["part"])
        assert await fetched(make_client, server, tmp_path / "o-2.mp4", notes) == target
        assert len(server.requests) == 1
    assert list(tmp_path.iterdir()) == [target]


async def test_another_file_under_that_name_is_no_reason_to_stop(make_client: MakeClient, tmp_path: Path) -> None:
    target, notes = tmp_path / "o.mp4", Notes()
    async with ScriptedServer({FILE: [whole()]}) as server:
        await fetched(make_client, server, target, notes)
        target.write_text("mine")
        assert (await fetched(make_client, server, target, notes)).name == "o-2.mp4"
    assert target.read_text() == "mine"


async def test_what_was_left_in_another_folder_goes(make_client: MakeClient, tmp_path: Path) -> None:
    notes = left(tmp_path / "o.mp4")
    async with ScriptedServer({FILE: [whole()]}) as server:
        path = await fetched(make_client, server, tmp_path / "elsewhere" / "o.mp4", notes)
    assert path.read_bytes() == VIDEO
    assert [entry.name for entry in tmp_path.iterdir()] == ["elsewhere"]


async def test_two_renders_for_one_name_never_share_a_part(make_client: MakeClient, tmp_path: Path) -> None:
    target = tmp_path / "o.mp4"
    left(target)
    async with ScriptedServer({FILE: [whole(OTHER)]}) as server:
        path = await fetched(make_client, server, target, Notes(), render_id="render_2")
    assert path.read_bytes() == OTHER
    assert part_for(target, "render_1", {}).path.read_bytes() == VIDEO[:DONE]


async def test_what_is_noted_of_a_cut_is_enough_to_go_on(make_client: MakeClient, tmp_path: Path) -> None:
    """The notes come from a real cut, not from the test."""
    target, notes = tmp_path / "o.mp4", Notes()
    async with ScriptedServer({FILE: [half(), st(404)]}) as server:
        with pytest.raises(ServiceError):
            await fetched(make_client, server, target, notes)
    async with ScriptedServer({FILE: [rest(100_000)]}) as server:
        assert (await fetched(make_client, server, target, notes)).read_bytes() == VIDEO
