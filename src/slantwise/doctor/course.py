"""A course as the doctor looks at it: everything loaded once, and what does not load."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from slantwise.articles import Article, list_articles, load_article
from slantwise.doctor.anchors import Drift, drifts
from slantwise.errors import ContentError
from slantwise.exercises.load import Exercise, list_exercises, load_exercise
from slantwise.text import read_text
from slantwise.tomlfile import TomlFile, read_toml


@dataclass(frozen=True, slots=True)
class Check:
    """One demand: how much was checked against it, and what was found wanting."""

    demand: str
    checked: int
    findings: tuple[ContentError, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An exercise that loads, with its file for the lines."""

    exercise: Exercise
    file: TomlFile

    def finding(self, where: Iterable[str | int], problem: str, remedy: str) -> ContentError:
        """Return a finding about a key of the exercise's file."""
        return self.file.error(tuple(where), problem, remedy)


@dataclass(frozen=True, slots=True)
class Course:
    """The articles, exercises and pages of a course that could be read."""

    root: Path
    articles: dict[str, Article]
    cases: tuple[Case, ...]
    pages: dict[Path, str]
    drifts: tuple[Drift, ...]
    checks: tuple[Check, ...]


def load_course(root: Path) -> Course:
    """Read a whole course; what cannot be read becomes a finding."""
    moved = tuple(drifts(root))
    # An article whose marks have lost their places does not load; that is told once.
    spoilt = {drift.article for drift in moved}
    articles, wrong = {}, []
    for id in list_articles(root):
        try:
            articles[id] = load_article(id, root)
        except ContentError as error:
            if id not in spoilt:
                wrong.append(error)
    cases, broken = _cases(root)
    pages, unread = _pages(root)
    checks = (
        Check("Articles load", len(list_articles(root)), tuple(wrong)),
        Check("Exercises load, and quotes are unique", len(list_exercises(root)), tuple(broken)),
        Check("Pages can be read", len(pages) + len(unread), tuple(unread)),
    )
    return Course(root, articles, tuple(cases), pages, moved, checks)


def _cases(root: Path) -> tuple[list[Case], list[ContentError]]:
    cases: list[Case] = []
    broken: list[ContentError] = []
    for id in list_exercises(root):
        try:
            file = read_toml(root / "exercises" / id / "exercise.toml")
            cases.append(Case(load_exercise(id, root), file))
        except ContentError as error:
            # What is wrong with its article is told there.
            if Path(error.path).is_relative_to(root / "exercises"):
                broken.append(error)
            else:
                article = file.data.get("article")
                problem = f"not checked, because the article “{article}” does not load"
                broken.append(file.error(("article",), problem, "Mend the article first."))
    return cases, broken


def _pages(root: Path) -> tuple[dict[Path, str], list[ContentError]]:
    """Return the pages of the book; folders that begin with _ hold what pages include."""
    pages: dict[Path, str] = {}
    wrong: list[ContentError] = []
    for path in page_files(root):
        try:
            pages[path] = read_text(path)
        except ContentError as error:
            wrong.append(error)
    return pages, wrong


def page_files(root: Path) -> Iterator[Path]:
    """Yield the Markdown files of the book, in order."""
    book = root / "book"
    for path in sorted(book.rglob("*.md")):
        if not any(part.startswith(("_", ".")) for part in path.relative_to(book).parts):
            yield path
