"""Times reckoned from the end, both ends in one breath, and all but a stretch; worked out before times are put in relation."""

from backend.director.tokens import Token

_POINTED = {"from", "to", "at", "until", "between", "dash", "split", "freeze", "end_at", "start_at", "mark", "cut_point"}


def from_the_end(normal: str, tokens: list[Token], end_s: float) -> None:
    """ "15 seconds before the end", 结尾前15秒, 倒数15秒处: a moment. "The 15 seconds before the end" are a stretch."""
    at = 0
    while at < len(tokens):
        _english(normal, tokens, at, end_s)
        _chinese(normal, tokens, at, end_s)
        at += 1


def _english(normal: str, tokens: list[Token], at: int, end_s: float) -> None:
    """TIME before|from the end."""
    if tokens[at].kind not in ("dur", "clock"):
        return
    solid = [i for i in range(at, min(len(tokens), at + 6)) if tokens[i].kind not in ("stop", "polite")]
    names = [tokens[i].name for i in solid[1:3]]
    if names[:1] == ["from_end"] and normal[tokens[solid[1]].start : tokens[solid[1]].end].startswith("from"):
        used = solid[1]
    elif len(names) == 2 and names[0] in ("before", "from") and names[1] == "end" and normal[tokens[at].start].isascii() | True:
        used = solid[2]
    else:
        return
    lead = tokens[at - 1] if at else None
    word = normal[lead.start : lead.end] if lead else ""
    if lead is not None and (word in ("the", "last", "final", "these", "those") or lead.name == "last"):
        return
    if names[0] in ("from_end", "from") and not (lead and lead.name in _POINTED) and not _pointing(tokens[:at]):
        return
    tokens[at : used + 1] = [Token("point", "end", tokens[at].start, tokens[used].end, max(0.0, round(end_s - float(tokens[at].value), 3)))]


def _pointing(before: list[Token]) -> bool:
    return any(t.kind == "verb" and t.name in ("split", "freeze", "end_at", "start_at") for t in before)


def _chinese(normal: str, tokens: list[Token], at: int, end_s: float) -> None:
    """结尾前十秒, 离结尾十秒, 倒数第十秒: a moment where a relation or another moment stands beside it."""
    first = tokens[at]
    if normal[first.start : first.start + 1].isascii():
        return
    word = normal[first.start : first.end]
    ahead = [i for i in range(at + 1, min(len(tokens), at + 4)) if tokens[i].kind not in ("stop", "polite")]
    if word.startswith("倒数") and ahead and tokens[ahead[0]].kind in ("dur", "point"):
        last = ahead[0]
    elif first.name == "end" and len(ahead) > 1 and normal[tokens[ahead[0]].start : tokens[ahead[0]].end] in ("前", "之前", "以前"):
        last = ahead[1]
        if tokens[last].kind != "dur":
            return
    else:
        return
    if not _beside(normal, tokens, at, last):
        return
    value = max(0.0, round(end_s - float(tokens[last].value), 3))
    tokens[at : last + 1] = [Token("point", "end", first.start, tokens[last].end, value)]


def _beside(normal: str, tokens: list[Token], at: int, last: int) -> bool:
    """Whether the time is one end of a range or a place in time."""
    before = next((t for t in reversed(tokens[:at]) if t.kind not in ("stop", "polite")), None)
    after = next((t for t in tokens[last + 1 :] if t.kind != "polite"), None)
    word = normal[after.start : after.end] if after else ""
    if before is not None and (before.name in ("from", "to", "dash", "at") or normal[before.start : before.end] in ("到", "在")):
        return True
    pointed = tokens[last].kind == "point" or "第" in normal[tokens[at].start : tokens[last].end]
    return pointed or (
        after is not None and (after.name in ("to", "dash", "at", "mark", "start_at") or word in ("到", "处", "那里", "的地方"))
    )


_ENDS_NAMED = {"start", "end", "from_start", "from_end"}


