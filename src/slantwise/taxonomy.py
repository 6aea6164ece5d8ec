"""One vocabulary for what readings mark: lenses, labels, and what other words for them mean."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from slantwise.annotation import LENSES
from slantwise.strings import say
from slantwise.text import fold
from slantwise.tomlfile import parse_toml

# What a mark may be filed under: a lens, or *fair* for a passage that is in order.
Shelf = Literal["loaded", "unsourced", "framing", "fair"]


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of thing that a reading may mark.

    ``example`` has the exact words in double brackets; in ``fair`` nothing is to be marked.
    ``source`` is the id of a work, and ``term`` the work's own name for the concept.
    Labels of “No source found” are of two groups, *claim* and *rung*: a sentence is marked
    where both of its labels have ``wants``.
    """

    id: str
    lens: Shelf
    name: str
    means: str
    example: str
    fair: str
    source: str
    term: str
    maps: tuple[str, ...]
    group: str = ""
    wants: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What this project decided where the codebook was open, and why."""

    question: str
    ruling: str
    reason: str


@cache
def labels() -> tuple[Label, ...]:
    """Return every label, lens by lens."""
    return tuple(Label(**{**row, "maps": tuple(row["maps"])}) for row in _data()["label"])


@cache
def rulings() -> tuple[Ruling, ...]:
    """Return the rulings on what the codebook left open."""
    return tuple(Ruling(**row) for row in _data()["ruling"])


@cache
def works() -> dict[str, str]:
    """Return the works that the labels come from, by their ids."""
    return {row["id"]: row["work"] for row in _data()["source"]}


def meant(lens: Shelf, word: str, group: str = "") -> Label | None:
    """Return the label that a reading means by a word which it files under a lens, if any."""
    return _meant().get((lens, group, plain(word)))


def tagged(tag: str, lens: Shelf | None = None) -> tuple[Shelf, str] | None:
    """Return the lens and the label that a tag names; a lens's own name has the label "".

    A lens may stand before its label, “framing: hidden motive”, or be given: then a label of
    this lens is preferred.
    """
    shelf, label = _under(lens, plain(tag)) if lens else (None, "")
    if shelf and label:
        return shelf, label
    for mark in (":", "/"):
        before, _, rest = tag.partition(mark)
        shelf, label = _tagged().get(plain(before), (None, "?"))
        if shelf and not label:
            return _under(shelf, plain(rest))
    return _tagged().get(plain(tag))


def _under(lens: Shelf, word: str) -> tuple[Shelf, str]:
    """Return the label that a word names under a lens, else the lens alone."""
    names = (x for x in labels() if x.lens == lens and plain(x.name) == word)
    means = (meant(lens, word, group) for group in ("", "claim", "rung"))
    found = next((x for x in (*names, *means) if x), None)
    return (found.lens, found.id) if found else (lens, "")


def plain(word: str) -> str:
    """Return a word as it is compared: lower case, hyphens for whatever joins its parts."""
    return "-".join(fold(word).replace("_", " ").replace("-", " ").replace("#", " ").split())


@cache
def _data() -> dict[str, Any]:
    source = (files("slantwise") / "taxonomy.en.toml").read_text(encoding="utf-8")
    return parse_toml(source, Path("taxonomy.en.toml")).data


@cache
def _meant() -> dict[tuple[str, str, str], Label]:
    """Return the labels by lens, group and word: their ids, and the words of readings."""
    rows = {}
    for label in labels():
        for word in (label.id, plain(label.name), *label.maps):
            other, crossed, own = word.partition(": ")
            lens, said = (other, own) if crossed else (label.lens, word)
            rows[lens, label.group, said] = label
    return rows


@cache
def _tagged() -> dict[str, tuple[Shelf, str]]:
    """Return what a tag means; ids come before names, names before the words of readings."""
    rows: dict[str, tuple[Shelf, str]] = {}
    for label in reversed(labels()):
        rows |= {word.partition(": ")[2] or word: (label.lens, label.id) for word in label.maps}
    rows |= {plain(label.name): (label.lens, label.id) for label in reversed(labels())}
    rows |= {label.id: (label.lens, label.id) for label in labels()}
    for lens in LENSES:
        rows |= {lens: (lens, ""), plain(say(f"lens.{lens}")): (lens, "")}
    return rows
