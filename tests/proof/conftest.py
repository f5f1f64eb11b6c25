"""One workbench for all proofs of a process: its media and the parts of earlier renders are used again."""

import pytest

from tests.proof.bench import Bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("proofs"))
