"""Whether the person agreed to the cloud, and which backend they chose: one small file, asked for once and kept."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from agent.disk import write_whole


@dataclass(slots=True)
class Choice:
    """The stored choice. `required` tells whether this run needs consent at all: the cloud, without a token of the person's own."""

    path: Path
    required: bool = False
    chosen: str = field(init=False, default="")
    agreed: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(data, dict):
            self.chosen = str(data.get("backend") or "")
            self.agreed = data.get("agreed") is True

    @property
    def needed(self) -> bool:
        """Whether the question is still open."""
        return self.required and not self.agreed

    def give(self) -> None:
        """The person agreed: kept, and never asked again. Blocks."""
        self.agreed, self.chosen = True, "cloud"
        self._save()

    def choose(self, backend: str) -> None:
        """The person named a backend; the next start without a word takes it again. Blocks."""
        if backend != self.chosen:
            self.chosen = backend
            self._save()

    def forget(self) -> None:
        """Back to the beginning: nothing chosen, nothing agreed to. Blocks."""
        self.agreed, self.chosen = False, ""
        self._save()

    def _save(self) -> None:
        write_whole(self.path, json.dumps({"backend": self.chosen, "agreed": self.agreed}))
