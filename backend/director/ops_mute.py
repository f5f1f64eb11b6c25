"""No sound: of the whole, of a stretch, of one of the tracks."""

import re

from backend.director.clauses import Clause
from backend.director.ops_clean import silence_as_noun
from backend.director.ops_sound import target
from backend.director.ops_text import removing, wanted
from backend.director.slots import same_clips, same_stretch, tidy, times_onward
from backend.director.talk import Params, Talk


def mute(c: Clause, talk: Talk) -> None:
    """No sound: the whole, a stretch, or one of the tracks."""
    verb = c.find("verb", "mute")
    if _music_ends(c, talk) or _music_begins(c, talk) or _heard_again(c, talk):
        return
    taken = (
        (removing(c, talk) or _cuts_sound(c, talk))
        and (c.noun("sound", "voice"))
        and not (c.noun("silence", "noise", "music") or c.has("filler"))
    )
    taken = taken and not (c.kinds & {"range"} and c.named("same_range", "clip")) and not _while_speaking(c, talk)
    denied = (
        not wanted(c)
        and c.noun("voice", "sound")
        and not c.kinds & {"cmp"}
        and not c.verb("make", "move", "increase", "decrease", "remove")
        and _says_no(c, talk)
    )
    if verb is None and not taken and not denied:
        return
    clipped = verb and talk.word(verb) == "静音" and c.verb("cut", "trim") and not c.kinds & {"range", "head", "tail"}
    if verb and (clipped or (removing(c, talk) and c.verb("remove"))) and not c.noun("sound", "voice", "music"):
        silence_as_noun(c, talk, verb)
        return
    if verb and not wanted(c) and not denied:
        return
    at = verb or c.noun("sound", "voice") or c.tokens[0]
    if c.verb("unmute"):
        return
    c.claim(verb, *c.all("verb", "remove", "make", "add"))
    somebody = verb is not None and talk.word(verb).startswith("silenc") and "word" in c.kinds and not c.noun("video")
    whose = "clip" if _of_the_original(c, talk) or somebody else target(c, talk)
    c.claim(*c.all("noun", "sound", "voice", "video", "noise"))
    where = times_onward(c, talk) or _a_moment(c) or same_clips(c, talk) or same_stretch(c, talk, ("并", "并且", "同时"))
    talk.emit("mute", at, target=whose, **where)


def _heard_again(c: Clause, talk: Talk) -> bool:
    """恢复声音, "unmute it": what silenced it is taken back, where it is there and the whole is meant."""
    silent = "mute" in talk.on_timeline and not talk.latest("mute", "undo")
    if not silent or not c.verb("unmute") or not wanted(c) or c.kinds & {"range", "head", "tail", "point", "clock"}:
        return False
    c.claim(*c.tokens)
    talk.emit("undo", c, what="mute")
    return True


_MOMENT_S = 1


def _a_moment(c: Clause) -> Params:
    """ "Mute the laugh at 0:33": about as long as a sound lasts."""
    point = c.take("point")
    return {"from": tidy(point.value), "to": tidy(point.value + _MOMENT_S)} if point is not None and point.name != "end" else {}


_ENDS = re.compile(r"\b(?:off|out|cut|stop|stops|end|ends|kill|drop|finish)\b|停|结束|切掉|断")


def _music_ends(c: Clause, talk: Talk) -> bool:
    """ "Cut the music at 1:00": it is silent from there on; the picture stays."""
    music = c.noun("music")
    point = c.find("point") or c.find("clock") or (c.find("dur") if c.verb("end_at") and not c.kinds & {"range", "head", "tail"} else None)
    if music is None or point is None or not wanted(c) or point.name == "end" or c.verb("fade", "add", "move") or c.kinds & {"pct", "db"}:
        return False
    if not talk.here("music") or not _ENDS.search(talk.normal[c.start : c.end]):
        return False
    c.claim(*c.tokens)
    talk.emit("mute", music, target="music").params.update({"from": tidy(point.value), "to": tidy(talk.end_s)})
    return True


_BEGINS = re.compile(r"\b(?:starts?|begins?|comes? in|kicks? in|enters?|bring|drops? in)\b|开始|进来|响起")


