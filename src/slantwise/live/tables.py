"""What a session keeps, and each change of it as one function over the database.

Every function that changes something is one piece of work for the store: what it decides, it
decides inside the transaction that keeps it.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from slantwise.live.codes import pseudonyms
from slantwise.live.session import (
    SHOWN,
    Action,
    Door,
    Refused,
    Session,
    Stage,
    act,
    may_commit,
)

MOST_PUPILS = 600

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS session (
  id INTEGER PRIMARY KEY CHECK (id = 1), phase TEXT NOT NULL, paused INTEGER NOT NULL,
  round INTEGER NOT NULL, exercise TEXT, version INTEGER NOT NULL, moved INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS rounds (
  round INTEGER PRIMARY KEY, exercise TEXT NOT NULL, phase TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS teachers (token BLOB PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS pupils (
  id TEXT PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE, nickname TEXT,
  token BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS answers (
  round INTEGER NOT NULL REFERENCES rounds, pupil TEXT NOT NULL REFERENCES pupils,
  stage TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (round, pupil, stage)) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One pupil, as the server holds them in memory."""

    id: str
    pseudonym: str
    nickname: str | None
    token: bytes  # its hash


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its exercise, and how far it came."""

    round: int
    exercise: str
    phase: str

    @property
    def shown(self) -> bool:
        """Whether the class has been shown what it marked."""
        return self.phase in SHOWN


@dataclass(frozen=True, slots=True)
class Stored:
    """One attempt as it is kept."""

    round: int
    pupil: str
    stage: Stage
    body: str


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an attempt that was handed in."""

    pupil: str
    round: int
    stage: Stage
    new: bool
    version: int


def digest(token: str) -> bytes:
    """Return what is kept of a token, which is random and long: one plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


# --- reading ----------------------------------------------------------------------------


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """Return one thing that is noted about the session."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def note(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Note one thing about the session."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def session(connection: sqlite3.Connection) -> Session:
    """Return where the session stands; a new one begins in the lobby."""
    row = connection.execute(
        "SELECT phase, paused, round, exercise, version, moved FROM session"
    ).fetchone()
    if row is None:
        return Session()
    return Session(row[0], bool(row[1]), *row[2:])


def door(connection: sqlite3.Connection) -> Door:
    """Return whether somebody new may come in."""
    return "closed" if meta(connection, "door") == "closed" else "open"


def rounds(connection: sqlite3.Connection) -> dict[int, Round]:
    """Return every round by its number."""
    found = connection.execute("SELECT round, exercise, phase FROM rounds ORDER BY round")
    return {row[0]: Round(*row) for row in found}


def pupils(connection: sqlite3.Connection) -> list[Pupil]:
    """Return the pupils in the order in which they came."""
    found = connection.execute("SELECT id, pseudonym, nickname, token FROM pupils ORDER BY rowid")
    return [Pupil(*row) for row in found]


def answers(connection: sqlite3.Connection, number: int | None = None) -> list[Stored]:
    """Return the answers to a round, or to all."""
    return list(_answers(connection, number))


def _answers(connection: sqlite3.Connection, number: int | None) -> Iterator[Stored]:
    found = connection.execute(
        "SELECT a.round, a.pupil, a.stage, a.body FROM answers a JOIN pupils p ON p.id = a.pupil "
        "WHERE ?1 IS NULL OR a.round = ?1 ORDER BY p.rowid, a.round, a.stage",
        (number,),
    )
    for row in found:
        yield Stored(*row)


def answer(connection: sqlite3.Connection, number: int, pupil: str) -> dict[str, str]:
    """Return one pupil's attempts in a round, by stage."""
    found = connection.execute(
        "SELECT stage, body FROM answers WHERE round = ? AND pupil = ?", (number, pupil)
    )
    return dict(found.fetchall())


# --- changing ---------------------------------------------------------------------------


def keep(connection: sqlite3.Connection, now: Session) -> Session:
    """Keep where the session stands."""
    connection.execute(
        "INSERT OR REPLACE INTO session VALUES (1, ?, ?, ?, ?, ?, ?)",
        (now.phase, now.paused, now.round, now.exercise, now.version, now.moved),
    )
    return now


def _grown(connection: sqlite3.Connection, now: Session) -> int:
    """Count one change more; nobody's next action is stale by it."""
    return keep(connection, replace(now, version=now.version + 1)).version


