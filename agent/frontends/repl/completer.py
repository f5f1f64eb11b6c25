"""Completion at the prompt: slash commands, and media files after a word that begins like a path."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

MEDIA = {".mp4", ".mov", ".avi", ".webm", ".mkv", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".wav", ".m4a", ".aac"}
MOST = 40


class ChatCompleter(Completer):
    """`/word` completes a command while it is the whole line; `@path`, `./path`, `~/path` and `/folder/…` complete folders and media."""

    def __init__(self, commands: Mapping[str, str]) -> None:
        """`commands` maps a command with its slash to one line that explains it."""
        self.commands = commands

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        line = document.text_before_cursor
        if line.startswith("/") and " " not in line and line.count("/") == 1:
            for name, meaning in self.commands.items():
                if name.startswith(line.lower()):
                    yield Completion(name, start_position=-len(line), display_meta=meaning)
        word = typed_path(line)
        if word:
            yield from media_completions(word)


def typed_path(line: str) -> str:
    """The path being typed at the end of the line, quotes and all; empty where there is none."""
    for quote in ('"', "'"):
        if line.count(quote) % 2:
            return line[line.rindex(quote):]
    word = line.rsplit(" ", 1)[-1]
    return word if word.startswith(("@", "./", "../", "~", "/")) else ""


def media_completions(word: str) -> Iterator[Completion]:
    """Folders and media files that continue `word`. Names with blanks or quotes come quoted; sizes stand beside them."""
    mark = word[0] if word[0] in "@\"'" else ""
    typed = word[len(mark):]
    try:
        target = Path(typed).expanduser()
    except RuntimeError:
        return
    folder, stem = (target, "") if typed.endswith("/") or not typed else (target.parent, target.name)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name.lower())
    except OSError:
        return
    shown = 0
    for entry in entries:
        if shown >= MOST or (entry.name.startswith(".") and not stem.startswith(".")) or not matches(stem, entry.name):
            continue
        folder_here = is_folder(entry)
        if not folder_here and entry.suffix.lower() not in MEDIA:
            continue
        shown += 1
        base = typed if typed.endswith("/") or not typed else typed[: len(typed) - len(stem)]
        path = base + entry.name + ("/" if folder_here else "")
        name = entry.name + ("/" if folder_here else "")
        yield Completion(quoted(path, mark, folder_here), start_position=-len(word), display=name, display_meta=size_of(entry))


def matches(stem: str, name: str) -> bool:
    """All letters of `stem` in order, the first at the start of the name; case does not count."""
    letters = iter(name.lower())
    return not stem or (name.lower().startswith(stem[0].lower()) and all(letter in letters for letter in stem.lower()))


def is_folder(entry: Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def quoted(path: str, mark: str, folder: bool) -> str:
    """The path as the message reads it back: quoted where it holds a blank or a quote. A folder stays open for more."""
    if mark in ("'", '"'):
        return mark + path + ("" if folder else mark)
    if any(letter in path for letter in " '\"()"):
        quote = '"' if '"' not in path else "'"
        return quote + path + ("" if folder else quote)
    return path


def size_of(entry: Path) -> str:
    try:
        found = entry.stat()
    except OSError:
        return ""
    return "" if entry.is_dir() else f"{found.st_size / 1024**2:.1f} MB"
