"""The plan, without any media: grids, sizes, chunks, stretches of sound."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.draft.timeline import Canvas, Clip, Join, Media, MusicBed, OverlayPicture, Sound, Timeline
from backend.engine.chunks import CHUNK_S, MAX_INPUTS, Run, chunked, runs
from backend.engine.heard import SAMPLE_RATE
from backend.engine.plan import Output, PlanError, plan, size
from backend.engine.shots import Blend, Shot, pieces, place

HD = Media(id="a", name="a.mp4", kind="video", duration_s=600, width=1920, height=1080, fps="30", has_audio=True)
STILL = Media(id="p", name="p.png", kind="image", duration_s=0, width=800, height=600)
SONG = Media(id="s", name="s.mp3", kind="audio", duration_s=100, has_audio=True)
SOURCES = {media.id: Path(media.id) for media in (HD, STILL, SONG)}
RATES = [Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60)]


def timeline(*clips: Clip, **extra: object) -> Timeline:
    canvas = Canvas(width=1920, height=1080, fps="30")
    return Timeline(media=(HD, STILL, SONG), clips=clips, canvas=canvas).model_copy(update=extra)


def clip(start_s: float, end_s: float, **extra: object) -> Clip:
    return Clip(media="a", start_s=start_s, end_s=end_s, **extra)  # type: ignore[arg-type]


clips_of_any_kind = st.lists(
    st.builds(
        lambda start, length, speed, reverse, join: clip(
            start, start + length, speed=speed, reverse=reverse, join=Join(kind="crossfade", duration_s=join) if join else None
        ),
        st.floats(0, 500),
        st.floats(0.05, 20),
        st.sampled_from([1.0, 1.0, 1.0, 0.5, 2.0, 1.37]),
        st.booleans(),
        st.sampled_from([0.0, 0.0, 0.02, 0.5]),
    ),
    min_size=1,
    max_size=25,
)


@given(clips_of_any_kind, st.sampled_from(RATES))
def test_picture_and_sound_always_end_together(clips: list[Clip], rate: Fraction) -> None:
    compiled = plan(timeline(*clips), SOURCES, Output(fps=float(rate)))
    assert sum(chunk.frames for chunk in compiled.chunks) == compiled.frames
    assert abs(Fraction(compiled.samples, SAMPLE_RATE) - compiled.frames / rate) < Fraction(1, 1000)
    ends = [0]
    for chunk in compiled.chunks:
        assert chunk.at == ends[-1]
        ends.append(chunk.at + chunk.frames)
    for voice in compiled.voices:
        assert 0 <= voice.at < voice.at + voice.samples <= compiled.samples


@given(clips_of_any_kind)
def test_roundings_never_add_up(clips: list[Clip]) -> None:
    plain = [item.model_copy(update={"join": None}) for item in clips]
    placed = place(plain, Fraction(30))
    total_s = sum(item.duration_s for item in plain)
    assert abs((placed[-1].last if placed else 0) - total_s * 30) <= 0.51


@given(clips_of_any_kind)
def test_every_frame_is_in_one_piece(clips: list[Clip]) -> None:
    placed = place(clips, Fraction(30))
    found = pieces(placed, Fraction(30))
    assert sum(piece.frames for piece in found) == (placed[-1].last if placed else 0)
    assert all(piece.frames > 0 for piece in found)
    assert all(piece.before.frames == piece.after.frames for piece in found if isinstance(piece, Blend))


def test_a_clip_split_in_two_shows_the_same_frames_as_before() -> None:
    whole = place([clip(1.013, 9.0)], Fraction(30))
    halves = place([clip(1.013, 4.4567), clip(4.4567, 9.0)], Fraction(30))
    assert halves[1].follows
    assert halves[0].shot.start == whole[0].shot.start
    assert halves[1].shot.start == whole[0].shot.start + halves[0].shot.frames / Fraction(30)
    assert halves[1].last == whole[0].last


def test_a_clip_shorter_than_half_a_frame_disappears() -> None:
    placed = place([clip(0, 1), clip(5, 5.001), clip(2, 3)], Fraction(30))
    assert [item.clip.start_s for item in placed] == [0, 2]


def test_a_transition_longer_than_its_clips_is_made_to_fit() -> None:
    joins = Join(kind="wipe", duration_s=3.0)
    placed = place([clip(0, 1), clip(5, 6, join=joins), clip(8, 9, join=joins)], Fraction(30))
    assert all(item.overlap <= item.shot.frames for item in placed)
    assert sum(piece.frames for piece in pieces(placed, Fraction(30))) == placed[-1].last


def test_cuts_of_one_media_become_one_run() -> None:
    shots = [Shot("a", Fraction(n), 15) for n in (0, 1, 2, 9)]
    found = runs(shots, Fraction(30))
    assert [len(item.shots) for item in found if isinstance(item, Run)] == [3, 1]


def test_chunks_are_some_seconds_long_and_hold_few_inputs() -> None:
    compiled = plan(timeline(*(clip(n * 20 % 400, n * 20 % 400 + 0.5) for n in range(80)), clip(0, 100)), SOURCES, Output())
    for chunk in compiled.chunks:
        assert chunk.frames <= 2 * CHUNK_S * 30
        assert len(runs(chunk.pieces, compiled.rate)) <= MAX_INPUTS + 1


def test_an_edit_at_the_start_leaves_later_chunks_as_they_are() -> None:
    def content(*clips: Clip) -> set[object]:
        return {chunk.pieces for chunk in plan(timeline(*clips), SOURCES, Output()).chunks}

    before, after = content(clip(0, 120)), content(clip(0, 2), clip(5, 120))
    assert len(before - after) <= 1


def test_a_reversed_clip_is_cut_into_pieces_that_fit_in_memory() -> None:
    (item,) = place([clip(10, 20, reverse=True)], Fraction(30))
    shots = [shot for chunk in chunked([item.shot], Fraction(30)) for shot in chunk.pieces]
    assert all(isinstance(shot, Shot) and shot.frames <= 60 for shot in shots)
    starts = [shot.start for shot in shots if isinstance(shot, Shot)]
    assert starts == sorted(starts, reverse=True)
    assert starts[-1] == 10


@pytest.mark.parametrize(
    ("canvas", "output", "asked", "found"),
    [
        ((3840, 2160), Output(), False, (1920, 1080)),
        ((3840, 2160), Output(), True, (3840, 2160)),
        ((3840, 2160), Output(height=2160), False, (3840, 2160)),
        ((1280, 720), Output(), False, (1280, 720)),
        ((1280, 720), Output(height=1080), False, (1920, 1080)),
        ((1080, 1920), Output(height=720), False, (720, 1280)),
        ((1920, 1080), Output(quality="draft"), False, (854, 480)),
        ((175, 99), Output(), False, (176, 100)),
        ((1, 1), Output(), False, (2, 2)),
    ],
)
def test_sizes(canvas: tuple[int, int], output: Output, asked: bool, found: tuple[int, int]) -> None:
    assert size(*canvas, output, asked=asked) == found


def test_muted_held_and_very_fast_clips_are_not_heard() -> None:
    clips = [clip(0, 1, sound=Sound(muted=True)), clip(1, 1, hold_s=1), clip(0, 10, speed=5), clip(0, 1, sound=Sound(gain=0)), clip(3, 4)]
    compiled = plan(timeline(*clips), SOURCES, Output())
    assert [voice.start for voice in compiled.voices] == [3]


def test_fades_stand_at_cuts_only() -> None:
    compiled = plan(timeline(clip(0, 1), clip(1, 2), clip(5, 6)), SOURCES, Output())
    cut = round(0.015 * SAMPLE_RATE)
    assert [(voice.fade_in, voice.fade_out) for voice in compiled.voices] == [(cut, 0), (0, cut), (cut, cut)]


def test_what_cannot_be_rendered_is_told() -> None:
    for broken, reason in (
        (timeline(), "no_picture"),
        (timeline(Clip(media="s", start_s=0, end_s=1)), "no_picture"),
        (timeline(clip(0, 1), music=MusicBed(source="gone", name="x")), "source_missing"),
        (timeline(clip(0, 1), canvas=None, clips=()), "no_picture"),
    ):
        with pytest.raises(PlanError) as caught:
            plan(broken, SOURCES, Output())
        assert caught.value.reason == reason


def test_without_a_canvas_the_first_picture_gives_it() -> None:
    compiled = plan(timeline(clip(0, 1), canvas=None), SOURCES, Output())
    assert (compiled.width, compiled.height, compiled.rate) == (1920, 1080, 30)


def test_overlays_end_with_the_result_and_with_themselves() -> None:
    overlays = (OverlayPicture(media="p", from_s=0.5), OverlayPicture(media="p", from_s=5), OverlayPicture(media="a", from_s=0, to_s=99))
    compiled = plan(timeline(clip(0, 2), overlays=overlays), SOURCES, Output())
    assert [(item.first, item.last) for item in compiled.overlays] == [(15, 60), (0, 60)]


def test_muted_music_is_no_music() -> None:
    for music in (MusicBed(source="bed:calm", name="x", muted=True), MusicBed(source="bed:calm", name="x", volume=0)):
        assert plan(timeline(clip(0, 1), music=music), SOURCES, Output()).music is None
