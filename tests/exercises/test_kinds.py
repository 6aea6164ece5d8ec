"""Exercises made of items: what each kind finds right, and every way to spoil the file."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.errors import ContentError
from slantwise.exercises.attempts import KEY, attempts
from slantwise.exercises.check import check, check_attempt
from slantwise.exercises.grade import misfit
from slantwise.exercises.load import Exercise, list_exercises, load_exercise
from slantwise.exercises.schema import (
    Choice,
    ChoiceAttempt,
    DossierAttempt,
    OrderAttempt,
    RewriteAttempt,
    TraceAttempt,
)
from slantwise.reader import payload

SAMPLES = Path(__file__).parents[1] / "samples"
KINDS = sorted(path.parent.name for path in SAMPLES.glob("*/exercise.toml"))
Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course without articles, with one exercise of each kind that is made of items."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "_config.yml").touch()
    shutil.copytree(SAMPLES, tmp_path / "exercises")
    return tmp_path


@pytest.fixture
def spoil(course: Path) -> Spoil:
    """`spoil(kind, before, after)` changes an exercise's file; what it returns is its path."""

    def change(kind: str, before: str, after: str) -> Path:
        path = course / "exercises" / kind / "exercise.toml"
        source = path.read_text("utf-8")
        assert before in source
        path.write_text(source.replace(before, after, 1), encoding="utf-8")
        return path

    return change


def test_there_is_a_sample_of_each_kind(course: Path):
    assert list_exercises(course) == KINDS
    assert len(KINDS) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_passes_and_what_needs_no_reading_fails(course: Path, kind: str):
    exercise = load_exercise(kind, course)
    made = attempts(exercise)
    assert {KEY, "blank"} < made.keys() or kind == "reflect"
    for name, attempt in made.items():
        outcome = check_attempt(exercise, attempt)
        assert misfit(exercise, attempt) is None, name
        assert outcome.passed == (name == KEY), (name, outcome.score)
        if outcome.score is not None:
            assert 0 <= outcome.score <= 1
            assert (outcome.score == 1) == (name == KEY)


# --- what is right ----------------------------------------------------------------------


def choose(exercise: Exercise, certainty: int | None = None, **labels: str) -> ChoiceAttempt:
    each = exercise.task.certainty == "each"
    level = certainty or 2
    made = [
        Choice(item=item, choice=label, certainty=level if each else None)
        for item, label in labels.items()
    ]
    return ChoiceAttempt(choices=made, certainty=None if each else level)


def test_labels_are_right_accepted_wrong_or_blank(course: Path):
    exercise = load_exercise("classify", course)
    attempt = choose(exercise, 3, one="fair", three="loaded", four="loaded")
    outcome = check_attempt(exercise, attempt)
    said = {"one": "right", "two": "blank", "three": "accepted", "four": "wrong"}
    assert dict(outcome.items) == said
    # Two of four; so many are right by calling everything fair, or everything loaded.
    assert outcome.score == 0.0
    assert outcome.points == 3 + 3 - 6
    figures = outcome.figures
    # “three” may be loaded or unsourced: both ask, so it counts as flawed.
    assert (figures["hits"], figures["of_hits"]) == (1, 2)
    assert (figures["alarms"], figures["of_alarms"]) == (1, 2)
    assert figures["discernment"] == 0.0
    assert figures["brier"] == pytest.approx((0.01 + 0.01 + 0.81) / 3)
    assert figures["gap"] == abs((0 - 0) - (1 - 1))


def test_a_ladder_forgives_one_rung_more_than_two(course: Path):
    exercise = load_exercise("ladder", course)

    def score(**labels: str) -> float | None:
        return check_attempt(exercise, choose(exercise, **labels)).score

    best = score(a="vague", b="none", c="named", d="vague")
    one_off = score(a="vague", b="none", c="vague", d="vague")
    two_off = score(a="vague", b="none", c="none", d="vague")
    assert best == 1.0
    assert one_off is not None
    assert two_off is not None
    assert best > one_off > two_off
    assert score(a="vague", b="none", c="named", d="none") == 1.0, "both rungs are accepted"


