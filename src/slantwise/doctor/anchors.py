"""Marks that lost their places because the article was edited, and finding them again.

Each mark of a reading says where it stands and repeats the words. When the words do not stand
there any more, they are looked for as the W3C's Web Annotation model does it: first the exact
quotation, then, where it occurs several times, the one with the same words around it, which
the reading keeps as its sentence. What stays open between two places that are equally good,
and words that are gone, are listed and never guessed.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from slantwise.annotation import Span
from slantwise.articles import list_articles
from slantwise.errors import ContentError
from slantwise.text import layout, read_text
from slantwise.tomlfile import read_toml

KINDS = ("loaded", "framing", "fair")
LOST = "lost"  # the key of a line of a reading under which lost marks are kept
_ALIKE = 0.6  # how like a sentence must be to count as the old one, edited
_CONTEXT = 40  # characters on each side that are compared


@dataclass(frozen=True, slots=True)
class Move:
    """One mark: where it stood and where it stands now.

    ``now`` is None where it is lost, ``was`` where somebody wrote its words without a place.
    """

    line: int
    words: str
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Drift:
    """A reading some of whose marks do not fit, and the file as it would be mended."""

    article: str
    path: Path
    moves: tuple[Move, ...]
    mended: str = field(repr=False)

    def findings(self) -> Iterator[ContentError]:
        """Yield a finding for each mark."""
        for move in self.moves:
            if move.now is None:
                problem = f"“{move.words}” does not stand in its sentence, or more than once"
                remedy = "Mark words that stand there once, or delete the mark."
            elif move.was is None:
                problem = f"“{move.words}” has no place yet"
                remedy = "Run: slantwise doctor --fix-anchors"
            else:
                problem = f"“{move.words}” stands at {move.now} now, and no longer at {move.was}"
                remedy = "Run: slantwise doctor --fix-anchors"
            yield ContentError(self.path, problem, remedy, line=move.line)


def drifts(root: Path) -> Iterator[Drift]:
    """Yield every reading whose marks do not fit its article.

    Files that cannot be read are left to the loading of the article, which says why.
    """
    for id in list_articles(root):
        folder = root / "articles" / id
        try:
            data = read_toml(folder / "article.toml").data
            text = read_text(folder / str(data.get("text")))
            paths = [folder / row["file"] for row in data.get("reading", ())]
            inside = [path for path in paths if path.resolve().is_relative_to(folder.resolve())]
            files = [(path, read_text(path)) for path in inside]
        except (ContentError, TypeError, KeyError, ValueError):
            continue
        for path, source in files:
            if drift := _drift(id, path, source, text):
                yield drift


def _drift(id: str, path: Path, source: str, text: str) -> Drift | None:
    lines = source.split("\n")
    units = [_unit(line) for line in lines]
    if not any(row for unit in units if unit for row in _astray(unit, text)):
        return None
    finder = _Finder(text)
    moves = [move for n, unit in enumerate(units, 1) if unit for move in _mend(unit, finder, n)]
    mended = [
        json.dumps(unit, ensure_ascii=False) if unit else line
        for unit, line in zip(units, lines, strict=True)
    ]
    return Drift(id, path, tuple(moves), "\n".join(mended))


def _unit(line: str) -> dict[str, Any] | None:
    try:
        unit = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return unit if isinstance(unit, dict) else None


def _places(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object in a line that says where some words stand, the line itself first."""
    if isinstance(value, dict):
        if _fits(value):
            yield value
        for key, inner in value.items():
            if key != LOST:
                yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def _fits(row: dict[str, Any]) -> bool:
    kinds = {"start": int, "end": int, "text": str}
    whole = all(type(row.get(key)) is kind for key, kind in kinds.items())
    return whole and row["text"] != ""


def _stands(row: dict[str, Any], text: str) -> bool:
    start, end = row["start"], row["end"]
    return bool(0 <= start < end and text[start:end] == row["text"])


