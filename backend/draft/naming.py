"""Which uploaded file a person means."""

from collections.abc import Sequence
from pathlib import PurePath

from backend.draft.errors import EditError, Tell
from backend.draft.timeline import Media, Timeline


def named(timeline: Timeline, name: str, kinds: Sequence[str], tell: Tell) -> Media:
    """The uploaded file of that name, with or without its ending, in any case; the last of equal ones.

    "my logo" without an ending also means the only file of the first kind in `kinds`, which is told. EditError names what is there.
    """
    fitting = [one for one in timeline.media if one.kind in kinds]
    wanted = PurePath(name.strip().casefold())
    for match in (lambda one: one.name.casefold() == wanted.name, lambda one: PurePath(one.name.casefold()).stem == wanted.stem):
        found = [one for one in fitting if match(one)]
        if found:
            return found[-1]
    first_kind = [one for one in fitting if one.kind == kinds[0]]
    if not wanted.suffix and len(first_kind) == 1:
        tell("took_file", name=first_kind[0].name)
        return first_kind[0]
    raise EditError("no_such_file", name=name, names=[one.name for one in timeline.media])
