"""Checking answers: the report, whether it passes, and feedback in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slantwise.annotation import Span
from slantwise.articles import find_root
from slantwise.errors import ContentError
from slantwise.exercises.answers import read_answers
from slantwise.exercises.load import Exercise, Item, list_exercises, load_exercise
from slantwise.exercises.schema import Answer, Attempt
from slantwise.scoring import HALF, Report, certainty_points, compare
from slantwise.strings import say
from slantwise.tomlfile import nearest


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt, checked."""

    report: Report
    passed: bool
    points: int


@dataclass(frozen=True, slots=True)
class Result:
    """One answer, checked: the first attempt, and the revised one where there is one."""

    exercise: Exercise
    first: Outcome
    revised: Outcome | None

    @property
    def last(self) -> Outcome:
        """The revised attempt where there is one, else the first."""
        return self.revised or self.first

    @property
    def passed(self) -> bool:
        """Whether the last attempt reaches the exercise's pass mark."""
        return self.last.passed

    def feedback(self) -> str:
        """Return the feedback as plain text, a line each."""
        return "\n".join(_lines(self))


def check(path: Path | str, root: Path | None = None) -> tuple[Result, ...]:
    """Check an answer file, one result for each answer in it.

    Raises ContentError when the file, or the exercise it answers, cannot be read.
    """
    path, root = Path(path), root or find_root()
    return tuple(check_answer(answer, path, root) for answer in read_answers(path))


def check_answer(answer: Answer, path: Path | str, root: Path) -> Result:
    """Check one answer; ``path`` is what an error calls its file."""
    known = list_exercises(root)
    if answer.exercise not in known:
        problem = f"there is no exercise “{answer.exercise}”"
        raise ContentError(path, problem, nearest(answer.exercise, known))
    exercise = load_exercise(answer.exercise, root)
    _check_fits(answer, exercise, path)
    return Result(
        exercise,
        check_attempt(exercise, answer.first),
        check_attempt(exercise, answer.revised) if answer.revised else None,
    )


def check_attempt(exercise: Exercise, attempt: Attempt) -> Outcome:
    """Score one attempt."""
    report = compare(exercise.key, [Span(m.start, m.end) for m in attempt.marks])
    passed = report.score >= exercise.task.pass_
    return Outcome(report, passed, certainty_points(passed, attempt.certainty))


def _check_fits(answer: Answer, exercise: Exercise, path: Path | str) -> None:
    """Refuse an answer that was given to another version or another text."""
    if answer.exercise_version != exercise.task.version:
        problem = (
            f"the answer is to version {answer.exercise_version} of “{answer.exercise}”, "
            f"which is now at version {exercise.task.version}"
        )
        raise ContentError(path, problem, "Do the exercise again.")
    text, within = exercise.article.text, exercise.section.span
    problem = f"the answer to “{answer.exercise}” does not fit the text"
    if answer.passage != exercise.passage_digest:
        raise ContentError(path, problem + ", which has changed", "Do the exercise again.")
    for attempt in filter(None, (answer.first, answer.revised)):
        for m in attempt.marks:
            inside = within.start <= m.start < m.end <= within.end
            if not inside or text[m.start : m.end] != m.quote:
                where = f": {m.start} to {m.end} is not “{m.quote[:60]}”"
                raise ContentError(path, problem + where, "The file was changed by hand; undo it.")


# --- feedback ---------------------------------------------------------------------------


def _lines(result: Result) -> Iterator[str]:
    exercise, report = result.exercise, result.last.report
    core, fair = exercise.zone("core"), exercise.zone("fair")
    yield exercise.task.title
    yield from _score_lines(result)
    found = [i for i, c in zip(core, report.credit, strict=True) if c >= HALF]
    missed = [i for i, c in zip(core, report.credit, strict=True) if c < HALF]
    flagged = [i for i, f in zip(fair, report.flagged, strict=True) if f]
    disputed = [i for i, d in zip(exercise.zone("contestable"), report.disputed, strict=True) if d]
    groups = (("found", found), ("missed", missed), ("flagged", flagged), ("disputed", disputed))
    for name, items in groups:
        if items:
            yield ""
            yield say(f"result.{name}.title", n=len(items))
            yield from (line for item in items for line in _item_lines(exercise, item))
    if report.beyond:
        yield ""
        yield say("result.beyond", n=report.beyond)
    if exercise.task.next:
        yield ""
        yield exercise.task.next


def _score_lines(result: Result) -> Iterator[str]:
    for name, outcome in (("first", result.first), ("revised", result.revised)):
        if outcome:
            yield say(
                f"score.{name}",
                score=f"{outcome.report.score:.2f}",
                hits=sum(c >= HALF for c in outcome.report.credit),
                core=len(outcome.report.credit),
                alarms=sum(map(bool, outcome.report.flagged)),
                fair=sum(f is not None for f in outcome.report.flagged),
                points=f"{outcome.points:+d}" if outcome.points else "0",
            )
    yield say("result.passed" if result.passed else "result.not_yet")


def _item_lines(exercise: Exercise, item: Item) -> Iterator[str]:
    words = " ".join(item.unit.span.of(exercise.article.text).split())
    marked = say("note.readers", n=len(item.unit.readers), of=len(exercise.readings))
    yield f"  “{words}” ({marked})" if item.zone != "fair" else f"  “{words}”"
    yield f"      {item.note.why}"
    if item.note.best_case:
        yield f"      {say('note.best_case')}: {item.note.best_case}"
