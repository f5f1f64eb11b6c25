"""The program, for the tests of the command line."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    """The program in a home of its own."""
    mine = Program(tmp_path, {})
    yield mine
    await mine.ended()
