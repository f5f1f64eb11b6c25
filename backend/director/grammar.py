"""The reading of a message: clause after clause, each offered to the ops in turn; what no op takes is given to a neighbour."""

from collections.abc import Callable

from backend.director import (
    clip_choice,
    fade_sides,
    named_moods,
    ops_blur,
    ops_clean,
    ops_clips,
    ops_crop,
    ops_cut,
    ops_fade,
    ops_frame,
    ops_history,
    ops_hold,
    ops_join,
    ops_length,
    ops_look,
    ops_music,
    ops_mute,
    ops_overlay,
    ops_sharp,
    ops_sound,
    ops_split,
    ops_text,
    ops_time,
    ops_title,
    ops_turn,
    swaps,
    trim_ends,
)
from backend.director.adjust import adjust
from backend.director.as_is import as_is
from backend.director.carry import carry, restricts
from backend.director.clauses import Clause
from backend.director.clip_parts import part_of_clip
from backend.director.clip_scope import scope
from backend.director.follow import inherit, note_topic, refer
from backend.director.levels import ducks, lower_instead, tells_language
from backend.director.marked_parts import goes_along, marked_part, part_with, sound_stays, takes_its_place, voice_stays
from backend.director.stretch_moves import moves_a_stretch
from backend.director.taken_in_part import taken_in_part
from backend.director.taken_off import cut_away
from backend.director.talk import Talk
from backend.director.which_title import numbered_title
from backend.director.whole_only import whole_only

Reader = Callable[[Clause, Talk], None]

READERS: tuple[tuple[frozenset[str], Reader], ...] = (
    (frozenset({"undo", "redo", "remove", "neg", "out", "off"}), ops_history.undo),
    (frozenset({"ord"}), numbered_title),
    (frozenset({"noun", "look", "motion", "verb"}), ops_history.undone_too),
    (frozenset({"quote", "handle", "title"}), ops_title.title),
    (frozenset({"caption", "translate", "karaoke", "language"}), ops_text.captions),
    (frozenset({"file", "logo", "pip", "image"}), ops_overlay.overlay),
    (frozenset({"normalize", "lufs", "loud_target", "even", "same"}), ops_clean.normalize),
    (frozenset({"filler"}), ops_clean.remove_fillers),
    (frozenset({"bleep"}), ops_sharp.bleep),
    (frozenset({"sharpen"}), ops_sharp.sharpen),
    (frozenset({"threshold", "under"}), ops_clean.counts_as_silence),
    (frozenset({"music"}), ops_mute.music_within),
    (frozenset({"mute", "unmute", "sound", "voice", "music"}), ops_mute.mute),
    (frozenset({"silence", "threshold", "longer_than"}), ops_clean.trim_silence),
    (frozenset({"noise", "denoise", "clean"}), ops_clean.denoise),
    (frozenset({"merge"}), ops_join.merge),
    (frozenset({"transition", "crossfade", "fade_black", "fade_white", "wipe", "slide", "zoom"}), ops_join.transition),
    (frozenset({"fade"}), ops_fade.fade),
    (frozenset({"music", "genre", "mood", "file", "duck", "no_duck", "slow_down", "speed_up"}), ops_music.music),
    (frozenset({"increase", "decrease", "louder", "quieter", "db", "sound", "voice", "music", "small", "large"}), ops_sound.volume),
    (frozenset({"crop", "cut", "remove", "trim"}), ops_crop.crop),
    (frozenset({"flip"}), ops_turn.flip),
    (frozenset({"rotate", "deg", "turn", "side_up", "sideways", "clockwise", "counter", "part"}), ops_turn.rotate),
    (frozenset({"stabilize", "shake", "smooth"}), ops_look.stabilize),
    (frozenset({"freeze", "last_frame", "first_frame"}), ops_hold.freeze),
    (frozenset({"loop", "add", "make", "times"}), ops_hold.loop),
    (frozenset({"zoom_in", "zoom_out", "large"}), ops_turn.zoom),
    (frozenset({"blur", "region", "background"}), ops_blur.blur),
    (frozenset({"speed_up", "slow_down", "speed_noun", "factor", "too_slow", "too_fast", "pct", "normal", "point?"}), ops_time.speed),
    (frozenset({"reverse"}), ops_time.reverse),
    (frozenset({"keep", "only", "except", "rest"}), clip_choice.chosen),
    (frozenset({"order", "num", "ord"}), swaps.in_order),
    (frozenset({"num", "ord"}), swaps.next_in_order),
    (
        frozenset({"swap", "move", "add", "make", "ord", "order", "first", "last", "replace", "clip", "from_end", "from_start"}),
        ops_clips.move_clip,
    ),
    (frozenset({"remove", "cut", "out", "off", "neg"}), ops_clips.delete_clip),
    (
        frozenset({"ratio", "aspect", "aspect_mode", "crop", "bars", "neg", "edge", "each", "picture", "keep", "size_noun"}),
        ops_frame.aspect,
    ),
    (frozenset({"aspect_mode"}), ops_blur.blur_from_mode),
    (frozenset({"height", "size_px", "resolution_noun", "num", "point?"}), ops_frame.resolution),
    (frozenset({"fps", "fps_noun", "height", "picture"}), ops_frame.fps),
    (frozenset({"brighter"}), ops_look.unreadable),
    (frozenset({"look", "brightness", "brighter", "darker", "contrast", "saturation", "colour"}), ops_look.color),
    (frozenset({"chapter"}), ops_look.chapters),
    (frozenset({"split", "cut"}), ops_split.split),
    (frozenset({"onset"}), ops_mute.music_starts),
    (frozenset({"dur", "under", "cut", "point", "remove", "shorten", "lengthen", "longer", "length", "too_long"}), ops_length.duration),
    (
        frozenset(
            {
                "remove",
                "cut",
                "trim",
                "keep",
                "only",
                "range",
                "head",
                "tail",
                "part",
                "mid",
                "until",
                "onset",
                "end_at",
                "out",
                "off",
                "start_at",
                "shorten",
                "start",
                "end",
                "both_ends",
                "from_end",
                "from_start",
            }
        ),
        ops_cut.trim,
    ),
    (frozenset({"remove", "same_range"}), trim_ends.refer_cut),
)


