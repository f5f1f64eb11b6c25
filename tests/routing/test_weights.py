"""The shipped weights: built from the examples of the repository, small, and the same on every build."""

import struct
import subprocess
import sys
from importlib.resources import files

import pytest

from routing.classifier import guess
from routing.corpus import variants
from routing.features import BUCKETS, CLASSES, View, features, unpack
from routing.train import build

SHIPPED = (files("routing") / "weights.bin").read_bytes()


def test_the_file_is_small() -> None:
    assert len(SHIPPED) < 400_000


@pytest.mark.slow
def test_a_build_gives_the_shipped_file() -> None:
    built = build()
    assert len(built) == len(SHIPPED)
    assert max(abs(a - b) for a, b in zip(built[20:], SHIPPED[20:], strict=True)) <= 1


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        unpack(b"x" * len(SHIPPED))
    with pytest.raises((ValueError, struct.error)):
        unpack(SHIPPED[:10])


def test_chances_are_a_distribution() -> None:
    chances = guess(View("cut the first five seconds", "E_J"))
    assert set(chances) == set(CLASSES)
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances, key=lambda name: chances[name]) == "sse"


def test_features_stay_in_bounds_for_any_length() -> None:
    found = features(View("字a" * 5000, "E_" * 5000, mixed=("E", "字") * 5000))
    assert found
    assert all(0 <= index < BUCKETS for index in found)
    assert len(found) < 2000


def test_every_option_of_an_example_is_used() -> None:
    made = variants("{a|b|c} {x|y}")
    assert {text.split()[0] for text in made} == {"a", "b", "c"}
    assert {text.split()[1] for text in made} == {"x", "y"}


def test_planning_loads_nothing_heavy() -> None:
    code = (
        "import sys; from routing.router import Router; from routing.plan import Context;"
        "Router().plan_offline('导出 this /tmp/a.mp4 por favor', Context());"
        "print([name for name in ('pydantic', 'numpy', 'httpx', 'jinja2', 'asyncio', 'openai') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
