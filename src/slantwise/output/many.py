"""Many files at once: one line of JSON each, in several processes, in the order given."""

import json
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from slantwise.errors import ContentError
from slantwise.lenses import annotate, load_rules
from slantwise.output.wire import wire_document
from slantwise.text import read_text

Given = tuple[str, str, str | None]  # what to call a text, its file, and itself if it was read
Line = tuple[str, str]  # JSON, and a problem; one of the two is empty

_PAGES = (".html", ".htm", ".xhtml")
_AHEAD = 8  # texts for each process that may wait for an earlier one: memory stays small


def annotate_lines(
    given: Sequence[Given], rules: Sequence[Path] = (), jobs: int = 1
) -> Generator[Line, None, None]:
    """Yield for each text its line of JSON, or the problem that kept it from being read."""
    alone = jobs < 2 or len(given) < 2
    lines = (_line(one, rules) for one in given) if alone else _shared_out(given, rules, jobs)
    progress = Console(file=sys.stderr)
    yield from track(lines, total=len(given), console=progress, description="Reading")


def _shared_out(given: Sequence[Given], rules: Sequence[Path], jobs: int) -> Iterator[Line]:
    """Let several processes annotate; what nobody waits for any more is not begun."""
    # spawn: the same on every system, and nothing of this process is shared
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    waiting = deque[Future[Line]]()
    try:
        for one in given:
            if len(waiting) == _AHEAD * jobs:
                yield waiting.popleft().result()
            waiting.append(pool.submit(_line, one, tuple(rules)))
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        remedy = "Memory may be short: give --jobs a smaller number."
        raise ContentError("annotate", "one of the processes was ended", remedy) from None
    finally:
        pool.shutdown(cancel_futures=True)


def read_plain(path: Path) -> str:
    """Return the text of a file. Raises ContentError for a web page, whose tags are no words."""
    if path.suffix.lower() in _PAGES:
        remedy = "Save its text as .txt, or bring it into a course with “slantwise new article”."
        raise ContentError(path, "this is a web page, and only plain text is read", remedy)
    return read_text(path)


def _line(one: Given, rules: Sequence[Path]) -> Line:
    name, file, text = one
    try:
        text = read_plain(Path(file)) if text is None else text
        document = annotate(text, rules=load_rules(*rules))
    except ContentError as error:
        return "", str(error)
    wire = wire_document(document, name).model_dump(mode="json")
    return json.dumps(wire, ensure_ascii=False), ""
