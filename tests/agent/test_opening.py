"""How a conversation is opened: which backend, which session, and that nobody is contacted for it."""

from pathlib import Path

import pytest

from agent.app import Choices, chosen_backend, open_app
from agent.consent import Choice
from agent.errors import BackendStartError, BadArguments
from agent.events import Failed
from agent.settings import Settings, load


def settings(folder: Path, **environ: str) -> Settings:
    return load(environ={"VIDEO_JOBS_HOME": str(folder / "vj"), **environ}, folder=folder)


@pytest.mark.parametrize(("environ", "before", "expected"), [
    ({}, "", "local"), ({}, "cloud", "cloud"), ({}, "local", "local"),
    ({"NEMO_TOKEN": "t"}, "", "cloud"), ({"NEMO_API_URL": "https://x.example"}, "", "cloud"),
    ({"NEMO_TOKEN": "t", "VIDEO_JOBS_BACKEND": "local"}, "cloud", "local"), ({"VIDEO_JOBS_BACKEND": "cloud"}, "", "cloud"),
])
def test_the_backend_is_the_named_one_or_follows(tmp_path: Path, environ: dict[str, str], before: str, expected: str) -> None:
    choice = Choice(tmp_path / "choice.json")
    choice.choose(before)
    assert chosen_backend(settings(tmp_path, **environ), Choice(tmp_path / "choice.json")) == expected


async def test_a_named_backend_is_remembered_but_not_by_a_demo(tmp_path: Path) -> None:
    async with open_app(settings(tmp_path, VIDEO_JOBS_BACKEND="cloud"), Choices(scratch=True)):
        pass
    async with open_app(settings(tmp_path)) as app:
        assert app.local
        assert "This computer" in app.engine
    async with open_app(settings(tmp_path, VIDEO_JOBS_BACKEND="cloud")) as app:
        assert app.agent.consent.needed
    async with open_app(settings(tmp_path)) as app:
        assert app.local, "a cloud that was never agreed to is not the choice of later starts"
    async with open_app(settings(tmp_path, VIDEO_JOBS_BACKEND="cloud"), Choices(agreed=True)):
        pass
    async with open_app(settings(tmp_path)) as app:
        assert not app.local
        assert "mega-api-prod.nemovideo.ai" in app.engine
    async with open_app(settings(tmp_path, VIDEO_JOBS_BACKEND="local")):
        pass
    async with open_app(settings(tmp_path)) as app:
        assert app.local


async def test_an_agreement_is_asked_for_once_and_not_with_a_token(tmp_path: Path) -> None:
    cloud = settings(tmp_path, VIDEO_JOBS_BACKEND="cloud")
    async with open_app(cloud) as app:
        assert app.agent.consent.needed
    async with open_app(settings(tmp_path, VIDEO_JOBS_BACKEND="cloud", NEMO_TOKEN="t")) as app:
        assert not app.agent.consent.needed
    async with open_app(cloud, Choices(agreed=True)) as app:
        assert not app.agent.consent.needed
    async with open_app(cloud) as app:
        assert not app.agent.consent.needed


async def test_a_session_is_gone_on_with_only_where_it_is(tmp_path: Path) -> None:
    with pytest.raises(BadArguments, match="session_none"):
        async with open_app(settings(tmp_path), Choices(resume="")):
            pass
    async with open_app(settings(tmp_path), Choices(session="mine")) as app:
        await app.agent.link.save()
        with pytest.raises(BadArguments, match="in_use"):
            async with open_app(settings(tmp_path), Choices(resume="")):
                pass
    async with open_app(settings(tmp_path), Choices(resume="")) as app:
        assert (app.session.id, app.resumed) == ("mine", True)
    with pytest.raises(BadArguments, match="session_backend"):
        async with open_app(settings(tmp_path, VIDEO_JOBS_BACKEND="cloud"), Choices(resume="mine")):
            pass


async def test_an_editor_that_does_not_start_is_told_and_the_conversation_stays_usable(tmp_path: Path) -> None:
    async with open_app(settings(tmp_path)) as app:
        (tmp_path / "vj" / "state" / "backend").write_text("no folder", encoding="utf-8")
        for _ in range(2):
            events = [event async for event in app.agent.run_turn("add a title")]
            (failed,) = [event for event in events if isinstance(event, Failed)]
            assert failed.exit_code in (69, 73)
        assert "log" in app.explain(BackendStartError(why="x", log_path="/log"))
