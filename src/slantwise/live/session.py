"""A session as a state machine: its phases, and what a teacher may do in which of them.

Nothing is read or written here; the store keeps what these functions return.
"""

from dataclasses import dataclass, replace
from typing import Literal

from slantwise.strings import say

Phase = Literal["lobby", "marking", "closed", "heat", "readings", "ended"]
Action = Literal["open", "close", "heat", "readings", "pause", "resume", "next", "end"]
Stage = Literal["first", "revised"]
Door = Literal["open", "closed"]  # whether somebody new may come in

SHOWN: tuple[Phase, ...] = ("heat", "readings")  # the phases from which on a round is revealed


class Refused(Exception):  # noqa: N818 - no fault of the program
    """What was asked for cannot be: the status, a code for the page, and a plain sentence."""

    def __init__(
        self, status: int, code: str, *, retry_after: int | None = None, **values: object
    ) -> None:
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.message = say(f"live.error.{code}", **values)
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Session:
    """Where a lesson stands.

    ``version`` grows with every change that anyone may see; ``moved`` is the version of the
    last change that a teacher has to have seen before changing anything else.
    """

    phase: Phase = "lobby"
    paused: bool = False
    round: int = 0
    exercise: str | None = None
    version: int = 1
    moved: int = 1


# From which phases an action leads, and where to.
_STEPS: dict[Action, tuple[tuple[Phase, ...], Phase]] = {
    "open": (("lobby",), "marking"),
    "close": (("marking",), "closed"),
    "heat": (("closed",), "heat"),
    "readings": (("heat",), "readings"),
    "next": (("closed", "heat", "readings"), "marking"),
    "end": (("lobby", "marking", "closed", "heat", "readings"), "ended"),
}


def act(session: Session, action: Action, seen: int, exercise: str | None = None) -> Session:
    """Return the session after a teacher's action, who saw version ``seen``.

    Raises Refused where the session has moved on since, or where the action does not fit.
    """
    if seen < session.moved:
        raise Refused(409, "moved")
    if action in ("pause", "resume"):
        return _pause(session, action == "pause")
    if action == "open" and session.phase == "closed":
        return _reopen(session, exercise)
    phases, phase = _STEPS[action]
    if session.phase not in phases:
        raise Refused(409, "phase", phase=say(f"live.phase.{session.phase}"))
    if action in ("open", "next"):
        if exercise is None:
            raise Refused(422, "no_exercise")
        session = replace(session, round=session.round + 1, exercise=exercise)
    return _moved(replace(session, phase=phase, paused=False))


def may_commit(session: Session, stage: Stage) -> None:
    """Raise Refused where nobody may hand in an answer of this stage now."""
    wanted: Phase = "marking" if stage == "first" else "readings"
    if session.phase != wanted:
        raise Refused(409, f"not_open_{stage}", phase=say(f"live.phase.{session.phase}"))
    if session.paused:
        raise Refused(409, "paused")


def _pause(session: Session, paused: bool) -> Session:
    if session.phase == "ended" or session.paused == paused:
        raise Refused(409, "phase", phase=say(f"live.phase.{session.phase}"))
    return _moved(replace(session, paused=paused))


def _reopen(session: Session, exercise: str | None) -> Session:
    """Go on with a round that was closed too early; nothing of it has been shown."""
    if exercise not in (None, session.exercise):
        raise Refused(409, "other_exercise")
    return _moved(replace(session, phase="marking", paused=False))


def _moved(session: Session) -> Session:
    version = session.version + 1
    return replace(session, version=version, moved=version)
