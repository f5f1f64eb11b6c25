"""The user's own word for a music: what stands around the word for music, or a genre."""

import re

from backend.director.clauses import Clause
from backend.director.talk import Talk
from backend.director.tokens import Token

_DESCRIBES = {"word", "mood", "genre", "look", "style"}
_NO_MOOD = {
    "different",
    "other",
    "better",
    "matching",
    "suitable",
    "appropriate",
    "fitting",
    "own",
    "free",
    "royalty",
    "same",
    "copyright",
    "proper",
    "background",
    "total",
    "overall",
    "certain",
    "added",
    "that's",
    "nicer",
    "more",
    "sound",
    "cool",
    "simple",
}
_TRIM = re.compile(
    r"^(?:的|点|些|一点|一首|首|段|个|(?:an?|some)\s|的是|那种|种|\s)+|(?:的|一点的?|一些的?|点的?|那种的?|类的?|风格的?|风的?|系的?|\s|,|，)+$",
    re.IGNORECASE,
)


def _run(c: Clause, talk: Talk, tokens: list[Token], *, outward: int) -> list[Token]:
    """The describing words next to a music word, walking outward (-1 before it, +1 behind it)."""
    run: list[Token] = []
    for token in tokens:
        described = (
            token.kind in _DESCRIBES
            or (token.kind == "quote" and not run)
            or (token.kind == "colour" and outward < 0)
            or (token.name in ("slow_down", "speed_up", "subtle", "quieter") and run)
            or (token.kind == "cmp" and token.name == "quieter" and talk.word(token) == "quiet")
            or (token.name == "bit" and not talk.word(token).isascii())
            or (outward < 0 and not run and token.name in ("shake", "brighter", "darker") and talk.normal[token.start].isascii())
            or (outward < 0 and not run and (token.kind == "language" or talk.word(token) in _SCORED))
        )
        joins = token.kind == "sep" or id(token) in c.used or _determined(talk, token, run, tokens, outward)
        if joins or not described or (token.kind == "word" and talk.word(token) in _NO_MOOD):
            break
        run.append(token)
    complains = outward > 0 and run and run[0].name == "bit" and talk.word(run[0]).startswith("有")
    if complains and all(t.kind in ("degree", "word") for t in run):
        return []
    while run and run[-1].kind == "degree":
        run.pop()
    return run if outward > 0 else run[::-1]


_SCORED = ("film", "movie", "trailer", "podcast", "vlog", "holiday", "party", "wedding")
_DETERMINED = re.compile(r"\b(?:the|this|that|these|those|my|your|our|his|her|its|their)\b")


def _determined(talk: Talk, token: Token, run: list[Token], tokens: list[Token], outward: int) -> bool:
    """ "Recognise the song": what stands before "the" describes no music."""
    place = tokens.index(token)
    if outward > 0 or token.kind != "word" or not talk.normal[token.start].isascii():
        return False
    following = run[-1].start if run else talk.normal.find(" ", token.end)
    gap = talk.normal[token.end : tokens[place - 1].start] if place else talk.normal[token.end : token.end + 6]
    return following >= 0 and _DETERMINED.search(gap.split(",")[0]) is not None


def mood(c: Clause, talk: Talk, anchor: Token) -> str | None:
    """The user's own word for the music: before the music word, else behind it, else a genre anywhere in the clause."""
    index = c.tokens.index(anchor)
    before = _run(c, talk, c.tokens[index - 1 :: -1] if index else [], outward=-1)
    inside = [anchor] if anchor.kind in ("genre", "mood") else []
    after = _run(c, talk, c.tokens[index + 1 :], outward=1) if inside or not before else []
    run = before + inside + after or _named_behind(c, talk, index)
    if not run:
        run = [t for t in c.tokens if t.kind in ("genre", "mood") and id(t) not in c.used][:1]
    run = _meaningful(run)
    if not run:
        return _framed(c, talk)
    c.claim(*run)
    if run[0].kind == "quote":
        return str(run[0].value)
    words = talk.text[run[0].start : run[-1].end]
    return _OPENS.sub("", _TRIM.sub("", words).strip()) or None


_OPENS = re.compile("^(?:选|要|有|带点?|那种|来个?|换成?|配个?|整个?|个|给我)+(?=[一-鿿]{2})")
_MUSIC = "(?:背景音乐|背景乐|音乐|配乐|bgm|曲子|歌曲|歌|乐曲|伴奏|旋律)"
_LEAD = "(?:上|成|个|首|点|些|一|段|曲|支|种|那种|这种|一种|有点|带点|带|有|比较|稍微|更|很|非常|特别|偏|充满|能|会|,)*"
_FRAMES = (
    re.compile(rf"(?:配|加|来|放|换|整|搞|弄|用|要|选|找|垫|铺|给我){_LEAD}(?P<m>[一-鿿]{{2,8}}?)(?:一?[点些]儿?)?的{_MUSIC}"),
    re.compile(
        r"(?:配|加|来|放|换|整|搞|弄|用|要|选|找|垫|铺|给我)(?:上|成|个|首|点|些|段)*"
        rf"(?P<m>[A-Za-z]{{2,12}} ?(?:风格?|感|味|系|style)?)的{_MUSIC}"
    ),
    re.compile(
        rf"{_MUSIC}(?:想要|要|得|选|换成|换|改成|用|来|弄成|整|搞|给我){_LEAD}(?P<m>[一-鿿]{{1,8}}?)"
        r"(?:一?[点些]儿?)?(?:的(?:感觉|风格|那种)?|那种|这种|风格|感觉|风|类型|一点)(?=$|[,.;!?，。；！？\s])"
    ),
)
_NO_MANNER = re.compile(
    "合适|不一样|其他|别的|另外|原来|刚才|上传|自己|我|你|版权|背景|小声|大声|同样|一样|新|免费|声音|音量|原声|字幕|视频|画面|结尾|开头|里面"
)


def _framed(c: Clause, talk: Talk) -> str | None:
    """配个接地气的曲子, 音乐要宏伟一点的: what stands where a mood stands is one, known or not."""
    if talk.normal.isascii():
        return None
    start = max(talk.normal.rfind(mark, 0, c.start) for mark in ",.;!?，。；！？\n") + 1
    behind = re.compile(r"[^,.;!?，。；！？\n]*").match(talk.normal, c.end)
    said = talk.normal[start : behind.end() if behind else c.end].rstrip()
    for frame in _FRAMES:
        found = frame.search(said)
        if found and not _NO_MANNER.search(found["m"]):
            return _OPENS.sub("", talk.text[start + found.start("m") : start + found.end("m")].strip())
    return None


def _named_behind(c: Clause, talk: Talk, index: int) -> list[Token]:
    """What stands behind "to", "for" or "like": switch the music to something sadder."""
    link = next((i for i in range(index + 1, len(c.tokens)) if c.tokens[i].name in ("to", "for", "make", "replace")), None)
    return _run(c, talk, c.tokens[link + 1 :], outward=1) if link is not None else []


def _meaningful(run: list[Token]) -> list[Token]:
    """Without stray single characters that no table knows, unless a known word stands among them."""
    if any(t.kind not in ("word", "degree") for t in run):
        first = next(i for i, t in enumerate(run) if t.kind != "word" or t.end - t.start > 1)
        return run[first:]
    return run if sum(t.end - t.start for t in run) > 2 else []