def both_ends(normal: str, tokens: list[Token]) -> None:
    """The start and the end, 开头和结尾, 掐头去尾: one thing."""
    if len({t.name for t in tokens} & _ENDS_NAMED) < 2:
        return
    at = 0
    while at < len(tokens):
        if tokens[at].name not in _ENDS_NAMED:
            at += 1
            continue
        found = [i for i in range(at, min(len(tokens), at + 7)) if tokens[i].kind not in ("stop", "polite")][:3]
        if len(found) == 3 and found[0] == at and _named_end(tokens[at]) | _named_end(tokens[found[2]]) == {"start", "end"}:
            joined = tokens[found[1]].name in ("and", "both") or normal[tokens[found[1]].start : tokens[found[1]].end] == "&"
            after = next((t for t in tokens[found[2] + 1 :] if t.kind not in ("stop", "polite", "rel", "degree")), None)
            if joined and not (after and after.kind == "dur" and _own_times(tokens, at)):
                tokens[at : found[2] + 1] = [Token("noun", "both_ends", tokens[at].start, tokens[found[2]].end)]
        at += 1


def _named_end(token: Token) -> set[str]:
    """Which end a noun names, or a relation behind what is taken off it: "off the start"."""
    if token.kind == "rel" and token.name in ("from_start", "from_end"):
        return {token.name.removeprefix("from_")}
    return {token.name} if token.kind == "noun" else set()


def _own_times(tokens: list[Token], at: int) -> bool:
    """Whether the first end has its own time before it: 3 seconds off the start and the end 7."""
    return any(t.kind == "dur" for t in tokens[max(0, at - 4) : at])


_STRETCHES = {"range", "head", "tail", "part", "mid", "until", "head?", "tail?"}


def _rest_follows(tokens: list[Token], at: int) -> bool:
    """Whether "the others" go, as is said right behind: 除了第二段，其他都不要."""
    near = tokens[at + 1 : at + 9]
    return any(t.kind == "noun" and t.name == "rest" for t in near[:5]) and any(t.kind == "verb" and t.name == "remove" for t in near)


def _told_of(tokens: list[Token], at: int) -> Token | None:
    """ "Except the part (where I sing,) from 0:30 to 1:15": the stretch that the part is."""
    said = [t for t in tokens[at : at + 8] if t.kind not in ("stop", "polite")]
    if not said or said[0].kind != "noun" or said[0].name not in ("clip", "same_range"):
        return None
    told = next((t for t in said[1:] if t.kind not in ("word", "rel") and t.name not in ("comma", "but")), None)
    if told is None or told.kind not in _STRETCHES:
        return None
    for between in said[1 : said.index(told)]:
        between.kind = between.name = "polite"
    return told


def _of_a_stretch(tokens: list[Token], where: Token) -> bool:
    """除了中间10秒到20秒: the word for a place that only says where the stretch lies; it is used up."""
    at = tokens.index(where)
    told = where.name in ("center", "middle", "start", "end") and where.kind in ("place", "noun")
    if not told or at + 1 >= len(tokens) or tokens[at + 1].kind != "range":
        return False
    where.kind = where.name = "polite"
    return True


def all_but(tokens: list[Token]) -> list[Token]:
    """ "Everything except the first ten seconds": the stretch is marked, the word goes."""
    kept: list[Token] = []
    for i, token in enumerate(tokens):
        if token.name == "outside":
            if kept and kept[-1].kind in _STRETCHES:
                kept[-1].name = "except"
            elif kept and kept[-1].kind == "ord" and not any(t.name == "except" for t in kept):
                kept.insert(-1, Token("rel", "except", kept[-1].start, kept[-1].start))  # 把第二段以外的都删了
            continue
        if token.name == "except" and token.kind == "rel":
            if (stretch := _told_of(tokens, i + 1)) is not None:
                stretch.name = "except"
                continue
            after = next((t for t in tokens[i + 1 :] if t.kind not in ("stop", "polite", "only") and not _of_a_stretch(tokens, t)), None)
            if after is not None and after.kind == "verb" and after.name != "remove":
                token.kind, token.name = "sep", "but"
            if after is not None and (
                after.kind in _STRETCHES or (after.kind == "ord" and token.end - token.start <= 2 and _rest_follows(tokens, i))
            ):
                after.name = "except"
                continue
        if token.kind == "sep" and token.name == "comma" and kept and kept[-1].name == "except" and _rest_follows(tokens, i - 1):
            continue
        kept.append(token)
    return kept
