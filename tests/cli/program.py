"""The program as a process: in a home of the test, with nothing of the person's own, and its editor process ended afterwards."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.server import stop

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Done:
    """One run that ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object of stdout."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def said(self) -> str:
        """Both streams."""
        return self.out + self.err


@dataclass(frozen=True)
class Program:
    """Starts `python -m agent` in `folder`. `variables` add to its environment."""

    folder: Path
    variables: dict[str, str]

    @property
    def home(self) -> Path:
        """What VIDEO_JOBS_HOME names."""
        return self.folder / "vj"

    def environment(self, **more: str) -> dict[str, str]:
        """What the process sees."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {**kept, "HOME": str(self.folder), "VIDEO_JOBS_HOME": str(self.home), "PYTHONPATH": str(ROOT), "NO_PROXY": "*",
                "VIDEO_JOBS_IDLE_S": "60", **self.variables, **more}

    async def started(self, *words: str, **more: str) -> Process:
        """A run that goes on."""
        command = [sys.executable, "-m", "agent", *words]
        return await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=self.folder,
                                                    env=self.environment(**more))

    async def __call__(self, *words: str, stdin: str | bytes = b"", **more: str) -> Done:
        """A run to its end. No run may end in a traceback."""
        process = await self.started(*words, **more)
        out, err = await asyncio.wait_for(process.communicate(stdin.encode() if isinstance(stdin, str) else stdin), 170)
        assert b"Traceback" not in out + err
        assert process.returncode is not None
        return Done(process.returncode, out.decode(), err.decode())

    async def ended(self) -> None:
        """Ends the editor process, if one was started."""
        if (self.home / "state" / "backend").is_dir():
            await stop(self.home / "state" / "backend")
