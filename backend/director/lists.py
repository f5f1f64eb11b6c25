"""Lists of a kind in the sentence: 0:15, 0:30 and 0:45 · top and bottom · clips 1 and 2."""

from backend.director.tokens import Token


def clock_from_ratio(tokens: list[Token]) -> None:
    """9:16 beside another time is a time, not a shape."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        beside = [t for t in (before, after) if t is not None]
        if (
            token.kind == "ratio"
            and token.name == "9:16"
            and any(t.kind == "rel" and t.name in ("to", "dash", "from", "between", "at") for t in beside)
            and any(t.kind in ("clock",) for t in tokens)
        ):
            token.kind, token.name, token.value = "clock", "1.0", 556.0


def listed_points(tokens: list[Token]) -> None:
    """10秒、20秒、30秒处: what stands behind the last holds for all."""
    _each_cut(tokens)
    _each_point(tokens)
    for i in range(len(tokens) - 1, 1, -1):
        before, between, after = tokens[i - 2], tokens[i - 1], tokens[i]
        lead = tokens[i - 3] if i > 2 else None
        free = lead is None or lead.kind == "sep" or lead.name == "at"
        if (
            after.kind == "point"
            and between.kind == "sep"
            and between.name in ("and", "comma")
            and before.kind == "dur"
            and free
            and after.name != "led"
        ):
            before.kind = "point"


def _each_cut(tokens: list[Token]) -> None:
    """15秒、30秒、45秒各切一刀: what several of get a cut at are moments."""
    for i in range(2, len(tokens) - 1):
        listed = tokens[i].kind == tokens[i - 2].kind == "dur" and tokens[i - 1].kind == "sep"
        behind = next((t for t in tokens[i + 1 : i + 3] if t.name not in ("each", "for", "all")), None)
        if listed and behind is not None and behind.kind == "verb" and behind.name == "split":
            tokens[i].kind = "point"


_PARTED = ("split", "cut")


def _each_point(tokens: list[Token]) -> None:
    """ "Split at 10 seconds, 20 seconds and 1 minute": what follows the first moment are moments, where nothing else is said of them."""
    verb, free = "", False
    for i, token in enumerate(tokens):
        if token.kind == "sep":
            free = free and token.name in ("and", "comma")
            continue
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if free and token.kind in ("dur", "clock") and (after is None or after.kind == "sep"):
            token.kind = "point"
        elif token.kind not in ("point", "polite"):
            free, verb = False, token.name if token.kind == "verb" else verb
        free = free or (token.kind == "point" and verb in _PARTED)


def _clip_follows(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].name == "clip"


def _number_follows(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "num"


_HEARD, _SEEN = ("sound", "voice", "music"), ("picture", "video")


def _seen_and_heard(tokens: list[Token], at: int) -> bool:
    """声音和画面都淡出: sound and picture side by side, with one fade for both."""
    before, after = tokens[at - 1], tokens[at + 1]
    pair = (before.name in _HEARD and after.name in _SEEN) or (before.name in _SEEN and after.name in _HEARD)
    following = tokens[at + 2 : at + 7]
    stop = next((i for i, t in enumerate(following) if t.kind == "sep"), len(following))
    return pair and tokens[at].name == "and" and any(t.name == "fade" for t in following[:stop])


def _both_edges(kept: list[Token], between: Token, after: Token) -> bool:
    """前5秒和最后3秒: both ends in one breath, where no wish of its own stands before the first."""
    lead = kept[-2] if len(kept) > 1 else None
    opened = lead is None or lead.kind in ("sep", "polite", "neg", "ord") or lead.name in ("remove", "cut", "trim", "keep", "video")
    both = between.name == "and" and {kept[-1].kind.removesuffix("?"), after.kind.removesuffix("?")} == {"head", "tail"} and opened
    if both and {kept[-1].kind[-1], after.kind[-1]} != {"?"}:
        kept[-1].kind, after.kind = kept[-1].kind.removesuffix("?"), after.kind.removesuffix("?")
    return both


def _each_its_own(kept: list[Token], behind: list[Token]) -> bool:
    """ "Cut 0:10 to 0:15 and from 0:20 to 0:25 show …": a verb before the first stretch and another behind the second."""
    mine = kept[next((i + 1 for i in range(len(kept) - 1, -1, -1) if kept[i].kind == "sep"), 0) :]
    shown = next((t for t in behind if t.kind not in ("polite", "degree")), None)
    return shown is not None and shown.kind == "verb" and any(t.kind == "verb" and t.name != shown.name for t in mine)


def joined_lists(tokens: list[Token]) -> list[Token]:
    """Drop the separator between two of a kind: 0:15, 0:30 and 0:45 · top and bottom · clips 1 and 2."""
    kept: list[Token] = []
    for i, token in enumerate(tokens):
        before, after = kept[-1] if kept else None, tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind == "sep" and token.name in ("and", "comma") and before and after:
            if before.kind == after.kind == "range" and _each_its_own(kept, tokens[i + 2 : i + 4]):
                kept.append(token)
                continue
            same = (before.kind == after.kind and before.kind in ("ord", "point", "clock", "point?", "range")) or (
                before.kind == after.kind == "num"
            )
            ends = before.kind == "ord" and after.kind == "rel" and after.name == "last" and _clip_follows(tokens, i + 2)
            if ends:
                after.kind, after.name, after.value = "ord", "ord", -1
            places = before.kind == after.kind == "place" and {before.name, after.name} <= {"left", "right", "top", "bottom"}
            timed = (before.kind in ("point", "clock", "point?") and after.kind in ("point", "clock", "num")) or (
                before.kind == "point?" and after.kind == "dur"
            )
            durations = (
                before.kind == "dur"
                and after.kind in ("dur", "point")
                and after.start - token.end <= 1
                and (i + 2 < len(tokens) and (tokens[i + 2].name in ("at", "split", "each", "same_range")))
            )
            clips = before.kind == "num" and len(kept) > 1 and kept[-2].name == after.name == "clip" and _number_follows(tokens, i + 2)
            if clips:
                after.kind, after.name = "polite", "polite"
                continue
            if timed:
                after.kind = "point?"
            if same or places or timed or durations or ends or _both_edges(kept, token, after) or _seen_and_heard(tokens, i):
                continue
        kept.append(token)
    return kept