def read_clause(clause: Clause, talk: Talk, before: Clause | None) -> None:
    """Read one clause: with the verb of the clause before it where it has none, with its open times and places."""
    inherit(clause, talk, before)
    if tells_language(clause, talk) or ducks(clause, talk):
        return
    count = len(talk.found)
    known = [(dict(f.params), f.weak) for f in talk.found]
    offer(clause, talk)
    if len(talk.found) == count and [(f.params, f.weak) for f in talk.found[: len(known)]] == known:
        if any(clause.free()) and not refer(clause, talk, offer):
            carry(clause, talk)
    else:
        talk.open_tokens.clear()
    note_topic(clause, talk)


def offer(clause: Clause, talk: Talk) -> None:
    """Offer the clause to every op that one of its words may concern."""
    if clause.verb("spare") and not clause.kinds & {"quote"}:
        if ops_hold.stays_on(clause, talk) or ops_title.stays_up(clause, talk):
            return
        if part_of_clip(clause, talk) or not ops_cut.stays(clause, talk):
            as_is(clause, talk)
        clause.claim(*clause.tokens)
        return
    if as_is(clause, talk) or moves_a_stretch(clause, talk):
        return
    if goes_along(clause, talk) or sound_stays(clause, talk) or takes_its_place(clause, talk) or voice_stays(clause, talk):
        return
    part_with(clause, talk)
    marked_part(clause, talk)
    lower_instead(clause, talk)
    if ops_text.never_removed(clause, talk) or ops_history.spared(clause, talk):
        return
    if taken_in_part(clause, talk) or ops_history.disliked(clause, talk):
        return
    if clause.noun("pronoun") and ops_hold.lasts(clause, talk):
        return
    cut_away(clause, talk)
    clip_choice.note_clips(clause, talk)
    if whole_only(clause, talk) or part_of_clip(clause, talk):
        return
    scope(clause, talk)
    if restricts(clause, talk) or fade_sides.fades_too(clause, talk) or named_moods.named_mood(clause, talk) or adjust(clause, talk):
        return
    count = len(talk.found)
    concerns = clause.names | clause.kinds
    talk.other_spans = []
    for triggers, reader in READERS:
        if not triggers.isdisjoint(concerns):
            reader(clause, talk)
            if (reader is ops_history.undo and len(talk.found) > count) or (
                len(clause.used) >= len(clause.tokens) and not any(clause.free())
            ):
                break
    _elsewhere_too(talk, count)


def _elsewhere_too(talk: Talk, count: int) -> None:
    """ "Everything but 10 to 20 at 2x", "clips 1 and 3 brighter": the same edit again for the further stretches.

    The last stretch comes first where an edit changes the length, so that the times of the others hold.
    """
    if not talk.other_spans:
        return
    for edit in talk.found[count:]:
        if "from" not in edit.params or "to" not in edit.params or edit.op in ("cut", "keep"):
            continue
        spans = [(edit.params["from"], edit.params["to"]), *talk.other_spans]
        spans = spans[::-1] if edit.op == "speed" else spans
        edit.params.update({"from": spans[0][0], "to": spans[0][1]})
        for place, (start, end) in enumerate(spans[1:], 1):
            again = talk.emit(edit.op, edit.start + place, weak=edit.weak)
            again.guessed = edit.guessed
            again.params.update(edit.params | {"from": start, "to": end})
