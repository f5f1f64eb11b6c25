"""Each fault on the way to the cloud and each rule of the contract has a test that names it; no test names a row that is not there."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GROUPS = tomllib.loads((HERE / "rows.toml").read_text(encoding="utf-8"))
KNOWN = {row for group in GROUPS.values() for row in group["rows"]}
REQUIRED = sorted({row for group in GROUPS.values() if group["required"] for row in group["rows"]})


def marked() -> dict[str, set[str]]:
    """Every row that a marker names, with its files. A marker counts where it decorates a test or stands for a whole module."""
    rows: dict[str, set[str]] = {}
    for path in sorted(HERE.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for call in markers_of(node):
                for argument in call.args:
                    assert isinstance(argument, ast.Constant), path
                    rows.setdefault(str(argument.value), set()).add(path.name)
    return rows


def markers_of(node: ast.AST) -> Iterator[ast.Call]:
    tests = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    places = node.decorator_list if isinstance(node, tests) and node.name.lower().startswith("test") else []
    if isinstance(node, ast.Assign) and [target.id for target in node.targets if isinstance(target, ast.Name)] == ["pytestmark"]:
        places = [node.value]
    for place in places:
        if isinstance(place, ast.Call) and ast.unparse(place.func) == "pytest.mark.row":
            yield place


MARKED = marked()


@pytest.mark.parametrize("row", REQUIRED)
def test_a_required_row_has_a_test(row: str) -> None:
    assert row in MARKED


def test_no_test_names_a_row_that_is_not_there() -> None:
    assert set(MARKED) <= KNOWN
