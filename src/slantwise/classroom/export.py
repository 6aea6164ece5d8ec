"""What ``slantwise class export`` does: collect, check, reckon points, write one file."""

import sys
from dataclasses import dataclass
from pathlib import Path

from slantwise.classroom.command import read_class
from slantwise.classroom.forms import GRADEBOOKS
from slantwise.classroom.gather import Pupils
from slantwise.classroom.gradebooks import nameless, write_points
from slantwise.classroom.people import read_people
from slantwise.classroom.points import Scale, points
from slantwise.files import refuse_existing, write_told
from slantwise.strings import say


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gradebook, where it goes, and the teacher's list of names if there is one."""

    to: str
    out: Path | None = None
    names: Path | None = None
    semicolon: bool = False

    @property
    def path(self) -> Path:
        """The file that is written."""
        return self.out or Path(GRADEBOOKS[self.to])


def export(folder: Path, wanted: Wanted, root: Path, by: Pupils, scale: Scale) -> int:
    """Write the points of a folder; return 1 where a file or a pupil had to be left out.

    Raises ContentError where there is nothing to export, or a file is in the way.
    """
    refuse_existing(wanted.path)
    found = read_class(folder, root, by)
    people = read_people(wanted.names, folder, found.pupils) if wanted.names else {}
    made = points(found, people, scale)
    named = wanted.names or Path("--names")
    data = write_points(made, wanted.to, named, semicolon=wanted.semicolon)
    write_told(wanted.path, data)
    missing = nameless(made, wanted.to) if wanted.names else []
    if missing:
        told = say("class.points.nameless", n=len(missing), pupils=", ".join(missing))
        sys.stderr.write(f"{named}: {told}\n")
    pupils = say("class.pupils", n=len(made.lines))
    exercises = say("class.exercises", n=len(made.columns))
    sys.stdout.write(f"{pupils}, {exercises}: {wanted.path}\n")
    return 1 if found.faults or missing else 0
