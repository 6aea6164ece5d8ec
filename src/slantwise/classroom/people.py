"""The teacher's own list of who is who: read from a local file, and written nowhere else.

It is the file that ``class report --names`` writes, with columns added by the teacher under the
names that Canvas and Moodle use themselves.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from os.path import abspath
from pathlib import Path

from slantwise.classroom.sheets import RISKY
from slantwise.errors import ContentError
from slantwise.text import read_text
from slantwise.tomlfile import nearest

Person = Mapping[str, str]
UNIQUE = ("id", "sis_user_id", "sis_login_id", "email_address", "username", "id_number")
FIELDS = ("pupil", "file", "student", *UNIQUE, "section")
_AGAIN = "Correct that line."
_SHORTENED = re.compile(r"[0-9.,]+E\+[0-9]+")  # 1.23457E+11


def read_people(path: Path, folder: Path, pupils: Mapping[str, Sequence[str]]) -> dict[str, Person]:
    """Return what the file says of each pupil, by pseudonym; who is not in it is left out.

    A row is for the pupil of its ``file``, or else for its ``pupil``. Raises ContentError, with
    the line, for what does not fit together.
    """
    owner = {_place(folder / file): pupil for pupil, files in pupils.items() for file in files}
    found: dict[str, dict[str, str]] = {}
    for line, row in _rows(path):
        own = owner.get(_place(row["file"])) if row.get("file") else row.get("pupil")
        if own is None or own not in pupils:
            continue
        said = {name: value for name, value in row.items() if value and name in FIELDS[2:]}
        _agree(path, line, found.setdefault(own, {}), said)
    _once(path, found)
    return {pupil: person for pupil, person in found.items() if person}


def _place(path: Path | str) -> str:
    return abspath(path)  # noqa: PTH100 - it asks nothing of the disk, whatever stands there


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with commas, semicolons or tabs, by the names of columns."""
    text = read_text(path)
    head = text.partition("\n")[0]
    between = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        names = _names(path, next(reader, []))
        for cells in reader:
            yield reader.line_num, _row(path, reader.line_num, names, cells)
    except csv.Error as error:
        problem = f"this is no table of comma-separated values: {error}"
        raise ContentError(path, problem, _AGAIN, line=reader.line_num) from None


def _names(path: Path, cells: Sequence[str]) -> list[str]:
    names = [_name(path, cell) for cell in cells]
    if not {"pupil", "file"} & set(names):
        problem = "there is no column “file” and no column “pupil”"
        raise ContentError(path, problem, "Begin with the file that --names writes.", line=1)
    for i, name in enumerate(names):
        if name and name in names[:i]:
            raise ContentError(path, f"there are two columns “{name}”", "Keep one.", line=1)
    return names


def _name(path: Path, cell: str) -> str:
    name = "_".join(cell.lower().split())
    name = {"email": "email_address", "name": "student"}.get(name, name)
    if name and name not in FIELDS:  # a spreadsheet may leave columns without a name
        raise ContentError(path, f"unknown column “{cell}”", nearest(name, FIELDS), line=1)
    return name


def _row(path: Path, line: int, names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if any(cells[len(names) :]):
        problem = "this line has more cells than the first one"
        remedy = 'Put quotation marks around a name with a comma: "Lovelace, Ada".'
        raise ContentError(path, problem, remedy, line=line)
    row = {name: _bare(name, cell) for name, cell in zip(names, cells, strict=False)}
    for name in UNIQUE:
        if _SHORTENED.fullmatch(row.get(name, "")):
            problem = f"“{row[name]}” is what a spreadsheet makes of a long number"
            raise ContentError(path, problem, "Make the column one of text.", line=line)
    return row


def _bare(name: str, cell: str) -> str:
    """Take off the apostrophe that our own tables put before what looks like a formula."""
    cell = cell if name == "file" else " ".join(cell.split())
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def _agree(path: Path, line: int, known: dict[str, str], said: Mapping[str, str]) -> None:
    for name, value in said.items():
        if known.setdefault(name, value) != value:
            problem = f"“{name}” of one pupil is “{known[name]}” above and “{value}” here"
            raise ContentError(path, problem, _AGAIN, line=line)


def _once(path: Path, found: Mapping[str, Person]) -> None:
    """Refuse two pupils of one identifier: a gradebook would keep the points of one of them."""
    for name in UNIQUE:
        seen: dict[str, str] = {}
        for pupil, person in found.items():
            value = person.get(name, "")
            if value and seen.setdefault(value, pupil) != pupil:
                problem = f"{seen[value]} and {pupil} have the same “{name}”, {value}"
                raise ContentError(path, problem, "Correct one of the two lines.")
