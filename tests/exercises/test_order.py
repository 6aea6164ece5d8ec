"""The order in which the book shows its exercises, and what its pages are called."""

from pathlib import Path

from slantwise.exercises.load import list_exercises
from slantwise.exercises.order import in_book_order, page_names

ROOT = Path(__file__).resolve().parents[2]


def course(folder: Path) -> Path:
    """A book of two chapters whose exercises do not stand in the order of their names."""
    for id in ("apple", "berry", "cherry", "date"):
        (folder / "exercises" / id).mkdir(parents=True)
        (folder / "exercises" / id / "exercise.toml").touch()
    book = folder / "book"
    book.mkdir()
    toc = "root: index\nchapters:\n- file: 02-second.md\n- file: 01-first\n- file: gone\n"
    (book / "_toc.yml").write_text(toc)
    first = 'x\n# First\n\nexercise("date")\nexercise("nothing")\nexercise("apple", folded=True)\n'
    (book / "01-first.md").write_text(first)
    (book / "02-second.md").write_text('# Second\n\nexercise("cherry")\nexercise("date")\n')
    return folder


def test_exercises_come_as_the_contents_and_the_pages_have_them(tmp_path: Path):
    assert in_book_order(course(tmp_path)) == ["cherry", "date", "apple", "berry"]


def test_a_chapter_is_called_by_its_number_too(tmp_path: Path):
    assert page_names(course(tmp_path)) == {
        "02-second": "Chapter 2: Second",
        "01-first": "Chapter 1: First",
    }


def test_without_a_book_they_come_by_name(tmp_path: Path):
    (tmp_path / "exercises" / "one").mkdir(parents=True)
    (tmp_path / "exercises" / "one" / "exercise.toml").touch()
    assert in_book_order(tmp_path) == ["one"]
    assert page_names(tmp_path) == {}


def test_the_course_begins_with_its_first_set_and_ends_with_the_boosters():
    every = in_book_order(ROOT)
    assert sorted(every) == list_exercises(ROOT)
    assert every[0] == "form-a"
    assert page_names(ROOT)["boosters"] == "Boosters"
