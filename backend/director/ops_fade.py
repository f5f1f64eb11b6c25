"""Fades of picture and sound at either end."""

import re

from backend.director.clauses import Clause
from backend.director.ops_text import wanted
from backend.director.slots import span, tidy
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_BOTH = ("淡入淡出", "fade in and out", "渐变")
_IN = (
    "start from black",
    "starts from black",
    "open from black",
    "begin from black",
    "come in from black",
    "come up from black",
    "fade in",
    "fadein",
    "fade up",
    "ease in",
    "fade it in",
    "淡入",
    "黑场渐入",
    "黑场淡入",
    "黑屏淡入",
    "从黑渐入",
    "渐显",
    "渐入",
    "渐强",
    "淡入效果",
    "黑起",
    "淡进来",
    "慢慢出现",
    "慢慢亮起",
    "慢慢亮",
    "慢慢淡入",
    "渐渐淡入",
)
DEFAULT_S = 1
"""Seconds of a fade whose length was not said."""


_INFLECTED = re.compile(r"\bfad(?:es|ed|ing)\b")


def _plain(talk: Talk, verb: Token) -> str:
    """The words of a fade, uninflected: "fading in" is "fade in"."""
    return _INFLECTED.sub("fade", talk.word(verb)).replace("-", " ")


def _comes(word: str) -> bool:
    """Whether the word is a fade in."""
    return word in _IN or (not word.isascii() and "亮" in word)


def _ways(c: Clause, talk: Talk, verb: Token) -> tuple[bool, bool]:
    """(in, out) as said by the verb, its particles, or the end it names."""
    word = _plain(talk, verb)
    words = [_plain(talk, t) for t in c.all("verb", "fade")]
    if any(w in _BOTH for w in words) or c.find("noun", "both_ends") or c.find("rel", "both_ends"):
        return True, True
    coming = any(_comes(w) for w in words) or _right_behind(c, verb, "in") or "from black" in talk.normal[verb.start : c.end]
    going = any(not _comes(w) and w != "fade" and w != "fades" for w in words) or bool(c.find("particle", "out", "away"))
    start = c.find("noun", "start") or c.find("rel", "from_start")
    end = c.find("noun", "end") or c.find("rel", "from_end") or c.find("tail") or c.find("tail?")
    start = start or c.find("head") or c.find("head?")
    if start and end and not (words and all(_comes(w) for w in words)):
        return True, True
    if not coming and not going:
        coming, going = bool(start), bool(end) or not start
    if word in ("fade", "fades") and end and not start:
        coming, going = coming and bool(c.find("particle", "in")), True
    return coming, going


def _right_behind(c: Clause, verb: Token, particle: str) -> bool:
    index = c.tokens.index(verb) + 1
    return index < len(c.tokens) and c.tokens[index].kind == "particle" and c.tokens[index].name == particle and "tail" not in c.kinds


def _target(c: Clause, talk: Talk, verb: Token) -> str:
    if (
        c.find("rel", "black")
        or c.named("fade_black")
        or "black" in _plain(talk, verb)
        or c.find("colour", "black", "white")
        or "黑" in _plain(talk, verb)
        or "亮" in _plain(talk, verb)
    ):
        return "video"
    picture = c.noun("picture")
    sound = c.noun("sound", "music", "voice")
    if _plain(talk, verb) in ("渐弱", "渐强", "慢慢变小", "逐渐变小", "渐渐变小", "慢慢变弱", "慢慢小"):
        sound = sound or verb
    if (picture and sound) or c.has("both_ends_of_both"):
        return "both"
    video = c.noun("video")
    if picture or (video and talk.word(video) == "video" and video.end == verb.start - 1 and "the video" not in talk.normal):
        return "video"
    if sound and video and talk.word(video) in ("video", "视频", "影片"):
        return "both"
    return "audio" if sound else "both"


def _of_the_last(c: Clause, talk: Talk, verb: Token, last: Found) -> bool:
    """Whether the clause only tells how a title just written comes in, or how a fade just asked for is to be."""
    if last and last.op == "title" and last.clause >= talk.clause_index - 2 and _fading_in(c, talk, verb):
        last.params["animation"] = "fade"
        if "from" not in last.params and (stretch := span(c, talk)):
            last.params.update({"from": stretch[0], "to": stretch[1]})
        c.claim(*c.tokens)
        return True
    if _rises_so_long(c, talk, verb, last):
        return True
    if last and last.op == "fade" and last.guessed and c.joiner == "comma" and last.clause == talk.clause_index - 1 and _only_how(c):
        c.claim(*c.tokens)
        return True
    return False


