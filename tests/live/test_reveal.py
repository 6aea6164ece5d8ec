"""The class as it is shown: counted a second time by hand."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from live.lesson import KINDS, tries
from slantwise.annotation import Span
from slantwise.exercises.attempts import choices_of, marks_of
from slantwise.exercises.load import Marking
from slantwise.exercises.schema import Answer, AnyAttempt, ChoiceAttempt, OrderAttempt
from slantwise.exercises.tasks import ChoiceExercise
from slantwise.live import reveal
from slantwise.live.course import Course


def answers(exercise: object, attempts: list[AnyAttempt]) -> dict[str, Answer]:
    return {
        f"p{i}": Answer(
            exercise=exercise.task.id,  # type: ignore[attr-defined]
            exercise_version=exercise.task.version,  # type: ignore[attr-defined]
            passage=exercise.passage_digest,  # type: ignore[attr-defined]
            first=attempt,
        )
        for i, attempt in enumerate(attempts)
    }


def test_the_heat_map_has_the_share_of_pupils_for_every_word(offered: Course):
    pen = offered.load(KINDS["mark"])
    assert isinstance(pen, Marking)
    words, draw = pen.key.words, random.Random(4)  # noqa: S311
    marked = [sorted(draw.sample(range(len(words)), 30)) for _ in range(17)]
    made = [marks_of(pen, [words[i] for i in own]) for own in marked]
    found = reveal.count(pen, answers(pen, list(made))).of_class()
    counts = Counter(i for own in marked for i in own)
    for i, word in enumerate(words):
        inside = [s for s in found["heat"] if s[0] <= word.start and word.end <= s[1]]
        assert len(inside) == bool(counts[i])
        if inside:
            assert inside[0][2] == round(counts[i] / 17, 4)
    starts = [segment[0] for segment in found["heat"]]
    assert starts == sorted(starts)


def test_a_mark_over_several_words_is_one_segment(offered: Course):
    pen = offered.load(KINDS["mark"])
    assert isinstance(pen, Marking)
    words = pen.key.words
    span = Span(words[3].start, words[8].end)
    found = reveal.count(pen, answers(pen, [marks_of(pen, [span])])).of_class()
    assert found["heat"] == [(span.start, span.end, 1.0)]


def test_labels_are_counted_for_every_item(offered: Course):
    sort = offered.load(KINDS["classify"])
    assert isinstance(sort.task, ChoiceExercise)
    labels, draw = [label.id for label in sort.task.label], random.Random(5)  # noqa: S311
    drawn = [draw.choices(labels, k=len(sort.task.item)) for _ in range(11)]
    blank = ChoiceAttempt(choices=[], certainty=None if sort.task.certainty == "each" else 2)
    made: list[AnyAttempt] = [choices_of(sort.task, own) for own in drawn]
    found = reveal.count(sort, answers(sort, [*made, blank])).of_class()
    assert found["committed"] == 12
    for i, item in enumerate(found["items"]):
        assert item["id"] == sort.task.item[i].id
        assert item["chosen"] == {label: sum(own[i] == label for own in drawn) for label in labels}


def test_places_are_counted_for_every_step(offered: Course):
    order = offered.load(KINDS["order"])
    ids = list(order.texts)
    made: list[AnyAttempt] = [
        OrderAttempt(order=ids, certainty=1),
        OrderAttempt(order=ids[::-1], certainty=1),
    ]
    found = {
        item["id"]: item["chosen"]
        for item in reveal.count(order, answers(order, made)).of_class()["items"]
    }
    assert found[ids[0]]["1"] == found[ids[0]][str(len(ids))] == 1
    assert all(sum(chosen.values()) == 2 for chosen in found.values())


def test_nobody_committed_is_no_error(offered: Course):
    for id in KINDS.values():
        exercise = offered.load(id)
        assert reveal.count(exercise, {}).committed == 0
        whole = reveal.count(exercise, {}).with_readings(exercise)
        assert (whole["heat"], whole["prompts"]) == ([], [])
        assert whole["exercise"]["exercise"]["id"] == id


@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_is_added_to_the_class_of_a_set_that_is_kept_for_later(offered: Course, kind: str):
    exercise = offered.load(KINDS[kind])
    later = exercise.task.model_copy(update={"feedback": "later"})
    kept = replace(exercise, task=later)
    found = reveal.count(kept, answers(kept, list(tries(exercise).values())))
    assert found.with_readings(kept) == found.of_class()


def test_the_prompts_are_those_of_the_report_on_a_class(offered: Course):
    pen = offered.load(KINDS["mark"])
    assert isinstance(pen, Marking)
    made = [tries(pen)["key"]] * 6 + [tries(pen)["blank"]] * 6
    found = reveal.count(pen, answers(pen, made)).with_readings(pen)
    assert found["votes"]
    assert {prompt["why"] for prompt in found["prompts"]} == {"disputed"}
    for prompt in found["prompts"]:
        text = pen.article.text[prompt["start"] : prompt["end"]]
        assert " ".join(text.split()) == prompt["words"]
        assert (prompt["marked"], prompt["of"]) == (6, 12)


def test_an_answer_to_an_older_version_is_left_out(offered: Course, tmp_path: Path):
    order = offered.load(KINDS["order"])
    made = answers(order, [tries(order)["key"]])["p0"]
    assert reveal.fits(order, made)
    assert not reveal.fits(order, made.model_copy(update={"exercise_version": 99}))
    assert not reveal.fits(offered.load(KINDS["trace"]), made)
    older = made.model_copy(update={"exercise_version": 99})
    assert reveal.count(order, {"a": made, "b": older}).committed == 1
