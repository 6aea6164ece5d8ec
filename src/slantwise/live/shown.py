"""What a pupil may know of an exercise before the class has committed.

Only what is named here leaves the server: a key that somebody adds to the page's payload stays
inside until it is named too.
"""

from collections.abc import Mapping
from typing import Any

from slantwise.exercises.load import Exercise
from slantwise.reader import payload

Payload = dict[str, Any]

_PASSAGE = (
    "title", "lang", "notice", "blocks", "words", "sentences", "passageStart", "passageText",
)  # fmt: skip
_TASK = (
    "id", "kind", "version", "passage", "title", "objective", "minutes", "chapter", "certainty",
    "feedback", "prompt", "hints", "pass", "lens", "claim", "opens", "original", "shortest",
    "longest",
)  # fmt: skip
_ROWS: Mapping[str, tuple[str, ...]] = {
    "labels": ("id", "name", "help"),
    "steps": ("id", "text"),
    "links": ("id", "text"),
    "changes": ("id", "name"),
    "cards": ("id", "title", "body", "date", "text", "where"),
    "verdicts": ("id", "name"),
    "keep": ("id", "claim"),
    "checks": ("id", "text"),
}
_ITEM = ("id", "text", "lead")  # of the kinds that have labels; those of *mark* are the key


def shown(exercise: Exercise) -> Payload:
    """Return the page's payload without the key, the readings and all feedback."""
    whole = payload.exercise(exercise)
    task = whole["exercise"]
    rows = {**_ROWS, "items": _ITEM} if "labels" in task else _ROWS
    own = {
        name: [_only(row, keys) for row in task[name]]
        for name, keys in rows.items()
        if name in task
    }
    return {**_only(whole, _PASSAGE), "exercise": {**_only(task, _TASK), **own}}


def _only(whole: Payload, keys: tuple[str, ...]) -> Payload:
    return {key: whole[key] for key in keys if key in whole}
