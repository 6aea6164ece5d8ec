"""What every exercise must prove before a learner sees it (docs: teaching).

The doctor demands it of any course, and here it looks at this one. What follows is asked of
exercises in marking beyond that.
"""

from functools import cache
from pathlib import Path

import pytest

from slantwise.annotation import Span
from slantwise.articles import find_root
from slantwise.doctor import examine
from slantwise.doctor.command import told
from slantwise.doctor.course import Check
from slantwise.exercises.load import Exercise, Marking, list_exercises, load_exercise
from slantwise.reader import payload
from slantwise.scoring import compare
from slantwise.text import layout, words

ROOT = find_root(Path(__file__).parent)
EVERY = list_exercises(ROOT)
DEMANDS = [
    "Articles load",
    "Exercises load, and quotes are unique",
    "Pages can be read",
    "Marks stand where the readings say",
    "Readings part where a gallery says so",
    "The key scores 1.0 and passes",
    "Answers that need no reading fail",
    "Guessing passes in few of 100 tries",
    "Scores stay between 0 and 1",
    "More that is right never scores less",
    "40 to 60 % of each exercise are fair",
    "40 to 60 % of the whole course are fair",
    "Each side is equally often the flawed one",
    "Each wrong choice has its own feedback",
    "Every passage to mark has its note",
    "Hints differ and give nothing away",
    "The promised time is enough",
    "Nothing is left to do",
    "The handout shows nothing of the key",
    "What the pages show exists",
    "Each exercise stands on a page",
    "The contents name every page once",
    "Links within the book arrive",
    "No stray file in articles/, exercises/",
]


@cache
def checks() -> dict[str, Check]:
    return {check.demand: check for check in examine(ROOT)}


def test_the_doctor_demands_all_this():
    assert list(checks()) == DEMANDS


@pytest.mark.parametrize("demand", DEMANDS)
def test_this_course_is_sound(demand: str):
    check = checks()[demand]
    assert check.checked or demand == "Each side is equally often the flawed one"
    assert told([check], ROOT) == []


# --- exercises in marking ---------------------------------------------------------------


@cache
def load(id: str) -> Exercise:
    return load_exercise(id, ROOT)


@pytest.fixture(params=[id for id in EVERY if isinstance(load(id), Marking)])
def exercise(request: pytest.FixtureRequest) -> Marking:
    made = load(request.param)
    assert isinstance(made, Marking)
    return made


def score(exercise: Marking, marks: list[Span]) -> float:
    return compare(exercise.key, marks).score


def test_the_first_exercise_is_there():
    assert "loaded-opening" in EVERY


def lazy_answers(exercise: Marking) -> dict[str, list[Span]]:
    """Answers that need no reading, beyond those of the doctor."""
    tokens, text = exercise.key.words, exercise.article.text
    long = sorted(tokens, key=lambda t: t.start - t.end)
    sentences = [s.span for s in exercise.article.layout.sentences]
    return {
        "the other every other word": list(tokens[1::2]),
        "every third word": list(tokens[::3]),
        "the long words": long[: len(tokens) // 4],
        "the capitals": [t for t in tokens if t.of(text)[0].isupper()],
        "the first half": list(tokens[: len(tokens) // 2]),
        "the second half": list(tokens[len(tokens) // 2 :]),
        "every other sentence": sentences[::2],
    }


def test_lazy_answers_fail(exercise: Marking):
    for kind, marks in lazy_answers(exercise).items():
        assert score(exercise, marks) < exercise.task.pass_, kind


def test_every_core_passage_is_worth_marking(exercise: Marking):
    for left_out in exercise.key.core:
        assert score(exercise, [u for u in exercise.key.core if u != left_out]) < 1.0


def test_most_fair_passages_count(exercise: Marking):
    report, fair = compare(exercise.key, []), exercise.zone("fair")
    assert sum(f is not None for f in report.flagged) >= 0.8 * len(fair)


def test_the_text_is_the_articles_own(exercise: Marking):
    text = exercise.article.text
    assert exercise.key.words == tuple(words(text, exercise.section.span))
    assert exercise.article.layout == layout(text)


def test_page_and_key_hold_the_same_items(exercise: Marking):
    sent = payload.exercise(exercise)["exercise"]
    text = exercise.article.text
    assert [(i["zone"], Span(*i["span"])) for i in sent["items"]] == [
        (item.zone, item.unit.span) for item in exercise.items
    ]
    assert all(i["quote"] == Span(*i["span"]).of(text) for i in sent["items"])
    for zone, spans in sent["key"].items():
        assert tuple(Span(*pair) for pair in spans) == getattr(exercise.key, zone)
