"""What a render does when it cannot: it says why, and leaves neither files nor processes."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from decoding import jobs_left

from backend.draft.timeline import Canvas, Clip, OverlayPicture, TitleText
from backend.engine.finish import VerifyError, verified
from backend.engine.plan import plan
from backend.engine.probe import probe
from backend.engine.render import Output, RenderError, render
from backend.engine.store import forget, is_kept, sweep
from tests.engine.conftest import Shelf, Studio

Make = Callable[..., Clip]


def files_left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and (path.suffix in (".part", ".list") or "jobs" in path.parts))


async def test_cancelling_in_the_middle_leaves_nothing_running_and_no_part(studio: Studio, clip: Make) -> None:
    big = Canvas(width=1920, height=1080, fps="30")
    timeline = studio.timeline(*(clip(0, 6) for _ in range(10)), canvas=big, titles=(TitleText(text="Hi", from_s=0, to_s=None),))
    begun = asyncio.Event()
    task = asyncio.create_task(studio.start(timeline))
    studio.shares = Told(begun, 0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    task = asyncio.create_task(studio.start(timeline))
    await asyncio.wait_for(begun.wait(), 60)
    assert jobs_left(studio.folder)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not jobs_left(studio.folder)
    assert files_left(studio.folder) == []
    assert not (studio.folder / "out.mp4").exists()


class Told(list[float]):
    """A list that sets an event at the first number above a share."""

    def __init__(self, event: asyncio.Event, share: float) -> None:
        super().__init__()
        self.event, self.share = event, share

    def append(self, number: float) -> None:
        super().append(number)
        if number > self.share:
            self.event.set()


def test_progress_only_rises_and_ends_at_one(studio: Studio, clip: Make) -> None:
    studio.render(studio.timeline(clip(0, 6), clip(0, 6), canvas=Canvas(width=640, height=360, fps="30")))
    assert studio.shares == sorted(studio.shares)
    assert (studio.shares[0], studio.shares[-1]) == (0.0, 1.0)
    assert files_left(studio.folder) == []


def test_a_project_of_sound_alone_has_no_picture_to_render(studio: Studio) -> None:
    timeline = studio.timeline(Clip(media="tone", start_s=0, end_s=1), canvas=Canvas(width=160, height=90, fps="30"))
    with pytest.raises(RenderError) as caught:
        studio.render(timeline)
    assert caught.value.reason == "no_picture"


def test_an_empty_timeline_has_no_picture(studio: Studio, clip: Make) -> None:
    with pytest.raises(RenderError) as caught:
        studio.render(studio.timeline(clip(0, 1)).model_copy(update={"clips": ()}))
    assert caught.value.reason == "no_picture"


def test_a_source_that_went_away(studio: Studio, clip: Make, tmp_path: Path) -> None:
    timeline = studio.timeline(clip(0, 1))
    for sources in ({}, {"count": tmp_path / "gone"}):
        with pytest.raises(RenderError) as caught:
            asyncio.run(render(timeline, sources, Output(), tmp_path / "o.mp4", tmp_path / "work", studio.shares.append))
        assert caught.value.reason == "source_missing"


def test_a_missing_overlay_is_told(studio: Studio, clip: Make) -> None:
    timeline = studio.timeline(clip(0, 1), more=("logo",), overlays=(OverlayPicture(media="logo"),))
    sources = {"count": studio.shelf["count"]}
    with pytest.raises(RenderError) as caught:
        asyncio.run(render(timeline, sources, Output(), studio.folder / "o.mp4", studio.folder / "work", studio.shares.append))
    assert (caught.value.reason, caught.value.detail) == ("source_missing", "logo")


def test_a_source_cut_short_since_its_import_gives_no_file(studio: Studio, shelf: Shelf, tmp_path: Path) -> None:
    whole = shelf["count"]
    short = tmp_path / "short"
    timeline = studio.timeline(Clip(media="count", start_s=0, end_s=6))
    data = whole.read_bytes()
    short.write_bytes(data[: len(data) // 2])
    target = tmp_path / "o.mp4"
    with pytest.raises(RenderError) as caught:
        asyncio.run(render(timeline, {"count": short}, Output(), target, tmp_path / "work", studio.shares.append))
    assert caught.value.reason in ("ffmpeg", "source_damaged")
    assert not target.exists()
    assert files_left(tmp_path) == []


def test_a_target_that_cannot_be_written(studio: Studio, clip: Make, tmp_path: Path) -> None:
    timeline = studio.timeline(clip(0, 1))
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(RenderError, match="storage"):
        asyncio.run(render(timeline, {"count": studio.shelf["count"]}, Output(), target, tmp_path / "work", studio.shares.append))
    assert files_left(tmp_path) == []


def test_names_of_folders_and_files_may_hold_anything(studio: Studio, clip: Make, tmp_path: Path) -> None:
    folder = tmp_path / "it's a \"test\": 视频, [x];%03d=1"
    folder.mkdir()
    stored = folder / "-my 片's, file:1"
    shutil.copyfile(studio.shelf["count"], stored)
    media = probe(stored, "count", "-my 片's, file:1.mov")
    timeline = studio.timeline(clip(0, 1), titles=(TitleText(text="Hi", from_s=0, to_s=None),)).model_copy(update={"media": (media,)})
    target = folder / "out's.mp4"
    rendered = asyncio.run(render(timeline, {"count": stored}, Output(), target, folder / "work", studio.shares.append))
    assert rendered.path == target
    assert target.stat().st_size == rendered.size_bytes


def test_letters_that_no_font_has_are_told_before_anything_is_drawn(studio: Studio, clip: Make) -> None:
    timeline = studio.timeline(clip(0, 1), titles=(TitleText(text="\U00012000", from_s=0, to_s=None),))
    with pytest.raises(RenderError) as caught:
        studio.render(timeline)
    assert (caught.value.reason, caught.value.detail) == ("glyphs", "\U00012000")


def test_a_file_that_is_not_what_was_planned_is_not_believed(studio: Studio, clip: Make, tmp_path: Path) -> None:
    timeline = studio.timeline(clip(0, 1))
    rendered = studio.render(timeline)
    sources = {"count": studio.shelf["count"]}
    assert verified(plan(timeline, sources, Output()), rendered.path, rendered.path, ()) == rendered
    longer = plan(studio.timeline(clip(0, 1.5)), sources, Output())
    with pytest.raises(VerifyError, match="30 frames of 45"):
        verified(longer, rendered.path, rendered.path, ())
    cut = tmp_path / "cut"
    cut.write_bytes(rendered.path.read_bytes()[:2000])
    for wrong in (cut, studio.shelf["silent"]):
        with pytest.raises(VerifyError):
            verified(longer, wrong, wrong, ())


def test_what_a_killed_render_left_is_swept(tmp_path: Path) -> None:
    for name in ("jobs/1/a.ass", "chunks/a.part", "chunks/a.list", "sound/b.part", "chunks/c.mp4"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    sweep(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["c.mp4"]


def test_the_store_gives_up_what_was_longest_unused(tmp_path: Path) -> None:
    parts = [tmp_path / f"{number}.mp4" for number in range(5)]
    for number, path in enumerate(parts):
        path.write_bytes(bytes(100))
        os.utime(path, (number, number))
    assert is_kept(parts[0])
    assert not is_kept(tmp_path / "none.mp4")
    forget(tmp_path, [parts[1]], limit=200)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.mp4", "1.mp4", "4.mp4"]
