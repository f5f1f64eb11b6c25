"""What a chat makes ready behind its prompt: nothing that a plan depends on, everything that its first messages would wait for."""

from routing.features import words_of
from routing.plan import Context
from routing.router import Router
from routing.rules import rules
from routing.stored import stored
from routing.tables import lexicon

TYPED = ("cut the first five seconds and export", "把停顿剪掉，加字幕", "quita los silencios y exporta", "how many credits are left?")


def test_a_plan_is_the_same_before_and_after() -> None:
    router = Router(is_file=lambda _path: False)
    before = [router.plan_offline(text, Context()) for text in TYPED]
    for _step in router.prepare():
        pass
    assert [router.plan_offline(text, Context()) for text in TYPED] == before


def test_every_word_list_and_every_rule_is_ready_behind_it() -> None:
    for _step in Router(is_file=lambda _path: False).prepare():
        pass
    assert lexicon.cache_info().currsize >= len({"en", "zh", "ja", "ko", "hi", "hinglish", "es", "pt", "fr", "de", "borrowed"})
    assert all(rule.ready for rule in rules())


def test_the_words_made_ready_are_those_that_people_write_most() -> None:
    words = stored("common").split()
    assert len(words) == len(set(words)) > 2000
    assert {"the", "export", "video", "subtitles", "exporta", "und"} <= {*words}
    assert all(words_of(word) == [word] for word in words)
