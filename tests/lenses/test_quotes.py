"""Which marks quote, and which only own something."""

import pytest

from slantwise.lenses import annotate, load_rules
from slantwise.lenses.rules import RuleSet
from slantwise.lenses.tokens import tokenize
from slantwise.lenses.views import views
from slantwise.text import layout


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def quoted(text: str, rules: RuleSet) -> list[str]:
    tokens = tokenize(text, rules.vocabulary)
    found = {q for view in views(layout(text), tokens, rules) for q in view.quotes}
    places = sorted((q.start, q.end) for q in found)
    return [text[tokens.starts[a] : tokens.end(b - 1)] for a, b in places]


@pytest.mark.parametrize(
    "text",
    [
        "They call it [order], and left.",
        "They kept [the port workers] out.",
        "[We were never asked about the road,] she said.",
        "She said: [It’s the voters’ hope that counts.] He left.",
        "A [first] and a [second] word.",
    ],
)
@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "«»"])
def test_every_pair_of_marks_quotes(text: str, marks: str, rules: RuleSet) -> None:
    told = text.replace("[", marks[0]).replace("]", marks[1])
    pieces = [piece.split("]")[0] for piece in text.split("[")[1:]]
    assert quoted(told, rules) == [f"{marks[0]}{piece}{marks[1]}" for piece in pieces]


@pytest.mark.parametrize(
    "text",
    [
        "The voters’ hope and the boys' school are old.",
        "It’s rock ’n’ roll, of the ’90s, and 'tis late.",
        "A single ‘mark that nothing closes.",
        "The miners’ pay, the nurses’ pay and the teachers’ too.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text: str, rules: RuleSet) -> None:
    assert quoted(text, rules) == []


@pytest.mark.parametrize("mark", "’'")
@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("The voters# claim that the bridge is unsafe was printed.", "named", "voters#"),
        ("According to the nurses# union, two wards will close.", "office", "the nurses# union"),
        ("The students# report says the hall is cold.", "document", "students# report"),
        ("The teachers# union says the hall is cold.", "office", "The teachers# union"),
        ("The teachers# claims fell flat.", "none", ""),
    ],
)
def test_a_plural_may_own(text: str, kind: str, source: str, mark: str) -> None:
    told = text.replace("#", mark)
    claim = annotate(told).claims[0]
    assert claim.source == kind
    assert (claim.source_span.of(told) if claim.source_span else "") == source.replace("#", mark)


@pytest.mark.parametrize("marks", ["“”", "‘’", "''"])
def test_a_quotation_is_somebody_elses_in_any_marks(marks: str) -> None:
    text = f"{marks[0]}They are shameless and brutal liars,{marks[1]} Ana Ruiz said."
    doc = annotate(text)
    assert doc.claims[0].source == "named"
    assert [a for a in doc.annotations if a.lens == "loaded"] == []
