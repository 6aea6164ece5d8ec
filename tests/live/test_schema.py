"""A fuzzer reads the schema of the API and asks for what it allows, and for what it does not.

It fails on an answer that the schema does not tell of, on a fault of the server, on a request
that is refused although it fits or taken although it does not, and on a right that is not asked
for. Its own checks are all on.
"""

import importlib.util
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from live.lesson import KINDS, Lesson
from slantwise.live import api
from slantwise.live.app import application
from slantwise.live.guard import Guard, Rates
from slantwise.live.place import Place
from slantwise.live.serve import bind, made

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("schemathesis") is None, reason="needs the extra “fuzz”"
)

Begun = tuple[Lesson, str]


@pytest.fixture
def served(begin: Callable[..., Lesson], monkeypatch: pytest.MonkeyPatch) -> Iterator[Begun]:
    """A session on a socket, with no bound on how often somebody asks, and short long polls."""
    monkeypatch.setattr(api, "POLL_SECONDS", 0.1)
    lesson = begin()
    held = bind(None, None, network=False)
    port = held.getsockname()[1]
    app = application(lesson.room, Place(port, network=False))
    assert isinstance(app, Guard)
    app.rates = Rates(1e9, 1e9)
    app.app.state.rates = app.app.state.wrong = Rates(1e9, 1e9)  # type: ignore[attr-defined]
    server = made(app, lesson.room.polls)
    thread = threading.Thread(target=server.run, args=([held],))
    thread.start()
    yield lesson, f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


SETTINGS = """\
[checks.negative_data_rejection]
# As the default, and "too large": some bodies break the schema by their length alone.
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, "5xx"]

[checks.positive_data_acceptance]
# An answer of the right shape to another exercise, or a step out of its turn, is refused.
enabled = false
"""


def fuzz(address: str, folder: Path, *options: str) -> None:
    """Run the fuzzer; what it found is shown where the test fails."""
    (folder / "schemathesis.toml").write_text(SETTINGS, "utf-8")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/openapi.json"),
        *("--checks", "all", "--max-examples", "10", "--seed", "1", "--no-color"),
        *("--generation-database", "none", *options),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, _short(done.stdout + done.stderr)
    assert " passed" in done.stdout


def _short(told: str) -> str:
    """Return what the fuzzer told without the bodies that it made up."""
    return "\n".join(line[:300] for line in told.splitlines()[-150:])


def test_a_teacher_asks_for_everything(served: Begun, tmp_path: Path):
    lesson, address = served
    fuzz(address, tmp_path, "-H", f"Authorization: Bearer {lesson.teacher}")


def test_a_pupil_asks_for_everything_and_comes_to_nothing_of_the_teacher(
    served: Begun, tmp_path: Path
):
    lesson, address = served
    pupil, other = lesson.join(), lesson.join()
    lesson.go("open", exercise=KINDS["mark"])
    fuzz(address, tmp_path, "-H", f"Authorization: Bearer {pupil['token']}")
    assert lesson.state()["phase"] == "marking"
    assert not lesson.state(other["token"])["you"]["committed"]


def test_a_stranger_asks_for_everything(served: Begun, tmp_path: Path):
    lesson, address = served
    fuzz(address, tmp_path)
    assert (lesson.state()["phase"], lesson.state()["joined"]) == ("lobby", 0)
