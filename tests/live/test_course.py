"""The exercises that a teacher may choose: in the order of the book, by the names of chapters."""

from pathlib import Path

import pytest

from slantwise.errors import ContentError
from slantwise.exercises.order import in_book_order, page_names
from slantwise.live.course import Course, course


@pytest.fixture(scope="module")
def whole(root: Path) -> Course:
    return course(root, [])


def test_all_exercises_come_in_the_order_of_the_book(whole: Course, root: Path):
    assert list(whole.ids) == in_book_order(root)
    chapters = [brief["chapter"] for id in whole.ids if (brief := whole.brief(id))]
    assert chapters[0] == "Chapter 0: Before you start"
    assert "Chapter 5: Leave the page" in chapters
    pages = list(page_names(root).values())
    assert [pages.index(name) for name in chapters] == sorted(map(pages.index, chapters))


def test_those_that_were_asked_for_come_in_that_order(root: Path):
    wanted = ["trace-half", "loaded-opening"]
    assert list(course(root, wanted).ids) == wanted
    with pytest.raises(ContentError, match="no exercise “loaded-opneing”"):
        course(root, ["loaded-opneing"])


def test_a_chapter_that_is_no_page_is_called_by_what_the_exercise_says(root: Path):
    made = Course(root, ("trace-half",), {})
    assert (made.brief("trace-half") or {})["chapter"] == "05-leave-the-page"
