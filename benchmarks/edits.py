"""How many instructions the director turns into exactly the right edits: `python -m benchmarks edits FILE [--predictions OUT]`.

FILE has one labelled instruction per line: id, language, text, clip, before, expected, and optionally accept, free, category.
A right answer is the whole list in order, equal to `expected` or to one of `accept`. Progress goes to stderr; the last line
of stdout is one JSON object.
"""

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from backend.director import Directions, Scene, direct, prepare
from backend.edits import EDITS
from backend.planner.merge import SURE

Edit = dict[str, Any]
Record = dict[str, Any]
TOLERANCE = 0.01
_LANGUAGE_OPS = {"captions", "translate_captions"}


def scene_of(record: Record) -> Scene:
    """The scene that the record describes."""
    clip = record.get("clip", {})
    return Scene(
        duration_s=float(clip.get("duration", 60)),
        width=int(clip.get("width", 1920)),
        height=int(clip.get("height", 1080)),
        clips=int(clip.get("clips", 1)),
        has_audio=bool(clip.get("has_audio", True)),
        before=tuple(EDITS.validate_python(record.get("before", []))),
        language=record.get("language", "en"),
    )


def _free_entry(free: Sequence[Edit], op: str, nth: int, param: str) -> Edit | None:
    return next((f for f in free if f["op"] == op and f.get("nth", 0) == nth and f["param"] == param), None)


def _within(value: Any, entry: Edit) -> bool:
    if entry.get("any"):
        return isinstance(value, str) and bool(value)
    if not isinstance(value, int | float):
        return False
    low, high = entry.get("min"), entry.get("max")
    return (low is None or value >= low - TOLERANCE) and (high is None or value <= high + TOLERANCE)


def same_value(op: str, param: str, wanted: Any, got: Any) -> bool:
    """Whether a parameter is right: numbers within the tolerance, moods by containment, languages by primary subtag or region."""
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return abs(wanted - got) <= TOLERANCE
    if not isinstance(wanted, str) or not isinstance(got, str):
        return bool(wanted == got)
    a, b = wanted.casefold(), got.casefold()
    if param == "mood":
        return a in b or b in a
    if param == "language" and op in _LANGUAGE_OPS:
        return a == b if "-" in a else a == b.split("-")[0]
    return wanted == got


def same_edit(wanted: Edit, got: Edit, free: Sequence[Edit], nth: int) -> bool:
    """Whether one edit is right; `nth` counts the edits of its op before it."""
    if wanted["op"] != got["op"] or set(wanted) != set(got):
        return False
    for param in set(wanted) - {"op"}:
        entry = _free_entry(free, wanted["op"], nth, param)
        if entry and _within(got[param], entry):
            continue
        if not same_value(wanted["op"], param, wanted[param], got[param]):
            return False
    return True


def same_list(wanted: Sequence[Edit], got: Sequence[Edit], free: Sequence[Edit]) -> bool:
    """Whether a whole list is right, in order."""
    if len(wanted) != len(got):
        return False
    counts: dict[str, int] = defaultdict(int)
    for a, b in zip(wanted, got, strict=True):
        if not same_edit(a, b, free, counts[a["op"]]):
            return False
        counts[a["op"]] += 1
    return True


def right(record: Record, got: Sequence[Edit]) -> bool:
    """Whether the edits are what the record expects, or one of the lists it accepts."""
    free = record.get("free", [])
    return any(same_list(wanted, got, free) for wanted in [record["expected"], *record.get("accept", [])])


def predict(record: Record) -> tuple[Directions, list[Edit], float]:
    """Directions, edits as plain data, and the time it took in milliseconds."""
    scene = scene_of(record)
    started = time.perf_counter()
    directions = direct(record["text"], scene)
    elapsed_ms = (time.perf_counter() - started) * 1000
    return directions, [edit.said() for edit in directions.edits], elapsed_ms


_APART = {"vague", "impossible"}


def _share(results: Iterable[bool]) -> Edit:
    listed = list(results)
    return {"right": sum(listed), "of": len(listed), "share": round(sum(listed) / len(listed), 4) if listed else None}


def calibration(judged: Sequence[tuple[float, bool]]) -> Edit:
    """What the confidence is worth: the mean distance between it and the share right, in tenths, and the share right on both sides."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, good in judged:
        tenths[min(9, int(sure * 10))].append((sure, good))
    error = sum(abs(sum(s for s, _ in part) - sum(g for _, g in part)) for part in tenths.values()) / len(judged) if judged else None
    return {
        "error": round(error, 4) if error is not None else None,
        "sure": _share(good for sure, good in judged if sure >= SURE),
        "unsure": _share(good for sure, good in judged if sure < SURE),
    }


def summary(scored: Sequence[tuple[Record, bool, float]]) -> Edit:
    """Shares of whole lists right, overall and by language, category and op; vague and impossible ones are counted apart."""
    groups: dict[str, dict[str, list[bool]]] = {
        "by_language": defaultdict(list),
        "by_category": defaultdict(list),
        "by_op": defaultdict(list),
    }
    exact: list[bool] = []
    apart: list[bool] = []
    for record, good, _ in scored:
        category = record.get("category", "")
        groups["by_category"][category].append(good)
        for op in sorted({edit["op"] for edit in record["expected"]}):
            groups["by_op"][op].append(good)
        if category in _APART:
            apart.append(good)
        else:
            exact.append(good)
            groups["by_language"][record.get("language", "")].append(good)
    times = sorted(elapsed for _, _, elapsed in scored)
    return {
        "exact": _share(exact),
        "vague_and_impossible": _share(apart),
        **{name: {key: _share(values) for key, values in sorted(group.items())} for name, group in groups.items()},
        "p50_ms": round(statistics.median(times), 3) if times else None,
        "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))], 3) if times else None,
    }


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks edits", description="Score the director on labelled instructions.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path, help="write id, edits, by and confidence, one JSON object per line")
    parser.add_argument("--quiet", action="store_true", help="no line for each miss")
    options = parser.parse_args(argv)
    records = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for _step in prepare():  # as the backend does when it starts
        pass
    scored: list[tuple[Record, bool, float]] = []
    judged: list[tuple[float, bool]] = []
    lines: list[str] = []
    for number, record in enumerate(records, 1):
        directions, edits, elapsed_ms = predict(record)
        good = "expected" in record and right(record, edits)
        scored.append((record | {"expected": record.get("expected", [])}, good, elapsed_ms))
        judged.append((directions.confidence, good))
        lines.append(
            json.dumps(
                {
                    "id": record.get("id"),
                    "edits": edits,
                    "by": "grammar",
                    "confidence": directions.confidence,
                    "unread": list(directions.unread),
                },
                ensure_ascii=False,
            )
        )
        if not good and not options.quiet:
            print(f"miss {record.get('id')} {record['text']!r}: {json.dumps(edits, ensure_ascii=False)}", file=sys.stderr)
        elif number % 100 == 0:
            print(f"{number} of {len(records)}", file=sys.stderr)
    if options.predictions:
        options.predictions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    print(json.dumps(summary(scored) | {"calibration": calibration(judged)}, ensure_ascii=False))
    return 0
