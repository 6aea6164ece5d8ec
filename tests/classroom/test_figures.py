"""The figures: worked out by hand, and by a second implementation where there is one."""

import statistics
from collections.abc import Callable
from math import isclose
from pathlib import Path
from random import Random
from typing import Any

import pytest
from nltk.metrics.agreement import AnnotationTask

from slantwise.classroom.figures import (
    MANY,
    alpha,
    bits,
    class_alpha,
    correlation,
    disagreement,
    mean,
    pair_alpha,
    share,
)
from slantwise.classroom.gather import Class
from slantwise.classroom.items import results, wrong
from slantwise.classroom.marked import heat
from slantwise.classroom.sums import figures, forms

Answer = dict[str, Any]
Write = Callable[..., Path]
Gathered = Callable[..., Class]


def nltk_alpha(marks: list[int], words: int) -> float:
    data = [(str(i), str(w), own >> w & 1) for i, own in enumerate(marks) for w in range(words)]
    return float(AnnotationTask(data=data).alpha())


def counts_of(marks: list[int], words: int) -> list[int]:
    return [sum(own >> w & 1 for own in marks) for w in range(words)]


@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_that_of_nltk(seed: int):
    random = Random(seed)  # noqa: S311
    marks = [random.getrandbits(20) & random.getrandbits(20) for _ in range(12)]
    counts = counts_of(marks, 20)
    assert alpha(counts, 12) == pytest.approx(nltk_alpha(marks, 20), abs=1e-12)
    assert pair_alpha(marks[0], marks[1], 20) == pytest.approx(nltk_alpha(marks[:2], 20), abs=1e-12)


def test_the_interval_of_alpha_leaves_out_each_pupil_in_turn():
    random = Random(3)  # noqa: S311
    marks = [random.getrandbits(15) & random.getrandbits(15) for _ in range(11)]
    left = [nltk_alpha(marks[:i] + marks[i + 1 :], 15) for i in range(11)]
    middle = statistics.fmean(left)
    error = (10 / 11 * sum((a - middle) ** 2 for a in left)) ** 0.5
    found = class_alpha(counts_of(marks, 15), marks)
    assert found is not None
    assert found.value == pytest.approx(nltk_alpha(marks, 15))
    assert found.low == pytest.approx(found.value - 1.959963984540054 * error)
    assert found.high == pytest.approx(min(1, found.value + 1.959963984540054 * error))


@pytest.mark.parametrize("marks", [[0, 0, 0], [7, 7, 7], [5]])
def test_alpha_of_marks_that_never_differ_in_anything_is_not_given(marks: list[int]):
    assert class_alpha(counts_of(marks, 3), marks) is None


def test_one_pupil_apart_from_a_class_of_one_mind():
    marks = [0] * 10 + [1]
    found = class_alpha(counts_of(marks, 3), marks)
    assert found is not None
    assert found.low is not None
    assert found.low <= found.value <= 1


def test_bits():
    assert list(bits(0)) == []
    assert list(bits(0b1011 | 1 << 300)) == [0, 1, 3, 300]


def test_a_share_has_an_interval_from_ten_pupils_on():
    assert share(3, 9).low is None
    found = share(5, 10)
    assert (found.low, found.high) == (
        pytest.approx(0.2366, abs=1e-4),
        pytest.approx(0.7634, abs=1e-4),
    )


def test_a_mean_is_resampled_and_always_the_same():
    values = [0.0, 1.0] * 6
    found = mean(values)
    assert found == mean(values)
    assert found is not None
    assert (found.value, found.n) == (0.5, 12)
    assert found.low == pytest.approx(0.25, abs=0.05)
    assert found.high == pytest.approx(0.75, abs=0.05)
    assert mean(values[:8]).low is None  # type: ignore[union-attr]
    assert mean([]) is None


def test_the_two_intervals_of_a_mean_meet():
    random = Random(0)  # noqa: S311
    values = [random.random() for _ in range(MANY)]
    drawn, normal = mean(values[:-1]), mean(values)
    assert drawn is not None
    assert normal is not None
    assert drawn.low == pytest.approx(normal.low, abs=0.01)
    assert drawn.high == pytest.approx(normal.high, abs=0.01)


def test_disagreement_is_greatest_in_the_middle():
    assert disagreement(0.5) == 1
    assert disagreement(0) == disagreement(1) == 0
    assert isclose(disagreement(0.25), disagreement(0.75))


def test_a_correlation():
    xs, ys = [0, 1, 1, 0, 1, 0, 1, 1, 0, 1], [3, 4, 6, 1, 5, 2, 2, 6, 3, 4]
    found = correlation(xs, ys)
    assert found is not None
    assert found.value == pytest.approx(statistics.correlation(xs, ys))
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high
    assert correlation([1] * 10, ys) is None


