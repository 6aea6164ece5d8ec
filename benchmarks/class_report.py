"""How fast is the report on a class? ``python benchmarks/class_report.py`` measures it.

It makes answer files of 40 marks each, in a folder that is removed afterwards, and runs the
command on them in a process of its own: time on the clock, time of the processor, which a busy
machine does not lengthen as much, and the most memory that was held.

``--peer-python PYTHON`` measures nbgrader beside it in the same run; nbgrader is no part of our own
environment, for it would change what is pinned there: ``python -m venv peer``, then
``peer/bin/pip install nbgrader``. ``--write FILE`` keeps the tables.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import peer_nbgrader
from made_up_class import answer_to, many_marks

from slantwise import __version__
from slantwise.articles import find_root
from slantwise.exercises.load import Marking, load_exercise

MARKS = 40
EXERCISE = "loaded-opening"
SECONDS, MEMORY = 20, 1024  # the reach for 10,000 files
Used = tuple[float, float, float]  # seconds on the clock, of the processor, and MiB


def make(folder: Path, root: Path, files: int) -> None:
    """Write so many answer files, a hundred in a folder."""
    exercise = load_exercise(EXERCISE, root)
    assert isinstance(exercise, Marking)  # noqa: S101
    random = Random(1)  # noqa: S311 - no secret
    for n in range(files):
        answer = answer_to(exercise, many_marks(exercise, MARKS, random))
        data = {"format": "slantwise-answers", "version": 1, "answers": [answer]}
        path = folder / f"{n // 100:03}" / f"{n:05}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False), "utf-8")


def measure(files: int, *command: str) -> Used:
    """Return what a command on so many files uses; OUT in it stands for a folder."""
    with tempfile.TemporaryDirectory() as name:
        answers, out = Path(name) / "answers", Path(name) / "out"
        make(answers, find_root(), files)
        words = [sys.executable, "-m", "slantwise", "class", command[0], str(answers)]
        words += [word.replace("OUT", str(out)) for word in command[1:]]
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the command ended with status {process.returncode}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


REPORT = ("report", "--out", "OUT/report.html", "--csv", "OUT")
EXPORT = ("export", "--to", "canvas", "--out", "OUT/points.csv")


def growth(sizes: list[int]) -> Iterator[str]:
    """Yield a table of the report over more and more files."""
    yield "| answer files of 40 marks | seconds | of the processor | ms a file | MiB |"
    yield "|---|---|---|---|---|"
    for files in sizes:
        took, cpu, peak = measure(files, *REPORT)
        yield (f"| {files:,} | {took:.1f} | {cpu:.1f} | {1000 * cpu / files:.2f} | {peak:.0f} |")
    yield f"| reach for 10,000 | {SECONDS} | | | {MEMORY:,} |"


def beside(python: Path | None, few: int, many: int) -> Iterator[str]:
    """Yield a table of what one answer costs, here and in nbgrader."""
    yield "| program | what it does | answers | seconds | ms of the processor for each | MiB |"
    yield "|---|---|---|---|---|---|"
    own = f"slantwise {__version__}"
    yield _row(f"{own}, class report", "compares 40 marks", few, measure(few, *REPORT))
    yield _row(f"{own}, class report", "compares 40 marks", many, measure(many, *REPORT))
    yield _row(f"{own}, class export", "points for Canvas", many, measure(many, *EXPORT))
    if python is None:
        yield "| nbgrader | runs a notebook with 40 tests | not measured | | | |"
        return
    version, *used = peer_nbgrader.measure(python, few)
    took, cpu, peak = used
    told = "runs a notebook with 40 tests"
    yield _row(f"nbgrader {version}, autograde", told, few, (took, cpu, peak))


def _row(program: str, does: str, n: int, used: Used) -> str:
    took, cpu, peak = used
    return f"| {program} | {does} | {n:,} | {took:.1f} | {1000 * cpu / n:.1f} | {peak:.0f} |"


def report(sizes: list[int], python: Path | None, few: int) -> Iterator[str]:
    """Yield both tables, and on what they were measured."""
    where = f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors"
    load = os.getloadavg()[0]
    yield (
        f"Measured with CPython {platform.python_version()} on {where}; "
        f"{load:.1f} programs were waiting for them on average when it began."
    )
    yield ""
    yield from growth(sizes)
    yield ""
    yield from beside(python, few, max(sizes))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 2000, 5000, 10_000])
    parser.add_argument("--notebooks", type=int, default=20)
    parser.add_argument("--peer-python", type=Path, metavar="PYTHON")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the tables there")
    options = parser.parse_args()
    lines = []
    for line in report(options.files, options.peer_python, options.notebooks):
        lines.append(line)
        print(line, flush=True)  # noqa: T201
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
