"""The beds there are, as data: chords, patterns and sound of each, and the words people use for them.

A pattern is one bar in beats (0 to 4). Pitches are MIDI numbers. Every progression and melody here was written for this program.
"""

import re
from dataclasses import dataclass, field

Pattern = tuple[float, ...]


@dataclass(frozen=True)
class Chord:
    bass: int
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """One voice on the chords. `style`: block (all notes on each beat of the pattern), arp (one after another), root (the bass note)."""

    voice: str
    style: str
    beats: Pattern
    gain: float
    length_beats: float = 1.0
    shift: int = 0


@dataclass(frozen=True)
class Bed:
    """A piece of music: 16 bars that loop. `melody`: chance of a note on each half beat; `scale`: its pitches."""

    bpm: float
    chords: tuple[Chord, ...]
    parts: tuple[Part, ...]
    drums: dict[str, tuple[Pattern, float]] = field(default_factory=dict)
    melody: float = 0.0
    melody_voice: str = "marimba"
    scale: tuple[int, ...] = ()
    swing: float = 0.0
    lowpass_hz: float = 9000.0
    crackle: float = 0.0
    room: float = 0.2


HALVES: Pattern = tuple(n / 2 for n in range(8))
OFFS: Pattern = (0.5, 1.5, 2.5, 3.5)
C, G, AM, F = Chord(36, (60, 64, 67)), Chord(31, (59, 62, 67)), Chord(33, (57, 60, 64)), Chord(29, (57, 60, 65))

BEDS: dict[str, Bed] = {
    "lo-fi": Bed(
        76,
        (Chord(38, (53, 57, 60, 64)), Chord(31, (53, 57, 59, 64)), Chord(36, (52, 55, 59, 62)), Chord(33, (55, 59, 60, 64))),
        (Part("keys", "block", (0, 2.5), 0.34, 2.2), Part("bass", "root", (0, 1.5, 2.5), 0.5, 0.9)),
        {"kick": ((0, 1.75, 2.5), 0.75), "snare": ((1, 3), 0.34), "hat": (HALVES, 0.2)},
        0.24, "keys", (69, 72, 74, 76, 79), 0.16, 3600, 0.05, 0.22,
    ),
    "calm": Bed(
        60,
        (Chord(36, (55, 59, 62, 64)), Chord(33, (55, 57, 60, 64)), Chord(29, (53, 57, 60, 64)), Chord(31, (55, 57, 60, 62))),
        (Part("pad", "block", (0,), 0.2, 4.0), Part("piano", "arp", (0, 1.5, 2.5), 0.3, 2.0, 12), Part("bass", "root", (0,), 0.25, 3.6)),
        {}, 0.08, "piano", (72, 74, 76, 79, 81), 0.0, 5000, 0.0, 0.5,
    ),
    "piano": Bed(
        72,
        (C, Chord(35, (59, 62, 67)), AM, Chord(28, (55, 59, 64)), F, C, Chord(38, (57, 62, 65)), G),
        (Part("piano", "arp", HALVES, 0.34, 1.5), Part("piano", "root", (0, 2), 0.4, 2.0, 12)),
        {}, 0.14, "piano", (72, 74, 76, 79, 81, 84), 0.0, 6500, 0.0, 0.4,
    ),
    "upbeat": Bed(
        112,
        (C, G, AM, F),
        (
            Part("pluck", "block", (0, 0.75, 1.5, 2.5, 3.25), 0.26, 0.5),
            Part("bass", "root", HALVES, 0.42, 0.4),
            Part("pad", "block", (0,), 0.07, 4.0),
        ),
        {"kick": ((0, 1, 2, 3), 0.7), "clap": ((1, 3), 0.6), "hat": (OFFS, 0.4), "shaker": (HALVES, 0.2)},
        0.45, "marimba", (72, 74, 76, 79, 81, 84), 0.0, 11000, 0.0, 0.15,
    ),
    "cinematic": Bed(
        84,
        (AM, F, C, G, AM, F, Chord(38, (57, 62, 65)), Chord(28, (56, 59, 64))),
        (Part("strings", "arp", HALVES, 0.22, 0.4), Part("strings", "block", (0,), 0.16, 3.9), Part("bass", "root", (0, 2), 0.45, 1.9)),
        {"drum": ((0, 1.5, 2, 3.5), 0.6)},
        0.0, "strings", (), 0.0, 7000, 0.0, 0.45,
    ),
    "jazz": Bed(
        104,
        (Chord(38, (53, 57, 60, 64)), Chord(31, (53, 57, 59, 64)), Chord(36, (52, 57, 59, 62)), Chord(33, (55, 58, 61, 64))),
        (Part("keys", "block", (0, 1.5), 0.3, 1.0), Part("bass", "walk", (0, 1, 2, 3), 0.5, 0.9)),
        {"ride": ((0, 1, 1.5, 2, 3, 3.5), 0.3), "snare": ((1, 3), 0.12), "kick": ((0,), 0.3)},
        0.3, "piano", (69, 72, 74, 76, 77, 79, 81), 0.3, 8000, 0.0, 0.2,
    ),
    "acoustic": Bed(
        92,
        (Chord(31, (55, 59, 62, 67)), Chord(38, (57, 62, 66, 69)), Chord(28, (55, 59, 64, 67)), Chord(36, (55, 60, 64, 67))),
        (Part("pluck", "arp", HALVES, 0.42, 1.2), Part("pluck", "root", (0, 2), 0.4, 1.8, 12), Part("bass", "root", (0, 2), 0.25, 1.5)),
        {"shaker": (HALVES, 0.22), "kick": ((0, 2), 0.3)},
        0.12, "pluck", (74, 76, 79, 81, 83), 0.06, 9000, 0.0, 0.25,
    ),
    "tech": Bed(
        110,
        (AM, C, F, G),
        (
            Part("marimba", "arp", tuple(n / 4 for n in range(16)), 0.26, 0.3, 12),
            Part("pad", "block", (0,), 0.16, 4.0),
            Part("bass", "root", OFFS, 0.4, 0.4),
        ),
        {"kick": ((0, 2), 0.55), "hat": (OFFS, 0.3), "clap": ((3,), 0.3)},
        0.0, "keys", (), 0.0, 8000, 0.0, 0.3,
    ),
}  # fmt: skip
DEFAULT = "lo-fi"

