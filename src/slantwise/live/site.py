"""The built book, served as it lies there, and nothing else of the disk."""

import base64
import hashlib
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from slantwise.live.session import Refused

# What the book's pages need: their own scripts, those in the page by their fingerprints, Python
# in a worker (WebAssembly, and files that the worker has proved before it runs them, as blobs),
# and styles in the page, which the theme and the notebooks use.
_POLICY = (
    "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval'{hashes}; "
    "worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
# Named here: what a system says of these differs, and a browser refuses a script of a wrong kind.
_KINDS = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
_BYTES = "application/octet-stream"
_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SRC = re.compile(rb"\bsrc\s*=", re.IGNORECASE)


def router(book: Path | None) -> APIRouter:
    """Return the routes of the book; without one, the front door leads to the page of pupils."""
    made = APIRouter(include_in_schema=False)
    root = book.resolve() if book else None

    @made.get("/{path:path}")
    async def page(path: str, request: Request) -> Response:
        # A service worker of the book would stand between its browser and the session as well.
        if path.startswith("live/") or "service-worker" in request.headers:
            raise Refused(404, "nothing_here")
        if root is None:
            if path:
                raise Refused(404, "nothing_here")
            return RedirectResponse("/join", status_code=307)
        return _file(root, path, request)

    return made


def _file(root: Path, path: str, request: Request) -> Response:
    found = _find(root, path)
    if found is None:
        raise Refused(404, "nothing_here")
    if found.is_dir():
        return RedirectResponse(f"{request.url.path}/", status_code=307)
    about = found.stat()
    kind = _KINDS.get(found.suffix) or mimetypes.guess_type(found.name)[0] or _BYTES
    hashes = _hashes(found, about.st_mtime_ns) if found.suffix == ".html" else ""
    headers = {
        "content-security-policy": _POLICY.format(hashes=hashes),
        "cache-control": "no-cache",
        "etag": f'"{about.st_mtime_ns:x}-{about.st_size:x}"',
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return FileResponse(found, media_type=kind, headers=headers)


def _find(root: Path, path: str) -> Path | None:
    """Return a file that lies in the book, whatever a path makes of dots and links."""
    parts = path.split("/")
    if "\0" in path or "\\" in path or any(part.startswith(".") for part in parts):
        return None
    try:
        found = (root / path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return None
    if not found.is_relative_to(root):
        return None
    if found.is_dir():
        index = found / "index.html"
        if path and not path.endswith("/"):
            return found
        return index if index.is_file() and not index.is_symlink() else None
    return found if found.is_file() and not path.endswith("/") else None


@lru_cache(maxsize=512)
def _hashes(page: Path, _: int) -> str:
    """Return the fingerprints of the scripts in a page, for its policy."""
    found = {
        base64.b64encode(hashlib.sha256(script).digest()).decode()
        for attributes, script in _SCRIPT.findall(page.read_bytes())
        if not _SRC.search(attributes)
    }
    return "".join(f" 'sha256-{one}'" for one in sorted(found))
