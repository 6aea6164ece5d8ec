"""The book: what its chapters call, and how it is built and served."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slantwise.book.cells import (
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
    from slantwise.book.gallery_cell import gallery
    from slantwise.book.pictures.over_text import side_by_side, voices, would_could
    from slantwise.book.pictures.steps import climb, who_acts
    from slantwise.book.reading_cells import agreement, labels, open_questions, readings
    from slantwise.book.teaching import course_table, pathway

_HOMES = {
    "slantwise.book.cells": (
        "exercise", "keys", "own_text", "panel", "plain", "progress", "provenance",
        "reading_ease", "rules", "show", "worksheets",
    ),
    "slantwise.book.gallery_cell": ("gallery",),
    "slantwise.book.pictures.over_text": ("side_by_side", "voices", "would_could"),
    "slantwise.book.pictures.steps": ("climb", "who_acts"),
    "slantwise.book.reading_cells": ("agreement", "labels", "open_questions", "readings"),
    "slantwise.book.teaching": ("course_table", "pathway"),
}  # fmt: skip

__all__ = [
    "agreement",
    "climb",
    "course_table",
    "exercise",
    "gallery",
    "keys",
    "labels",
    "open_questions",
    "own_text",
    "panel",
    "pathway",
    "plain",
    "progress",
    "provenance",
    "reading_ease",
    "readings",
    "rules",
    "show",
    "side_by_side",
    "voices",
    "who_acts",
    "worksheets",
    "would_could",
]


def __getattr__(name: str) -> Any:
    """Import on first use: building the book needs none of what its cells show."""
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'slantwise.book' has no attribute {name!r}")
    return getattr(import_module(home), name)