def _rises_so_long(c: Clause, talk: Talk, verb: Token, last: Found | None) -> bool:
    """ "Start from black and fade in over 2 seconds": the length of the fade just asked for."""
    own = [t for kind in ("dur", "tail", "head") for t in c.all(kind)]
    if last is None or last.op != "fade" or not last.guessed or set(last.params) != {"target", "in"} or not own:
        return False
    if c.joiner not in ("and", "comma") or _ways(c, talk, verb) != (True, False) or c.noun("sound", "music", "voice"):
        return False
    last.params["in"], last.guessed = tidy(own[0].value), False
    c.claim(*c.tokens)
    return True


def _of_another(c: Clause, talk: Talk, verb: Token) -> bool:
    """Whether the fade is that of a title, the length of one just made, or how clips are joined."""
    last = talk.latest()
    if last and _of_a_title(c, talk, verb, last):
        c.claim(*c.tokens)
        last.params["animation"] = "fade"
        return True
    if last and _of_the_last(c, talk, verb, last):
        return True
    newest = next(iter(reversed(talk.on_timeline)), "")
    spoken_of = newest == "title" or (talk.topic is not None and talk.topic.name == "title" and "title" in talk.on_timeline)
    if c.find("noun", "pronoun") and spoken_of and not talk.found and _only_in(c, talk, verb):
        c.claim(*c.tokens)
        talk.emit("title", verb, text=talk.on_timeline["title"]["text"], animation="fade")
        return True
    if (c.find("quote") or (c.noun("title") and not c.noun("music", "sound"))) and not c.find("rel", "black"):
        return True
    if last and last.op == "fade" and last.guessed and c.joiner == "with" and (length := c.find("dur")):
        c.claim(*c.tokens)
        last.params.update({k: tidy(length.value) for k in ("in", "out") if k in last.params})
        return True
    between = c.joiner == "with" or (c.find("place", "center") and c.joiner == "comma") or c.find("noun", "middle")
    if (
        last
        and last.op == "merge"
        and between
        and last.clause == talk.clause_index - 1
        and "transition" not in last.params
        and not c.find("noun", "start", "end")
    ):
        white = c.find("colour", "white")
        last.params["transition"] = "fade_black" if c.find("rel", "black") else "fade_white" if white else "crossfade"
        c.claim(*c.tokens)
        return True
    return False


def _fading_in(c: Clause, talk: Talk, verb: Token) -> bool:
    """ "…, fading in for the first 5 seconds" behind a title."""
    said = talk.word(verb).startswith("fading") and not c.find("rel", "black") and not c.named("music", "sound", "picture", "video")
    return said and (c.has("in") or (c.joiner in ("comma", "with", "and") and not c.kinds & {"particle", "dur"}))


def _seconds(token: Token) -> bool:
    """ "Fade in 0.5": a bare number right behind a fade."""
    return token.kind == "num" and 0 < float(token.value) <= 10


def _only_how(c: Clause) -> bool:
    """ "…, slow fade": no more than the manner of the fade just asked for."""
    return all(t.name in ("fade", "slow_down", "gentle") or t.kind in ("degree", "mood", "polite") for t in c.tokens)


def _begins(c: Clause, talk: Talk) -> bool:
    """ "Start fading the music at 1:52"."""
    return re.search(r"\bfad(?:e|ing)\b", talk.normal[c.start : c.end]) is not None and "in" not in c.names


def _led_by_from(c: Clause, length: Token) -> bool:
    """ "Fade out from 58 seconds": when, not how long."""
    at = c.tokens.index(length)
    return length.kind == "dur" and at > 0 and c.tokens[at - 1].kind == "rel" and c.tokens[at - 1].name == "from"


def _from_a_moment(c: Clause, talk: Talk) -> Token | None:
    """The length of a fade out that is said by where it begins: "from 1:55", "starting 4 seconds before the end", "1:50 to the end"."""
    begun = c.verb("start_at") or c.noun("start")
    onset = c.find("range") or c.find("onset") or ((c.find("point") or c.find("clock")) if begun else None)
    if onset is None:
        return None
    start, end = onset.value if isinstance(onset.value, tuple) else (onset.value, None)
    if not 0 < start < talk.end_s or (end is not None and end < talk.end_s - 0.05):
        return None
    c.claim(onset)
    return Token("dur", "dur", onset.start, onset.end, talk.end_s - start)


