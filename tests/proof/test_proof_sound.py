"""What is heard: levels of tones in the finished file."""

import pytest

from backend.edits import AnyEdit
from tests.proof.bench import Bench, Proof, edit

MUSIC_HZ, VOICE_HZ = 2000, 500


def talk(bench: Bench, *edits: AnyEdit) -> Proof:
    """A tone of 500 Hz from 2 s to 4 s of 6 s stands for speech, one of 2000 Hz for the music."""
    return bench.after(bench.project("talk.mov", "tone.wav"), *edits)


def music(**said: object) -> AnyEdit:
    return edit("music", file="tone.wav", **({"duck": False} | said))


def test_music_is_heard_at_its_level_and_ends_with_the_picture(bench: Bench) -> None:
    full, soft = talk(bench, music(volume=100)), talk(bench, music())
    assert full.tone_db(MUSIC_HZ, 1, 1.8) == pytest.approx(-9.03, abs=0.5)
    for start in (1.0, 2.5, 3.1):
        assert soft.tone_db(MUSIC_HZ, start, start + 0.5) - full.tone_db(MUSIC_HZ, start, start + 0.5) == pytest.approx(-9.1, abs=1)
    assert soft.tone_db(VOICE_HZ, 2.5, 3.5) == pytest.approx(talk(bench).tone_db(VOICE_HZ, 2.5, 3.5), abs=0.5)
    assert soft.tone_db(MUSIC_HZ, 5.9, 5.99) < soft.tone_db(MUSIC_HZ, 1, 1.8) - 15


def test_a_mood_is_played_and_removed_music_is_gone(bench: Bench) -> None:
    assert talk(bench, edit("music", mood="soft jazz")).seen.level_db(0.6, 1.9) > -50
    assert talk(bench, edit("music", mood="soft jazz"), edit("remove_music")).seen.level_db(0.2, 1.8) < -80


def test_ducked_music_gives_way_to_the_voice_and_comes_back(bench: Bench) -> None:
    plain, ducked = talk(bench, music(volume=50)), talk(bench, music(volume=50, duck=True))
    lower = [ducked.tone_db(MUSIC_HZ, at, at + 0.4) - plain.tone_db(MUSIC_HZ, at, at + 0.4) for at in (1.4, 2.8, 3.5)]
    assert abs(lower[0]) < 1
    assert max(lower[1:]) < -6
    assert ducked.tone_db(VOICE_HZ, 2.5, 3.5) == pytest.approx(plain.tone_db(VOICE_HZ, 2.5, 3.5), abs=0.5)


@pytest.mark.parametrize(("said", "change"), [({"db": -6}, -6.0), ({"percent": 50}, -6.02), ({"percent": 200}, 6.02)])
@pytest.mark.parametrize("target", ["clip", "all"])
def test_a_volume_is_what_was_said(bench: Bench, target: str, said: dict[str, float], change: float) -> None:
    plain = bench.after(bench.project("a.mov"))
    proof = bench.after(bench.project("a.mov"), edit("volume", target=target, **said))
    assert proof.seen.level_db(1, 3) - plain.seen.level_db(1, 3) == pytest.approx(change, abs=0.5)


def test_the_volume_of_the_music_leaves_the_voice(bench: Bench) -> None:
    before, after = talk(bench, music(volume=80)), talk(bench, music(volume=80), edit("volume", target="music", db=-6))
    assert after.tone_db(MUSIC_HZ, 2.5, 3.5) - before.tone_db(MUSIC_HZ, 2.5, 3.5) == pytest.approx(-6, abs=0.5)
    assert after.tone_db(VOICE_HZ, 2.5, 3.5) - before.tone_db(VOICE_HZ, 2.5, 3.5) == pytest.approx(0, abs=0.5)