def _astray(unit: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Return the marks of a line that do not stand where they say; these stop the loading."""
    return [row for _, row in _marks(unit) if not _fits(row) or not _stands(row, text)]


def _marks(unit: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the marks of a line, each with its kind, also those without a place."""
    rows = [(kind, unit.get(kind)) for kind in KINDS]
    marks = [(kind, row) for kind, listed in rows if isinstance(listed, list) for row in listed]
    return [(kind, row) for kind, row in marks if isinstance(row, dict) and _has_words(row)]


def _has_words(row: dict[str, Any]) -> bool:
    """Tell whether a mark has words, and a whole place or none at all."""
    words = row.get("text")
    return (
        isinstance(words, str) and words != "" and (_fits(row) or not {"start", "end"} & set(row))
    )


# --- finding ----------------------------------------------------------------------------


class _Finder:
    """Looks for words in the edited text; remembers how far the last ones have moved."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = [sentence.span for sentence in layout(text).sentences]
        self.shift = 0

    def sentence(self, unit: dict[str, Any]) -> Span | None:
        """Return where a line's own sentence stands now, exact or edited."""
        if not _fits(unit):
            return None
        if _stands(unit, self.text):
            return Span(unit["start"], unit["end"])
        exact = self.nearest(unit["text"], unit["start"])
        if exact is not None:
            return Span(exact, exact + len(unit["text"]))
        like = [
            (SequenceMatcher(None, unit["text"], s.of(self.text)).ratio(), s)
            for s in self._near(unit)
        ]
        best = max(like, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= _ALIKE else None

    def _near(self, unit: dict[str, Any]) -> list[Span]:
        """Return the sentences of a similar length: comparing all with all would be slow."""
        size = len(unit["text"])
        alike = [s for s in self.sentences if size / 2 <= s.end - s.start <= size * 2]
        return sorted(alike, key=lambda s: abs(s.start - unit["start"] - self.shift))[:40]

    def nearest(self, words: str, was: int) -> int | None:
        """Return the only place of some words, else the one nearest to where they should be.

        None where they do not occur, or two places are equally near.
        """
        found = self.all(words)
        ranked = sorted(found, key=lambda at: abs(at - was - self.shift))
        if len(ranked) > 1:
            first, second = (abs(at - was - self.shift) for at in ranked[:2])
            if first == second:
                return None
        return ranked[0] if ranked else None

    def all(self, words: str, within: Span | None = None) -> list[int]:
        """Return every place where some words begin."""
        start, end = (within.start, within.end) if within else (0, len(self.text))
        found, at = [], self.text.find(words, start, end)
        while at >= 0:
            found.append(at)
            at = self.text.find(words, at + 1, end)
        return found

    def mark(self, row: dict[str, Any], unit: dict[str, Any], home: Span | None) -> int | None:
        """Return where a mark begins now: in its sentence if it can, else by its context."""
        inside = self.all(row["text"], home) if home else []
        if len(inside) == 1:
            return inside[0]
        found = inside or self.all(row["text"])
        if len(found) <= 1:
            return found[0] if found else None
        before, after = _around(row, unit)
        if not before and not after:
            return self.nearest(row["text"], row["start"]) if _fits(row) and not inside else None
        scored = sorted(((self._context(at, row, before, after), at) for at in found), reverse=True)
        return scored[0][1] if scored[0][0] > scored[1][0] else None

    def _context(self, at: int, row: dict[str, Any], before: str, after: str) -> int:
        """Return how many characters on both sides are as they were."""
        end = at + len(row["text"])
        left = self.text[max(0, at - len(before)) : at]
        return _shared(before[::-1], left[::-1]) + _shared(after, self.text[end : end + len(after)])


def _around(row: dict[str, Any], unit: dict[str, Any]) -> tuple[str, str]:
    """Return what stood before and after a mark, as far as its line tells."""
    at = row["start"] - unit["start"] if _fits(unit) and _fits(row) else -1
    end = at + len(row["text"])
    if at < 0 or unit["text"][at:end] != row["text"]:
        return "", ""
    return unit["text"][max(0, at - _CONTEXT) : at], unit["text"][end : end + _CONTEXT]


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


# --- mending ----------------------------------------------------------------------------


def _mend(unit: dict[str, Any], finder: _Finder, line: int) -> list[Move]:
    """Move everything in a line to where it stands now, and return what became of its marks."""
    old = {key: unit.get(key) for key in ("start", "end", "text")}
    home = finder.sentence(unit)
    moves: list[Move] = []
    for kind, row in _marks(unit):
        was = row.get("start")
        now = was if _fits(row) and _stands(row, finder.text) else finder.mark(row, old, home)
        if now is None:
            unit[kind].remove(row)
            unit.setdefault(LOST, []).append({"kind": kind, **row})
        else:
            finder.shift = finder.shift if was is None else now - was
            row.update(start=now, end=now + len(row["text"]))
        if now is None or now != was:
            moves.append(Move(line, row["text"], was, now))
    if home and _fits(unit):
        _move_rest(unit, finder, old, home)
    return moves


def _move_rest(unit: dict[str, Any], finder: _Finder, old: dict[str, Any], home: Span) -> None:
    """Move the sentence itself, and what else in its line has a place, where that is certain."""
    for row in list(_places(unit))[1:]:
        if not _stands(row, finder.text):
            now = finder.mark(row, old, home)
            if now is not None:
                row.update(start=now, end=now + len(row["text"]))
    unit.update(start=home.start, end=home.end, text=home.of(finder.text))


def lost_marks(root: Path) -> Iterator[ContentError]:
    """Yield the marks that an earlier mending has put aside as lost."""
    for path in sorted((root / "articles").glob("*/**/*.jsonl")):
        try:
            lines = read_text(path).split("\n")
        except ContentError:
            continue
        for number, line in enumerate(lines, start=1):
            unit = _unit(line) if f'"{LOST}"' in line else None
            rows: Sequence[Any] = (unit or {}).get(LOST, ())
            for row in rows if isinstance(rows, list) else ():
                words = str(row.get("text", ""))[:80] if isinstance(row, dict) else ""
                problem = f"“{words}” lost its place when the article was edited"
                remedy = f"Mark other words, and delete it from “{LOST}”."
                yield ContentError(path, problem, remedy, line=number)
