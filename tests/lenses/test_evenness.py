"""Rules judge words, not sides: none names a country, a people, a party or a person."""

import re

import pytest

from slantwise.lenses import annotate, load_rules

NAMES = """
america american americans russia russian serbia serbian serb serbs kosovo kosovar albania albanian
ukraine ukrainian china chinese israel israeli palestine palestinian iran iranian iraq syria turkey
turkish germany german france french britain british england english europe european africa african
india indian pakistan korea mexico mexican cuba trump obama clinton biden bush putin vucic hitler
stalin lenin mao republican republicans democrat democrats tory tories labour conservatives gop
muslim muslims jew jews jewish christian christians hindu catholic moscow washington beijing
""".split()


def test_no_rule_has_a_name_for_a_trigger() -> None:
    rules = load_rules()
    triggers = {
        word: entry.written
        for entry in rules.entries
        if not entry.guard
        for word in re.findall(r"[\w'-]+", entry.written.lower())
    }
    assert {name: triggers[name] for name in NAMES if name in triggers} == {}


TEMPLATES = [
    "{0} says that {1} aims to deceive the region, and experts agree that it would lead to chaos.",
    "The corrupt regime in {0} has always undermined {1}, and no sane person can deny it.",
    "According to {0}, the forces of {1} staged an attack on May 4.",
    "Why does {0} hate {1}? {0}’s hidden agenda is an outrage.",
    "“We will not forget,” {0} said. It added that {1} “lied”.",
]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(
    "sides",
    [("Serbia", "Kosovo"), ("Russia", "Ukraine"), ("Britain", "China"), ("Ruritania", "Sylvania")],
)
def test_swapped_sides_are_seen_alike(template: str, sides: tuple[str, str]) -> None:
    here, there = (annotate(template.format(*pair)) for pair in (sides, sides[::-1]))
    neutral = annotate(template.format("Xadia", "Yolvia"))
    for one in (there, neutral):
        assert [(a.by, a.label) for a in one.annotations] == [
            (a.by, a.label) for a in here.annotations
        ]
        assert [(c.kind, c.source) for c in one.claims] == [(c.kind, c.source) for c in here.claims]
        assert one.counts == here.counts
