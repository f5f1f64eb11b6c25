"""A message cut into clauses, each with its tags: quotes and media masked, objects of edits told from intents."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from routing.folding import fold
from routing.incoming import NOTHING, Found
from routing.lexicon import MARKS, Token, scan
from routing.quoted import spans

_ACTIONS = frozenset("XDGEUsSKwkVHQnh")
_ASKING = _ACTIONS | {"y", "N"}
_LONGEST = 120
_WISHES = frozenset("XDUKSwGhnsu")
_OF = frozenset(("de", "do", "da", "of", "for", "zum", "pour"))
_PRODUCTS = frozenset(("cut", "edit", "version", "trim"))
_TEXT, _MEDIA, _TARGET = MARKS
_NAMES = frozenset("XDUKSwsnE")
_OTHERS = frozenset("XDGwKSs")
_SKIPPED = frozenset("_ZAYgFIJVWdxTMOckm")
_NEXT = frozenset((
    "then", "and then", "then finally", "and finally", "and after that", "after that", "followed by", "and if", "after which", "and when",
    "and once", "dann", "und dann", "danach", "anschließend", "zum schluss", "luego", "y luego", "despues", "y despues",
    "y cuando termines", "por ultimo", "depois", "e depois", "ensuite", "puis", "et puis", "phir", "फिर", "और फिर",
    "然后", "接着", "随后", "接下来", "最后",
))  # fmt: skip
"""Joining words that begin another step, whatever comes behind them."""

_PLEASE = frozenset(("please", "pls", "plz", "帮我", "麻烦", "请"))
_FREELY = frozenset(("can", "could", "may", "should", "to", "just", "please", "now", "simply"))
"""Words before what is wanted once an edit is done: `after you cut it you can save the lot`."""

_AFTERWARDS = frozenset("SsXDGwKkhF")
_PARTING = frozenset("&aBjEXDGwZh")
"""Tags that may begin a clause in a script with blanks; `_breaks` and `_goes_on` look at no others."""
_SHOWN, _EDITED, _THING, _ASKED = map(frozenset, ("EJO", "EJOV", "Ll", "sQhGK"))
_ENDED = frozenset("完好毕后")


@cache
def _named() -> re.Pattern[str]:
    """The ending of a file that is named, not brought: `put beach.mp4 first` asks for no mp4."""
    return re.compile(r"\.(?<=\w\.)(?:mp[34]|mov|avi|mkv|webm|wav|m4a|jpe?g|png|gif|heic|aac)(?![a-z0-9])")


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(r"[.!;?。！；？।\n](?:\s|$|(?=[^\x00-\x7f]))|[。！；？।\n]")


class Clause(NamedTuple):
    """A run of tokens between two separators. `tags` has one letter per token; `opens` where a sentence begins with it."""

    tokens: tuple[Token, ...]
    tags: str
    start: int
    end: int
    opens: bool = True

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of tags stands in the message."""
        return self.tokens[start].start, self.tokens[max(start, end - 1)].end


def mask(text: str, found: Found = NOTHING) -> str:
    """The folded message with quoted words and media each as one mark, of the same length."""
    letters = fold(text)
    for mark, media in ((_MEDIA, found.incoming), (_TARGET, found.targets), (_TEXT, found.mentioned)):
        for item in media:
            letters = _blank(letters, item.start, item.end, mark)
    for match in _named().finditer(letters) if "." in letters else ():
        letters = letters[: match.start()] + "_" * len(match.group()) + letters[match.end() :]
    found_spans = list(spans(letters))
    bare = sum(map(str.isalnum, letters)) if found_spans else 0
    for start, end in found_spans:
        quoted = letters[start:end]
        if 0 < sum(map(str.isalnum, quoted)) < bare and not any(mark in quoted for mark in MARKS):
            letters = _blank(letters, start, end, _TEXT)
    return letters


