"""Checking answer files: each answer's first and revised attempt, and feedback in words."""

from dataclasses import dataclass
from pathlib import Path

from slantwise.articles import find_root
from slantwise.errors import ContentError
from slantwise.exercises.answers import read_answers
from slantwise.exercises.feedback import feedback
from slantwise.exercises.grade import Outcome, check_attempt, misfit
from slantwise.exercises.load import Exercise, list_exercises, load_exercise
from slantwise.exercises.schema import Answer, AnyAttempt
from slantwise.tomlfile import nearest

__all__ = [
    "Outcome",
    "Result",
    "check",
    "check_answer",
    "check_attempt",
    "check_fits",
    "check_loaded",
]


@dataclass(frozen=True, slots=True)
class Result:
    """One answer, checked: the first attempt, and the revised one where there is one."""

    exercise: Exercise
    answer: Answer
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
        attempt = self.answer.revised or self.answer.first
        return "\n".join(feedback(self.exercise, attempt, self.first, self.revised))


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
    return check_loaded(answer, load_exercise(answer.exercise, root), path)


def check_loaded(answer: Answer, exercise: Exercise, path: Path | str) -> Result:
    """Check one answer to an exercise that is loaded already."""
    attempts = check_fits(answer, exercise, path)
    first, *rest = [check_attempt(exercise, attempt) for attempt in attempts]
    return Result(exercise, answer, first, rest[0] if rest else None)


def check_fits(answer: Answer, exercise: Exercise, path: Path | str) -> list[AnyAttempt]:
    """Return the attempts in an answer, the first one first.

    Raises ContentError for an answer that was given to another version or another text.
    """
    if answer.exercise_version != exercise.task.version:
        problem = (
            f"the answer is to version {answer.exercise_version} of “{answer.exercise}”, "
            f"which is now at version {exercise.task.version}"
        )
        raise ContentError(path, problem, "Do the exercise again.")
    problem = f"the answer to “{answer.exercise}” does not fit the text"
    if answer.passage != exercise.passage_digest:
        raise ContentError(path, problem + ", which has changed", "Do the exercise again.")
    attempts = [a for a in (answer.first, answer.revised) if a is not None]
    for attempt in attempts:
        if why := misfit(exercise, attempt):
            raise ContentError(path, f"{problem}: {why}", "The file was changed by hand; undo it.")
    return attempts
