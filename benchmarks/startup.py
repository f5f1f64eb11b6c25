"""Start-up, as whole processes: `--version` against a bare interpreter, and the time until the prompt is on the screen of a fresh machine.

Every figure is the minimum of interleaved runs, in milliseconds. The prompt is timed under a pseudo-terminal with an empty
state folder, so the local backend has still to start.
"""

import argparse
import json
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROMPT = "›".encode()
LIMIT_S = 30.0


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks startup")
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args(argv).runs
    bare, version, prompt = [], [], []
    for run in range(runs):
        bare.append(timed([sys.executable, "-c", "pass"]))
        version.append(timed([sys.executable, "-m", "agent", "--version"]))
        prompt.append(prompt_visible())
        print(f"run {run + 1}: bare {bare[-1]:.1f} ms, --version {version[-1]:.1f} ms, prompt {prompt[-1]:.1f} ms", file=sys.stderr)
    result = {
        "benchmark": "startup",
        "runs": runs,
        "bare_ms": round(min(bare), 1),
        "version_ms": round(min(version), 1),
        "version_ratio": round(min(version) / min(bare), 2),
        "prompt_ms": round(min(prompt), 1),
        "prompt_median_ms": round(sorted(prompt)[runs // 2], 1),
    }
    print(json.dumps(result))
    return 0


def timed(command: list[str]) -> float:
    """Milliseconds from start to end of a process that must succeed."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def prompt_visible() -> float:
    """Milliseconds from starting `video-jobs` under a pseudo-terminal to the first byte of its prompt, with a new state folder."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:
            own = {"VIDEO_JOBS_HOME": home, "VIDEO_JOBS_IDLE_S": "5", "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
            os.execve(sys.executable, [sys.executable, "-m", "agent", "--backend", "local"], {**os.environ, **own})
        try:
            return until_prompt(terminal, started)
        finally:
            leave(pid, terminal, Path(home))


def until_prompt(terminal: int, started: float) -> float:
    seen = b""
    while PROMPT not in seen:
        ready, _, _ = select.select([terminal], [], [], LIMIT_S)
        if not ready:
            raise TimeoutError(f"no prompt within {LIMIT_S} s; the screen holds {seen[-300:]!r}")
        seen += os.read(terminal, 4096)
    return (time.perf_counter() - started) * 1000


def leave(pid: int, terminal: int, home: Path) -> None:
    """Ends the chat, and the backend that it began to start."""
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + LIMIT_S
    while os.waitpid(pid, os.WNOHANG)[0] == 0 and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                os.read(terminal, 4096)
            except OSError:
                continue
    os.close(terminal)
    for state in home.rglob("backend.json"):
        os.kill(json.loads(state.read_text(encoding="utf-8"))["pid"], signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
