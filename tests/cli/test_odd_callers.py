"""Programs on the other end of the pipe that are not what they should be: each line they get is JSON, and the end has its code."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.scripted.server import F, ScriptedServer, fr, ok

CLOUD = {
    ("POST", "/api/tasks"): [ok({"session_id": "s1"})], ("GET", "/api/credits"): [ok({"available": 5, "frozen": 0, "total": 5})],
    ("GET", "/api/state"): [ok({"state": {"draft": {}, "video_infos": []}})], ("POST", "/run_sse"): [fr(F("Done."))],
}  # fmt: skip
GARBAGE = {
    "bytes": bytes(range(256)) * 64, "rpc": b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "export"}}\n' * 20,
    "halves": b'{"type": "user", "text": "\xe5\x89', "zeros": b"\0" * 4096, "utf-16": "export".encode("utf-16"),
    "escapes": b"\x1b]52;c;aGk=\x07\r\r",
    "nesting": b"[" * 90_000,
}  # fmt: skip


@pytest.mark.row("F89")
@pytest.mark.parametrize("said", GARBAGE.values(), ids=GARBAGE.keys())
async def test_whatever_is_piped_in_each_line_out_is_json(tmp_path: Path, said: bytes) -> None:
    async with ScriptedServer(CLOUD) as server:
        program = Program(tmp_path, {"NEMO_API_URL": server.base, "NEMO_TOKEN": "t"})
        done = await program("--backend", "cloud", "--output-format", "stream-json", stdin=said)
        assert server.count("POST", "/api/render") == 0
    events = [json.loads(line) for line in done.out.splitlines()]
    assert done.out.isascii()
    assert (events[0]["type"], events[-1]["type"]) == ("init", "result")
    assert events[-1]["exit_code"] == done.status
    assert "\x1b" not in done.err


@pytest.mark.row("F89")
async def test_too_much_is_refused_in_a_sentence(tmp_path: Path) -> None:
    async with ScriptedServer(CLOUD) as server:
        program = Program(tmp_path, {"NEMO_API_URL": server.base, "NEMO_TOKEN": "t"})
        done = await program("--backend", "cloud", "--output-format", "stream-json", stdin=b"x" * 3_000_000)
        assert server.requests == []
    last = json.loads(done.out.splitlines()[-1])
    assert (last["is_error"], last["exit_code"]) == (True, done.status)
    assert last["error"]["sent"] == "no"
