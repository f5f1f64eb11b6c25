"""The word lists, rules and patterns as routing loads them: `tables.tsv`, a name and one JSON value on each line.

Written from the TOML files by `python -m routing.train` (lists.py), since parsing those would take longer than a hundred plans.
"""

import json
from functools import cache
from typing import Any


def read_file(name: str) -> bytes:
    """A file of this package, also from inside an archive."""
    loader: Any = __spec__.loader
    folder = __file__.replace("\\", "/").rpartition("/")[0]
    return bytes(loader.get_data(f"{folder}/{name}"))


@cache
def _lines() -> dict[str, str]:
    rows = (line.partition("\t") for line in read_file("tables.tsv").decode("utf-8").splitlines())
    return {name: value for name, _tab, value in rows}


def stored(name: str) -> Any:
    """The value of one line; each is parsed when it is first asked for, by its keeper."""
    return json.loads(_lines()[name])
