"""Filler words in quotes: "take out every 'um'", 把“嗯”都剪掉."""

import re

from backend.director.tokens import Token

_HESITATIONS = {
    "um",
    "uh",
    "umm",
    "uhh",
    "er",
    "erm",
    "ah",
    "hmm",
    "you know",
    "嗯",
    "呃",
    "啊",
    "额",
    "嗯嗯",
    "嗯啊",
    "那个",
    "就是",
    "ums",
    "uhs",
    "uhm",
    "ehm",
    "ahm",
    "euh",
    "eh",
    "mm",
    "mmm",
    "hm",
    "like",
    "i mean",
    "basically",
    "literally",
    "kind of",
    "sort of",
}


_UTTERED = re.compile(
    r"(?:嗯+|呃+|额|啊+|哦|噢|诶|欸|那个+|这个+|就是说?|然后|对吧|所以说?|你知道)(?=$|[、,， 和跟及都全之类等这那些的给一])"
)
_BETWEEN_THEM = re.compile(r"\s*[、,，和跟]\s*|\s+")


def uttered_in_a_row(normal: str, tokens: list[Token], at: int) -> None:
    """把嗯、啊、那个都去掉: sounds one behind the other are filler words, where the first is one and they go."""
    first = tokens[at]
    if first.name != "filler" or not _UTTERED.match(normal, first.start):
        return
    end = first.end
    while (gap := _BETWEEN_THEM.match(normal, end)) and (found := _UTTERED.match(normal, gap.end())):
        end = found.end()
    behind = next((i for i in range(at, len(tokens)) if tokens[i].start >= end), len(tokens))
    if behind > at + 1 and any(t.name in ("remove", "cut") for t in tokens[max(0, at - 4) : behind + 4]):
        tokens[at:behind] = [Token("noun", "filler", first.start, end)]


_SAID = {"say", "says", "said", "saying", "说", "讲", "老说", "总说"}


def hesitation(normal: str, tokens: list[Token], at: int) -> None:
    """ "Um" and "嗯" in quotes are filler words where something is taken out and nothing is written."""
    token = tokens[at]
    if token.kind == "quote" and str(token.value).lower().strip(" ,.，。、") in _HESITATIONS:
        names = {t.name for t in tokens if t.kind in ("verb", "noun") and normal[t.start : t.end] not in _SAID}
        before = tokens[at - 1] if at else None
        said = before is not None and normal[before.start : before.end] in _SAID
        if said or normal[max(0, token.start - 2) : token.start].strip().endswith(("说", "讲")):
            names = {"filler"}
        if names & {"remove", "cut", "filler"} and not names & {"title", "write", "caption"}:
            tokens[at] = Token("noun", "filler", token.start, token.end)