def test_a_tone_stands_in_for_the_voice_and_the_music_plays_on(bench: Bench) -> None:
    proof = talk(bench, music(volume=80), edit("bleep", from_=2.5, to=3.2))
    assert proof.tone_db(1000, 2.55, 3.15) == pytest.approx(-14, abs=1)
    assert proof.tone_db(VOICE_HZ, 2.6, 3.1) < -40
    assert proof.tone_db(1000, 3.3, 3.9) < -40
    assert proof.tone_db(VOICE_HZ, 3.3, 3.9) == pytest.approx(talk(bench, music(volume=80)).tone_db(VOICE_HZ, 3.3, 3.9), abs=0.5)
    assert proof.tone_db(MUSIC_HZ, 2.55, 3.15) == pytest.approx(proof.tone_db(MUSIC_HZ, 3.3, 3.9), abs=0.5)


def test_a_word_is_covered_wherever_it_is_said_and_heard_again_by_an_undo(bench: Bench) -> None:
    """The tone of 500 Hz is the voice; after a cut before it the tone stands where the word is now."""
    word = edit("bleep", word="damn", facts={"ranges": {"a.mov": [(1.0, 1.5), (3.0, 3.4)]}})
    proof = bench.after(bench.project("a.mov"), word, edit("cut", from_=0, to=0.5))
    for start, end, covered in ((0.1, 0.45, False), (0.55, 0.95, True), (1.1, 2.4, False), (2.55, 2.85, True), (2.95, 3.4, False)):
        assert (proof.tone_db(1000, start, end) > -20) is covered
        assert (proof.tone_db(VOICE_HZ, start, end) > -20) is not covered
    back = bench.after(bench.project("a.mov"), word, edit("cut", from_=0, to=0.5), edit("undo", what="bleep"))
    assert back.timeline == bench.after(bench.project("a.mov"), edit("cut", from_=0, to=0.5)).timeline


@pytest.mark.parametrize(("target", "voice", "bed"), [("clip", False, True), ("music", True, False), ("all", False, False)])
def test_a_muted_range_is_silent_and_the_rest_is_not(bench: Bench, target: str, voice: bool, bed: bool) -> None:
    document = bench.project("a.mov", "tone.wav")
    proof = bench.after(document, music(volume=80), edit("mute", target=target, from_=1.2, to=2.4))
    for hertz, stays in ((500, voice), (MUSIC_HZ, bed)):
        assert (proof.tone_db(hertz, 1.22, 2.38) > -30) == stays
        assert proof.tone_db(hertz, 0.6, 1.15) > -30
        assert proof.tone_db(hertz, 2.45, 3.0) > -30
    if target == "all":
        assert proof.seen.level_db(1.22, 2.38) < -80


def test_two_muted_ranges_of_the_music_follow_the_cut_before_them(bench: Bench) -> None:
    mutes = (edit("mute", target="music", from_=1, to=1.5), edit("mute", target="music", from_=2.5, to=3))
    proof = bench.after(bench.project("a.mov", "tone.wav"), music(volume=80), *mutes, edit("cut", from_=0, to=0.6))
    heard = [proof.tone_db(MUSIC_HZ, at, at + 0.3) > -30 for at in (0.05, 0.5, 1.2, 2.0, 2.45)]
    assert heard == [True, False, True, False, True]


def test_a_volume_of_a_range_is_heard_there_only_and_follows_the_cut_before_it(bench: Bench) -> None:
    """The clip that is named, in the middle of a tone that just goes on: no click at the two borders."""
    document = bench.project("a.mov", "tone.wav")
    plain = bench.after(document, music(volume=80), edit("cut", from_=0, to=0.5))
    lower = edit("volume", target="all", db=-6, from_=1.5, to=2.5)
    proof = bench.after(document, music(volume=80), lower, edit("cut", from_=0, to=0.5))
    for hertz in (VOICE_HZ, MUSIC_HZ):
        changes = [proof.tone_db(hertz, at, at + 0.4) - plain.tone_db(hertz, at, at + 0.4) for at in (0.55, 1.1, 1.5, 2.05)]
        assert changes == pytest.approx([0, -6, -6, 0], abs=0.5)
    for border in (1.0, 2.0):
        assert proof.seen.level_db(border - 0.05, border + 0.05) > plain.seen.level_db(border - 0.05, border + 0.05) - 6


