"""A change of anything the book is made from must change its fingerprint."""

import json
from pathlib import Path

import pytest

from slantwise.book import stamp

IN_LIBRARY = ["articles/one/article.txt", "articles/new.toml", "exercises/a/exercise.toml"]
IN_LIBRARY += ["book/pathways.toml"]
IN_PROSE = ["book/index.md", "book/_static/page.css", "notebooks/a.ipynb", "_config.yml"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name in [*IN_LIBRARY, *IN_PROSE]:
        write(tmp_path / name, "first")
    (tmp_path / "articles/new.toml").unlink()
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("name", IN_LIBRARY)
def test_a_change_of_content_changes_both_hashes(course: Path, name: str):
    before = stamp.fingerprint(course)
    write(course / name, "second")
    after = stamp.fingerprint(course)
    assert after.library != before.library
    assert after.site != before.site


@pytest.mark.parametrize("name", IN_PROSE)
def test_a_change_of_prose_changes_the_site_only(course: Path, name: str):
    before = stamp.fingerprint(course)
    write(course / name, "second")
    after = stamp.fingerprint(course)
    assert after.library == before.library
    assert after.site != before.site


def test_a_renamed_file_is_a_change(course: Path):
    before = stamp.fingerprint(course)
    (course / "book/index.md").rename(course / "book/other.md")
    assert stamp.fingerprint(course).site != before.site


def test_the_package_and_the_installed_versions_count(course: Path, monkeypatch, tmp_path: Path):
    before = stamp.fingerprint(course)
    monkeypatch.setattr(stamp, "_version", lambda _name: "9.9")
    assert stamp.fingerprint(course).library != before.library
    monkeypatch.undo()
    monkeypatch.setattr(stamp, "PACKAGE", tmp_path / "book")
    assert stamp.fingerprint(course).library != before.library


def test_what_python_and_jupyter_leave_behind_does_not_count(course: Path):
    before = stamp.fingerprint(course)
    write(course / "book/__pycache__/x.pyc", "x")
    write(course / "book/.ipynb_checkpoints/x.ipynb", "x")
    write(course / "_build/book/index.html", "x")
    assert stamp.fingerprint(course) == before


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"site": 1}', "\x00"])
def test_a_broken_stamp_is_no_stamp(tmp_path: Path, text: str):
    (tmp_path / stamp.STAMP).write_text(text, "utf-8")
    assert stamp.read_stamp(tmp_path) is None


def test_a_stamp_is_read_as_written(tmp_path: Path):
    stamp.write_stamp(tmp_path, "abc")
    assert stamp.read_stamp(tmp_path) == "abc"
    assert json.loads((tmp_path / stamp.STAMP).read_text("utf-8"))["made_by"] == "slantwise book"


def test_what_makes_pages_counts_and_what_checks_code_does_not():
    names = set(stamp._dependencies())
    assert {"anywidget", "jupyter-book", "nltk"} <= names
    assert not {"mypy", "ruff", "hypothesis", "playwright"} & names
