"""Background music: chosen, replaced, removed."""

import re

from backend.director.clauses import Clause
from backend.director.levels import adds_to
from backend.director.moods import mood
from backend.director.ops_text import only_denied, only_excluded, only_keeps, removing, unwanted, wanted
from backend.director.slots import percent, tidy, times
from backend.director.talk import Found, Params, Talk
from backend.director.tokens import Token

_SOUND_FILE = re.compile(r"\.(?:mp3|wav|m4a|aac|flac|ogg|opus)$", re.IGNORECASE)


def sound_file(c: Clause) -> Token | None:
    """A file named in the clause that holds music."""
    return next((t for t in c.all("file") if _SOUND_FILE.search(t.value)), None)


def _anchor(c: Clause, talk: Talk) -> Token | None:
    noun = c.noun("music")
    if noun:
        return noun
    duck = c.noun("duck", "no_duck")
    if duck and (talk.here("music") or "音乐" in talk.word(duck) or "music" in talk.word(duck)):
        return duck
    genre = c.find("genre")
    asked = (
        c.verb("add", "replace", "make", "swap")
        or (talk.verb in ("add", "replace", "make") and not c.kinds & {"verb"})
        or all(t.name == "speak" for t in c.tokens if t.kind == "verb")
    )
    played = c.kinds & {"cmp"} and c.verb("make") and not talk.here("music")
    if genre and asked and not played and not c.kinds & {"quote"} and not _elsewhere(c, talk):
        return genre
    if genre and talk.here("music") and (removing(c, talk) or unwanted(c, talk)) and not c.kinds & {"quote"}:
        return genre
    if _something_else(c, talk):
        return c.find("verb", "slow_down", "speed_up", "increase", "decrease") or c.find("mood") or c.find("cmp")
    feeling = c.find("mood")
    if feeling and (talk.here("music") or (talk.topic and talk.topic.name == "music")) and asked and not _elsewhere(c, talk):
        return feeling
    return None


_SOMETHING = re.compile(r"\bsomething (?:(?:a (?:bit|little|lot)|much|way|more|less|else|different|like) )*(?P<mood>[a-z][a-z' -]*)")


def _something_else(c: Clause, talk: Talk) -> bool:
    """ "Use something slower" where the newest thing is music: music of another mood, not a slower picture."""
    newest = next(iter(reversed(talk.on_timeline)), "")
    asked = c.verb("add", "replace", "make", "swap") and not c.kinds & {"noun", "quote", "file"}
    return bool(newest == "music" and asked and not talk.found and _SOMETHING.search(talk.normal[c.start : c.end]))


def _mood_said(c: Clause, talk: Talk, anchor: Token) -> str | None:
    """The mood, also where it is a word for something else: "something slower"."""
    if anchor.kind in ("verb", "cmp") and (said := _SOMETHING.search(talk.normal, c.start, c.end)):
        c.claim(*c.tokens)
        return talk.text[said.start("mood") : said.end("mood")].strip()
    return mood(c, talk, anchor)


def _elsewhere(c: Clause, talk: Talk) -> bool:
    """Whether a genre word describes something else: a look, a title, captions."""
    return bool({"caption", "title", "colour", "logo"} & {t.name for t in c.tokens if t.kind == "noun"})


def music(c: Clause, talk: Talk) -> None:
    """Add or replace music, with mood, file, volume and ducking."""
    anchor = _anchor(c, talk)
    file = sound_file(c)
    at = anchor or file
    if at is None:
        return
    if anchor and (removing(c, talk) or not wanted(c)):
        _off(c, talk, anchor)
        return
    if anchor and "music" in talk.on_timeline and _stopped(c, talk):
        c.claim(*c.tokens)
        talk.emit("remove_music", anchor)
        return
    if (anchor and _about_level(c, talk, anchor)) or _about_else(c, talk):
        return
    sound = c.noun("sound", "voice")
    instead = sound is not None and c.verb("replace", "swap") and sound.start < at.start and not c.kinds & {"quote"}
    if instead and sound is not None and talk.word(sound) not in ("music", "volume", "level") and not talk.here("music"):
        talk.emit("mute", sound, target="clip")
    params: Params = {"mood": _mood_said(c, talk, anchor) if anchor and anchor.name not in ("duck", "no_duck") else None}
    if file:
        c.claim(file)
        params = {"file": file.value}
    params |= _known(c, talk, params) | music_slots(c, talk)
    c.claim(*c.all("noun", "music"), *c.all("genre"), *c.all("mood"), c.find("noun", "voice", "sound"))
    c.claim(*c.all("verb", "add", "replace", "make", "swap"), *(c.all("cmp", "quieter", "louder") if params.get("volume") else ()))
    told = any(value is not None for value in params.values())
    if not told and not c.kinds & {"verb"} and _only_mentioned(c, talk, at):
        return
    if "music" in talk.on_timeline and not told and not c.verb("add", "replace", "make", "swap"):
        return
    last = talk.latest()
    if last and last.op == "music" and _goes_on(c, talk, last, params):
        last.params.update({k: v for k, v in params.items() if v is not None})
        return
    if last and anchor and params.get("mood") and _another_mood(c, talk, anchor, last):
        last.params["mood"] = f"{params['mood']} {last.params.get('mood', '')}".strip()
        return
    _put(c, talk, at, params)


