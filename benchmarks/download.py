"""A large download (default 1 GiB): peak memory over what the process had before, and the longest stall of its loop."""

import sys
from pathlib import Path

from agent.client.client import Client
from benchmarks._transfer import measure


def main(argv: list[str]) -> int:
    """Runs it."""
    return measure("download", argv, download)


async def download(client: Client, folder: Path, size: int) -> None:
    path = await client.download(f"/file/{size}.mp4", folder / "out.mp4", lambda done, total: None, render_id="")
    if path.stat().st_size != size:
        raise RuntimeError(f"{path.stat().st_size} of {size} bytes arrived")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
