"""The script and the style of the widget, put together from their parts.

The parts are plain functions in one scope; nothing is compiled, and nothing is fetched.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from slantwise.strings import strings

_PARTS = (
    "dom",
    "scoring",
    "check",
    "passage",
    "notes",
    "reader",
    "marking",
    "forms",
    "answers",
    "actions",
    "compare",
    "kind-mark",
    "kind-choice",
    "kind-order",
    "kind-trace",
    "kind-dossier",
    "kind-text",
    "lenses",
    "own",
    "exercise",
    "summary",
    "overview",
    "index",
)


@cache
def esm() -> str:
    """Return the widget as one ES module without imports, for anywidget."""
    exported = "compare, certaintyPoints, checkAttempt, summarise"
    return f"{_body()}\nexport {{ {exported} }};\nexport default {{ render }};\n"


@cache
def classic_script() -> str:
    """Return the same widget with the static page's host, as one classic script.

    A classic script also runs from ``file://``, where browsers refuse modules.
    """
    return f"(() => {{\n{_body()}\n{_part('shelf')}\n{_part('host')}}})();\n"


def page_script(own: str) -> str:
    """Return a page's own script with the widget's functions around it, as one classic script."""
    return f"(() => {{\n{_body(strings())}\n{_part('shelf')}\n{own}}})();\n"


def worker_script(brought: Mapping[str, object]) -> str:
    """Return the script of the worker that runs the lenses in a page, and of what it brings."""
    script = (files("slantwise.reader") / "js" / "worker.mjs").read_text(encoding="utf-8")
    return f"const FILES = {json.dumps(brought, sort_keys=True)};\n{script}"


@cache
def stylesheet() -> str:
    """Return the style of the widget, on the screen and on paper."""
    folder = files("slantwise.reader")
    return "\n".join((folder / name).read_text("utf-8") for name in ("reader.css", "paper.css"))


def _words() -> dict[str, str]:
    """Return the words that every page of the book carries: not those of a class and a lesson."""
    left_out = ("class.", "live.")
    return {key: text for key, text in strings().items() if not key.startswith(left_out)}


def _body(shown: Mapping[str, str] | None = None) -> str:
    shown = _words() if shown is None else shown
    words = json.dumps(shown, ensure_ascii=True, sort_keys=True, indent=1)
    return f"const STRINGS = {words};\n\n" + "\n".join(_part(name) for name in _PARTS)


def _part(name: str) -> str:
    return (files("slantwise.reader") / "js" / f"{name}.js").read_text(encoding="utf-8")
