"""What the exercises of the course promise together: fair items, both sides, honest quotations."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

from slantwise.annotation import Span
from slantwise.articles import find_root, load_article
from slantwise.exercises.attempts import KEY, attempts, marks_of
from slantwise.exercises.check import check_attempt
from slantwise.exercises.load import Exercise, Marking, list_exercises, load_exercise
from slantwise.exercises.schema import RewriteAttempt
from slantwise.exercises.tasks import ChoiceExercise, ChoiceItem, DossierExercise

ROOT = find_root(Path(__file__).parent)
EVERY = list_exercises(ROOT)
TEXTS = {
    "The article": "kosovo-1244",
    "The view from the other side": "counter-view",
    "The report": "sourced-report",
}
every_exercise = pytest.mark.parametrize("id", EVERY)


@cache
def load(id: str) -> Exercise:
    return load_exercise(id, ROOT)


def asking() -> list[ChoiceExercise]:
    """Return the exercises in which some labels ask a question."""
    tasks = [load(id).task for id in EVERY]
    return [
        task
        for task in tasks
        if isinstance(task, ChoiceExercise) and any(label.asks for label in task.label)
    ]


def flawed(task: ChoiceExercise, item: ChoiceItem) -> bool:
    return item.key in {label.id for label in task.label if label.asks}


def choice(id: str) -> ChoiceExercise:
    task = load(id).task
    assert isinstance(task, ChoiceExercise)
    return task


# --- every exercise ---------------------------------------------------------------------


@every_exercise
def test_only_the_key_passes(id: str) -> None:
    exercise = load(id)
    for name, attempt in attempts(exercise).items():
        assert check_attempt(exercise, attempt).passed == (name == KEY), name


@every_exercise
def test_it_helps_on_the_way_and_leads_on(id: str) -> None:
    task = load(id).task
    assert task.hints
    assert task.next
    assert task.chapter


@every_exercise
def test_no_letter_was_spoilt_on_its_way_into_the_file(id: str) -> None:
    """Words that were read in one encoding and written in another leave control characters."""
    source = (ROOT / "exercises" / id / "exercise.toml").read_text("utf-8")
    assert re.findall("[\u0080-\u009f\ufffd]", source) == []


@every_exercise
def test_words_that_are_given_to_a_text_stand_in_it(id: str) -> None:
    task = load(id).task
    for item in task.item if isinstance(task, ChoiceExercise) else ():
        source = next((a for lead, a in TEXTS.items() if (item.lead + ",").startswith(lead)), None)
        if source:
            words = re.sub(r"[\[\]]", "", item.text or "").rstrip(".")
            assert words in load_article(source, ROOT).text, item.id


def test_the_pieces_of_the_mirror_stand_in_the_two_texts() -> None:
    texts = {"pristina": "kosovo-1244", "belgrade": "counter-view"}
    for item in choice("mirror-two-pieces").item:
        assert (item.text or "") in load_article(texts[item.side or ""], ROOT).text, item.id


# --- fairness of the whole --------------------------------------------------------------


def test_about_half_of_what_is_asked_about_is_fair() -> None:
    counted = Counter(
        flawed(task, item) for task in asking() if task.id != "form-b" for item in task.item
    )
    assert 0.4 <= counted[False] / counted.total() <= 0.6


def test_each_side_is_the_flawed_one_equally_often() -> None:
    """In each exercise, and with as few names for sides that the whole can be counted."""
    names = set()
    for task in asking():
        sides = Counter(item.side for item in task.item if flawed(task, item) and item.side)
        assert len(set(sides.values())) <= 1, task.id
        names |= set(sides)
    assert names == {"pristina", "belgrade", "for-change", "against-change"}


def test_feedback_argues_for_the_author_where_there_is_something_to_ask() -> None:
    for task in asking():
        for item in task.item:
            assert bool(item.best_case) == flawed(task, item), (task.id, item.id)


def test_each_verdict_is_right_in_some_dossier() -> None:
    right = {
        verdict.id
        for task in (load(id).task for id in EVERY)
        if isinstance(task, DossierExercise)
        for verdict in task.verdict
        if verdict.right
    }
    assert right == {"supported", "contested", "contradicted", "not-found"}


# --- the two forms ----------------------------------------------------------------------


@pytest.mark.parametrize(("id", "fair"), [("form-a", 12), ("form-b", 18)])
def test_a_form_is_even(id: str, fair: int) -> None:
    task = choice(id)
    assert (len(task.item), task.certainty) == (24, "each")
    rows = Counter((item.key, item.side) for item in task.item)
    assert sum(n for (key, _), n in rows.items() if key == "fair") == fair
    for key in ("fair", "loaded", "no-source", "framing"):
        assert rows[key, "for-change"] == rows[key, "against-change"] > 0, key


@pytest.mark.parametrize("id", ["form-a", "form-b"])
def test_in_a_form_the_length_of_an_item_tells_nothing(id: str) -> None:
    task = choice(id)
    lengths = {
        kind: mean(len((i.text or "").split()) for i in task.item if flawed(task, i) == kind)
        for kind in (True, False)
    }
    assert lengths[True] == pytest.approx(lengths[False], rel=0.1)


def test_the_forms_ask_the_same_question_of_different_items() -> None:
    a, b = choice("form-a"), choice("form-b")
    assert a.label == b.label
    assert not {item.text for item in a.item} & {item.text for item in b.item}
    words = [mean(len((i.text or "").split()) for i in task.item) for task in (a, b)]
    assert words[0] == pytest.approx(words[1], rel=0.1)


# --- rewriting: fair versions in words that no model has ------------------------------------

# Written blind, from the page alone. Owners and claims may be named in many ways.
FAIR = [
    (
        "rewrite-moderate",
        "With Russia’s support, Serbia has followed a new policy. It offered military aid to "
        "Ukraine and Israel, sent peacekeepers to Lebanon and sold lithium to Europeans. The "
        "author thinks that Serbia did this to look moderate to other countries.",
    ),
    (
        "rewrite-moderate",
        "Serbia, supported by Russia, offered Ukraine and Israel military aid, takes part in "
        "the peacekeeping in Lebanon and sells lithium to Europe. According to the author, "
        "these moves should improve Serbia’s image and make the world believe that it is "
        "moderate.",
    ),
    (
        "rewrite-european",
        "Supported by the West, Kosovo joined the sanctions against Russia, asked to become a "
        "member of the Council of Europe, and became an associate member of the NATO "
        "Parliamentary Assembly in May 2024. The author thinks that it did so to look more "
        "European than its policy is.",
    ),
    (
        "rewrite-rapprochement",
        "Serbia says that it wants to move closer to the West and to the European Union. The "
        "author believes that this is part of a diplomatic strategy that is directed by "
        "Russia.",
    ),
    (
        "rewrite-rapprochement",
        "Serbia says that it is moving closer to the West and that it is committed to "
        "European integration. The author believes that both belong to a plan of Russia "
        "against the West.",
    ),
    (
        "rewrite-normalization",
        "Pristina says that it wants normal relations and shares European values. The author "
        "thinks that it does not mean this and that ordinary families have to pay the price.",
    ),
    (
        "rewrite-toll",
        "The writer does not believe that the money is really for repairs. In the writer’s "
        "opinion the council wants the small boats to leave the inner harbour so that the "
        "ferry company gets the berths, and wants to quiet the only neighbourhood that "
        "opposed it.",
    ),
    (
        "mend-leaflet",
        "The council has decided by six votes to five that every second bus of line 4 will "
        "not run by day. It says that 40,000 crowns a year are saved in this way. We are "
        "worried that the council wants to close the line.",
    ),
    (
        "mend-answer",
        "310 people have signed against the new timetable. After eight in the evening nothing "
        "changes, and the group does not say so. In my opinion a bus every twenty minutes is "
        "enough by day. I have the feeling that the leaders want to hurt the council.",
    ),
]


@pytest.mark.parametrize(("id", "text"), FAIR, ids=[f"{id} {n}" for n, (id, _) in enumerate(FAIR)])
def test_a_fair_version_in_other_words_is_recognised(id: str, text: str):
    outcome = check_attempt(load(id), RewriteAttempt(text=text))
    assert [name for name, said in outcome.items if said == "wrong"] == []


def test_a_guess_that_nobody_owns_is_still_told():
    text = FAIR[0][1].replace("The author thinks that Serbia", "It is plain that Serbia")
    outcome = check_attempt(load("rewrite-moderate"), RewriteAttempt(text=text))
    assert [name for name, said in outcome.items if said == "wrong"] == ["keep-image"]


def test_a_sentence_over_which_the_gallery_argues_need_not_be_found_to_pass():
    exercise = load("unsourced-resolution")
    assert isinstance(exercise, Marking)
    note = exercise.task.note[0].quote
    start = exercise.article.text.index(note)
    found = check_attempt(exercise, marks_of(exercise, [Span(start, start + len(note))]))
    assert found.passed
    assert not check_attempt(exercise, marks_of(exercise, [])).passed
