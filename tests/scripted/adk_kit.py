"""Versions of the Agent Development Kit beside the one that is installed, and servers of any of them."""

import fcntl
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
INSTALLED = "installed"
OLDER = {"1.39.1": (), "1.23.0": ("mcp<2",), "1.22.1": ("mcp<2",)}
"""The newest of the first generation, and the last two that told failures otherwise; with what they import and today's version does not."""


@dataclass(frozen=True)
class Kit:
    """A running server."""

    version: str
    base: str


def python_with(version: str, shared: Path) -> Path:
    """An interpreter that has that version and, for all else, the packages of this one. Made once in `shared`; skips where pip cannot."""
    if version == INSTALLED:
        return Path(sys.executable)
    shared.mkdir(parents=True, exist_ok=True)
    home = shared / version
    python = home / "bin" / "python"
    with (shared / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            venv.create(home, with_pip=False, clear=True, symlinks=True)
            [packages] = home.glob("lib/python*/site-packages")
            (packages / "base.pth").write_text("\n".join(path for path in sys.path if path.endswith("-packages")), encoding="utf-8")
            _install(python, "--no-deps", f"google-adk=={version}")
            if OLDER[version]:
                _install(python, *OLDER[version])
            (home / "ready").touch()
    return python


def _install(python: Path, *wanted: str) -> None:
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-compile", "--retries", "1", "--timeout", "30"]
    done = subprocess.run([*command, *wanted], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        pytest.skip(f"{' '.join(wanted)} cannot be installed here: {reason}")


@contextmanager
def serving(python: Path, folder: Path) -> Iterator[Kit]:
    """A server with the scripted agent, while the context is open."""
    environ = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(python), "-W", "ignore", "-m", "tests.scripted.adk_backend", str(folder)]
    said = folder / "stderr"
    with said.open("w") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=ROOT, env=environ, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, said.read_text()[-3000:]
            version, port = line.split()
            yield Kit(version, f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
