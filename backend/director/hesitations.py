"""Filler words in quotes: "take out every 'um'", 把“嗯”都剪掉."""

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
