"""Our own labelled messages (crosscheck.tsv): a floor under the whole, each language and the hard categories."""

from collections import defaultdict
from pathlib import Path

import pytest

from routing.plan import Context
from routing.router import Router


def rows() -> list[tuple[str, str, list[list[str]], str]]:
    lines = Path(__file__).with_name("crosscheck.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(language, category, [plan.split("+") for plan in plans.split("/")], text) for language, category, plans, text in cells]


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    router = Router(is_file=lambda _path: False)
    found: dict[str, list[bool]] = defaultdict(list)
    for language, category, plans, text in rows():
        good = list(router.plan_offline(text.replace("\\n", "\n"), Context()).intents) in plans
        for group in ("all", language, category):
            found[group].append(good)
    return {group: sum(answers) / len(answers) for group, answers in found.items()}


def test_there_are_enough_of_them() -> None:
    assert len(rows()) >= 500


def test_nearly_all_are_planned_right(shares: dict[str, float]) -> None:
    assert shares["all"] >= 0.95


GROUPS = ["en", "zh-Hans", "zh-Hant", "es", "ja", "pt", "de", "fr", "ko", "hi", "trap_object", "negation", "compound"]


@pytest.mark.parametrize("group", GROUPS)
def test_no_language_and_no_hard_category_falls_behind(group: str, shares: dict[str, float]) -> None:
    assert shares[group] >= 0.85