# --- a small class, by hand -------------------------------------------------------------


@pytest.fixture
def four(write: Write, gathered: Gathered, marked: Callable[..., Answer]) -> Class:
    """Four pupils; three core passages, four fair ones, 64 words."""
    write("1.json", marked("greedy", "rammed", certainty=3))
    write("2.json", marked("greedy", "voted", certainty=1))
    write("3.json", marked("greedy", revised=["greedy", "rammed"]))
    write("4.json", marked())
    return gathered()


def test_hits_false_alarms_and_j_by_hand(four: Class):
    found = figures([row.first for row in four.rows["pen"]])
    assert found["hits"].value == pytest.approx((2 / 3 + 1 / 3 + 1 / 3 + 0) / 4)
    assert found["alarms"].value == pytest.approx(1 / 16)
    assert found["j"].value == pytest.approx(1 / 3 - 1 / 16)
    assert not any(figure.enough for figure in found.values())


def test_the_heat_of_each_word_and_passage_by_hand(four: Class, pen: Any):
    found = heat(pen, four.rows["pen"])
    text = pen.article.text
    hot = {w.of(text): n for w, n in zip(found.words, found.counts, strict=True) if n}
    assert hot == {"greedy": 3, "rammed": 1, "voted": 1}
    voted = {w.of(text): n for w, n in zip(found.words, found.votes, strict=True) if n}
    assert voted["greedy"] == voted["crowd"] == 2
    assert voted["before"] == 1
    told = {place.words: (place.zone, place.marked, place.readers) for place in found.places}
    assert told["greedy"] == ("core", 3, 2)
    assert told["voted"] == ("fair", 1, 0)
    assert told["before anybody could object"] == ("contestable", 0, 1)
    # 9 pairs of pupils and words differ: 3·1 + 1·3 + 1·3; 5 marks of 4·64.
    assert found.within is not None
    assert found.within.value == pytest.approx(1 - 9 * 255 / (3 * 5 * 251))
    assert not found.within.enough


def test_words_that_only_the_class_marks_are_a_passage(
    write: Write, gathered: Gathered, pen: Any, marked: Any
):
    for n in range(3):
        write(f"{n}.json", marked("Mill Street", "the"))
    write("9.json", marked())
    found = heat(pen, gathered().rows["pen"])
    beyond = [(place.words, place.marked) for place in found.places if place.zone == "beyond"]
    assert beyond == [("Mill Street", 3), ("the", 3)]


def test_the_most_disputed_passage_stands_first(
    write: Write, gathered: Gathered, pen: Any, marked: Any
):
    for n in range(12):
        write(
            f"{n:02}.json",
            marked(*(["greedy"] * (n < 11) + ["rammed"] * (n < 6) + ["voted"] * (n < 10))),
        )
    found = heat(pen, gathered().rows["pen"])
    assert [place.words for place in found.disputed] == ["rammed", "voted", "greedy"]
    # Most mark a fair word, and nobody the label that all readings mark.
    assert [place.words for place in found.against] == ["same old crowd of complainers", "voted"]


def test_item_analysis_by_hand(write: Write, gathered: Gathered, sort: Any, sorted_as: Any):
    labels = [
        ("fact", "value", "prediction", "value"),
        ("fact", "value", "fact", "prediction"),
        ("value", "fact", "value", None),
        ("fact", "fact", "prediction", "fact"),
    ] * 3
    for n, own in enumerate(labels):
        write(f"{n:02}.json", sorted_as(*own))
    found = {item.id: item for item in results(sort, gathered().rows["sort"])}
    assert found["vote"].right == share(9, 12)
    assert found["spring"].right == share(9, 12)  # “fact” is accepted
    assert found["crowd"].outcomes == {"right": 3, "accepted": 3, "blank": 3, "wrong": 3}
    assert wrong(found["greedy"]) == {"Report": 6}
    assert wrong(found["crowd"]) == {"Report": 3}
    own, rest = [1.0, 1.0, 0.0, 1.0] * 3, [3, 3, 0, 1] * 3
    assert found["vote"].rest is not None
    assert found["vote"].rest.value == pytest.approx(statistics.correlation(own, rest))


def test_the_rest_of_an_item_by_the_formula_that_takes_an_item_out_of_its_total(
    write: Write, gathered: Gathered, sort: Any, sorted_as: Any
):
    """Corrected from the plain item-total correlation, as in McNemar 1962, without any rest."""
    random, keys = Random(5), ("fact", "value", "prediction", "value")  # noqa: S311
    for n in range(60):
        skill = random.uniform(0.2, 1)
        own = [key if random.random() < skill else "fact" for key in keys]
        write(f"{n:02}.json", sorted_as(*own))
    rows = gathered().rows["sort"]
    right = [[what in ("right", "accepted") for _, what, _ in row.first.items] for row in rows]
    totals = [float(sum(own)) for own in right]
    for i, item in enumerate(results(sort, rows)):
        own = [float(pupil[i]) for pupil in right]
        if len(set(own)) == 1:
            assert item.rest is None
            continue
        r = statistics.correlation(own, totals)
        si, st = statistics.stdev(own), statistics.stdev(totals)
        corrected = (r * st - si) / (si * si + st * st - 2 * r * si * st) ** 0.5
        assert item.rest is not None
        assert item.rest.value == pytest.approx(corrected)
        assert item.right == share(int(sum(own)), 60)


