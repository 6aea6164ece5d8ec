"""The same forty decisions, graded by nbgrader: notebooks with one answer cell and forty tests.

nbgrader runs the code of each notebook in a kernel of its own, since an answer there may be any
program. That is more than comparing marks needs, and it is what a class would do that hands in
notebooks. It has its own place: give the Python of an environment in which it is installed.
"""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random

ITEMS = 40
_CELL = {"schema_version": 3, "task": False, "cell_type": "code"}


def make(folder: Path, notebooks: int) -> None:
    """Write a course with one assignment, and so many notebooks handed in."""
    random = Random(1)  # noqa: S311 - no secret
    key = [random.random() < 0.5 for _ in range(ITEMS)]
    _write(folder / "source" / "marks" / "marks.ipynb", key, key)
    for n in range(notebooks):
        answers = [right if random.random() < 0.7 else not right for right in key]
        _write(folder / "submitted" / f"{n:05}" / "marks" / "marks.ipynb", answers, key)


def _write(path: Path, answers: list[bool], key: list[bool]) -> None:
    tests = [
        _cell(f"assert answers[{i}] == {right}", f"test-{i}", grade=True)
        for i, right in enumerate(key)
    ]
    cells = [_cell(f"answers = {answers}", "answers", grade=False), *tests]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book), "utf-8")


def _cell(source: str, id: str, *, grade: bool) -> dict[str, object]:
    about = {**_CELL, "grade_id": id, "grade": grade, "solution": not grade, "locked": grade}
    told = about | ({"points": 1} if grade else {})
    made = {"cell_type": "code", "id": id, "metadata": {"nbgrader": told}, "source": source}
    return {**made, "execution_count": None, "outputs": []}


def measure(python: Path, notebooks: int) -> tuple[str, float, float, float]:
    """Return its version, seconds on the clock and of the processor, and MiB at the peak."""
    version = _run(python, "-c", "import nbgrader; print(nbgrader.__version__)", cwd=Path.cwd())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, notebooks)
        _run(python, "-m", "nbgrader", "generate_assignment", "marks", cwd=folder)
        command = [str(python), "-m", "nbgrader", "autograde", "marks"]
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            command, cwd=folder, stderr=subprocess.DEVNULL, env=_env(python)
        )
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or len(list(folder.glob("autograded/*/*/*.ipynb"))) != notebooks:
            raise SystemExit(f"nbgrader ended with status {process.returncode}")
    return version, took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _env(python: Path) -> dict[str, str]:
    """Return an environment in which that Python's own kernel and programs come first."""
    return {**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _run(python: Path, *command: str, cwd: Path) -> str:
    made = subprocess.run(  # noqa: S603
        [str(python), *command],
        cwd=cwd,
        env=_env(python),
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()
