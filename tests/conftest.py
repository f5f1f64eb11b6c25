"""The map from faults and rules to the tests that hold them: written by each run of the whole suite, from the tests it collected."""

import os
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_finish(session: pytest.Session) -> None:
    """Writes `ROWS.md` after a whole collection; one process of a parallel run does it."""
    whole = not session.config.getoption("keyword", "") and not session.config.getoption("markexpr", "")
    places = {Path(str(argument)).resolve() for argument in session.config.args}
    if whole and places == {HERE} and os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0" and session.items:
        held: dict[str, set[str]] = {}
        for item in session.items:
            for marker in item.iter_markers("row"):
                for row in marker.args:
                    held.setdefault(row, set()).add(item.nodeid.partition("[")[0])
        with suppress(OSError):  # a tree that cannot be written keeps its map
            write(held)


def write(held: dict[str, set[str]]) -> None:
    """The map, if it differs from the one that is there."""
    lines = ["# What the tests hold", "", "Written by the test run from `rows.toml` and the `row` markers of the tests; do not edit."]
    for group in tomllib.loads((HERE / "rows.toml").read_text(encoding="utf-8")).values():
        lines += ["", f"## {group['title']}", "", "| row | what | tests |", "|---|---|---|"]
        for row, name in group["rows"].items():
            tests = sorted(held.get(row, ()))
            cells = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in tests)
            lines.append(f"| {row} | {name} | {cells or '–'} |")
    text = "\n".join(lines) + "\n"
    place = HERE / "ROWS.md"
    if not place.exists() or place.read_text(encoding="utf-8") != text:
        part = place.with_suffix(f".{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        part.replace(place)
