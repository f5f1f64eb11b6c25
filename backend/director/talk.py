"""The state of one message while it is read: what was found, what it refers to, what is still open."""

from dataclasses import dataclass, field
from typing import Any

from backend.director.clauses import Clause
from backend.director.scene import Refusal, Scene
from backend.director.tokens import Token

Params = dict[str, Any]


@dataclass(eq=False)
class Found:
    """An edit as found. `weak`: only implied (a complaint, a remark); it gives way to a stated one of the same op.
    `guessed`: the amount is the usual one; it gives way to a said one. `told`: from a clause that tells of something; `remark`: which
    hardly asks for it, so that it counts only where nothing else is asked for."""

    op: str
    params: Params
    start: int
    weak: bool = False
    clause: int = 0
    guessed: bool = False
    told: bool = False
    remark: bool = False


@dataclass(eq=False)
class Talk:
    """What is known while the clauses are read in order. Seconds throughout.

    `other_spans`: further stretches of the edit at hand, as of "everything but that stretch"; `scoped`: the clips last meant;
    `clips_span`: in which clause, and their stretches; `named_clips`: the same of a clause, `named_by`, that only names them;
    `meant`: the clause that last named clips, and their numbers; `numbers`: of which clips a stretch is;
    `heard`: all that was named so far; `clip`: the clip last numbered;
    `told`: the clause that only told something; `telling`: whether the present one does; `quoted`: the text of the title that was meant;
    `stays`: the clause that said of a stretch that it stays as it is, and the stretch; `ends`: moments that were reckoned from the end.
    """

    scene: Scene
    text: str
    normal: str
    found: list[Found] = field(default_factory=list)
    clause_index: int = 0
    verb: str = ""
    topic: Token | None = None
    span: tuple[float, float] | None = None
    span_at: int = -1
    other_spans: list[tuple[float, float]] = field(default_factory=list)
    scoped: list[int] = field(default_factory=list)
    numbers: dict[tuple[float, float], tuple[int, ...]] = field(default_factory=dict)
    clips_span: tuple[int, list[tuple[float, float]]] = (-2, [])
    named_clips: tuple[int, list[tuple[float, float]]] = (-2, [])
    meant: tuple[int, list[int]] = (-2, [])
    named_by: Clause = field(default_factory=lambda: Clause([]))
    open_tokens: list[Token] = field(default_factory=list)
    hints: set[str] = field(default_factory=set)
    heard: list[Token] = field(default_factory=list)
    clip: int | None = None
    told: int = -2
    telling: bool = False
    quoted: str | None = None
    ends: set[float] = field(default_factory=set)
    stays: tuple[int, tuple[float, float]] = (-9, (0, 0))
    refused: list[Refusal] = field(default_factory=list)
    on_timeline: dict[str, Params] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.on_timeline = timeline_ops(self.scene)

    def emit(self, op: str, at: Token | Clause | int, /, *, weak: bool = False, **params: Any) -> Found:
        """Note an edit; parameters that are None were not said."""
        start = at if isinstance(at, int) else at.start
        named = {key.rstrip("_"): value for key, value in params.items() if value is not None}
        edit = Found(op, named, start, weak, self.clause_index)
        self.found.append(edit)
        return edit

    def latest(self, *ops: str) -> Found | None:
        """The last edit of this message, of these ops if any are named."""
        return next((f for f in reversed(self.found) if not ops or f.op in ops), None)

    def known(self, op: str) -> Params | None:
        """The parameters of an edit that is in effect: of this message, else of the timeline."""
        edit = self.latest(op)
        return edit.params if edit else self.on_timeline.get(op)

    def here(self, op: str) -> bool:
        return op in self.on_timeline or self.latest(op) is not None

    def said(self, token: Token | Clause) -> str:
        """The user's own words of a token."""
        return self.text[token.start : token.end]

    def word(self, token: Token) -> str:
        """The normal text of a token; of a phrase with other words in it, the phrase."""
        if token.kind != "word" and isinstance(token.value, str) and token.value.isascii() and " " in token.value and token.kind == "verb":
            return token.value
        return self.normal[token.start : token.end]

    @property
    def end_s(self) -> float:
        return self.scene.duration_s


_REMOVES = {"remove_captions": ("captions", "translate_captions"), "remove_music": ("music",), "remove_title": ("title",)}


def timeline_ops(scene: Scene) -> dict[str, Params]:
    """The edits in effect by op, the newest parameters first to be seen; undo, redo and removals are taken into account."""
    stack: list[tuple[str, Params]] = []
    undone: list[tuple[str, Params]] = []
    for edit in scene.before:
        said = edit.said()
        op = said.pop("op")
        if op == "undo":
            _undo(stack, undone, said)
        elif op == "redo" and undone:
            stack.append(undone.pop())
        else:
            stack.append((op, said))
    active: dict[str, Params] = {}
    for op, said in stack:
        for gone in _REMOVES.get(op, ()):
            active.pop(gone, None)
        kept = active.pop(op, {}) if op in ("title", "overlay", "music", "captions") and _same_thing(active.get(op), said) else {}
        active[op] = kept | said
    return active


def _same_thing(before: Params | None, now: Params) -> bool:
    key = "text" if "text" in now else "file" if "file" in now else "mood"
    return before is not None and (key not in now or before.get(key) == now[key])


def _undo(stack: list[tuple[str, Params]], undone: list[tuple[str, Params]], said: Params) -> None:
    if what := said.get("what"):
        for _ in range(int(said.get("steps", 1))):
            index = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == what), -1)
            if index >= 0:
                undone.append(stack.pop(index))
        return
    for _ in range(min(int(said.get("steps", 1)), len(stack))):
        undone.append(stack.pop())
