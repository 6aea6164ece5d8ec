"""Nobody can peek: what a pupil gets before the readings holds nothing of what is right."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from live.lesson import Lesson, body, tries
from slantwise.exercises.load import Exercise, Marking, list_exercises, load_exercise
from slantwise.live.course import course
from slantwise.live.shown import shown
from slantwise.reader import payload

ROOT = Path(__file__).resolve().parents[2]
LATER = "form-a"  # what its answers come to is told at the end of the course

# What tells which answer is right, or is said only after the commit.
SECRET = {
    "key", "also", "why", "best_case", "wrong", "fair", "side", "confused", "asks", "rank", "part",
    "right", "accepted", "origin", "independent", "relevant", "models", "any", "source", "allow",
    "next", "zone", "views", "readers", "label", "neutral", "question", "span", "quote", "notes",
}  # fmt: skip


def keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


def secrets(exercise: Exercise) -> Iterator[str]:
    """Long sentences of the whole payload that must not be in the other."""
    whole = payload.exercise(exercise)["exercise"]
    for row in (row for rows in whole.values() if isinstance(rows, list) for row in rows):
        if isinstance(row, dict):
            yield from (row[key] for key in ("why", "best_case", "confused") if row.get(key))
    yield from (model["text"] for model in whole.get("models", ()))


@pytest.mark.parametrize("id", list_exercises(ROOT))
def test_no_exercise_tells_what_is_right(id: str):
    exercise = load_exercise(id, ROOT)
    made = shown(exercise)
    assert SECRET & set(keys(made)) == set()
    text = json.dumps(made, ensure_ascii=False)
    told = [
        secret for secret in secrets(exercise) if json.dumps(secret, ensure_ascii=False) in text
    ]
    assert told == []
    if isinstance(exercise, Marking):
        assert "items" not in made["exercise"]


@pytest.mark.parametrize("id", ["loaded-opening", "booster-week", "four-moves", "trace-count"])
def test_what_is_shown_is_the_same_as_on_the_page(id: str):
    exercise = load_exercise(id, ROOT)
    whole, made = payload.exercise(exercise), shown(exercise)
    assert {key: whole[key] for key in made if key != "exercise"} == {
        key: value for key, value in made.items() if key != "exercise"
    }
    assert made["exercise"]["passage"] == exercise.passage_digest
    for name in ("labels", "items", "steps", "links", "changes"):
        if name in made["exercise"]:
            ids = [row["id"] for row in whole["exercise"][name]]
            assert [row["id"] for row in made["exercise"][name]] == ids


def test_the_key_of_a_set_that_is_kept_for_later_never_leaves_the_server(
    begin: Callable[..., Lesson],
):
    lesson = begin(exercises=course(ROOT, [LATER]))
    exercise = load_exercise(LATER, ROOT)
    pupil = lesson.join()["token"]
    lesson.go("open", exercise=LATER)
    lesson.put(pupil, body(exercise, tries(exercise)["key"]))
    lesson.go("close", "heat")
    heat = lesson.get("/api/rounds/1/reveal", pupil).json()
    lesson.go("readings")
    for token in (pupil, lesson.teacher):
        reveal = lesson.get("/api/rounds/1/reveal", token)
        assert reveal.json() == {**heat, "phase": "readings"}
        assert not [secret for secret in secrets(exercise) if secret in reveal.text]
    own = lesson.get("/api/rounds/1/answer", pupil).json()
    assert own["answer"]["first"]["choices"]
    assert own["result"] is None
    assert lesson.state(pupil)["exercise"]["feedback"] == "later"
