"""A client against a scripted server."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from agent.client.auth import Credentials, FixedToken
from agent.client.client import Client
from agent.client.clock import Limits
from tests.scripted.clients import ATTRIBUTION, MakeClient
from tests.scripted.clock import ScriptedClock


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
async def make_client(clock: ScriptedClock) -> AsyncIterator[MakeClient]:
    """Clients that are closed at the end of the test."""
    async with AsyncExitStack() as stack:

        def make(base: str, credentials: Credentials | None = None, **limits: Any) -> Client:
            client = Client(base, ATTRIBUTION, credentials or FixedToken("secret"), limits=Limits(**limits), clock=clock.clock)
            stack.push_async_callback(client.aclose)
            return client

        yield make
