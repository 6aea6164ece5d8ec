"""The application: the API, the pages and the book, behind the guard."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from slantwise import __version__
from slantwise.live import api, pages, site, teacher
from slantwise.live.guard import Guard, Rates, error_body, error_headers
from slantwise.live.place import Place
from slantwise.live.room import Room
from slantwise.live.session import Refused


def application(
    room: Room, place: Place, book: Path | None = None, names: Iterable[str] = ()
) -> ASGIApp:
    """Return the application for one room."""
    app = FastAPI(
        title="Slantwise class live",
        version=__version__,
        description="The session on a teacher's laptop: join, mark, commit, and see the class.",
        openapi_url=_SCHEMA,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.room = room
    app.state.place = place
    app.state.wrong = Rates(burst=60, each_second=1)  # wrong codes of one address
    app.state.rates = Rates(burst=120, each_second=10)  # requests of one token
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)
    for part in (teacher.router, api.router, pages.router):
        app.include_router(part)
    app.add_api_route("/api/{path:path}", _nothing, methods=_METHODS, include_in_schema=False)
    app.include_router(site.router(book))
    return Guard(app, names)


_SCHEMA = "/api/openapi.json"
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


async def _nothing(request: Request) -> Response:
    """Answer for what is no part of the API, so that nothing of it is looked for in the book."""
    raise HTTPException(405 if methods(request.url.path) else 404)


def _error(status: int, code: str, message: str, headers: dict[str, str]) -> Response:
    return JSONResponse(error_body(code, message), status_code=status, headers=headers)


async def _refused(_: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)  # noqa: S101  # it is registered for no other
    headers = error_headers(refused)
    if refused.status == 401:
        headers["www-authenticate"] = "Bearer"
    return _error(refused.status, refused.code, refused.message, headers)


async def _invalid(request: Request, error: Exception) -> Response:
    """Say which part of a request does not fit, without repeating what was sent."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return await _refused(request, Refused(400, "json", problem="it cannot be read"))
    where = ".".join(str(part) for part in first["loc"][1:])[:80] or str(first["loc"][0])
    message = first["msg"][:1].lower() + first["msg"][1:300]
    return await _refused(request, Refused(422, "invalid", where=where, problem=message))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    code = {404: "nothing_here", 405: "method"}.get(error.status_code, "json")
    values: dict[str, Any] = {"problem": "it cannot be read"} if code == "json" else {}
    made = await _refused(request, Refused(error.status_code, code, **values))
    if error.status_code == 405:
        made.headers["allow"] = ", ".join(sorted(methods(request.url.path) or {"GET"}))
    return made


def methods(path: str) -> set[str]:
    """Return the methods that an address of the API takes; none where there is no such."""
    routes = (*teacher.router.routes, *api.router.routes)
    fitting = (r for r in routes if isinstance(r, APIRoute) and r.path_regex.match(path))
    found = {method for route in fitting for method in route.methods or ()}
    return {"GET"} if path == _SCHEMA else found


async def _failed(request: Request, _: Exception) -> Response:
    return await _refused(request, Refused(500, "fault"))
