"""What the tests of a session share: people who ask the whole application, without a socket."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import httpx

from slantwise.exercises.attempts import attempts
from slantwise.exercises.load import Exercise
from slantwise.exercises.schema import AnyAttempt
from slantwise.live import serve
from slantwise.live.polls import Polls
from slantwise.live.room import Room

PORT = 8420
BASE = f"http://127.0.0.1:{PORT}"
CODE = "amber-boat-cedar-drum"

# One of each kind.
KINDS = {
    "mark": "loaded-opening",
    "classify": "booster-week",
    "ladder": "ladder-report",
    "mirror": "mirror-jobs",
    "order": "four-moves",
    "trace": "trace-count",
    "dossier": "dossier-articles-cited",
    "rewrite": "mend-answer",
    "reflect": "own-text",
}


def body(
    exercise: Exercise, first: AnyAttempt, revised: AnyAttempt | None = None
) -> dict[str, Any]:
    """What a page sends to hand in an answer."""
    return {
        "stage": "first" if revised is None else "revised",
        "exercise": exercise.task.id,
        "exercise_version": exercise.task.version,
        "passage": exercise.passage_digest,
        "first": json.loads(first.model_dump_json()),
        "revised": None if revised is None else json.loads(revised.model_dump_json()),
    }


def tries(exercise: Exercise) -> dict[str, AnyAttempt]:
    return attempts(exercise)


@dataclass
class Lesson:
    """The application with its room, and what people ask of it."""

    room: Room
    app: Any
    teacher: str
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def ask(self, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
        return self.runner.run(self.asked(method, path, token, **more))

    async def asked(self, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        headers = {
            **({"authorization": f"Bearer {token}"} if token else {}),
            **more.pop("headers", {}),
        }
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            return await client.request(method, path, headers=headers, **more)

    def get(self, path: str, token: str = "", **more: Any) -> httpx.Response:
        return self.ask("GET", path, token, **more)

    def raw(self, path: str) -> tuple[int, bytes]:
        """Ask for a path exactly as it is written, dots and all, as a hostile client may."""
        return self.runner.run(self._raw(path))

    async def _raw(self, path: str) -> tuple[int, bytes]:
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": unquote(path, errors="replace"), "raw_path": path.encode(),
            "query_string": b"", "root_path": "", "server": ("127.0.0.1", PORT),
            "client": ("127.0.0.1", 1), "headers": [(b"host", f"127.0.0.1:{PORT}".encode())],
        }  # fmt: skip
        status, held = 0, b""

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status, held
            status, held = message.get("status", status), held + message.get("body", b"")

        await self.app(scope, receive, send)
        return status, held

    def join(self, nickname: str | None = None) -> dict[str, str]:
        answer = self.ask("POST", "/api/join", json={"code": CODE, "nickname": nickname})
        assert answer.status_code == 201, answer.text
        made: dict[str, str] = answer.json()
        return made

    def state(self, token: str = "") -> dict[str, Any]:
        made: dict[str, Any] = self.get("/api/state", token or self.teacher).json()
        return made

    def act(
        self, action: str, exercise: str | None = None, version: int | None = None
    ) -> httpx.Response:
        seen = self.state()["version"] if version is None else version
        data = {"version": seen, "exercise": exercise}
        return self.ask("POST", f"/api/teacher/{action}", self.teacher, json=data)

    def go(self, *actions: str, exercise: str | None = None) -> None:
        """Take actions that must be allowed; the first one gets the exercise."""
        for action in actions:
            answer = self.act(action, exercise if action in ("open", "next") else None)
            assert answer.status_code == 200, (action, answer.text)

    def put(self, token: str, data: dict[str, Any], number: int = 1) -> httpx.Response:
        return self.ask("PUT", f"/api/rounds/{number}/answer", token, json=data)

    def close(self) -> None:
        self.runner.close()
        self.room.store.close()


@contextmanager
def running(app: Any, polls: Polls, held: socket.socket) -> Iterator[Callable[[], None]]:
    """Serve in a thread; what is given stops it."""
    server = serve.made(app, polls)
    thread = threading.Thread(target=server.run, args=([held],))
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()

    while not server.started:
        time.sleep(0.01)
    try:
        yield stop
    finally:
        stop()


def free_port() -> int:
    with closing(socket.socket()) as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port
