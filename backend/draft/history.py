"""What is done to the history itself: each new entry, undo and redo, named states and the way back to them. It only ever grows."""

from backend.draft.cuts import resolved
from backend.draft.document import Applied, Document, Replay, extended, with_replay
from backend.draft.errors import EditError, Remarks
from backend.draft.ops import done
from backend.edit_history import DeleteVersion, PreviewCuts, Recut, Redo, RenameVersion, RestoreCuts, RestoreVersion, SaveVersion, Undo
from backend.edits import AnyEdit

ORIGINAL = 0
"""The number of the state before every edit."""


def apply(document: Document, edit: AnyEdit, words: str = "") -> Document:
    """The document after an edit of any kind, that the person asked for with `words`.

    EditError where it cannot be done; nothing changes then.
    """
    match edit:
        case Undo():
            return _undo(document, edit)
        case Redo():
            return _redo(document, edit)
        case SaveVersion():
            return _saved(document, edit)
        case DeleteVersion() | RenameVersion():
            return with_replay(extended(document, _naming(document, edit)), document.replay)
        case RestoreVersion():
            return _returned(document, edit)
        case PreviewCuts():
            return with_replay(extended(document, edit), document.replay)
        case RestoreCuts(facts=None) | Recut(facts=None):
            edit = resolved(document, edit)
    timeline, notes = done(document.timeline, edit)
    # The replay of the longer history is the present one and this edit: known without doing all again.
    return with_replay(extended(document, edit, notes=notes, words=words), Replay(timeline=timeline, skipped=document.replay.skipped))


def as_of(document: Document, number: int) -> Document:
    """The document as it was right after entry `number`; files that came later are in it too."""
    history = [entry.model_copy(update={"active": True}) for entry in document.history[:number]]
    for entry in tuple(history):
        if entry.is_return:
            _set(history, entry.of, active=False)
            _set(history, entry.on, active=True)
        elif entry.is_switch:
            for one in entry.of:
                _switch(history, one, active=isinstance(entry.edit, Redo))
    return Document(media=document.media, history=tuple(history))


def versions(document: Document) -> dict[str, int]:
    """The named states, oldest first: the name as it is now, and the number of its entry. A name given anew names the later state."""
    found: dict[str, tuple[str, int]] = {}
    for entry in document.history:
        match entry.edit:
            case SaveVersion(name=str(name)):
                found[name.casefold()] = (name, entry.number)
            case DeleteVersion(all=True) if entry.active:
                found.clear()
            case DeleteVersion(name=str(name)) if entry.active:
                found.pop(name.casefold(), None)
            case RenameVersion(name=str(name), to=to) if entry.active and name.casefold() in found:
                found[to.casefold()] = (to, found.pop(name.casefold())[1])
    return dict(sorted(found.values(), key=lambda one: one[1]))


def number_of(document: Document, name: str | None) -> int:
    """The entry of the state with that name, in any case; the one saved last for None. EditError names what there is."""
    known = versions(document)
    if not known:
        raise EditError("no_versions")
    if name is None:
        return list(known.values())[-1]
    wanted = name.strip().casefold()
    number = next((number for known_name, number in known.items() if known_name.casefold() == wanted), None)
    if number is None:
        raise EditError("no_such_version", name=name, names=list(known))
    return number


def name_at(document: Document, number: int) -> str:
    """The name of that state, the one it was given first where it has none now; empty for the original."""
    now = next((name for name, at in versions(document).items() if at == number), None)
    edit = document.history[number - 1].edit if number else None
    return now or (edit.name or "" if isinstance(edit, SaveVersion) else "")


def _saved(document: Document, edit: SaveVersion) -> Document:
    known = {name.casefold(): name for name in versions(document)}
    name = (edit.name or "").strip() or next(str(one) for one in range(1, len(known) + 2) if str(one) not in known)
    tell = Remarks()
    if name.casefold() in known:
        tell("version_replaced", name=name)
    after = extended(document, SaveVersion(name=name), notes=tell.all())
    return with_replay(after, document.replay)