def test_a_mirror_counts_the_worse_side(course: Path):
    exercise = load_exercise("mirror", course)
    attempt = choose(exercise, n1="ask", n2="fair", s1="ask", s2="ask")
    outcome = check_attempt(exercise, attempt)
    assert outcome.score == 0.0
    assert outcome.figures["gap"] == 1.0
    assert check_attempt(exercise, choose(exercise, n1="ask", n2="fair")).score == 0.0


def test_an_order_is_the_longest_run_and_a_tie_is_free(course: Path):
    exercise = load_exercise("order", course)

    def score(order: str) -> float | None:
        return check_attempt(exercise, OrderAttempt(order=list(order), certainty=1)).score

    assert score("abcd") == score("acbd") == 1.0
    assert score("abdc") == 0.5
    assert score("dbac") == 0.0
    outcome = check_attempt(exercise, OrderAttempt(order=list("dabc"), certainty=1))
    assert outcome.items == (("d", "wrong"), ("a", "right"), ("b", "right"), ("c", "right"))


def test_a_trace_is_half_the_way_and_half_the_change(course: Path):
    exercise = load_exercise("trace", course)

    def outcome(links: list[str], change: str | None) -> tuple[float | None, dict[str, str]]:
        made = check_attempt(exercise, TraceAttempt(links=links, change=change, certainty=1))
        return made.score, dict(made.items)

    assert outcome(["report", "blog"], "number")[0] == 0.5
    score, items = outcome(["report", "song"], "hedge")
    assert score == 0.5
    assert items == {
        "report": "right", "blog": "missed", "weather": "left", "song": "wrong", "change": "right",
    }  # fmt: skip


def test_a_dossier_wants_unrelated_sources_before_the_verdict(course: Path):
    exercise = load_exercise("dossier", course)

    def outcome(opened: list[str], verdict: str) -> tuple[float | None, bool]:
        attempt = DossierAttempt(opened=opened, verdict=verdict, certainty=1)
        made = check_attempt(exercise, attempt)
        return made.score, made.passed

    assert outcome(["mill", "survey"], "contested") == (1.0, True)
    assert outcome(["mill", "survey"], "supported") == (1.0, True), "accepted"
    assert outcome(["mill", "copy"], "contested") == (0.5, False)
    assert outcome(["survey"], "contested") == (0.75, True)
    assert outcome(["mill", "survey"], "not-found") == (0.5, False)


REWRITES = {
    "the model": (None, set()),
    "a judgement stays": (
        "The old bridge will be destroyed by the reckless, disgraceful plan in 2025, Lind and "
        "Okri say.",
        {"loaded"},
    ),
    "the source is gone": (
        "The old bridge will be taken down in 2025 under the plan that the mayor made for it.",
        {"keep-bridge"},
    ),
    "a new number": (
        "The old bridge, 40 metres, will be taken down in 2025 under the mayor’s plan, the "
        "engineers say.",
        {"numbers"},
    ),
    "a new name": (
        "The old bridge will be taken down in 2025 under the plan of Bob, the engineers Lind and "
        "Okri say.",
        {"names"},
    ),
    "an allowed name": (
        "The old bridge will be taken down in 2025 under the plan of Ada, the engineers Lind and "
        "Okri say.",
        set(),
    ),
    "too short": ("The engineers say the bridge ends in 2025.", {"length"}),
}


@pytest.mark.parametrize(("text", "failing"), REWRITES.values(), ids=REWRITES)
def test_a_rewrite_is_checked_line_by_line(course: Path, text: str | None, failing: set[str]):
    exercise = load_exercise("rewrite", course)
    attempt = RewriteAttempt(text=text) if text else attempts(exercise)[KEY]
    outcome = check_attempt(exercise, attempt)
    assert {name for name, said in outcome.items if said == "wrong"} == failing
    assert outcome.passed == (not failing)


# --- answers, and what is said to them --------------------------------------------------


