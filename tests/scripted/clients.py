"""How tests make clients of a scripted server."""

from collections.abc import Callable

from agent.client.auth import Attribution
from agent.client.client import Client

ATTRIBUTION = Attribution("ai-video-jobs-remote", "1.0.0", "unknown")
MakeClient = Callable[..., Client]
