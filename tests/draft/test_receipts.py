"""Receipts: what each edit did, with its numbers, in both languages."""

import re
from pathlib import Path
from typing import Any

import pytest
from footage import LOGO, MUTE, PHONE, SILENCES, SONG, SPOKEN, TOUR, edit, edited, project

import backend.draft
import prompts
from backend.draft.changes import receipt
from backend.draft.document import Document
from backend.draft.errors import EditError
from backend.draft.history import apply
from backend.draft.ops import OPS
from backend.edits import AnyEdit
from prompts import Language, speaker

ENGLISH, CHINESE = speaker(lambda: "en"), speaker(lambda: "zh")


def ready() -> Document:
    return edited(project(TOUR, PHONE, LOGO, SONG), edit("title", text="Old"), edit("captions", facts=SPOKEN), edit("music", mood="lo-fi"))


def yellow() -> Document:
    """Captions that were put there, then made yellow."""
    return edited(project(), edit("captions", facts=SPOKEN), edit("captions", color="yellow"))


def two() -> Document:
    return edited(project(TOUR, PHONE), edit("merge"))


def cut() -> Document:
    return edited(project(), edit("trim_silence", facts=SILENCES))


SAID: list[tuple[Document, AnyEdit, str, str]] = [
    (project(), edit("trim_silence", facts=SILENCES), "Silences: 4 removed, 1:00 → 0:51.5, longest 4.5 s at 0:10.",
     "静音：剪掉 4 处，1:00 → 0:51.5，最长的 4.5 秒，在 0:10。"),
    (project(), edit("trim_silence", facts={}), "Silences: none of 0.5 s or more found, nothing was cut.",
     "静音：没有找到 0.5 秒以上的，没有剪。"),
    (project(), edit("trim_silence", facts=SILENCES, moving={"a": [(40, 43)]}),
     "Silences: 4 removed, 1:00 → 0:51.5, longest 4.5 s at 0:10.\n"
     "Left in, because the picture moves there: number 4 (0:40–0:43 of the source, 3 s). Say “cut them too” if it should go.",
     "静音：剪掉 4 处，1:00 → 0:51.5，最长的 4.5 秒，在 0:10。\n"
     "这些静音处画面在动，没有剪：第 4 处（原片 0:40–0:43，3 秒）。要剪就说“那些也剪掉”。"),
    (project(), edit("trim_silence", facts={}, moving={"a": [(40, 43)]}),
     "Left in, because the picture moves there: number 1 (0:40–0:43 of the source, 3 s). Say “cut them too” if it should go.",
     "这些静音处画面在动，没有剪：第 1 处（原片 0:40–0:43，3 秒）。要剪就说“那些也剪掉”。"),
    (cut(), edit("restore_cuts", numbers=[2, -1]), "Put back: numbers 2, 4, 0:51.5 → 0:57.", "放回：第 2、4 处，0:51.5 → 0:57。"),
    (edited(cut(), edit("restore_cuts")), edit("recut", numbers=[3]), "Cut: number 3, 1:00 → 0:58.", "剪掉：第 3 处，1:00 → 0:58。"),
    (edited(cut(), edit("cut", from_=0, to=12)), edit("restore_cuts", numbers=[2, 3]),
     "Put back: numbers 2, 3, 0:39.5 → 0:41.5.\nOne stretch has no place any more: the video around it was removed.",
     "放回：第 2、3 处，0:39.5 → 0:41.5。\n有 1 处放不回去：它前后的画面都已经删掉了。"),
    (project(), edit("preview_cuts", facts={"a": [(10, 14.5)]}, moving={"a": [(40, 43)]}),
     "Nothing was cut. I would cut 1 of 2 quiet stretches, 1:00 → 0:55.5:\n1. 0:10–0:14.5 (4.5 s)\n"
     "2. 0:40–0:43 (3 s), left in: the picture moves\nSay “cut them”, or “cut all but 1”.",
     "没有剪，只是先看看。会剪掉 2 处静音中的 1 处，1:00 → 0:55.5：\n1. 0:10–0:14.5（4.5 秒）\n"
     "2. 0:40–0:43（3 秒），保留：画面在动\n可以说“剪掉它们”，或“除了第 1 处都剪掉”。"),
    (cut(), edit("preview_cuts", facts=SILENCES), "Silences: none of 0.5 s or more found, nothing was cut.",
     "静音：没有找到 0.5 秒以上的，没有剪。"),
    (cut(), edit("save_version", name="A"), "Saved as version “A”: 0:51.5, 1 edit. Say “go back to version A” whenever you want it.",
     "已存为版本“A”：0:51.5，1 个剪辑。想回来时说“回到版本 A”。"),
    (edited(cut(), edit("save_version", name="A")), edit("save_version", name="a"),
     "Saved as version “a”: 0:51.5, 1 edit. Say “go back to version a” whenever you want it.\n"
     "There was a version “a” already; the name now means this state.",
     "已存为版本“a”：0:51.5，1 个剪辑。想回来时说“回到版本 a”。\n原来已经有版本“a”，现在这个名字指的是这一版。"),
    (edited(cut(), edit("save_version", name="A"), edit("undo"), edit("normalize")), edit("restore_version", name="A"),
     "Back to version “A”, 1:00 → 0:51.5; taken back: the loudness; back again: cutting the silences. “undo” takes this step back.",
     "已回到版本“A”，1:00 → 0:51.5；撤销了响度；恢复了剪静音。说“撤销”可以取消这一步。"),
    (edited(cut(), edit("aspect", ratio="9:16"), edit("normalize")), edit("restore_version", before="aspect"),
     "Back to before the shape “9:16”; taken back: the shape “9:16”, the loudness. “undo” takes this step back.",
     "已回到画幅“9:16”之前；撤销了画幅“9:16”、响度。说“撤销”可以取消这一步。"),
    (project(), edit("remove_fillers", facts={"a": [(1, 1.5)]}), "Filler words: 1 removed, 1:00 → 0:59.5.",
     "语气词：剪掉 1 处，1:00 → 0:59.5。"),
    (project(), edit("best_moments", to=12, facts={"a": [(5, 11, ["speech", "motion"]), (40, 46, [])]}),
     "Best moments: 2 pieces, 1:00 → 0:12. Measured by speech, movement, loudness, sharpness and new scenes; what is funny or important I "
     "can't tell. Taken:\n- 0:05–0:11: much speech, much movement\n- 0:40–0:46",
     "精华：留下 2 段，1:00 → 0:12。按说话多少、画面动静、音量、清晰度和新场景测量选出；好不好笑、重不重要，我判断不了。留下的是：\n"
     "- 0:05–0:11：说话多、动静大\n- 0:40–0:46"),
    (project(), edit("bleep", word="damn", facts={"ranges": {"a": [(5, 5.4), (40, 40.5)]}}), "A tone over “damn” at 0:05, 0:40.",
     "“damn”已换成提示音：0:05、0:40。"),
    (project(), edit("bleep", word="damn", facts={"ranges": {"a": [(5, 5.4)]}, "approximate": True}),
     "A tone over “damn” at 0:05. The captions tell the time of a line, not of each word, so this is approximate: listen to it before you "
     "publish.", "“damn”已换成提示音：0:05。字幕只有整句的时间，词的位置是估算的，发布前请听一遍。"),
    (edited(cut(), edit("save_version", name="A"), edit("save_version", name="B")), edit("delete_version", name="a"),
     "Version “A” deleted; the video stays as it is. Left: “B”. “undo” brings it back.",
     "已删除版本“A”，视频不变。还有：“B”。说“撤销”可以找回。"),
    (edited(cut(), edit("save_version", name="A"), edit("save_version", name="B")), edit("delete_version", all=True),
     "Versions “A”, “B” deleted; the video stays as it is. “undo” brings them back.", "已删除版本“A”、“B”，视频不变。说“撤销”可以找回。"),
    (edited(cut(), edit("save_version", name="A")), edit("rename_version", name="A", to="client review"),
     "Version “A” is called “client review” now.", "版本“A”现在叫“client review”。"),
    (two(), edit("rotate", degrees=180, from_=10, to=20), "Turned 180° clockwise from 0:10 to 0:20, the frame is 1920x1080.",
     "0:10 到 0:20，顺时针旋转了 180°，画面为 1920x1080。"),
    (two(), edit("denoise", from_=10, to=20), "Background noise is reduced from 0:10 to 0:20.", "0:10 到 0:20，背景噪声已减弱。"),
    (project(), edit("trim", start=4, end=2.5), "Trimmed: 4 s off the start, 2.5 s off the end, 1:00 → 0:53.5.",
     "修剪：开头去掉 4 秒，结尾去掉 2.5 秒，1:00 → 0:53.5。"),
    (project(), edit("cut", from_=50, to=80), "Cut out: 0:50–1:00, 1:00 → 0:50.\n1:20 is past the end; I took the end, 1:00.",
     "剪掉：0:50–1:00，1:00 → 0:50。\n1:20 超出了结尾，我按结尾 1:00 处理。"),
    (project(), edit("keep", from_=10, to=20), "Kept only 0:10–0:20: 1:00 → 0:10.", "只保留 0:10–0:20：1:00 → 0:10。"),
    (project(), edit("duration", to=30), "Length: 1:00 → 0:30, the end was cut.", "时长：1:00 → 0:30，剪掉了结尾。"),
    (project(), edit("duration", to=30, how="speed"), "Length: 1:00 → 0:30, by playing it at 2×.", "时长：1:00 → 0:30，以 2 倍速播放。"),
    (project(), edit("duration", to=90), "The video is 1:00 long, so it already fits in 1:30.", "视频长 1:00，本来就不超过 1:30。"),
    (project(), edit("split", at=15), "Split at 0:15: now 2 clips.", "在 0:15 处切开，现在有 2 个片段。"),
    (two(), edit("delete_clip", index=-1), "Clip 2 removed, 1 clip is left: 1:20 → 1:00.", "删除了第 2 个片段，还剩 1 个：1:20 → 1:00。"),
    (two(), edit("move_clip", index=2, to=1), "Clip 2 is now number 1.", "第 2 个片段现在排在第 1 位。"),
    (project(TOUR, PHONE), edit("merge"), "Joined: Beach day.MOV added behind the rest, 2 clips, 1:00 → 1:20.",
     "已合并：Beach day.MOV 接在后面，共 2 个片段，1:00 → 1:20。"),
    (two(), edit("transition", kind="fade_black", duration=1),
     "Transitions: fade through black, 1 s, at 1 cut, 1:20 → 1:19.\n"
     "There is no unused footage at some of the cuts, so the ends of the clips overlap there.",
     "转场：黑场过渡，1 秒，共 1 处，1:20 → 1:19。\n有些切口没有多余的素材，所以片段的首尾在那里重叠。"),
    (project(), edit("speed", factor=1.5), "Speed: 1.5×, 1:00 → 0:40.", "速度：1.5 倍，1:00 → 0:40。"),
    (project(), edit("speed", factor=2, from_=5, to=15), "Speed: 2× from 0:05 to 0:15, 1:00 → 0:55.",
     "速度：0:05 到 0:15，2 倍，1:00 → 0:55。"),
    (project(), edit("reverse"), "The whole plays backwards now.", "整段现在倒放。"),
    (project(), edit("freeze", at=12), "Still frame at 0:12 for 1 s, 1:00 → 1:01.", "定格：0:12 处停留 1 秒，1:00 → 1:01。"),
    (project(), edit("loop", times=2), "Repeated: it plays 2 times, 1:00 → 2:00.", "循环：共播放 2 遍，1:00 → 2:00。"),
    (project(), edit("aspect", ratio="9:16"), "Shape: 9:16, 1080x1920, with a blurred edge where it does not fill it.",
     "画幅：9:16，1080x1920，空白处用模糊画面填充。"),
    (project(), edit("resolution", height=720), "Size: 1280x720.", "尺寸：1280x720。"),
    (project(), edit("fps", rate=29.97), "Frame rate: 29.97 frames per second.", "帧率：每秒 29.97 帧。"),
    (project(), edit("crop", bottom=50), "Edges cut away, the frame is 1920x540.", "裁掉了边缘，画面为 1920x540。"),
    (project(), edit("rotate", degrees=-90), "Turned 270° clockwise, the frame is 1080x1920.", "顺时针旋转了 270°，画面为 1080x1920。"),
    (two(), edit("volume", target="clip", percent=50, from_=10, to=20), "Volume of the clips from 0:10 to 0:20: 100 % → 50 %.",
     "视频原声音量：0:10 到 0:20，100% → 50%。"),
    (two(), edit("volume", target="all", db=-6, from_=10, to=20), "Volume of everything from 0:10 to 0:20: 100 % → 50 %.",
     "全部声音音量：0:10 到 0:20，100% → 50%。"),
    (ready(), edit("volume", target="music", percent=7, from_=10, to=20), "Volume of the music from 0:10 to 0:20: 35 % → 7 %.",
     "音乐音量：0:10 到 0:20，35% → 7%。"),
    (edited(two(), edit("color", brightness=5, from_=10, to=20)), edit("color", brightness=15, from_=10, to=20),
     "Colour from 0:10 to 0:20: brightness +20 %.", "色彩：0:10 到 0:20，亮度 +20%。"),
    (project(), edit("flip", axis="horizontal", to=5), "Mirrored left to right from 0:00 to 0:05.", "0:00 到 0:05，画面已左右翻转。"),
    (project(), edit("sharpen", from_=50),
     "Sharper edges from 0:50 to 1:00, 100 %. It brings out what was filmed; it can't focus what was out of focus.",
     "0:50 到 1:00，边缘已锐化，100%。只能让拍到的细节更清楚，没对上焦的画面救不回来。"),
    (project(), edit("stabilize", to=5), "The picture is steadied from 0:00 to 0:05 when the video is made; its edges lose up to 10 %.",
     "0:00 到 0:05，生成视频时会稳定画面，边缘最多损失 10%。"),
    (project(), edit("flip", axis="horizontal"), "Mirrored left to right.", "画面已左右翻转。"),
    (project(), edit("zoom", from_=40, to=47), "Zoom: 1.15× from 0:40 to 0:47.", "放大：0:40 到 0:47，1.15 倍。"),
    (project(), edit("captions", facts=SPOKEN), "Captions: 4 lines, from the subtitles that came with the clip.",
     "字幕：4 行，来自视频自带的字幕。"),
    (edited(project(), edit("reverse")), edit("captions", facts=SPOKEN),
     "Captions: none to show, as nothing is said in the parts that play forwards.", "字幕：没有可显示的，正着播放的部分里没有人说话。"),
    (ready(), edit("captions", color="yellow", size="large"), "Captions changed: large, yellow.", "字幕已修改：大号、黄色。"),
    (ready(), edit("translate_captions", language="fr", facts={"cues": {"a": [{"start_s": 1, "end_s": 3, "text": "Voici"}]}}),
     "Captions: 1 line, translated (fr).", "字幕：1 行，已翻译（fr）。"),
    (ready(), edit("remove_captions"), "Captions removed (4 lines).", "字幕已去掉（4 行）。"),
    (project(), edit("title", text="Launch day"), "Title: “Launch day” at the top, 0:00–0:03.", "标题：“Launch day”，顶部，0:00–0:03。"),
    (ready(), edit("title", text="Old", color="red", size="large"), "Title changed: “Old” at the top, 0:00–0:03, red, large.",
     "标题已修改：“Old”，顶部，0:00–0:03，红色、大号。"),
    (ready(), edit("remove_title"), "Title removed: “Old”.", "标题已去掉：“Old”。"),
    (project(), edit("music", mood="calm"), "Music: calm (made on this computer) at 35 %, quieter under speech.",
     "音乐：calm（由这台电脑合成），音量 35%，有人说话时自动压低。"),
    (ready(), edit("music", file="song.mp3", volume=20, duck=False), "Music: Song.mp3 at 20 %, in place of lo-fi.",
     "音乐：Song.mp3，音量 20%，替换了 lo-fi。"),
    (ready(), edit("remove_music"), "Music removed: lo-fi.", "音乐已去掉：lo-fi。"),
    (ready(), edit("volume", target="music", percent=20), "Volume of the music: 35 % → 20 %.", "音乐音量：35% → 20%。"),
    (project(), edit("mute", target="clip", from_=5, to=9), "Silenced: the clips from 0:05 to 0:09.", "已静音：视频原声，0:05 到 0:09。"),
    (project(), edit("fade", target="video", out=2), "Fades of the picture: out 2 s.", "画面淡入淡出：淡出 2 秒。"),
    (project(), edit("normalize"), "Loudness: evened to -14 LUFS.", "响度：统一到 -14 LUFS。"),
    (project(), edit("sharpen", amount=150),
     "Sharper edges, 150 %. It brings out what was filmed; it can't focus what was out of focus.",
     "边缘已锐化，150%。只能让拍到的细节更清楚，没对上焦的画面救不回来。"),
    (edited(project(), edit("sharpen")), edit("sharpen", amount=0), "The sharpening is off.", "锐化已关闭。"),
    (project(), edit("bleep", from_=3, to=5), "A tone instead of the voice from 0:03 to 0:05.", "0:03 到 0:05 的人声已换成提示音。"),
    (project(), edit("denoise"), "Background noise is reduced.", "背景噪声已减弱。"),
    (project(), edit("color", look="warm", brightness=-10), "Colour: warm, brightness -10 %.", "色彩：暖色，亮度 -10%。"),
    (ready(), edit("overlay", file="logo.png", opacity=50), "On the picture: logo.png top right, 12 % wide, 50 % opaque, 0:00–1:00.",
     "画面上叠加：logo.png，右上角，宽 12%，不透明度 50%，0:00–1:00。"),
    (project(), edit("blur", from_=3, to=5), "Blurred from 0:03 to 0:05.", "已模糊：0:03 到 0:05。"),
    (project(), edit("stabilize"), "The picture is steadied when the video is made; its edges lose up to 10 %.",
     "生成视频时会稳定画面，边缘最多损失 10%。"),
    (ready(), edit("chapters"),
     "Chapters: 0:00 This is the weekly report page. · 0:16 I pick the last seven days. · 0:33 The chart is drawn again. "
     "· 0:45 Finally, I press share.",
     "章节：0:00 This is the weekly report page. · 0:16 I pick the last seven days. · 0:33 The chart is drawn again. "
     "· 0:45 Finally, I press share."),
    (ready(), edit("undo"), "Taken back: music “lo-fi”.", "已撤销：音乐“lo-fi”。"),
    (yellow(), edit("undo", what="captions", steps=2), "Taken back: captions.", "已撤销：字幕。"),
    (yellow(), edit("undo", what="captions"), "Taken back: the change to the captions.", "已撤销：字幕的改动。"),
    (edited(project(), edit("cut", from_=5, to=15)), edit("undo"), "Taken back: the cut, 0:50 → 1:00.", "已撤销：剪掉一段，0:50 → 1:00。"),
    (edited(ready(), edit("undo", what="title")), edit("redo"), "Back again: title “Old”.", "已恢复：标题“Old”。"),
    (edited(project(), edit("normalize")), edit("normalize"), "Nothing to change: the loudness is already so.",
     "不用改：响度已经是这样了。"),
]


