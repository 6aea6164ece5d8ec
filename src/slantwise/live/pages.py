"""The two pages of a session and what they are made of, from the package."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from slantwise.live.api import packed
from slantwise.live.course import Packed, pack
from slantwise.live.session import Refused
from slantwise.reader import bundle

router = APIRouter(include_in_schema=False)
_KINDS = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}


@router.get("/join")
@router.get("/teach")
async def page(request: Request) -> Response:
    """Return the page of the pupils, or of the teacher."""
    return _answer(f"{request.url.path.strip('/')}.html", request)


@router.get("/live/{name}")
async def part(name: str, request: Request) -> Response:
    """Return a script or a style of these pages."""
    return _answer(name, request)


def _answer(name: str, request: Request) -> Response:
    kind = _KINDS.get(name.rpartition(".")[2])
    body = _part(name) if kind else None
    if kind is None or body is None:
        raise Refused(404, "nothing_here")
    return packed(body, request, kind)


@cache
def _part(name: str) -> Packed | None:
    """Return one of the files, by its name in the folder and not by a path that someone made."""
    made = {"reader.css": bundle.stylesheet, "reader.js": bundle.esm}
    if name in made:
        return pack(made[name]().encode())
    folder = files("slantwise.live") / "pages"
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name == name and file.is_file():
            return pack(file.read_bytes())
    return None
