"""A model's plan that would take most of the footage is shown first; a yes does exactly that, anything else drops it."""

import pytest

from backend.proposal import footage_s
from tests.planner.conftest import Begin, Talk
from tests.scripted.model import plan, step

WORDS = "keep just the bit around the third second"
KEPT = plan(step("keep just the bit", "keep", from_=2, to=3), step("the third second", "title", text="third second"))


async def proposed(talk: Begin) -> Talk:
    one = await talk(KEPT)
    text = await one.say(WORDS)
    assert "This would remove 0:09 of 0:10" in text
    assert "Kept only 0:02–0:03" in text
    assert await one.edits() == []
    return one


@pytest.mark.parametrize("yes", ["yes", "Yes, please!", "好", "好的。", "go ahead"])
async def test_a_yes_does_exactly_what_was_shown_without_asking_again(talk: Begin, yes: str) -> None:
    one = await proposed(talk)
    text = await one.say(yes)
    assert [edit["op"] for edit in await one.edits()] == ["keep", "title"]
    assert await one.length_s() == pytest.approx(1.0, abs=0.1)
    assert len(one.questions) == 1
    assert "0:10 → 0:01" in text
    await one.say("undo the title")
    assert [edit["op"] for edit in await one.edits()] == ["keep"]


@pytest.mark.parametrize(("no", "said"), [("no", "stays as it is"), ("算了", "视频保持原样")])
async def test_a_no_leaves_the_video_and_a_later_yes_means_nothing(talk: Begin, no: str, said: str) -> None:
    one = await proposed(talk)
    assert said in await one.say(no)
    await one.say("yes")
    assert await one.edits() == []


async def test_another_wish_drops_the_plan_and_is_done(talk: Begin) -> None:
    one = await proposed(talk)
    await one.say("mute it")
    await one.say("yes")
    assert [edit["op"] for edit in await one.edits()] == ["mute"]


async def test_a_question_drops_it_too(talk: Begin) -> None:
    one = await proposed(talk)
    await one.say("hello")
    await one.say("yes")
    assert await one.edits() == []


async def test_an_export_drops_it_too(talk: Begin) -> None:
    one = await proposed(talk)
    await one.rig.export(one.sid, "r1")
    await one.say("yes")
    assert await one.edits() == []
    await one.rig.finished("r1")


async def test_what_waits_survives_the_process(talk: Begin) -> None:
    one = await proposed(talk)
    await one.rig.close()
    again = await talk(plan(), home=one.rig.home, sid=one.sid)
    await again.say("yes")
    assert [edit["op"] for edit in await again.edits()] == ["keep", "title"]
    assert again.questions == []


async def test_the_question_is_told_as_one_that_waits(talk: Begin) -> None:
    one = await talk(KEPT)
    events = await one.rig.say(one.sid, WORDS)
    waiting = [event for event in events if event.get("longRunningToolIds")]
    assert len(waiting) == 1
    assert "say" in waiting[0]["content"]["parts"][0]["text"].lower()
    assert waiting[0] is events[-1]


async def test_silences_that_are_most_of_the_video_are_found_before_they_are_cut(talk: Begin) -> None:
    one = await talk(plan(step("boring", "trim_silence")))
    text = await one.say("the boring ones can all go to the moon")
    assert "This would remove 0:05" in text
    assert await one.edits() == []
    await one.say("yes")
    assert await one.length_s() < 5.0


async def test_less_than_half_goes_unasked_and_a_faster_video_has_lost_nothing(talk: Begin) -> None:
    one = await talk(plan(step("dreamy", "cut", from_=0, to=4)), plan(step("dreamy", "speed", factor=4)))
    await one.say("make it dreamy")
    await one.say("make it dreamy")
    assert [edit["op"] for edit in await one.edits()] == ["cut", "speed"]


async def test_what_the_person_said_plainly_is_done_at_once_whatever_it_takes(talk: Begin) -> None:
    one = await talk(plan())
    await one.say("keep only the first second")
    assert [edit["op"] for edit in await one.edits()] == ["keep"]


async def test_what_the_person_said_plainly_is_not_asked_about_because_a_model_adds_to_it(talk: Begin) -> None:
    one = await talk(plan(step("sprinkle some magic", "color", after=1, look="warm")))
    await one.say("keep only the first second and sprinkle some magic on it")
    assert [edit["op"] for edit in await one.edits()] == ["keep", "color"]
    assert len(one.questions) == 1


async def test_where_the_model_reads_as_the_grammar_does_nothing_is_asked_first(talk: Begin) -> None:
    one = await talk(plan(step("start at 0:08", "trim", start=8)))
    await one.say("first I say hello for ages (0:00 to 0:08), which nobody cares about, so start at 0:08")
    assert len(one.questions) == 1
    assert await one.edits() == [{"op": "trim", "start": 8.0}]


async def test_footage_counts_each_moment_once(talk: Begin) -> None:
    one = await talk(plan())
    await one.say("play it 3 times")
    document = await one.rig.service.projects.document(one.sid)
    assert [edit["op"] for edit in await one.edits()] == ["loop"]
    assert sum(footage_s(document.timeline).values()) == pytest.approx(10.0, abs=0.1)
