"""What a clause right behind an edit takes away from it or gives it once more."""

import re

from backend.director import ops_title
from backend.director.clauses import Clause
from backend.director.scene import Refusal
from backend.director.slots import span, tidy
from backend.director.talk import Found, Talk

WHEN = {"range", "head", "tail", "part", "mid", "until", "rel", "polite", "degree"}


def once_more(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Lisbon" at the start, and the same one at the end: a second title of the same words."""
    told = c.find("rel", "same") or re.search(r"\bagain\b|再", talk.normal[c.start : c.end + 6])
    place = c.noun("start", "end") or c.find("rel", "from_start", "from_end") or c.find("point") or c.find("clock")
    if c.kinds & {"verb"} and not all(t.name in ("write", "add") for t in c.all("verb")):
        return False
    if edit.op != "title" or edit.clause != talk.clause_index - 1 or not told or not place or c.kinds - _AGAIN or "from" not in edit.params:
        return False
    looks = {key: value for key, value in edit.params.items() if key not in ("from", "to")}
    talk.emit("title", c, **(looks | ops_title.title_slots(c, talk)))
    c.claim(*c.tokens)
    return True


_AGAIN = {"rel", "noun", "num", "polite", "point", "clock", "word", "particle", "degree", "times", "verb"}


_COLOURED = re.compile(r"\b(?:to|back to|into|in) (?:full )?colou?r\b|[变回恢复到]彩色|彩色")


def coloured_again(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Start in black and white and turn to colour at 0:10", 先黑白，到0:10变彩色: the look ends there."""
    time = c.find("point") or c.find("clock") or c.find("until")
    told = edit.op == "color" and edit.params.get("look") == "bw" and "from" not in edit.params and edit.clause == talk.clause_index - 1
    if not told or time is None or not _COLOURED.search(talk.normal, c.start, c.end + 4):
        return False
    edit.params.update({"from": 0, "to": tidy(time.value)})
    c.claim(*c.tokens)
    return True


def not_there(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Music, but not during the interview (0:30 to 1:00)": it is silent there."""
    spared = c.joiner == "but" and [talk.word(t) for t in c.all("verb")] in (["不要"], ["别放"])
    denied = spared or ("neg" in c.kinds and "verb" not in c.kinds)
    told = edit.op == "music" and edit.clause == talk.clause_index - 1 and denied
    found = span(c, talk, take=False) if told and c.kinds & {"range", "head", "tail"} else None
    if found is None:
        return False
    talk.emit("mute", c, target="music").params.update({"from": found[0], "to": found[1]})
    c.claim(*c.tokens)
    return True


def not_for_a_part(c: Clause, talk: Talk, edit: Found) -> bool:
    """ "Captions, but only for the first minute": what is done to everything or not at all is not done to everything."""
    told = c.find("only") and c.kinds <= WHEN | {"only"} and c.joiner in ("but", "comma", "dash") and span(c, talk, take=False)
    if not told or edit.op not in ("captions", "translate_captions", "loop", "trim_silence", "remove_fillers"):
        return False
    talk.found.remove(edit)
    talk.refused.append(Refusal("part", talk.text[edit.start : c.end]))
    c.claim(*c.tokens)
    return True
