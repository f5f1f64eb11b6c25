"""The tables that routing loads: made of the word lists and rules of the repository, and quick to ask."""

import re
from importlib import resources

from hypothesis import given, settings
from hypothesis import strategies as st

from routing import lists
from routing.folding import table
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


def test_every_simplified_character_of_the_word_list_can_be_written_traditionally() -> None:
    """Big5 holds the traditional script alone: what it cannot spell needs another character that is folded to it."""
    words = (resources.files("routing") / "words" / "zh.toml").read_text("utf-8")
    simplified = {letter for letter in re.findall("[\u4e00-\u9fff]", words) if not _in_big5(letter)}
    assert simplified <= set(table().values()) | set("咗呗")  # Cantonese and Beijing particles: written alike in both


def _in_big5(letter: str) -> bool:
    try:
        return bool(letter.encode("big5"))
    except UnicodeEncodeError:
        return False
