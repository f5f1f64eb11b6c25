"""Whether a host can be reached the way the client reaches it: name, proxy, certificate, and how far its clock is from ours."""

import asyncio
import ssl
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from agent.client.clock import CLOCK, Clock, Limits
from agent.client.network import Network, lost, proxy_for
from agent.errors import ConfigurationError

LIMITS = Limits(connect_s=10.0, reply_s=10.0)


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of one request without a token. `reason` is "" or why none came back; `proxy` is a host, never its password.

    `skew_s` is our clock minus theirs, None where the answer told no time. `setting` names a variable that cannot be used.
    """

    host: str
    reason: str = ""
    proxy: str = ""
    skew_s: float | None = None
    setting: str = ""


async def reach(address: str, *, clock: Clock = CLOCK, tls: ssl.SSLContext | None = None, limits: Limits = LIMITS) -> Reached:
    """Asks for the root of a host and takes any answer. Never raises for the line."""
    url = httpx.URL(address)
    network = Network(limits, tls)
    proxy = ""
    try:
        proxy = httpx.URL(proxy_for(url)).host if proxy_for(url) else ""
        client = await network.client(url)
        async with asyncio.timeout(limits.connect_s + limits.reply_s):
            response = await client.get(url, headers={"Accept-Encoding": "identity"}, timeout=limits.reply_s)
    except (ConfigurationError, httpx.InvalidURL) as error:
        setting = error.values.get("name", "") if isinstance(error, ConfigurationError) else f"{url.scheme}_proxy".upper()
        return Reached(url.host, "setting", proxy, setting=str(setting))
    except (httpx.HTTPError, TimeoutError) as error:
        return Reached(url.host, str(lost(error, url).values["reason"]), proxy)
    finally:
        await network.aclose()
    return Reached(url.host, "", proxy, _skew(response.headers.get("date", ""), clock.wall()))


def _skew(date: str, now: float) -> float | None:
    try:
        return now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
