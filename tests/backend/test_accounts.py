"""Tokens and credits, with an injected clock."""

import pytest
from backend_rig import Rig, Start, text_of

DAY_S = 86400.0


class Calendar:
    """Wall time that a test turns."""

    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now_s


async def ask(rig: Rig, client_id: str | None) -> int:
    headers = {} if client_id is None else {"X-Client-Id": client_id}
    return (await rig.client.post("/api/auth/anonymous-token", headers=headers)).status_code


async def test_a_client_gets_one_token_in_seven_days(start: Start) -> None:
    calendar = Calendar()
    rig = await start(now=calendar)
    assert await ask(rig, "one") == 200
    calendar.now_s += 7 * DAY_S - 1
    assert await ask(rig, "one") == 429
    calendar.now_s += 1
    assert await ask(rig, "one") == 200


async def test_a_token_dies_after_seven_days(start: Start) -> None:
    calendar = Calendar()
    rig = await start(now=calendar)
    given = (await rig.client.post("/api/auth/anonymous-token", headers={"X-Client-Id": "one"})).json()["data"]
    assert given["expires_at"] == "2027-01-22T08:00:00Z"
    bearer = {"Authorization": f"Bearer {given['token']}"}
    assert (await rig.client.get("/api/credits/balance/simple", headers=bearer)).status_code == 200
    calendar.now_s += 7 * DAY_S
    assert (await rig.client.get("/api/credits/balance/simple", headers=bearer)).status_code == 401


@pytest.mark.parametrize(("client_id", "status"), [(None, 400), ("", 400), ("x" * 65, 400), ("x" * 64, 200)])
async def test_a_client_id_is_needed_and_short(rig: Rig, client_id: str | None, status: int) -> None:
    assert await ask(rig, client_id) == status


async def test_an_address_can_have_its_fill(start: Start) -> None:
    rig = await start(tokens_per_address=2)
    assert [await ask(rig, name) for name in ("a", "b", "c")] == [200, 200, 429]


async def test_edits_are_free_unless_a_price_is_set(rig: Rig) -> None:
    assert (await rig.client.get("/api/credits/balance/simple")).json() == {
        "code": 0, "message": "ok", "data": {"available": 100, "frozen": 0, "total": 100}}


async def test_out_of_credits_comes_before_the_stream(start: Start) -> None:
    rig = await start(edit_cost=60, credits=50)
    sid = await rig.session()
    body = {"session_id": sid, "new_message": {"parts": [{"text": "trim"}]}}
    answer = await rig.client.post("/run_sse", json=body)
    assert (answer.status_code, answer.json()["code"]) == (200, 2001)


async def test_a_turn_that_edits_nothing_costs_nothing(start: Start) -> None:
    rig = await start(edit_cost=60)
    assert text_of(await rig.say(await rig.session(), "hello"))
    assert (await rig.client.get("/api/credits/balance/simple")).json()["data"] == {"available": 100, "frozen": 0, "total": 100}


async def test_a_claim_token_has_the_shape_of_the_contract(rig: Rig) -> None:
    sid = await rig.session()
    data = (await rig.client.post("/api/auth/claim-token", json={"task_id": "1", "session_id": sid})).json()["data"]
    assert data["claim_token"].startswith("clm_")
    assert data["expires_in"] == 604800
