"""Addresses elsewhere that a person gives us to read from: public, over https, bounded, never followed blindly.

A name is resolved once and the connection goes to what was checked: a server of names that answers otherwise the
second time (rebinding) leads nowhere. ``settings.OUTSIDE_IS_NEAR`` opens http and private addresses, for an
organisation whose other server stands on its own network, and for tests.

Unfit                the address itself cannot be used
Refused
└── NoAnswer         nothing usable came back: try again later, or elsewhere
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from miqyas_web.foundation.errors import Refused, Unfit

PIECE_BYTES = 65_536


class NoAnswer(Refused):
    """Nothing usable came back."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is read of one answer, and how long is waited: for each piece, and in all."""

    n_bytes: int = 50_000_000
    wait_seconds: float = 30.0
    all_seconds: float = 120.0


DEFAULT_BOUNDS = Bounds()


def check_address(address: str) -> SplitResult:
    """Return the parts of an address that may be read from; raise ``Unfit`` with the reason otherwise."""
    parts = _split(address)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise Unfit(_("This is not a whole address. It looks like https://server.org."))
    if parts.scheme == "http" and not settings.OUTSIDE_IS_NEAR:
        raise Unfit(_("Give an address that begins with https: on http, your key would travel in clear."))
    if parts.username or parts.password:
        raise Unfit(_("Take the name and the password out of the address: they have their own fields."))
    return parts


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        _port = parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def places_of(host: str, port: int) -> list[str]:
    """Return the addresses a name leads to; ``Unfit`` when one of them is not on the public network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(_("No server answers to the name %(host)s.") % {"host": host}) from error
    places = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not settings.OUTSIDE_IS_NEAR and not all(is_public(place) for place in places):
        raise Unfit(_("The name %(host)s leads inside a private network.") % {"host": host})
    return places


def is_public(place: str) -> bool:
    """Whether an IP address stands on the public network, under whichever dress it comes."""
    found = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def outside(session: requests.Session | None = None, *, bounds: Bounds = DEFAULT_BOUNDS) -> requests.Session:
    """Return a session all of whose requests obey these rules; proxies and keys of the machine are not used."""
    session = session or requests.Session()
    session.trust_env = False
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Checked(bounds))
    return session


class _Near(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self.host, self.port, self.timeout)

    def getresponse(self) -> Any:
        with _watched(self):
            return super().getresponse()


class _Safe(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self.host, self.port, self.timeout)

    def getresponse(self) -> Any:
        with _watched(self):
            return super().getresponse()


class _NearPool(HTTPConnectionPool):
    ConnectionCls = _Near


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _Safe


class _Checked(HTTPAdapter):
    """Checks the address before, and reads the answer itself, within bounds."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _NearPool, "https": _SafePool}

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        parts = check_address(request.url or "")
        options |= {"stream": True, "timeout": self.bounds.wait_seconds, "proxies": {}}
        with _told(parts.hostname or ""):
            response = super().send(request, **options)
            _read(response, self.bounds)
        if response.is_redirect:
            raise NoAnswer(_sent_elsewhere(response, parts))
        return response


def _connected(host: str, port: int | None, timeout: Any) -> socket.socket:
    places = places_of(host, port or 0)
    for number, place in enumerate(places, start=1):
        try:
            return socket.create_connection((place, port or 0), timeout)
        except OSError:
            if number == len(places):
                raise
    raise NoAnswer(_("No server answers to the name %(host)s.") % {"host": host})


@contextmanager
def _watched(connection: HTTPConnection) -> Iterator[None]:
    # A timeout counts silence; a server that sends its headers letter by letter is never silent.
    watch = threading.Timer(DEFAULT_BOUNDS.all_seconds, _cut, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(line: socket.socket | None) -> None:
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _read(response: requests.Response, bounds: Bounds) -> None:
    """Read the whole body into the response, piece by piece, and let go as soon as it passes the bounds."""
    kept, end = bytearray(), time.monotonic() + bounds.all_seconds
    try:
        while piece := response.raw.read1(PIECE_BYTES, decode_content=True):
            kept += piece
            if len(kept) > bounds.n_bytes:
                most = {"most": bounds.n_bytes // 1_000_000}
                raise NoAnswer(
                    _("The server sends more than %(most)s MB at once: nothing of it was kept.") % most
                )
            if time.monotonic() > end:
                raise NoAnswer(_("The server sends too slowly. Try again later."))
        _check_whole(response)
    finally:
        response.close()
    response.raw = BytesIO(bytes(kept))


def _check_whole(response: requests.Response) -> None:
    # Read piece by piece, a line cut short looks like an end.
    if getattr(response.raw, "length_remaining", 0):
        raise NoAnswer(_("The line was cut before the end of the answer. Try again."))


@contextmanager
def _told(host: str) -> Iterator[None]:
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise NoAnswer(
            _("The certificate of %(host)s is not valid: nothing was sent.") % {"host": host}
        ) from error
    except (requests.exceptions.Timeout, TimeoutError) as error:
        raise NoAnswer(_("%(host)s did not answer in time. Try again later.") % {"host": host}) from error
    except (requests.exceptions.RequestException, HTTPError, OSError) as error:
        raise NoAnswer(_("The line to %(host)s was cut, or nobody answers.") % {"host": host}) from error


def _sent_elsewhere(response: requests.Response, parts: SplitResult) -> str:
    to = _split(response.headers.get("Location", "")).hostname
    if to and to != parts.hostname:
        return _("%(host)s sends us to another server, %(to)s. We do not follow: give its address if you trust it.") % {
            "host": parts.hostname,
            "to": to,
        }  # fmt: skip
    return _("%(host)s sends us to another page. Give the address of the server alone.") % {
        "host": parts.hostname
    }