def answer(exercise: Exercise, attempt: dict[str, Any]) -> dict[str, Any]:
    own = {
        "exercise": exercise.task.id,
        "exercise_version": exercise.task.version,
        "passage": exercise.passage_digest,
        "first": attempt,
        "revised": None,
    }
    return {"format": "slantwise-answers", "version": 1, "answers": [own]}


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_file_of_each_kind_gets_its_feedback(course: Path, tmp_path: Path, kind: str):
    exercise = load_exercise(kind, course)
    for name, attempt in attempts(exercise).items():
        file = tmp_path / "ada.json"
        document = answer(exercise, attempt.model_dump())
        file.write_text(json.dumps(document), encoding="utf-8")
        (result,) = check(file, course)
        assert result.first == check_attempt(exercise, attempt), name
        said = result.feedback()
        assert said.startswith(exercise.task.title)
        assert said.endswith(exercise.task.next)
        assert "WHY-" in said or "check" not in said
        assert "{" not in said


def test_feedback_on_labels_tells_the_choice_the_key_and_the_best_case(
    course: Path, tmp_path: Path
):
    exercise = load_exercise("classify", course)
    attempt = choose(exercise, one="loaded", two="loaded", three="loaded", four="loaded")
    file = tmp_path / "ada.json"
    file.write_text(json.dumps(answer(exercise, attempt.model_dump())), encoding="utf-8")
    said = check(file, course)[0].feedback()
    parts = [
        "First answer: score 0.00. Of 2 items worth a question you flagged 2; of 2 fair ones, 2.",
        "Where you and the key part (2)\n  “The council met on Monday, its minutes say.”\n"
        "      You chose Loaded word. CONFUSED-LOADED",
        "The key says Nothing to ask. WHY-ONE",
        "WRONG-FOUR-LOADED",
        "Accepted: careful readers differ (1)",
        "CASE-THREE",
        "Right (1)",
    ]
    at = [said.find(part) for part in parts]
    assert -1 not in at, said
    assert at == sorted(at)


MISFITS = {
    "another kind": ("classify", {"text": "words"}, "no answer to an exercise of kind “classify”"),
    "marks": ("order", {"marks": [], "certainty": 1}, "no answer to an exercise of kind “order”"),
    "unknown item": (
        "classify",
        {"choices": [{"item": "x", "choice": "fair", "certainty": 1}]},
        "there is no “x” in it",
    ),
    "unknown label": (
        "classify",
        {"choices": [{"item": "one", "choice": "x", "certainty": 1}]},
        "there is no “x” in it",
    ),
    "an item twice": (
        "ladder",
        {"choices": [{"item": "a", "choice": "none"}] * 2, "certainty": 1},
        "“a” stands twice",
    ),
    "no certainty with a choice": (
        "classify",
        {"choices": [{"item": "one", "choice": "fair"}]},
        "does not stand with each choice",
    ),
    "no certainty for all": (
        "ladder",
        {"choices": [{"item": "a", "choice": "none"}]},
        "does not stand once for all",
    ),
    "a step missing": ("order", {"order": ["a"], "certainty": 1}, "a step is missing"),
    "a step twice": ("order", {"order": ["a", "a", "b", "c"], "certainty": 1}, "stands twice"),
    "an unknown change": ("trace", {"links": [], "change": "x", "certainty": 1}, "no “x” in it"),
    "too many cards": (
        "dossier",
        {
            "opened": ["mill", "song", "copy", "weather", "survey"],
            "verdict": None,
            "certainty": 1,
        },
        "5 cards are open, and 4 may be",
    ),
    "an unknown tick": ("reflect", {"text": "x", "ticked": ["x"]}, "there is no “x” in it"),
}


@pytest.mark.parametrize(("kind", "attempt", "problem"), MISFITS.values(), ids=MISFITS)
def test_an_attempt_that_does_not_fit(
    course: Path, tmp_path: Path, kind: str, attempt: dict[str, Any], problem: str
):
    exercise = load_exercise(kind, course)
    file = tmp_path / "ada.json"
    file.write_text(json.dumps(answer(exercise, attempt)), encoding="utf-8")
    with pytest.raises(ContentError, match="The file was changed by hand") as caught:
        check(file, course)
    assert problem in str(caught.value)


# --- spoilt files -----------------------------------------------------------------------

