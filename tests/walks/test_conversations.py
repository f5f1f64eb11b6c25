"""Whole conversations on this computer, each message a process of its own."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.walks.conftest import Run, Start
from tests.walks.seen import seen

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "screen-tour.mp4"


def lines(out: str) -> list[dict[str, object]]:
    """The events of a stream-json run; every line is one, the first is init and the last is result."""
    events = [json.loads(line) for line in out.splitlines()]
    assert (events[0]["type"], events[-1]["type"]) == ("init", "result")
    return events


@pytest.mark.slow
async def test_an_export_outlives_the_process_that_asked_for_it(start: Start, run: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "clip.mp4")
    wish = 'make it vertical, put the title "Launch day" at the top for the first 3 seconds, music at 35%'
    status, out, _ = await run("-p", wish, "clip.mp4", "--output-format", "stream-json")
    assert status == 0
    summary = next(event["summary"] for event in lines(out) if event["type"] == "timeline_changed")
    assert summary == 'Timeline (3 tracks): 1. Video: clip (0-39.3s) 2. BGM: lo-fi (0-39.3s, 35%) 3. Title: "Launch day" (0-3s)'

    first = await start("-c", "-p", "export", "--output-format", "stream-json")
    assert first.stdout
    async with asyncio.timeout(60):
        while b'"fraction"' not in await first.stdout.readline():
            pass
    first.kill()
    await first.wait()

    status, out, _ = await run("-c", "-p", "export", "--output-format", "stream-json")
    result = lines(out)[-1]
    assert (status, result["is_error"]) == (0, False)
    made = seen(tmp_path / "clip-edited.mp4")
    assert (made.width, made.height) == (1080, 1920)
    assert made.picture_end_s == pytest.approx(39.3, abs=0.05)
    assert abs(made.sound_end_s - made.picture_end_s) <= 1 / made.rate
    assert len(list((tmp_path / "home" / "state" / "backend" / "renders").iterdir())) == 1


@pytest.mark.slow
async def test_a_chinese_request_about_a_file_with_every_kind_of_letter_in_its_name(run: Run, tmp_path: Path) -> None:
    name = "my 'demo' \"clip\" 演示.mp4"
    shutil.copy(SAMPLE, tmp_path / name)
    shutil.copy(SAMPLE.with_suffix(".srt"), (tmp_path / name).with_suffix(".srt"))
    status, out, err = await run("-p", "去掉静音,加上字幕,然后导出", name)
    assert status == 0, err
    assert name in out
    assert "字幕：6 行" in out
    (video,) = tmp_path.glob("*-edited.mp4")
    assert seen(video).longest_silence_s() <= 0.6


@pytest.mark.slow
async def test_an_export_is_stopped_from_another_window(start: Start, run: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "clip.mp4")
    assert (await run("-p", "make it vertical", "clip.mp4"))[0] == 0
    waiting = await start("-c", "-p", "export", "--output-format", "stream-json")
    assert waiting.stdout
    async with asyncio.timeout(60):
        while b'"fraction"' not in await waiting.stdout.readline():
            pass
        status, out, _ = await run("-c", "-p", "取消导出")
        assert (status, out.strip()) == (0, "导出 clip-edited.mp4 已停止，没有生成文件。")
        rest, _ = await waiting.communicate()
    result = json.loads(rest.splitlines()[-1])
    assert (waiting.returncode, result["error"]["code"], result["jobs"]) == (70, "render_failed", [])
    assert not list(tmp_path.glob("*-edited*"))
    status, out, _ = await run("-c", "-p", "cancel the export")
    assert (status, out.strip()) == (0, "No export is running, so there is nothing to stop.")
