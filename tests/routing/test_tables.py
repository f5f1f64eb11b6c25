"""The tables that routing loads: made of the word lists and rules of the repository, and quick to ask."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from routing import lists
from routing.rules import decide, rules
from routing.stored import read_file, stored
from routing.tables import lexicon

LETTERS = "XDGhVIWpwKmkASnusdUxEOJrNPgyBaQHLlFviZYRc&TMqjo_"


def test_a_build_gives_the_shipped_tables() -> None:
    assert lists.build() == read_file("tables.tsv")


def test_every_line_can_be_loaded() -> None:
    assert lexicon("en").phrases["export"][0] == "X"
    assert lexicon("zh").dense["导出"] == "X"
    assert stored("small")["the"] == {"en": 2}


@settings(deadline=None, max_examples=300)
@given(st.text(LETTERS, max_size=14))
def test_no_rule_fits_without_one_of_the_letters_it_needs(tags: str) -> None:
    fitting = [
        row["name"] for row in stored("rules")
        if re.search(row["pattern"], tags) and not ("unless" in row and re.search(row["unless"], tags))
    ]
    decided = decide(tags)
    assert (decided.rule if decided else None) == (fitting[0] if fitting else None)


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
