"""The server on a real socket: slow, broken and hostile connections, and a clean end."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from live.lesson import CODE, Lesson, free_port, running
from slantwise.errors import ContentError
from slantwise.live import serve
from slantwise.live.app import application
from slantwise.live.place import Place


@dataclass
class Open:
    """A server that runs in a thread."""

    port: int
    stop: Callable[[], None]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def say(self, sent: bytes) -> bytes:
        """Send bytes and return all that comes until the server closes, or is silent."""
        with closing(self.connect()) as made:
            made.sendall(sent)
            return heard(made)

    def get(self, path: str, token: str = "") -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", headers=headers, verify=False)


def heard(made: socket.socket) -> bytes:
    held = b""
    try:
        while piece := made.recv(65536):
            held += piece
    except (TimeoutError, ConnectionResetError):
        pass
    return held


@pytest.fixture
def server(lesson: Lesson, tmp_path: Path) -> Iterator[Open]:
    held = serve.bind(None, free_port(), network=False)
    port = held.getsockname()[1]
    book = tmp_path / "book"
    book.mkdir()
    (book / "large.bin").write_bytes(bytes(30_000_000))
    app = application(lesson.room, Place(port, network=False), book)
    with running(app, lesson.room.polls, held) as stop:
        yield Open(port, stop)


HEAD = b"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"


def error(held: bytes) -> tuple[int, str]:
    head, _, body = held.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)["error"]["code"]


def test_a_connection_that_says_nothing_is_ended(server: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "HEAD_SECONDS", 0.3)
    for sent in (b"", b"GET / HT", HEAD % server.port):
        began = time.monotonic()
        assert server.say(sent) == b""
        assert 0.2 < time.monotonic() - began < 4


def test_a_head_that_drips_in_is_ended_as_well(server: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "HEAD_SECONDS", 0.4)
    with closing(server.connect()) as made:
        began = time.monotonic()
        made.settimeout(0.03)
        for byte in (HEAD % server.port)[:80]:
            try:
                made.sendall(bytes([byte]))
                if made.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            pytest.fail("it may drip for ever")
        assert time.monotonic() - began < 3


def test_a_second_request_on_a_connection_has_its_own_time(
    server: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(serve, "HEAD_SECONDS", 0.3)
    get = b"GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % server.port
    with closing(server.connect()) as made:
        for _ in range(3):  # a pause between two requests is no slow head
            made.sendall(get)
            assert made.recv(4096).startswith(b"HTTP/1.1 200")
            time.sleep(0.35)
            made.setblocking(False)
            while True:
                try:
                    assert made.recv(65536)
                except BlockingIOError:
                    break
            made.setblocking(True)
            made.settimeout(5)
        made.sendall(b"GET /")
        assert heard(made) == b""


def test_who_takes_nothing_of_an_answer_is_cut(server: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "STALL_SECONDS", 0.3)
    with closing(server.connect()) as made:
        made.sendall(b"GET /large.bin HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % server.port)
        time.sleep(1)
        assert len(heard(made)) < 30_000_000
    assert server.get("/api/openapi.json").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a browser that tries https
        b"NONSENSE\r\n\r\n",
        b"GET /api/state\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",  # without a host
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 40_000 + b"\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST /api/join HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nabcd",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_is_no_http_is_told_so(server: Open, sent: bytes):
    status, code = error(server.say(sent))
    assert status in (400, 501)
    assert code in ("http", "host")
    assert server.get("/api/openapi.json").status_code == 200


def test_a_body_in_pieces_is_counted(server: Open):
    head = HEAD % server.port + b"Transfer-Encoding: chunked\r\n\r\n"
    small = json.dumps({"code": CODE}).encode()
    last = head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    answer = server.say(last + b"%x\r\n%s\r\n0\r\n\r\n" % (len(small), small))
    assert answer.startswith(b"HTTP/1.1 201")
    pieces = (b"400\r\n" + b"x" * 1024 + b"\r\n") * 4000 + b"0\r\n\r\n"
    assert error(server.say(head + pieces)) == (413, "too_large")
    broken = server.say(head + b"zz\r\nabc\r\n")
    assert not broken or error(broken)[0] == 400


def test_a_length_that_lies_is_waited_for_and_then_refused(
    server: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("slantwise.live.guard.BODY_SECONDS", 0.2)
    head = HEAD % server.port
    assert error(server.say(head + b"Content-Length: 99\r\n\r\n{")) == (408, "too_slow")
    assert error(server.say(head + b"Content-Length: 999999\r\n\r\n{")) == (413, "too_large")


def test_one_address_may_not_take_every_connection(server: Open, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "MOST_OF_ONE", 3)
    held = [server.connect() for _ in range(3)]
    time.sleep(0.1)
    assert server.say(b"GET / HTTP/1.1\r\n\r\n") == b""
    for made in held:
        made.close()
    time.sleep(0.1)
    assert server.get("/api/openapi.json").status_code == 200
    assert set(serve._Patient._of.values()) <= {1}  # who has left is forgotten


def test_a_stop_answers_everybody_who_waits(server: Open, lesson: Lesson):
    seen: list[Any] = []
    since = server.get("/api/state", lesson.teacher).json()["version"]

    def poll() -> None:
        seen.append(server.get(f"/api/state?since={since}", lesson.teacher).status_code)

    thread = threading.Thread(target=poll)
    thread.start()
    time.sleep(0.3)
    # What a signal does, from another thread.
    loop = next(iter(lesson.room.polls._open["teacher"])).get_loop()
    loop.call_soon_threadsafe(lesson.room.polls.close)
    server.stop()
    thread.join(5)
    assert seen == [200]


def test_a_port_in_use_is_told(tmp_path: Path):
    with closing(serve.bind(None, free_port(), network=False)) as held:
        port = held.getsockname()[1]
        with pytest.raises(ContentError, match=f"port {port} is taken"):
            serve.bind(port, None, network=False)
        with pytest.raises(ContentError, match="join again"):
            serve.bind(None, port, network=False)
        with pytest.raises(ContentError, match="is taken"):
            serve.bind(port, None, network=True)


def test_only_this_machine_is_served_unless_asked():
    with closing(serve.bind(None, free_port(), network=False)) as held:
        assert held.getsockname()[0] == "127.0.0.1"
    with closing(serve.bind(None, free_port(), network=True)) as held:
        assert held.getsockname()[0] == "0.0.0.0"  # noqa: S104
