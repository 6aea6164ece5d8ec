"""Rules judge words, not sides: none names a country, a people, a party or a person."""

import os
import re
from pathlib import Path

import pytest

from slantwise.articles import load_article
from slantwise.evaluation.corpora import read
from slantwise.lenses import Document, annotate, load_rules
from slantwise.lenses.panel import panel

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
    "{0} could face riots. These riots of {0} will ruin {1}.",
    "{0} might attack {1}. Such an attack would be a crime. This will end {1}. " * 6,
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


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["US", "WHO", "U.S.", "U.N.", "EU", "St. Lucia", "O’Brien"])
def test_a_name_in_capitals_or_with_stops_is_a_name_like_any_other(
    template: str, name: str
) -> None:
    for pair in ((name, "Iran"), ("Iran", name)):
        here, plain = annotate(template.format(*pair)), annotate(template.format("Xadia", "Yolvia"))
        assert [(a.by, a.label) for a in here.annotations] == [
            (a.by, a.label) for a in plain.annotations
        ]
        assert [(c.kind, c.source) for c in here.claims] == [
            (c.kind, c.source) for c in plain.claims
        ]
        assert here.counts == plain.counts


# Whole texts: everything that is found, and what the panel counts, with the names changed about.

PAIRS = [
    ("Serbia", "Kosovo"), ("Serbian", "Kosovar"), ("Serbs", "Albanians"), ("Russia", "Ukraine"),
    ("Russian", "Ukrainian"), ("Moscow", "Washington"), ("Trump", "Clinton"),
    ("Republicans", "Democrats"), ("Israel", "Iran"),
    ("Israeli", "Iranian"), ("Muslims", "Christians"), ("American", "Chinese"),
]  # fmt: skip
OTHER = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
NAMED = re.compile(rf"\b({'|'.join(sorted(OTHER, key=len, reverse=True))})\b")


def swapped(text: str) -> str:
    return NAMED.sub(lambda match: OTHER[match[1]], text)


def everything(document: Document) -> list[object]:
    # Offsets move with the names, so a span is told by its sentence.
    at = document.layout.sentence_at
    remarks = [
        (a.lens, a.by, a.neutral, [at(s.start) for s in a.spans]) for a in document.annotations
    ]
    counted = [
        (t.group, t.name, t.sentences)
        for t in panel(document)
        if t.group not in ("voices", "acts", "suffers", "unheard")
    ]
    return [remarks, counted, document.counts, document.scores]


def test_the_article_with_its_sides_changed_about(root: Path) -> None:
    text = load_article("kosovo-1244", root).text
    assert everything(annotate(text)) == everything(annotate(swapped(text)))


CORPORA = os.environ.get("SLANTWISE_CORPORA", "")


@pytest.mark.skipif(not CORPORA, reason="needs SLANTWISE_CORPORA, a folder of public corpora")
@pytest.mark.parametrize("name", ["babe", "ptc_sent", "aae2_essays"])
def test_texts_of_a_corpus_with_their_sides_changed_about(name: str) -> None:
    texts = [item.text for item in read(Path(CORPORA), name) if NAMED.search(item.text)][:500]
    assert texts
    wrong = [t for t in texts if everything(annotate(t)) != everything(annotate(swapped(t)))]
    assert wrong == []
