"""The scorer counts a list right when it is what was expected, what is accepted, or within what was left free; and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.edits import main, right, same_value

MUSIC = {"op": "music", "mood": "soft jazz", "volume": 20}
LOUDER = {"op": "volume", "target": "all", "percent": 150}
FREE = [{"op": "volume", "nth": 0, "param": "percent", "min": 105, "max": None}]


@pytest.mark.parametrize(
    ("record", "got", "expected"),
    [
        ({"expected": [MUSIC]}, [MUSIC], True),
        ({"expected": [MUSIC]}, [{"op": "music", "mood": "jazz", "volume": 20.004}], True),
        ({"expected": [MUSIC]}, [{"op": "music", "mood": "jazz"}], False),
        ({"expected": [MUSIC]}, [{"op": "music", "mood": "rock", "volume": 20}], False),
        ({"expected": [MUSIC, LOUDER]}, [LOUDER, MUSIC], False),
        ({"expected": [MUSIC], "accept": [[LOUDER]]}, [LOUDER], True),
        ({"expected": [LOUDER], "free": FREE}, [LOUDER | {"percent": 400}], True),
        ({"expected": [LOUDER], "free": FREE}, [LOUDER | {"percent": 90}], False),
        ({"expected": []}, [], True),
        ({"expected": []}, [MUSIC], False),
    ],
)
def test_a_list_is_right_by_the_rules_of_the_labels(record: dict[str, Any], got: list[dict[str, Any]], expected: bool) -> None:
    assert right(record, got) is expected


def test_a_file_that_is_left_open_takes_any_name() -> None:
    free = [{"op": "overlay", "nth": 0, "param": "file", "any": True}]
    assert right({"expected": [{"op": "overlay", "file": "logo"}], "free": free}, [{"op": "overlay", "file": "my.png"}])


@pytest.mark.parametrize(
    ("wanted", "got", "same"), [("zh", "zh-Hans", True), ("pt-BR", "pt", False), ("pt-BR", "pt-BR", True), ("fr", "de", False)]
)
def test_languages_compare_by_primary_subtag_unless_a_region_was_said(wanted: str, got: str, same: bool) -> None:
    assert same_value("captions", "language", wanted, got) is same


def test_the_command_writes_predictions_and_ends_with_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "some.jsonl", tmp_path / "out.jsonl"
    record = {
        "id": "a",
        "language": "en",
        "text": "reverse it",
        "clip": {"duration": 9},
        "expected": [{"op": "reverse"}],
        "category": "single",
    }
    file.write_text(json.dumps(record) + "\n" + json.dumps(record | {"id": "b", "expected": []}) + "\n", encoding="utf-8")
    assert main([str(file), "--predictions", str(out)]) == 0
    summary = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert summary["exact"] == {"right": 1, "of": 2, "share": 0.5}
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["edits"] for line in lines] == [[{"op": "reverse"}]] * 2
    assert {"id", "edits", "by", "confidence", "unread"} == set(lines[0])
