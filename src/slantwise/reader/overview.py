"""What the learner's summary needs to know of the course: its exercises and their keys."""

from collections.abc import Iterable, Mapping
from typing import Any

from slantwise.exercises.load import Exercise
from slantwise.reader import payload

Payload = dict[str, Any]

# Words that are shown with an exercise and never compared with an answer.
_PROSE = frozenset(
    "any best_case body claim confused date help hints label lead lens minutes models name names"
    " neutral next objective of original out_of_scope prompt question quote readers source span"
    " text views where why wrong".split()
)
# Of the passage only what tells whether marks fit.
_PASSAGE = ("passageStart", "passageText")


def overview(exercises: Iterable[Exercise], pages: Mapping[str, str] | None = None) -> Payload:
    """Return the exercises with what checking needs, and without the words around it.

    ``pages`` says what the pages are called on which they stand.
    """
    return {"tasks": [_task(exercise) for exercise in exercises], "pages": dict(pages or {})}


def _task(exercise: Exercise) -> Payload:
    made = payload.exercise(exercise)
    side = exercise.article.side if exercise.article else ""
    task = {**_bare(made["exercise"]), "side": side or None}
    return {"exercise": task, **{name: made[name] for name in _PASSAGE if name in made}}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in _PROSE}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