SPOILT = {
    "an unknown key of an item": ("classify", 'lead = "', 'laed = "', 49, "Did you mean “lead”?"),
    "an unknown label in a key": ("classify", 'key = "loaded"', 'key = "laoded"', 41, "“laoded”"),
    "an unknown label in also": ("classify", '["loaded"]', '["x"]', None, "no label “x”"),
    "an unknown label in wrong": (
        "classify",
        'loaded = "WRONG',
        'lauded = "WRONG',
        None,
        "there is no label “lauded”. Did you mean “loaded”?",
    ),
    "the key among the others": ("classify", '["loaded"]', '["unsourced"]', None, "stands in"),
    "two items of one id": ("classify", 'id = "two"', 'id = "one"', 39, "two of the id “one”"),
    "a wrong label without a word": (
        "classify",
        'confused = "CONFUSED-UNSOURCED: a source is given."\n',
        "",
        None,
        "whoever picks “unsourced” is told nothing",
    ),
    "neither quote nor text": ("ladder", 'text = "The bridge is old."\n', "", None, "one of"),
    "quote and text": (
        "ladder",
        'text = "The bridge is old."',
        'text = "x"\nquote = "y"',
        None,
        "it needs one of “quote” and “text”",
    ),
    "a quote without an article": (
        "ladder",
        'text = "The bridge is old."',
        'quote = "The bridge"',
        None,
        "a quote needs an article",
    ),
    "one label for all": ("mirror", 'key = "fair"', 'key = "ask"', None, "a mirror needs two"),
    "a mirror without a side": ("mirror", 'side = "south"\n', "", None, "“s2” of a mirror has no"),
    "shown in the right order": (
        "order",
        '["d", "b", "a", "c"]',
        '["a", "c", "b", "d"]',
        11,
        "righ",
    ),
    "a step not shown": ("order", '["d", "b", "a", "c"]', '["d", "b", "a"]', None, "every step"),
    "two right changes": (
        "trace",
        'name = "A number grew"',
        'name = "x"\nright = true',
        None,
        "2 of",
    ),
    "no verdict right": ("dossier", "right = true\n", "", None, "0 of [[verdict]] are right"),
    "an unknown verdict": ("dossier", 'id = "not-found"', 'id = "notfound"', None, "does not fit"),
    "certainty each for steps": (
        "order",
        "minutes = 5",
        'minutes = 5\ncertainty = "each"',
        7,
        "“once”",
    ),
    "a section without an article": (
        "order",
        "minutes = 5",
        'minutes = 5\nsection = "x"',
        7,
        "needs",
    ),
}


@pytest.mark.parametrize(
    ("kind", "before", "after", "line", "problem"), SPOILT.values(), ids=SPOILT
)
def test_a_spoilt_exercise(
    course: Path, spoil: Spoil, kind: str, before: str, after: str, line: int | None, problem: str
):
    path = spoil(kind, before, after)
    with pytest.raises(ContentError) as caught:
        load_exercise(kind, course)
    said = str(caught.value)
    assert problem in said.replace("'once'", "“once”")
    assert caught.value.remedy
    assert said.startswith(f"{path}:" if line is None else f"{path}:{line}: ")


def test_a_chain_needs_links_that_are_no_part_of_it(course: Path, spoil: Spoil):
    spoil("trace", "part = false", "part = true")
    load_exercise("trace", course)
    path = spoil("trace", "part = false", "part = true")
    with pytest.raises(ContentError, match="some not") as caught:
        load_exercise("trace", course)
    assert caught.value.path == str(path)


# --- the page ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_gets_every_item_and_every_wrong_label_has_its_word(course: Path, kind: str):
    exercise = load_exercise(kind, course)
    sent = payload.exercise(exercise)
    task = sent["exercise"]
    assert task["kind"] == kind
    assert task["passage"] == exercise.passage_digest
    texts = json.dumps(task, ensure_ascii=False)
    assert all(json.dumps(t, ensure_ascii=False) in texts for t in exercise.texts.values())
    for item in task.get("items", ()):
        labels = {label["id"] for label in task["labels"]}
        assert item["wrong"].keys() == labels - {item["key"], *item["also"]}
        assert all(item["wrong"].values())
    if kind == "order":
        assert [step["id"] for step in task["steps"]] == ["d", "b", "a", "c"]
        assert [step["rank"] for step in task["steps"]] == [3, 1, 0, 1]


def test_the_fingerprint_changes_with_what_is_asked(course: Path, spoil: Spoil):
    before = load_exercise("order", course).passage_digest
    spoil("order", "It may rain.", "It may snow.")
    assert load_exercise("order", course).passage_digest != before
