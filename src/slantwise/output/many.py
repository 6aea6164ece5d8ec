"""Many files at once: one line of JSON each, in several processes, in the order given."""

import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from slantwise.errors import ContentError
from slantwise.lenses import annotate, load_rules
from slantwise.output.wire import wire_document
from slantwise.text import read_text

Line = tuple[str, str]  # JSON, and a problem; one of the two is empty


def annotate_lines(
    paths: Sequence[Path], rules: Sequence[Path] = (), jobs: int = 1
) -> Iterator[Line]:
    """Yield for each file its line of JSON, or the problem that kept it from being read."""
    work = [(path, tuple(rules)) for path in paths]
    progress = Console(file=sys.stderr)
    if jobs < 2 or len(work) < 2:
        yield from track(map(_line, work), total=len(work), console=progress, description="Reading")
        return
    # spawn: the same on every system, and nothing of this process is shared
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        lines = pool.map(_line, work, chunksize=4)
        yield from track(lines, total=len(work), console=progress, description="Reading")


def _line(job: tuple[Path, tuple[Path, ...]]) -> Line:
    path, rules = job
    try:
        document = annotate(read_text(path), rules=load_rules(*rules))
    except ContentError as error:
        return "", str(error)
    wire = wire_document(document, str(path)).model_dump(mode="json")
    return json.dumps(wire, ensure_ascii=False), ""
