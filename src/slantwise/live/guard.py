"""What stands before every request: who may ask, how much, how often, and with which headers.

Everything that is refused here is refused before anything of it is understood.
"""

import asyncio
import json
import socket
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from slantwise.live.session import Refused

MOST_BYTES = 256_000  # of a body
BODY_SECONDS = 15.0  # in which a body must have come
MOST_AT_ONCE = 2_500  # requests, long polls among them

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": STRICT,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Gone(Exception):  # noqa: N818 - nobody is at fault
    """The other end has left: there is nobody to answer."""


# --- how often --------------------------------------------------------------------------


@dataclass(slots=True)
class Rates:
    """So many at once, and then so many in a second, for each name; old names are forgotten."""

    burst: float
    each_second: float
    most: int = 4_096
    _left: "OrderedDict[str, tuple[float, float]]" = field(default_factory=OrderedDict)

    def take(self, name: str) -> None:
        """Count one; raises Refused with 429 where it is too many."""
        left = self._now(name)
        if left < 1:
            raise Refused(429, "too_often", retry_after=self._wait(left))
        self._put(name, left - 1)

    def check(self, name: str) -> None:
        """Raise Refused where no more may come, and count nothing."""
        if self._now(name) < 1:
            raise Refused(429, "too_often", retry_after=self._wait(0))

    def _wait(self, left: float) -> int:
        return max(1, round((1 - left) / self.each_second))

    def _now(self, name: str) -> float:
        left, at = self._left.get(name, (self.burst, 0.0))
        return min(self.burst, left + (monotonic() - at) * self.each_second)

    def _put(self, name: str, left: float) -> None:
        self._left[name] = (left, monotonic())
        self._left.move_to_end(name)
        while len(self._left) > self.most:
            self._left.popitem(last=False)


# --- the door ---------------------------------------------------------------------------


class Guard:
    """Wraps the application: checks a request, reads its body, and adds headers to the answer."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        """Let in requests for this machine; ``names`` are further names that it has."""
        self.app = app
        self.names = {"localhost", *(name.casefold() for name in names)}
        self.rates = Rates(burst=6_000, each_second=600)  # a whole class behind one address
        self.at_once = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.at_once += 1
        try:
            await self._request(scope, receive, _Answer(send))
        except Gone:
            pass
        finally:
            self.at_once -= 1

    async def _request(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            if self.at_once > MOST_AT_ONCE:
                raise Refused(503, "busy", retry_after=2)
            self._check(scope)
            body = await _body(Headers(scope=scope), receive)
        except Refused as refused:
            await _refuse(refused, answer)
            return
        await self.app(scope, _once(body, receive), answer)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        self.rates.take(scope["client"][0] if scope.get("client") else "")
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_here(hosts[0], scope):
            raise Refused(400, "host")
        if scope["path"].startswith("/api/"):
            _check_origin(headers, hosts[0])

    def _is_here(self, host: str, scope: Scope) -> bool:
        """Tell whether a host is this machine: no other name may lead a browser here."""
        name, _, port = host.casefold().partition(":")
        here = scope.get("server") or ("", None)
        ports = {str(here[1]), ""} if here[1] in (80, None) else {str(here[1])}
        return port in ports and (name == here[0] or name in self.names)


def own_names() -> set[str]:
    """Return the names by which this machine may be called in its own network."""
    name = socket.gethostname().casefold()
    short = name.split(".")[0]
    return {name, short, f"{short}.local"} - {""}


def _check_origin(headers: Headers, host: str) -> None:
    """Refuse what a page of another site sends; no right of ours travels by itself anyway."""
    origin = headers.get("origin")
    foreign = origin is not None and origin.casefold() != f"http://{host.casefold()}"
    if foreign or headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Refused(403, "origin")


def check_type(headers: Headers) -> None:
    """Raise Refused for a body that is not plainly JSON, as the forms of other sites send them."""
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise Refused(415, "type")
    if headers.get("content-encoding", "identity").strip().casefold() != "identity":
        raise Refused(415, "type")


async def _body(headers: Headers, receive: Receive) -> bytes:
    """Return the whole body; raises Refused for one that is too large or comes too slowly."""
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or len(length) > 12:
        raise Refused(400, "length")
    if int(length) > MOST_BYTES:
        raise Refused(413, "too_large", most=MOST_BYTES)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(receive)
    except TimeoutError:
        raise Refused(408, "too_slow") from None


async def _read(receive: Receive) -> bytes:
    held = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        held += message.get("body", b"")
        if len(held) > MOST_BYTES:
            raise Refused(413, "too_large", most=MOST_BYTES)
        if not message.get("more_body", False):
            return bytes(held)


def _once(body: bytes, receive: Receive) -> Receive:
    """Return a function that hands over the body, and after it what really comes."""
    left = [body]

    async def next_message() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return next_message


class _Answer:
    """Sends an answer with the headers of all answers."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def error_body(code: str, message: str) -> dict[str, dict[str, str]]:
    """Return the one shape that every error has."""
    return {"error": {"code": code, "message": message}}


def error_headers(refused: Refused) -> dict[str, str]:
    """Return when to come again, where that is known."""
    return {"retry-after": str(refused.retry_after)} if refused.retry_after else {}


async def _refuse(refused: Refused, send: "_Answer") -> None:
    """Answer without the application; the rest of the request is not read."""
    body = json.dumps(error_body(refused.code, refused.message)).encode()
    headers = {
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
        **error_headers(refused),
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": refused.status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