def _put(c: Clause, talk: Talk, at: Token, params: Params) -> None:
    """The music as an edit; what the clause before only disliked is exchanged, not removed."""
    gone = talk.latest()
    if gone and gone.op == "remove_music" and gone.clause == talk.clause_index - 1 and c.verb("replace", "swap", "make"):
        talk.found.remove(gone)
    talk.emit("music", at, **params)


def _stopped(c: Clause, talk: Talk) -> bool:
    """ "Stop the music", 把音乐停了."""
    words = talk.normal[c.start : c.end + 1]
    if c.has("duck", "no_duck"):
        return False
    return re.search(r"\bstop(?:s|ped)?\b|\bshut .{0,12}off\b|停(?:掉|了|下|$)", words) is not None and not c.kinds & {
        "dur",
        "point",
        "clock",
    }


def _about_else(c: Clause, talk: Talk) -> bool:
    """Whether the clause does something to the music that is there."""
    if re.search(r"\bstays?$", talk.normal[c.start : c.end]) and not c.verb("add", "replace"):
        return True
    if c.verb("undo") or (c.verb("keep") and not only_keeps(c, talk)):
        return True
    return c.verb("fade", "mute", "loop", "split", "cut", "trim", "normalize") and not c.verb("add", "replace")


def _known(c: Clause, talk: Talk, params: Params) -> Params:
    """Mood and file of the music meant by "the same"."""
    same = c.take("rel", "same")
    if params.get("mood") or params.get("file"):
        return {}
    source = _earlier(talk) if same else None
    return {k: v for k, v in (source or {}).items() if k in ("mood", "file")}


def _another_mood(c: Clause, talk: Talk, anchor: Token, last: Found) -> bool:
    """ "Some piano, calm": a second word for the music just asked for."""
    alone = anchor.kind in ("mood", "genre") and not c.kinds & {"noun"} and c.joiner == "comma"
    near = last.op == "music" and last.clause == talk.clause_index - 1
    return alone and near and str(last.params.get("mood", "")).isascii()


def _only_mentioned(c: Clause, talk: Talk, at: Token) -> bool:
    """ "Everything but the song": music that is spoken of, not asked for."""
    spoken_of = re.search(r"\b(?:the|that|this|those|these|which|what|whose)\s*$", talk.normal[: at.start]) is not None
    return spoken_of and len([t for t in c.tokens if t.kind not in ("polite", "only")]) > 1


def _goes_on(c: Clause, talk: Talk, last: Found, params: Params) -> bool:
    """Whether the clause tells more of the music just asked for: "… with something jazzy"."""
    near = last.clause == talk.clause_index - 1 and (
        c.joiner in ("with", "comma", "colon", "paren", "and") or (c.joiner == "stop" and not last.params.keys() & {"mood", "file"})
    )
    return near and not c.noun("music") and not any(last.params.get(k) and params.get(k) for k in ("mood", "file"))


def _earlier(talk: Talk) -> Params | None:
    return next((e.said() for e in reversed(talk.scene.before) if e.op == "music"), None)


def music_slots(c: Clause, talk: Talk) -> Params:
    """Volume in percent and ducking."""
    params: Params = {"volume": percent(c)}
    bare = c.find("point?")
    if params["volume"] is None and bare and talk.word(bare).startswith("at") and 0 < bare.value <= 100:
        c.claim(bare)
        params["volume"] = tidy(bare.value * (100 if bare.value < 1 else 1))
    duck, spared = c.find("noun", "duck"), c.find("noun", "no_duck")
    if spared:
        c.claim(spared)
        params["duck"] = False
    elif duck:
        c.claim(duck, *c.all("verb", "decrease"), *c.all("cmp", "quieter"), *c.all("noun", "voice"))
        params["duck"] = True
    elif params["volume"] is None and not c.noun("end", "start") and (quiet := _quiet(c, talk)) and wanted(c):
        c.claim(quiet)
        known = _earlier(talk)
        params["volume"] = round(float(known["volume"]) * 0.6) if known and known.get("volume") else 20
    return {k: v for k, v in params.items() if v is not None}


