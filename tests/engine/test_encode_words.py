"""The words of a part lie in a file that ffmpeg reads, under a name made of them: parts at work at the same time may share it."""


from collections.abc import Callable

from decoding import watch

from backend.draft.timeline import Clip, TitleText
from backend.engine import encode
from backend.engine.graph import Traits
from backend.engine.plan import Output, plan
from backend.engine.texts import prepare
from tests.engine.conftest import Studio


async def test_words_that_another_part_is_reading_are_never_written_into(studio: Studio, clip: Callable[..., Clip]) -> None:
    shown = studio.timeline(clip(0, 6), titles=(TitleText(text="Hi", from_s=0, to_s=None, size="large"),))
    sources = {"count": studio.shelf.made["count"]}
    compiled = plan(shown, sources, Output(quality="draft"))
    assert len(compiled.chunks) > 2
    job, kept = studio.folder / "job", studio.folder / "chunks"
    job.mkdir()
    kept.mkdir()
    texts, traits = prepare(shown, compiled, job), {"count": Traits(untagged=True)}
    desk = encode.Studio(compiled, {"count": shown.media[0]}, sources, traits, texts, job, kept)
    await encode.pictures(desk, lambda share: None)
    (words,) = job.glob("*.ass")
    written = words.read_bytes()
    words.write_bytes(b"what a part at work has half read")
    with words.open("rb", buffering=0) as reading:
        assert reading.read(10) == b"what a par"
        for part in kept.iterdir():
            part.unlink()
        parts = await encode.pictures(desk, lambda share: None)
        assert reading.read() == b"t at work has half read"
    assert words.read_bytes() == written
    assert [path.name for path in job.glob("*.part")] == []
    assert all(watch(part).luma[-1].max() > 160 for part in parts[:-1])
