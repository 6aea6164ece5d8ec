"""The book: what its chapters call, and how it is built and served."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slantwise.book.cells import (
        agreement,
        exercise,
        keys,
        own_text,
        panel,
        plain,
        progress,
        provenance,
        reading_ease,
        rules,
        show,
        worksheets,
    )

__all__ = [
    "agreement",
    "exercise",
    "keys",
    "own_text",
    "panel",
    "plain",
    "progress",
    "provenance",
    "reading_ease",
    "rules",
    "show",
    "worksheets",
]


def __getattr__(name: str) -> Any:
    """Import on first use: building the book needs none of what its cells show."""
    if name not in __all__:
        raise AttributeError(f"module 'slantwise.book' has no attribute {name!r}")
    return getattr(import_module("slantwise.book.cells"), name)
