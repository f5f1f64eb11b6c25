"""Words run together, words for others that sound the same, short forms; and real words that must stay as they are."""

from typing import Any

import pytest

from backend.director import Scene, direct
from backend.director.glued import glued_verb
from backend.director.lexicon import lexicon
from backend.director.misheard import mended


def asked(text: str) -> list[dict[str, Any]]:
    """The edits of a message about a minute of film."""
    return [edit.said() for edit in direct(text, Scene(duration_s=60.0)).edits]


@pytest.mark.parametrize(("typed", "meant"), [
    ("trimthe first8 sec", "trim the first 8 sec"), ("removethe music", "remove the music"), ("splitat 14s", "split at 14s"),
    ("denoise, then addmusic", "denoise, then add music"), ("removesilence and addsubtitles", "remove silence and add subtitles"),
    ("slowdown 3-6s", "slow down 3-6s"), ("turn it blackandwhite", "turn it black and white"),
    ("loose the last 6 secs", "lose the last 6 secs"), ("subs on, and loose the intro", "subs on, and lose the intro"),
    ("pls take of the first 7s", "pls take off the first 7s"), ("add subs then cut of the end 4s", "add subs then cut off the end 4s"),
    ("can u brake the vid at 22s", "can you break the video at 22s"), ("drop the sound 2 35%", "drop the sound to 35%"),
    ("cut 0:12 2 0:19", "cut 0:12 to 0:19"), ("keep b/w 4s and 31s", "keep between 4s and 31s"), ("b/w and captions", "bw and captions"),
    ("fade inn 3s", "fade in 3s"), ("mute frm 4 to 9", "mute from 4 to 9"), ("kut the first 3s", "cut the first 3s"),
    ("crop vert + subs btm", "crop vertical + subs bottom"), ("sq crop, lvl audio", "square crop, level audio"),
    ("Reverse. Level. Subs.", "Reverse. Level the audio. Subs."),
    ("倍数1.8", "倍速1.8"), ("加字幕，倍数调到2", "加字幕，倍速调到2"), ("jian掉前7秒", "剪掉前7秒"),
    ("静音，shan掉最后4秒", "静音，删掉最后4秒"),
    ("把口痞去掉", "把口癖去掉"), ("淡入弹出各2秒", "淡入淡出各2秒"), ("在21秒处分歌", "在21秒处分割"), ("字幂放上面", "字幕放上面"),
])
def test_a_slip_is_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert asked(typed) == asked(meant) != []


@pytest.mark.parametrize("text", [
    "the best take of the first day", "the final cut of the first reel", "the footage looks loose", "a loose frame", "the car brakes at 8s",
    "brake lights", "mute clip 2 20% in", "track 2 30 db", "turn it up by 2 20% at a time", "we stayed at the inn", "chapter 2 of it",
    "倍数是多少", "两倍数据", "分歌手", "弹出窗口", "几倍数", "jianjian 的视频", "shanghai 的画面",
])
def test_the_same_letters_with_another_meaning_stay(text: str) -> None:
    assert mended(text) == text


REAL = """
    addition additive addled address trimester trimaran cutthroat cutlery cutler remover deleter splinter splitter cropper rotator rotated
    flipper flipside reversal reversible blurb blurry freezer merger keepsake keeper killer killjoy maker makeup makeshift putter putty
    mutebox loose brake take breaks rite vertex verb kart bake backer brittle square level levels loop loot lope topic bottle button
    form from frame flame clap clip click grand brand blend bland
"""


def test_a_real_word_is_no_verb_with_another_word_behind() -> None:
    assert [word for word in REAL.split() if glued_verb(word, 0, lexicon())] == []



@pytest.mark.parametrize(("text", "title"), [
    ('put "loose the fear" on screen', "loose the fear"), ('add a title "addmusic 2 20%"', "addmusic 2 20%"),
    ('title "take of the first b/w day" at the top', "take of the first b/w day"), ("加标题“口痞倍数1.5”", "口痞倍数1.5"),
])
def test_what_is_quoted_stays_as_it_was_typed(text: str, title: str) -> None:
    [edit] = asked(text)
    assert (edit["op"], edit["text"]) == ("title", title)


def test_a_file_keeps_its_name() -> None:
    [edit] = asked("overlay addmusic.png at the top rite")
    assert (edit["file"], edit["position"]) == ("addmusic.png", "top_right")
