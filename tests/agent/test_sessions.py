"""What survives a restart, and what a damaged file does."""

import stat
from pathlib import Path

import pytest

from agent.errors import BadArguments
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


@pytest.mark.row("F81")
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


@pytest.mark.row("F81")
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


@pytest.mark.row("F76")
def test_one_session_is_open_once(tmp_path: Path) -> None:
    with store(tmp_path).held("a"), pytest.raises(BadArguments, match="in_use"), store(tmp_path).held("a"):
        pass
    with store(tmp_path).held("a"):
        pass
