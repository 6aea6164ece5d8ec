"""The two pages of a session and what they are made of, from the package."""

from functools import cache

from fastapi import APIRouter, Request, Response

from slantwise.live.api import packed
from slantwise.live.assets import assets
from slantwise.live.course import Packed, pack
from slantwise.live.session import Refused

router = APIRouter(include_in_schema=False)


@router.get("/join")
@router.get("/teach")
async def page(request: Request) -> Response:
    """Return the page of the pupils, or of the teacher."""
    return _answer(f"{request.url.path.strip('/')}.html", request)


@router.get("/live/{name}")
async def part(name: str, request: Request) -> Response:
    """Return a script or a style of these pages, by its name in a fixed list."""
    return _answer(name, request)


def _answer(name: str, request: Request) -> Response:
    if name not in assets():
        raise Refused(404, "nothing_here")
    return packed(_packed(name), request, assets()[name].media_type)


@cache
def _packed(name: str) -> Packed:
    return pack(assets()[name].body)
