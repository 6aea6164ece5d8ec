"""What is answered is on the disk, and what fails takes nothing else with it."""

import asyncio
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from slantwise.errors import ContentError
from slantwise.live import store as module
from slantwise.live.session import Refused
from slantwise.live.store import Store

SCHEMA = "CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, held BLOB);"


def add(n: int, held: bytes = b"") -> module.Work[int]:
    def work(connection: sqlite3.Connection) -> int:
        connection.execute("INSERT INTO t VALUES (?, ?)", (n, held))
        return n

    return work


def kept(path: Path) -> list[int]:
    connection = sqlite3.connect(path)
    try:
        return [row[0] for row in connection.execute("SELECT n FROM t ORDER BY n")]
    finally:
        connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a" / "b.sqlite3"


def test_much_work_is_done_in_few_transactions_and_in_order(path: Path):
    store, begun = Store(path, SCHEMA), []
    store._connection.set_trace_callback(lambda sql: begun.append(sql) if "BEGIN" in sql else None)
    told: list[int] = []

    async def scenario() -> list[int]:
        return await asyncio.gather(*(store.do(add(n), told.append) for n in range(1000)))

    assert asyncio.run(scenario()) == list(range(1000)) == told
    assert len(begun) <= 20
    store.close()
    assert kept(path) == list(range(1000))


def test_every_transaction_waits_for_the_disk(path: Path):
    store = Store(path, SCHEMA)
    assert store.now(lambda c: c.execute("PRAGMA synchronous").fetchone()) == (2,)  # FULL
    assert store.now(lambda c: c.execute("PRAGMA journal_mode").fetchone()) == ("wal",)
    store.close()


def test_work_that_fails_is_undone_and_the_rest_of_its_batch_stands(path: Path):
    store = Store(path, SCHEMA)

    def half(connection: sqlite3.Connection) -> None:
        add(50)(connection)
        raise Refused(409, "committed")

    async def scenario() -> list[object]:
        work = [store.do(add(1)), store.do(half), store.do(add(1)), store.do(add(2))]
        return await asyncio.gather(*work, return_exceptions=True)

    one, refused, twice, two = asyncio.run(scenario())
    store.close()
    assert (one, two) == (1, 2)
    assert isinstance(refused, Refused)
    assert isinstance(twice, sqlite3.IntegrityError)
    assert kept(path) == [1, 2]


def test_what_goes_wrong_after_the_disk_is_told_to_one_and_the_others_go_on(path: Path):
    store, told = Store(path, SCHEMA), list[int]()

    def then(n: int) -> None:
        if n == 1:
            raise KeyError(n)
        told.append(n)

    async def scenario() -> list[object]:
        work = (store.do(add(n), then) for n in range(3))
        return await asyncio.wait_for(asyncio.gather(*work, return_exceptions=True), 5)

    first, broken, last = asyncio.run(scenario())
    assert (first, last, told) == (0, 2, [0, 2])
    assert isinstance(broken, KeyError)
    store.close()


def test_a_full_disk_is_told_to_whoever_waits_and_what_was_kept_stays(path: Path):
    store = Store(path, SCHEMA)
    asyncio.run(store.do(add(1)))
    pages = store.now(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.now(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchall())
    with pytest.raises(Refused) as refused:
        asyncio.run(store.do(add(2, bytes(100_000))))
    assert (refused.value.status, refused.value.code) == (503, "not_stored")
    store.now(lambda c: c.execute("PRAGMA max_page_count=100000").fetchall())
    assert asyncio.run(store.do(add(3))) == 3
    store.close()
    assert kept(path) == [1, 3]


def test_a_full_queue_is_refused_at_once(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_WAITING", 2)
    store = Store(path, SCHEMA)

    async def scenario() -> list[object]:
        return await asyncio.gather(*(store.do(add(n)) for n in range(200)), return_exceptions=True)

    found = asyncio.run(scenario())
    store.close()
    refused = [each for each in found if isinstance(each, Refused)]
    assert refused
    assert {error.status for error in refused} == {503}
    assert kept(path) == [each for each in found if isinstance(each, int)]


def test_nobody_else_can_open_the_file(path: Path):
    store = Store(path, SCHEMA)
    with pytest.raises(ContentError, match="another window"):
        Store(path, SCHEMA)
    store.close()
    Store(path, SCHEMA).close()


def test_a_damaged_file_is_told_and_not_mended(path: Path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(ContentError, match="--new"):
        Store(path, SCHEMA)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_only_the_owner_may_read_it(path: Path):
    store = Store(path, SCHEMA)
    asyncio.run(store.do(add(1)))
    found = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert found == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close()


def test_deleting_leaves_nothing(path: Path):
    store = Store(path, SCHEMA)
    asyncio.run(store.do(add(1)))
    store.delete()
    assert not path.parent.exists()
