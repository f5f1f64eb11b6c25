"""How many messages become exactly the right plan, offline: `python -m benchmarks routing FILE [--predictions OUT]`.

FILE has one labelled message per line: id, text, language, context, expected, and optionally accept, category. A plan is right when all
its steps are, in order, or when it is one of `accept`. The last line of stdout is one JSON object; times are milliseconds for one
message. The first message loads what it needs itself (`first_ms`); then everything is made ready as a chat does behind its prompt
(`prepare_ms`); `p50_ms` and `p99_ms` are those of the messages after that.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from agent.frontends.collector import relaxed
from routing.plan import Context, Plan
from routing.router import UNSURE, Router

Record = dict[str, Any]


def predict(router: Router, record: Record) -> tuple[Plan, float]:
    """The plan of one message, and the milliseconds it took."""
    context = Context(**(record.get("context") or {}))
    started = time.perf_counter()
    plan = router.plan_offline(record["text"], context)
    return plan, (time.perf_counter() - started) * 1000


def right(record: Record, intents: Sequence[str]) -> bool:
    """Whether the whole plan is what the record expects or accepts."""
    return list(intents) in [record["expected"], *record.get("accept", [])]


def shares(pairs: Iterable[tuple[str, bool]]) -> dict[str, float]:
    """Name -> share of right answers."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for name, good in pairs:
        groups[name].append(good)
    return {name: round(sum(found) / len(found), 4) for name, found in sorted(groups.items())}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3) if ordered else 0.0


def main(argv: list[str]) -> int:
    """0; 66 where the file cannot be read."""
    parser = argparse.ArgumentParser(prog="benchmarks routing", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--predictions", type=Path, help="write one JSON line for each message: id, plan, by, confidence")
    options = parser.parse_args(argv)
    try:
        records = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        print(json.dumps({"error": str(error)}))
        return 66
    relaxed()
    router = Router(is_file=lambda _path: False)
    plans = [predict(router, record) for record in records[:1]]
    started = time.perf_counter()
    for _step in router.prepare():
        pass
    prepared = (time.perf_counter() - started) * 1000
    plans += [predict(router, record) for record in records[1:]]
    if options.predictions:
        lines = [
            {
                "id": record["id"],
                "plan": list(plan.intents),
                "by": [step.by for step in plan.steps],
                "confidence": round(plan.confidence, 3),
            }
            for record, (plan, _ms) in zip(records, plans, strict=True)
        ]
        options.predictions.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    print(json.dumps({**report(records, plans), "prepare_ms": round(prepared, 1)}))
    return 0


def asked(good: Sequence[bool], unsure: Sequence[bool]) -> dict[str, float | None]:
    """The share of messages that a language model would be asked about, and how often the offline plan of those and the rest is right."""
    pairs = list(zip(good, unsure, strict=True))
    remainder, rest = ([right for right, doubt in pairs if doubt is wanted] for wanted in (True, False))
    return {
        "asked_share": round(len(remainder) / len(pairs), 4) if pairs else None,
        "exact_asked": round(sum(remainder) / len(remainder), 4) if remainder else None,
        "exact_not_asked": round(sum(rest) / len(rest), 4) if rest else None,
    }


def report(records: Sequence[Record], plans: Sequence[tuple[Plan, float]]) -> dict[str, Any]:
    """The figures of a run; the first message, which loads the word lists, is timed apart."""
    good = [right(record, plan.intents) for record, (plan, _ms) in zip(records, plans, strict=True)]
    times = [ms for _plan, ms in plans]
    return {
        "benchmark": "routing",
        "messages": len(records),
        "exact": round(sum(good) / len(good), 4) if good else None,
        "by_language": shares(zip((record.get("language", "?") for record in records), good, strict=True)),
        "by_category": shares(zip((record.get("category", "?") for record in records), good, strict=True)),
        **asked(good, [plan.confidence < UNSURE for plan, _ms in plans]),
        "first_ms": round(times[0], 3) if times else None,
        "p50_ms": percentile(times[1:], 0.5),
        "p99_ms": percentile(times[1:], 0.99),
    }
