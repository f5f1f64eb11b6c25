"""What people install: the wheel, alone in a new environment, away from the sources, does the main job."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import av
import pytest

from agent import __version__

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Standard output of a command that must succeed; what it said otherwise is the failure's text."""
    ours = ("PYTHONPATH", "NEMO_", "OPENAI_", "VIDEO_JOBS_")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | environment
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.mark.slow
def test_the_wheel_alone_in_a_new_environment_runs_the_demo(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path / "dist", ROOT, cwd=tmp_path)
    [wheel] = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    command = tmp_path / "venv" / "bin" / "video-jobs"
    assert run(command, "--version", cwd=tmp_path).strip() == f"video-jobs {__version__}"
    home = {"VIDEO_JOBS_HOME": str(tmp_path / "home"), "VIDEO_JOBS_IDLE_S": "5"}
    result = json.loads(run(command, "demo", "--output-format", "json", "-o", tmp_path / "made", cwd=tmp_path, **home).splitlines()[-1])
    assert not result["is_error"]
    video = next(Path(file["path"]) for file in result["files"] if file["path"].endswith(".mp4"))
    with av.open(str(video)) as media:
        assert (media.streams.video[0].codec_context.name, media.streams.audio[0].codec_context.name) == ("h264", "aac")


def test_one_version_stands_everywhere() -> None:
    manifest = (ROOT / "skills" / "ai-video-jobs-remote" / "SKILL.md").read_text(encoding="utf-8")
    assert f'version: "{__version__}"' in manifest
    assert f"ai-video-jobs-remote=={__version__}" in manifest
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_skill_is_valid_for_the_open_standard() -> None:
    validator = Path(sys.executable).with_name("agentskills")
    run(validator, "validate", ROOT / "skills" / "ai-video-jobs-remote", cwd=ROOT)


def test_the_skill_declares_every_variable_that_the_program_reads() -> None:
    manifest = (ROOT / "skills" / "ai-video-jobs-remote" / "SKILL.md").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    read = [line.split("=")[0] for line in example if "=" in line and not line.startswith("#")]
    assert [name for name in read if f"- name: {name}\n" not in manifest] == []


def test_the_two_commands_of_the_readme_are_the_promised_ones() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/video-jobs demo" in readme
    assert "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/python -m pytest" in readme


def test_no_file_names_a_download_host_or_a_path_of_somebodys_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    hosts = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "/wo" + "rk/ma", "/ro" + "ot/"]
    found = []
    for name in filter(None, listed.split("\0")):
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        found += [(name, host) for host in hosts if host in text]
    assert found == []