def _blank(text: str, start: int, end: int, mark: str) -> str:
    return text[:start] + (mark + " " * (end - start - 1)) + text[end:] if end > start else text


def clauses(masked: str, original: str) -> list[Clause]:
    """The clauses of a masked message, in order; never an empty one."""
    found = []
    end = -1
    for run in _runs(scan(masked, original), masked):
        if run:
            opens = end < 0 or masked[end - 1] in "?？" or bool(_sentence().search(masked, end, run[0].start))
            end = run[-1].end
            found.append(_clause(run, masked, _whole(masked, original, end), opens=opens))
    return found


def _whole(masked: str, original: str, end: int) -> int:
    """Where the last word of a clause ends in the message: of a quotation or a path only the first letter is left in the mask."""
    seen = len(masked) - len(masked[end:].lstrip(" "))
    return end + len(original[end:seen].rstrip())


def _runs(tokens: list[Token], masked: str) -> Iterator[list[Token]]:
    run: list[Token] = []
    told = False
    shown = False
    for index, token in enumerate(tokens):
        if token.tag in ",;:":
            if token.tag == ":" and run and tokens[index + 1 : index + 2] and tokens[index + 1].tag == "M":
                continue
            if token.tag == "," and _asks_on(run, tokens[index + 1 : index + 2]):
                continue
            quoted = token.tag == ":" and tokens[index + 1 : index + 2] and tokens[index + 1].tag == "T"
            told = (token.tag == ":" and not quoted and _tells(run)) or (told and token.tag != ";")
            shown = token.tag == "," and (shown or "l" in [entry.tag for entry in run])
            yield run
            run = []
            continue
        parting = run and (token.tag in _PARTING or token.dense or run[-1].tag == "M")
        if (parting and (_breaks(token, run, tokens[index + 1 : index + 9]) or _goes_on(token, run, masked))) or len(run) >= _LONGEST:
            yield run
            run = []
        bare = shown and not any(entry.tag in "IVA" for entry in tokens[index + 1 : index + 4])
        run.append(token._replace(tag="o") if (told or bare) and token.tag in _WISHES else token)
        if token.tag == "q" or _names_a_time(run, tokens[index + 1 : index + 2]):
            yield run
            run = []
    yield run


def _names_a_time(run: list[Token], following: list[Token]) -> bool:
    """Whether a clause ends with a Chinese `before`, which stands behind what it speaks of: `导出之前先调音量`."""
    ended = run[-1].tag == "B" and run[-1].dense and len(run) > 1 and run[-2].tag in "XDUw"
    return ended and bool(following) and following[0].dense


def _asks_on(run: list[Token], following: list[Token]) -> bool:
    """Whether a comma stands between `tell me` and what to tell, as German sets it."""
    return len(run) < 5 and bool(following) and following[0].tag in "QckS" and any(entry.tag == "s" for entry in run[-2:])


def _tells(run: list[Token]) -> bool:
    """Whether what follows a colon is content: `add text: download now`."""
    tags = "".join(token.tag for token in run)
    return bool(re.search("[OLT][_J]{0,2}$|l|[EJO].*L", tags))


def _breaks(token: Token, run: list[Token], following: list[Token]) -> bool:
    """Whether a new clause begins at `token` without any separator."""
    if run[-1].tag == "M" and token.tag not in "Mq&" and not (token.dense and token.tag in "UD"):
        return True
    if token.tag == "B" and token.dense and run[-1].tag in "XDUw":
        return False
    joins = token.tag in "&aBj"
    if joins and len(run) > 1 and token.tag != "j" and _acts(following, _OTHERS) and not any(entry.tag in "NlLH" for entry in run):
        return True
    if joins or (token.unspaced and run[-1].unspaced and token.start > run[-1].end and token.tag != "O"):
        return any(entry.tag in _ASKING for entry in run) and _acts(following if joins else [token, *following])
    if token.tag == "E" and run[-1].tag == "K" and any(entry.tag == "c" for entry in run):
        return True
    if token.tag not in "XDw" or (following and following[0].tag == "O"):
        return False
    tags = "".join([entry.tag for entry in run])
    if "c" in tags and "K" in tags:
        return True
    if "E" not in tags:
        return False
    if token.dense:
        return _THING.isdisjoint(tags) and tags[-1] != "_"
    return tags[-1] in "IJOVZE"


