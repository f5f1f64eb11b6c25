"""Files on their way in: what is refused before sending, what is sent once, and what the person reads of it."""

import os
from pathlib import Path

import pytest

from agent.events import Failed, MediaReady, Notice, Question, Text
from tests.agent.conversing import CREATE, RUN, STATE, UPLOAD, conversing, project, sequence
from tests.scripted.server import F, code, fr, ok

TAKEN = ok({"files": [{"filename": "city.mp4", "duration": 30.5, "width": 1920, "height": 1080}], "session_state_applied": True})


def clip(folder: Path, name: str = "city.mp4", size: int = 100) -> Path:
    """A file of so many bytes; the scripted backend looks at none of them."""
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.row("2.4")
async def test_a_clip_is_sent_once_and_described(tmp_path: Path) -> None:
    path = clip(tmp_path)
    async with conversing(tmp_path, {UPLOAD: [TAKEN], RUN: [fr(F("ok"))]}, ["upload", "sse"], ["upload"]) as talk:
        await talk.says(f"{path} trim the silences")
        ready = talk.one(MediaReady)
        assert (ready.kind, ready.name, ready.duration_s, ready.width) == ("upload", "city.mp4", 30.5, 1920)
        await talk.says(str(path))
        assert "in the project already" in talk.answer
        assert talk.server.count(*UPLOAD) == 1


async def test_a_changed_clip_is_sent_again(tmp_path: Path) -> None:
    path = clip(tmp_path)
    async with conversing(tmp_path, {UPLOAD: [TAKEN], STATE: [project(files=["city.mp4"])]}, ["upload"]) as talk:
        await talk.says(str(path))
        clip(tmp_path, size=200)
        await talk.says(str(path))
        assert talk.server.count(*UPLOAD) == 2


async def test_files_beside_the_words_come_first(tmp_path: Path) -> None:
    async with conversing(tmp_path, {UPLOAD: [TAKEN], RUN: [fr(F("ok"))]}, ["sse"]) as talk:
        await talk.says("trim it", clip(tmp_path))
        assert [request.path.split("/")[1] for request in talk.server.requests if request.method == "POST"][1:] == ["api", "run_sse"]
        assert talk.answer == "ok"


@pytest.mark.row("F40", "F42", "2.4")
@pytest.mark.parametrize(("name", "size", "words"), [
    ("empty.mp4", 0, "is empty"), ("notes.xyz", 10, "mp4 mov avi webm mkv"), ("big.mp4", 2 * 1024 * 1024, "too large (max 1MB)"),
])
async def test_a_file_that_cannot_be_used_is_refused_before_anything_is_sent(tmp_path: Path, name: str, size: int, words: str) -> None:
    async with conversing(tmp_path, {}, ["upload", "sse"], upload_limit_mb=1.0) as talk:
        await talk.says(f"{clip(tmp_path, name, size)} trim")
        assert words in talk.one(Failed).message
        assert talk.one(Failed).exit_code == 65
        assert talk.server.requests == []


@pytest.mark.row("F42", "F44")
async def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "folder.mp4").mkdir()
    async with conversing(tmp_path, {}, ["upload"]) as talk:
        for name, words in (("pipe.mp4", "not a regular file"), ("folder.mp4", "is a folder"), ("none.mp4", "There is no file")):
            await talk.says(str(tmp_path / name))
            assert words in talk.one(Failed).message
        assert talk.server.requests == []


@pytest.mark.row("F40", "8.1")
async def test_the_backends_refusal_is_one_clear_sentence(tmp_path: Path) -> None:
    async with conversing(tmp_path, {UPLOAD: [code(4001)]}, ["upload"]) as talk:
        await talk.says(str(clip(tmp_path)))
        assert "can't take city.mp4" in talk.one(Failed).message
        assert "/srv" not in talk.screen


@pytest.mark.row("3.2")
async def test_a_lost_project_is_replaced_and_the_file_sent_into_the_new_one(tmp_path: Path) -> None:
    creations = [ok({"session_id": "s2"})]
    async with conversing(tmp_path, {UPLOAD: sequence(code(1002), TAKEN), CREATE: creations}, ["upload"]) as talk:
        talk.agent.link.session.sid = "old"
        await talk.says(str(clip(tmp_path)))
        assert [request.path.split("/")[-1] for request in talk.server.of(*UPLOAD)] == ["old", "s2"]
        assert talk.one(MediaReady).name == "city.mp4"


