"""Who asks: a pupil or the teacher, by the token in the header, and how often they may."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from slantwise.live.guard import check_type
from slantwise.live.room import TEACHER, Room
from slantwise.live.session import Refused

_bearer = HTTPBearer(auto_error=False, description="The token of a pupil, or of the teacher.")


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever asks, and the room."""

    id: str
    room: Room

    @property
    def is_teacher(self) -> bool:
        """Whether it is the teacher."""
        return self.id == TEACHER


async def the_room(request: Request) -> Room:
    """Return the room that the application serves."""
    room: Room = request.app.state.room
    return room


async def anybody(
    request: Request,
    room: Annotated[Room, Depends(the_room)],
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Who:
    """Return who asks; raises Refused without a token that is good."""
    id = room.who(given.credentials) if given is not None else None
    if id is None:
        raise Refused(401, "token")
    request.app.state.rates.take(id)
    return Who(id, room)


async def a_pupil(who: Annotated[Who, Depends(anybody)]) -> Who:
    """Return the pupil who asks; raises Refused for the teacher."""
    if who.is_teacher:
        raise Refused(403, "pupils_only")
    return who


async def the_teacher(who: Annotated[Who, Depends(anybody)]) -> Who:
    """Return the teacher; raises Refused for a pupil."""
    if not who.is_teacher:
        raise Refused(403, "teacher_only")
    return who


async def _only_json(request: Request) -> None:
    check_type(request.headers)


OnlyJson = Depends(_only_json)
Anybody = Annotated[Who, Depends(anybody)]
APupil = Annotated[Who, Depends(a_pupil)]
TheTeacher = Annotated[Who, Depends(the_teacher)]
TheRoom = Annotated[Room, Depends(the_room)]
