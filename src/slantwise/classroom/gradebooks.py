"""Points in the forms that gradebooks take in; each form keeps to what its reader does.

The traps that these forms avoid were read in the importers' own source: ``gradebook_importer.rb``
of Canvas and ``grade/import/csv/classes/load_data.php`` of Moodle.

- Canvas takes “Title (12)” for its assignment 12, drops a column whose head contains “Final
  Score” and the like, and reads the number at the beginning of an ID.
- Moodle gives a row without an identifier to the pupil of the row before, stops at the first one
  whom it does not know, and takes an empty cell of a new item for a grade; “-” is none.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from slantwise.classroom.people import UNIQUE
from slantwise.classroom.points import Cell, Column, Line, Points
from slantwise.classroom.sheets import harmless
from slantwise.errors import ContentError
from slantwise.strings import say

Value = str | float | None
Row = Sequence[Value]
Table = Iterator[Row]
_BETWEEN = {False: ",", True: ";"}


def write_points(points: Points, to: str, names: Path, *, semicolon: bool = False) -> bytes:
    """Return a gradebook as a file's content; ``names`` is what an error calls the people's file.

    Raises ContentError where a pupil's identifier would not do what it is there for.
    """
    if to == "xlsx":
        return _workbook(plain(points))
    make: dict[str, Callable[[Points, Path], Table]] = {"canvas": canvas, "moodle": moodle}
    rows = make[to](points, names) if to in make else plain(points)
    comma = semicolon and to != "moodle"  # which reads a point in every language
    mark = "\ufeff" if to == "csv" else ""  # for Excel; the two others are for a machine
    return (mark + _csv(rows, _BETWEEN[semicolon], comma=comma)).encode()


# --- Canvas -----------------------------------------------------------------------------

_READ_ONLY = re.compile("(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_CANVAS_FIELDS = ("id", "sis_user_id", "sis_login_id", "section")


def canvas(points: Points, names: Path) -> Table:
    """Yield a gradebook for Canvas, under “Grades”, “Import”."""
    yield (*_CANVAS, *(_canvas_name(column) for column in points.columns))
    yield ("Points Possible", *[""] * 4, *[points.possible] * len(points.columns))
    for line in points.lines:
        told = [_identifier(line, name, names) for name in _CANVAS_FIELDS]
        if not re.fullmatch("[0-9]*", told[0]):
            problem = f"“id” of {line.pupil} is “{told[0]}”, and Canvas has numbers there"
            raise ContentError(names, problem, "Leave it empty, and give “sis_login_id”.")
        own = line.person.get("student") or line.pupil
        yield (own, *told, *(cell.points for cell in line.cells))


def _canvas_name(column: Column) -> str:
    return column.id if _READ_ONLY.search(column.name) else column.name


def _identifier(line: Line, name: str, names: Path) -> str:
    value = line.person.get(name, "")
    if harmless(value) != value and name in UNIQUE:
        problem = f"“{name}” of {line.pupil} begins like a formula, with “{value[:1]}”"
        raise ContentError(names, problem, "Use another way to tell who it is.")
    return value


# --- Moodle -----------------------------------------------------------------------------

_MOODLE = {"email_address": "Email address", "username": "Username", "id_number": "ID number"}
_MOODLE_MOST = 100


def moodle(points: Points, names: Path) -> Table:
    """Yield grades for Moodle, under “Grades”, “Import”, “CSV file”: one column says who it is."""
    if points.possible > _MOODLE_MOST:
        problem = f"an exercise is worth {points.possible:g} points"
        raise ContentError("--points", problem, f"Moodle takes {_MOODLE_MOST} at most.")
    by = moodle_identifier(points)
    head = _MOODLE.get(by, "Pupil")
    yield (head, *(name for column in points.columns for name in _moodle_names(column)))
    for line in points.lines:
        who = _identifier(line, by, names) if by else line.pupil
        if who:
            cells = zip(points.columns, line.cells, strict=True)
            yield (who, *(value for column, cell in cells for value in _moodle(column, cell)))


def _moodle_names(column: Column) -> Iterator[str]:
    yield column.name
    if not column.rubric:
        yield f"{column.name} ({say('class.points.said')})"


def _moodle(column: Column, cell: Cell) -> Iterator[Value]:
    yield "-" if cell.points is None else cell.points
    if not column.rubric:
        yield cell.said


def moodle_identifier(points: Points) -> str:
    """Return the identifier that most pupils have, or nothing where none has any."""
    counts = {name: sum(name in line.person for line in points.lines) for name in _MOODLE}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def nameless(points: Points, to: str) -> list[str]:
    """Return the pupils whom the gradebook's importer cannot know."""
    wanted = {"moodle": (moodle_identifier(points),), "canvas": ("student", *UNIQUE[:3])}
    return [
        line.pupil
        for line in points.lines
        if not any(name in line.person for name in wanted.get(to, ("student", *UNIQUE)))
    ]


# --- a plain table ----------------------------------------------------------------------


def plain(points: Points) -> Table:
    """Yield a table to read: pseudonyms, what the teacher's file adds, points, rubrics."""
    fields = [
        name
        for name in ("student", *UNIQUE, "section")
        if any(name in line.person for line in points.lines)
    ]
    heads = [name for column in points.columns for name in _heads(column, points.possible)]
    yield ("pupil", *fields, *heads)
    for line in points.lines:
        told = [line.person.get(name, "") for name in fields]
        cells = zip(points.columns, line.cells, strict=True)
        yield (line.pupil, *told, *(value for pair in cells for value in _plain(*pair)))


def _heads(column: Column, possible: float) -> Iterator[str]:
    if column.rubric:
        yield from (f"{column.name}: {line}" for line in column.rubric)
    else:
        yield f"{column.name} ({say('class.points.of', n=f'{possible:g}')})"


def _plain(column: Column, cell: Cell) -> Iterator[Value]:
    yield from [None] * len(column.rubric) if column.rubric else [cell.points]


# --- files ------------------------------------------------------------------------------


def _csv(rows: Iterable[Row], between: str, *, comma: bool) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=between, lineterminator="\r\n")
    writer.writerows([_text(value, comma=comma) for value in row] for row in rows)
    return file.getvalue()


def _text(value: Value, *, comma: bool) -> str:
    if isinstance(value, str):
        return value if value == "-" else harmless(value)
    told = "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
    return told.replace(".", ",") if comma else told


def _workbook(rows: Iterable[Row]) -> bytes:
    """Return an Excel workbook; text is written as text, and its dates are always the same."""
    import xlsxwriter  # pure Python, needed here only

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        page = book.add_worksheet(say("class.points.sheet"))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(y, x, harmless(value), *([] if y else [head]))
                elif value is not None:
                    page.write_number(y, x, value)
        page.freeze_panes(1, 1)
        page.set_column(0, 40, 18)
        book.add_worksheet(say("class.points.notes")).write_string(0, 0, say("class.points.how"))
    return file.getvalue()
