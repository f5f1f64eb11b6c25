"""Loudness, silence, noise and fades."""

import re
from itertools import pairwise

from backend.director.clauses import Clause
from backend.director.levels import adds_to, as_loud, bare_level, compared_share
from backend.director.ops_text import wanted
from backend.director.slots import percent, tidy, times_meant
from backend.director.talk import Params, Talk
from backend.director.tokens import Token

_COMPARED = ("louder", "quieter", "softer", "more", "less", "higher", "lower", "大声", "小声")
_MUSIC = 35.0
"""Percent at which music lies under the video where nothing was said, as the draft has it."""
_LOUDER, _QUIETER = (125.0, 150.0, 200.0), (70.0, 50.0, 25.0)


_DROWNS = ("drown", "overpower", "盖", "压过", "louder than")


def _all_but(c: Clause, music: Token | None, voice: Token | None) -> str | None:
    """ "Mute everything except the music": the other track."""
    spared = c.find("rel", "except") if c.verb("mute") else None
    named = [t for t in (music, voice) if t is not None] if spared else []
    kept = next((t for t in named if spared and spared.start < t.start), named[0] if named else None)
    c.claim(spared if kept else None)
    return None if kept is None else "clip" if kept is music else "music"


def _only_it(c: Clause, talk: Talk) -> bool:
    """Whether no other sound is named than the one just complained of: "can't hear the voice, make it louder", 听不清人声，大点声."""
    before = talk.latest("volume")
    nouns = [t for t in c.tokens if t.kind == "noun" and not (t.name == "sound" and before and t.start <= before.start)]
    return all(t.name == "pronoun" or talk.word(t) in ("声", "it") for t in nouns)


def target(c: Clause, talk: Talk, *, default: str = "all") -> str:
    """Whose sound: the music's, the clip's own, or all."""
    music, voice, noise = c.noun("music"), c.noun("voice"), c.noun("noise")
    c.claim(music, voice)
    if but := _all_but(c, music, voice):
        return but
    if voice and not music and talk.here("music") and any(talk.word(t).startswith(_DROWNS) for t in c.tokens if t.kind == "cmp"):
        return "music"
    if music and not (voice and voice.start < music.start):
        return "music"
    if voice or (c.noun("rest") and _without_music(talk)):
        return "clip"
    complaint = talk.latest("volume")
    if complaint and complaint.weak and complaint.clause == talk.clause_index - 1 and _only_it(c, talk):
        return str(complaint.params.get("target", "all"))
    if "clips" in c.kinds or (talk.clips_span[0] == talk.clause_index - 1 and c.noun("pronoun")):
        return "clip"
    if (clip := c.find("noun", "clip")) and talk.word(clip) in ("clip", "片段"):
        c.claim(clip)
        return "clip"
    if default != "all":
        return default
    topic = talk.topic.name if talk.topic and not talk.latest("remove_music") else ""
    sound = c.noun("sound")
    newest = next(iter(reversed(talk.on_timeline.items())), ("", Params()))
    if sound is None and not c.noun("video", "clip") and not topic and not talk.found:
        meant = newest[1].get("target") if newest[0] in ("volume", "mute") else "music" if newest[0] == "music" else None
        if meant and c.has("quieter", "louder", "increase", "decrease"):
            return str(meant)
    level = sound is None or talk.word(sound) in ("volume", "音量", "level", "声", "声音", "声音小")
    bare = c.verb("mute") and not c.noun("pronoun") and talk.latest("music")
    if (
        level
        and not bare
        and not c.noun("video")
        and topic in ("music", "voice")
        and not _HEAR_ME.search(talk.normal, max(0, c.start - 24), c.end)
    ):
        return "music" if topic == "music" else "clip"
    return "clip" if noise else "all"


def _without_music(talk: Talk) -> bool:
    """Whether the music goes with this message: what is left then is the clip's own sound."""
    had = any(edit.op == "music" for edit in talk.scene.before)
    return had and ("music" not in talk.on_timeline or talk.latest("remove_music") is not None)


_HEAR_ME = re.compile(r"\bhear (?:me|us|him|her|them|what|anyone|anybody|a word)\b")


def _adds_share(c: Clause, talk: Talk) -> bool:
    """音量加两成: right before a share, "add" means more of it."""
    if adds_to(c, talk):
        return True
    beside = ((a, b) for a, b in pairwise(c.tokens) if a.name == "add" and b.kind in ("pct", "frac", "db"))
    return any(talk.word(a) in ("加", "增加", "加上", "再加") for a, _ in beside) and not c.kinds & {"mood", "genre", "file"}


