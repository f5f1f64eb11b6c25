"""The audio job: voice and music become one AAC track, encoded once and whole (pieces encoded apart drift from the picture)."""

import asyncio
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.engine.audio import pcm
from backend.engine.heard import SAMPLE_RATE, Voice
from backend.engine.music import bed
from backend.engine.plan import RenderPlan
from backend.engine.pool import cores, together
from backend.engine.run import EngineError, ffmpeg, place, raw, source
from backend.engine.store import identity, is_kept, key_of
from backend.engine.voice import assemble, cleaned, stretched

MUSIC_IN_S, MUSIC_OUT_S = 0.5, 2.0

DUCK = "sidechaincompress=threshold=0.02:ratio=4:attack=200:release=800:knee=4:detection=rms"
"""About 12 dB less music under speech of a usual level (-18 dBFS RMS)."""

MUTE_FADE_S, MUTE_MARGIN_S, MUTE_BLOCK = 0.015, 0.1, 256
"""Of a stretch without music: the fades beside it, how far round it the filter works, and the samples that it decides on at a time."""

QUIET_LUFS = -60.0
"""What is softer than this is noise; making it loud helps nobody."""

PEAK_DB = -1.0
AAC = ["-c:a", "aac", "-b:a", "192k", "-ar", str(SAMPLE_RATE), "-ac", "2"]


@dataclass(frozen=True)
class Mixed:
    """The finished track. `too_quiet`: the loudness that was asked for was not set, there is next to nothing to hear."""

    path: Path
    too_quiet: bool = False


@dataclass(frozen=True)
class Desk:
    """What the audio job works with: files by media id, the cache of raw sound, the job's own folder, the store of finished tracks."""

    plan: RenderPlan
    sources: Mapping[str, Path]
    sounds: Path
    folder: Path
    kept: Path


async def sound(desk: Desk) -> Mixed:
    """Assemble, mix, level and encode; taken from the store when nothing that can be heard has changed."""
    target = desk.kept / f"{_key(desk)}.m4a"
    quiet = target.with_suffix(".quiet")
    if await asyncio.to_thread(is_kept, target):
        return Mixed(target, quiet.exists())
    voice = desk.folder / "voice.f32"
    await asyncio.to_thread(assemble, desk.plan.voices, await _sounds(desk), desk.plan.samples, voice)
    mixed = await _with_music(desk, voice)
    gain_db = await _leveling(desk.plan, mixed)
    if gain_db is None:
        quiet.touch()
    await _encode(desk.plan, mixed, gain_db or 0.0, target)
    return Mixed(target, gain_db is None)


def _key(desk: Desk) -> str:
    plan = desk.plan
    used = {voice.media for voice in plan.voices} | ({plan.music.source} if plan.music else set())
    files = sorted((media, identity(desk.sources[media])) for media in used if media in desk.sources)
    return key_of(plan.voices, plan.samples, plan.music, plan.gain, plan.lufs, plan.fades, files, DUCK)


