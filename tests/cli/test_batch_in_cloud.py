"""Several clips in the cloud: each in a project of its own, every message sent once, and nothing without a yes."""

from pathlib import Path

import pytest

from tests.agent.conversing import CREATE, CREDITS, FILE, POLL, RUN, STATE, SUBMIT, UPLOAD, draft, mp4, project
from tests.backend.backend_rig import make_clip
from tests.cli.program import Program
from tests.scripted.server import F, Script, ScriptedServer, code, fr, js, ok

STEPS = '[{"words": "cut the start", "edit": {"op": "trim", "start": 1}}, {"words": "add music"}]'
RECIPE = f'{{"video_jobs_recipe": 1, "name": "short", "steps": {STEPS}}}'
PENDING = js(200, {"success": True, "data": {"id": "r9", "status": "pending", "progress": 5}})
DONE = js(200, {"success": True, "status": "completed", "progress": 100, "output": {"url": "/file/out.mp4", "duration": 1.0}})


class Cloud:
    """What the cloud does: each message changes the project that it goes to; the first one fails if `broken`."""

    def __init__(self, *, broken: bool = False) -> None:
        self.messages = 0
        self.made = 0
        self.broken = broken
        self.seen = 0

    def create(self, request: object) -> Script:
        self.made += 1
        self.seen = 0
        return ok({"session_id": f"s{self.made}", "task_id": "t1", "user_id": "u1"})

    def run(self, request: object) -> Script:
        self.messages += 1
        if self.broken and self.messages == 1:
            return fr({"error": "no such thing"})
        self.seen = 1
        return fr(F("Done."))

    def state(self, request: object) -> Script:
        return project(draft("Hello") if self.seen else None, ["clip.mp4"])


@pytest.fixture
def clips(program: Program) -> Program:
    """Two clips, and a recipe one step of which is known by its words alone."""
    for name in ("a", "b"):
        make_clip(program.folder / f"{name}.mp4", 1)
    (program.folder / "short.json").write_text(RECIPE, encoding="utf-8")
    return program


def scripts(cloud: Cloud, video: Path) -> dict[tuple[str, str], object]:
    uploaded = ok({"files": [{"filename": "clip.mp4", "url": "https://media/clip.mp4"}], "session_state_applied": True})
    return {CREATE: [cloud.create], RUN: [cloud.run], STATE: [cloud.state], UPLOAD: [uploaded], SUBMIT: [PENDING], POLL: [DONE],
            FILE: [mp4(video)], CREDITS: [ok({"available": 500, "frozen": 0, "total": 500})]}


async def test_each_clip_has_a_project_of_its_own_and_one_message(clips: Program) -> None:
    cloud = Cloud()
    async with ScriptedServer(scripts(cloud, clips.folder / "a.mp4")) as server:
        surroundings = {"NEMO_API_URL": server.base, "NEMO_TOKEN": "nmv_usr_canary", "VIDEO_JOBS_POLL_S": "1"}
        done = await clips("recipe", "run", "short.json", "a.mp4", "b.mp4", "-o", "out", **surroundings)
        assert done.status == 0, done.said
        sent = [request.json for request in server.of(*RUN)]
        assert [body["session_id"] for body in sent] == ["s1", "s2"]
        assert [body["new_message"]["parts"][0]["text"] for body in sent] == ["cut the start\nadd music"] * 2
        assert (server.count(*UPLOAD), server.count(*SUBMIT)) == (2, 2)
    assert sorted(path.name for path in (clips.folder / "out").iterdir()) == ["a-edited.mp4", "b-edited.mp4"]


async def test_a_clip_that_failed_is_not_sent_again_and_the_next_one_is_done(clips: Program) -> None:
    cloud = Cloud(broken=True)
    async with ScriptedServer(scripts(cloud, clips.folder / "a.mp4")) as server:
        surroundings = {"NEMO_API_URL": server.base, "NEMO_TOKEN": "nmv_usr_canary", "VIDEO_JOBS_POLL_S": "1"}
        done = await clips("recipe", "run", "short.json", "a.mp4", "b.mp4", **surroundings)
        assert done.status == 70
        assert "1 of 2 was made." in done.err
        assert (server.count(*RUN), server.count(*SUBMIT)) == (2, 1)


async def test_without_credits_the_rest_is_not_begun(clips: Program) -> None:
    cloud = Cloud()
    async with ScriptedServer({**scripts(cloud, clips.folder / "a.mp4"), RUN: [code(2001)]}) as server:
        done = await clips("recipe", "run", "short.json", "a.mp4", "b.mp4", NEMO_API_URL=server.base, NEMO_TOKEN="nmv_usr_canary")
        assert done.status == 77
        assert "Not begun: b.mp4." in done.err
        assert (server.count(*RUN), server.count(*UPLOAD)) == (1, 1)


async def test_the_messages_that_changed_the_project_become_the_recipe(clips: Program) -> None:
    cloud = Cloud()
    async with ScriptedServer(scripts(cloud, clips.folder / "a.mp4")) as server:
        surroundings = {"NEMO_API_URL": server.base, "NEMO_TOKEN": "nmv_usr_canary"}
        assert (await clips("-p", "trim the silences", "a.mp4", **surroundings)).status == 0
        assert (await clips("recipe", "save", "cloudy", **surroundings)).status == 0
        assert "1. trim the silences" in (await clips("recipe", "show", "cloudy")).out