def take_action(
    connection: sqlite3.Connection, action: Action, seen: int, exercise: str | None
) -> Session:
    """Do what a teacher asks for; raises Refused."""
    now = act(session(connection), action, seen, exercise)
    if now.phase != "ended" and now.round:
        connection.execute(
            "INSERT INTO rounds VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET phase = ?3",
            (now.round, now.exercise, now.phase),
        )
    return keep(connection, now)


def set_door(connection: sqlite3.Connection, wanted: Door) -> tuple[Door, int]:
    """Open or close the door; whoever is in stays in. Return the version after it."""
    note(connection, "door", wanted)
    return wanted, _grown(connection, session(connection))


def add_pupil(
    connection: sqlite3.Connection, nickname: str | None, token: bytes
) -> tuple[Pupil, int]:
    """Let a pupil in under a pseudonym that nobody else has; return the version after it."""
    now = session(connection)
    if now.phase == "ended":
        raise Refused(409, "ended")
    if door(connection) == "closed":
        raise Refused(409, "door")
    taken = {row[0] for row in connection.execute("SELECT pseudonym FROM pupils")}
    free = [name for name in pseudonyms() if name not in taken]
    if len(taken) >= MOST_PUPILS:
        raise Refused(409, "full", most=MOST_PUPILS)
    pupil = Pupil(secrets.token_hex(8), secrets.choice(free), nickname, token)
    connection.execute(
        "INSERT INTO pupils (id, pseudonym, nickname, token) VALUES (?, ?, ?, ?)",
        (pupil.id, pupil.pseudonym, nickname, token),
    )
    return pupil, _grown(connection, now)


def remove_pupil(connection: sqlite3.Connection, id: str) -> tuple[list[str], int]:
    """Take a pupil out of the session, with all answers; raises Refused for an unknown one.

    Nothing of them is kept, so that the place and the pseudonym are free again.
    """
    connection.execute("DELETE FROM answers WHERE pupil = ?", (id,))
    if not connection.execute("DELETE FROM pupils WHERE id = ?", (id,)).rowcount:
        raise Refused(404, "no_pupil")
    return [id], _grown(connection, session(connection))


def remove_idle(connection: sqlite3.Connection) -> tuple[list[str], int]:
    """Take out everybody who has committed nothing in any round; return who they were."""
    gone = connection.execute("SELECT id FROM pupils WHERE id NOT IN (SELECT pupil FROM answers)")
    ids = [row[0] for row in gone]
    connection.executemany("DELETE FROM pupils WHERE id = ?", [(id,) for id in ids])
    return ids, _grown(connection, session(connection))


def put_answer(connection: sqlite3.Connection, attempt: Stored, own: str, first: str | None) -> Put:
    """Keep an attempt; ``own`` is its digest, ``first`` that of the first attempt it revises.

    Handing in the same once more is no mistake: the reply may have been lost. A first attempt
    stands; a revised one may be replaced. Raises Refused.
    """
    now, key = session(connection), (attempt.round, attempt.pupil)
    _there(connection, attempt.pupil)
    kept = dict(
        connection.execute(
            "SELECT stage, digest FROM answers WHERE round = ? AND pupil = ?", key
        ).fetchall()
    )
    if kept.get(attempt.stage) == own and first in (None, kept.get("first")):
        return Put(attempt.pupil, attempt.round, attempt.stage, False, now.version)
    if attempt.round != now.round:
        raise Refused(409, "other_round")
    if attempt.stage == "first" and "first" in kept:
        raise Refused(409, "committed")
    may_commit(now, attempt.stage)
    if attempt.stage == "revised" and first != kept.get("first"):
        raise Refused(409, "other_first" if "first" in kept else "no_first")
    connection.execute(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
        (*key, attempt.stage, own, attempt.body),
    )
    new = attempt.stage not in kept
    return Put(attempt.pupil, attempt.round, attempt.stage, new, _grown(connection, now))


def _there(connection: sqlite3.Connection, pupil: str) -> None:
    """Raise Refused for a pupil who was removed while the answer was under way."""
    if connection.execute("SELECT 1 FROM pupils WHERE id = ?", (pupil,)).fetchone() is None:
        raise Refused(401, "token")


def add_teacher(connection: sqlite3.Connection) -> str:
    """Return a new teacher's token; those given out before a restart stay good."""
    token = secrets.token_urlsafe(32)
    connection.execute("INSERT INTO teachers VALUES (?)", (digest(token),))
    return token


def teachers(connection: sqlite3.Connection) -> list[bytes]:
    """Return the hashes of all teacher's tokens."""
    return [row[0] for row in connection.execute("SELECT token FROM teachers")]
