"""Taking files in: names cleaned, contents probed, subtitles kept for their media; all of one upload, or none of it."""

import asyncio
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from backend.caches import share
from backend.projects import FileKind, Projects, StoredFile
from backend.replies import WireError

KINDS: dict[str, FileKind] = {
    **dict.fromkeys(("mp4", "mov", "avi", "webm", "mkv"), "video"), **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp"), "image"),
    **dict.fromkeys(("mp3", "wav", "m4a", "aac"), "audio"), **dict.fromkeys(("srt", "vtt"), "subtitles"),
}
"""What is taken in, by extension; the content must agree."""
NAME_LENGTH = 200
SUBTITLE_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file on disk that is not yet part of a project."""

    id: str
    name: str
    path: Path
    size: int
    hash: str


def kind_of(name: str) -> FileKind:
    """What the extension says; WireError 4001 for any other."""
    kind = KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None
    if kind is None:
        raise WireError(4001, f"unsupported file type: {PurePosixPath(name).suffix or 'none'}")
    return kind


def clean_name(name: str) -> str:
    """The last component of a client's file name, without control or invisible characters, at most 200 bytes with its extension kept."""
    last = PureWindowsPath(PurePosixPath(name.replace("\0", "")).name).name
    kept = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, extension = kept.rpartition(".")
    room = NAME_LENGTH - len(extension.encode()) - 1
    stem = (stem if dot else extension).encode()[:room].decode(errors="ignore")
    return f"{stem or 'file'}.{extension}" if dot else stem or "file"


def new_id() -> str:
    """An id for a file, which is its folder's name too."""
    return uuid.uuid4().hex


async def take_in(projects: Projects, session_id: str, arrived: Sequence[Arrived]) -> list[StoredFile]:
    """Probes the files and adds them to the project. WireError 4001, 4002 or 400; then nothing of the upload stays."""
    try:
        stored = [await asyncio.to_thread(_examine, file) for file in arrived]
        for file, taken in zip(stored, arrived, strict=True):
            if twin := await projects.twin(file):
                await asyncio.to_thread(share, taken.path, twin)
        await projects.add_files(session_id, stored)
    except BaseException:
        await asyncio.shield(asyncio.to_thread(discard, arrived))
        raise
    return stored


def discard(arrived: Sequence[Arrived]) -> None:
    """Removes the folders of files that were refused."""
    for file in arrived:
        shutil.rmtree(file.path.parent, ignore_errors=True)


def _examine(file: Arrived) -> StoredFile:
    from backend.engine.probe import MediaError, probe
    from backend.engine.subtitles import SubtitleError, read

    kind = kind_of(file.name)
    if file.size == 0:
        raise WireError(4001, "the file is empty")
    if kind == "subtitles":
        if file.size > SUBTITLE_BYTES:
            raise WireError(4002)
        try:
            read(file.path)
        except SubtitleError as error:
            raise WireError(4001, str(error)) from error
        return StoredFile(file.id, file.name, kind, file.hash, file.size, None)
    try:
        media = probe(file.path, file.id, file.name)
    except MediaError as error:
        raise WireError(4002 if error.reason == "too_big" else 4001, f"{error.reason}: {error.detail}") from error
    return StoredFile(file.id, file.name, media.kind, file.hash, file.size, media)
