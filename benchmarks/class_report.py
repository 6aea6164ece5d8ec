"""How fast is the report on a class? ``python benchmarks/class_report.py`` measures it.

It makes answer files of 40 marks each, in a folder that is removed afterwards, and runs the
command on them in a process of its own: time on the clock, time of the processor, which a busy
machine does not lengthen as much, and the most memory that was held.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from made_up_class import many_marks

from slantwise.articles import find_root
from slantwise.exercises.load import Marking, load_exercise

MARKS = 40
EXERCISE = "loaded-opening"


def make(folder: Path, root: Path, files: int) -> None:
    """Write so many answer files, a hundred in a folder."""
    exercise = load_exercise(EXERCISE, root)
    assert isinstance(exercise, Marking)  # noqa: S101
    random = Random(1)  # noqa: S311 - no secret
    for n in range(files):
        answer = {
            "exercise": EXERCISE,
            "exercise_version": exercise.task.version,
            "passage": exercise.passage_digest,
            "first": many_marks(exercise, MARKS, random).model_dump(),
            "revised": None,
        }
        data = {"format": "slantwise-answers", "version": 1, "answers": [answer]}
        path = folder / f"{n // 100:03}" / f"{n:05}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False), "utf-8")


def measure(folder: Path, out: Path) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of the processor, and MiB at the peak."""
    command = [sys.executable, "-m", "slantwise", "class", "report", str(folder)]
    command += ["--out", str(out / "report.html"), "--csv", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the report ended with status {process.returncode}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, nargs="+", default=[2500, 5000, 10_000])
    options = parser.parse_args()
    print("| files | seconds | of the processor | ms a file | MiB |")  # noqa: T201
    print("|---|---|---|---|---|")  # noqa: T201
    for files in options.files:
        with tempfile.TemporaryDirectory() as folder:
            answers, out = Path(folder) / "answers", Path(folder) / "out"
            make(answers, find_root(), files)
            took, cpu, peak = measure(answers, out)
        row = f"| {files:,} | {took:.1f} | {cpu:.1f} | {1000 * cpu / files:.2f} | {peak:.0f} |"
        print(row, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
