"""What a person sees while the book is built, and what they read when it fails."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Takes one line of Sphinx's output and shows what it means, if anything.
Progress = Callable[[str], None]

_STEP = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\] (\S+)")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# Running the cells happens while reading, and takes most of the time.
_SHARE = {"reading sources": (0, 85), "writing output": (85, 15)}
_WORDS = {"reading sources": "Reading and running", "writing output": "Writing"}


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Show a bar where there is a terminal, and plain lines where there is none."""
    if not sys.stdout.isatty():
        yield _plain
        return
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, transient=True) as bar:
        task = bar.add_task("Building the book", total=100)

        def step(line: str) -> None:
            if found := _step(line):
                bar.update(task, completed=found[0], description=found[1])

        yield step


def without_colour(line: str) -> str:
    """Return the line without the codes that colour it on a terminal."""
    return _ANSI.sub("", line)


def _plain(line: str) -> None:
    if found := _step(line):
        sys.stdout.write(f"{found[0]:3}%  {found[1]}\n")
        sys.stdout.flush()


def _step(line: str) -> tuple[int, str] | None:
    found = _STEP.search(line)
    if not found:
        return None
    phase, percent, page = found.groups()
    start, share = _SHARE[phase]
    return start + share * int(percent) // 100, f"{_WORDS[phase]} {page}"


def problems(log: str, root: Path) -> list[str]:
    """Return the lines of a log that say what is wrong, with paths as seen from the course."""
    marks = re.compile(r"\b(WARNING|ERROR|CRITICAL|SEVERE)\b:? |^(\w+\.)*\w*(Error|Exception): ")
    lines = (line.strip() for line in log.splitlines())
    # What Jupyter's kernel says of itself is no problem of the book.
    lines = (line for line in lines if not line.startswith("[IPKernelApp]"))
    found = [line.replace(f"{root}/", "") for line in lines if marks.search(line)]
    return list(dict.fromkeys(found))[:12]
