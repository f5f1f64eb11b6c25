"""The words: English and Chinese say the same things with the same facts, and no code holds them."""

import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from prompts import LANGUAGES, _environment, clock, language_of, seconds, size

MESSAGES = Path(__file__).parent.parent / "prompts" / "messages"
TOPICS = sorted({path.stem for path in MESSAGES.glob("*/*.j2")})


def blocks(language: str, topic: str) -> dict[str, set[str]]:
    """The blocks of a topic with the variables of each."""
    environment = _environment()
    tree = environment.parse((MESSAGES / language / f"{topic}.j2").read_text(encoding="utf-8"))
    found = {}
    for block in tree.find_all(nodes.Block):
        alone = nodes.Template(block.body, lineno=1)
        alone.set_environment(environment)
        found[block.name] = meta.find_undeclared_variables(alone)
    return found


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_say_the_same_with_the_same_facts(topic: str) -> None:
    english, chinese = (blocks(language, topic) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    assert {name: english[name] ^ chinese[name] for name in english if english[name] != chinese[name]} == {}


@pytest.mark.parametrize("topic", TOPICS)
def test_chinese_texts_are_chinese(topic: str) -> None:
    source = re.sub(r"\{[{%#].*?[%#}]\}", "", (MESSAGES / "zh" / f"{topic}.j2").read_text(encoding="utf-8"), flags=re.S)
    assert re.search(r"[\u4e00-\u9fff]", source)


@pytest.mark.parametrize(("text", "before", "after"), [
    ("trim it", "zh", "en"), ("去掉静音", "en", "zh"), ("1:30", "zh", "zh"), ("字幕をつけて", "en", "en"), ("把BGM改成lofi", "en", "zh"),
    ('put the title "发布日" on top', "zh", "en"), ("“Launch day”放在顶部", "en", "zh"), ('"发布日"', "en", "zh"),
    ("'/home/me/my talks/demo of it.mp4' 去掉静音", "en", "zh"), ("/home/me/a/b/c/d/e.mp4 导出", "en", "zh"),
    ("clip-of-the-day.mp4 导出", "en", "zh"),
    ("/home/me/讲解 第一集.mp4 trim the silences please", "zh", "en"),
    ("把clip.mp4的静音去掉", "en", "zh"), ("C:\\my\\talks\\a.mov 加字幕", "en", "zh"),
])
def test_the_language_follows_the_message(text: str, before: str, after: str) -> None:
    assert language_of(text, before) == after  # type: ignore[arg-type]


def test_numbers_read_as_people_write_them() -> None:
    assert [clock(value) for value in (0, 4.5, 48, 125, 3723)] == ["0:00", "0:04.5", "0:48", "2:05", "1:02:03"]
    assert [seconds(value) for value in (4.5, 12, 0.04)] == ["4.5", "12", "0"]
    assert [size(value) for value in (10, 312_000, 4_404_019, 1_395_864_371)] == ["1 KB", "305 KB", "4.2 MB", "1.3 GB"]
