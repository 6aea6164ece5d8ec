"""The two pages of a lesson and what they are made of, as the server sends them.

A page's script is the widget's functions and the page's own, in one scope; the style of the
widget is the book's. Nothing stands in a page itself, so that its policy can be strict.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from slantwise.classroom import heatmap
from slantwise.reader import bundle
from slantwise.strings import say

_SCRIPTS = {
    "join": ("wire", "round", "keep", "heat", "items", "lesson", "readings", "join"),
    "teach": ("wire", "round", "heat", "items", "controls", "teach"),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as the browser gets it."""

    media_type: str
    body: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return the pages, and what stands under ``/live/``, by name."""
    scripts = {f"{name}.js": _script(parts) for name, parts in _SCRIPTS.items()}
    styles = {"reader.css": bundle.stylesheet(), "live.css": _part("live.css")}
    made = {name: _asset("text/javascript", text) for name, text in scripts.items()}
    made |= {name: _asset("text/css", text) for name, text in styles.items()}
    made |= {f"{name}.html": _page(name) for name in _SCRIPTS}
    return made | {"icon.svg": _asset("image/svg+xml", _part("icon.svg"))}


def _page(name: str) -> Asset:
    text = _part(f"{name}.html")
    words = {"{title}": say(f"live.title.{name}"), "{noscript}": say("live.noscript")}
    for hole, told in words.items():
        text = text.replace(hole, escape(told))
    return _asset("text/html", text)


def _asset(media_type: str, text: str) -> Asset:
    return Asset(f"{media_type}; charset=utf-8", text.encode("utf-8"))


def _script(parts: tuple[str, ...]) -> str:
    return bundle.page_script("\n".join((steps(), *(_part(f"{part}.js") for part in parts))))


def steps() -> str:
    """Return where tints and lines begin, as in the report."""
    steps = {"TINTS": heatmap.STEPS, "LINES": heatmap.LINES, "NUMBERED": heatmap.NUMBERED}
    return "\n".join(f"const {name} = {json.dumps(told)};" for name, told in steps.items())


def _part(name: str) -> str:
    return (files("slantwise.live") / "pages" / name).read_text(encoding="utf-8")
