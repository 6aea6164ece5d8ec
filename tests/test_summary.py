"""What many answers come to: known figures, and the page's twin to the last digit."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from slantwise.exercises.attempts import choices_of
from slantwise.exercises.load import load_exercise
from slantwise.exercises.tasks import ChoiceExercise
from slantwise.reader.overview import overview
from slantwise.summary import Counts, Record, summarise, wilson

VECTORS = Path(__file__).parent / "vectors" / "summary.json"

PROGRAM = "console.log(JSON.stringify(given.map(({ records }) => summarise(records))));"


def test_the_page_says_the_same(
    in_page: Callable[[str, object], Any], as_js: Callable[[object], str]
):
    vectors = json.loads(VECTORS.read_text("utf-8"))
    for given, said in zip(vectors, in_page(PROGRAM, vectors), strict=True):
        assert as_js(said) == as_js(given["summary"]), given["records"]


def test_the_vectors_are_fresh(script_at: Callable[[Path], ModuleType]):
    maker = script_at(VECTORS.with_name("make_summary.py"))
    source = VECTORS.read_text("utf-8")
    assert maker.render() == source, "run tests/vectors/make_summary.py, and look at the change"


def test_the_interval_is_newcombes():
    """His own example (1998, table II): 56 of 70 against 48 of 80, 0.0524 to 0.3339."""
    found = summarise([Record(Counts(56, 70, 48, 80))])["discernment"]
    assert found["j"] == pytest.approx(0.2)
    assert (found["low"], found["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_proportion_has_wilsons_interval():
    """Newcombe's example for one proportion (1998, part I): 81 of 263, 0.2553 to 0.3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)


def test_marking_everything_tells_nothing_apart():
    found = summarise([Record(Counts(12, 12, 15, 15))])["discernment"]
    assert (found["j"], found["enough"]) == (0, True)
    assert found["low"] < 0 < found["high"]


@pytest.mark.parametrize(
    ("counts", "enough"),
    [(Counts(5, 10, 5, 10), True), (Counts(5, 9, 5, 20), False), (Counts(5, 20, 5, 9), False)],
)
def test_under_ten_of_each_kind_nothing_can_be_told(counts: Counts, enough: bool):
    made = summarise([Record(counts, {"north": counts, "south": Counts(10, 10, 0, 10)})])
    assert made["discernment"]["enough"] is enough
    assert (made["gap"] is not None) is enough


def test_calling_everything_a_guess_scores_a_quarter():
    made = summarise([Record(sure=[(1, i % 2 == 0) for i in range(20)])])["certainty"]
    assert made["brier"] == 0.25
    assert [(level["n"], level["share"]) for level in made["levels"]] == [
        (20, 0.5),
        (0, None),
        (0, None),
    ]


def test_first_and_revised_are_compared_where_there_are_both():
    records = [Record(first=0.2, revised=0.8), Record(first=0.9), Record(first=0.4, revised=0.4)]
    change = summarise(records)["change"]
    assert (change["n"], change["better"], change["worse"]) == (2, 1, 0)
    assert (change["first"], change["revised"]) == pytest.approx((0.3, 0.6))


# --- before and after: the two sets of short items ------------------------------------------

BOTH = """
const compared = (...ids) => {
  const answers = answersOf(given.tasks, Object.fromEntries(ids.map((id) => [id, given[id]])));
  return [recordsOf(given.tasks, answers).length, setsOf(given.tasks, answers)];
};
console.log(JSON.stringify([compared("form-a"), compared("form-b"), compared("form-a", "form-b")]));
"""


def test_a_learner_sees_the_first_set_beside_the_second_and_not_before(
    in_page: Callable[[str, object], Any], root: Path
):
    """The first set is answered by its key, the second by one label; all of it certain."""
    exercises = [load_exercise(id, root) for id in ("form-a", "form-b")]
    first, second = (exercise.task for exercise in exercises)
    assert isinstance(first, ChoiceExercise)
    assert isinstance(second, ChoiceExercise)
    given = {
        "form-a": choices_of(first, [item.key for item in first.item], 3),
        "form-b": choices_of(second, ["fair"] * len(second.item), 3),
    }
    plain = {id: {"first": attempt.model_dump()} for id, attempt in given.items()}
    only_a, only_b, both = in_page(BOTH, {**overview(exercises), **plain})
    assert (only_a, only_b) == ([0, []], [1, []])
    assert both[0] == 2
    before, after = both[1]
    assert (before["hits"], before["of_hits"], before["alarms"]) == (12, 12, 0)
    assert (after["hits"], after["of_hits"], after["of_alarms"]) == (0, 6, 18)
    assert (before["right"], before["certain"]) == (24, 24)
    assert (after["right"], after["certain"]) == (18, 24)