def _goes_on(token: Token, run: list[Token], masked: str) -> bool:
    """Whether a word by itself begins the next step: `then`, what is wanted once something is done, what follows a Chinese `done`."""
    if token.tag in "&a":
        return masked[token.start : token.end] in _NEXT and any(entry.tag in _ASKING for entry in run)
    if token.tag == "Z":
        return masked[token.start : token.end] in _PLEASE and run[0].tag == "U" and all(entry.tag != "E" for entry in run)
    if token.tag == "h":
        return len(run) > 3 and run[0].tag == "a"
    if token.tag in "XDGw" and run[0].tag == "a" and len(run) > 3:
        return masked[run[-1].start : run[-1].end] in _FREELY and any(entry.tag in "Ev" for entry in run)
    if not token.dense or token.tag not in _AFTERWARDS or len(run) < 2:
        return False
    return masked[token.start - 1] in _ENDED and any(entry.tag in "EXD" for entry in run)


def _acts(following: list[Token], actions: frozenset[str] = _ACTIONS | {"v"}) -> bool:
    for token in following:
        if token.tag in actions:
            return True
        if token.tag not in _SKIPPED:
            return False
    return False


def _clause(run: list[Token], masked: str, end: int, *, opens: bool) -> Clause:
    tokens = [
        _as_named(token, run[max(0, index - 2) : index], run[index + 1 : index + 2], masked) if token.tag in _NAMES else token
        for index, token in enumerate(run)
    ]
    tags = "".join([token.tag for token in tokens])
    if "S" in tags and (after := re.match("[&Z]*a[_I]?S", tags)):
        tokens[after.end() - 1] = tokens[after.end() - 1]._replace(tag="o")
        tags = "".join([token.tag for token in tokens])
    hidden = _hidden(tags, any(token.dense for token in tokens)) if "l" in tags or "L" in tags else None
    if hidden is not None:
        tokens = [token._replace(tag="o") if index >= hidden and token.tag in _WISHES else token for index, token in enumerate(tokens)]
        tags = "".join([token.tag for token in tokens])
    return Clause(tuple(tokens), tags, tokens[0].start, end, opens)


def _hidden(tags: str, dense: bool) -> int | None:
    """From where on words are footage or text to show, not wishes; None where nothing is hidden."""
    if "l" in tags:
        return 0 if dense else tags.index("l")
    if "L" not in tags:
        return None
    if dense:
        return None if _SHOWN.isdisjoint(tags) else 0
    before = tags[: tags.index("L")]
    return len(before) if not _EDITED.isdisjoint(before) or (len(before) > 2 and _ASKED.isdisjoint(before)) else None


def _as_named(token: Token, before: list[Token], following: list[Token], masked: str) -> Token:
    """`export` before `button` is no export, and `the finished cut` is no cut: such pairs name a thing."""
    word = masked[token.start : token.end]
    if token.tag == "S" and word[-2:] in ("好了", "完了") and following and following[0].tag in "XDGw":
        return token._replace(tag="a")
    if token.tag in "XDUKSwsn" and following and following[0].tag == "O" and following[0].start - token.end <= 1:
        return token if " " in word else token._replace(tag="o")
    if token.tag in "XDU" and len(before) == 2 and before[0].tag == "O" and masked[before[1].start : before[1].end] in _OF:
        return token._replace(tag="o")
    if token.tag == "E" and word in _PRODUCTS and before and before[-1].tag in "VA":
        return token._replace(tag="V")
    return token