def _music_begins(c: Clause, talk: Talk) -> bool:
    """ "Can the song start after 10 seconds": the music that is there is silent up to then."""
    music, after = c.noun("music"), c.find("range")
    if music is None or after is None or after.value[1] is not None or "music" not in talk.on_timeline or not wanted(c):
        return False
    if not _BEGINS.search(talk.normal, c.start, c.end) or c.verb("remove", "cut", "fade", "mute", "increase", "decrease", "keep"):
        return False
    c.claim(*c.tokens)
    talk.emit("mute", music, target="music").params.update({"from": 0, "to": tidy(after.value[0])})
    return True


_LATER = re.compile(r"\b(?:start|begin|bring|kick) (?:it|that)\b|\b(?:it|that) (?:starts?|begins?|comes in)\b|从.{0,8}(?:进|开始放|响)")


def music_within(c: Clause, talk: Talk) -> None:
    """ "Start the music at 0:10", 音乐从10秒开始: the music that is there is silent up to there, and from where it is to end."""
    if "music" not in talk.on_timeline or not wanted(c) or any(t.name not in ("music", "start") for t in c.all("noun")):
        return
    moment = next((t for t in c.tokens if t.kind in ("onset", "point", "clock", "range")), None)
    if c.verb("remove", "mute", "fade", "cut", "trim", "end_at", "replace") or not _BEGINS.search(talk.normal, c.start, c.end):
        return
    if moment is None or (moment.kind == "range" and moment.name not in ("onset", "spelled")):
        return
    start, end = moment.value if moment.kind == "range" else (moment.value, None)
    c.claim(*c.tokens)
    talk.emit("mute", moment, target="music").params.update({"from": 0, "to": tidy(start)})
    if end is not None:
        talk.emit("mute", moment.start + 1, target="music").params.update({"from": tidy(end), "to": tidy(talk.end_s)})


def music_starts(c: Clause, talk: Talk) -> None:
    """ "Some jazz, start it at 0:10": silent up to there; the picture keeps its beginning."""
    onset, music = c.find("onset"), talk.latest("music")
    if onset is None or music is None or music.clause != talk.clause_index - 1 or music is not talk.latest():
        return
    if not wanted(c) or c.noun("video", "clip", "picture") or not _LATER.search(talk.normal[music.start : c.end + 3]):
        return
    c.claim(*c.tokens)
    talk.emit("mute", onset, target="music").params.update({"from": 0, "to": tidy(onset.value)})


def _while_speaking(c: Clause, talk: Talk) -> bool:
    """说话卡住的地方剪掉: places in the speech are to go, not its sound."""
    voice = c.noun("voice")
    said = voice is not None and talk.word(voice) in ("说话", "讲话", "人说话", "人讲话")
    return said and re.search("的(?:地方|部分|片段|那些|时候)", talk.normal[c.start : c.end + 2]) is not None


_ORIGINAL = re.compile(
    r"\boriginal\b|\b(?:game|live|room|camera|crowd|street|on-?set|location) (?:sound|audio|noise)s?\b"
    r"|原来的|原本的|原来现场|现场的?(?:声音|原声)|现场收音"
)


def _of_the_original(c: Clause, talk: Talk) -> bool:
    """ "Mute the original": the footage's own sound, whatever was spoken of before."""
    return not c.noun("music") and _ORIGINAL.search(talk.normal, c.start, c.end) is not None


def _cuts_sound(c: Clause, talk: Talk) -> bool:
    """ "Cut the audio from 0:12": the sound is what is cut, not the picture."""
    verb = c.find("verb", "cut")
    index = c.tokens.index(verb) + 1 if verb else 0
    after = c.tokens[index] if verb and index < len(c.tokens) else None
    return after is not None and after.name in ("sound", "voice") and not c.kinds & {"pct", "frac", "db", "factor"} and not c.has("halves")


def _says_no(c: Clause, talk: Talk) -> bool:
    return any(
        t.kind == "neg"
        and talk.word(t)
        in ("不要", "no", "without", "don't want", "i don't want", "无", "没有", "can't", "cannot", "instead of", "rather than")
        for t in c.tokens
    )
