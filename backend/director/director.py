"""A sentence becomes edits: text -> names hidden -> tokens -> times in relation -> clauses -> edits."""

import re
from dataclasses import replace

from backend.director import clips_again
from backend.director.alternatives import without_alternatives
from backend.director.apposed import apposed
from backend.director.asides import without_asides
from backend.director.clauses import split
from backend.director.corrections import correct
from backend.director.courtesy import without_courtesy
from backend.director.details_first import details_first, replaced_with
from backend.director.footage import plainly
from backend.director.history_phrases import history_phrases
from backend.director.joins import join
from backend.director.known_texts import pictures
from backend.director.leading import led_by_an_end
from backend.director.lengths import lengths_said
from backend.director.likely import Chances
from backend.director.loose_texts import better, loose_texts, may_hold_texts
from backend.director.masks import Mask, blanked, masks
from backend.director.misheard import mended
from backend.director.normal import CONSIDERED, normal
from backend.director.outcome import outcome
from backend.director.postponed import without_postponed
from backend.director.reading import Reading
from backend.director.reasons import without_reasons
from backend.director.runs import run_on
from backend.director.scan import scan
from backend.director.scene import Directions, Kind, Scene
from backend.director.second_thoughts import second_thought
from backend.director.settling import ends_said, from_end
from backend.director.shared import share
from backend.director.spoken import spoken
from backend.director.sure import confidence, features, unread, weighed
from backend.director.talk import Found, Talk
from backend.director.timecodes import at_rate
from backend.director.times import fold
from backend.director.unlikely import without_unlikely
from backend.director.wording import worded
from backend.edits import Title

_BLANK = " "
_BLANKS = re.compile(r"""("[^"]*"|“[^”]*”|‘[^’]*’|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|'[^']*')|(?<=[!-~])[ \t]{2,}(?=[!-~])""")


def _one_blank(found: re.Match[str]) -> str:
    """Blanks between words as one; what is quoted as it is."""
    return found[1] or _BLANK


def direct(text: str, scene: Scene) -> Directions:
    """What `text` asks to be done to the video of `scene`. Never raises; text beyond `CONSIDERED` characters is not read."""
    text = text[:CONSIDERED].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    text = text.strip(" \t")
    text = plainly(_BLANKS.sub(_one_blank, text) if "  " in text or "\t" in text else text, scene)
    if (more := _once_more(text, scene)) is not None:
        return more
    plain, text = without_courtesy(mended(normal(text)), text)
    plain, text = without_asides(plain, text)
    plain, text = without_postponed(plain, text)
    made, chances = _directed(plain, text, scene, [])
    if may_hold_texts(made) and (texts := list(loose_texts(plain, text, masks(text, scene.media_names)))):
        again, others = _directed(plain, text, scene, texts)
        if better(again, made, texts):
            made, chances = again, others
    made = second_thought(plain, text, scene, made, chances, lambda plain, text: _directed(plain, text, scene, [])[0])
    return replace(made, confidence=weighed(made.confidence, [e.op for e in made.edits], chances, missed=bool(made.not_understood)))


def _directed(plain: str, text: str, scene: Scene, texts: list[Mask], *, credulous: bool = False) -> tuple[Directions, Chances]:
    """The same for a message without courtesies; `texts` are read as if they stood in quotes, remarks as wishes if `credulous`."""
    hidden = masks(text, scene.media_names) | {mask.start: mask for mask in texts}
    said = history_phrases(text, plain, scene, hidden)
    plain, hidden = said.blank(), {start: mask for start, mask in hidden.items() if not said.took(start)}
    titles = [normal(edit.text) for edit in scene.before if isinstance(edit, Title)]
    for mask in spoken(plain, text, hidden, titles):
        hidden[mask.start] = mask
    for mask in pictures(plain, text, scene):
        hidden.setdefault(mask.start, mask)
    talk = said.without_gone(Talk(scene, text, plain))
    scanned = scan(plain, hidden)
    if plain.count(":") > 1:
        at_rate(scanned, scene.fps, scene.duration_s)
    tokens = fold(plain, correct(plain, without_alternatives(plain, join(plain, run_on(plain, scanned)))), scene.duration_s)
    talk.ends = ends_said(tokens, scene.duration_s)
    clauses = share(without_reasons(plain, led_by_an_end(split(tokens))), talk)
    clauses = apposed(replaced_with(details_first(clauses, talk)), talk)
    lengths_said(clauses, talk)
    reading = Reading(clauses, talk, blanked(plain, hidden), credulous)
    reading.run()
    if reading.doubted and not credulous and not talk.found and not talk.refused:
        return _directed(plain, text, scene, texts, credulous=True)
    said.hand_over(talk, clauses)
    chances = Chances(blanked(plain, hidden), scanned, {edit.op for edit in scene.before})
    made = without_unlikely(outcome(talk), clauses, chances)
    edits = tuple(edit for edit, _ in made)
    kind: Kind = "edit" if edits else "question" if reading.asked or reading.missed or said.asks else "none"
    known = features(clauses, talk, missed=len(reading.missed), asked=reading.asked, edits=len(edits))
    left = unread(clauses, talk)
    words = worded([found for _, found in made], clauses, talk)
    at_end = frozenset(place for place, (_, found) in enumerate(made) if from_end(found.params, talk.ends))
    clips = {place: talk.numbers[span] for place, (_, found) in enumerate(made) if (span := _span(found)) in talk.numbers}
    missed, asks = tuple(reading.missed), tuple(said.asks)
    return Directions(edits, confidence(known), missed, tuple(talk.refused), kind, left, asks, words, at_end, clips), chances


def _span(found: Found) -> tuple[float, float]:
    return found.params.get("from", -1.0), found.params.get("to", -1.0)


def _once_more(text: str, scene: Scene) -> Directions | None:
    """The words before "do the same to clip 3", and that; None for any other message. What moves later clips is done from the end."""
    found = clips_again.read(text, scene)
    if found is None:
        return None
    base = direct(found.before, scene) if found.before else Directions(confidence=clips_again.SURE)
    made = clips_again.again(found, (*scene.before, *base.edits), scene)
    if made is None:
        return None
    listed = [*base.worded(found.before), *((edit, found.words) for edit in made)]
    if any(edit.op == "speed" for edit in made):
        listed.sort(key=lambda one: -float(one[0].said().get("from", 0.0)))
    edits, words = tuple(edit for edit, _ in listed), tuple(said for _, said in listed)
    return replace(base, edits=edits, words=words, kind="edit" if edits else base.kind, confidence=min(base.confidence, clips_again.SURE))
