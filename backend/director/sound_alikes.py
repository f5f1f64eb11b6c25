"""English words written for another that sounds the same: "loose the intro", "take of the last 10 s", "music 2 20%".

All of them are real words, so that each is mended only where its neighbours tell, by something of the same length.
"""

import re

_HEAD = (
    r"(?:^|(?<=[.,;:!?\n+/]\s)|(?<=[.,;:!?\n+/])|(?<=\band )|(?<=\bthen )|(?<=\balso )|(?<=\bplease )|(?<=\bpls )|(?<=\bplz )"
    r"|(?<=\byou )|(?<=\bu )|(?<=\bto )|(?<=\bjust )|(?<=\blet's ))"
)
_PART = (
    r"(?:(?:the )?(?:very )?(?:first|last|final|opening|closing|1st|\d)|the (?:end|ending|start|beginning|intro|outro|top|front|tail)\b)"
)
_SECONDS = r"\d[\d:.]* ?(?:s|secs?|seconds?|m|mins?|minutes?)?"
_SLIPS = tuple(
    (needed, re.compile(pattern), right)
    for needed, pattern, right in (
        ("w/o", r"(?<![\w/])w/o(?= [a-z])", "no "),
        ("b/w", rf"(?<![\w/])b/w(?= {_SECONDS} (?:and|&|n) {_SECONDS}(?:$|[\s.,;]))", "btw"),
        ("loose", rf"{_HEAD}loose(?= (?:the|that|this|those|these|all|my|it|them|everything|first|last)\b)", "lose "),
        ("brake", rf"{_HEAD}brake(?= (?:it|this|that|(?:the|my) (?:clip|video|vid|footage|film))\b)", "break"),
        ("take of", rf"{_HEAD}take of(?= {_PART})", "remove "),
        ("trim of", rf"{_HEAD}trim of(?= {_PART})", "remove "),
        ("chop of", rf"{_HEAD}chop of(?= {_PART})", "remove "),
        ("cut of", rf"{_HEAD}cut of(?= {_PART})", "remove"),
        ("fade inn", r"\bfade inn\b", "fade in "),
        ("b/w", r"(?<![\w/])b/w(?![\w/])", "bw "),
        (":", r"(?<=:\d\d )2 (?=\d{1,2}:\d\d)", "to"),
        (
            " 2 ",
            r"(?<=[a-z] )(?<!clip )(?<!part )(?<!track )(?<!scene )(?<!shot )(?<!by )(?<!video )(?<!number )(?<!title )(?<!song )(?<!take )"
            r"(?<!step )(?<!segment )(?<!times )2 (?=\d+ ?(?:%|percent\b|db\b|fps\b))",
            "to",
        ),
    )
)


def english(normal: str) -> str:
    """The normal form with such words mended, of the same length."""
    for needed, pattern, right in _SLIPS:
        if needed in normal:
            normal = pattern.sub(right, normal)
    return normal
