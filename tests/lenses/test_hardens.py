"""Hedges that harden, and texts that grant nothing: when they are said, and when not."""

import re

import pytest

from slantwise.articles import load_article
from slantwise.lenses import annotate
from slantwise.lenses import concession as missing
from slantwise.lenses.hardens import RULE
from slantwise.lenses.panel import panel


def hardened(text: str) -> list[tuple[str, ...]]:
    return [
        tuple(s.of(text) for s in a.spans) for a in annotate(text).annotations if a.by == RULE.id
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It could bring riots. The riots will last.", ("could bring riots", "The riots will")),
        ("It could bring riots. But the riots will last.", ("could bring riots", "the riots will")),
        ("It may start a strike. It is May. The strike of the miners will cost us.",
         ("may start a strike", "The strike of the miners will")),
        ("It may raise prices. This will hurt.", ("may raise", "This will")),
        ("Riots are possible: it could begin with noise. Such unrest is dangerous.",
         ("could begin", "Such unrest is")),
    ],
)  # fmt: skip
def test_a_hedge_hardens(text: str, spans: tuple[str, ...]) -> None:
    assert hardened(text) == [spans]


@pytest.mark.parametrize(
    "text",
    [
        "It could bring riots. The riots may last.",
        "It could bring riots. The riots will last if nothing is done.",
        "It could bring riots. The riots would last.",
        "It will bring riots. The riots will last.",
        "It could not bring riots. The riots will last.",
        "In May he left. This will hurt.",
        "She could see the riots. The riots were loud.",
        "The riots could spread. The riots are loud.",
        "It could harm our town. The town is old.",
        "It could bring riots. It rained. It snowed. The riots will last.",
        "It could bring riots. “The riots will last for many years,” the mayor said.",
        "It could bring riots.\n\nA Heading Of Its Own\n\nThe riots will last.",
    ],
)
def test_in_doubt_nothing_is_said(text: str) -> None:
    assert hardened(text) == []


def test_what_hardens_into_would_is_a_question_in_the_panel() -> None:
    text = "It could bring riots. It rained in May. The riots would last."
    assert hardened(text) == []
    (row,) = (t for t in panel(annotate(text)) if t.name == "hardens")
    assert row.sentences == (0, 2)


def test_the_article_hardens_once(root) -> None:
    text = load_article("kosovo-1244", root).text
    assert hardened(text) == [("could begin", "These well-organized activities aim")]


# --- a missing concession -------------------------------------------------------------------

ONE_SIDED = missing.RULE.examples[0]


def is_asked(text: str) -> bool:
    found = [a for a in annotate(text).annotations if a.by == missing.RULE.id]
    assert all(a.spans == () for a in found)
    return bool(found)


def test_it_is_asked_of_a_text_that_grants_nothing_once() -> None:
    assert is_asked(ONE_SIDED)
    assert sum(a.by == missing.RULE.id for a in annotate(ONE_SIDED * 3).annotations) == 1


@pytest.mark.parametrize(
    "more",
    [
        " However, some disagree.",
        " It is true that it is the only one.",
        " Ada Lee said that it is safe." * 5,  # a fourth of the claims comes from somebody else
    ],
)
def test_it_is_not_asked_where_others_are_heard(more: str) -> None:
    assert not is_asked(ONE_SIDED + more)


def test_it_comes_first_and_moves_nothing_else() -> None:
    remarks = annotate(ONE_SIDED).annotations
    assert remarks[0].by == missing.RULE.id
    granted = annotate(ONE_SIDED + " However, some disagree.").annotations
    kept = [a for a in granted if a.start < len(ONE_SIDED)]
    assert [a for a in remarks if a.spans] == kept


def test_long_texts_may_have_one_turning_word_in_many_claims() -> None:
    sentence = "The bridge is old. "
    assert is_asked(sentence * 30 + "However, it rained.")
    assert not is_asked(sentence * 12 + "However, it rained.")


def test_the_sides_make_no_difference() -> None:
    text = f"{ONE_SIDED} Velm could face riots. These riots of Velm will spread to Ardania. "
    swap = {"Velm": "Ardania", "Ardania": "Velm"}
    swapped = re.sub("Velm|Ardania", lambda m: swap[m[0]], text)
    made, other = ([(a.by, len(a.spans)) for a in annotate(t).annotations] for t in (text, swapped))
    assert made == other
    assert {RULE.id, missing.RULE.id} <= {by for by, _ in made}
