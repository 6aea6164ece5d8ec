"""Tables for teachers: which exercises there are, and how lessons are put together from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from IPython.display import HTML

from slantwise.articles import find_root
from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.exercises.tasks import AnyExercise
from slantwise.strings import say
from slantwise.tomlfile import TomlFile, nearest, read_toml

LESSON, CUT = 50, 20  # minutes

Tasks = dict[str, AnyExercise]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a pathway: exercises in it, in its short form, and at home."""

    pathway: str
    title: str
    exercises: tuple[AnyExercise, ...]
    cut: tuple[AnyExercise, ...]
    home: tuple[AnyExercise, ...]


def lessons(root: Path) -> list[Lesson]:
    """Read ``book/pathways.toml``.

    Raises ContentError, with the line, for an exercise that does not exist.
    """
    file = read_toml(root / "book" / "pathways.toml")
    known = _tasks(root)
    return [_lesson(file, at, row, known) for at, row in enumerate(file.data.get("lesson", []))]


def minutes(tasks: Iterable[AnyExercise]) -> int:
    """Return how long exercises take together, by their own account."""
    return sum(task.minutes for task in tasks)


def course_table() -> HTML:
    """Show the exercises of each chapter, their kinds, and their minutes."""
    listed = sorted(_tasks(find_root()).values(), key=lambda task: (task.chapter or "", task.id))
    rows = [
        (_page(chapter), _list(group := list(tasks), kind=True), str(minutes(group)))
        for chapter, tasks in groupby(listed, key=lambda task: task.chapter or "")
        if chapter
    ]
    head = [say(f"course.{name}") for name in ("chapter", "exercises", "minutes")]
    return _table(head, rows, say("course.caption"))


def pathway(id: str) -> HTML:
    """Show a pathway, a line for each lesson, with what its exercises leave for talking."""
    every = lessons(find_root())
    found = [lesson for lesson in every if lesson.pathway == id]
    if not found:
        raise ValueError(f"no pathway {id!r}: {nearest(id, [x.pathway for x in every])}")
    rows = [tuple(_row(number, lesson)) for number, lesson in enumerate(found, start=1)]
    head = [say(f"pathway.{name}") for name in ("lesson", "exercises", "cut", "home")]
    return _table(head, rows, say("pathway.caption"))


def _tasks(root: Path) -> Tasks:
    return {id: load_exercise(id, root).task for id in list_exercises(root)}


def _lesson(file: TomlFile, at: int, row: dict[str, Any], known: Tasks) -> Lesson:
    for name in ("pathway", "title", "exercises", "cut"):
        if not row.get(name):
            raise file.error(("lesson", at), f"this lesson has no “{name}”", "Write it.")
    for name in ("exercises", "cut", "home"):
        for id in row.get(name, []):
            if id not in known:
                problem = f"there is no exercise “{id}”"
                raise file.error(("lesson", at, name), problem, nearest(id, list(known)))
    parts = (tuple(known[id] for id in row.get(name, [])) for name in ("exercises", "cut", "home"))
    return Lesson(row["pathway"], row["title"], *parts)


def _row(number: int, lesson: Lesson) -> Iterator[str]:
    pages = sorted({task.chapter for task in lesson.exercises if task.chapter})
    yield f"{number}. {escape(lesson.title)}<br><small>{', '.join(map(_page, pages))}</small>"
    yield _list(lesson.exercises) + _left(LESSON, lesson.exercises)
    yield _list(lesson.cut) + _left(CUT, lesson.cut)
    yield _list(lesson.home)


def _left(whole: int, tasks: Sequence[AnyExercise]) -> str:
    left = whole - minutes(tasks)
    return f"<small>{escape(say('pathway.left', left=left, whole=whole))}</small>"


def _list(tasks: Sequence[AnyExercise], *, kind: bool = False) -> str:
    rows = []
    for task in tasks:
        after = f"{say(f'kind.{task.kind}')}, {task.minutes}" if kind else f"{task.minutes}"
        rows.append(f"<li>{escape(task.title)} ({escape(after)})</li>")
    return f"<ul>{''.join(rows)}</ul>" if rows else ""


def _page(chapter: str) -> str:
    """Return a link to a page; a chapter is called by its number."""
    number = chapter.partition("-")[0]
    name = say("course.number", number=int(number)) if number.isdigit() else chapter.capitalize()
    return f'<a href="{escape(chapter)}.html">{escape(name)}</a>'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> HTML:
    """Return a table whose cells are HTML already."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(_cells(row, head))}</tr>" for row in rows)
    return HTML(  # type: ignore[no-untyped-call]  # IPython has no types here
        f'<div class="slw slw-lessons"><table class="slw-table">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[str], head: Sequence[str]) -> Iterator[str]:
    """Yield a row's cells; each carries its heading, for a screen on which rows are stacked."""
    yield f'<th scope="row">{row[0]}</th>'
    for cell, name in zip(row[1:], head[1:], strict=True):
        yield f'<td data-head="{escape(name)}">{cell}</td>'
