"""Checks of this installation and this computer: nothing is started and nobody is contacted."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from agent import __version__, manifest
from agent.errors import VideoJobsError
from agent.frontends.doctor.checks import Check, level_of
from agent.settings import HOME_VARIABLE, SETTINGS, Settings

PACKAGES = (
    "openai", "httpx", "httpx-sse", "prompt_toolkit", "pydantic", "jinja2", "starlette", "uvicorn", "python-multipart", "imageio-ffmpeg",
    "av", "numpy", "fonttools", "pocketsphinx",
)
"""The distributions that the program needs; a test keeps them equal to pyproject.toml."""

HANDED_OVER = "VIDEO_JOBS_BACKEND_"
"""How the variables begin that the program itself hands to its editor process."""

MUCH_BYTES = 50 << 30
"""Kept bytes of which the person should know."""

LITTLE_BYTES, TOO_LITTLE_BYTES = 2 << 30, 200 << 20
"""Free space under which an export may, or will, fail."""


def machine(settings: Settings, wrong: str) -> Iterator[Check]:
    """The checks in order. `wrong` is what is wrong with the configuration, "" for nothing."""
    yield _python()
    yield _packages()
    yield _configuration(settings, wrong)
    yield _manifest(settings)
    yield _state(settings)
    yield _disk(settings)
    yield _room(settings)
    yield _output(settings)
    yield _terminal()


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("python", "ok", {"version": version, "executable": sys.executable, "program": __version__})


def _packages() -> Check:
    missing = [name for name in PACKAGES if not _installed(name)]
    return Check("packages", level_of(problem=bool(missing)), {"count": len(PACKAGES) - len(missing), "missing": missing})


def _installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _configuration(settings: Settings, wrong: str) -> Check:
    """Names and places of the settings, without their values; variables that look like settings and are none."""
    variables = {setting.field: setting.variable for setting in SETTINGS}
    given = {variables[name]: place for name, place in settings.origins.items()}
    known = {*variables.values(), HOME_VARIABLE}
    strange = sorted(name for name in {*os.environ} - known if name.startswith("VIDEO_JOBS_") and not name.startswith(HANDED_OVER))
    facts = {"given": given, "wrong": wrong, "unknown": strange, "file": str(settings.folders.config / "config.toml")}
    return Check("configuration", level_of(problem=bool(wrong), warning=bool(strange)), facts)


def _manifest(settings: Settings) -> Check:
    found, there = manifest.installed(), manifest.location().is_file()
    platform = manifest.platform(settings.platform, settings.skill_source)
    facts = {"source": found.source, "version": found.version, "platform": platform, "found": there, "expected": __version__}
    return Check("manifest", level_of(warning=not there or found.version != __version__), facts)


def _state(settings: Settings) -> Check:
    """Writes a file that has no name into the state folder."""
    folder, why = settings.folders.state, ""
    try:
        with tempfile.TemporaryFile(dir=settings.folders.made("log")) as file:
            file.write(b"x")
    except VideoJobsError as error:
        why = error.log
    except OSError as error:
        why = str(error)
    return Check("state", level_of(problem=bool(why)), {"path": str(folder), "why": why})


def _disk(settings: Settings) -> Check:
    places = (settings.folders.state, settings.output_dir.expanduser().absolute())
    free, path = min(((free, str(path)) for path in places if (free := _free(path)) is not None), default=(0, str(places[0])))
    return Check("disk", level_of(problem=free < TOO_LITTLE_BYTES, warning=free < LITTLE_BYTES), {"path": path, "free_bytes": free})


def _room(settings: Settings) -> Check:
    """What the local editor keeps: copies of the files of projects, exports, and parts of exports."""
    home = settings.folders.state / "backend"
    sizes = {name: _size(home / name) for name in ("media", "renders", "work")}
    total, free = sum(sizes.values()), _free(home) or 0
    facts = {"path": str(home), "bytes": total, **{f"{name}_bytes": size for name, size in sizes.items()}, "keep_days": settings.keep_days}
    return Check("room", level_of(warning=total > MUCH_BYTES or (free < LITTLE_BYTES < total)), facts)


def _size(folder: Path) -> int:
    """Bytes of the files in a folder, of each file once."""
    facts = [found for path in folder.rglob("*") if (found := path.lstat()) and stat.S_ISREG(found.st_mode)]
    return sum({(one.st_dev, one.st_ino): one.st_blocks * 512 for one in facts}.values())


def _free(path: Path) -> int | None:
    """Free bytes where the folder is or will be; None where that is no disk."""
    there = next((folder for folder in (path, *path.parents) if folder.is_dir()), Path("/"))
    usage = shutil.disk_usage(there)
    return usage.free if usage.total else None


def _output(settings: Settings) -> Check:
    folder = settings.output_dir.expanduser().absolute()
    fine = os.access(folder, os.W_OK | os.X_OK) if folder.is_dir() else not folder.exists()
    return Check("output", level_of(warning=not fine), {"path": str(folder)})


def _terminal() -> Check:
    tty, encoding = sys.stdin.isatty() and sys.stdout.isatty(), (sys.stdout.encoding or "ascii").lower().replace("-", "")
    term = os.environ.get("TERM", "")
    facts = {"tty": tty, "term": term or "unset", "encoding": sys.stdout.encoding, "columns": shutil.get_terminal_size().columns}
    return Check("terminal", level_of(warning=encoding != "utf8" or (tty and term in ("", "dumb"))), facts)
