"""What ``slantwise class report`` does: collect, check, count, write."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from slantwise.classroom.collect import Source, find_sources
from slantwise.classroom.gather import Class, Pupils, gather
from slantwise.classroom.marked import Heat, heat
from slantwise.classroom.page import html_page
from slantwise.classroom.sheets import SHEETS, names, sheets
from slantwise.errors import ContentError
from slantwise.exercises.load import Marking
from slantwise.files import refuse_existing, write_told
from slantwise.strings import say


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the report goes, and the tables and the names if they are wanted."""

    page: Path
    tables: Path | None = None
    names: Path | None = None

    def paths(self) -> list[Path]:
        """Return every file that will be written."""
        tables = [self.tables / name for name in SHEETS] if self.tables else []
        return [self.page, *tables, *([self.names] if self.names else [])]


def report(folder: Path, targets: Targets, root: Path, by: Pupils) -> int:
    """Write the report on a folder; return 1 where some of it could not be used.

    Raises ContentError where there is nothing to report, or a file is in the way.
    """
    for path in targets.paths():
        refuse_existing(path)
    found = read_class(folder, root, by)
    _write(found, targets, folder)
    counts = (say("class.pupils", n=found.answering), say("class.answers", n=found.answers))
    faults = say("class.faults.count", n=len(found.faults))
    sys.stdout.write(f"{', '.join((*counts, faults))}: {targets.page}\n")
    return 1 if found.faults else 0


def read_class(folder: Path, root: Path, by: Pupils) -> Class:
    """Read and check a folder, and tell of each file that could not be used.

    Raises ContentError where none can.
    """
    found = gather(find_sources(folder), root, by, _bar)
    for fault in found.faults:
        sys.stderr.write(f"{ContentError(folder / fault.file, fault.problem)}\n")
    if not found.rows:
        raise ContentError(folder, "no answer here can be used", "See the reasons above.")
    return found


def _bar(sources: Iterable[Source]) -> Iterable[Source]:
    console = Console(file=sys.stderr)
    quiet = not console.is_terminal
    listed = list(sources)
    return track(listed, description=say("class.reading"), console=console, disable=quiet)


def heats(found: Class) -> dict[str, Heat]:
    """Return the class over each text that was marked."""
    return {
        id: heat(exercise, rows)
        for id, rows in found.rows.items()
        if isinstance(exercise := found.exercises[id], Marking)
    }


def _write(found: Class, targets: Targets, folder: Path) -> None:
    maps = heats(found)
    made = {targets.page: html_page(found, maps)}
    if targets.tables:
        made |= {targets.tables / name: text for name, text in sheets(found, maps).items()}
    if targets.names:
        made[targets.names] = names(found, folder)
    for path, text in made.items():
        write_told(path, text)
