"""A large upload (default 1 GiB): peak memory over what the process had before, and the longest stall of its loop."""

import sys
from pathlib import Path

from agent.client.client import Client
from benchmarks._transfer import measure


def main(argv: list[str]) -> int:
    """Runs it."""
    return measure("upload", argv, upload)


async def upload(client: Client, folder: Path, size: int) -> None:
    clip = folder / "clip.mp4"
    with clip.open("wb") as file:
        file.write(b"\0\0\0\x08ftyp")
        file.truncate(size)
    sent = 0

    def told(done: int, total: int) -> None:
        nonlocal sent
        sent = done

    await client.upload("s1", [clip], told)
    if sent != size:
        raise RuntimeError(f"{sent} of {size} bytes were sent")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
