"""Running the server: its socket, its patience with slow connections, and a clean end."""

import asyncio
import gc
import json
import os
import signal
import socket
from collections import Counter
from contextlib import suppress
from types import FrameType
from typing import Any, ClassVar

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from slantwise.errors import ContentError
from slantwise.live.guard import error_body
from slantwise.live.place import HOST
from slantwise.live.polls import Polls
from slantwise.live.session import Refused

DEFAULT_PORT = 8420
HEAD_SECONDS = 10.0  # in which the head of a request must have come
STALL_SECONDS = 30.0  # for which the other end may take nothing of an answer
IDLE_SECONDS = 30  # for which a connection may wait between two requests
MOST_CONNECTIONS = 3_000
MOST_OF_ONE = 2_200  # from one address; a class may sit behind one
_TRIES = 20
_BAD_REQUEST = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nCache-Control: no-store\r\n"
    b"X-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
)


def bind(port: int | None, kept: int | None, *, network: bool) -> socket.socket:
    """Return a bound socket: on ``port``, on that of the session that goes on, or a free one.

    Raises ContentError where it is taken.
    """
    host = "0.0.0.0" if network else HOST  # noqa: S104 - asked for, and told
    wanted = port or kept
    for number in [wanted] if wanted else range(DEFAULT_PORT, DEFAULT_PORT + _TRIES):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":  # on Windows it would let two servers share one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, number))
            made.listen(1024)
        except OSError:
            made.close()
            continue
        return made
    if not wanted:
        raise ContentError(host, "no port is free", "Name another one with --port.")
    remedy = "Stop what uses it, or name another one with --port."
    if kept and not port:
        remedy += " Pupils who joined would have to join again there."
    raise ContentError(host, f"port {wanted} is taken", remedy)


def run(app: ASGIApp, polls: Polls, held: socket.socket) -> None:
    """Serve until Ctrl-C, or until the program is told to end."""
    _more_files()
    gc.collect()
    gc.freeze()  # the course stays; looking through it again and again would hold everybody up
    server = made(app, polls)
    # uvicorn raises the signal once more when it has shut down; all then end the same way.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):  # the window was closed
        signal.signal(signal.SIGHUP, server.handle_exit)
    with suppress(KeyboardInterrupt):
        server.run([held])


def made(app: ASGIApp, polls: Polls) -> uvicorn.Server:
    """Return the server, not running yet."""
    config = uvicorn.Config(
        app,
        http=_Patient,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32_768,
    )
    return _Server(config, polls)


def _more_files() -> None:
    """Let the program hold a connection for every pupil where the system's limit is low."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4_096 if hard == resource.RLIM_INFINITY else min(4_096, hard)
    with suppress(OSError, ValueError):  # a system may have a lower limit than it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


class _Server(uvicorn.Server):
    """A server that answers all who wait before it stops."""

    def __init__(self, config: uvicorn.Config, polls: Polls) -> None:
        super().__init__(config)
        self._polls = polls

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop at a signal."""
        asyncio.get_running_loop().call_soon_threadsafe(self._polls.close)
        super().handle_exit(sig, frame)


class _Patient(H11Protocol):
    """A connection that must say within some seconds what it wants, and take the answer."""

    _of: ClassVar[Counter[str]] = Counter()  # how many are open, by the address at the other end

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request, unless there are too many connections."""
        super().connection_made(transport)
        address = _client(self)
        self._of[address] += 1
        if len(self.connections) > MOST_CONNECTIONS or self._of[address] > MOST_OF_ONE:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; go on waiting where it is not the whole head yet."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
        elif self._head is None and (before is None or before.response_complete):
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock, and count one less."""
        address = _client(self)
        self._of[address] -= 1
        if not self._of[address]:
            del self._of[address]
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for the other end to take what was sent."""
        super().pause_writing()
        self._stall = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on sending."""
        super().resume_writing()
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection; one that has not even taken the last answer is cut."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        super().timeout_keep_alive_handler()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's sentence
        """Answer what is no HTTP in the shape of all errors."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            refused = Refused(400, "http")
            body = json.dumps(error_body(refused.code, refused.message)).encode()
            self.transport.write(_BAD_REQUEST % len(body) + body)
        self.transport.close()

    def _wait(self) -> None:
        self._head = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()


def _client(connection: H11Protocol) -> str:
    """Return the address at the other end."""
    return connection.client[0] if connection.client else ""
