"""Slantwise: read one article through three lenses, mark it, and check yourself."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slantwise.exercises.check import check
    from slantwise.lenses import annotate
    from slantwise.reader.widget import Practice, Progress, Reader

__all__ = ["Practice", "Progress", "Reader", "annotate", "check"]
__version__ = "0.1.0"

_HOMES = {
    "Practice": "slantwise.reader.widget",
    "Progress": "slantwise.reader.widget",
    "Reader": "slantwise.reader.widget",
    "annotate": "slantwise.lenses",
    "check": "slantwise.exercises.check",
}


def __getattr__(name: str) -> Any:
    """Import on first use: the core runs where ipywidgets and pydantic do not."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'slantwise' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