@pytest.mark.parametrize(("before", "one", "english", "chinese"), SAID, ids=[f"{index}-{row[1].op}" for index, row in enumerate(SAID)])
def test_a_receipt_tells_what_was_done_in_numbers(before: Document, one: AnyEdit, english: str, chinese: str) -> None:
    after = apply(before, one)
    assert receipt(before, after, ENGLISH) == english
    assert receipt(before, after, CHINESE) == chinese


def test_every_op_has_a_receipt_here() -> None:
    of_history = {"undo", "redo", "preview_cuts", "save_version", "restore_version", "delete_version", "rename_version"}
    assert {row[1].op for row in SAID} == set(OPS) | of_history


def test_captions_of_the_small_recogniser_are_called_a_draft() -> None:
    before = project()
    after = apply(before, edit("captions", facts=SPOKEN | {"source": "sphinx"}))
    lines = receipt(before, after, ENGLISH).splitlines()
    assert lines[0] == "Captions: 4 lines, from the small offline recogniser."
    assert "rough draft" in lines[-1]
    assert ".srt" in lines[-1]
    assert "草稿" in receipt(before, after, CHINESE)


def test_what_rests_after_an_undo_is_said() -> None:
    before = edited(two(), edit("cut", from_=70, to=75))
    after = apply(before, edit("undo", what="merge"))
    assert receipt(before, after, ENGLISH).splitlines()[-1] == "No longer fits, so it rests: the cut."


