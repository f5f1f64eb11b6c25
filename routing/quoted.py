"""Words of a message that are not its author's own: quoted speech, pasted commands, made-up roles. They are content, whatever they say."""

import re
from collections.abc import Iterator
from functools import cache

_QUOTES = {
    "\u201c": r"\u201c[^\u201d\n]{1,400}\u201d", '"': r"\"[^\"\n]{1,400}\"", "「": r"「[^」\n]{1,400}」", "『": r"『[^』\n]{1,400}』",
    "«": r"«[^»\n]{1,400}»", "`": r"`[^`\n]{1,400}`", "《": r"《[^》\n]{1,400}》", "【": r"【[^】\n]{1,400}】",
    "»": r"»[^»«\n]{1,400}«", "‹": r"‹[^‹›\n]{1,400}›",
    "'": r"'(?<![^\s(,:]')[^'\n]{1,400}'(?![a-z0-9])", "\u2018": r"\u2018[^\u2019\n]{1,400}\u2019(?!\w)", "„": r"„[^“”\n]{1,400}[“”]",
}  # fmt: skip
"""Opening quote -> what is quoted by it."""

_ROLES = (
    "system", "assistant", "admin", "developer", "root", "bot", "ai", "tool", "instruction", "prompt", "user", "inst", "im_start",
    "important", "系统", "管理员", "助手", "指令", "システム", "시스템",
)  # fmt: skip
_ROLE = rf"(?:{'|'.join(_ROLES)})\w{{0,5}}"
_PASTED = (
    rf"\[\s*/?{_ROLE}\b[^\]\n]{{0,40}}\][^\[\n]{{1,400}}\[\s*/?\w+[^\]\n]{{0,20}}\]"
    rf"|<\|?/?{_ROLE}\b[^>\n]{{0,40}}>[^<\n]{{1,400}}<\|?/?\w+[^>\n]{{0,20}}>"
    rf"|【{_ROLE}[^】\n]{{0,12}}】[^【\n]{{1,400}}【[^】\n]{{1,12}}】"
    rf"|(?P<fence>\#{{2,}}|\*{{2,}}|={{2,}}|-{{3,}})\s*{_ROLE}\b[^\n]{{0,400}}?(?P=fence)"
    rf"|[(（\[【{{<]\s*{_ROLE}\s*(?:note|message|prompt|notice|提示|通知|消息)?\s*[:：][^)）\]】}}>\n]{{1,400}}[)）\]】}}>]"
)
_SPOKEN = (
    rf"(?:(?<=\n)|^)\s*[\[<(【]?(?:{'|'.join(_ROLES)})(?:\s\w{{1,12}}){{0,2}}[\])>】]?\s*:\s*"
    r"[^\n.!?。！？]{1,400}(?:[\n.!?。！？]|$)"
)
_NOTED = (
    r"\b(?:to|for) (?:(?:any|all|every|whichever) (?:ai|llm|language|assistant|agent|bot|model)|(?:the |an? )?(?:llm|language model))s?\b"
    r"[^\n:.!?]{0,40}:\s*[^\n.!?。！？]{1,400}(?:[\n.!?。！？]|$)"
)
_COMMENT = r"<!--.{1,2000}?-->|/\*[^/]{1,400}\*/"
_FENCED = r"```[^`]{1,2000}```"
_DATA = r"\{\s*[\"'][^{}\n]{1,400}\}"
_READERS = (" ai", " llm", " language", " assistant", " agent", " bot", " model")
_PASTES = frozenset("[<【#*=-(（{")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Built when the first message has such signs at all."""
    return re.compile(source)


def spans(folded: str) -> Iterator[tuple[int, int]]:
    """Where somebody else's words stand in a folded message; pasted commands first, then quotes. Ranges may overlap."""
    signs = set(folded)
    if any(role in folded for role in _ROLES):
        if signs & _PASTES:
            yield from (match.span() for match in _pattern(_PASTED).finditer(folded))
        if ":" in signs:
            yield from (match.span() for match in _pattern(_SPOKEN).finditer(folded))
    if ":" in signs and any(word in folded for word in _READERS):
        yield from (match.span() for match in _pattern(_NOTED).finditer(folded))
    if "<!--" in folded or "/*" in folded:
        yield from (match.span() for match in _pattern(_COMMENT).finditer(folded))
    if "```" in folded:
        yield from (match.span() for match in _pattern(_FENCED).finditer(folded))
    if "{" in signs:
        yield from (match.span() for match in _pattern(_DATA).finditer(folded))
    if not signs.isdisjoint(_QUOTES):
        yield from (match.span() for match in _pattern("|".join(_QUOTES.values())).finditer(folded))


_ORDERS = (
    r"\b(?:ignore|forget|disregard|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|above|previous|everything)\b"
    r"|system prompt|\bjailbreak|(?:忽略|无视|忘掉|不管).{0,12}(?:指令|规则|设定|要求|提示)|系统提示词|\"(?:steps|role|action)\"\s*:"
)


def orders_a_model(folded: str) -> bool:
    """Whether a folded message speaks to a language model instead of an editor: pasted roles, its rules, its answer's format."""
    pasted = any(role in folded for role in _ROLES) and (_pattern(_PASTED).search(folded) or _pattern(_SPOKEN).search(folded))
    return bool(pasted or _pattern(_ORDERS).search(folded))
