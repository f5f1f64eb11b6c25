"""Two words run into one: "addsubtitles", "trimthe"."""

import re

from backend.director.lexicon import _END, Lexicon
from backend.director.tokens import Token


def glued_verb(word: str, at: int, words: Lexicon) -> Token | None:
    """The verb that another known word was run into: "addsubtitles", "trimthe"; the other word is met next."""
    if len(word) < 6 or word in words.guarded or word in _ONE_WORD or not (verb := _VERB.match(word)):
        return None
    rest = word[verb.end() :]
    node = words.english.get(verb[0], {})
    if _END not in node or (rest not in _AFTER_VERB and not (len(rest) > 3 and (rest in words.words or words.base_forms(rest)))):
        return None
    kind, name = node[_END]
    return Token(kind, name, at, at + verb.end())


_VERB = re.compile(r"add|trim|cut|remove|delete|mute|split|crop|rotate|flip|reverse|blur|freeze|merge|keep|kill|make|put")
_AFTER_VERB = frozenset(("the", "it", "at", "out", "off", "all", "my", "to", "from", "this"))
_ONE_WORD = frozenset(
    ("flipside", "makeshift", "makeover", "killswitch", "cutback", "cutscene", "cutscenes", "cutaway", "splitscreen", "cropland")
)
