"""Time grows with the length of a text and not faster, whatever the text."""

import time
from collections.abc import Callable

import pytest

from slantwise.lenses import Rule, annotate, load_rules
from slantwise.lenses.panel import panel

UNITS = {
    "capitals": "A",
    "capital words": "Ada ",
    "straight quotes": '"',
    "curly quotes": "“",
    "single quotes": "‘",
    "guillemets": "«",
    "dots": ".",
    "brackets": "(",
    "nested": "([{",
    "one line": "the plan of the regime, which experts say would lead to chaos and ",
    "not merely": "not merely ",
    "commas": ", said ",
    "sentences": "He said that it is clear. ",
    "questions": "why is ",
    "cues": "said claims that reports ",
    "heads": "the annex of the mayor says of ",
}


def seconds(text: str, look: Callable[[str], object] = annotate) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        look(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", UNITS)
def test_doubling_a_text_does_no_more_than_double_the_time(name: str) -> None:
    unit = UNITS[name]
    annotate(unit)
    small = unit * (20_000 // len(unit))
    one, four = seconds(small), seconds(small * 4)
    assert four < 9 * one + 0.05, (one, four)


@pytest.mark.parametrize(
    "unit",
    [
        "Ada ",
        "Ada Lee, a x for ",
        "(Ada ",
        '"a\n',
        "“a\n \n\t",
        "''a' ",
        "he'd not ",
        "Mr. A. ",
        "is ",
    ],
)
def test_the_panel_over_twice_the_text_takes_no_more_than_twice_the_time(unit: str) -> None:
    texts = ["Ada Lee " + unit * (n // len(unit)) + "said Bo." for n in (5_000, 20_000)]
    one, four = (seconds(text, lambda text: panel(annotate(text))) for text in texts)
    assert four < 9 * one + 0.05, (one, four)


RULES = [rule for rule in load_rules().rules if rule.kind == "rule"]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_what_a_rule_finds_again_and_again_costs_no_more_each_time(rule: Rule) -> None:
    unit = " ".join((*rule.examples, *rule.counter_examples)).replace("[[", "").replace("]]", "")
    for text in (unit.rstrip(".?!") + " and ", unit + " "):
        small = text * (4_000 // len(text) + 1)
        one, four = seconds(small), seconds(small * 4)
        assert four < 9 * one + 0.05, (one, four)
