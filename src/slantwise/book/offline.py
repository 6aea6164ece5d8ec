"""The site as an app: a service worker that keeps it for times without a network.

While there is a network every page comes from it, so that a rebuilt book shows at once; the
kept copy stands in where it fails. The engine of “Your own text” is kept after its first use.
"""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Final

# Never asked for by a page: source maps, and what Sphinx leaves for other tools.
_LEFT_OUT: Final = (".map", ".inv", ".txt", "sw.js")
_LATER: Final = "_static/slantwise/own/"
# Those of a course that it has: a drawing serves desktops, and phones want pictures, one of
# them to be cut to any shape. Apple's take theirs from the page.
_ICONS: Final = (
    {"src": "_static/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
    {"src": "_static/app-192.png", "sizes": "192x192", "type": "image/png"},
    {"src": "_static/app-512.png", "sizes": "512x512", "type": "image/png"},
    {"src": "_static/app-cut-512.png", "sizes": "512x512", "type": "image/png"}
    | {"purpose": "maskable"},
)
APPLE_ICON: Final = "_static/app-180.png"


def write(site: Path, title: str) -> None:
    """Write the service worker and the manifest of a built site."""
    manifest = {
        "name": title,
        "short_name": title,
        "id": "./",
        "lang": "en",
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fffdf8",
        "theme_color": "#fffdf8",
        "icons": [icon for icon in _ICONS if (site / icon["src"]).is_file()],
    }
    _put(site / "manifest.webmanifest", json.dumps(manifest, indent=1) + "\n")
    kept = sorted(_kept(site))
    script = (files("slantwise.book") / "sw.js").read_text(encoding="utf-8")
    known = {"VERSION": _digest(site, kept), "FILES": kept}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    _put(site / "sw.js", head + script)


def _kept(site: Path) -> list[str]:
    paths = (path for path in site.rglob("*") if path.is_file())
    names = (path.relative_to(site).as_posix() for path in paths)
    return [
        name
        for name in names
        if not name.endswith(_LEFT_OUT) and not name.startswith((_LATER, ".", "_sources"))
    ]


def _digest(site: Path, names: list[str]) -> str:
    made = hashlib.sha256()
    for name in names:
        made.update(name.encode() + b"\0" + (site / name).read_bytes())
    return made.hexdigest()[:16]


def _put(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
