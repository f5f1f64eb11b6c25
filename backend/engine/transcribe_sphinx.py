"""The last rung: pocketsphinx, whose English model comes with it. A draft of about every second word, but made anywhere.

Pieces of speech go to a few processes at once (`sphinx_worker.py`); cancelling ends them.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from backend.draft.timeline import Cue
from backend.engine.cage import Limits, caged
from backend.engine.utterances import Range, Word, cues_of_words

WORKER = Path(__file__).with_name("sphinx_worker.py")
LIMITS = Limits(memory_bytes=4 << 30)
WORTH_A_PROCESS_S = 30.0
"""Seconds of speech for which another process pays: its start takes one."""

OnProgress = Callable[[float], None]


class RecogniserError(Exception):
    """A worker ended without its answers."""


async def recognise(sound: Path, spoken: Sequence[Range], on_progress: OnProgress) -> tuple[Cue, ...]:
    """The words in these ranges of raw sound, as cues. Raises RecogniserError."""
    total_s = sum(end_s - start_s for start_s, end_s in spoken)
    count = max(1, min(4, (os.cpu_count() or 2) // 2, int(total_s / WORTH_A_PROCESS_S)))
    done_s = 0.0

    def advanced(piece: Range) -> None:
        nonlocal done_s
        done_s += piece[1] - piece[0]
        on_progress(min(1.0, done_s / total_s))

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_worker(sound, spoken[n::count], advanced)) for n in range(count)]
    found = sorted(word for task in tasks for word in task.result())
    return cues_of_words(_polished(found))


async def _worker(sound: Path, spoken: Sequence[Range], on_done: Callable[[Range], None]) -> list[Word]:
    command = await asyncio.to_thread(caged, [sys.executable, "-I", str(WORKER), str(sound.absolute())], LIMITS)
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        return await _answers(process, spoken, on_done)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _answers(process: asyncio.subprocess.Process, spoken: Sequence[Range], on_done: Callable[[Range], None]) -> list[Word]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(list(spoken)).encode())
    process.stdin.close()
    words: list[Word] = []
    for piece in spoken:
        line = await process.stdout.readline()
        if not line:
            raise RecogniserError(f"ended with {await process.wait()} after {len(words)} words")
        words.extend((start_s, end_s, text) for start_s, end_s, text in json.loads(line))
        on_done(piece)
    return words


def _polished(words: list[Word]) -> list[Word]:
    """Capitals where English has them: the recogniser writes all small."""
    polished: list[Word] = []
    for start_s, end_s, text in words:
        first = not polished or start_s - polished[-1][1] >= 0.7
        shown = text.capitalize() if first or text == "i" or text.startswith("i'") else text
        polished.append((start_s, end_s, shown))
    return polished
