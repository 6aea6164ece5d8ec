r"""Does a live lesson hold? ``python benchmarks/live.py [--pupils 300 --minutes 10 --write FILE]``.

Starts ``slantwise class live`` in a process of its own, with nothing kept from before, and lets
as many pupils as asked for join it over localhost, each as a browser does: with an open long
poll, and an answer that is handed in again until the server has said that it is kept.

- Round 1: they join within a minute and commit at any time in the minutes of marking.
- Round 2: all commit within five seconds, as when a teacher says "now".
- Round 3: the server is killed (SIGKILL) in the midst of that, and started again.

The teacher is late by the time from a commit's reply to the first state that counts it.
"""

import argparse
import asyncio
import io
import os
import platform
import signal
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
from made_up_class import answer_to, many_marks

from slantwise.articles import find_root
from slantwise.exercises.load import Marking, load_exercise

EXERCISE = "loaded-opening"
MARKS = 12
JOINING = 60.0  # seconds
BURST = 5.0
PLAIN = ssl.create_default_context()  # made once; nothing here is encrypted


class Server:
    """The server's process, and the way to start it again."""

    def __init__(self, folder: str) -> None:
        self.environment = {**os.environ, "XDG_STATE_HOME": folder}
        self.start()

    def start(self) -> None:
        """Start it, and wait until it has told where it is."""
        command = [sys.executable, "-m", "slantwise", "class", "live", "--no-open"]
        self.process = subprocess.Popen(  # noqa: S603
            [*command, "--exercises", EXERCISE],
            stdout=subprocess.PIPE,
            text=True,
            env=self.environment,
        )
        assert self.process.stdout is not None  # noqa: S101
        told = ""
        while "teach#" not in told:
            told = self.process.stdout.readline()
            if not told:
                raise SystemExit("the server did not start")
        link = told.split()[-1]
        self.base, _, self.token = link.partition("/teach#")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def memory(self) -> float:
        """Return the most memory that it has held, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def seconds(self) -> float:
        """Return the seconds of the processor that it has used."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Lesson:
    """What the pupils and the teacher of one run share, and what was measured."""

    server: Server
    bodies: list[dict[str, Any]]
    # A client for each: one pool of all connections would be searched for each request.
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    joins: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)  # when a commit of this round was answered
    late: list[float] = field(default_factory=list)
    refused: int = 0

    async def ask(self, method: str, path: str, token: str, **more: Any) -> httpx.Response:
        """Ask once; a failure of the connection is raised."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if token not in self.clients:
            self.clients[token] = httpx.AsyncClient(timeout=40, verify=PLAIN)
        client = self.clients[token]
        return await client.request(method, self.server.base + path, headers=headers, **more)

    async def insist(self, method: str, path: str, token: str, **more: Any) -> httpx.Response:
        """Ask until there is an answer, as the page does."""
        pause = 0.2
        while True:
            try:
                answer = await self.ask(method, path, token, **more)
            except httpx.TransportError:
                await asyncio.sleep(pause)
                pause = min(2.0, pause * 1.5)
                continue
            if answer.status_code < 400:
                return answer
            self.refused += 1
            if answer.status_code not in (429, 503):
                raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text}")
            await asyncio.sleep(int(answer.headers.get("retry-after", 1)))

    async def join(self, code: str, after: float) -> None:
        """Join, and go on asking for the state."""
        await asyncio.sleep(after)
        start = time.perf_counter()
        answer = await self.insist("POST", "/api/join", "", json={"code": code, "nickname": None})
        self.joins.append(time.perf_counter() - start)
        self.tokens.append(answer.json()["token"])

    async def poll(self, token: str, seen: Callable[[dict[str, Any]], None]) -> None:
        """Ask for the state for ever."""
        version = 0
        while True:
            answer = await self.insist("GET", f"/api/state?since={version}", token)
            state = answer.json()
            version = state["version"]
            seen(state)

    def watch(self, state: dict[str, Any]) -> None:
        """Note how late the teacher hears of each commit."""
        now = time.perf_counter()
        while len(self.late) < min(state["committed"] or 0, len(self.kept)):
            self.late.append(now - self.kept[len(self.late)])

    async def commit(self, n: int, number: int, after: float) -> float:
        """Hand in an answer, and return the seconds until it was kept."""
        await asyncio.sleep(after)
        start = time.perf_counter()
        path = f"/api/rounds/{number}/answer"
        await self.insist("PUT", path, self.tokens[n], json=self.bodies[n])
        self.kept.append(time.perf_counter())
        return self.kept[-1] - start

    async def step(self, *actions: str) -> None:
        """Take the teacher's actions."""
        for action in actions:
            state = (await self.insist("GET", "/api/state?since=0", self.server.token)).json()
            exercise = EXERCISE if action in ("open", "next") else None
            body = {"version": state["version"], "exercise": exercise}
            await self.insist("POST", f"/api/teacher/{action}", self.server.token, json=body)

    async def round(
        self, number: int, spread: float, meanwhile: Awaitable[None] | None = None
    ) -> tuple[list[float], list[float]]:
        """Let all commit within so many seconds; return their waits and the teacher's."""
        await self.step("open" if number == 1 else "next")
        self.kept, self.late = [], []
        random = Random(number)  # noqa: S311 - no secret
        all_of_them = range(len(self.tokens))
        work = [self.commit(n, number, random.uniform(0, spread)) for n in all_of_them]
        waits, _ = await asyncio.gather(asyncio.gather(*work), meanwhile or asyncio.sleep(0))
        await asyncio.sleep(2.5)
        late = self.late
        await self.step("close", "heat")
        return waits, late


