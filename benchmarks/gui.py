"""How many replies lose their GUI directions and keep their facts: `python -m benchmarks gui FILE [--predictions OUT]`.

FILE has one labelled reply per line: id, language, text, keep, drop, actions, and optionally category. A reply is right when every `keep`
is still there, no `drop` is, and the actions are the expected list in order. The last line of stdout is one JSON object; times are
milliseconds for one reply. The first reply builds the patterns that it needs itself (`first_ms`); then all are made ready as a chat does
behind its prompt (`prepare_ms`); `p50_ms` and `p99_ms` are those of the replies after that.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.turn.gui import Shown, prepare, translate
from benchmarks.routing import Record, percentile, shares


def predict(record: Record) -> tuple[Shown, float]:
    """The reply as it is shown, and the milliseconds it took."""
    started = time.perf_counter()
    shown = translate(record["text"])
    return shown, (time.perf_counter() - started) * 1000


def words_right(record: Record, shown: Shown) -> bool:
    """Whether the facts stayed and the directions went."""
    text = shown.text.casefold()
    return all(word.casefold() in text for word in record["keep"]) and not any(word.casefold() in text for word in record["drop"])


def main(argv: list[str]) -> int:
    """0; 66 where the file cannot be read."""
    parser = argparse.ArgumentParser(prog="benchmarks gui", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path, help="write one JSON line for each reply: id, shown, actions")
    options = parser.parse_args(argv)
    try:
        records = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        print(json.dumps({"error": str(error)}))
        return 66
    found = [predict(record) for record in records[:1]]
    started = time.perf_counter()
    for _step in prepare():
        pass
    prepared = (time.perf_counter() - started) * 1000
    found += [predict(record) for record in records[1:]]
    if options.predictions:
        lines = [
            {"id": record["id"], "shown": shown.text, "actions": list(shown.actions)}
            for record, (shown, _ms) in zip(records, found, strict=True)
        ]
        options.predictions.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    print(json.dumps({**report(records, found), "prepare_ms": round(prepared, 1)}))
    return 0


def report(records: Sequence[Record], found: Sequence[tuple[Shown, float]]) -> dict[str, Any]:
    """The figures of a run: `exact` wants words and actions right, `actions_set` ignores the order of actions."""
    pairs = [(record, shown) for record, (shown, _ms) in zip(records, found, strict=True)]
    words = [words_right(record, shown) for record, shown in pairs]
    actions = [list(shown.actions) == record["actions"] for record, shown in pairs]
    alike = [set(shown.actions) == set(record["actions"]) for record, shown in pairs]
    good = [a and b for a, b in zip(words, actions, strict=True)]
    times = [ms for _shown, ms in found]
    count = max(1, len(good))
    return {
        "benchmark": "gui",
        "replies": len(records),
        "exact": round(sum(good) / count, 4),
        "words": round(sum(words) / count, 4),
        "actions": round(sum(actions) / count, 4),
        "actions_set": round(sum(alike) / count, 4),
        "by_language": shares(zip((record.get("language", "?") for record in records), good, strict=True)),
        "by_category": shares(zip((record.get("category", "?") for record in records), good, strict=True)),
        "first_ms": round(times[0], 3) if times else None,
        "p50_ms": percentile(times[1:], 0.5),
        "p99_ms": percentile(times[1:], 0.99),
    }
