"""The clauses of a message in order: questions and wishes that cannot be granted are set apart, the rest is read for edits."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from backend.director.asking import requests, unknown_make, wishes, wonders
from backend.director.carry import places_the_last
from backend.director.clauses import Clause
from backend.director.follow import note_topic
from backend.director.grammar import read_clause
from backend.director.levels import ducks
from backend.director.marked_parts import why_it_goes
from backend.director.ops_best import best_moments
from backend.director.ops_bleep import bleep_word
from backend.director.praise import may_praise, praises
from backend.director.reasons import takes_a_stretch
from backend.director.refusals import refusal
from backend.director.remarks import Mark, adds_details, declares, unfounded
from backend.director.scene import Refusal
from backend.director.talk import Params, Talk
from backend.director.telling import believed, gives_reason, hoped, shares_its_verb, tells, told_of
from backend.director.told_places import cured_there
from backend.director.trim_ends import is_where

_IS = re.compile(
    r"\W*(?:(?:it|that|this|they)(?:'s|'re| is| are| was| goes| runs| lasts| starts| begins)|from|between|which (?:is|runs|goes)"
    r"|around|roughly)\b|\W*(?:也?就是|大[概约]是)"
)
_ASKED_BEFORE = re.compile(r"^ (?:please|pls|plz)(?= (?:and\b|then\b|plus\b|also\b|while\b|oh\b|&|\+))")
"""A courtesy of the clause before, where nothing but a joining word stands between."""
_MARK = re.compile("[.,;!?，。；！？\n]")
_ASKING_ENDS = {"stop", "ask_mark", "numbered", "dash"}
_REASONED = {"volume", "color", "speed"}


@dataclass
class Reading:
    """One pass over the clauses. `plain`: the text in the normal form, quotations blank; `missed`: clauses that asked in vain.
    `doubted`: whether remarks seemed to ask for something; they are believed only if `credulous`."""

    clauses: list[Clause]
    talk: Talk
    plain: str
    credulous: bool = False
    asked: bool = False
    doubted: bool = False
    missed: list[str] = field(default_factory=list)
    _asking: bool = False
    _refused: int = -2
    _unplaced: int = -2

    def run(self) -> None:
        """Read every clause."""
        praised = may_praise(self.plain)
        for index, clause in enumerate(self.clauses):
            if self._is_question(index, clause):
                self.asked = True
                note_topic(clause, self.talk)
                clause.claim(*clause.tokens)
                continue
            if praised and self._is_praise(index, clause):
                note_topic(clause, self.talk)
                clause.claim(*clause.tokens)
                continue
            self.talk.clause_index = index
            if not clause.used and not self._picks(index, clause) and not self._refuses(index, clause):
                self._read(index, clause)

    def _is_question(self, index: int, clause: Clause) -> bool:
        """Whether the clause asks instead of wishing; Chinese asks with a word that may stand anywhere."""
        if clause.joiner in _ASKING_ENDS or index == 0:
            self._asking = wonders(clause, self.plain, self._from(index))
        asked = [t for t in clause.tokens if t.kind == "ask" and not self.plain[t.start].isascii()]
        return self._asking or any(not requests(clause, t, self.plain[self._from(index) : t.end]) for t in asked)

    def _is_pick(self, index: int) -> bool:
        """Words that became no token, as "moments", count up to the next clause; of "make it 30 s | with the best parts" the second is."""
        after = self.clauses[index + 1] if index + 1 < len(self.clauses) else None
        if after is not None and after.joiner == "with" and not after.used:
            self._is_pick(index + 1)
        start, end = self._from(index), after.start if after else len(self.plain)
        clause, words = self.clauses[index], self.plain[start:end]
        return bleep_word(clause, self.talk, words, start) or best_moments(clause, self.talk, words, start)

    def _picks(self, index: int, clause: Clause) -> bool:
        """Whether the clause asks for what is found by listening and looking: a word, the best moments. What else it says is read then."""
        if not self._is_pick(index):
            return False
        if any(t.kind in ("aspect", "ratio", "look", "height") for t in clause.free()):
            read_clause(clause, self.talk, None)
        return True

    def _refuses(self, index: int, clause: Clause) -> bool:
        """Whether the clause, or it with the "with …" behind it, asks for what cannot be done; both are then done with."""
        start, talk = self._from(index), self.talk
        if clause.joiner == "and" and self._refused == index - 1 and "verb" not in clause.kinds:
            self._refused = index
            clause.claim(*clause.tokens)
            return True
        after = self.clauses[index + 1] if index + 1 < len(self.clauses) and self.clauses[index + 1].joiner == "with" else None
        reason = refusal(self.plain[start : clause.end], talk, self.plain)
        if reason is None and after and not after.used:
            reason = refusal(self.plain[start : after.end], talk, self.plain)
            if reason:
                after.claim(*after.tokens)
        if reason is None:
            return False
        told = [clause, *(self.clauses[index - 1 : index] if clause.joiner == "but" else [])]
        placed = any(c.kinds & {"range", "point", "clock", "head", "tail"} for c in told)
        if reason in ("select", "swear") and (placed or clause.verb("undo", "redo")):
            reason = None
        if reason in ("object", "scene") and (clause.kinds & {"file", "quote"} or takes_a_stretch(clause)):
            reason = None
        if reason:
            talk.refused.append(Refusal(reason, talk.said(clause)))
            clause.claim(*clause.tokens)
            self._refused = index
        return reason is not None

    def _from(self, index: int) -> int:
        """Where the words of a clause begin: right behind the clause before it, so that dropped words count."""
        return self.clauses[index - 1].end if index else 0

    def _is_praise(self, index: int, clause: Clause) -> bool:
        """Whether the clause, or all from the mark before it, only praises."""
        mark = max(self.plain.rfind(mark, 0, clause.start) + 1 for mark in ".,;!?，。；！？\n")
        behind = _MARK.search(self.plain, clause.end)
        end = behind.start() if behind else len(self.plain)
        starts = dict.fromkeys((mark, max(mark, self._from(index))))
        return any(praises(self.plain[start:end], clause) for start in starts)

    def _words(self, index: int, clause: Clause) -> str:
        """The text of a clause with the words dropped before it, from the last stop on."""
        gap = _ASKED_BEFORE.sub("", self.plain[self._from(index) : clause.start])
        cut = next((at for at in range(len(gap) - 1, -1, -1) if gap[at] in ".,;:!?，。；：！？、\n—"), -1)
        return gap[cut + 1 :] + self.plain[clause.start : clause.end]

    def _segment(self, clause: Clause, words: str) -> str:
        """The words of a clause and those behind it that became no token, up to the next mark or clause."""
        place = self.clauses.index(clause) + 1
        end = self.clauses[place].start if place < len(self.clauses) else len(self.plain)
        mark = _MARK.search(self.plain, clause.end, end)
        return words + self.plain[clause.end : mark.start() if mark else end]

    def _read(self, index: int, clause: Clause) -> None:
        talk, before = self.talk, self.clauses[index - 1] if index else None
        talk.heard += [t for t in clause.tokens if t.kind in ("point", "clock", "onset")]
        progress, made = _progress(clause, talk), _made(talk)
        earlier = [f for f in talk.found if f.clause == index - 1]
        words = self._words(index, clause)
        placed = self._names_the_missed(index, clause, words)
        if (_IS.match(words) and (places_the_last(clause, talk) or is_where(clause, talk))) or why_it_goes(clause, talk, words):
            return
        telling = (
            (tells(clause, words) or told_of(clause, self.plain))
            and not clause.has("duck", "no_duck")
            and not clause.kinds <= {"range", "head", "tail", "point", "clock", "polite", "rel"}
            and not placed
            and not hoped(self.plain[clause.end : clause.end + 16])
            and not (shares_its_verb(self.clauses[index + 1 : index + 2]) or takes_a_stretch(clause))
        )
        telling = telling or (clause.joiner == "with" and talk.telling and talk.told == index - 1 and "verb" not in clause.kinds)
        names = telling or _names_only(clause)
        talk.told = index if names else talk.told
        if not names and index and talk.told != index - 1:
            talk.clip = None
        self._listen(clause, before, telling=telling)
        new = any(f.clause == index for f in talk.found)
        _alike(clause, talk)
        cured_there(clause, talk)
        if not new and (number := _numbered(clause)) is not None:
            talk.told, talk.clip = index, number
        if clause.joiner == "correct" and new:
            talk.found = [f for f in talk.found if f not in earlier]
        elif new and ("所以" in words or "that's why" in words):
            talk.found = [f for f in talk.found if not (f in earlier and f.guessed and f.op in _REASONED)]
        unmade = made == _made(talk) and unknown_make(clause, talk)
        unmade = unmade or (made == _made(talk) and clause.tokens[0].kind == "word" and clause is self.clauses[-1])
        if (progress == _progress(clause, talk) or unmade) and wishes(clause) and not telling:
            self.missed.append(talk.said(clause))
        if made == _made(talk) and clause.verb("remove", "cut", "keep", "trim", "split") and not telling:
            self._unplaced = index

    def _names_the_missed(self, index: int, clause: Clause, words: str) -> bool:
        """ "Take the quiz out, it's everything from 8:20 to 10:00": where that is which the clause before asked for."""
        parted = self.clauses[index - 1].verb("split") and clause.kinds & {"point", "clock"} and clause.joiner == "but"
        if self._unplaced != index - 1:
            return False
        long = "dur" in clause.kinds and self.clauses[index - 1].named("start", "end")
        if not parted and not ((clause.kinds & {"range", "head", "tail", "part"} or long) and _IS.match(words)):
            return False
        clause.joiner = "comma"
        if self.missed and self.missed[-1] == self.talk.said(self.clauses[index - 1]):
            self.missed.pop()
        return True

    def _listen(self, clause: Clause, before: Clause | None, *, telling: bool) -> None:
        """Read a clause; of one that only tells nothing is kept but the cures of complaints."""
        talk = self.talk
        if telling and ducks(clause, talk):
            return
        words = self._words(talk.clause_index, clause)
        start = clause.end - len(words)
        outside = len(self.clauses) > 1 and declares(clause, self._segment(clause, words), start, talk)
        remark = outside and not (telling and words.isascii())
        talk.telling = telling
        if not telling and not remark:
            read_clause(clause, talk, before)
            return
        mark = Mark(talk)
        read_clause(clause, talk, before)
        for found in (new := mark.new(talk)):
            found.told, found.remark = True, remark or unfounded(found, words, start, talk)
        self.doubted = self.doubted or (remark and bool(new))
        if not self.credulous and (remark or (telling and not adds_details(clause, words))):
            mark.restore(talk, new=not remark, told=not outside)
        if not telling:
            return
        known, kept = mark.found, {id(f) for f, _ in mark.found}
        if clause.joiner in ("but", "comma") and gives_reason(
            self.plain, self._from(talk.clause_index), [f for f, _ in known if f.clause == talk.clause_index - 1]
        ):
            talk.found = [f for f in talk.found if id(f) in kept]
            return
        talk.found = [f for f in talk.found if id(f) in kept or believed(f, clause, talk)]
        for found in talk.found:
            sized = found.op == "captions" and found.params.keys() == {"size"}
            found.weak = found.weak or (id(found) not in kept and (sized or found.op in ("volume", "speed", "color")))
        if clause.joiner == "but":
            for found, params in known:
                found.params = params


def _numbered(clause: Clause) -> int | None:
    """The clip that a clause numbers: "the third", "clip four"."""
    ordinal = next((int(t.value) for t in clause.tokens if t.kind == "ord"), None)
    counted = (int(b.value) for a, b in pairwise(clause.tokens) if a.name == "clip" and b.kind == "num" and b.value >= 1)
    return ordinal if ordinal is not None else next(counted, None)


_SEVERAL = ("from", "to", "at", "duration", "text")


def _alike(clause: Clause, talk: Talk) -> None:
    """同样的模糊在30秒再来一次, "the same speed-up for 2:00 to 2:30": what is not said is as in the last edit of that op."""
    if not clause.has("same"):
        return
    equal = any(talk.word(t) in _EQUAL for t in clause.tokens if t.name == "same")
    for at, found in enumerate(talk.found):
        if found.clause != talk.clause_index or not found.params.keys() & {"from", "at"}:
            continue
        earlier = next((f.params for f in reversed(talk.found[:at]) if f.op == found.op), None)
        known = {k: v for k, v in (earlier or talk.on_timeline.get(found.op, {})).items() if k not in _SEVERAL}
        found.params |= known if equal and found.guessed else {k: v for k, v in known.items() if k not in found.params}


_EQUAL = ("same", "the same", "same thing", "identical", "同样", "同样的", "一样", "一样的")


def _names_only(clause: Clause) -> bool:
    """Whether the clause only names a clip or a stretch that is spoken of next."""
    return bool(clause.kinds & {"ord", "range", "head", "tail"}) and clause.kinds <= {
        "ord",
        "range",
        "head",
        "tail",
        "noun",
        "word",
        "polite",
        "rel",
        "degree",
    }


_NEAR = 40
"""Edits before a clause that it may still change: more are only found in a paste of thousands of letters."""


def _progress(clause: Clause, talk: Talk) -> tuple[object, ...]:
    """What changes when a clause is understood."""
    return len(talk.found), [dict(f.params) for f in talk.found[-_NEAR:]], len(clause.used), len(talk.open_tokens)


def _made(talk: Talk) -> list[tuple[str, Params]]:
    """The newest edits so far, each once, with its parameters."""
    listed = [(f.op, dict(f.params)) for f in talk.found[-_NEAR:]]
    return [one for place, one in enumerate(listed) if one not in listed[:place]]