async def test_subtitles_beside_a_clip_go_along_where_the_work_is_done_here(tmp_path: Path) -> None:
    path = clip(tmp_path)
    path.with_suffix(".srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nhi\n", encoding="utf-8")
    async with conversing(tmp_path, {UPLOAD: [TAKEN]}, ["upload"], backend="local") as talk:
        await talk.says(str(path))
        assert b'filename="city.srt"' in talk.server.of(*UPLOAD)[0].body
        assert any("city.srt" in notice.text for notice in talk.all(Notice))


@pytest.mark.row("9.3")
async def test_the_cloud_is_told_to_the_person_before_the_first_file_leaves_and_never_gets_subtitles(tmp_path: Path) -> None:
    path = clip(tmp_path)
    path.with_suffix(".srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nhi\n", encoding="utf-8")
    async with conversing(tmp_path, {UPLOAD: [TAKEN]}, ["upload"]) as talk:
        await talk.says(str(path))
        assert b"city.srt" not in talk.server.of(*UPLOAD)[0].body
        assert any("are sent to 127.0.0.1" in notice.text for notice in talk.all(Notice))
        clip(tmp_path, size=300)
        await talk.says(str(path))
        assert not any("are sent to" in notice.text for notice in talk.all(Notice))


@pytest.mark.row("2.4")
async def test_a_file_that_the_project_does_not_know_is_named_in_the_next_message(tmp_path: Path) -> None:
    loose = ok({"files": [{"filename": "city.mp4", "cdn_url": "https://cdn.example/c.mp4"}]})
    async with conversing(tmp_path, {UPLOAD: [loose], RUN: [fr(F("ok"))]}, ["upload"], ["sse"]) as talk:
        await talk.says(str(clip(tmp_path)))
        await talk.says("trim it")
        await talk.says("and add a title")
        first, second = (request.json["new_message"]["parts"][0]["text"] for request in talk.server.of(*RUN))
        assert first.startswith("trim it\n")
        assert "https://cdn.example/c.mp4" in first
        assert second == "and add a title"


async def test_asking_how_to_upload_is_answered_here(tmp_path: Path) -> None:
    async with conversing(tmp_path, {}, ["upload"]) as talk:
        await talk.says("how do I upload?")
        assert "path of the file" in talk.one(Text).text
        assert talk.server.requests == []


async def test_an_address_is_fetched_by_the_backend(tmp_path: Path) -> None:
    async with conversing(tmp_path, {UPLOAD: [TAKEN]}, ["upload"]) as talk:
        await talk.says("https://cdn.example/city.mp4")
        assert talk.server.of(*UPLOAD)[0].json == {"urls": ["https://cdn.example/city.mp4"], "source_type": "url"}


@pytest.mark.row("9.3")
async def test_the_cloud_is_not_contacted_before_the_person_agreed(tmp_path: Path) -> None:
    async with conversing(tmp_path, {RUN: [fr(F("hello"))]}, ["sse"], consent_needed=True) as talk:
        await talk.says("hello")
        question = talk.one(Question)
        assert question.id == "consent"
        assert "127.0.0.1" in question.text
        assert talk.server.requests == []
        await talk.says("no")
        assert "nothing was contacted" in talk.answer
        assert talk.server.requests == []
        await talk.says("hello")
        await talk.says("yes please")
        assert talk.answer == "hello"
        assert [request.json["new_message"]["parts"][0]["text"] for request in talk.server.of(*RUN)] == ["hello"]


@pytest.mark.row("9.3")
async def test_without_a_person_the_flag_is_named(tmp_path: Path) -> None:
    async with conversing(tmp_path, {}, ["sse"], consent_needed=True, interactive=False) as talk:
        await talk.says("hello")
        assert "--yes" in talk.one(Failed).hint
        assert talk.one(Failed).exit_code == 64
        assert talk.server.requests == []
