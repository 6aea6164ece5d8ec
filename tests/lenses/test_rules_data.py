"""Every rule keeps what its examples promise, and stays silent where its word is fair."""

import pytest

from slantwise.lenses import Rule, load_rules
from slantwise.lenses.made import MADE
from slantwise.lenses.promises import broken

SET = load_rules()
RULES = [rule for rule in (*SET.rules, *MADE) if rule.kind == "rule"]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples_are_found_exactly_and_counter_examples_left_alone(rule: Rule) -> None:
    assert rule.examples
    assert rule.counter_examples
    assert not list(broken(SET, {rule.id}))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_texts_for_readers_are_plain_and_do_not_convict(rule: Rule) -> None:
    assert rule.question.endswith("?")
    assert rule.best_case
    for text in (rule.label, rule.why, rule.question, rule.best_case, *rule.neutral):
        assert not set("<>`*_") & set(text)
        assert not {"propaganda", "unsourced"} & set(text.lower().split())
