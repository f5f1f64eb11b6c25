"""What people ask for, in both languages, and the edits it must become: one row for each instruction of `instructions.jsonl`."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.edits import predict, right

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "instructions.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_instruction_becomes_the_expected_edits(row: dict[str, Any]) -> None:
    _, edits, _ = predict(row)
    assert right(row, edits), f"{row['text']!r} became {edits}"


def test_both_languages_have_their_share_of_the_table() -> None:
    languages = [row["language"] for row in ROWS]
    assert min(languages.count("en"), languages.count("zh")) > 300
