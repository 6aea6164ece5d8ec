"""What every exercise in marking must prove before a learner sees it (docs: teaching)."""

from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

from slantwise.annotation import Span
from slantwise.articles import find_root
from slantwise.exercises.load import Marking, list_exercises, load_exercise
from slantwise.reader import payload
from slantwise.reader.worksheet import worksheet
from slantwise.scoring import compare
from slantwise.text import layout, words

ROOT = find_root(Path(__file__).parent)
EVERY = {
    id: exercise
    for id in list_exercises(ROOT)
    if isinstance(exercise := load_exercise(id, ROOT), Marking)
}


@pytest.fixture(params=EVERY)
def exercise(request: pytest.FixtureRequest) -> Marking:
    return EVERY[request.param]


def score(exercise: Marking, marks: list[Span]) -> float:
    return compare(exercise.key, marks).score


def test_the_first_exercise_is_there():
    assert "loaded-opening" in EVERY


def test_the_key_passes_with_full_marks(exercise: Marking):
    assert score(exercise, list(exercise.key.core)) == 1.0


def test_blank_and_mark_all_fail_with_nothing(exercise: Marking):
    assert score(exercise, []) == 0.0
    assert score(exercise, [exercise.section.span]) == 0.0


def lazy_answers(exercise: Marking) -> dict[str, list[Span]]:
    """Answers that need no reading."""
    tokens, text = exercise.key.words, exercise.article.text
    long = sorted(tokens, key=lambda t: t.start - t.end)
    sentences = [s.span for s in exercise.article.layout.sentences]
    return {
        "every other word": list(tokens[::2]),
        "the other every other word": list(tokens[1::2]),
        "every third word": list(tokens[::3]),
        "the long words": long[: len(tokens) // 4],
        "the few longest words": long[: len(exercise.key.core)],
        "the capitals": [t for t in tokens if t.of(text)[0].isupper()],
        "the first half": list(tokens[: len(tokens) // 2]),
        "the second half": list(tokens[len(tokens) // 2 :]),
        "every other sentence": sentences[::2],
        "only what is fair": list(exercise.key.fair),
        "only what is disputed": list(exercise.key.contestable),
    }


def test_lazy_answers_fail(exercise: Marking):
    for kind, marks in lazy_answers(exercise).items():
        assert score(exercise, marks) < exercise.task.pass_, kind


def test_fifty_random_answers_fail(exercise: Marking):
    for seed in range(50):
        random = Random(seed)  # noqa: S311 - no secret
        share = random.choice([0.05, 0.1, 0.2, 0.5])
        marks = [word for word in exercise.key.words if random.random() < share]
        assert score(exercise, marks) < exercise.task.pass_, f"seed {seed}"


def test_every_core_passage_is_worth_marking(exercise: Marking):
    marks: list[Span] = []
    before = score(exercise, marks)
    for unit in exercise.key.core:
        marks.append(unit)
        assert score(exercise, marks) >= before
        before = score(exercise, marks)
    for left_out in exercise.key.core:
        assert score(exercise, [u for u in exercise.key.core if u != left_out]) < 1.0


def test_about_half_of_the_items_are_fair(exercise: Marking):
    core, fair = exercise.zone("core"), exercise.zone("fair")
    assert 0.4 <= len(fair) / (len(core) + len(fair)) <= 0.6
    report = compare(exercise.key, [])
    assert sum(f is not None for f in report.flagged) >= 0.8 * len(fair), "too many don't count"


def test_every_quotation_stands_once_or_says_all(exercise: Marking):
    passage = exercise.section.span.of(exercise.article.text)
    for note in exercise.task.note:
        count = passage.count(note.quote)
        assert count > 1 if note.all else count == 1, note.quote


def test_every_core_passage_has_its_reason_its_question_and_the_best_case(exercise: Marking):
    for item in exercise.zone("core"):
        assert all((item.note.label, item.note.question, item.note.why, item.note.best_case))
    for item in exercise.zone("contestable"):
        assert item.note.best_case, item.note.quote
    for item in exercise.zone("fair"):
        assert item.note.label, f"{item.note.quote}: an own note, not only a reading's"


def test_the_reading_time_fits(exercise: Marking):
    pace, seconds_an_item = 180, 12  # words a minute, slow; marking beside reading
    minutes = 2 * len(exercise.key.words) / pace
    minutes += seconds_an_item * len(exercise.zone("core")) / 60
    assert minutes <= exercise.task.minutes


def test_the_text_is_the_articles_own(exercise: Marking):
    text = exercise.article.text
    assert exercise.key.words == tuple(words(text, exercise.section.span))
    assert exercise.article.layout == layout(text)


class Prose(HTMLParser):
    """The words of a page, less the passage itself."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_the_handout_shows_no_key(exercise: Marking):
    html = worksheet(payload.exercise(exercise))
    said = "".join(Prose(html).said)
    for block in exercise.article.layout.blocks:
        if exercise.section.span.contains(block.span):
            assert block.span.of(exercise.article.text) in said
    told = [
        told
        for item in exercise.items
        for told in (
            item.note.why,
            item.note.question,
            item.note.best_case,
            *(mark.why for _, mark in item.unit.marks),
        )
        if told
    ]
    assert len(told) > len(exercise.items)
    assert [t for t in (*told, *exercise.task.hints) if t in said] == []
    assert "slw-u" not in html
    assert "slw-ref" not in html


def test_page_and_key_hold_the_same_items(exercise: Marking):
    sent = payload.exercise(exercise)["exercise"]
    text = exercise.article.text
    assert [(i["zone"], Span(*i["span"])) for i in sent["items"]] == [
        (item.zone, item.unit.span) for item in exercise.items
    ]
    assert all(i["quote"] == Span(*i["span"]).of(text) for i in sent["items"])
    for zone, spans in sent["key"].items():
        assert tuple(Span(*pair) for pair in spans) == getattr(exercise.key, zone)
