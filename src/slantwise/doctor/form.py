"""What an exercise and its files must look like: complete, on time, and finished."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from slantwise.doctor.course import Case, Check, Course, page_files
from slantwise.errors import ContentError
from slantwise.exercises.items import feedback
from slantwise.exercises.load import Marking
from slantwise.exercises.pace import needed_minutes
from slantwise.exercises.tasks import (
    ChoiceExercise,
    DossierExercise,
    OrderExercise,
    TraceExercise,
)
from slantwise.text import fold, read_text

_ALIKE = 0.8  # two hints that share more than this are one hint said twice
_TODO = re.compile(r"\bTODO:")


def form(course: Course) -> tuple[Check, ...]:
    """Return what the form of exercises and files leaves to be desired."""
    cases = course.cases
    return (
        _check("Each wrong choice has its own feedback", cases, _feedback),
        _check("Every passage to mark has its note", cases, _notes),
        _check("Hints differ and give nothing away", cases, _hints),
        _check("The promised time is enough", cases, _time),
        todos(course.root),
    )


def _check(
    demand: str, cases: Sequence[Case], look: Callable[[Case], Iterator[ContentError]]
) -> Check:
    return Check(demand, len(cases), tuple(found for case in cases for found in look(case)))


# --- feedback and notes -----------------------------------------------------------------


def _feedback(case: Case) -> Iterator[ContentError]:
    task = case.exercise.task
    if isinstance(task, ChoiceExercise):
        for i, item in enumerate(task.item):
            yield from _twice(case, ("item", i), feedback(task, item))
    elif isinstance(task, TraceExercise):
        yield from _twice(case, ("link",), {link.id: link.why for link in task.link})
        yield from _twice(case, ("change",), {change.id: change.why for change in task.change})
    elif isinstance(task, DossierExercise):
        yield from _twice(case, ("card",), {card.id: card.why for card in task.card})
        yield from _twice(case, ("verdict",), {v.id: v.why for v in task.verdict})
    elif isinstance(task, OrderExercise):
        yield from _twice(case, ("step",), {step.id: step.why for step in task.step})


def _twice(
    case: Case, where: tuple[str | int, ...], said: Mapping[str, str]
) -> Iterator[ContentError]:
    seen: dict[str, str] = {}
    for id, text in said.items():
        told = " ".join(fold(text).split())
        if told in seen:
            problem = f"“{seen[told]}” and “{id}” are told the same"
            yield case.finding(where, problem, "Say to each what is wrong, or right, about it.")
        seen[told] = id


def _notes(case: Case) -> Iterator[ContentError]:
    exercise = case.exercise
    if not isinstance(exercise, Marking):
        return
    needed = {
        "core": ("label", "question", "best_case"),
        "contestable": ("best_case",),
        "fair": ("label",),
    }
    told: set[tuple[int | str, str]] = set()
    for item in exercise.items:
        at = next((i for i, note in enumerate(exercise.task.note) if note is item.note), None)
        words = " ".join(item.unit.span.of(exercise.article.text).split())
        for key in needed[item.zone]:
            name = (words if at is None else at, key)
            if not getattr(item.note, key) and name not in told:
                told.add(name)
                problem = f"the {item.zone} passage “{words}” has no {key}"
                remedy = "Add a [[note]] with its quote." if at is None else f'Add: {key} = "…"'
                yield case.finding(("note",) if at is None else ("note", at), problem, remedy)
    passage = exercise.section.span.of(exercise.article.text)
    for i, note in enumerate(exercise.task.note):
        if note.all and passage.count(note.quote) == 1:
            problem = f"“{note.quote}” occurs once, and the note says “all”"
            yield case.finding(("note", i, "all"), problem, "Delete the line.")


# --- hints and time ---------------------------------------------------------------------


def _hints(case: Case) -> Iterator[ContentError]:
    task = case.exercise.task
    for i, hint in enumerate(task.hints):
        if not hint.strip():
            yield case.finding(("hints",), f"hint {i + 1} is empty", "Write it, or delete it.")
    for (i, one), (j, other) in combinations(enumerate(task.hints, start=1), 2):
        if SequenceMatcher(None, fold(one), fold(other)).ratio() > _ALIKE:
            problem = f"hints {i} and {j} say nearly the same"
            yield case.finding(("hints",), problem, "Let each go a step further.")
    for where, words in _given_away(case):
        problem = f"the {where} gives “{words}” away, which is to be found"
        key = "prompt" if where == "prompt" else "hints"
        yield case.finding((key,), problem, "Say it without these words.")


def _given_away(case: Case) -> Iterator[tuple[str, str]]:
    exercise = case.exercise
    if not isinstance(exercise, Marking):
        return
    said = {"prompt": exercise.task.prompt}
    said |= {f"hint {i}": hint for i, hint in enumerate(exercise.task.hints, start=1)}
    for item in exercise.zone("core"):
        words = fold(item.unit.span.of(exercise.article.text))
        for where, text in said.items():
            if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", fold(text)):
                yield where, words


def _time(case: Case) -> Iterator[ContentError]:
    needed, said = needed_minutes(case.exercise), case.exercise.task.minutes
    if needed > said:
        problem = f"it promises {said} min and takes about {needed}"
        yield case.finding(("minutes",), problem, f"Write: minutes = {needed}, or shorten it.")


# --- what is unfinished -----------------------------------------------------------------


def todos(root: Path) -> Check:
    """Return every line that still says TODO, with a colon, in what people write."""
    found: list[ContentError] = []
    files = [*sorted(_written(root)), *page_files(root)]
    for path in files:
        try:
            lines = read_text(path).split("\n")
        except ContentError:
            continue  # told where it is loaded
        for number, line in enumerate(lines, start=1):
            if match := _TODO.search(line):
                left = line[match.end() :].strip(' ".')
                left = left if len(left) <= 120 else f"{left[:117]}…"
                remedy = "Do it, then delete the TODO."
                found.append(ContentError(path, f"still to do: {left}", remedy, line=number))
    return Check("Nothing is left to do", len(files), tuple(found))


def _written(root: Path) -> Iterator[Path]:
    for folder, patterns in (("articles", ("*.toml", "*.md")), ("exercises", ("*.toml",))):
        for pattern in patterns:
            yield from (root / folder).rglob(pattern)
