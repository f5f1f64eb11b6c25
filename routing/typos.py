"""The tag of a strong word with one slip in it: a letter left out, added, changed, or two swapped; or written without its vowels."""

from functools import cache, lru_cache

_TARGETS = {
    "export": "X", "render": "X", "publish": "X", "download": "D", "credits": "K", "balance": "K", "status": "S", "timeline": "n",
    "preview": "n", "upload": "U", "captions": "J", "subtitles": "J", "exportar": "X", "descargar": "D", "exporter": "X",
    "exportieren": "X",
}  # fmt: skip
_REAL = frozenset(
    {
        "expert", "experts", "expect", "exporter", "escort", "extort", "tender", "sender", "gender", "lender", "renders",
        "reports", "report", "explore", "expose", "balanced", "unload", "credit", "credited", "statue", "statues", "static",
        "stats", "starts", "reader", "fender", "bender", "caption", "subtitle", "reviews", "review", "published", "options",
        "actions", "cautions", "edits", "debits", "sports", "imports",
    }
)  # fmt: skip


@cache
def _by_first() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for target in sorted(_TARGETS):
        table.setdefault(target[0], []).append(target)
    return table


@cache
def _bare() -> dict[str, str]:
    """The words without their vowels, as hurried people write them: `dwnld`. No real word looks so."""
    return {word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou"): tag for word, tag in _TARGETS.items()}


@lru_cache(maxsize=8192)
def typo(word: str) -> str:
    """The tag of the word meant; empty where none is. A first letter is hardly ever the wrong one."""
    if not 4 <= len(word) <= 12 or word in _REAL or not word.isascii():
        return ""
    if tag := _bare().get(word):
        return tag
    if len(word) < 5 or not (targets := _by_first().get(word[0])):
        return ""
    near = (target for target in targets if -2 < len(word) - len(target) < 2 and _one_slip(word, target))
    return next((_TARGETS[target] for target in near), "")


def _one_slip(word: str, target: str) -> bool:
    start = next((i for i, (a, b) in enumerate(zip(word, target, strict=False)) if a != b), min(len(word), len(target)))
    rest, wanted = word[start:], target[start:]
    if start == 0:
        return False
    swapped = len(rest) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:] or swapped
