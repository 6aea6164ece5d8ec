"""What a score is: figures worked out by hand, properties, and the vectors of both scorers."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slantwise.annotation import Span, merge
from slantwise.scoring import Key, Report, certainty_points, compare

VECTORS = Path(__file__).with_name("vectors") / "scoring.json"


def w(first: int, last: int | None = None) -> Span:
    """The words first to last of a passage whose words are letters: `a b c d …`."""
    return Span(2 * first, 2 * (first if last is None else last) + 1)


def key(
    n: int, core: Sequence[Span], contestable: Sequence[Span] = (), fair: Sequence[Span] = ()
) -> Key:
    return Key(tuple(map(w, range(n))), tuple(core), tuple(contestable), tuple(fair))


# --- worked out by hand -----------------------------------------------------------------

# Ten words: 2-4 core, their neighbours 1 and 5 and the contestable 7 never penalised; so
# 0, 6, 8 and 9 are wrong to mark, and 9 is called fair. Everything marked: precision 3/7,
# recall 1, F_all = 2 * 3/7 / (10/7) = 3/5.
TEN = key(10, [w(2, 4)], [w(7)], [w(9)])
# Twelve words: 1 and 4-5 core, neighbours 0, 2, 3, 6; 7 to 11 wrong, of which 8-9 are fair.
# The fair unit 2 holds only a neighbour, so it does not count. F_all = 2 * 3/8 / (11/8) = 6/11.
TWELVE = key(12, [w(1), w(4, 5)], [], [w(8, 9), w(2)])
# Eight words: 1-4 core, neighbours 0 and 5; 6 and 7 wrong. F_all = 2 * 4/6 / (10/6) = 4/5.
EIGHT = key(8, [w(1, 4)])

# key, marks: precision, recall, score, hit rate, false alarm rate, words beyond
BY_HAND = {
    "nothing": (TEN, [], "0 0 0 0 0 0"),
    "everything": (TEN, [w(0, 9)], "3/7 1 0 1 1 3"),
    "the core": (TEN, [w(2, 4)], "1 1 1 1 0 0"),
    "the middle word forgives both edges": (TEN, [w(3)], "1 1 1 1 0 0"),
    "an edge alone is a third": (TEN, [w(2)], "1 1/3 0 0 0 0"),
    "two of three forgive the third": (TEN, [w(2, 3)], "1 1 1 1 0 0"),
    "neighbours cost nothing": (TEN, [w(1, 5)], "1 1 1 1 0 0"),
    "the contestable costs nothing": (TEN, [w(2, 4), w(7)], "1 1 1 1 0 0"),
    "the contestable earns nothing": (TEN, [w(7)], "0 0 0 0 0 0"),
    # F = 2 * 3/4 / (7/4) = 6/7; (6/7 - 3/5) / (2/5) = 9/14
    "a fair word costs": (TEN, [w(2, 4), w(9)], "3/4 1 9/14 1 1 0"),
    "a word of no zone costs as much": (TEN, [w(2, 4), w(0)], "3/4 1 9/14 1 0 1"),
    # F = 2 * 1 * 1/2 / (3/2) = 2/3; (2/3 - 6/11) / (5/11) = 4/15
    "one unit of two": (TWELVE, [w(1)], "1 1/2 4/15 1/2 0 0"),
    "either word of two is the whole unit": (TWELVE, [w(5)], "1 1/2 4/15 1/2 0 0"),
    "only a fair unit": (TWELVE, [w(8)], "0 0 0 0 1 0"),
    # F = 2 * 3/5 / (8/5) = 3/4; (3/4 - 6/11) / (5/11) = 9/20
    "all and two too many": (TWELVE, [w(1), w(4, 5), w(9), w(11)], "3/5 1 9/20 1 1 1"),
    # F = 2 * 1/2 / (3/2) = 2/3, less than F_all
    "half a unit is found": (EIGHT, [w(2)], "1 1/2 0 1 - 0"),
    # F = 2 * 3/4 / (7/4) = 6/7; (6/7 - 4/5) / (1/5) = 2/7
    "three of four": (EIGHT, [w(2, 3), w(1), w(7)], "3/4 1 2/7 1 - 1"),
}


@pytest.mark.parametrize(("key", "marks", "figures"), BY_HAND.values(), ids=BY_HAND)
def test_figures_worked_out_by_hand(key: Key, marks: list[Span], figures: str):
    report = compare(key, marks)
    expected = [None if f == "-" else float(Fraction(f)) for f in figures.split()]
    found = [
        report.precision,
        report.recall,
        report.score,
        report.hit_rate,
        report.false_alarm_rate,
        report.beyond,
    ]
    assert found == [e if e is None else pytest.approx(e, rel=1e-14) for e in expected]
    alarms = report.false_alarm_rate
    assert report.discernment == (None if alarms is None else report.hit_rate - alarms)


def test_units_are_reported_one_by_one():
    report = compare(TWELVE, [w(4), w(9)])
    assert report.credit == (0.0, 1.0)
    assert report.flagged == (True, None)
    assert compare(TEN, [w(7)]).disputed == (True,)
    assert compare(TEN, [w(9)]).disputed == (False,)


@pytest.mark.parametrize(
    ("right", "level", "points"),
    [(True, 1, 1), (True, 2, 2), (True, 3, 3), (False, 1, 0), (False, 2, -2), (False, 3, -6)],
)
def test_certainty_pays_only_for_who_is_right(right: bool, level: int, points: int):
    assert certainty_points(right, level) == points


@pytest.mark.parametrize("level", [0, 4, -1])
def test_there_is_no_other_certainty(level: int):
    with pytest.raises(KeyError):
        certainty_points(True, level)


# --- the vectors ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def maker(script_at: Callable[[Path], ModuleType]) -> ModuleType:
    return script_at(VECTORS.with_name("make_scoring.py"))


def test_python_gives_the_figures_of_the_vectors(maker: ModuleType):
    vectors = json.loads(VECTORS.read_text("utf-8"))
    assert len(vectors["vectors"]) >= 220
    for vector in vectors["vectors"]:
        report = compare(maker.as_key(vector["key"]), [Span(*mark) for mark in vector["marks"]])
        assert json.loads(json.dumps(asdict(report))) == vector["report"], vector["name"]
    for vector in vectors["invalid"]:
        with pytest.raises(ValueError, match=vector["error"]):
            maker.as_key(vector["key"])
    for right, level, points in vectors["certainty"]:
        assert certainty_points(right, level) == points


def test_the_vectors_are_fresh(maker: ModuleType):
    fresh = maker.render() == VECTORS.read_text("utf-8")
    assert fresh, "run tests/vectors/make_scoring.py, and look at what changed"


def test_the_vectors_reach_every_outcome():
    reports = [v["report"] for v in json.loads(VECTORS.read_text("utf-8"))["vectors"]]
    scores = [r["score"] for r in reports]
    assert scores.count(0) > 20
    assert scores.count(1) > 5
    assert sum(0 < s < 1 for s in scores) > 40
    for name, values in {
        "flagged": {True, False, None},
        "disputed": {True, False},
    }.items():
        assert {x for r in reports for x in r[name]} == values
    assert any(0 < c < 0.5 for r in reports for c in r["credit"])
    assert any(0.5 <= c < 1 for r in reports for c in r["credit"])
    assert any(r["false_alarm_rate"] is None for r in reports)


# --- properties -------------------------------------------------------------------------


@st.composite
def keys(draw: st.DrawFn) -> Key:
    n = draw(st.integers(3, 24))
    runs = st.lists(spans(n), max_size=4)
    try:
        return key(n, draw(st.lists(spans(n), min_size=1, max_size=4)), draw(runs), draw(runs))
    except ValueError:
        assume(False)
        raise


def spans(n: int) -> st.SearchStrategy[Span]:
    """Runs of whole words, mostly short."""
    firsts = st.integers(0, n - 1)
    lengths = st.integers(0, 3)
    return st.builds(lambda a, k: w(a, min(a + k, n - 1)), firsts, lengths)


answers = st.lists(
    st.builds(lambda a, k: Span(a, a + k), st.integers(0, 50), st.integers(1, 9)), max_size=8
)


@given(keys())
def test_the_key_scores_one(key: Key):
    report = compare(key, key.core)
    assert (report.score, report.hit_rate, report.beyond) == (1.0, 1.0, 0)
    assert not any(report.flagged)


@given(keys())
def test_blank_and_everything_score_nothing(key: Key):
    everything = Span(0, key.words[-1].end)
    for marks in ([], [everything], key.words, [Span(1000, 1001)]):
        assert compare(key, marks).score == 0.0


@given(keys(), answers)
def test_rates_stay_in_range(key: Key, marks: list[Span]):
    report = compare(key, marks)
    for rate in (
        *report.credit,
        report.precision,
        report.recall,
        report.f,
        report.f_all,
        report.score,
        report.hit_rate,
        report.false_alarm_rate or 0.0,
    ):
        assert 0.0 <= rate <= 1.0
    assert 0 <= report.beyond <= len(key.words)


@given(keys(), answers, st.data())
def test_marking_a_core_unit_never_costs(key: Key, marks: list[Span], data: st.DataObject):
    unit = data.draw(st.sampled_from(key.core))
    assert compare(key, [*marks, unit]).score >= compare(key, marks).score


@given(keys(), answers)
def test_marking_what_readers_dispute_changes_no_figure(key: Key, marks: list[Span]):
    core = set(range(len(key.words)))
    core = {i for i in core for unit in key.core if unit.overlaps(key.words[i])}
    disputed = [
        word
        for i, word in enumerate(key.words)
        if i not in core and any(unit.overlaps(word) for unit in key.contestable)
    ]
    before, after = compare(key, marks), compare(key, [*marks, *disputed])
    assert without_disputed(before) == without_disputed(after)


def without_disputed(report: Report) -> dict[str, object]:
    return {name: value for name, value in asdict(report).items() if name != "disputed"}


@given(keys(), answers, st.randoms(use_true_random=False))
def test_the_order_and_the_overlap_of_marks_do_not_matter(key: Key, marks: list[Span], random):
    shuffled = marks * 2
    random.shuffle(shuffled)
    words_touched = [word for word in key.words if any(word.overlaps(mark) for mark in marks)]
    report = compare(key, marks)
    assert compare(key, shuffled) == report
    assert compare(key, merge(marks)) == report
    assert compare(key, words_touched) == report
