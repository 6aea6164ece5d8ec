"""What only the teacher may ask for."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from slantwise.live import export, tables
from slantwise.live.api import errors
from slantwise.live.auth import OnlyJson, TheTeacher
from slantwise.live.models import Doorway, Nothing, Overview, Removal, State, Step
from slantwise.live.place import Place, qr_svg
from slantwise.live.room import TEACHER, Room
from slantwise.live.session import Action, Refused
from slantwise.strings import say

router = APIRouter(prefix="/api/teacher")
_STEP = (401, 408, 409, 413, 415, 422)


@router.get("/session", response_model=Overview, responses=errors(401))
async def session(who: TheTeacher, request: Request) -> Response:
    """Return the code, the addresses, the exercises and the pupils."""
    place: Place = request.app.state.place
    room = who.room
    return JSONResponse(
        {
            "code": room.code,
            "addresses": place.addresses(),
            "network": place.network,
            "exercises": [room.course.brief(id) for id in room.course.ids],
            "pupils": _pupils(room),
            "state": room.state(TEACHER),
        }
    )


def _pupils(room: Room) -> list[dict[str, Any]]:
    return [
        {
            "pupil": seen.pupil.id,
            "pseudonym": seen.pupil.pseudonym,
            "nickname": seen.pupil.nickname,
            "committed": seen.committed,
            "revised": seen.revised,
        }
        for seen in room.pupils.values()
    ]


@router.get(
    "/qr.svg",
    response_class=Response,
    responses={**errors(401, 422), 200: {"content": {"image/svg+xml": {}}}},
)
async def qr(
    who: TheTeacher, request: Request, address: Annotated[int, Query(ge=0, le=63)] = 0
) -> Response:
    """Return the address at which pupils join as a picture; `address` is its number in the list."""
    addresses = request.app.state.place.addresses()
    if address >= len(addresses):
        raise Refused(404, "no_address")
    link = f"{addresses[address]}join#{who.room.code}"
    return Response(qr_svg(link), media_type="image/svg+xml")


@router.get(
    "/export.zip",
    response_class=Response,
    responses={**errors(401, 422), 200: {"content": {"application/zip": {}}}},
)
async def export_zip(who: TheTeacher, names: Annotated[str, Query(max_length=10)] = "") -> Response:
    """Return all answers as files for `slantwise class report`; `names=yes` adds nicknames."""
    stored = await who.room.store.do(tables.answers)
    people = [seen.pupil for seen in who.room.pupils.values()]
    rounds = dict(who.room.rounds)
    body = await export.in_thread(stored, people, rounds, names == "yes")
    headers = {"content-disposition": 'attachment; filename="class-answers.zip"'}
    return Response(body, media_type="application/zip", headers=headers)


@router.post("/door", response_model=State, responses=errors(*_STEP), dependencies=[OnlyJson])
async def door(who: TheTeacher, body: Doorway) -> Response:
    """Let nobody new in, or let them in again; whoever has joined stays in."""
    await who.room.set_door(body.door)
    return JSONResponse(who.room.state(TEACHER))


@router.post("/remove", response_model=State, responses=errors(*_STEP), dependencies=[OnlyJson])
async def remove(who: TheTeacher, body: Removal) -> Response:
    """Take a pupil out of the session, with all answers."""
    await who.room.remove(body.pupil)
    return JSONResponse(who.room.state(TEACHER))


@router.post("/clear", response_model=State, responses=errors(*_STEP), dependencies=[OnlyJson])
async def clear(who: TheTeacher, body: Nothing) -> Response:  # noqa: ARG001 - it is checked
    """Take everybody out of the session who has committed nothing in any round."""
    await who.room.remove_idle()
    return JSONResponse(who.room.state(TEACHER))


def _add(action: Action) -> None:
    """Add the route of one action: refused where the session has moved meanwhile."""

    async def act(who: TheTeacher, body: Step) -> Response:
        await who.room.act(action, body.version, body.exercise)
        return JSONResponse(who.room.state(TEACHER))

    router.add_api_route(
        f"/{action}",
        act,
        methods=["POST"],
        name=action,
        description=say(f"live.action.{action}"),
        response_model=State,
        responses=errors(*_STEP),
        dependencies=[OnlyJson],
    )


for _action in get_args(Action):
    _add(_action)
