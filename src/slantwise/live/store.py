"""One SQLite file and the one thread that uses it.

Work is queued. The thread takes all that waits, does it in one transaction, and answers only
when that is on the disk: three hundred answers in one second cost few waits for it.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from slantwise.errors import ContentError
from slantwise.live.session import Refused

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_WAITING = 4_000  # pieces of work in the queue
_BATCH = 500  # pieces of work in one transaction


@dataclass(slots=True)
class _Job:
    """A piece of work, who waits for it, and what came of it."""

    work: Work[Any]
    then: Callable[[Any], None] | None
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[None]"
    result: Any = None
    error: Exception | None = None


class DamagedError(ContentError):
    """The file is no database that could be used."""


class Store:
    """A database that is written by one thread, in the order in which work is handed in."""

    def __init__(self, path: Path, schema: str) -> None:
        """Open or make the file; raises ContentError where another program has it."""
        self.path = path
        self.closed = False
        self._connection = _open(path, schema)
        self._queue: queue.Queue[_Job | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    async def do(self, work: Work[T], then: Callable[[T], None] | None = None) -> T:
        """Do a piece of work and return what it returns, once it is on the disk.

        ``then`` is called on the loop with it, in the order of the transactions, before
        anybody goes on. What the work raises is raised here, and has changed nothing.
        """
        loop = asyncio.get_running_loop()
        job = _Job(work, then, loop, loop.create_future())
        try:
            self._queue.put_nowait(job)
        except queue.Full:
            raise Refused(503, "busy", retry_after=2) from None
        await asyncio.shield(job.future)
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def now(self, work: Work[T]) -> T:
        """Do a piece of work before the server runs."""
        with self._connection:
            return work(self._connection)

    def close(self) -> None:
        """Finish what waits, and close the file."""
        self.closed = True
        self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def delete(self) -> None:
        """Close the file and delete it, with what SQLite keeps beside it."""
        self.close()
        remove(self.path)

    # --- in the thread ------------------------------------------------------------------

    def _run(self) -> None:
        job: _Job | None
        while (job := self._queue.get()) is not None:
            batch, last = [job], False
            with suppress(queue.Empty):
                while len(batch) < _BATCH and not last:
                    more = self._queue.get_nowait()
                    last = more is None
                    batch += [more] if more is not None else []
            self._commit(batch)
            if last:
                return

    def _commit(self, batch: list[_Job]) -> None:
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                _attempt(connection, job)
            connection.execute("COMMIT")
        except sqlite3.Error:  # a full disk, most likely: nothing of the batch is kept
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            for job in batch:
                job.error = job.error or Refused(503, "not_stored", retry_after=5)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any longer
            batch[0].loop.call_soon_threadsafe(_deliver, batch)


def _attempt(connection: sqlite3.Connection, job: _Job) -> None:
    """Do one piece of work; where it fails, what it did is undone and the others go on."""
    connection.execute("SAVEPOINT one")
    try:
        job.result = job.work(connection)
    except sqlite3.OperationalError:
        raise
    except Exception as error:
        job.error = error
        connection.execute("ROLLBACK TO one")
    connection.execute("RELEASE one")


def _deliver(batch: list[_Job]) -> None:
    for job in batch:
        if job.error is None and job.then is not None:
            try:
                job.then(job.result)
            except Exception as error:  # a fault of ours is one answer's, and nobody waits forever
                job.error = error
    for job in batch:
        if not job.future.done():
            job.future.set_result(None)


def _open(path: Path, schema: str) -> sqlite3.Connection:
    """Open the file for this program alone, which needs no -shm and refuses a second server."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("PRAGMA foreign_keys=ON")
        connection.executescript(f"BEGIN EXCLUSIVE;\n{schema}\nCOMMIT;")
    except sqlite3.OperationalError as error:
        connection.close()
        problem = f"the session cannot be opened ({error})"
        remedy = "Is it running in another window? Stop it there first."
        raise ContentError(path, problem, remedy) from None
    except sqlite3.DatabaseError as error:
        connection.close()
        remedy = "Start anew with --new; what was in it is lost."
        raise DamagedError(path, f"this file is damaged ({error})", remedy) from None
    return connection


def remove(path: Path) -> None:
    """Delete a database that is not open, with what lies beside it, and a folder that is empty."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()
