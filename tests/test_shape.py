"""The sizes of the house: a file over 300 lines or a function over 40 holds more than one concern."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("agent", "routing", "prompts", "backend", "benchmarks")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
FILE_LINES, FUNCTION_LINES, PARAMETERS, NESTING = 300, 40, 6, 5
BAD_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith, ast.Match)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def depth(node: ast.AST) -> int:
    """How deep blocks stand in blocks; an `elif` stands beside its `if`, not in it."""
    deepest = 0
    for field, children in ast.iter_fields(node):
        for child in children if isinstance(children, list) else [children]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            elif_ = isinstance(node, ast.If) and field == "orelse" and isinstance(child, ast.If) and len(children) == 1
            deepest = max(deepest, depth(child) + (isinstance(child, BLOCKS) and not elif_))
    return deepest


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_holds_one_concern(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert path.name not in BAD_NAMES
    assert len(source.splitlines()) <= FILE_LINES
    for function in functions(ast.parse(source)):
        place = f"{path.name}:{function.lineno} {function.name}"
        assert (function.end_lineno or 0) - function.lineno + 1 <= FUNCTION_LINES, place
        positional = [a for a in function.args.posonlyargs + function.args.args if a.arg not in ("self", "cls")]
        assert len(positional) <= PARAMETERS, place
        assert depth(function) <= NESTING, place


def defined(tree: ast.Module) -> Iterator[str]:
    """The names that a module defines at its top level, one for each definition."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_name_has_one_meaning_in_its_module(path: Path) -> None:
    names = Counter(defined(ast.parse(path.read_text(encoding="utf-8"))))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_watch_sees_the_project() -> None:
    assert len(FILES) > 50
