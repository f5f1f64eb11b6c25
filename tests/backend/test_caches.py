"""What the state folder does without: decoded sound that nobody uses, and second copies of a file; never a project's own files."""

import time
from pathlib import Path

import pytest
from backend_rig import Start, text_of

from backend.caches import SHORT_BYTES, forget, share, used

DAY_S = 86_400.0


def stored(home: Path, pattern: str) -> list[Path]:
    return sorted(home.glob(f"media/*/*/{pattern}"))


async def test_decoded_sound_goes_after_a_month_and_the_project_works_on(start: Start, clip: Path, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    first = await start(home)
    sid = await first.session()
    await first.upload(sid, clip)
    told = text_of(await first.say(sid, "show me what you would cut"))
    await first.close()
    assert stored(home, "cache/*.s16")
    second = await start(home, now=lambda: time.time() + 29 * DAY_S)
    await second.close()
    assert stored(home, "cache/*.s16")
    third = await start(home, now=lambda: time.time() + 31 * DAY_S)
    assert not stored(home, "cache/*.s16")
    assert len(stored(home, "in")) == 1
    assert text_of(await third.say(sid, "show me what you would cut")) == told


async def test_the_same_file_in_two_projects_is_on_the_disk_once(start: Start, clip: Path, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    rig = await start(home)
    for _ in range(2):
        sid = await rig.session()
        assert (await rig.upload(sid, clip))["code"] == 0
    one, other = stored(home, "in")
    assert one.samefile(other)
    assert other.read_bytes() == clip.read_bytes()
    assert "9:16" in text_of(await rig.say(sid, "make it 9:16"))


@pytest.mark.parametrize(("unused_s", "free", "stays"), [
    (29 * DAY_S, SHORT_BYTES, True), (31 * DAY_S, SHORT_BYTES, False), (7200.0, SHORT_BYTES - 1, False), (600.0, SHORT_BYTES - 1, True),
])
def test_what_goes_depends_on_the_time_and_on_the_disk(tmp_path: Path, unused_s: float, free: int, stays: bool) -> None:
    file = tmp_path / "session" / "file" / "in"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"film")
    cache = used(file.parent / "cache")
    (cache / "sound.s16").write_bytes(b"sound")
    (cache / "words.json").write_bytes(b"{}")
    forget(tmp_path, cache.stat().st_mtime + unused_s, free)
    assert (cache / "sound.s16").exists() == stays
    assert (cache / "words.json").exists()
    assert file.read_bytes() == b"film"


def test_where_the_disk_has_no_links_both_copies_stay(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"film")
    share(tmp_path / "own", tmp_path / "gone")
    assert (tmp_path / "own").read_bytes() == b"film"
