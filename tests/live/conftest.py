"""Sessions of a test, each with a file of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from live.lesson import CODE, KINDS, PORT, Lesson
from slantwise.exercises.load import Exercise
from slantwise.live import tables
from slantwise.live.app import application
from slantwise.live.course import Course, course
from slantwise.live.place import Place
from slantwise.live.room import open_room
from slantwise.live.store import Store


@pytest.fixture(scope="session")
def offered(root: Path) -> Course:
    return course(root, list(KINDS.values()))


@pytest.fixture
def begin(offered: Course, tmp_path: Path) -> Iterator[Callable[..., Lesson]]:
    """`begin()` opens the session of this test, or goes on with it; `book` is a built book.

    `exercises` are offered in the place of one of each kind.
    """
    opened: list[Lesson] = []

    def make(book: Path | None = None, **options: Any) -> Lesson:
        store = Store(tmp_path / "session.sqlite3", tables.SCHEMA)
        token = store.now(tables.add_teacher)
        room = open_room(store, options.get("exercises", offered), CODE)
        app = application(room, Place(PORT, network=False), book, options.get("names", ()))
        opened.append(Lesson(room, app, token))
        return opened[-1]

    yield make
    for lesson in opened:
        lesson.runner.close()
        if not lesson.room.store.closed:
            lesson.room.store.close()


@pytest.fixture(scope="module")
def door(offered: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """A session for tests that change nothing in it; there is a small book."""
    folder = tmp_path_factory.mktemp("door")
    store = Store(folder / "session.sqlite3", tables.SCHEMA)
    token = store.now(tables.add_teacher)
    room = open_room(store, offered, CODE)
    made = small_book(folder)
    app = application(room, Place(PORT, network=False), made, ["my-laptop.local"])
    lesson = Lesson(room, app, token)
    yield lesson
    lesson.close()


def small_book(folder: Path) -> Path:
    """Make a book with something beside it, and with links that lead out."""
    made = folder / "site" / "book"
    (made / "_static").mkdir(parents=True)
    (made / ".secret").write_text("hidden")
    (made / "index.html").write_text('<script src="a.js"></script><SCRIPT>let a = 1;</SCRIPT >')
    (made / "a ä.html").write_text("<p>a</p>")
    (made / "sw.js").write_text("1")
    (made / "_static" / "app.js").write_text("1")
    (folder / "site" / "outside.html").write_text("outside")
    (made / "link.html").symlink_to(folder / "site" / "outside.html")
    (made / "up").symlink_to(folder / "site", target_is_directory=True)
    return made


@pytest.fixture
def lesson(begin: Callable[..., Lesson]) -> Lesson:
    return begin()


@pytest.fixture
def pen(offered: Course) -> Exercise:
    """The exercise in marking."""
    return offered.load(KINDS["mark"])
