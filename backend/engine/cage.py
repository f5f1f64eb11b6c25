"""Limits on a child, set between fork and exec by a program rather than by `preexec_fn` (unsafe once there are threads).

On Linux `setpriv` ties the child to this thread's life and `prlimit` sets the limits; where they are missing, this file does the same,
run as `python -I -S cage.py CPU FSIZE AS NOFILE -- program …` (it imports nothing but the standard library).
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NOFILE = 64


@dataclass(frozen=True)
class Limits:
    """Wall time and processor time in seconds, address space and largest file in bytes; `grace_s` lies between TERM and KILL."""

    wall_s: float = 3600.0
    grace_s: float = 2.0
    cpu_s: int = 14_400
    memory_bytes: int = 8 << 30
    file_bytes: int = 32 << 30


@functools.lru_cache(maxsize=1)
def _tools() -> tuple[str, str] | None:
    """setpriv and prlimit, if both are here and do what is asked (some small systems carry a setpriv without pdeathsig)."""
    setpriv, prlimit = shutil.which("setpriv"), shutil.which("prlimit")
    if not (setpriv and prlimit and sys.platform == "linux"):
        return None
    trial = [setpriv, "--pdeathsig", "KILL", prlimit, "--core=0", "true"]
    done = subprocess.run(trial, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return (setpriv, prlimit) if done.returncode == 0 else None


def caged(command: Sequence[str], limits: Limits) -> list[str]:
    """The command behind the program that sets its limits."""
    values = (limits.cpu_s, limits.file_bytes, limits.memory_bytes, NOFILE)
    if tools := _tools():
        flags = [f"--{name}={value}" for name, value in zip(("cpu", "fsize", "as", "nofile"), values, strict=True)]
        return [tools[0], "--pdeathsig", "KILL", tools[1], "--core=0", *flags, "--", *command]
    return [sys.executable, "-I", "-S", str(Path(__file__).absolute()), *map(str, values), "--", *command]


def _limit(values: Sequence[int]) -> None:
    import resource

    names = (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_AS, resource.RLIMIT_NOFILE)
    for name, value in [*zip(names, values, strict=True), (resource.RLIMIT_CORE, 0)]:
        try:
            resource.setrlimit(name, (value, value))
        except (ValueError, OSError):  # a limit this system does not know, or one already below
            continue


def _die_with_parent() -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def main() -> None:
    """Set the limits, then become the command."""
    values, command = sys.argv[1:5], sys.argv[6:]
    _limit([int(value) for value in values])
    _die_with_parent()
    os.execv(command[0], command)  # noqa: S606 - there is no shell, which is the point


if __name__ == "__main__":
    main()
