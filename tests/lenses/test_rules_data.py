"""Every rule keeps what its examples promise, and stays silent where its word is fair."""

import pytest

from slantwise.lenses import Rule, annotate, load_rules

ALL = -99.0  # an example may be as sober as it likes
RULES = [rule for rule in load_rules().rules if rule.kind == "rule"]


def found(text: str, rule: Rule) -> list[tuple[int, int]]:
    remarks = annotate(text, shown=ALL).annotations
    return [(s.start, s.end) for a in remarks if a.by == rule.id for s in a.spans]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples_are_found_at_their_exact_place(rule: Rule) -> None:
    for example in rule.examples:
        start, end = example.index("[["), example.index("]]") - 2
        text = example.replace("[[", "").replace("]]", "")
        assert (start, end) in found(text, rule), example


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_counter_examples_stay_unmarked(rule: Rule) -> None:
    for example in rule.counter_examples:
        assert not found(example, rule), example


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_texts_for_readers_are_plain_and_do_not_convict(rule: Rule) -> None:
    assert rule.question.endswith("?")
    for text in (rule.label, rule.why, rule.question, *rule.neutral):
        assert not set("<>`*_") & set(text)
        assert not {"propaganda", "unsourced"} & set(text.lower().split())
