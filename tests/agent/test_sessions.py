"""What survives a restart, and what a damaged file does."""

import stat
from pathlib import Path

import pytest

from agent.errors import BadArguments
from agent.journal import FORGOTTEN_AFTER_S, KEPT_CLOSED, Journal
from agent.session import Asked, SessionStore, Uploaded


def store(folder: Path, now: float = 1_800_000_000.0) -> SessionStore:
    return SessionStore(folder, wall=lambda: now)


def test_a_session_comes_back_as_it_was(tmp_path: Path) -> None:
    session = store(tmp_path).new("cloud", "https://api.example")
    session.sid, session.user_id, session.title = "5529798706024415232", "anon_7", "剪辑"
    session.files.append(Uploaded(path="/a b.mp4", size=3, mtime_ns=4, name="a b.mp4"))
    session.asked = Asked(id="consent", question="Go on?", text="trim", files=("/a.mp4",))
    store(tmp_path).save(session)
    assert store(tmp_path).last() == session.id
    assert store(tmp_path).load(session.id) == session
    assert stat.S_IMODE(store(tmp_path).path(session.id).stat().st_mode) == 0o600


def test_a_scratch_session_is_not_the_last(tmp_path: Path) -> None:
    first, scratch = store(tmp_path).new("local"), store(tmp_path).new("local")
    store(tmp_path).save(first)
    store(tmp_path).save(scratch, as_last=False)
    assert store(tmp_path).last() == first.id
    assert {session.id for session in store(tmp_path).listed()} == {first.id, scratch.id}


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00\xff", b"[]", b'{"id": 7}'])
def test_a_damaged_session_is_moved_aside_and_named(tmp_path: Path, damage: bytes) -> None:
    session = store(tmp_path).new("local")
    path = store(tmp_path).path(session.id)
    path.write_bytes(damage)
    with pytest.raises(BadArguments) as caught:
        store(tmp_path).load(session.id)
    assert caught.value.message == "session_damaged"
    assert Path(caught.value.values["path"]).read_bytes() == damage
    assert not path.exists()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    session = store(tmp_path).new("local")
    session.v = 99
    store(tmp_path).save(session)
    before = store(tmp_path).path(session.id).read_bytes()
    with pytest.raises(BadArguments) as caught:
        store(tmp_path).load(session.id)
    assert caught.value.message == "session_newer"
    assert store(tmp_path).path(session.id).read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "", "a/b", "-x", "x" * 65, "a.json"])
def test_no_id_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadArguments):
        store(tmp_path).path(name)


def test_one_session_is_open_once(tmp_path: Path) -> None:
    with store(tmp_path).held("a"), pytest.raises(BadArguments, match="in_use"), store(tmp_path).held("a"):
        pass
    with store(tmp_path).held("a"):
        pass


def test_the_journal_is_on_disk_before_anything_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "j.json"
    journal = Journal(path)
    entry = journal.begin("render", "render_1", "s1", target="/out.mp4")
    assert [(e.id, e.status) for e in Journal(path).opened("render", "s1")] == [("render_1", "intent")]
    journal.mark(entry, "sent", poll="r9")
    assert Journal(path).opened("render")[0].data == {"target": "/out.mp4", "poll": "r9"}
    journal.mark(entry, "done")
    assert Journal(path).opened("render") == []


def test_the_journal_keeps_open_entries_and_some_closed_ones(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.json", wall=lambda: 1000.0)
    kept = journal.begin("turn", "open", "s1", before={"draft": {}})
    for number in range(KEPT_CLOSED + 20):
        journal.mark(journal.begin("turn", str(number), "s1"), "done")
    assert len(journal.entries) == KEPT_CLOSED + 1
    assert kept in journal.entries
    later = Journal(tmp_path / "j.json", wall=lambda: 1000.0 + FORGOTTEN_AFTER_S)
    assert later.opened("turn") == []


def test_a_damaged_journal_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / "j.json").write_bytes(b"{")
    assert Journal(tmp_path / "j.json").entries == []
    assert len(list(tmp_path.glob("j.json.corrupt-*"))) == 1