@pytest.mark.slow
def test_the_music_under_one_clip_is_softer_and_back_by_one_undo(bench: Bench) -> None:
    document = bench.project("a.mov", "b.mov", "tone.wav")
    base = (edit("merge"), music(volume=80))
    softer = edit("volume", target="music", percent=20, from_=4, to=8)
    plain, proof = bench.after(document, *base), bench.after(document, *base, softer)
    back = bench.after(document, *base, softer, edit("undo"))
    assert proof.tone_db(MUSIC_HZ, 2.2, 3.8) - plain.tone_db(MUSIC_HZ, 2.2, 3.8) == pytest.approx(0, abs=0.5)
    assert proof.tone_db(MUSIC_HZ, 4.2, 5.5) - plain.tone_db(MUSIC_HZ, 4.2, 5.5) == pytest.approx(-12.04, abs=0.5)
    assert proof.tone_db(900, 4.2, 5.5) == pytest.approx(plain.tone_db(900, 4.2, 5.5), abs=0.5)
    assert back.timeline == plain.timeline


@pytest.mark.parametrize("target", ["clip", "all"])
def test_a_volume_leaves_a_muted_range_and_ends_a_mute_of_the_whole(bench: Bench, target: str) -> None:
    document, louder = bench.project("a.mov"), edit("volume", target=target, percent=120)
    proof = bench.after(document, edit("mute", target="clip", from_=1, to=2), louder)
    assert [proof.tone_db(500, at, at + 0.8) > -30 for at in (0.1, 1.1, 2.1)] == [True, False, True]
    assert bench.after(document, edit("mute", target="clip"), louder).tone_db(500, 1, 3) > -30


def test_a_mute_of_the_whole_is_silence(bench: Bench) -> None:
    assert bench.after(bench.project("a.mov"), edit("mute", target="all")).seen.level_db(0, 4) < -80


def test_fades_reach_black_and_silence_at_both_ends(bench: Bench) -> None:
    plain = bench.after(bench.project("a.mov"))
    proof = bench.after(bench.project("a.mov"), edit("fade", target="both", in_=1, out=1))
    assert max(proof.light(0), proof.light(99)) < 20
    assert proof.light(50) == pytest.approx(plain.light(50), abs=1)
    assert 18 < proof.light(12) < plain.light(12) - 10
    assert max(proof.seen.level_db(0, 0.02), proof.seen.level_db(3.98, 4)) < plain.seen.level_db(1, 3) - 25
    assert proof.seen.level_db(1.2, 2.8) == pytest.approx(plain.seen.level_db(1.2, 2.8), abs=0.3)


def test_a_fade_of_one_kind_leaves_the_other(bench: Bench) -> None:
    plain = bench.after(bench.project("a.mov"))
    picture, sound = (bench.after(bench.project("a.mov"), edit("fade", target=target, out=1)) for target in ("video", "audio"))
    assert picture.light(99) < 20
    assert picture.light(0) == pytest.approx(plain.light(0), abs=1)
    assert picture.seen.level_db(3.5, 3.9) == pytest.approx(plain.seen.level_db(3.5, 3.9), abs=0.3)
    assert sound.light(99) == pytest.approx(plain.light(99), abs=1)
    assert sound.seen.level_db(3.95, 4) < plain.seen.level_db(1, 3) - 20


@pytest.mark.parametrize("lufs", [None, -20.0, -27.0])
def test_loudness_is_what_was_asked(bench: Bench, lufs: float | None) -> None:
    said = {} if lufs is None else {"lufs": lufs}
    proof = bench.after(bench.project("a.mov"), edit("volume", target="clip", percent=25), edit("normalize", **said))
    assert bench.loudness(proof.rendered.path) == pytest.approx(-14.0 if lufs is None else lufs, abs=1)


@pytest.mark.slow
def test_denoising_lowers_hiss_and_leaves_a_tone(bench: Bench) -> None:
    plain, clean = (bench.after(bench.project("hiss.mov"), *edits) for edits in ((), (edit("denoise"),)))
    assert clean.seen.level_db(1.5, 3.5) < plain.seen.level_db(1.5, 3.5) - 5
    plain, clean = (bench.after(bench.project("a.mov"), *edits) for edits in ((), (edit("denoise"),)))
    assert clean.tone_db(500, 1, 3) == pytest.approx(plain.tone_db(500, 1, 3), abs=1)