def _naming(document: Document, edit: DeleteVersion | RenameVersion) -> DeleteVersion | RenameVersion:
    """The edit with the name as it is written in the list. EditError where no state, or more than one, can be meant."""
    known = versions(document)
    if known and edit.name is None and len(known) > 1 and not (isinstance(edit, DeleteVersion) and edit.all):
        raise EditError("which_version", names=list(known))
    number = number_of(document, edit.name)
    name = name_at(document, number)
    if isinstance(edit, DeleteVersion):
        return edit if edit.all else DeleteVersion(name=name)
    to = edit.to.strip()
    if to == name or not to:
        raise EditError("version_so_named", name=name)
    if any(one.casefold() == to.casefold() and at != number for one, at in known.items()):
        raise EditError("version_name_taken", name=to)
    return RenameVersion(name=name, to=to)


def _returned(document: Document, edit: RestoreVersion) -> Document:
    """Back to a state: what it had is switched on, all else off. One step, that can be undone."""
    if edit.before is not None:
        last = next((one.number for one in reversed(document.active) if one.edit.op == edit.before), None)
        if last is None:
            raise EditError("not_done")
        wanted = {one.number for one in document.history[:last - 1] if one.active}
        named = edit
    else:
        number = number_of(document, edit.name)
        wanted = {one.number for one in as_of(document, number).history if one.active}
        named = RestoreVersion(name=name_at(document, number))
    lasting = [one for one in document.history if not (one.is_switch or one.is_mark)]
    off = tuple(one.number for one in lasting if one.active and one.number not in wanted)
    on = tuple(one.number for one in lasting if not one.active and one.number in wanted)
    if all(document.history[number - 1].is_return for number in (*off, *on)):
        raise EditError("version_same", name=named.name or "")
    history = list(document.history)
    _set(history, off, active=False)
    _set(history, on, active=True)
    return extended(Document(media=document.media, history=tuple(history)), named, of=off, on=on)


def _set(history: list[Applied], numbers: tuple[int, ...], *, active: bool) -> None:
    for number in numbers:
        history[number - 1] = history[number - 1].model_copy(update={"active": active})


def _switch(history: list[Applied], number: int, *, active: bool) -> None:
    """Switches an entry; of a return also what it had switched."""
    _set(history, (number,), active=active)
    entry = history[number - 1]
    if entry.is_return:
        _set(history, entry.of, active=not active)
        _set(history, entry.on, active=active)


def _undo(document: Document, edit: Undo) -> Document:
    """One step after another: a return that is taken back brings back what it had switched off, which is then next."""
    steps, history, gone = max(1, edit.steps or 1), list(document.history), list[int]()
    for _ in range(steps):
        last = next((one for one in reversed(history) if _can_go(one, edit.what) or (one.is_naming and _is_last(one, history))), None)
        if last is None:
            break
        _switch(history, last.number, active=False)
        gone.append(last.number)
    if not gone:
        raise EditError("nothing_to_undo") if edit.what is None else EditError("not_done")
    tell = Remarks()
    if len(gone) < steps:
        tell("undone_all", count=len(gone), asked=edit.steps)
    return extended(Document(media=document.media, history=tuple(history)), edit, notes=tell.all(), of=tuple(gone))


def _is_last(naming: Applied, history: list[Applied]) -> bool:
    """Whether nothing was done since but undoing and redoing: only then is a change of a name what "undo" means."""
    return naming.active and all(one.is_switch or not one.active for one in history[naming.number:])


def _can_go(entry: Applied, what: str | None) -> bool:
    if what is not None:
        return entry.counts and entry.edit.op == what
    return entry.active and not (entry.is_switch or entry.is_mark)


def _redo(document: Document, edit: Redo) -> Document:
    """Without `steps` all that the last undo took back; with it that many edits, the last taken back first."""
    last_first = [numbers[::-1] for numbers in _waiting(document)[::-1] if numbers]
    if not last_first:
        raise EditError("nothing_to_redo")
    in_order = list(dict.fromkeys(number for group in last_first for number in group))
    numbers = last_first[0] if edit.steps is None else in_order[:max(1, edit.steps)]
    history = list(document.history)
    for number in numbers:
        _switch(history, number, active=True)
    return extended(Document(media=document.media, history=tuple(history)), edit, of=tuple(numbers))


def _waiting(document: Document) -> list[list[int]]:
    """What each undo took back and nothing has brought back since."""
    groups: list[list[int]] = []
    for entry in document.history:
        if isinstance(entry.edit, Undo):
            groups.append(list(entry.of))
            continue
        back = set(entry.of if isinstance(entry.edit, Redo) else entry.on)
        groups = [[number for number in group if number not in back] for group in groups] if back else groups
    return groups
