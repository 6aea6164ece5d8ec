"""The measures give values worked out by hand; a corpus file is read or refused by name."""

import gzip
import json
from pathlib import Path

import pytest

from slantwise.errors import ContentError
from slantwise.evaluation.corpora import read
from slantwise.evaluation.fit import EXPECTED, Example, fit
from slantwise.evaluation.lenses import look, pairs_right, score_auc
from slantwise.evaluation.metrics import auc, f1, interval, macro_f1, token_f1

ROW = {"id": "1", "group": "g", "text": "A corrupt, disgusting lie!", "labels": {"biased": 1}}


def test_auc_counts_ties_half() -> None:
    assert auc([3, 2, 1], [True, False, False]) == 1
    assert auc([1, 1], [True, False]) == 0.5
    assert auc([1, 2, 2, 3], [False, True, False, True]) == 0.875
    assert auc([1, 2], [True, True]) == 0.5


def test_f1_by_hand() -> None:
    guesses, labels = [True, True, False, False], [True, False, True, False]
    assert f1(guesses, labels) == 0.5
    assert macro_f1(guesses, labels) == 0.5
    assert f1([False], [True]) == 0


def test_token_f1_counts_words_that_spans_touch() -> None:
    text = "one two-three four"
    assert token_f1([(text, [(0, 3), (5, 6)], [(4, 13)])]) == pytest.approx(2 / 3)


def test_the_interval_is_repeatable_and_holds_the_mean() -> None:
    data = list(range(100))

    def mean(sample: list[int]) -> float:
        return sum(sample) / len(sample)

    low, high = interval(data, mean)
    assert low < 49.5 < high
    assert (low, high) == interval(data, mean)


def test_fit_finds_what_tells_labels_apart_and_keeps_rules_positive() -> None:
    rows = [Example("c", {"bad": 1.0, "dull": 1.0}, True)] * 20
    rows += [Example("c", {"dull": 1.0}, False), Example("c", {"sober": 1.0}, False)] * 20
    weights = fit(rows, frozenset({"sober"}))
    assert weights["bad"] > 1
    assert weights["dull"] >= 0
    assert weights["sober"] < 0


def test_a_corpus_is_read_plain_or_packed(tmp_path: Path) -> None:
    (tmp_path / "babe.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    with gzip.open(tmp_path / "wnc_sample.dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(ROW | {"spans": [[2, 9, "edited"]]}))
    assert read(tmp_path, "babe")[0].text == ROW["text"]
    assert read(tmp_path, "wnc_sample")[0].spans == ((2, 9, "edited"),)


def test_a_corpus_that_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"no file babe\.jsonl"):
        read(tmp_path, "babe")
    (tmp_path / "babe.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError, match=r"babe.jsonl:1: not a line of a corpus"):
        read(tmp_path, "babe")


def test_pairs_and_scores(tmp_path: Path) -> None:
    plain = ROW | {"id": "2", "text": "He was born in May 1950.", "labels": {"biased": 0}}
    lines = "\n".join(map(json.dumps, (ROW, plain)))
    (tmp_path / "wnc_sample.jsonl").write_text(lines, encoding="utf-8")
    seen = [look(item) for item in read(tmp_path, "wnc_sample")]
    assert pairs_right(seen) == 1
    assert score_auc("wnc_sample", "loaded")(seen) == 1


def test_a_rule_that_hardly_occurs_keeps_what_a_loaded_word_is_worth() -> None:
    rows = [Example("c", {"bad": 1.0}, True), Example("c", {"sober": 1.0}, True)] * 20
    rows += [Example("c", {}, False), Example("c", {"rare": 1.0, "seldom": 1.0}, True)] * 2
    weights = fit(rows, frozenset({"sober", "seldom"}))
    assert abs(weights["rare"] - EXPECTED) < 0.2
    assert abs(weights["seldom"]) < 0.1
