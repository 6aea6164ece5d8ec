r"""How fast are the lenses? ``python benchmarks/speed.py FILE...`` compares in one run.

The floor is one pass of ``re.finditer(r"\w+")`` over the same text; the table tells how many
such passes annotating takes, whether time grows with length, and how much memory it needs.
"""

import argparse
import re
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from slantwise.lenses import annotate, load_rules
from slantwise.text import layout

MILLION = 1_000_000


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the best of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def floor(text: str) -> int:
    """Count the words of a text in the plainest way."""
    return sum(1 for _ in re.finditer(r"\w+", text))


def report(text: str) -> list[str]:
    """Return the lines of the table for a text, grown to one and to ten million characters."""
    load_rules()
    one = (text * (MILLION // len(text) + 1))[:MILLION]
    base, took = seconds(lambda: floor(one)), seconds(lambda: annotate(one))
    split = seconds(lambda: layout(one))
    ten = seconds(lambda: annotate(one * 10), times=1)
    tracemalloc.start()
    annotate(one)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return [
        "| measure | reach | figure |",
        "|---|---|---|",
        f"| one pass of finditer, 1 MB | | {base * 1000:.0f} ms |",
        f"| annotate, 1 MB | 12 passes | {took * 1000:.0f} ms = {took / base:.1f} passes |",
        f"| of which dividing in sentences | | {split / base:.1f} passes |",
        f"| growth from 1 to 10 MB | 10 times | {ten / took:.1f} times |",
        f"| memory at its peak, per MB | 60 MB | {peak / MILLION:.0f} MB |",
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="real English text, UTF-8")
    options = parser.parse_args()
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in options.files)
    print("\n".join(report(text)))  # noqa: T201


if __name__ == "__main__":
    main()
