"""Every setting, where it may stand, and what it may be. Flag > environment > `.env` of the current folder > `config.toml` > default.

`SETTINGS` is the one table: `.env.example` is written from it and a test keeps them equal. The imports are light, since the terminal's
prompt waits for this file.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from agent.errors import ConfigurationError, StateError

Value = str | float | Path | None


def _text(text: str) -> str:
    return text.strip()


def _url(text: str) -> str:
    """https anywhere, plain http on loopback alone; without the trailing slash."""
    if re.fullmatch(r"https://[^\s/@]+(/\S*)?|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/\S*)?", text) is None:
        raise ConfigurationError("setting_url", value=text)
    return text.rstrip("/")


def _any_url(text: str) -> str:
    """http or https; a model server on the local network speaks plain http."""
    if re.fullmatch(r"https?://[^\s/]+(/\S*)?", text) is None:
        raise ConfigurationError("setting_url", value=text)
    return text.rstrip("/")


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _program(text: str) -> Path:
    """A program that can be started: a path, or a name on the PATH."""
    import shutil

    found = shutil.which(Path(text).expanduser())
    if found is None:
        raise ConfigurationError("setting_program", value=text)
    return Path(found).absolute()


def _label(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", text) is None:
        raise ConfigurationError("setting_label", value=text)
    return text


def _choice(*allowed: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ConfigurationError("setting_choice", value=text, allowed=", ".join(allowed))
        return text

    return parse


def _number(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise ConfigurationError("setting_number", value=text, low=f"{low:g}", high=f"{high:g}")
        return value

    return parse


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its field of `Settings`, its variable, its default as text, how it is read, and the line of `.env.example`."""

    field: str
    variable: str
    default: str
    parse: Callable[[str], Value]
    comment: str


SETTINGS: tuple[Setting, ...] = (
    Setting("backend", "VIDEO_JOBS_BACKEND", "auto", _choice("auto", "local", "cloud"),
            "Where the editing happens: local (this computer), cloud,"
            " or auto (cloud when its token or address is set, or you chose it before)."),
    Setting("output_dir", "VIDEO_JOBS_OUTPUT", ".", _path, "Folder for finished videos and subtitle files."),
    Setting("language", "VIDEO_JOBS_LANGUAGE", "auto", _choice("auto", "en", "zh"),
            "Language of the answers: auto follows your message."),
    Setting("nemo_token", "NEMO_TOKEN", "", _text,
            "Cloud: your access token; \"video-jobs auth login\" keeps one instead. Without any, a free one is requested after you agree."),
    Setting("api_url", "NEMO_API_URL", "https://mega-api-prod.nemovideo.ai", _url, "Cloud: address of the video service."),
    Setting("web_url", "NEMO_WEB_URL", "https://nemovideo.com", _url, "Cloud: address of the web site, for links that are shown to you."),
    Setting("client_id", "NEMO_CLIENT_ID", "", _text, "Cloud: client id, 1 to 64 printable characters; empty keeps the stored one."),
    Setting("platform", "VIDEO_JOBS_PLATFORM", "", _label, "Cloud: name of the host program, sent as X-Skill-Platform."),
    Setting("skill_source", "SKILL_SOURCE", "", _label, "Cloud: older name of VIDEO_JOBS_PLATFORM, read when that one is empty."),
    Setting("upload_limit_mb", "VIDEO_JOBS_UPLOAD_LIMIT_MB", "", _number(1, 1_000_000),
            "Largest file in MB; empty means 500 for the cloud and 4096 for this computer."),
    Setting("poll_s", "VIDEO_JOBS_POLL_S", "30", _number(1, 600), "Cloud: seconds between two looks at a running export."),
    Setting("poll_cap", "VIDEO_JOBS_POLL_CAP", "10", _number(1, 1000), "Cloud: looks at a running export before it is left to run on."),
    Setting("idle_s", "VIDEO_JOBS_IDLE_S", "900", _number(5, 86_400), "Local: seconds without work after which the editor process ends."),
    Setting("keep_days", "VIDEO_JOBS_KEEP_DAYS", "90", _number(0, 36_500),
            "Local: days after which a project that nobody used goes, with the copies of its files; 0 keeps them all."),
    Setting("ffmpeg", "VIDEO_JOBS_FFMPEG", "", _program, "Local: another ffmpeg than the one that was installed with this program."),
    Setting("openai_base_url", "OPENAI_BASE_URL", "", _any_url,
            "Language model for unclear messages and for translated captions: address of any OpenAI-compatible server."),
    Setting("openai_api_key", "OPENAI_API_KEY", "", _text, "Language model: key. With neither key nor address none is used."),
    Setting("model", "VIDEO_JOBS_MODEL", "gpt-4.1-mini", _text, "Language model: its name."),
    Setting("transcribe_base_url", "TRANSCRIBE_BASE_URL", "", _any_url,
            "Local captions: address of an OpenAI-compatible transcription server; the sound of the clip is sent to it."),
    Setting("transcribe_api_key", "TRANSCRIBE_API_KEY", "", _text, "Local captions: key of that server."),
    Setting("transcribe_model", "TRANSCRIBE_MODEL", "whisper-1", _text, "Local captions: model of that server."),
)

