"""Two clips that change places."""

from backend.director.talk import Talk
from backend.director.tokens import Token


def swap(talk: Talk, verb: Token, a: int, b: int) -> None:
    """Each clip to the place of the other: one move for neighbours, else two, the second of what then stands one place earlier."""
    last = talk.scene.clips
    near, far = sorted(n if n > 0 else last + 1 + n for n in (a, b))
    talk.emit("move_clip", verb, index=a, to=b)
    if far - near > 1 and near > 0:
        upward = a < 0 or a > b > 0
        talk.emit("move_clip", verb.start + 1, index=near + 1 if upward else far - 1, to=far if upward else near)
