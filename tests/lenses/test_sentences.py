"""Sentences as newspapers, blogs and school essays have them, and what a careful reader marks."""

import re

import pytest

from slantwise.lenses import annotate

SLANTED = [
    "The council has [[rammed through]] a plan for forty flats.",
    "The [[draconian]] rules on stoves come straight from the [[nanny state]].",
    "The [[regime's puppets]] in the assembly voted as they were told.",
    "The firm's [[“green”]] fuel is made from imported palm oil.",
    "The bank's [[cosy relationship]] with its auditors has never been explained.",
    "The board's [[“independent”]] review was written by the chairman's cousin.",
    "Ratepayers are being [[bled white]] for a rink that nobody asked for.",
    "[[No serious economist]] disputes that the tax has failed.",
    "The museum has [[still not come]] to any view of it.",
    "The merger is a [[done deal]], whatever the staff are told.",
    "[[If we let them fell one tree, they will]] take them all.",
]
FAIR = [
    "Residents woke on Tuesday to find the road closed.",
    "The reform was not a disaster, the auditors concluded.",
    "The comedy “Liars and Fools” fills the theatre every night.",
    "The word “order” has five letters, and the “open” category has none.",
    "Campaigners call the plan “a land grab”; the firm says it follows the rules.",
    "A torpedo hit the ship, and a shell from the Second World War lay on the beach.",
    "The railroad brought engineering to the valley in that period.",
    "The children were frightened, and two doctors came.",
    "The council plans to use the money for a playground and hopes to buy the field.",
    "The minister said that the law would inevitably lead to delays.",
    "The museum will open a new wing in June.",
    "We have seen the figures, and we should note that rents are linked to prices.",
]
SOURCES = [
    ("Trade unions accuse the firm of hiding the accident.", "office", "Trade unions"),
    ("The leader called the budget “a blow to every village”.", "office", "The leader"),
    ("She called it “a mess”.", "named", "She"),
    ("Rents rose, figures from the ministry showed.", "office", "figures from the ministry"),
    ("The grant was refused, minutes seen by us show.", "document", "minutes"),
    ("It is closed until March, said Marta Oduya, the engineer.", "named", "Marta Oduya"),
    ("It will snow, according to the weather service.", "office", "the weather service"),
    ("The bank expects prices to rise.", "office", "The bank"),
    ("The mayor was quoted as saying that it was dead.", "office", "The mayor"),
    (
        "A survey of 1,200 nurses found that one in three left.",
        "document",
        "A survey of 1,200 nurses",
    ),
    ("It cost 2.1 billion, according to the audit office.", "office", "the audit office"),
    ("Some say the lake will be dry by 2040.", "vague", "Some"),
    ("The driver was told that the road was open.", "vague", None),
    ("The reasons have never been explained.", "none", None),
    ("They want a rink nobody asked for.", "none", None),
    ("The virus threatens the herd.", "none", None),
]


def marks(text: str) -> list[str]:
    """Return what the loaded and the framing lens mark."""
    remarks = annotate(text).annotations
    return [s.of(text) for a in remarks if a.lens != "unsourced" for s in a.spans]


@pytest.mark.parametrize("text", SLANTED)
def test_what_is_slanted_is_marked_and_nothing_else(text: str) -> None:
    assert marks(re.sub(r"[\[\]]", "", text)) == re.findall(r"\[\[(.*?)\]\]", text)


@pytest.mark.parametrize("text", FAIR)
def test_fair_sentences_are_left_alone(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize(("text", "kind", "source"), SOURCES)
def test_a_source_is_told_from_a_subject(text: str, kind: str, source: str | None) -> None:
    claim = annotate(text).claims[0]
    assert (claim.source, claim.source_span and claim.source_span.of(text)) == (kind, source)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The minister said that the law will inevitably fail.", False),
        ("The law will inevitably fail, according to the minister.", False),
        ("I say that the law will inevitably fail.", True),
        ("The minister spoke, and the law will inevitably fail.", True),
        ("The minister said that it was late, which will inevitably lead to chaos.", True),
    ],
)
def test_framing_is_the_authors_unless_it_is_reported(text: str, own: bool) -> None:
    assert ("inevitably" in marks(text)) is own
