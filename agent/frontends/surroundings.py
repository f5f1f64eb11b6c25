"""What the surroundings tell of the person: the language."""

import os
from collections.abc import Mapping

from agent.settings import Settings
from prompts import Language


def language_here(environ: Mapping[str, str] = os.environ) -> Language:
    """The language of the surroundings: that of the setting, else of the locale."""
    asked = environ.get("VIDEO_JOBS_LANGUAGE", "")
    if asked in ("en", "zh"):
        return "zh" if asked == "zh" else "en"
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def language_of(settings: Settings) -> Language:
    """The language of the settings, else that of the surroundings."""
    return language_here() if settings.language == "auto" else settings.language
