"""The command as a program of its own: killed, stopped, ended, and started wrongly."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from live.lesson import KINDS, body, tries
from slantwise.exercises.load import Exercise
from slantwise.live.course import Course

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals")
PUPILS = 120
BEFORE = 40  # answers that are acknowledged before the server is killed


@dataclass
class Program:  # nothing here is encrypted, and a list of authorities is slow to read
    """A running `slantwise class live`, and what it has printed."""

    process: "subprocess.Popen[str]"
    base: str
    token: str
    code: str
    lines: list[str]

    def get(self, path: str, token: str = "") -> httpx.Response:
        headers = {"authorization": f"Bearer {token or self.token}"}
        return httpx.get(self.base + path, headers=headers, verify=False)

    def act(self, action: str, exercise: str | None = None) -> None:
        data = {"version": self.get("/api/state").json()["version"], "exercise": exercise}
        headers = {"authorization": f"Bearer {self.token}"}
        answer = httpx.post(
            f"{self.base}/api/teacher/{action}", headers=headers, json=data, verify=False
        )
        assert answer.status_code == 200, answer.text

    def ended_by(self, number: int) -> tuple[int, str]:
        self.process.send_signal(number)
        out, _ = self.process.communicate(timeout=20)
        return self.process.returncode, out


Start = Callable[..., Program]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state"), "COLUMNS": "40"}


@pytest.fixture
def start(environment: dict[str, str], root: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def make(*options: str) -> Program:
        process = subprocess.Popen(
            [sys.executable, "-m", "slantwise", "class", "live", "--no-open", *options,
             "--exercises", KINDS["mark"], KINDS["order"]],
            cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        running.append(process)
        lines: list[str] = []
        assert process.stdout is not None
        while "Ctrl-C" not in (line := process.stdout.readline()):
            assert line, lines
            lines.append(line.rstrip("\n"))
        found = dict(line.split(": ", 1) for line in lines if ": " in line)
        base, token = found["Teacher"].split("/teach#")
        program = Program(process, base, token, found["Code"].replace(" ", "-"), lines)
        _wait(program)
        return program

    yield make
    for process in running:
        process.kill()
        process.communicate(timeout=10)


def _wait(program: Program) -> None:
    for _ in range(200):
        try:
            program.get("/api/state")
            return
        except httpx.TransportError:
            time.sleep(0.02)
    pytest.fail("the server does not answer")


def files(environment: dict[str, str]) -> list[str]:
    state = Path(environment["XDG_STATE_HOME"])
    return sorted(path.suffix for path in state.rglob("*") if path.is_file())


# --- killed in the middle ---------------------------------------------------------------


async def join_all(program: Program) -> list[str]:
    async with httpx.AsyncClient(base_url=program.base, verify=False) as client:
        sent = {"code": program.code}
        answers = await asyncio.gather(
            *(client.post("/api/join", json=sent) for _ in range(PUPILS))
        )
    return [answer.json()["token"] for answer in answers]


async def commit_all(
    program: Program, work: dict[str, Any], kill_after: int | None
) -> dict[str, int]:
    """Hand in every answer at once; kill the server as soon as so many are acknowledged."""
    acknowledged: dict[str, int] = {}

    async def one(client: httpx.AsyncClient, token: str, sent: Any) -> None:
        headers = {"authorization": f"Bearer {token}"}
        try:
            answer = await client.put("/api/rounds/1/answer", headers=headers, json=sent)
        except httpx.TransportError:
            return
        acknowledged[token] = answer.status_code
        if len(acknowledged) == kill_after:
            program.process.send_signal(signal.SIGKILL)

    limits = httpx.Limits(max_connections=20)
    async with httpx.AsyncClient(base_url=program.base, limits=limits, verify=False) as client:
        await asyncio.gather(*(one(client, *pair) for pair in work.items()))
    return acknowledged


def test_no_committed_answer_is_lost_when_the_server_is_killed(start: Start, pen: Exercise):
    before = start()
    tokens = asyncio.run(join_all(before))
    before.act("open", pen.task.id)
    attempts = list(tries(pen).values())
    work = {
        token: body(pen, attempts[i % len(attempts)].model_copy(update={"certainty": i % 3 + 1}))
        for i, token in enumerate(tokens)
    }
    acknowledged = asyncio.run(commit_all(before, work, BEFORE))
    before.process.wait(10)
    assert set(acknowledged.values()) == {201}
    assert BEFORE <= len(acknowledged) < PUPILS, "it was killed in the middle"

    after = start()
    assert "goes on" in after.lines[0]
    assert (after.base, after.code) == (before.base, before.code)
    state = after.get("/api/state", before.token).json()
    assert (state["phase"], state["joined"]) == ("marking", PUPILS)
    assert state["committed"] >= len(acknowledged)
    for token in acknowledged:
        own = after.get("/api/rounds/1/answer", token)
        assert own.json()["answer"]["first"] == work[token]["first"]
        assert after.get("/api/state", token).json()["you"]["committed"] is True
    # The others send theirs again, as their pages do, whether it had been kept or not.
    again = asyncio.run(commit_all(after, work, None))
    assert len(again) == PUPILS
    assert {again[token] for token in acknowledged} == {200}
    assert set(again.values()) <= {200, 201}
    assert after.get("/api/state").json()["committed"] == PUPILS


# --- stopped and ended ------------------------------------------------------------------


def test_stopped_it_is_kept_and_ended_it_is_deleted(
    start: Start, environment: dict[str, str], root: Path
):
    kept = start()
    status, out = kept.ended_by(signal.SIGINT)
    assert (status, "is kept" in out, "Traceback" in out) == (0, True, False)
    assert files(environment) == [".sqlite3"]
    ended = start()
    assert ended.code == kept.code
    ended.act("end")
    assert ended.get("/api/teacher/export.zip").status_code == 200
    status, out = ended.ended_by(signal.SIGTERM)
    assert (status, "nothing of it is kept" in out, "Traceback" in out) == (0, True, False)
    assert files(environment) == []


def test_a_new_session_and_one_that_is_forgotten(
    start: Start, environment: dict[str, str], root: Path
):
    one = start("--network")
    assert any("Nothing is encrypted" in line for line in one.lines)
    assert any(line.startswith("Pupils: http://") for line in one.lines)
    asking = [sys.executable, "-m", "slantwise", "class", "live", "--no-open"]
    second = subprocess.run(asking, cwd=root, env=environment, capture_output=True, text=True)
    assert second.returncode == 2
    assert "another window" in second.stderr
    assert "Traceback" not in second.stderr
    one.ended_by(signal.SIGHUP)
    new = start("--new")
    assert new.code != one.code
    assert any("Only this computer" in line for line in new.lines)
    assert new.get("/api/state", one.token).status_code == 401
    new.ended_by(signal.SIGINT)
    done = subprocess.run(
        [*asking, "--forget"], cwd=root, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "1 session was deleted.\n")
    assert files(environment) == []


# --- started wrongly --------------------------------------------------------------------


def refused(root: Path, environment: dict[str, str], *options: str) -> str:
    command = [sys.executable, "-m", "slantwise", "class", "live", "--no-open", *options]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_what_is_wrong_is_told_in_one_line(root: Path, environment: dict[str, str], tmp_path: Path):
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        told = refused(root, environment, "--port", str(port), "--exercises", KINDS["order"])
        assert f"port {port} is taken" in told
    assert "there is no exercise “nope”" in refused(root, environment, "--exercises", "nope")
    assert "no built book" in refused(root, environment, "--book", str(tmp_path))


def test_without_the_extra_it_says_what_to_install(root: Path, environment: dict[str, str]):
    code = (
        "import sys; sys.modules['uvicorn'] = None; from slantwise.cli import main; "
        "sys.exit(main(['class', 'live']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == (
        "class live: slantwise class live needs the package uvicorn. "
        "Install it: python -m pip install 'slantwise[live]'\n"
    )


def test_the_other_commands_need_none_of_it(offered: Course):
    code = (
        "import sys; import slantwise.cli, slantwise.classroom.command, slantwise.book.build; "
        "print([n for n in ('fastapi', 'uvicorn', 'segno', 'starlette') if n in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