_WORDS = {
    "lo-fi": "lofi lo-fi chill chillhop study relaxed background cozy groovy hip-hop 低保真 慵懒 放松 轻松 休闲 背景音乐",
    "calm": "calm ambient peaceful soft gentle quiet meditation sleep dreamy soothing slow mellow serene "
    "舒缓 安静 平静 柔和 温柔 氛围 宁静 冥想 治愈",
    "piano": "piano emotional sad romantic touching sentimental nostalgic love classical 钢琴 伤感 悲伤 浪漫 抒情 感人 温情 怀旧 古典",
    "upbeat": "upbeat happy energetic fun cheerful pop dance bright positive summer party fast playful "
    "轻快 欢快 快乐 活力 动感 开心 愉快 流行 节奏 活泼",
    "cinematic": "cinematic epic dramatic inspiring orchestral trailer powerful heroic tense motivational "
    "史诗 震撼 电影 大气 励志 激昂 管弦 紧张",
    "jazz": "jazz jazzy swing lounge cafe coffee blues smooth 爵士 咖啡 蓝调",
    "acoustic": "acoustic guitar folk country warm travel vlog indie ukulele 吉他 民谣 温暖 旅行 清新 原声",
    "tech": "tech technology corporate electronic business modern digital minimal synth product presentation 科技 电子 商务 企业 现代 产品",
}
MOODS: dict[str, str] = {word: bed for bed, words in _WORDS.items() for word in words.split()}
"""What people ask for -> the bed that is played."""

KINDS = frozenset("lofi lo-fi chillhop piano jazz guitar acoustic orchestral epic cinematic 低保真 钢琴 爵士 吉他 民谣 管弦 史诗".split())  # noqa: SIM905
"""Words for a kind of music or an instrument: "soft jazz" is jazz before it is soft."""


def bed_of(mood: str) -> str:
    """The bed for a mood in English or Chinese; lo-fi for a word nobody thought of."""
    said = mood.strip().lower()
    if said in MOODS:
        return MOODS[said]
    heard = [word for word in MOODS if (re.search(rf"\b{re.escape(word)}\b", said) if word.isascii() else word in said)]
    return MOODS[max(heard, key=lambda word: (word in KINDS, len(word)))] if heard else DEFAULT