HOME_VARIABLE = "VIDEO_JOBS_HOME"
HOME_COMMENT = "One folder for configuration, conversations and caches, in place of the XDG folders."
SECRETS = frozenset({"nemo_token", "openai_api_key", "transcribe_api_key"})


@dataclass(frozen=True, slots=True)
class Folders:
    """Where this program keeps things. All are 0700 once made."""

    config: Path
    state: Path
    cache: Path

    def made(self, name: str) -> Path:
        """The folder `name` under the state folder, made with mode 0700. StateError where that fails."""
        folder = self.state / name
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for each in (self.state, folder):
                each.chmod(0o700)
        except OSError as error:
            raise StateError(path=str(folder), log=str(error)) from error
        return folder


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read and checked. Sizes in MB, times in seconds.

    `given` holds the fields that differ from the default, `origins` for each of them where it stands (one of ORIGINS)."""

    folders: Folders
    backend: Literal["auto", "local", "cloud"] = "auto"
    output_dir: Path = field(default_factory=Path)
    language: Literal["auto", "en", "zh"] = "auto"
    nemo_token: str = field(default="", repr=False)
    api_url: str = "https://mega-api-prod.nemovideo.ai"
    web_url: str = "https://nemovideo.com"
    client_id: str = ""
    platform: str = ""
    skill_source: str = ""
    upload_limit_mb: float | None = None
    poll_s: float = 30.0
    poll_cap: float = 10
    idle_s: float = 900.0
    keep_days: float = 90.0
    ffmpeg: Path | None = None
    openai_base_url: str = ""
    openai_api_key: str = field(default="", repr=False)
    model: str = "gpt-4.1-mini"
    transcribe_base_url: str = ""
    transcribe_api_key: str = field(default="", repr=False)
    transcribe_model: str = "whisper-1"
    given: frozenset[str] = frozenset()
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def model_configured(self) -> bool:
        """Whether a language model may be asked."""
        return bool(self.openai_base_url or self.openai_api_key)

    def limit_bytes(self, *, local: bool) -> int:
        """The size over which a file is refused before sending: the setting, else the service's 500 MB, or 4 GB here."""
        return int((self.upload_limit_mb or (4096 if local else 500)) * 1024 * 1024)

    def variables(self) -> dict[str, str]:
        """The settings that someone gave and that are no secret, as variables: what the local editor process reads."""
        return {name: value for field, name, value in self._of_editor() if field not in SECRETS}

    def keys(self) -> dict[str, str]:
        """The secrets among them, by the same names: they go to that process by a way that no other process can look at."""
        return {name: value for field, name, value in self._of_editor() if field in SECRETS}

    def _of_editor(self) -> list[tuple[str, str, str]]:
        given = (setting for setting in SETTINGS if setting.field in self.given and not setting.variable.startswith("NEMO_"))
        return [(setting.field, setting.variable, str(getattr(self, setting.field))) for setting in given]


