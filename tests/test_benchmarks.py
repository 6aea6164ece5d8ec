"""The tables of speed say what is missing instead of leaving it out."""

import importlib
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def speed(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("speed", root / "benchmarks" / "speed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
