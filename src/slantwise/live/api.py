"""The API: what pupils and the teacher may ask for, and in which shape it is answered."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from slantwise import __version__
from slantwise.live import handed
from slantwise.live.auth import Anybody, APupil, OnlyJson, TheRoom
from slantwise.live.course import Packed
from slantwise.live.guard import Rates
from slantwise.live.models import (
    ErrorBody,
    HandedIn,
    Join,
    Joined,
    Kept,
    Own,
    State,
    Task,
    View,
)
from slantwise.live.names import nickname
from slantwise.live.session import Refused

POLL_SECONDS = 25.0
VERSION = __version__

router = APIRouter(prefix="/api")
Number = Annotated[int, Path(alias="round", ge=1, le=10_000)]


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the errors of a route for the schema: its own, and those of every route."""
    return {
        status: {"model": ErrorBody} for status in sorted({400, 403, 404, 405, 429, 503, *statuses})
    }


_BODY = (408, 413, 415, 422)


@router.post(
    "/join",
    status_code=201,
    response_model=Joined,
    responses=errors(409, *_BODY),
    dependencies=[OnlyJson],
)
async def join(body: Join, request: Request, room: TheRoom) -> Response:
    """Join the session by its code. Who joins late is as welcome."""
    wrong: Rates = request.app.state.wrong
    address = request.client.host if request.client else ""
    wrong.check(address)
    if not room.is_code(body.code):
        wrong.take(address)
        raise Refused(403, "code")
    pupil, token = await room.join(nickname(body.nickname))
    told = {"pupil": pupil.id, "pseudonym": pupil.pseudonym, "token": token}
    return JSONResponse(told, status_code=201)


@router.get("/state", response_model=State, responses=errors(401, 422))
async def state(who: Anybody, since: Annotated[int, Query(ge=0, le=2**53)] = 0) -> Response:
    """Return where the session stands: at once if it differs from `since`, else after a while."""
    return JSONResponse(await who.room.news(who.id, since, POLL_SECONDS))


@router.get("/rounds/{round}/exercise", response_model=Task, responses=errors(401, 422))
async def exercise(who: Anybody, number: Number, request: Request) -> Response:
    """Return the exercise of a round, without its key and without all feedback."""
    return packed(who.room.task(number), request)


@router.put(
    "/rounds/{round}/answer",
    response_model=Kept,
    responses={**errors(401, 409, *_BODY), 201: {"model": Kept}},
    dependencies=[OnlyJson],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": HandedIn.model_json_schema(
                        ref_template="#/components/schemas/{model}"
                    )
                }
            },
        }
    },
)
async def put_answer(who: APupil, number: Number, request: Request) -> Response:
    """Hand in an answer. When this is answered with 200 or 201, it is on the disk."""
    reached = who.room.reached(number)
    given = handed.read(await request.body())
    task = who.room.course.load(reached.exercise)
    new = await who.room.commit(given, task, number, who.id)
    told = {"committed": True, "stage": given.stage}
    return JSONResponse(told, status_code=201 if new else 200)


@router.get("/rounds/{round}/answer", response_model=Own, responses=errors(401, 422))
async def get_answer(who: APupil, number: Number) -> Response:
    """Return one's own answer, and once the readings are shown what it comes to."""
    return JSONResponse(await who.room.answer(number, who.id))


@router.get("/rounds/{round}/reveal", response_model=View, responses=errors(401, 409, 422))
async def reveal(who: Anybody, number: Number, request: Request) -> Response:
    """Return what the class did, once the teacher shows it."""
    return packed(await who.room.view(number), request)


def packed(body: Packed, request: Request, kind: str = "application/json") -> Response:
    """Return a body in the smaller form where the browser takes it."""
    takes = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"vary": "Accept-Encoding", **({"content-encoding": "gzip"} if takes else {})}
    return Response(body.packed if takes else body.plain, media_type=kind, headers=headers)
