"""The manifest's header, and what is made of it."""

from pathlib import Path

import pytest

from agent import __version__
from agent.logfile import redacted
from agent.manifest import Manifest, installed, platform, read

HEADER = """---
name: ai-video-jobs-remote
description: Edit. version: no
metadata:
  version: "1.2.3"  # the one
  openclaw:
    emoji: "x"
    install:
      - kind: uv
        version: 9.9.9
---
version: 7.7.7
"""


@pytest.mark.parametrize(("text", "version"), [
    (HEADER, "1.2.3"),
    ("---\nname: n\nversion: 2.0\n---\n", "2.0"),
    ("---\nversion: 2.0\nmetadata:\n  version: '3.0'\n---\n", "3.0"),
    ("---\nmetadata:\n  other:\n    version: 4\n---\n", __version__),
    ("", __version__), ("no header", __version__), ("---\n\x00\n", __version__),
])
def test_the_version_is_the_manifests(text: str, version: str) -> None:
    assert read(text).version == version


def test_the_name_is_never_empty() -> None:
    assert read("---\nname:\n---\n") == Manifest()
    assert installed().source == "ai-video-jobs-remote"
    assert installed().version == __version__


@pytest.mark.parametrize(("place", "name"), [
    (".clawhub/skills/x/SKILL.md", "clawhub"), (".cursor/skills/x/SKILL.md", "cursor"), (".cursor/skillsets/SKILL.md", "unknown"),
    ("notes/.clawhub/x/SKILL.md", "unknown"),
])
def test_the_install_path_tells_the_platform(tmp_path: Path, place: str, name: str) -> None:
    assert platform("", "", place=tmp_path / place, home=tmp_path) == name
    assert platform("", "other", place=tmp_path / place, home=tmp_path) == "other"
    assert platform("flag", "other", place=tmp_path / place, home=tmp_path) == "flag"


def test_links_are_resolved(tmp_path: Path) -> None:
    (tmp_path / ".clawhub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / ".clawhub")
    assert platform(place=tmp_path / "link" / "SKILL.md", home=tmp_path) == "clawhub"


@pytest.mark.row("F82")
@pytest.mark.parametrize("text", [
    "token nmv_usr_abc-DEF_1 refused", "Authorization: Bearer abc.def", "GET https://x/y.mp4?a=1&sig=abc", "key sk-abcdefgh123",
])
def test_no_secret_stands_in_the_log(text: str) -> None:
    assert "abc" not in redacted(text)
