"""Fetching an address that a person named: public hosts only, checked before each connection, and never resolved twice.

The name is resolved once, every address must be public, and the connection goes to a checked address; the same again for each redirect.
The hook in httpx is a network backend on a private attribute of its pool; a test holds it in place.
"""

import asyncio
import hashlib
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import httpcore
import httpx

from backend.options import Options
from backend.replies import WireError
from backend.uploads import KINDS, Arrived, clean_name

REDIRECTS = 5
CONNECT_S, SILENCE_S = 10.0, 30.0
PORTS = {80, 443}
Resolve = Callable[[str, int], Awaitable[list[str]]]
NAT64 = ipaddress.ip_network("64:ff9b::/96")
CLOSED = tuple(ipaddress.ip_network(text) for text in ("::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10"))
EXTENSIONS = {
    "video/mp4": "mp4", "video/quicktime": "mov", "video/x-msvideo": "avi", "video/webm": "webm", "video/x-matroska": "mkv",
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "audio/mpeg": "mp3", "audio/wav": "wav",
    "audio/x-wav": "wav", "audio/mp4": "m4a", "audio/aac": "aac",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. `open_to` lists addresses that are allowed although they are not public, for tests."""

    max_bytes: int
    total_s: float
    open_to: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset(PORTS)


def limits_of(options: Options) -> Limits:
    """The limits that are set."""
    address, _, port = options.fetch_from.rpartition(":")
    return Limits(options.max_file_bytes, options.fetch_s, frozenset(filter(None, [address])),
                  frozenset(PORTS | ({int(port)} if port.isdigit() else set())))


class RefusedAddressError(Exception):
    """The address, or one it resolves or redirects to, may not be fetched."""


async def fetch(address: str, target: Path, file_id: str, limits: Limits, resolve: Resolve | None = None) -> Arrived:
    """Downloads the address to `target`. WireError 400 for one that is not allowed or does not answer, 4001, 4002, 408."""
    try:
        async with asyncio.timeout(limits.total_s):
            return await _fetch(address, target, file_id, limits, resolve or _resolve)
    except RefusedAddressError as error:
        raise WireError(400, f"address not allowed: {error}") from error
    except TimeoutError as error:
        raise WireError(status=408, detail="the download took too long") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise WireError(400, f"the address does not answer: {type(error).__name__}") from error


def public(text: str) -> bool:
    """Whether an address literal is one of the open internet."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return public(str(address.ipv4_mapped))
        if address in NAT64:
            return public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if any(address in network for network in CLOSED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_link_local or address.is_private)


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    """Resolves once, refuses unless every address is public, and connects to what was checked."""

    def __init__(self, limits: Limits, resolve: Resolve) -> None:
        self._limits = limits
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
                          socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of the host that answers."""
        if port not in self._limits.ports:
            raise RefusedAddressError(f"port {port}")
        found = await self._resolve(host, port)
        if not found or not all(public(one) or one in self._limits.open_to for one in found):
            raise RefusedAddressError("not a public host")
        for number, one in enumerate(found):
            try:
                return await self._network.connect_tcp(one, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number + 1 == len(found):
                    raise
        raise RefusedAddressError("no address")

    async def connect_unix_socket(self, path: str, timeout: float | None = None,
                                  socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise RefusedAddressError("unix socket")

    async def sleep(self, seconds: float) -> None:
        """Waits, for httpcore's retries."""
        await asyncio.sleep(seconds)


async def _resolve(host: str, port: int) -> list[str]:
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RefusedAddressError("unknown host") from error
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


async def _fetch(address: str, target: Path, file_id: str, limits: Limits, resolve: Resolve) -> Arrived:
    transport = httpx.AsyncHTTPTransport(trust_env=False)
    transport._pool._network_backend = _CheckedBackend(limits, resolve)  # trap: httpx has no public hook for this
    timeout = httpx.Timeout(SILENCE_S, connect=CONNECT_S)
    async with httpx.AsyncClient(transport=transport, trust_env=False, timeout=timeout) as client:
        url = _checked(httpx.URL(address))
        for _ in range(REDIRECTS + 1):
            async with client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
                if response.is_redirect:
                    url = _checked(url.join(response.headers.get("location", "")))
                    continue
                return await _save(response, target, file_id, limits)
    raise RefusedAddressError("too many redirects")


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in ("http", "https") or not url.host:
        raise RefusedAddressError("http and https only")
    if url.userinfo:
        raise RefusedAddressError("no user names in addresses")
    if any(ord(letter) > 127 and letter.isdigit() for letter in url.host):
        raise RefusedAddressError("odd digits")
    return url


async def _save(response: httpx.Response, target: Path, file_id: str, limits: Limits) -> Arrived:
    if response.status_code != 200:
        raise WireError(400, f"the address answers {response.status_code}")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise WireError(4001, "a compressed answer")
    name, digest, size = _name(response), hashlib.sha256(), 0
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limits.max_bytes:
        raise WireError(4002)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        async for chunk in response.aiter_raw(1 << 20):
            size += len(chunk)
            if size > limits.max_bytes:
                raise WireError(4002)
            digest.update(chunk)
            await asyncio.to_thread(file.write, chunk)
    return Arrived(file_id, name, target, size, digest.hexdigest())


def _name(response: httpx.Response) -> str:
    """The file name of the address; with the extension of the media type where it has none that is known. WireError 4001 without either."""
    name = clean_name(unquote(PurePosixPath(response.url.path).name))
    if name.rpartition(".")[2].lower() in KINDS and "." in name:
        return name
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in EXTENSIONS:
        raise WireError(4001, f"unsupported media type: {kind or 'none'}")
    return f"{name}.{EXTENSIONS[kind]}"
