"""Where bytes leave: one HTTP client for each origin, with verified TLS, the right proxy, and no connection kept for a second request.

A kept connection that the server has just closed fails without telling whether a paid request was read; a new one that fails to connect
is proof that nothing was sent.
"""

import asyncio
import ipaddress
import socket
import ssl
from functools import cache
from urllib.request import getproxies, proxy_bypass

import httpx

from agent.client.clock import Limits
from agent.errors import ConfigurationError, ConnectionLost, Sent

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)
_KEEP_ALIVE = [
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), value)
        for name, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))
        if hasattr(socket, name)
    ),
]


def is_loopback(host: str) -> bool:
    """Whether a host of an address is this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def base_of(address: str) -> httpx.URL:
    """An API base without its trailing slash: https, or http on loopback. ConfigurationError for anything else."""
    try:
        url = httpx.URL(address.strip().rstrip("/"))
    except httpx.InvalidURL as error:
        raise ConfigurationError(name="NEMO_API_URL", why=str(error)) from error
    if not url.host or not (url.scheme == "https" or (url.scheme == "http" and is_loopback(url.host))):
        raise ConfigurationError(name="NEMO_API_URL", why="it must begin with https://")
    return url


def same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Same scheme, host and port."""
    ports = {"https": 443, "http": 80}
    return (one.scheme, one.host, one.port or ports.get(one.scheme)) == (other.scheme, other.host, other.port or ports.get(other.scheme))


class Network:
    """The HTTP clients of one conversation. `tls` replaces the default trust, for tests."""

    def __init__(self, limits: Limits, tls: ssl.SSLContext | None = None) -> None:
        self._limits = limits
        self._tls = tls
        self._clients: dict[tuple[str, str], httpx.AsyncClient] = {}

    async def client(self, url: httpx.URL) -> httpx.AsyncClient:
        """The client for this origin; made on first use, away from the loop where that takes long."""
        key = (url.scheme, url.host)
        if key not in self._clients:
            self._clients.setdefault(key, self._new(url, await self._trust(url)))
        return self._clients[key]

    async def _trust(self, url: httpx.URL) -> ssl.SSLContext:
        if url.scheme == "http":
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody, and costs nothing to make
        if self._tls is not None:
            return self._tls
        return await asyncio.to_thread(_default_trust)

    def _new(self, url: httpx.URL, trust: ssl.SSLContext) -> httpx.AsyncClient:
        proxy = proxy_for(url)
        try:
            transport = httpx.AsyncHTTPTransport(
                verify=trust, trust_env=False, retries=0, proxy=proxy or None, socket_options=_KEEP_ALIVE,
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            )  # fmt: skip
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            raise ConfigurationError(name=f"{url.scheme}_proxy".upper(), why=str(error)) from error
        return httpx.AsyncClient(transport=transport, trust_env=False, follow_redirects=False)

    async def aclose(self) -> None:
        """Closes all connections."""
        clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            await client.aclose()


@cache
def _default_trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def proxy_for(url: httpx.URL) -> str:
    """The proxy that the environment names for this address, "" for none; loopback never has one."""
    if is_loopback(url.host) or proxy_bypass(url.host):
        return ""
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all") or ""
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def lost(error: Exception, url: httpx.URL, *, answered: bool = False) -> ConnectionLost:
    """The line error that a failure of the HTTP library stands for, and whether the request can have left; `answered`: headers had come."""
    sent: Sent = "yes" if answered else "no" if isinstance(error, _UNSENT) else "unknown"
    return ConnectionLost(reason=_reason(error, url), host=url.host, sent=sent, log=f"{type(error).__name__}: {error}")


def _reason(error: Exception, url: httpx.URL) -> str:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "timeout"
    if not isinstance(error, _UNSENT):
        return "cut"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "tls"
        if isinstance(cause, socket.gaierror):
            return "unknown_host"
        if isinstance(cause, ConnectionRefusedError):
            return "refused"
        cause = cause.__cause__ or cause.__context__
    return "tls" if url.scheme == "https" and not str(error) else "refused"
