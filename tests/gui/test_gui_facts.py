"""What stays of a direction, and what is one without the form of one: facts are said again, parts of the editor weigh."""

import pytest

from agent.turn.gui import GuiStream, translate


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Three cuts made. Once that works for you, hit Export for the 8K file.", 'Three cuts made. For the 8K file, say "export".'),
        (
            "It costs 70. Choose 480p in the quality dropdown, which brings it to 22.",
            "It costs 70. For 480p, which brings it to 22, just say so.",
        ),
        ("- Drag the intro card to 2:15", "- To move the intro card to 2:15, just say so."),
        ("Click the import button and add mix_v3.flac (up to 80 MB).", "Send mix_v3.flac (up to 80 MB)."),
        ("Hitting Export will give you an AV1 file of 20 MB.", 'For an AV1 file of 20 MB, say "export".'),
        ("Click Export again to get a clean 4K copy of **Dune_cut**.", 'To get a clean 4K copy of Dune_cut, say "export".'),
        ("Grab a small pack (40 credits for $3) from the Credits tab.", 'For a small pack (40 credits for $3), say "credits".'),
        ("- 在右侧属性栏修改标题“归途”的字号（现为48）", "- 想修改标题“归途”的字号（现为48），直接告诉我。"),
        ("按“应用”就能给全部6个片段加上水印。", "想给全部6个片段加上水印，直接告诉我。"),
        ("如需获取无损FLAC音轨，请使用页面底部的下载按钮。", "想获取无损FLAC音轨，说“导出”。"),
        ("点右上角的“导出”按钮，选择WEBM格式即可保存到本地。", "要WEBM格式，说“导出”。"),
    ],
)
def test_no_fact_goes_with_a_direction(text: str, shown: str) -> None:
    assert translate(text).text == shown
    assert translate(shown).text == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("If you have a mood board, click Browse and I'll follow it.", "If you have a mood board, send it in chat. I'll follow it."),
        (
            "Noise is down 3 dB; if her voice sounds dull, turn the treble knob up.",
            "Noise is down 3 dB. If her voice sounds dull, just say so.",
        ),
        ("人声提了4dB，如果还是发闷，转一下均衡器的旋钮。", "人声提了4dB。如果还是发闷，直接告诉我。"),
        ("成片900MB，嫌文件太大的话，点导出设置换个预设。", "成片900MB。嫌文件太大的话，直接告诉我。"),
    ],
)
def test_a_condition_that_names_a_wish_stays_beside_what_is_told(text: str, shown: str) -> None:
    assert translate(text).text == shown
    assert translate(shown).text == shown


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("A glossary sits under the Notes tab in the right-hand sidebar.", ["state"]),
        ("All that remains is pressing Export.", ["export"]),
        ("Would you mind clicking Publish once more?", ["export"]),
        ("The small download arrow beside the clip list hands over the stems.", ["export"]),
        ("Invoices are listed under Account > Billing.", ["credits"]),
        ("Its size can be fine-tuned on the canvas with your mouse.", ["sse"]),
        ("A photo can be added with the Import button.", ["upload"]),
        ("音效库顶部有“导入”按钮。", ["upload"]),
        ("每张缩略图下各有一个“下载”按钮。", ["export"]),
        ("余额见[账户中心](/account)。", ["credits"]),
        ("全部镜头详见右侧分镜栏。", ["state"]),
        ("点数就在头像旁边。", ["credits"]),
        ("直接丢进素材面板就好。", ["upload"]),
        ("不喜欢就用顶部的撤销。", ["sse"]),
        ("There are larger packs under Plans.", ["credits"]),
    ],
)
def test_a_part_of_the_editor_makes_a_direction_whatever_the_verb(text: str, actions: list[str]) -> None:
    assert list(translate(f"Done. {text}").actions) == actions
    assert translate(f"Done. {text}").text == "Done."


@pytest.mark.parametrize(
    "text",
    [
        "I blurred the Export button in your recording.",
        "The presenter opens the sidebar, clicks Billing and closes it.",
        "The panel on ocean law is down to 7 minutes.",
        "The arrow at the top of the map points north.",
        "Chapters: 0:00 Start, 1:20 The Share menu, 3:05 Credits.",
        "At 0:44 the Settings screen slides in from the left.",
        "您把图片拖进相框的那8秒已经剪掉。",
        "他点击按钮的手部特写放慢了一半。",
        "The elevator panel lights up floor by floor.",
        "The red button on the dashboard blinks twice before the car starts.",
        "I replaced the settings icon in the mockup with the new one.",
        "The small handle of the suitcase breaks at 0:22, which gets a laugh.",
        "Scene 3 shows the account page of the bank app, so I blurred the numbers.",
        "The bell icon animation plays right after the title.",
        "地图上的绿色箭头随路线变长。",
        "仪表盘上的红色按钮闪了两下车才启动。",
        "店员身后的黑板菜单在0:06到0:10能看清。",
        "轨道上的火车从左侧驶入画面。",
        "键盘声和鼠标声都保留了。",
        "娜娜的头像太小，做不了片头卡。",
    ],
)
def test_what_is_seen_or_was_done_is_content_whatever_part_it_names(text: str) -> None:
    assert translate(text).text == text
    assert translate(text).actions == ()


