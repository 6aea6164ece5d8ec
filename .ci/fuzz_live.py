"""Let schemathesis ask the API of a session whatever its schema allows, and what it does not.

python -m pip install -c constraints.txt -e '.[fuzz]' && python .ci/fuzz_live.py

It asks as a pupil while answers are taken, and as the teacher while the readings are shown.
What it may not find: a fault of the server, a status or a shape that the schema does not name,
data that does not fit and is taken. The limits on how often one may ask are off here.
"""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from slantwise.articles import find_root
from slantwise.live import api, serve, tables
from slantwise.live.app import application
from slantwise.live.course import course
from slantwise.live.guard import Rates
from slantwise.live.place import Place
from slantwise.live.room import open_room
from slantwise.live.session import Action
from slantwise.live.store import Store

EXERCISES = ("loaded-opening", "four-moves", "booster-week")
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_headers_conformance,response_schema_conformance,negative_data_rejection,"
    "unsupported_method,allow_header_conformance,ignored_auth"
)
ASKED: tuple[tuple[str, tuple[Action, ...]], ...] = (
    ("pupil", ("open",)),
    ("teacher", ("open", "close", "heat", "readings")),
)


def main() -> int:
    """Fuzz a session of each kind, side by side; return the first status that is not nought."""
    api.POLL_SECONDS = 0.1
    with ThreadPoolExecutor() as pool:
        asked = list(pool.map(fuzz, *zip(*ASKED, strict=True)))
    for done in asked:
        print(done.stdout)  # noqa: T201 - one after the other, so that both can be read
    return max(done.returncode for done in asked)


def fuzz(who: str, steps: tuple[Action, ...]) -> "subprocess.CompletedProcess[str]":
    """Open a session, bring it to a phase, and let schemathesis ask."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "session.sqlite3", tables.SCHEMA)
        tokens = {"teacher": store.now(tables.add_teacher), "pupil": "pupil"}
        store.now(lambda c: tables.add_pupil(c, None, tables.digest("pupil")))
        for step in steps:
            store.now(lambda c, step=step: tables.take_action(c, step, 2**53, _first(step)))
        room = open_room(store, course(find_root(), EXERCISES), "amber-boat-cedar-drum")
        held = serve.bind(None, _free(), network=False)
        port = held.getsockname()[1]
        app = application(room, Place(port, network=False))
        app.rates = app.app.state.rates = app.app.state.wrong = Rates(1e9, 1e9)
        server = serve.made(app, room.polls)
        thread = threading.Thread(target=server.run, args=([held],))
        thread.start()
        while not server.started:
            time.sleep(0.05)
        try:
            return _ask(port, tokens[who])
        finally:
            server.should_exit = True
            thread.join()
            store.close()


def _first(step: Action) -> str | None:
    return EXERCISES[0] if step == "open" else None


def _free() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def _ask(port: int, token: str) -> "subprocess.CompletedProcess[str]":
    program, rules = Path(sys.executable).with_name("schemathesis"), Path(__file__).parent
    command = [program, "--config-file", rules / "schemathesis.toml", "run", "--no-color"]
    options = ["-H", f"Authorization: Bearer {token}", "--checks", CHECKS, "--seed", "1"]
    amount = ["--max-examples", os.environ.get("FUZZ_EXAMPLES", "100")]
    address = f"http://127.0.0.1:{port}/api/openapi.json"
    return subprocess.run(  # noqa: S603
        [*command, address, *options, *amount],
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


if __name__ == "__main__":
    sys.exit(main())
