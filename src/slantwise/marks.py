"""What a close reading marks, and the file that keeps it: one JSON object a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slantwise.annotation import LENSES, Lens, Span
from slantwise.errors import ContentError
from slantwise.taxonomy import Label, meant
from slantwise.text import read_text

# The lists of a line: their name, the key of the label, and the key of the reader's reason.
_LISTS: tuple[tuple[str, Lens | None, str, str], ...] = (
    ("loaded", "loaded", "category", "reason"),
    ("framing", "framing", "device", "reason"),
    ("unsourced", "unsourced", "claim", "reason"),
    ("fair", None, "label", "why"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage that a reading marks; ``lens`` is None where it calls the passage fair.

    ``label`` is an id of the taxonomy, or the reading's own word where no label has it.
    """

    span: Span
    lens: Lens | None
    label: str
    why: str
    neutral: str = ""

    def is_fair_under(self, lens: Lens) -> bool:
        """Tell whether this calls the passage fair under a lens.

        A call of fair speaks of the wording, and *sourced* of nothing but the source.
        """
        return self.lens is None and (self.label == "sourced") == (lens == "unsourced")


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's close reading of a whole article."""

    id: str
    about: str
    marks: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """What the reading is called on the page: “A”, or “My class” for ``my-class``."""
        return self.id.replace("-", " ").capitalize()


def read_marks(path: Path, text: str) -> tuple[Mark, ...]:
    """Read a reading's file and return its marks in the order of the text, each once.

    Raises ContentError, with the line, for a line that does not fit the text.
    """
    marks: list[Mark] = []
    # Not splitlines(): a line of JSON may hold other line ends, such as U+2028, in its strings.
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        try:
            marks.extend(_marks(json.loads(line), text) if line.strip() else ())
        except (ValueError, RecursionError) as error:
            problem = f"this line of the reading does not fit: {error}"
            remedy = "Each line is one JSON object; see CONTRIBUTING.md, “Readings”."
            raise ContentError(path, problem, remedy, line=number) from None
    return ordered(marks)


def ordered(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return marks in the order of the text; the same words under one label count once."""
    unique: dict[tuple[Span, Lens | None, str], Mark] = {}
    for mark in marks:
        unique.setdefault((mark.span, mark.lens, mark.label), mark)
    return tuple(sorted(unique.values(), key=_place))


def _place(mark: Mark) -> tuple[Span, int, str]:
    return mark.span, LENSES.index(mark.lens) if mark.lens else len(LENSES), mark.label


def mark_line(mark: Mark, text: str) -> str:
    """Return a mark as a line of a reading's file, without the line end."""
    name, _, label, why = next(row for row in _LISTS if row[1] == mark.lens)
    row = {
        "start": mark.span.start,
        "end": mark.span.end,
        "text": mark.span.of(text),
        label: mark.label,
        why: mark.why,
    }
    if mark.neutral:
        row["neutral"] = mark.neutral
    return json.dumps({name: [row]}, ensure_ascii=False)


# --- from a line to marks ---------------------------------------------------------------


def _marks(unit: object, text: str) -> Iterator[Mark]:
    if not isinstance(unit, dict):
        raise ValueError("it is no JSON object")
    for name, lens, label, why in _LISTS:
        for row in _rows(unit, name):
            yield _mark(row, lens, label, why, text)
    yield from _sentence(unit, text)


def _rows(unit: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = unit.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"“{name}” is no list of objects")
    return rows


def _mark(row: dict[str, Any], lens: Lens | None, label: str, why: str, text: str) -> Mark:
    row = {label: "fair", "neutral": "", **row} if lens is None else {"neutral": "", **row}
    for key in (label, why):
        if not isinstance(row.get(key), str):
            raise ValueError(f"“{key}” is missing, or no text")
    if not isinstance(row["neutral"], str):
        raise ValueError("“neutral” is no text")
    span = _span(row, text)
    found = _label(lens, row[label])
    if found is None:
        return Mark(span, lens, row[label], row[why], row["neutral"])
    shelf = None if found.lens == "fair" else found.lens
    return Mark(span, shelf, found.id, row[why], row["neutral"])


def _label(lens: Lens | None, word: str) -> Label | None:
    """Return the label that a word means; under “No source found”, a claim or a rung."""
    groups = ("claim", "rung") if lens == "unsourced" else ("",)
    found = (meant(lens or "fair", word, group) for group in groups)
    return next(filter(None, found), None)


def _span(row: dict[str, Any], text: str) -> Span:
    for key, kind in (("start", int), ("end", int), ("text", str)):
        if type(row.get(key)) is not kind:
            raise ValueError(f"“{key}” is missing, or no {'number' if kind is int else 'text'}")
    span = Span(row["start"], row["end"])
    if span.of(text) != row["text"]:
        raise ValueError(f"the text at {span.start} to {span.end} is not “{row['text']}”")
    return span


def _sentence(unit: dict[str, Any], text: str) -> Iterator[Mark]:
    """Yield what a reading's sorting of a whole sentence says of its source.

    A heading makes no mark, nor does a line that does not say which sentence it is about.
    """
    if unit.get("kind") == "heading" or not {"claim_type", "attribution", "start"} <= unit.keys():
        return
    claim, rung = _sorted(unit, "claim_type", "claim"), _sorted(unit, "attribution", "rung")
    span, why = _span(unit, text), f"{claim.says}, and {rung.says}."
    if claim.wants and rung.wants:
        yield Mark(span, "unsourced", claim.id, why)
    elif claim.id != "no-claim" and not rung.wants:
        yield Mark(span, None, "sourced", why)


def _sorted(unit: dict[str, Any], key: str, group: str) -> Label:
    word = unit[key]
    found = meant("unsourced", word, group) if isinstance(word, str) else None
    if found is None:
        raise ValueError(f"“{key}” is no label of the taxonomy: {str(word)[:40]!r}")
    return found
