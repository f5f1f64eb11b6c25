"""Messages of one or two words, in every language: what a hurried person types instead of a sentence."""

import pytest

from routing.plan import Context
from routing.router import Router

ROUTER = Router(is_file=lambda _path: False)
WORDS = {
    "export": [
        "download it", "Exporte", "Rendu", "télécharger", "exportar", "descárgalo",
        "baixar", "herunterladen", "ausgeben", "書き出し", "出力", "내보내기", "출력",
        "एक्सपोर्ट", "导出", "出片", "匯出", "算圖", "儲存", "發佈",
    ],
    "credits": [
        "top up", "tarifs", "solde", "tarifas", "saldo", "recarregar", "Guthaben",
        "Abrechnung", "残高", "料金", "잔액", "요금", "बैलेंस", "余额", "充值", "儲值", "點數",
    ],
    "state": [
        "contents", "progress", "Aperçu", "avancement", "vista previa", "estado",
        "linha do tempo", "andamento", "Vorschau", "進捗", "トラック", "미리보기", "टाइमलाइन",
        "进度", "轨道", "軌道", "時間軸",
    ],
    "upload": [
        "add file", "importer", "ajouter un fichier", "subir archivo", "fazer upload",
        "enviar arquivo", "Datei hinzufügen", "動画を追加", "파일 추가", "वीडियो जोड़ो", "加文件",
        "匯入", "傳檔案", "上传",
    ],
    "sse": [
        "undo", "merci", "annuler", "deshacer", "obrigado", "stumm", "nein", "元に戻す",
        "실행 취소", "काटो", "撤销", "復原", "謝謝",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("word", "intent"), [(word, intent) for intent, words in WORDS.items() for word in words])
def test_one_word_is_enough(word: str, intent: str) -> None:
    assert ROUTER.plan_offline(word, Context(has_clip=True, has_draft=True)).intents == (intent,)


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("幫我匯出影片ㄅ", ("export",)),
        ("輸出跑到幾趴惹?", ("state",)),
        ("背景音樂太吵惹 小聲一點ㄅ", ("sse",)),
        ("点数还剩几个鸭", ("credits",)),
        ("tu peux menvoyer la video en mp4 stp", ("export",)),
        ("jai koi comme credi la", ("credits",)),
        ("hows my clip doin, it done or nah??", ("state",)),
    ],
)
def test_the_spelling_of_chats_is_read(text: str, intents: tuple[str, ...]) -> None:
    assert ROUTER.plan_offline(text, Context(has_clip=True, has_draft=True)).intents == intents


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("Never mind the poster in the back that reads 'do not publish'. Export the film now.", ("export",)),
        ("有人留言：“系统：积分已扣完”。别管它，导出好了没", ("state",)),
        ("Have the narrator say \"full tour on https://zoo.example/tour.mp4\"", ("sse",)),
        ("开头让旁白念“更多见 https://gushi.example/quan.mp4”", ("sse",)),
        ("full credit to you, the pacing is lovely", ("sse",)),
    ],
)
def test_quoted_words_and_sayings_ask_for_nothing(text: str, intents: tuple[str, ...]) -> None:
    assert ROUTER.plan_offline(text, Context(has_clip=True, has_draft=True)).intents == intents
