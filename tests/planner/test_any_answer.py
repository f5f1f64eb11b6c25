"""Whatever a model answers: it is read or refused, never raised at; and what is kept can be done to the timeline."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.draft.check import check
from backend.draft.document import Document, with_media
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.draft.timeline import Media
from backend.edits import BestMoments, Bleep, Captions, RemoveFillers, TranslateCaptions, TrimSilence
from backend.planner.answer import read
from backend.planner.grounded import grounded
from backend.planner.schema import plan_schema
from prompts import LANGUAGES, message

TEXT = "make it dreamy, 「发布日」 at 0:03, lo-fi music under talk.mp4"
MEDIA = Media(id="a", name="talk.mp4", kind="video", duration_s=10.0, width=640, height=360, fps="25", has_audio=True)
DOCUMENT = with_media(Document(), MEDIA)

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ANY = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
STRINGS = st.sampled_from(["talk.mp4", "发布日", "lo-fi", "fr", "yellow", "", "color", "make it dreamy"]) | st.text(max_size=5)
NUMBERS = st.floats(0, 11) | st.integers(-3, 12) | st.sampled_from([50, 720, 30, 90, -14.0, 1e5, 1e308, float("nan"), float("inf"), -1e-9])
WORDS = st.sampled_from(["make it dreamy", "发布日", "0:03", "LO-FI music", "not said"])


def value(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a parameter, most of them of its type."""
    if "anyOf" in schema:
        return st.one_of([value(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = {"null": st.none(), "boolean": st.booleans(), "integer": st.integers(-3, 12) | st.integers(), "number": NUMBERS,
             "string": STRINGS, "array": st.lists(st.integers(-2, 5), max_size=3)}
    return kinds[schema["type"]]


VARIANTS = plan_schema()["properties"]["edits"]["items"]["properties"]["edit"]["anyOf"]
EDITS = st.one_of([st.fixed_dictionaries({name: value(one) for name, one in kind["properties"].items()}) for kind in VARIANTS])
STEPS = st.fixed_dictionaries({"words": WORDS, "after": st.integers() | st.none(), "edit": EDITS})
ANSWERS = st.fixed_dictionaries({"edits": st.lists(STEPS, min_size=1, max_size=6), "cannot": st.just([])}) | st.fixed_dictionaries(
    {"edits": st.lists(STEPS | ANY, max_size=3) | ANY, "cannot": st.lists(ANY, max_size=2) | ANY})


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_any_answer_is_read_and_what_is_kept_can_be_done(data: dict[str, Any]) -> None:
    answer = read(data)
    if answer is None:
        return
    found = grounded(answer, TEXT, DOCUMENT)
    for dropped in found.dropped:
        for language in LANGUAGES:
            assert dropped.words(lambda name, /, **values: message(name, language, **values))  # noqa: B023 - used at once
    document = DOCUMENT
    for step in found.steps:
        if not (isinstance(step.edit, TrimSilence | RemoveFillers | Captions | TranslateCaptions | BestMoments)
                or (isinstance(step.edit, Bleep) and step.edit.word)):
            try:
                document = apply(document, step.edit)
            except EditError as error:
                assert error.reason in ("no_such_clip", "nothing_left"), error  # noqa: PT017 - clips are numbered as they were before the plan
        assert check(document.timeline) == []
        assert document.timeline.duration_s <= 6 * 3600
