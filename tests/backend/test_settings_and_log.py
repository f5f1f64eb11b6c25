"""Options from flags and variables; a log without secrets."""

import logging
from dataclasses import fields
from pathlib import Path

import pytest

from backend.identity import PREFIX
from backend.logs import Redacting
from backend.options import Options, read


def test_defaults_are_those_of_the_class(tmp_path: Path) -> None:
    assert read(["--home", str(tmp_path)], {}) == (tmp_path, 0, Options())


def test_a_flag_wins_over_a_variable() -> None:
    environ = {PREFIX + "IDLE_S": "5", PREFIX + "OPEN_TOKENS": "yes", PREFIX + "EDIT_COST": "50", PREFIX + "RENDERS": " "}
    _, port, options = read(["--home", "/x", "--port", "81", "--edit-cost", "3", "--silent"], environ | {PREFIX + "RENDERS": ""})
    assert (port, options.idle_s, options.open_tokens, options.edit_cost, options.silent, options.renders) == (81, 5.0, True, 3, True, 1)


def test_every_option_has_a_variable_and_a_flag() -> None:
    samples = {bool: "1", int: "7", float: "7.5", str: "b"}
    environ = {PREFIX + field.name.upper(): samples[type(field.default)] for field in fields(Options)}
    by_variable = read(["--home", "/x"], environ)[2]
    flags = [part for field in fields(Options) for part in (
        ["--" + field.name.replace("_", "-")] + ([] if isinstance(field.default, bool) else [samples[type(field.default)]]))]
    assert by_variable == read(["--home", "/x", *flags], {})[2]
    assert by_variable != Options()


@pytest.mark.parametrize("environ", [{PREFIX + "IDLE_S": "soon"}, {PREFIX + "RENDERS": "1.5"}])
def test_a_value_of_the_wrong_kind_ends_with_a_usage_line(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        read(["--home", "/x"], environ)
    assert caught.value.code == 2
    assert next(iter(environ)) in capsys.readouterr().err


@pytest.mark.parametrize("secret", [
    "nmv_usr_abcDEF-123", "clm_abc123", "Bearer 0123456789abcdef", "bearer xyz", "/api/files/0123abcdef/renders/r.mp4",
    "GET https://cdn.example/a.mp4?Signature=abc",
])
def test_secrets_do_not_reach_the_log(secret: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, "before %s after\x1b[2J", (secret,), None)
    line = Redacting("%(message)s").format(record)
    for piece in ("nmv_usr_abc", "clm_abc", "0123456789abcdef", "xyz", "0123abcdef", "Signature=abc", "\x1b"):
        assert piece not in line
    assert line.startswith("before")