async def _sounds(desk: Desk) -> dict[Voice, Path]:
    """The raw sound each voice plays from."""
    found: dict[Voice, Path] = {}

    async def prepare(voice: Voice) -> None:
        path = whole[voice.media]
        if voice.denoise:
            path = await cleaned(path, desk.sounds)
        found[voice] = path if voice.speed == 1 else await stretched(voice, path, desk.folder)

    whole = {media: await pcm(desk.sources[media], desk.sounds) for media in dict.fromkeys(voice.media for voice in desk.plan.voices)}
    denoised = {voice.media: voice for voice in desk.plan.voices if voice.denoise}
    await together([prepare(voice) for voice in denoised.values()], 2)
    await together([prepare(voice) for voice in desk.plan.voices], max(1, cores() // 2))
    return found


def _floats(path: Path) -> list[str]:
    return source(path, "-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2", formats="f32le")


async def _with_music(desk: Desk, voice: Path) -> Path:
    """The voice with the music under it; the voice itself when there is none."""
    music = desk.plan.music
    if music is None:
        return voice
    taken = await _music(desk, music.source)
    target = desk.folder / "mixed.f32"
    length_s = desk.plan.samples / SAMPLE_RATE
    out_s = min(MUSIC_OUT_S, length_s / 2)
    under = (
        f"[1:a]atrim=end_sample={desk.plan.samples},aformat=sample_fmts=fltp:channel_layouts=stereo,volume={music.volume / 100:.4f},"
        f"{''.join(f'{text},' for text in [*leveled(music.levels), *silenced(music.silent)])}"
        f"afade=t=in:d={min(MUSIC_IN_S, length_s / 2):.3f}:curve=qsin,afade=t=out:st={length_s - out_s:.6f}:d={out_s:.6f}:curve=qsin[m]"
    )
    duck = f";[0:a]asplit[v][k];[m][k]{DUCK}[d]" if music.duck else ""
    names = "[v][d]" if music.duck else "[0:a][m]"
    graph = f"{under}{duck};{names}amix=inputs=2:duration=first:normalize=0[out]"
    args = [*_floats(voice), *taken, "-filter_complex", graph, "-map", "[out]", "-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2"]
    await ffmpeg([*args, place(target)])
    return target


def silenced(ranges: Sequence[tuple[float, float]]) -> list[str]:
    """Filters that leave nothing of a sound within ranges of seconds, and all of it outside but for a short fade on either side.

    Each range is two fades that work on its two halves only: a fade on its own would silence all that comes after or before.
    """
    filters = [f"asetnsamples=n={MUTE_BLOCK}:p=0"] if ranges else []
    for start_s, end_s in ranges:
        middle_s, out_s = (start_s + end_s) / 2, max(0.0, start_s - MUTE_FADE_S)
        first = f"between(t\\,{start_s - MUTE_MARGIN_S:.6f}\\,{middle_s:.6f})"
        second = f"gt(t\\,{middle_s:.6f})*lt(t\\,{end_s + MUTE_MARGIN_S:.6f})"
        filters.append(f"afade=t=out:st={out_s:.6f}:d={max(0.0001, start_s - out_s):.6f}:enable={first}")
        filters.append(f"afade=t=in:st={end_s:.6f}:d={MUTE_FADE_S}:enable={second}")
    return filters


def leveled(ranges: Sequence[tuple[float, float, float]]) -> list[str]:
    """Filters that multiply a sound by a factor within ranges of seconds, with a short ramp just inside either end."""
    filters = [f"asetnsamples=n={MUTE_BLOCK}:p=0"] if ranges else []
    for start_s, end_s, factor in ranges:
        inside = f"clip(min(t-{start_s:.6f}\\,{end_s:.6f}-t)/{MUTE_FADE_S}\\,0\\,1)"
        filters.append(f"volume=volume=1+({factor - 1:.6f})*{inside}:eval=frame")
    return filters


async def _music(desk: Desk, name: str) -> list[str]:
    """The input for a bed made for this length, or for a file that repeats to the end."""
    if name.startswith("bed:"):
        made = desk.folder / "bed.wav"
        await asyncio.to_thread(bed, name.removeprefix("bed:"), desk.plan.duration_s + 0.1, made)
        return source(made)
    return raw(await pcm(desk.sources[name], desk.sounds), "-stream_loop", "-1")


async def _leveling(plan: RenderPlan, mixed: Path) -> float | None:
    """Gain in dB that brings the mix to the loudness asked for; 0 when none was asked, None when there is next to nothing to hear."""
    if plan.lufs is None:
        return 0.0
    said = await ffmpeg([*_floats(mixed), "-af", f"volume={plan.gain:.6f},loudnorm=print_format=json", "-f", "null", "-"], level="info")
    measured = re.search(r'"input_i"\s*:\s*"(-?[\d.]+|-inf)"', said)
    if not measured:
        raise EngineError("ffmpeg", "loudness could not be measured")
    loudness = float(measured[1])
    return None if loudness < QUIET_LUFS else plan.lufs - loudness


async def _encode(plan: RenderPlan, mixed: Path, gain_db: float, target: Path) -> None:
    length_s = plan.samples / SAMPLE_RATE
    filters = [f"volume={plan.gain:.6f}"] if plan.gain != 1 else []
    filters += [f"volume={gain_db:.4f}dB"] if gain_db else []
    if plan.music or plan.gain > 1 or gain_db > 0 or any(voice.gain > 1 for voice in plan.voices):
        filters.append(f"alimiter=limit={10 ** (PEAK_DB / 20):.4f}:level=0:latency=1")
    if plan.fades.audio_in_s > 0:
        filters.append(f"afade=t=in:d={min(plan.fades.audio_in_s, length_s):.6f}")
    if plan.fades.audio_out_s > 0:
        out_s = min(plan.fades.audio_out_s, length_s)
        filters.append(f"afade=t=out:st={length_s - out_s:.6f}:d={out_s:.6f}")
    filters.append(f"apad=whole_len={plan.samples},atrim=end_sample={plan.samples}")
    part = target.parent / f"{uuid.uuid4().hex}.part"
    try:
        await ffmpeg([*_floats(mixed), "-af", ",".join(filters), *AAC, "-map_metadata", "-1", "-f", "mp4", place(part)])
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
