"""How a client finds the running backend and knows that it is the right one. Standard library only: the agent imports this at its start.

The state file holds pid, process start, port and the bearer, new at each start; 0600 in a 0700 folder. A client first sends a nonce and
compares HMAC-SHA256(bearer, nonce), so that a stranger on an old port learns nothing.
"""

import hashlib
import hmac
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

STATE = "backend.json"
SERVING = "serving.lock"
STARTING = "starting.lock"
LOG = "backend.log"
PREFIX = "VIDEO_JOBS_BACKEND_"
SETTINGS = PREFIX + "STARTED_WITH"
"""The variable in which the starter hands over what the settings amount to."""
KEYS = PREFIX + "KEYS"
"""The variable that says "stdin" where the starter writes keys there, as one JSON object of variables. So no environment shows them."""
SECRETS = ("NEMO_TOKEN", "OPENAI_API_KEY", "TRANSCRIBE_API_KEY")
"""Variables that never go into the environment of the process."""
EXIT_TAKEN, EXIT_NEWER, EXIT_UNWRITABLE = 3, 4, 5
"""Exit codes of the process: another one serves this home; its database is of a newer version; the home cannot be written."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One running backend. `started` is its process start time as the system counts it, `build` marks the code that it runs."""

    pid: int
    started: str
    port: int
    secret: str
    build: str


def prepare(home: Path) -> None:
    """Makes the home folder, for its owner alone. OSError where it cannot be made or written."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if stat.S_IMODE(home.stat().st_mode) & 0o077:
        home.chmod(0o700)
    if not os.access(home, os.W_OK | os.X_OK):
        raise PermissionError(f"{home} cannot be written")


def write(home: Path, identity: Identity) -> None:
    """Writes the state file whole or not at all, readable by its owner alone."""
    part = home / f"{STATE}.{os.getpid()}.part"
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(identity), file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(home / STATE)


def read(home: Path) -> Identity | None:
    """The state file's backend; None where there is none, or a file that is not ours alone or makes no sense."""
    try:
        handle = os.open(home / STATE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077:
            return None
        text = file.read(65536)
    try:
        found = json.loads(text)
        return Identity(int(found["pid"]), str(found["started"]), int(found["port"]), str(found["secret"]), str(found["build"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def remove(home: Path, identity: Identity) -> None:
    """Removes the state file if it is still this backend's."""
    if read(home) == identity:
        (home / STATE).unlink(missing_ok=True)


def proof(secret: str, nonce: str) -> str:
    """HMAC-SHA256 of the nonce under the bearer, in hex."""
    return hmac.new(secret.encode(), nonce.encode(), hashlib.sha256).hexdigest()


def process_start(pid: int) -> str:
    """When the process started, in the system's own ticks; empty where it does not exist or the system does not tell."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return line.rpartition(")")[2].split()[19]


def alive(identity: Identity) -> bool:
    """Whether that very process runs: the pid exists and, where the system tells, started at the same moment."""
    try:
        os.kill(identity.pid, 0)
    except (ProcessLookupError, PermissionError, OverflowError):
        return False
    return not identity.started or process_start(identity.pid) == identity.started


def build(settings: str = "") -> str:
    """A mark of the installed code (names, sizes, times of its files) and of the settings that it was started with.

    A running backend with another mark is an old one.
    """
    root, digest = Path(__file__).parent.parent, hashlib.sha256(settings.encode())
    for package in ("backend", "prompts"):
        for path in sorted((root / package).rglob("*.*")):
            if path.suffix in (".py", ".j2"):
                status = path.stat()
                digest.update(f"{path.relative_to(root)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Takes an exclusive lock that ends with the process; yields whether it was free."""
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        taken = False
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            taken = True
        yield taken
    finally:
        os.close(handle)