def _direction(c: Clause, talk: Talk) -> int:
    """+1 louder, -1 quieter, 0 not said. "Too loud" asks for quieter."""
    if c.noun("music") and c.has("louder") and re.search(r"\bhear\b.{0,20}\bover\b", talk.normal[c.start : c.end]):
        return -1
    if (
        (c.noun("sound", "music", "voice") or "db" in c.kinds)
        and c.kinds & {"size"}
        and not c.has("louder", "quieter", "increase", "decrease")
    ):
        c.claim(c.find("size"))
        return -1 if c.has("small") else 1
    if c.has("louder", "increase") or _adds_share(c, talk):
        return -1 if c.has("quieter") and not c.verb("increase") else 1
    return -1 if c.has("quieter", "decrease") else 0


def _amount(c: Clause, talk: Talk, way: int, whose: str) -> Params:
    """percent or db, from what the clause says."""
    db = c.take("db")
    if db:
        value, told = float(db.value), talk.latest("volume")
        if not way and told and told.guessed and told.clause == talk.clause_index - 1 and float(told.params.get("percent", 100)) < 100:
            way = -1  # quieter, 4 dB
        return {"db": tidy(-value if way < 0 and value > 0 and db.name != "signed" else value)}
    compared = any(talk.word(t) in _COMPARED for t in c.all("cmp", "louder", "quieter") + c.all("verb", "increase", "decrease"))
    absolute = (
        c.has("to", "at", "exactly")
        or (c.verb("make") and not compared)
        or any(talk.word(t).endswith(("到", "至", "为", "成", "to")) for t in c.tokens if t.kind == "verb")
    )
    factor = c.take("factor") or c.take("times")
    if factor and factor.value == 1 and way > 0:
        return {"percent": 200}
    if factor and whose == "music" and way >= 0 and (known := talk.on_timeline.get("music", {}).get("volume")):
        return {"percent": tidy(float(known) * float(factor.value))}
    if factor:
        return {"percent": tidy(100 * float(factor.value) if way >= 0 else 100 / max(float(factor.value), 0.01))}
    last, bare = talk.latest("volume"), c.find("num")
    if bare and way and last and "db" in last.params and not c.kinds & {"pct", "frac"}:
        c.claim(bare)
        return {"db": tidy(way * abs(float(bare.value)))}
    compared = compared_share(c)
    if bare and way and "pct" not in c.kinds and c.find("rel", "to", "at") and 0 < float(bare.value) <= 200:
        c.claim(bare)
        return {"percent": tidy(float(bare.value))}
    said = percent(c)
    if said is not None:
        compared = compared or _adds_share(c, talk)
        relative = (
            way and not as_loud(c, talk) and (compared or not (absolute and not c.has("by"))) and not (c.has("frac") and c.verb("fit"))
        )
        return {"percent": tidy(max(0.0, 100 + way * said) if relative else said)}
    return {"percent": _usual(c, talk, way, whose)}


def _usual(c: Clause, talk: Talk, way: int, whose: str) -> float:
    graded = (_LOUDER if way > 0 else _QUIETER)[2 if c.has("much") and not c.has("bit") else 0 if c.has("bit") else 1]
    known = talk.on_timeline["music"].get("volume", _MUSIC) if whose == "music" and "music" in talk.on_timeline else None
    if known is None and whose == "music" and (added := talk.latest("music")):
        known = added.params.get("volume", _MUSIC)
    if "volume" in talk.on_timeline and talk.on_timeline["volume"].get("target") == whose:
        known = talk.on_timeline["volume"].get("percent") or known
    return tidy(round(float(known) * graded / 100)) if known else tidy(graded)


_COMPLAINTS = (
    "too",
    "太",
    "so",
    "can't",
    "can barely",
    "could",
    "hard",
    "difficult",
    "barely",
    "cannot",
    "inaudible",
    "盖",
    "压过",
    "drown",
    "听不",
    "声音",
)