def test_a_fact_that_is_shown_already_is_not_said_again() -> None:
    assert translate("The 4K file is ready. Click Export for the 4K file.").text == "The 4K file is ready."
    assert translate("片长30秒。把30秒的片段拖到时间线。").text == "片长30秒。"


def test_names_keep_their_underscores() -> None:
    assert translate("Saved as **Trip_v2_final**. Click Export.").text == "Saved as **Trip_v2_final**."
    assert translate("I named it TR_. Open the Effects panel.").text == "I named it TR_."


@pytest.mark.parametrize(
    "text",
    [
        'Narration, take 3: "Now, press Start. Then pick Save." I slowed it by 5%.',
        "旁白第二条：“先打开菜单。再点下载。”语速降了5%。",
        "**Press to play** is now **Tap to play**, as you asked.",
        "你把石块推到门口那几次失败我都删了。",
        "The lower third is on track A3.",
    ],
)
def test_words_that_are_quoted_or_told_are_left_whole(text: str) -> None:
    assert translate(text).text == text
    assert translate(text).actions == ()


def test_a_quotation_that_has_not_ended_is_held_back() -> None:
    stream = GuiStream()
    assert stream.feed('Take 1 is in. The line is "First, open the menu. Then') == "Take 1 is in."
    assert stream.feed(' leave." It is loud.\n') == ' The line is "First, open the menu. Then leave." It is loud.\n'


def test_a_format_or_a_name_in_a_condition_is_said_again() -> None:
    assert translate("For YouTube, choose Export > Wide from the menu bar.").text == 'For YouTube, say "export".'
    assert translate("切到「预览」标签页，确认女主还是戴着蓝色围巾。").text == "请确认女主还是戴着蓝色围巾。"
    assert translate("The Download button lets you save “Lee Wedding – Short”.").actions == ("export",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Type “Blue Hour” into the title field.", "For “Blue Hour”, just say so."),
        ("Pick the Studio plan on the Billing page.", 'For the Studio plan, say "credits".'),
        ("Set the price to $12 in the text inspector.", "To set the price to $12, just say so."),
        ("Open the player and you'll notice that the choir comes in before the organ.", "The choir comes in before the organ."),
        ("Open the Color panel to inspect the `Night Rain` grade.", "To inspect the `Night Rain` grade, just ask."),
        ("Upload the club crest (SVG, transparent) with the Add media button.", "Send the club crest (SVG, transparent)."),
        ("Click Export and pick up the 90-second cut.", 'For the 90-second cut, say "export".'),
        ("在轨道上把航拍那段拖到第3轨。", "想把航拍那段挪到第3轨，直接告诉我。"),
        ("用回形针图标上传空镜素材。", "请把空镜素材发过来。"),
        ("点击「升级」按钮可开通团队版。", "想开通团队版，说“积分”。"),
        ("打开播放器会发现合唱比管风琴先进来了。", "合唱比管风琴先进来了。"),
        ("打开音频标签页，把“雨声04”调低。", "想把“雨声04”调低，直接告诉我。"),
    ],
)
def test_what_is_chosen_typed_sent_or_seen_is_said_again(text: str, shown: str) -> None:
    assert translate(text).text == shown
    assert translate(shown).text == shown
    assert translate(shown).actions == ()


def test_a_way_that_needs_no_editor_stays_beside_one_that_does() -> None:
    assert translate("可以打开充值页面购买，或者把时长改成2秒。").text == "或者把时长改成2秒。"
    assert translate("Done; open the player.").actions == ("state",)
    assert translate("Visit the Pricing page to upgrade, or wait until noon.").text == "Wait until noon."
    assert translate("请点导出，等大约两分钟。").text == "等大约两分钟。"


def test_brackets_bold_print_and_names_keep_their_form() -> None:
    assert translate("片长9秒（请把“归途.mov”拖进聊天窗口）。").text == "片长9秒。请把归途.mov发过来。"
    assert translate("片长9秒。**点击导出按钮。**").text == "片长9秒。"
    assert translate("Click Export. lake_02.mov is 9 s long.").text == "lake_02.mov is 9 s long."
    assert translate("The cut is fine (9 s, no titles), so click Export.").text == "The cut is fine (9 s, no titles)."
    assert translate("It is too loud for Mr. Otis. Click Export.").text == "It is too loud for Mr. Otis."


@pytest.mark.parametrize(
    "text",
    [
        "There is a red button next to the door at 0:22.",
        "The runner pulls ahead in the left lane at 0:48.",
        "The brush in the painting scene can be heard now.",
        "Export came out at 480p because of the preset.",
        "Save the Date is the title of the opening card.",
        "Drag queens are interviewed from 1:05 to 1:40.",
        "The end of the clip fades to black.",
        "Your profile picture appears at 0:04.",
        "门旁边有一个红色按钮，出现在0:22。",
        "浏览器那场戏有6秒。",
        "按键声有点尖，降了4dB。",
        "屏幕上的发票在0:12打了码。",
        "您滑动页面的那段加速到3倍。",
        "他拉开门把手，门在0:44打开。",
        "您网站的下载页在0:10到0:18可以看到。",
        "调音台的录音太小，我提了6dB。",
    ],
)
def test_words_of_editors_in_the_footage_stay(text: str) -> None:
    assert translate(text).text == text
    assert translate(text).actions == ()
