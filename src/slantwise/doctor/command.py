"""What ``slantwise doctor`` prints: one line a finding, then the table of what was checked."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from slantwise.doctor.course import Check
from slantwise.doctor.examine import examine
from slantwise.doctor.fix import fix_anchors
from slantwise.errors import ContentError


def doctor(root: Path, *, fix: bool = False) -> int:
    """Prove a course and return the exit status: 0 all is well, 1 something was found.

    Raises ContentError where the course cannot be read at all.
    """
    for line in fix_anchors(root) if fix else ():
        sys.stdout.write(_short(line, root) + "\n")
    checks = examine(root)
    lines = told(checks, root)
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.write("\n" if lines else "")
    Console(highlight=False, soft_wrap=False).print(table(checks))
    sys.stdout.write(_sum(lines))
    return 1 if lines else 0


def told(checks: Iterable[Check], root: Path) -> list[str]:
    """Return the findings as lines, each once, with paths from the current folder."""
    lines = [_line(error, root) for check in checks for error in check.findings]
    return list(dict.fromkeys(lines))


def table(checks: Sequence[Check]) -> Table:
    """Return what was checked, how much of it, and with how many findings."""
    made = Table(box=None, pad_edge=False)
    made.add_column("Demand", no_wrap=True)
    made.add_column("Checked", justify="right")
    made.add_column("Found", justify="right")
    made.add_column("")
    for check in checks:
        count = len(check.findings)
        style = "bold red" if count else "green"
        found = Text(str(count) if count else "-", style=style)
        made.add_row(Text(check.demand), str(check.checked), found, Text(check.note))
    return made


def _sum(lines: Sequence[str]) -> str:
    if not lines:
        return "\nThe course is sound.\n"
    count = "1 finding" if len(lines) == 1 else f"{len(lines)} findings"
    return f"\n{count}. Each line says where, and how to mend it.\n"


def _line(error: ContentError, root: Path) -> str:
    line = str(error)
    if not Path(error.path).is_absolute():
        line = str(root / error.path) + line.removeprefix(error.path)
    return _short(line, root)


def _short(line: str, root: Path) -> str:
    """Return a line with its path from the current folder, where the course lies in it."""
    here = Path.cwd()
    return line.removeprefix(f"{here}{os.sep}") if root.is_relative_to(here) else line
