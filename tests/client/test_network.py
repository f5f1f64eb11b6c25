"""Certificates, proxies, hosts: how a connection is made, and what its failure is called."""

import datetime
import ipaddress
import socket
import ssl
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from agent import errors
from agent.client.auth import FixedToken
from agent.client.client import Client
from agent.client.clock import Limits
from agent.client.network import is_loopback, proxy_for, same_origin
from tests.scripted.clients import ATTRIBUTION, MakeClient
from tests.scripted.clock import ScriptedClock
from tests.scripted.server import ScriptedServer, ok

CREDITS = ("GET", "/api/credits")
NOW = datetime.datetime.now(datetime.UTC)


def certificate(folder: Path, *, name: str = "localhost", days: int = 1) -> tuple[Path, Path]:
    """A self-signed certificate and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    if name == "localhost":
        names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    built = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key()).serial_number(7)
        .not_valid_before(NOW - datetime.timedelta(days=9)).not_valid_after(NOW + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    where = folder / "cert.pem", folder / "key.pem"
    where[0].write_bytes(built.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    where[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return where


class TlsServer(ScriptedServer):
    """The scripted server behind a certificate."""

    def __init__(self, cert: Path, key: Path) -> None:
        super().__init__({CREDITS: [ok({"available": 5})]})
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(cert, key)


async def balance(base: str, trust: ssl.SSLContext | None = None) -> int:
    client = Client(base, ATTRIBUTION, FixedToken("secret"), tls=trust, clock=ScriptedClock().clock, limits=Limits(reply_s=5))
    try:
        return (await client.credits()).available
    finally:
        await client.aclose()


async def test_a_trusted_certificate_works(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    async with TlsServer(cert, key) as server:
        assert await balance(server.base, ssl.create_default_context(cafile=str(cert))) == 5


@pytest.mark.row("F03")
@pytest.mark.parametrize(("name", "days", "trusted"), [("localhost", 1, False), ("localhost", -1, True), ("example.com", 1, True)])
async def test_a_bad_certificate_is_called_one_and_nothing_is_sent(tmp_path: Path, name: str, days: int, trusted: bool) -> None:
    cert, key = certificate(tmp_path, name=name, days=days)
    async with TlsServer(cert, key) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await balance(server.base, ssl.create_default_context(cafile=str(cert)) if trusted else None)
        assert server.requests == []
    assert (caught.value.values["reason"], caught.value.sent) == ("tls", "no")


@pytest.mark.row("F03")
async def test_https_asked_of_a_plain_port_is_a_problem_of_tls(make_client: MakeClient) -> None:
    async with ScriptedServer({}) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base.replace("http:", "https:")).credits()
        assert server.requests == []
    assert (caught.value.values["reason"], caught.value.sent) == ("tls", "no")


@pytest.mark.row("F03")
async def test_plain_http_asked_of_a_tls_port_is_a_line_that_dropped(make_client: MakeClient, tmp_path: Path) -> None:
    async with TlsServer(*certificate(tmp_path)) as server:
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(server.base.replace("https:", "http:")).credits()
    assert caught.value.values["reason"] == "cut"


@pytest.mark.row("F02")
async def test_an_unknown_host_is_called_one(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(errors.ConnectionLost) as caught:
        await make_client("https://nobody.invalid").credits()
    assert (caught.value.values["reason"], caught.value.values["host"], caught.value.sent) == ("unknown_host", "nobody.invalid", "no")


@pytest.mark.row("F04")
async def test_a_connection_that_nobody_accepts_meets_the_connect_limit(make_client: MakeClient) -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        with pytest.raises(errors.ConnectionLost) as caught:
            await make_client(f"http://127.0.0.1:{full.getsockname()[1]}", connect_s=0.2).credits()
    assert (caught.value.values["reason"], caught.value.sent) == ("timeout", "no")


@pytest.mark.row("F84")
@pytest.mark.parametrize(
    ("environ", "proxy"),
    [
        ({}, ""), ({"HTTPS_PROXY": "http://p:1"}, "http://p:1"), ({"https_proxy": "p:1"}, "http://p:1"),
        ({"ALL_PROXY": "http://a:2"}, "http://a:2"),
        ({"HTTP_PROXY": "http://p:1"}, ""), ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"}, ""),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "[::1],fe80::/10"}, "http://p:1"),
    ],
)  # fmt: skip
def test_the_cloud_uses_the_proxy_of_the_environment(environ: dict[str, str], proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(httpx.URL("https://api.example.com/x")) == proxy
    assert proxy_for(httpx.URL("http://127.0.0.1:9/x")) == proxy_for(httpx.URL("http://localhost:9/x")) == ""


@pytest.mark.row("F84")
@pytest.mark.parametrize("value", ["nonsense://x", "http://[::1", "http://host:port"])
async def test_a_proxy_that_cannot_be_one_is_named(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("https_proxy", value)
    with pytest.raises(errors.ConfigurationError) as caught:
        await make_client("https://api.example.com").credits()
    assert caught.value.values["name"] == "HTTPS_PROXY"


@pytest.mark.parametrize(
    ("host", "yes"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("localhost", True), ("::1", True), ("10.0.0.1", False), ("localhost.evil", False)],
)
def test_loopback_is_this_machine_alone(host: str, yes: bool) -> None:
    assert is_loopback(host) is yes


def test_origins_are_equal_in_scheme_host_and_port() -> None:
    base = httpx.URL("https://a.example")
    assert same_origin(httpx.URL("https://a.example:443/x"), base)
    for other in ("http://a.example", "https://b.example", "https://a.example:444", "https://a.example.evil"):
        assert not same_origin(httpx.URL(other), base)
