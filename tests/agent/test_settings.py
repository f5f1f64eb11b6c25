"""Settings: where they may stand, which one wins, and what a wrong one says."""

import stat
from pathlib import Path

import pytest

from agent.errors import ConfigurationError
from agent.frontends.words import told
from agent.settings import SETTINGS, dotenv, example, folders, load

ROOT = Path(__file__).parent.parent.parent


def test_the_example_file_is_what_the_settings_are() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example()


def test_copying_the_example_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(example(), encoding="utf-8")
    assert load(environ={"HOME": str(tmp_path)}, folder=tmp_path).given == frozenset()


def test_flag_beats_environment_beats_dotenv_beats_config_beats_default(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    environ = {"VIDEO_JOBS_HOME": str(tmp_path / "home")}
    seen = [load(environ=environ, folder=tmp_path).backend]
    (tmp_path / "home" / "config.toml").write_text('backend = "cloud"\n', encoding="utf-8")
    seen.append(load(environ=environ, folder=tmp_path).backend)
    (tmp_path / ".env").write_text("VIDEO_JOBS_BACKEND='local'  # mine\n", encoding="utf-8")
    seen.append(load(environ=environ, folder=tmp_path).backend)
    environ["VIDEO_JOBS_BACKEND"] = "cloud"
    seen.append(load(environ=environ, folder=tmp_path).backend)
    seen.append(load({"backend": "local"}, environ=environ, folder=tmp_path).backend)
    assert seen == ["auto", "cloud", "local", "cloud", "local"]


@pytest.mark.parametrize(("variable", "value"), [
    ("VIDEO_JOBS_BACKEND", "mars"), ("NEMO_API_URL", "http://example.com"), ("NEMO_API_URL", "ftp://x"), ("NEMO_API_URL", "https://u@x"),
    ("VIDEO_JOBS_POLL_S", "soon"), ("VIDEO_JOBS_POLL_S", "0"), ("VIDEO_JOBS_POLL_S", "nan"), ("VIDEO_JOBS_PLATFORM", "a b"),
    ("OPENAI_BASE_URL", "localhost:8080"), ("VIDEO_JOBS_LANGUAGE", "fr"),
])
def test_a_wrong_value_names_its_variable(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(environ={"HOME": str(tmp_path), variable: value}, folder=tmp_path)
    event = told(caught.value, "en")
    assert event.exit_code == 78
    assert variable in event.message


@pytest.mark.row("1")
@pytest.mark.parametrize("value", ["http://127.0.0.1:8000", "http://localhost", "https://api.example.com/"])
def test_plain_http_is_for_this_computer_alone(tmp_path: Path, value: str) -> None:
    assert load(environ={"HOME": str(tmp_path), "NEMO_API_URL": value}, folder=tmp_path).api_url == value.rstrip("/")


@pytest.mark.parametrize(("text", "words"), [("backend = ", "config.toml"), ("colour = 'red'", "colour"), ("backend = true", "backend")])
def test_a_broken_config_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(environ={"VIDEO_JOBS_HOME": str(tmp_path)}, folder=tmp_path)
    assert words in told(caught.value, "en").message


@pytest.mark.row("F82")
def test_a_token_is_in_no_representation(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "NEMO_TOKEN": "nmv_usr_canary", "OPENAI_API_KEY": "sk-canary"}
    settings = load(environ=environ, folder=tmp_path)
    assert settings.nemo_token == "nmv_usr_canary"
    assert "canary" not in repr(settings)
    assert "NEMO_TOKEN" not in settings.variables()
    assert "canary" not in str(settings.variables())
    assert settings.keys() == {"OPENAI_API_KEY": "sk-canary"}


def test_a_foreign_dotenv_is_read_tolerantly(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\nexport NEMO_CLIENT_ID=\"a b\"\nnot a line\nX=1 # c\nlower=2\n")
    assert dotenv(tmp_path / ".env") == {"NEMO_CLIENT_ID": "a b", "X": "1"}
    assert dotenv(tmp_path) == {}


def test_the_folders_follow_xdg_and_one_variable_moves_all(tmp_path: Path) -> None:
    assert folders({"HOME": "/h"}).state == Path("/h/.local/state/video-jobs")
    assert folders({"HOME": "/h", "XDG_STATE_HOME": "relative"}).state == Path("/h/.local/state/video-jobs")
    assert folders({"HOME": "/h", "XDG_CONFIG_HOME": "/c"}).config == Path("/c/video-jobs")
    assert folders({"VIDEO_JOBS_HOME": "/v"}).state == Path("/v/state")


@pytest.mark.row("F83")
def test_made_folders_are_private(tmp_path: Path) -> None:
    made = folders({"VIDEO_JOBS_HOME": str(tmp_path)}).made("sessions")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_every_setting_is_a_field_with_its_default(tmp_path: Path) -> None:
    settings = load(environ={"HOME": str(tmp_path)}, folder=tmp_path)
    for setting in SETTINGS:
        value = getattr(settings, setting.field)
        assert value == (setting.parse(setting.default) if setting.default else value)
        assert value in ("", None) or setting.default
