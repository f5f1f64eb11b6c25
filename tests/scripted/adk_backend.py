"""A real server of the Agent Development Kit with a scripted agent: run as a program, it prints its version and port and serves.

    python -m tests.scripted.adk_backend FOLDER

FOLDER is an empty one, where the kit finds the agent. Versions under 2 import Google Cloud's client libraries at their start; no route that
is used here needs them, so empty modules stand in for them where they are not installed.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import logging
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import uvicorn

CLOUD = ("google.cloud", "google.api_core", "vertexai")
AGENT = "from tests.scripted.adk_agents import root\n\nroot_agent = root()\n"


class Empty(ModuleType):
    """Has every name, and nothing behind it."""

    __path__: ClassVar[list[str]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, type(name, (), {}))
        return getattr(self, name)


class NoCloud(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Found last: only what is not installed is empty."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        absent = any(name == cloud or name.startswith(f"{cloud}.") for cloud in CLOUD)
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if absent else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def without_commands() -> None:
    """The kit's package for servers, without the command line that its `__init__` imports and that deploys to the cloud."""
    found = importlib.util.find_spec("google.adk")
    assert found is not None
    assert found.submodule_search_locations
    package = ModuleType("google.adk.cli")
    package.__path__ = [str(Path(found.submodule_search_locations[0]) / "cli")]
    sys.modules["google.adk.cli"] = package


def main(folder: str) -> None:
    logging.disable(logging.CRITICAL)
    sys.meta_path.append(NoCloud())
    without_commands()
    from google.adk.cli.fast_api import get_fast_api_app
    from google.adk.version import __version__

    home = Path(folder) / "nemo_agent"
    home.mkdir()
    (home / "__init__.py").write_text("")
    (home / "agent.py").write_text(AGENT)
    storage = {"use_local_storage": False} if "use_local_storage" in inspect.signature(get_fast_api_app).parameters else {}
    app = get_fast_api_app(agents_dir=folder, web=False, **storage)
    listening = socket.create_server(("127.0.0.1", 0))
    print(__version__, listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off")).run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1])
