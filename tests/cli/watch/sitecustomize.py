"""Loaded by every Python that has this folder on its path: each address outside this computer raises, and stands in SOCKET_WATCH_LOG.

With SOCKET_WATCH_NO_PORT no port is free, as on a computer whose rules forbid it.
"""

import errno
import ipaddress
import os
import sys

NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
ADDRESSES = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getnameinfo"}


def outside(host: object) -> bool:
    """Whether a host is another computer's; paths of local sockets and no host at all are not."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if not isinstance(text, str) or text in ("", "localhost"):
        return False
    try:
        return not ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return True


def told(line: str) -> None:
    """One line of the log, written at once."""
    descriptor = os.open(os.environ["SOCKET_WATCH_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook."""
    if event in NAMES:
        host = arguments[0]
    elif event in ADDRESSES:
        address = arguments[0] if event == "socket.getnameinfo" else arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    if event == "socket.bind" and "SOCKET_WATCH_NO_PORT" in os.environ and isinstance(arguments[1], tuple):
        raise OSError(errno.EADDRINUSE, "Address already in use")
    if outside(host):
        told(f"outside {event} {host!r} {sys.orig_argv}")
        raise OSError(f"{event} {host!r}: the local mode opens no outside socket")


told(f"watching {' '.join(sys.orig_argv)}")
sys.addaudithook(watch)
