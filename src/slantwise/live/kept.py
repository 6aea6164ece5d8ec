"""Where the session of a course is kept, so that the same command goes on with it."""

import hashlib
import secrets
from contextlib import suppress
from pathlib import Path

import platformdirs

from slantwise.live import tables
from slantwise.live.codes import new_code
from slantwise.live.store import DamagedError, Store, remove


def folder(root: Path) -> Path:
    """Return the folder in which the sessions of a course lie."""
    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return platformdirs.user_state_path("slantwise") / "live" / name


def find(root: Path) -> Path | None:
    """Return the file of the session that has not been ended, if there is one."""
    found = sorted(folder(root).glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def forget(root: Path) -> int:
    """Delete what is kept of this course; raises ContentError where it is in use."""
    found = sorted(folder(root).glob("*.sqlite3"))
    for path in found:
        with suppress(DamagedError):
            Store(path, tables.SCHEMA).close()  # it is nobody else's
        remove(path)
    return len(found)


def open_store(root: Path) -> Store:
    """Return the store of the session that goes on, or of a new one."""
    path = find(root) or folder(root) / f"{secrets.token_hex(8)}.sqlite3"
    store = Store(path, tables.SCHEMA)
    if noted(store, "code") is None:
        note(store, "code", new_code())
    return store


def noted(store: Store, key: str) -> str | None:
    """Return one thing that was noted about a session."""
    return store.now(lambda connection: tables.meta(connection, key))


def note(store: Store, key: str, value: str) -> None:
    """Note one thing about a session."""
    store.now(lambda connection: tables.note(connection, key, value))