def folders(environ: Mapping[str, str]) -> Folders:
    """The folders that the environment names: `VIDEO_JOBS_HOME`, else XDG (absolute paths only), else those under HOME."""
    if home := environ.get(HOME_VARIABLE, "").strip():
        base = Path(home).expanduser().absolute()
        return Folders(base, base / "state", base / "cache")
    try:
        home_folder = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    except RuntimeError as error:
        raise ConfigurationError("setting_home", name="HOME") from error
    places = (("XDG_CONFIG_HOME", ".config"), ("XDG_STATE_HOME", ".local/state"), ("XDG_CACHE_HOME", ".cache"))
    found = [Path(environ.get(variable, "")) for variable, _ in places]
    chosen = [path if path.is_absolute() else home_folder / default for path, (_, default) in zip(found, places, strict=True)]
    return Folders(*(path / "video-jobs" for path in chosen))


def dotenv(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a `.env`; other lines are other programs' and ignored. An unreadable file counts as none."""
    try:
        source = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return {}
    found = {}
    for line in source.splitlines():
        match = re.fullmatch(r"\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^#]*?))\s*(?:#.*)?", line)
        if match:
            found[match[1]] = next(value for value in match.groups()[1:] if value is not None)
    return found


def config(path: Path) -> dict[str, str]:
    """`config.toml`: one key for each field. ConfigurationError for a broken file or an unknown key."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError("setting_file", path=str(path), why=str(error)) from error
    known = {setting.field for setting in SETTINGS}
    for key, value in data.items():
        if key not in known or isinstance(value, dict | list | bool):
            raise ConfigurationError("setting_unknown", name=key, path=str(path))
    return {key: str(value) for key, value in data.items()}


ORIGINS = ("flag", "environment", ".env", "config.toml")
"""Where a setting may stand, the strongest first."""

Flags = Mapping[str, str | None]
"""Settings by field name, as the command line gave them; None = not said."""


def load(flags: Flags | None = None, *, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Settings from flags, environment, `.env` of `folder`, config file and defaults. ConfigurationError names the bad one."""
    said = {key: value for key, value in (flags or {}).items() if value is not None}
    surroundings = os.environ if environ is None else environ
    file = dotenv((folder or Path.cwd()) / ".env")
    places = folders({**file, **surroundings})
    stored = config(places.config / "config.toml")
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for setting in SETTINGS:
        texts = (said.get(setting.field), surroundings.get(setting.variable), file.get(setting.variable), stored.get(setting.field))
        text, origin = next(((text.strip(), place) for text, place in zip(texts, ORIGINS, strict=True) if text and text.strip()), ("", ""))
        if text and text != setting.default:
            values[setting.field] = _read(setting, text)
            origins[setting.field] = origin
    return Settings(folders=places, given=frozenset(values), origins=origins, **values)


def _read(setting: Setting, text: str) -> Value:
    """The value of one setting; an error names the variable, and never shows a secret."""
    try:
        return setting.parse(text)
    except ConfigurationError as error:
        raise ConfigurationError(error.message, **{**error.values, "name": setting.variable}) from error


def example() -> str:
    """The text of `.env.example`."""
    lines = ["# Every setting of video-jobs. Copy to .env in the folder where you work, or set them in the environment.", ""]
    for setting in SETTINGS:
        lines += [f"# {setting.comment}", f"{setting.variable}={setting.default}", ""]
    return "\n".join([*lines, f"# {HOME_COMMENT}", f"{HOME_VARIABLE}=", ""])