def _along_with_it(c: Clause, talk: Talk, verb: Token) -> bool:
    """画面淡出，声音也一起淡: the fade just wished for holds for the sound too."""
    last = talk.latest("fade")
    if not talk.word(verb).startswith(("一起", "一块", "一同")) or last is None or last.clause != talk.clause_index - 1:
        return False
    sides = {str(last.params.get("target")), "audio" if c.noun("sound", "music", "voice") else "video"}
    last.params["target"] = sides.pop() if len(sides) == 1 else "both"
    c.claim(*c.tokens)
    return True


def fade(c: Clause, talk: Talk) -> None:
    verb = c.find("verb", "fade")
    if verb is None or not wanted(c):
        return
    c.claim(c.find("motion", "fade_black"))
    if _of_another(c, talk, verb) or _along_with_it(c, talk, verb):
        return
    coming, going = _ways(c, talk, verb)
    whose = _target(c, talk, verb)
    last = talk.latest()
    it = c.find("noun", "pronoun") or " it " in talk.word(verb)
    tuned = last and last.op == "music" and last.clause >= talk.clause_index - 2
    if whose == "both" and it and (tuned or (talk.topic and talk.topic.name in ("music", "voice"))):
        whose = "audio"
    lengths = [t for kind in ("dur", "tail", "head", "tail?", "head?") for t in c.all(kind)]
    if not lengths:
        behind = c.tokens[c.tokens.index(verb) + 1 :][:1]
        lengths = c.all("num")[:2] if c.find("rel", "for", "exactly", "last", "first") else [t for t in behind if _seconds(t)]
    if not lengths and last and last.op == "fade" and last.clause == talk.clause_index - 1 and c.joiner == "and" and not last.guessed:
        lengths = [t for t in c.all("num") if t is c.tokens[0]]  # "3 second fade in | and 5 at the end fading out"
    c.claim(*lengths)
    if going and len(lengths) == 1 and _led_by_from(c, lengths[0]) and lengths[0].value < talk.end_s:
        moment, coming = lengths[0], False
        lengths = [Token("dur", "dur", moment.start, moment.end, talk.end_s - float(moment.value))]
    if not lengths and (going or _begins(c, talk)) and (rest := _from_a_moment(c, talk)):
        coming, going, lengths = False, True, [rest]
    values = [tidy(t.value) for t in lengths] or [DEFAULT_S]
    params: Params = {"in": values[0]} if coming else {}
    if going:
        params["out"] = values[-1]
    c.claim(*c.all("verb"), *c.all("particle"), *c.all("noun"), *c.all("rel"), c.find("colour"))
    if last and whose == "both" and _of_the_same_sound(c, talk, last, params):
        last.params.update(params)
        return
    edit = talk.emit("fade", verb, target=whose)
    edit.guessed = not lengths
    edit.params.update(params)


def _of_the_same_sound(c: Clause, talk: Talk, last: Found, params: Params) -> bool:
    """ "Fade the music in over 3 s and fade out over 5", 音乐淡入3秒，结尾淡出5秒: the other side of the same track."""
    near = last.op == "fade" and last.clause == talk.clause_index - 1 and c.joiner in ("and", "comma", "then")
    return near and last.params.get("target") == "audio" and not (params.keys() & last.params.keys()) and not c.noun("video", "all")


def _of_a_title(c: Clause, talk: Talk, verb: Token, last: Found) -> bool:
    """Whether the fade is how the title just written comes."""
    shown = re.search("animation|effect|动画|效果", talk.normal[c.start : c.end + 10]) is not None
    near = talk.clause_index - (4 if shown or not talk.normal[verb.start].isascii() else 2)
    if last.op != "title" or "animation" in last.params or last.clause < near:
        return False
    return shown or _only_in(c, talk, verb) or _with_a_fade(c, talk, last)


def _with_a_fade(c: Clause, talk: Talk, last: Found) -> bool:
    """ "A title … with a fade": how the title comes, not the end of the picture."""
    return c.joiner == "with" and last.clause == talk.clause_index - 1 and c.kinds <= {"verb", "polite", "degree"}


def _only_in(c: Clause, talk: Talk, verb: Token) -> bool:
    """Whether nothing is said but "fade in"."""
    return (
        _plain(talk, verb) in (*_IN, "淡入淡出")
        and not c.kinds & {"dur", "rel", "tail", "head"}
        and not c.noun("picture", "sound", "music", "video", "start")
    )
