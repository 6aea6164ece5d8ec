"""The session as the server holds it: a copy of what is on the disk, and who waits for news.

The copy changes only after the store has kept a change, and in the same order.
"""

import asyncio
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from slantwise.exercises.load import Exercise
from slantwise.live import handed, reveal, tables
from slantwise.live.codes import plain
from slantwise.live.course import Course, Packed, pack_json
from slantwise.live.handed import Handed
from slantwise.live.polls import Polls
from slantwise.live.reveal import Counted
from slantwise.live.session import Action, Door, Refused, Session
from slantwise.live.store import Store
from slantwise.live.tables import Pupil, Put, Round

TEACHER = "teacher"  # what a teacher is called among those who wait
_GATHER = 0.5  # seconds for which changes of counts are gathered


@dataclass(slots=True)
class _Seen:
    """A pupil, and what was last done by or to them."""

    pupil: Pupil
    version: int = 0  # of the last change that is theirs alone
    committed: bool = False
    revised: bool = False


@dataclass(slots=True)
class Room:
    """Everything that a request needs; all of it is used on the loop only."""

    store: Store
    course: Course
    code: str
    session: Session
    published: int  # the version that anyone may know of
    door: Door = "open"
    pupils: dict[str, _Seen] = field(default_factory=dict)
    tokens: dict[bytes, str] = field(default_factory=dict)
    teachers: list[bytes] = field(default_factory=list)
    rounds: dict[int, Round] = field(default_factory=dict)
    polls: Polls = field(default_factory=Polls)
    _views: "dict[tuple[int, str], asyncio.Task[Packed]]" = field(default_factory=dict)
    _counted: dict[tuple[int, int], Counted] = field(default_factory=dict)
    _left: int = 0  # how often somebody was removed
    _gathering: bool = False

    # --- who asks -----------------------------------------------------------------------

    def who(self, token: str) -> str | None:
        """Return whose token this is: `TEACHER`, a pupil's id, or nobody's."""
        own = tables.digest(token)
        if sum(hmac.compare_digest(own, known) for known in self.teachers):
            return TEACHER
        return self.tokens.get(own)

    def is_code(self, code: str) -> bool:
        """Tell whether this is the session's code, in a time that says nothing about it."""
        return hmac.compare_digest(plain(code).encode(), self.code.encode())

    def add_teacher(self) -> str:
        """Return a new token for the teacher, before the server runs."""
        token = self.store.now(tables.add_teacher)
        self.teachers = self.store.now(tables.teachers)
        return token

    # --- what they see ------------------------------------------------------------------

    async def news(self, who: str, since: int, seconds: float) -> dict[str, Any]:
        """Return the state, at once where it is news to this person, else after a while."""
        if self._version(who) == since:
            await self.polls.wait(who, seconds)
        return self.state(who)

    def _version(self, who: str) -> int:
        """Return the version up to which somebody has a reason to ask again."""
        if who == TEACHER:
            return self.published
        own = self.pupils.get(who)
        return max(self.session.moved, own.version if own else 0)

    def state(self, who: str) -> dict[str, Any]:
        """Return what somebody may know of where the session stands."""
        now, own = self.session, self.pupils.get(who)
        if own is None and who != TEACHER:
            raise Refused(401, "token")
        current = self.rounds.get(now.round)
        told = who == TEACHER or bool(current and current.shown)
        return {
            "version": self._version(who),
            "phase": now.phase,
            "paused": now.paused,
            "round": now.round,
            "exercise": self.course.brief(now.exercise),
            "you": _you(own),
            "door": self.door,
            "joined": len(self.pupils),
            "committed": self.committed if told else None,
        }

    @property
    def committed(self) -> int:
        """How many have committed in this round."""
        return sum(seen.committed for seen in self.pupils.values())

    def reached(self, number: int) -> Round:
        """Return a round that has begun; raises Refused for any other."""
        if number not in self.rounds:
            raise Refused(404, "no_round")
        return self.rounds[number]

    def task(self, number: int) -> Packed:
        """Return the exercise of a round as pupils see it before they commit."""
        return self.course.shown(self.reached(number).exercise)

    async def view(self, number: int) -> Packed:
        """Return what the class did in a round, as far as it has been revealed."""
        reached = self.reached(number)
        if not reached.shown:
            raise Refused(409, "not_shown")
        key = (number, reached.phase)
        if key not in self._views:
            self._views[key] = asyncio.create_task(self._make_view(reached))
        try:
            return await asyncio.shield(self._views[key])
        except Exception:
            self._views.pop(key, None)
            raise

    async def _make_view(self, reached: Round) -> Packed:
        exercise = self.course.load(reached.exercise)
        counted = await self._count(reached, exercise)

        def made() -> Packed:
            whole = reached.phase == "readings"
            found = counted.with_readings(exercise) if whole else counted.of_class()
            return pack_json({"phase": reached.phase, "round": reached.round, **found})

        return await asyncio.to_thread(made)

    async def _count(self, reached: Round, exercise: Exercise) -> Counted:
        """Return what the class did; nothing of it changes once it is shown, unless one leaves."""
        number, left = reached.round, self._left
        if (number, left) not in self._counted:
            stored = await self.store.do(lambda connection: tables.answers(connection, number))
            made = await asyncio.to_thread(lambda: reveal.count(exercise, handed.by_pupil(stored)))
            self._counted[number, left] = made
        return self._counted[number, left]

    async def answer(self, number: int, pupil: str) -> dict[str, Any]:
        """Return a pupil's own answer, and from the readings on what it comes to.

        What it comes to is never told of a set that is kept for later.
        """
        reached = self.reached(number)
        kept = await self.store.do(lambda connection: tables.answer(connection, number, pupil))
        if "first" not in kept:
            raise Refused(404, "no_answer")
        answer = handed.joined(kept["first"], kept.get("revised"))
        exercise = self.course.load(reached.exercise)
        told = reached.phase == "readings" and not reveal.kept_for_later(exercise)
        fits = told and reveal.fits(exercise, answer)
        result = await asyncio.to_thread(reveal.own, exercise, answer) if fits else None
        return {"answer": json.loads(answer.model_dump_json()), "result": result}

    # --- what they do -------------------------------------------------------------------

    async def join(self, nickname: str | None) -> tuple[Pupil, str]:
        """Let a pupil in; return the pupil and the token, of which only a hash is kept."""
        token = secrets.token_urlsafe(32)
        pupil, _ = await self.store.do(
            lambda connection: tables.add_pupil(connection, nickname, tables.digest(token)),
            self._joined,
        )
        return pupil, token

    async def commit(self, given: Handed, exercise: Exercise, number: int, pupil: str) -> bool:
        """Keep an answer; return whether it is new. It is on the disk when this returns."""
        handed.check(given, exercise)
        own, first = given.digests()
        stored = given.stored(number, pupil)
        put = await self.store.do(
            lambda connection: tables.put_answer(connection, stored, own, first), self._committed
        )
        return put.new

    async def act(self, action: Action, seen: int, exercise: str | None) -> None:
        """Do what a teacher asks for."""
        if exercise is not None:
            self.course.offered(exercise)
            await asyncio.to_thread(self.course.shown, exercise)  # all will ask for it at once
        await self.store.do(
            lambda connection: tables.take_action(connection, action, seen, exercise), self._moved
        )

    async def set_door(self, wanted: Door) -> None:
        """Let nobody new in, or let them in again."""
        await self.store.do(
            lambda connection: tables.set_door(connection, wanted), self._door_moved
        )

    async def remove(self, id: str) -> None:
        """Take a pupil out of the session."""
        await self.store.do(lambda connection: tables.remove_pupil(connection, id), self._removed)

    async def remove_idle(self) -> None:
        """Take everybody out who has committed nothing in any round."""
        await self.store.do(tables.remove_idle, self._removed)

    # --- after it is kept ---------------------------------------------------------------

    def _moved(self, now: Session) -> None:
        if now.round != self.session.round:
            for seen in self.pupils.values():
                seen.committed = seen.revised = False
        self.session, self.published = now, now.version
        if now.exercise is not None and now.phase != "ended":
            self.rounds[now.round] = Round(now.round, now.exercise, now.phase)
        self.polls.wake_all()

    def _door_moved(self, made: tuple[Door, int]) -> None:
        self.door, version = made
        self.session = _at(self.session, version)
        self._publish()  # the teacher waits for it

    def _joined(self, made: tuple[Pupil, int]) -> None:
        pupil, version = made
        self.pupils[pupil.id] = _Seen(pupil, version)
        self.tokens[pupil.token] = pupil.id
        self._counts(version)

    def _removed(self, made: tuple[list[str], int]) -> None:
        ids, version = made
        for id in ids:
            self.tokens.pop(self.pupils.pop(id).pupil.token)
            self.polls.wake(id)
        self._views.clear()
        self._counted.clear()
        self._left += 1
        self._counts(version)

    def _committed(self, put: Put) -> None:
        seen = self.pupils.get(put.pupil)
        if seen is None or put.round != self.session.round:
            return
        changed = not (seen.committed if put.stage == "first" else seen.revised)
        seen.committed, seen.revised = True, seen.revised or put.stage == "revised"
        if changed:
            seen.version = put.version
            self.polls.wake(put.pupil)
            self._counts(put.version)

    def _counts(self, version: int) -> None:
        """Tell the teacher of changed counts, together with all that come in the meantime."""
        self.session = _at(self.session, version)
        if not self._gathering:
            self._gathering = True
            asyncio.get_running_loop().call_later(_GATHER, self._publish)

    def _publish(self) -> None:
        self._gathering = False
        self.published = self.session.version
        self.polls.wake(TEACHER)


def _at(session: Session, version: int) -> Session:
    return replace(session, version=version)


def _you(own: _Seen | None) -> Mapping[str, Any] | None:
    if own is None:
        return None
    return {
        "pseudonym": own.pupil.pseudonym,
        "committed": own.committed,
        "revised": own.revised,
    }


def open_room(store: Store, course: Course, code: str) -> Room:
    """Return the room as the store has it."""
    now = store.now(tables.session)
    room = Room(store, course, code, now, now.version)
    room.door = store.now(tables.door)
    room.rounds = store.now(tables.rounds)
    for reached in room.rounds.values():  # a kept session may have other exercises than are offered
        course.load(reached.exercise)
    room.teachers = store.now(tables.teachers)
    for pupil in store.now(tables.pupils):
        room.pupils[pupil.id] = _Seen(pupil, now.version)  # no number goes back by a restart
        room.tokens[pupil.token] = pupil.id
    for stored in store.now(lambda connection: tables.answers(connection, now.round)):
        seen = room.pupils[stored.pupil]
        seen.committed = seen.committed or stored.stage == "first"
        seen.revised = seen.revised or stored.stage == "revised"
    return room
