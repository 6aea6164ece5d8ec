"""The script and the style of the widget, put together from their parts.

The parts are plain functions in one scope; nothing is compiled, and nothing is fetched.
"""

import json
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
    "answers",
    "compare",
    "exercise",
    "index",
)


@cache
def esm() -> str:
    """Return the widget as one ES module without imports, for anywidget."""
    exported = "export { compare, certaintyPoints, checkAttempt };\nexport default { render };"
    return f"{_body()}\n{exported}\n"


@cache
def classic_script() -> str:
    """Return the same widget with the static page's host, as one classic script.

    A classic script also runs from ``file://``, where browsers refuse modules.
    """
    return f"(() => {{\n{_body()}\n{_part('host')}}})();\n"


@cache
def stylesheet() -> str:
    """Return the style of the widget."""
    return (files("slantwise.reader") / "reader.css").read_text(encoding="utf-8")


def _body() -> str:
    words = json.dumps(dict(strings()), ensure_ascii=True, sort_keys=True, indent=1)
    return f"const STRINGS = {words};\n\n" + "\n".join(_part(name) for name in _PARTS)


def _part(name: str) -> str:
    return (files("slantwise.reader") / "js" / f"{name}.js").read_text(encoding="utf-8")
