"""The settings of the local backend: each is a field here, a flag of `python -m backend` and a variable `VIDEO_JOBS_BACKEND_<NAME>`."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from backend.identity import PREFIX


@dataclass(frozen=True, slots=True)
class Options:
    """What can be set. Times in seconds, sizes in bytes. `fetch_from` and all from `plan_refused` on exist to test clients."""

    idle_s: float = 900.0
    """Without a request, a turn or a job for so long, the process ends itself."""
    max_file_bytes: int = 4 * 1024**3
    """The largest file that is taken in."""
    max_files: int = 50
    """Files in one upload."""
    renders: int = 1
    """Exports that run at the same time."""
    keep_days: float = 7.0
    """Finished exports older than this are removed at the next start."""
    keep_projects_days: float = 90.0
    """Projects that nobody used for so long are removed at the next start, with the copies of their files; 0 keeps them."""
    heartbeat_s: float = 15.0
    """An empty `data:` frame after so long without another one."""
    fetch_s: float = 600.0
    """The longest download of one address."""
    fetch_from: str = ""
    """One `address:port` that may be fetched from although it is not public, for tests."""
    credits: int = 100
    """The balance that an account starts with."""
    edit_cost: int = 0
    """Credits for one turn that edits; 0 = free."""
    open_tokens: bool = False
    """Whether anonymous tokens are given without the process secret."""
    tokens_per_address: int = 0
    """Anonymous tokens for one address in seven days; 0 = no limit."""
    plan_refused: bool = False
    """Whether every export is refused with 402, as if the plan did not include it."""
    remember_headers: bool = False
    """Whether an earlier call of the session without attribution headers costs it the export."""
    http_errors: bool = False
    """Whether envelope codes come with 401, 404, 402, 415 and 413 instead of 200."""
    run_on: bool = False
    """Whether a turn goes on when its socket closes."""
    silent: bool = False
    """Whether turns end without a text."""
    typed: bool = False
    """Whether frames have the typed dialect instead of ADK events."""
    heartbeat: str = "data:"
    """The line of a heartbeat frame."""
    failure: str = ""
    """Ends each turn with a failure of the contract's table 5.5: one of b c d e f g h k, or `cut`."""


def read(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Path, int, Options]:
    """Home folder, port (0 = any) and options. A flag wins over a variable. Bad values end the process with a usage line."""
    parser = argparse.ArgumentParser(prog="python -m backend", description="The local video backend, on 127.0.0.1 only.")
    parser.add_argument("--home", type=Path, required=True, help="folder for projects, media and exports")
    parser.add_argument("--port", type=int, default=0, help="port; 0 takes a free one")
    for field in fields(Options):
        flag, value = "--" + field.name.replace("_", "-"), environ.get(PREFIX + field.name.upper())
        default = _convert(field.name, field.default, value, parser) if value else field.default
        if isinstance(field.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=default)
        else:
            parser.add_argument(flag, type=type(field.default), default=default)
    found = vars(parser.parse_args(arguments))
    home, port = found.pop("home"), found.pop("port")
    return Path(home).absolute(), int(port), Options(**found)


def _convert(name: str, default: Any, value: str, parser: argparse.ArgumentParser) -> Any:
    if isinstance(default, bool):
        return value.strip().lower() in ("1", "true", "yes", "on")
    try:
        return type(default)(value)
    except ValueError:
        return parser.error(f"{PREFIX}{name.upper()} is not a {type(default).__name__}")