def refused(document: Document, op: str, **said: Any) -> EditError:
    with pytest.raises(EditError) as caught:
        apply(document, edit(op, **said))
    return caught.value


def test_there_are_words_for_every_reason_and_no_reason_is_made_up() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(backend.draft.__path__[0]).glob("*.py"))
    messages = Path(prompts.__path__[0]) / "messages" / "en"
    blocks = {topic: set(re.findall(r"{% block (\w+) %}", (messages / f"{topic}.j2").read_text())) for topic in ("edit_error", "receipt")}
    assert set(re.findall(r'EditError\("(\w+)"', source)) == blocks["edit_error"]
    remarks = {name for name in blocks["receipt"] if name.startswith("note_")}
    assert {f"note_{name}" for name in re.findall(r'\btell\("(\w+)"', source)} == remarks


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_refusal_and_every_remark_has_words(language: Language) -> None:
    say = speaker(lambda: language)
    errors = [
        refused(project(), "cut", from_=99, to=100), refused(project(MUTE), "denoise"), refused(project(), "undo"),
        refused(project(TOUR, SONG), "overlay", file="x.png"), refused(project(), "crop", left=99), refused(project(), "speed", factor=999),
        refused(project(), "delete_clip", index=5), refused(ready(), "remove_title", text="Other"), refused(project(), "trim", start=99),
        refused(project(), "chapters"), refused(project(), "translate_captions", language="fr"), refused(project(), "normalize", lufs=0),
        refused(project(), "volume", target="all", percent=5000), refused(project(TOUR, LOGO), "overlay", file="logo", scale=0),
    ]
    assert len({error.words(say) for error in errors}) == len(errors)
    assert refused(project(), "cut", from_=99, to=100).words(ENGLISH) == "1:39 is past the end; the video is 1:00 long."