def volume(c: Clause, talk: Talk) -> None:
    """Louder, quieter, or a level."""
    way = _direction(c, talk)
    left = c.noun("rest") if way and _without_music(talk) else None
    heard = left or c.noun("sound", "voice", "music") or (None if c.kinds & {"file", "place"} else c.find("cmp", "louder", "quieter"))
    pronoun = c.noun("pronoun") and talk.topic and talk.topic.name in ("music", "voice", "sound") and way
    bare = way and _only_turns(c, talk)
    bare_level(c, talk, way)
    amount = c.kinds & {"db", "pct", "frac"} or c.kinds & {"factor", "times"}
    if not (heard or pronoun or bare or "db" in c.kinds) or (not wanted(c) and not c.has("louder", "quieter")):
        return
    if _of_something_else(c, amount=bool(amount)) or (not way and not amount) or _exchanged(c, talk):
        return
    if not way and c.noun("music") and c.verb("add") and not c.verb("make") and not (amount and talk.here("music")):
        return
    at = c.noun("music", "voice", "sound") or c.find("cmp") or c.tokens[0]
    weak = _complained(c, talk)
    if _of_music(c, talk) and _under(c, talk):
        return
    whose = target(c, talk)
    said, where = bool(amount), times_meant(c, talk)
    params = _amount(c, talk, way, whose)
    if _of_music(c, talk) and (
        (said and not way and whose in ("all", "music") and not c.noun("music")) or (not said and way < 0 and not c.kinds & {"verb"})
    ):
        if "db" in params:
            talk.emit("volume", max(at.start, talk.found[-1].start + 1), target="music", **params)
        else:
            talk.found[-1].params["volume"] = params.get("percent") if said else 20
    else:
        talk.emit("volume", at, weak=weak, target=whose, **params, **where).guessed = not said
    c.claim(*c.all("noun", "sound", "pronoun"), *c.all("cmp"), *c.all("verb", "increase", "decrease", "make"), *c.all("degree"))


def _of_something_else(c: Clause, *, amount: bool) -> bool:
    """Whether louder, softer and lower are said of no sound: of noise, captions, "a softer look"."""
    heard = c.noun("sound", "voice", "music")
    return bool(
        c.noun("silence", "caption", "noise")
        or c.named("noise")
        or (not heard and c.noun("colour", "picture") and not c.kinds & {"db", "pct"})
        or (not heard and c.has("threshold"))
        or c.verb("fade", "speed_up", "slow_down", "mute", "normalize")
        or (c.verb("denoise") and not amount)
    )


def _complained(c: Clause, talk: Talk) -> bool:
    """Whether the level is only complained of: "it's too loud"."""
    said = c.all("cmp")
    if c.kinds & {"verb", "times", "factor"} or not c.find("cmp", "louder", "quieter"):
        return False
    return any(talk.word(t).startswith(_COMPLAINTS) or talk.word(t) in ("loud", "quiet", "faint") for t in said)


def _exchanged(c: Clause, talk: Talk) -> bool:
    """Whether the clause complains of music that it exchanges: 太吵了换一首."""
    last = talk.latest("music")
    return bool(c.verb("replace", "swap") and c.find("cmp", "quieter") and last and last.clause == talk.clause_index)


_LOW = re.compile(r"(?!too |so )[a-z ]+ (?:low|quiet|soft|faint)")


def _under(c: Clause, talk: Talk) -> bool:
    """ "… that doesn't drown me out", "…, very low": how the music just asked for lies under the rest."""
    low = c.find("cmp", "louder")
    if not wanted(c) and any(talk.word(t).startswith(_DROWNS) for t in c.all("cmp")):
        talk.found[-1].params.setdefault("duck", True)
    elif low and _LOW.fullmatch(talk.word(low)) and not c.kinds & {"verb"} and not talk.telling:
        talk.found[-1].params["volume"] = 20
    else:
        return False
    c.claim(*c.tokens)
    return True


def _of_music(c: Clause, talk: Talk) -> bool:
    """Whether a level right after music is the music's: "… some jazz, volume 20 %"."""
    last = talk.found[-1] if talk.found else None
    return (
        last is not None
        and last.op == "music"
        and "volume" not in last.params
        and last.clause >= talk.clause_index - (2 if c.joiner == "comma" else 1)
        and not c.noun("video")
    )


def _only_turns(c: Clause, talk: Talk) -> bool:
    """Turn it down, turn that up, turn the second clip up."""
    return (
        bool(c.find("noun", "pronoun", "video") or "clips" in c.kinds)
        and c.has("up", "down", "increase", "decrease")
        and talk.word(next((t for t in c.tokens if t.kind not in ("only", "polite", "degree")), c.tokens[0]))
        in ("turn", "crank", "bring", "turn down", "turn up", "crank up")
        and not c.noun("brightness", "contrast", "saturation", "speed_noun", "zoom_noun", "colour", "resolution_noun")
    )
