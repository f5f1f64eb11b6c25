"""What a pattern needs is read from its source, so that it is tried only where it may fit; nothing that fits may be lost by that."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.director import prepare
from backend.director.folding import Fold
from backend.director.gate import Gated, Table, needed
from backend.director.history_phrases import _phrases
from backend.director.lexicon import lexicon
from backend.director.normal import normal
from backend.director.refusals import _patterns
from backend.director.scan import scan
from backend.director.times import RULES

SAID = [
    normal(json.loads(line)["text"])
    for line in (Path(__file__).parent / "instructions.jsonl").read_text("utf-8").splitlines()
    if line.strip()
][::5]


@pytest.mark.parametrize(
    ("source", "needs"),
    [
            ("cut", [{"cut"}]),
        (r"\bmute\b|静音", [{"mut", "静音"}]),
        ("colou?r", [{"col"}]),
        (r"(?:big|small) \w+ (?:title)", [{"big", "mal"}, {"itl"}]),
        ("(?:loud)?quiet", [{"qui"}]),
        ("(?:swear){0,3}quiet", [{"qui"}]),
        ("(?!never)dub", [{"dub"}]),
        (r"\u526a{1,2}掉", [{"剪"}, {"掉"}]),
        (r"ab+c", []),
        ("up|down", []),
        ("[wx]ipe", [{"ipe"}]),
        (r"what\?", [{"at?"}]),
        (r"(?P<one>zoom) in(?P=one)", [{"zoo"}, {" in"}]),
    ],
)
def test_what_a_pattern_needs(source: str, needs: list[set[str]]) -> None:
    found = needed(source)
    assert sorted(map(sorted, found)) == sorted(map(sorted, needs))
    assert re.compile(source)


def test_everything_can_be_made_ready_before_a_message_comes() -> None:
    late = Gated(r"\b(?:late|later)\b")
    assert not late.ready
    assert sum(1 for _step in prepare()) > 100
    assert late.ready
    assert all(gated.ready for gated in Gated.made)


def test_flags_are_refused() -> None:
    with pytest.raises(ValueError, match="flags"):
        Gated("(?i)remove")


_WORDS = st.sampled_from(["cut", "fade", "剪", "静音", "a", "up", "wx"])
_PATTERNS = st.recursive(
    _WORDS | st.sampled_from([r"\d", ".", "[abc]", r"\s", r"\.", r"\b"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,2}?"])).map(lambda one: f"(?:{one[0]}){one[1]}"),
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_text_that_fits_is_never_kept_away(data: st.DataObject) -> None:
    gated = Gated(data.draw(_PATTERNS))
    text = data.draw(st.from_regex(re.compile(gated.source)))
    assert gated.may_fit(text)
    assert Table([gated]).near(text) == [0]


@pytest.mark.parametrize("patterns", [[gated for _, gated in _patterns()[0]], [phrase.pattern for phrase in _phrases().each]])
def test_nothing_that_people_say_is_kept_away_and_little_is_tried(patterns: list[Gated]) -> None:
    table = Table(patterns)
    tried = 0
    for said in SAID:
        near = table.near(said)
        tried += len(near)
        assert {place for place, one in enumerate(patterns) if one.pattern.search(said)} <= set(near), said
    assert tried < len(SAID) * len(patterns) / 20
    assert all(one.needs for one in patterns), [one.source for one in patterns if not one.needs]


def test_a_relation_of_time_begins_with_no_other_tokens_than_it_names() -> None:
    assert lexicon().words
    for said in SAID:
        tokens = scan(said, {})
        for at, token in enumerate(tokens):
            for first, rule in RULES:
                if token.kind in first or token.name in first:
                    continue
                begun = Fold(said, tokens)
                begun.tokens, begun.at = list(tokens), at
                assert not rule(begun), (said, rule.__name__, token)
