"""How long projects are kept: nothing that anybody still uses goes, nor one file of it; what nobody used for long goes whole."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from backend_rig import Start, decoded, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.draft.timeline import Media
from backend.keeping import DAY_S, SCRATCH, SCRATCH_DAYS, unused
from backend.projects import Projects, StoredFile
from backend.store import Store

FILM = Media(id="x", name="a.mp4", kind="video", duration_s=5.0, width=64, height=48, fps="10")
STEPS = st.lists(st.one_of(
    st.tuples(st.just("create"), st.sampled_from(["project", SCRATCH])), st.tuples(st.just("use"), st.integers(0, 5)),
    st.tuples(st.just("take in"), st.integers(0, 5)), st.tuples(st.just("wait"), st.floats(0.1, 40.0)),
    st.tuples(st.just("queue"), st.integers(0, 5)), st.tuples(st.just("clean"), st.sampled_from([0.0, 7.0, 30.0, 90.0])),
    st.tuples(st.just("start"), st.just(90.0)),
), max_size=25)


class World:
    """Projects on a disk whose days pass as told, beside a model of what must be there."""

    def __init__(self, home: Path) -> None:
        self.home, self.time, self.count = home, 1e9, 0
        self.store = Store(home / "backend.sqlite")
        self.projects = Projects(self.store, home, lambda: self.time)
        self.used: dict[str, tuple[str, float]] = {}
        self.files: dict[str, list[Path]] = {}
        self.queued: set[str] = set()

    def at(self, place: int) -> str | None:
        return list(self.used)[place] if place < len(self.used) else None

    async def do(self, what: str, value: object) -> None:
        sid = self.at(value) if isinstance(value, int) else None
        match what:
            case "create":
                made = await self.projects.create("local", str(value), "en")
                self.used[made.id], self.files[made.id] = (str(value), self.time), []
                await self.take_in(made.id)
            case "wait":
                assert isinstance(value, float)
                self.time += value * DAY_S
            case "clean" | "start":
                assert isinstance(value, float)
                await (self.projects.clean if what == "clean" else self.projects.clean_at_start)(value)
                self.look(value, must_go=what == "clean")
            case _ if sid is not None:
                await self.projects.find(sid, "local")
                self.used[sid] = self.used[sid][0], self.time
                if what == "take in":
                    await self.take_in(sid)
                elif what == "queue":
                    self.queued.add(sid)
                    await self.store.run(lambda db: db.execute(
                        "INSERT OR IGNORE INTO renders (id, session_id, user_id, draft, output, status, attempt, created_s)"
                        " VALUES (?, ?, 'local', '{}', '{}', 'queued', 0, 0)", (f"r{sid}", sid)))

    async def take_in(self, sid: str) -> None:
        self.count += 1
        file_id = f"file{self.count}"
        path = self.projects.path(sid, file_id)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"film" * 2000)
        media = FILM.model_copy(update={"id": file_id})
        await self.projects.add_files(sid, [StoredFile(file_id, "a.mp4", "video", "h", 8000, media)])
        self.files[sid].append(path)

    def look(self, days: float, *, must_go: bool) -> None:
        """Each project is there with all of its files, or gone with all of them; no longer than it should be, and no shorter."""
        for sid, (name, used_s) in list(self.used.items()):
            limit = min(SCRATCH_DAYS, days or SCRATCH_DAYS) if name == SCRATCH else days or float("inf")
            there = [path.exists() for path in self.files[sid]]
            old = self.time - used_s > limit * DAY_S and sid not in self.queued
            assert all(there) or (old and not any(there))
            assert not (must_go and self.time - used_s > limit * DAY_S + 3600 and sid not in self.queued and any(there))
            if not any(there):
                del self.used[sid]


@given(STEPS)
@settings(max_examples=60, deadline=None)
async def test_no_file_of_a_project_in_its_keep_time_goes_and_no_project_goes_in_part(steps: list[tuple[str, object]]) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        await world.store.open()
        own = world.home / "own.mp4"
        own.write_bytes(b"mine")
        for what, value in steps:
            await world.do(what, value)
        for sid in world.used:
            document = await world.projects.document(sid)
            assert {media.id for media in document.timeline.media} == {path.parent.name for path in world.files[sid]}
        assert own.read_bytes() == b"mine"
        await world.store.close()


async def test_a_project_goes_after_ninety_days_and_one_with_undone_edits_and_versions_stays_whole(
    start: Start, clip: Path, tmp_path: Path
) -> None:
    home, days = tmp_path / "kept", 0.0
    clock: Callable[[], float] = lambda: 1.8e9 + days * DAY_S  # noqa: E731 - the days pass below
    rig = await start(home, now=clock)
    old, kept = await rig.session(), await rig.session()
    await rig.upload(old, clip)
    await rig.upload(kept, clip)
    for words in ("cut 0:01 to 0:02", "save this as version A", "make it square", "undo"):
        await rig.say(kept, words)
    for days in (60.0, 89.0, 91.0, 92.0):
        await rig.close()
        rig = await start(home, now=clock)
        if days == 60.0:
            await rig.state(kept)
    assert [path.name for path in (home / "media").iterdir()] == [kept]
    assert "A" in text_of(await rig.say(kept, "go back to version A"))
    await rig.export(kept, "r1")
    assert (await rig.finished("r1"))["status"] == "completed"
    assert decoded(home / "renders" / "r1" / "out.mp4")[0] == pytest.approx(3.0, abs=0.1)
    answer = await rig.client.get(f"/api/state/nemo_agent/me/{old}/latest")
    assert answer.json()["code"] == 1002


async def test_after_a_long_pause_or_with_a_wrong_clock_nothing_goes_at_once(start: Start, clip: Path, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    for now in (1.8e9, 1.8e9 + 400 * DAY_S, 1.8e9 + 1 * DAY_S):
        rig = await start(home, now=lambda now=now: now)
        if now == 1.8e9:
            sid = await rig.session()
            await rig.upload(sid, clip)
        await rig.close()
    rig = await start(home, now=lambda: 1.8e9 + 2 * DAY_S)
    assert (await rig.client.get(f"/api/state/nemo_agent/me/{sid}/latest")).json()["code"] == 0


async def test_the_room_is_told_and_a_shared_file_counts_once_and_stays(start: Start, clip: Path, tmp_path: Path) -> None:
    home, days = tmp_path / "kept", 0.0
    clock: Callable[[], float] = lambda: 1.8e9 + days * DAY_S  # noqa: E731 - the days pass below
    rig = await start(home, now=clock)
    one, other = await rig.session(), await rig.session()
    await rig.upload(one, clip)
    await rig.upload(other, clip)
    room = (await rig.client.post("/api/room", json={"days": 7})).json()["data"]
    assert (room["projects"], room["unused_projects"]) == (2, 0)
    assert 0 < room["bytes"] < 2 * clip.stat().st_size + 8192
    days = 8.0
    await rig.say(other, "make it square")
    room = (await rig.client.post("/api/room", json={"days": 7, "spared": [one]})).json()["data"]
    assert room["unused_projects"] == 0
    freed = (await rig.client.post("/api/room", json={"days": 7, "remove": True})).json()["data"]
    assert (freed["unused_projects"], freed["unused_bytes"]) == (1, 0)
    assert (await rig.state(other))["video_infos"]
    shutil.rmtree(home / "work", ignore_errors=True)
    await rig.export(other, "r1")
    assert (await rig.finished("r1"))["status"] == "completed"


@pytest.mark.parametrize("body", [{}, {"days": 0}, {"days": "7"}, {"days": True}, {"days": float("-inf")}, {"days": 7, "spared": "all"}])
async def test_a_strange_request_removes_nothing(start: Start, clip: Path, body: dict[str, object]) -> None:
    rig = await start()
    sid = await rig.session()
    await rig.upload(sid, clip)
    answer = await rig.client.post("/api/room", content=repr(body | {"remove": True}).replace("'", '"').replace("True", "true"),
                                   headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert (await rig.state(sid))["video_infos"]


def test_a_database_from_before_counts_from_its_first_start(tmp_path: Path) -> None:
    with sqlite3.connect(":memory:") as db:
        db.executescript("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL); CREATE TABLE sessions (id TEXT, name TEXT);"
                         "CREATE TABLE renders (session_id TEXT, status TEXT); INSERT INTO sessions VALUES ('1', 'project');")
        assert unused(db, 1e9, 7.0) == []
        for days in (7.0, 90.0):
            assert unused(db, 1e9 + (days - 0.1) * DAY_S, days) == []
            assert unused(db, 1e9 + (days + 0.1) * DAY_S, days) == ["1"]
            assert unused(db, 1e9 + (days + 0.1) * DAY_S, days, {"1"}) == []
        assert unused(db, 1e9 + 1000 * DAY_S, 0.0) == []
        db.execute("UPDATE sessions SET name = 'scratch'")
        assert unused(db, 1e9 + 6.9 * DAY_S, 90.0) == []
        assert unused(db, 1e9 + 7.1 * DAY_S, 0.0) == unused(db, 1e9 + 7.1 * DAY_S, 90.0) == ["1"]