def bodies(pupils: int) -> list[dict[str, Any]]:
    """Return an answer for each pupil."""
    exercise = load_exercise(EXERCISE, find_root())
    assert isinstance(exercise, Marking)  # noqa: S101
    random = Random(1)  # noqa: S311 - no secret
    return [
        {"stage": "first", **answer_to(exercise, many_marks(exercise, MARKS, random))}
        for _ in range(pupils)
    ]


async def lesson(server: Server, pupils: int, minutes: float) -> list[tuple[str, str, str]]:
    """Give the three rounds, and return the rows of the table."""
    made = Lesson(server, bodies(pupils))
    code = (await made.insist("GET", "/api/teacher/session", server.token)).json()["code"]
    spread = JOINING / pupils
    await asyncio.gather(*(made.join(code, n * spread) for n in range(pupils)))
    polls = [asyncio.create_task(made.poll(t, lambda _: None)) for t in made.tokens]
    polls.append(asyncio.create_task(made.poll(server.token, made.watch)))
    first, late1 = await made.round(1, minutes * 60)
    second, late2 = await made.round(2, BURST)
    used = server.seconds(), server.memory()
    third, _ = await made.round(3, BURST, fall(server))
    lost = await missing(made, pupils)
    for task in polls:
        task.cancel()
    await asyncio.gather(*(client.aclose() for client in made.clients.values()))
    return [
        (f"joining, {pupils} within {JOINING:.0f} s, 95th percentile", "", ms(made.joins)),
        (f"a commit in {minutes:g} minutes of marking, 95th percentile", "200 ms", ms(first)),
        ("the teacher's count behind it, at most", "2 s", f"{max(late1):.2f} s"),
        (f"a commit, all within {BURST:.0f} s, 95th percentile", "200 ms", ms(second)),
        ("the teacher's count behind it, at most", "2 s", f"{max(late2):.2f} s"),
        ("server killed in the midst of that: the longest wait of a pupil", "", s(max(third))),
        ("answers that were kept and then lost", "0", str(lost)),
        ("requests refused as too many", "0", str(made.refused)),
        ("the server's memory; seconds of processor", "", f"{used[1]:.0f} MiB; {used[0]:.0f} s"),
    ]


async def fall(server: Server) -> None:
    """Kill the server in the midst of the round, and start it again two seconds later."""
    await asyncio.sleep(BURST / 2)
    server.kill()
    await asyncio.sleep(2)
    before = server.token
    await asyncio.to_thread(server.start)
    server.token = before  # the page has the old one, which must go on


async def missing(made: Lesson, pupils: int) -> int:
    """Return how many answers, of three rounds, the export lacks."""
    answer = await made.insist("GET", "/api/teacher/export.zip", made.server.token)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = [name for name in archive.namelist() if ".json" in name]
    return 3 * pupils - len(files)


def ms(values: list[float]) -> str:
    """Return the 95th percentile in milliseconds."""
    return f"{1000 * statistics.quantiles(values, n=20)[-1]:,.0f} ms"


def s(value: float) -> str:
    """Return seconds."""
    return f"{value:.1f} s"


def where() -> str:
    """Return what the figures were measured on."""
    return (
        f"Measured with CPython {platform.python_version()} on {platform.system()}, "
        f"{platform.machine()}, {os.cpu_count()} processors, which the server and the made-up "
        "pupils shared."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table there, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            rows = asyncio.run(lesson(server, options.pupils, options.minutes))
        finally:
            server.kill()
    lines = [where(), "", "| measure | reach | measured |", "|---|---|---|"]
    made = "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"
    print(made)  # noqa: T201
    if options.write:
        options.write.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
