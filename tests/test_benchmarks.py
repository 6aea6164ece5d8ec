"""The tables of speed say what is missing, and those in the book are those that were measured."""

import importlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def speed(root: Path, script_at: Callable[[Path], ModuleType]) -> ModuleType:
    return script_at(root / "benchmarks" / "speed.py")


def test_a_peer_that_is_not_installed_has_a_row(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(sentences: list[str]) -> None:
        raise ImportError

    monkeypatch.setattr(speed, "PEERS", {"nobody": (missing, "does nothing")})
    assert list(speed.peers("One line.", 1)) == ["| nobody | does nothing | not installed |"]


def test_a_peer_that_is_installed_has_its_version_and_a_figure(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "PEERS", {"pytest": (lambda _: list, "tests")})
    (row,) = speed.peers("One line. " * 9_000, 1)
    assert row.startswith(f"| pytest {pytest.__version__} | tests | ")
    assert row.endswith(" passes |")


def test_every_unkind_text_is_long(speed: ModuleType) -> None:
    assert all(len(unit * (20_000 // len(unit))) > 19_900 for unit in speed.WORST.values())


# --- the page -------------------------------------------------------------------------------


def numbers(cell: str) -> float:
    return float(cell.split()[0].replace(",", ""))


def test_the_pages_table_has_every_measure_and_each_reach_is_reached(
    root: Path, script_at: Callable[[Path], ModuleType]
) -> None:
    page = script_at(root / "benchmarks" / "page.py")
    told = (root / "book" / "_measured" / "page.md").read_text("utf-8")
    assert told.startswith("Measured in a headless Chromium ")
    rows = [[c.strip() for c in line.split("|")[1:-1]] for line in told.splitlines() if "|" in line]
    assert [(name, reach) for name, reach, *_ in rows[2:]] == [row[1:3] for row in page.ROWS]
    for name, reach, median, fastest, slowest in rows[2:]:
        assert numbers(fastest) <= numbers(median) <= numbers(slowest), name
        if name == "highlights in a very long text":
            assert numbers(median) >= numbers(reach)
        elif reach:
            assert numbers(median) <= numbers(reach), f"{name}: the text says it is reached"
    assert "_measured/page.md" in (root / "book" / "how-well.md").read_text("utf-8")


def test_the_pages_table_is_made_of_medians(
    root: Path, script_at: Callable[[Path], ModuleType]
) -> None:
    page = script_at(root / "benchmarks" / "page.py")
    runs = [{key: float(n) for key, *_ in page.ROWS} for n in (9, 1, 2)]
    row = page.table(runs).splitlines()[2]
    assert row == "| page ready, before Pyodide is there | 1,000 ms | 2 ms | 1 ms | 9 ms |"


@pytest.fixture(scope="module")
def classes(root: Path) -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(root / "benchmarks")
        yield importlib.import_module("class_report")


def test_the_table_of_the_class_says_that_a_peer_was_not_measured(
    classes: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classes, "measure", lambda *_: (2.0, 1.0, 60.0))
    lines = list(classes.report([1000, 2000], None, 20))
    assert "| 2,000 | 2.0 | 1.0 | 0.50 | 60 |" in lines
    assert "| nbgrader | runs a notebook with 40 tests | not measured | | | |" in lines


def test_the_notebooks_for_the_peer_hold_the_same_forty_decisions(
    classes: ModuleType, tmp_path: Path
) -> None:
    classes.peer_nbgrader.make(tmp_path, 2)
    books = sorted(tmp_path.rglob("*.ipynb"))
    assert len(books) == 3
    for path in books:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        graded = [cell for cell in cells if cell["metadata"]["nbgrader"]["grade"]]
        assert len(graded) == classes.MARKS == 40


def test_the_report_measured_as_fast_and_as_small_as_it_should_be(root: Path) -> None:
    table = (root / "book" / "_measured" / "class.md").read_text("utf-8")
    rows = re.findall(
        r"^\| ([\d,]+) \| [\d.]+ \| ([\d.]+) \| ([\d.]+) \| (\d+) \|$", table, re.MULTILINE
    )
    files = [int(row[0].replace(",", "")) for row in rows]
    assert files == [1000, 2000, 5000, 10_000]
    assert float(rows[-1][1]) < 20
    assert int(rows[-1][3]) < 1024
    each = [float(row[2]) for row in rows]
    assert max(each[1:]) <= 1.1 * each[0], "more than linear"
    assert "| nbgrader 0." in table


def test_the_lesson_held_what_the_page_says_it_holds(root: Path) -> None:
    told = (root / "book" / "_measured" / "live.md").read_text("utf-8")
    rows = [[c.strip() for c in line.split("|")[1:-1]] for line in told.splitlines() if "|" in line]
    reached = [(name, reach, measured) for name, reach, measured in rows[2:] if reach]
    assert len(reached) == 6
    for name, reach, measured in reached:
        assert numbers(measured) <= numbers(reach), name
    assert "joining, 300 within 60 s" in told
    assert "in 10 minutes of marking" in told
    assert "_measured/live.md" in (root / "book" / "live-lesson.md").read_text("utf-8")
