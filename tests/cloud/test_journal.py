"""The journal as a file: on disk before anything is sent, whole after any death, shared by processes, private."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from agent.errors import StateError
from agent.journal import FORGOTTEN_AFTER_S, KEPT_CLOSED, Journal, alive, process_start

ROOT = Path(__file__).parent.parent.parent
WRITER = """
import sys
from pathlib import Path
from agent.journal import Journal
journal = Journal(Path(sys.argv[1]), conversation=sys.argv[2])
for number in range(int(sys.argv[3])):
    entry = journal.begin("render", "render_1", "s1", before={"draft": "x" * 5000})
    journal.mark(entry, "sent")
    print(entry.id, flush=True)
"""


@pytest.mark.row("6.1")
def test_an_intent_is_on_disk_before_anything_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal = Journal(path)
    entry = journal.begin("render", "render_1", "s1", target="/out.mp4")
    assert [(e.id, e.status) for e in Journal(path).opened("render", "s1")] == [("render_1", "intent")]
    journal.mark(entry, "sent", poll="r9")
    assert Journal(path).opened("render")[0].data == {"target": "/out.mp4", "poll": "r9"}
    journal.mark(entry, "done")
    assert Journal(path).opened("render") == []


def test_open_entries_stay_and_some_closed_ones(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db", wall=lambda: 1000.0)
    kept = journal.begin("turn", "open", "s1", before={"draft": {}})
    for number in range(KEPT_CLOSED + 20):
        journal.mark(journal.begin("turn", f"t{number}", "s1"), "done")
    assert len(journal.entries) == KEPT_CLOSED + 1
    assert kept in journal.entries
    later = Journal(tmp_path / "journal.db", wall=lambda: 1000.0 + FORGOTTEN_AFTER_S)
    assert later.opened("turn") == []


def test_a_taken_id_gets_the_next_number_also_across_conversations(tmp_path: Path) -> None:
    one, other = (Journal(tmp_path / "journal.db", conversation=name) for name in "ab")
    ids = [journal.begin("render", "render_9", "s1").id for journal in (one, other, one)]
    assert ids == ["render_9", "render_10", "render_11"]
    assert [entry.id for entry in one.entries] == ["render_9", "render_11"]


def test_what_another_conversation_left_is_found_when_its_process_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    subprocess.run([sys.executable, "-c", WRITER, path, "theirs", "1"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    mine = Journal(path, conversation="mine")
    assert [(entry.id, entry.status) for entry in mine.orphans("render")] == [("render_1", "sent")]
    assert mine.opened("render") == []
    assert Journal(path, conversation="mine", base="elsewhere").orphans("render") == []
    Journal(path, conversation="alive").begin("render", "render_5", "s1")
    assert len(mine.orphans("render")) == 1


def test_an_owner_is_its_number_and_its_start() -> None:
    import os

    here = os.getpid()
    assert alive(here, process_start(here))
    assert not alive(here, "another start")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not alive(gone.pid, "")


@pytest.mark.row("F81")
@pytest.mark.parametrize("content", [b"{", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_journal_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.db").write_bytes(content)
    journal = Journal(tmp_path / "journal.db")
    assert journal.entries == []
    (aside,) = tmp_path.glob("journal.db.corrupt-*")
    assert aside.read_bytes() == content


def test_a_journal_cut_short_is_moved_aside_or_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    journal = Journal(path)
    for number in range(50):
        journal.begin("turn", f"t{number}", "s1", before="x" * 2000)
    path.write_bytes(path.read_bytes()[:9000])
    assert Journal(path).entries == []
    assert list(tmp_path.glob("journal.db.corrupt-*"))


@pytest.mark.row("F81")
def test_a_newer_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    Journal(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(StateError) as caught:
        Journal(path)
    assert caught.value.message == "journal_newer"
    assert path.read_bytes() == before


@pytest.mark.row("F83")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.touch(0o644)
    journal = Journal(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("SELECT * FROM entry").fetchall()
        journal.begin("turn", "t1", "s1")
        modes = {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    assert modes == {0o600}


@pytest.mark.row("F76")
def test_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, name, "60"], cwd=ROOT, stdout=subprocess.PIPE, text=True) for name in ("a", "b", "c")]
    ids = [line for writer in writers for line in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert len(set(ids)) == 180
    assert sum(len(Journal(path, conversation=name).opened("render")) for name in ("a", "b", "c")) == 180


@pytest.mark.row("F72")
@pytest.mark.parametrize("after", [0, 1, 2, 5, 9, 14])
def test_a_death_at_any_write_loses_nothing_that_was_told(tmp_path: Path, after: int) -> None:
    """The writer dies in the middle of its writes; what it had told is there, and the file is whole."""
    path = tmp_path / "journal.db"
    with subprocess.Popen([sys.executable, "-c", WRITER, path, "a", "5000"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        told = [writer.stdout.readline().strip() for _ in range(after)]
        while not after and not path.exists():
            pass
        writer.kill()
        told += writer.stdout.read().split("\n")[:-1]
    assert not list(tmp_path.glob("*.corrupt-*"))
    journal = Journal(path, conversation="a")
    assert not list(tmp_path.glob("*.corrupt-*"))
    assert set(told) <= {entry.id for entry in journal.opened("render") if entry.status == "sent"}
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


TAKER = """
import sys
from pathlib import Path
from agent.journal import Journal
journal = Journal(Path(sys.argv[1]), conversation=sys.argv[2])
print(*[journal.take(entry) for entry in journal.elsewhere("render")], flush=True)
sys.stdin.read()
"""


@pytest.mark.row("F76", "7.5")
def test_what_was_left_is_taken_up_by_one_process_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    subprocess.run([sys.executable, "-c", WRITER, path, "theirs", "1"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    command = [sys.executable, "-c", TAKER, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    takers = [subprocess.Popen([*command, name], cwd=ROOT, **pipes) for name in "ab"]  # type: ignore[call-overload]
    took = [taker.stdout.readline().strip() for taker in takers]
    mine = Journal(path, conversation="mine")
    (entry,) = mine.elsewhere("render")
    assert sorted(took) == ["False", "True"]
    assert mine.held_elsewhere(entry)
    assert not mine.take(entry)
    for taker in takers:
        taker.communicate()
    assert mine.take(entry)


def test_a_note_beside_an_entry_survives_the_writes_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    owner, other = Journal(path), Journal(path)
    entry = owner.begin("render", "render_1", "s1", target="/out.mp4")
    other.note(other.entries[0], recalled=True, file={"size": 7, "mark": "e1"})
    owner.mark(entry, "sent", percent=40)
    (found,) = other.entries
    assert found.status == "sent"
    assert found.data == {"target": "/out.mp4", "recalled": True, "file": {"size": 7, "mark": "e1"}, "percent": 40}
    other.note(found, recalled=None)
    assert "recalled" not in owner.entries[0].data