def _low(c: Clause, talk: Talk) -> Token | None:
    """ "Chill music low", "some jazz, low", "song.mp3 very quiet"."""
    quiet = c.find("cmp", "louder")
    if quiet and quiet is c.tokens[-1] and c.kinds & {"file", "genre", "mood"} and re.search(r" (?:quiet|low)$", talk.word(quiet)):
        return quiet if not talk.word(quiet).startswith(("too", "so ")) else None
    token = next((t for t in c.all("word") if talk.word(t) == "low"), None)
    index = c.tokens.index(token) if token else 0
    behind = index == 0 or c.tokens[index - 1].name == "music" or c.tokens[index - 1].kind in ("genre", "mood")
    return token if token and behind and index + 1 == len(c.tokens) else None


def _quiet(c: Clause, talk: Talk) -> Token | None:
    """The word that asks for a low level; a complaint of the music that is to be exchanged does not."""
    quiet = c.find("cmp", "quieter") or c.find("verb", "decrease") or _low(c, talk)
    complains = quiet is not None and c.verb("replace", "swap") and talk.word(quiet).startswith(("太", "too"))
    return None if complains else quiet


def absorb_music(c: Clause, talk: Talk, params: Params) -> Params:
    """Mood, volume or ducking that follows in a clause of its own."""
    found = music_slots(c, talk)
    anchor = c.find("mood") or c.find("genre")
    if anchor and "mood" not in params:
        found["mood"] = mood(c, talk, anchor)
    return found


def _off(c: Clause, talk: Talk, anchor: Token) -> None:
    if c.kinds & {"cmp"} or re.search("(?:不要|别)[把将]", talk.normal[max(0, c.start - 3) : c.end]):
        return
    if talk.here("music") and c.kinds & {"range", "head", "tail", "until", "part", "mid"} and not only_excluded(c, talk):
        where = times(c, talk)
        c.claim(*c.tokens)
        talk.emit("mute", anchor, target="music", **where)
        return
    if anchor.name == "duck" or c.noun("duck"):
        c.claim(*c.tokens)
        if talk.here("music"):
            talk.emit("music", anchor, duck=False)
        return
    c.claim(anchor)
    if removing(c, talk) and wanted(c) and not c.verb("fade"):
        c.claim(*c.all("verb", "remove"), *c.all("mood"), *c.all("genre"))
        if talk.here("music") or not only_denied(c, talk):
            talk.emit("remove_music", anchor)
    elif (
        not only_excluded(c, talk)
        and not c.verb("make", "move", "replace", "add", "decrease", "increase", "remove", "mute", "undo", "fade")
        and "music" in talk.on_timeline
    ):
        talk.emit("remove_music", anchor)


def _more_of_a_mood(c: Clause) -> bool:
    """ "Something more dramatic" is about the music, not about its level."""
    return any(a.name == "increase" and b.kind in ("mood", "genre") for a, b in zip(c.tokens, c.tokens[1:], strict=False))


_WISHED = ("put", "want", "wants", "wanted", "need", "needs")
_BEFORE = re.compile(r"(?:\b(?:i|you|we|they) (?:just |had |have )?|(?:刚才?|刚刚|之前|先前|你|我)(?:给我)?)$")


def _of_before(talk: Talk, verb: Token) -> bool:
    """Whether an adding is told of: "the music I added", 刚才加的音乐."""
    return _BEFORE.search(talk.normal, max(0, verb.start - 12), verb.start) is not None


_SETS = ("put", "place", "play", "plays", "put in", "sit", "set")
"""Verbs by which music that is there gets a level: "put the music at a quarter"."""


def _about_level(c: Clause, talk: Talk, anchor: Token) -> bool:
    """Whether the clause sets the level of music that is there instead of asking for music."""
    if (duck := c.find("noun", "duck", "no_duck")) and not (c.noun("music") and c.find("db")):
        return False
    if duck:
        duck.kind, duck.name = "verb", "decrease"
        c.refresh()
    if c.verb("swap", "replace") or _more_of_a_mood(c):
        return False
    here = talk.here("music") and not (talk.latest("remove_music") or c.find("rel", "same"))
    sets = here and (adds_to(c, talk) or all(talk.word(t) in _SETS for t in c.all("verb", "add")))
    adding = c.find("mood") or c.find("genre") or c.verb("replace") or (c.verb("add") and not sets) or (c.kinds & {"file"} and not here)
    level = bool(c.kinds & {"db"}) or c.verb("increase", "decrease", "mute") or bool({"louder", "quieter"} & c.names) or "size" in c.kinds
    if c.kinds & {"pct", "frac", "factor", "times"} and not adding:
        named = c.verb("make", "increase", "decrease", "fit") or (c.has("by") and c.verb("remove", "cut"))
        return here or bool(named or c.has("louder", "quieter") or c.noun("sound"))
    turned = here and c.has("louder", "quieter", "increase", "decrease")
    put = turned and all(talk.word(t) in _WISHED or _of_before(talk, t) for t in c.all("verb", "add"))
    return level and (not adding or (here and not c.verb("add", "replace")) or (put and not c.verb("replace")))
