"""From the scores of a class to points for a gradebook.

Points are the score in [0, 1], as the page and ``slantwise check`` give it, times what an
exercise is worth, to two decimals. No answer gives no points, which is not nought. What is
rewritten or written freely has no score; its column is left for the teacher.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from slantwise.classroom.gather import Class, Row
from slantwise.classroom.people import Person
from slantwise.exercises.load import Exercise
from slantwise.strings import say

WRITTEN = ("rewrite", "reflect")
_LONGEST = 200  # characters of a title in a column's head; Canvas has room for 255


@dataclass(frozen=True, slots=True)
class Scale:
    """What an exercise is worth, and whether a revised answer counts in place of the first."""

    possible: float = 10
    revised: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One exercise; ``rubric`` has the lines that a teacher fills in, where it has no score."""

    id: str
    name: str
    rubric: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one pupil has in one exercise."""

    points: float | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil: the pseudonym, what the teacher's file says, and a cell for each column."""

    pupil: str
    person: Person
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a class."""

    possible: float
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def points(found: Class, people: Mapping[str, Person], scale: Scale) -> Points:
    """Return the points of every pupil who has an answer that could be used."""
    columns = tuple(_column(found.exercises[id]) for id in found.rows)
    by_pupil = [{row.pupil: row for row in rows} for rows in found.rows.values()]
    lines = tuple(
        Line(pupil, people.get(pupil, {}), tuple(_cell(own.get(pupil), scale) for own in by_pupil))
        for pupil in found.pupils
        if any(pupil in own for own in by_pupil)
    )
    return Points(scale.possible, columns, lines)


def _column(exercise: Exercise) -> Column:
    task = exercise.task
    title = " ".join(task.title.split())[:_LONGEST]
    lines = say(f"class.rubric.{task.kind}").split("; ") if task.kind in WRITTEN else ()
    return Column(task.id, f"{title} [{task.id}]", tuple(lines))


def _cell(row: Row | None, scale: Scale) -> Cell:
    if row is None or row.first.record.first is None:
        return Cell()
    first, later = row.first.record.first, row.revised.record.first if row.revised else None
    counted = later if scale.revised and later is not None else first
    said = say("class.points.first", first=f"{first:.2f}")
    if later is not None:
        said = say("class.points.both", first=f"{first:.2f}", revised=f"{later:.2f}")
    return Cell(round(counted * scale.possible, 2), said)