def test_item_analysis_is_that_of_pingouin():
    """Worked out once with pingouin 0.7.0: `corr(item, rest)` of twelve pupils and five items."""
    pupils = ["11111", "11110", "11010", "01100", "10000", "11101",
              "00010", "11110", "01000", "11011", "10110", "00000"]  # fmt: skip
    right = [[float(x) for x in pupil] for pupil in pupils]
    expected = [
        (0.577350, 0.01, 0.86),
        (0.410792, -0.21, 0.80),
        (0.390567, -0.24, 0.79),
        (0.309405, -0.32, 0.75),
        (0.400862, -0.22, 0.79),
    ]
    for i, (r, low, high) in enumerate(expected):
        found = correlation([p[i] for p in right], [sum(p) - p[i] for p in right])
        assert found is not None
        assert found.value == pytest.approx(r, abs=1e-6)
        assert found.low == pytest.approx(low, abs=0.006)
        assert found.high == pytest.approx(high, abs=0.006)


# --- before and after -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((6, 4), (6, 2), "discerning"),
        ((4, 4), (5, 15), "suspicious"),
        ((10, 10), (2, 6), "trusting"),
        ((2, 0), (6, 3), "keener"),
        ((10, 1), (1, 9), "less"),
        ((8, 3), (4, 5), "open"),
    ],
)
def test_more_discerning_or_merely_more_suspicious(
    write: Write, gathered: Gathered, labelled: Any, before: Any, after: Any, verdict: str
):
    for n in range(12):
        swing = n % 3 - 1  # a little more or less in each pupil
        first = labelled("form-a", before[0], max(0, before[1] + swing * (before[1] > 1)))
        second = labelled("form-b", after[0], after[1] - swing)
        write(f"{n:02}.json", first, second)
    write("alone.json", labelled("form-a", 3, 3))
    found = forms(gathered())
    assert found is not None
    assert (found.pupils, found.only) == (12, 1)
    assert found.verdict == verdict


def test_surer_than_right_by_hand(write: Write, gathered: Gathered, labelled: Any):
    """Of 24 items 12 are flawed in Form A, and 6 in Form B; level 3 says 0.9."""
    write("1.json", labelled("form-a", 12, 0, certainty=3), labelled("form-b", 0, 0, certainty=3))
    write("2.json", labelled("form-a", 0, 12, certainty=2), labelled("form-b", 6, 0, certainty=1))
    found = forms(gathered())
    assert found is not None
    assert found.before["over"].value == pytest.approx(((0.9 - 1) + (0.75 - 0)) / 2)
    assert found.before["gap"].value == pytest.approx((0.1 + 0.75) / 2)
    assert found.after["over"].value == pytest.approx(((0.9 - 0.75) + (0.5 - 1)) / 2)
    assert found.change["over"].value == pytest.approx((0.25 - 1.25) / 2)
    assert found.change["gap"].value == pytest.approx((0.05 - 0.25) / 2)
    assert found.calibrated == "few"


@pytest.mark.parametrize(
    ("before", "after", "told"), [(3, 2, "closer"), (2, 3, "further"), (2, 2, "open")]
)
def test_certainty_that_fits_better_or_less_well(
    write: Write, gathered: Gathered, labelled: Any, before: int, after: int, told: str
):
    for n in range(12):
        first = labelled("form-a", 7 + n % 3, 3, certainty=before)  # about 17 of 24 are right
        write(f"{n:02}.json", first, labelled("form-b", 1 + (n + 1) % 3, 3, certainty=after))
    found = forms(gathered())
    assert found is not None
    assert found.calibrated == told


def test_a_change_is_of_the_same_pupils_and_in_each(
    write: Write, gathered: Gathered, labelled: Any
):
    for n in range(4):
        write(f"{n}.json", labelled("form-a", 3 * n, 0), labelled("form-b", 6, 9, certainty=3))
    found = forms(gathered())
    assert found is not None
    assert found.change["j"].value == pytest.approx(1 - 0.5 - (0 + 3 + 6 + 9) / 4 / 12)
    assert found.verdict == "few"


def test_without_either_set_there_is_nothing_to_compare(four: Class):
    assert forms(four) is None
