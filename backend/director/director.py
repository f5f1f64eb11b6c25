"""A sentence becomes edits: text -> names hidden -> tokens -> times in relation -> clauses -> edits."""

from pydantic import ValidationError

from backend.director.clauses import Clause, split
from backend.director.corrections import correct
from backend.director.footage import plainly
from backend.director.grammar import read_clause
from backend.director.joins import join
from backend.director.masks import Mask, masks
from backend.director.normal import CONSIDERED, normal
from backend.director.refusals import refusal
from backend.director.scan import scan
from backend.director.scene import Directions, Kind, Refusal, Scene
from backend.director.spoken import spoken
from backend.director.sure import confidence, unread
from backend.director.talk import Found, Talk
from backend.director.times import fold
from backend.edits import EDIT, AnyEdit

_BLANK = " "
_ASKING_ENDS = {"stop", "ask_mark", "numbered", "dash"}


def direct(text: str, scene: Scene) -> Directions:
    """What `text` asks to be done to the video of `scene`. Never raises; text beyond `CONSIDERED` characters is not read."""
    text = text[:CONSIDERED].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    text = plainly(text, scene)
    plain = normal(text)
    hidden = masks(text, scene.media_names)
    for mask in spoken(plain, text, hidden):
        hidden[mask.start] = mask
    talk = Talk(scene, text, plain)
    clauses = split(fold(plain, correct(plain, join(plain, scan(plain, hidden))), scene.duration_s))
    asked, missed = _read(clauses, talk, _blanked(plain, hidden))
    edits, stated = _edits(talk)
    kind: Kind = "edit" if edits else "question" if asked or missed else "none"
    certainty = confidence(clauses, talk, stated=stated) if edits else 0.0
    return Directions(edits, certainty, tuple(missed), tuple(talk.refused), kind, unread(clauses, talk))


def _blanked(plain: str, hidden: dict[int, Mask]) -> str:
    """The text with every quotation blank, for patterns that look at words."""
    letters = list(plain)
    for mask in hidden.values():
        if mask.kind != "link":
            letters[mask.start : mask.end] = _BLANK * (mask.end - mask.start)
    return "".join(letters)


def _read(clauses: list[Clause], talk: Talk, plain: str) -> tuple[bool, list[str]]:
    """Read the clauses in order; whether something was asked, and the clauses that asked for something in vain."""
    asked, asking, missed = False, False, list[str]()
    for index, clause in enumerate(clauses):
        if clause.joiner in _ASKING_ENDS or index == 0:
            asking = clause.tokens[0].kind == "ask" and clause.tokens[0].end > clause.tokens[0].start
        if asking or _asks(clause, plain):
            asked = True
            clause.claim(*clause.tokens)
            continue
        talk.clause_index = index
        if clause.used or _refuses(clauses, index, talk, plain):
            continue
        before, earlier = _progress(clause, talk), [f for f in talk.found if f.clause == index - 1]
        read_clause(clause, talk, clauses[index - 1] if index else None)
        if clause.joiner == "correct" and any(f.clause == index for f in talk.found):
            talk.found = [f for f in talk.found if f not in earlier]
        if before == _progress(clause, talk) and _wishes(clause):
            missed.append(talk.said(clause))
    return asked, missed


def _progress(clause: Clause, talk: Talk) -> tuple[object, ...]:
    """What changes when a clause is understood."""
    return len(talk.found), [dict(f.params) for f in talk.found], len(clause.used), len(talk.open_tokens)


def _refuses(clauses: list[Clause], index: int, talk: Talk, plain: str) -> bool:
    """Whether the clause, or it with the "with …" behind it, asks for what cannot be done; both are then done with."""
    clause, start = clauses[index], _from(clauses, index)
    after = clauses[index + 1] if index + 1 < len(clauses) and clauses[index + 1].joiner == "with" else None
    reason = refusal(plain[start : clause.end], talk)
    if reason is None and after:
        reason = refusal(plain[start : after.end], talk)
        if reason:
            after.claim(*after.tokens)
    if reason:
        talk.refused.append(Refusal(reason, talk.said(clause)))
        clause.claim(*clause.tokens)
    return reason is not None


def _from(clauses: list[Clause], index: int) -> int:
    """Where the words of a clause begin: right behind the clause before it, so that dropped words count."""
    return clauses[index - 1].end if index else 0


def _asks(clause: Clause, plain: str) -> bool:
    """Chinese asks with a word that may stand anywhere."""
    return any(t.kind == "ask" and not plain[t.start].isascii() for t in clause.tokens)


def _wishes(clause: Clause) -> bool:
    """Whether a clause without an edit asked for one."""
    return any(t.kind == "verb" and t.name not in ("export", "keep") for t in clause.tokens) and "neg" not in clause.kinds


def _edits(talk: Talk) -> tuple[tuple[AnyEdit, ...], bool]:
    """The edits of the talk as the vocabulary has them, in order, without what was only implied or said twice."""
    found = sorted(talk.found, key=lambda f: (f.clause, f.start))
    stated = {f.op for f in found if not f.weak}
    if stated & _SHORTENS:
        found = [f for f in found if not (f.weak and f.op == "speed")]
    hurried = {f.clause for f in found if f.op == "duration" and f.params.get("how") == "speed"}
    found = [f for f in found if not (f.op == "speed" and f.guessed and hurried & {f.clause - 1, f.clause, f.clause + 1})]
    found = [f for i, f in enumerate(found) if not _outdone(f, found[i + 1 :], found[:i])]
    kept: list[Found] = []
    for edit in found:
        twice = any(other.op == edit.op and other.params == edit.params for other in kept)
        if (twice and edit.op not in ("delete_clip",)) or (edit.weak and (edit.op in stated or any(o.op == edit.op for o in kept))):
            continue
        again = next((o for o in kept if o.op == edit.op and o.op in _ONCE), None)
        if again:
            again.params.update(edit.params)
        elif not (kept and _joined(kept[-1], edit)):
            kept.append(edit)
    made: list[AnyEdit] = []
    for edit in kept:
        try:
            made.append(EDIT.validate_python({"op": edit.op, **{k: v for k, v in edit.params.items() if v is not None}}))
        except ValidationError:
            continue
    return tuple(made), not any(f.weak for f in kept)


def _outdone(edit: Found, later: list[Found], earlier: list[Found]) -> bool:
    """Whether a guessed amount is said, or guessed anew, by another edit of the same thing."""
    if not edit.guessed:
        return False
    keys = ("target", "from", "to")

    def same(other: Found) -> bool:
        alike = other.op == edit.op and all(other.params.get(k) == edit.params.get(k) or k not in edit.params for k in keys)
        return alike and (edit.op not in ("color", "fade") or set(other.params) == set(edit.params))

    return any(same(o) and (edit.weak or not o.weak) for o in later) or any(same(o) and not o.guessed and not o.weak for o in earlier)


_ONCE = {"trim_silence", "remove_fillers", "denoise", "stabilize", "chapters"}
_SHORTENS = {"trim", "cut", "keep", "duration", "trim_silence", "remove_fillers"}


def _joined(last: Found, edit: Found) -> bool:
    """Both ends in one trim, several properties in one colour change."""
    if edit.op == "fade" and edit.params.get("target") != last.params.get("target"):
        return False
    joinable = (
        edit.op == last.op
        and edit.op in ("trim", "color", "fade")
        and edit.clause - last.clause <= 1
        and not (set(edit.params) & set(last.params)) - {"target"}
    )
    if joinable:
        last.params.update(edit.params)
    return joinable
