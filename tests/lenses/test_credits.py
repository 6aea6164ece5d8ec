"""Sources that are given without a verb of speech."""

import pytest

from slantwise.lenses import annotate


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("Per the ministry, rents rose in May.", "office", "the ministry"),
        ("Rents rose in May, per the report.", "document", "the report"),
        ("Rents rose in May (source: Office for Statistics).", "office", "Office for Statistics"),
        ("Source: Harbour Tables, May 2024.", "named", "Harbour Tables"),
        ("Rents rose in May [3].", "document", "3"),
        ("Rents rose in May [3, 14], and fell.", "document", "3, 14"),
        ("Rents rose in May (Ruiz, 2019).", "document", "Ruiz, 2019"),
        ("Rents rose in May (Ruiz et al., 2019a).", "document", "Ruiz et al., 2019a"),
        ("Ruiz (2019) shows that rents rose.", "document", "Ruiz (2019)"),
        ("LEEDS, May 2 (Reuters) - Rents rose in May.", "named", "Reuters"),
        ("In the words of the mayor, it is a waste.", "office", "the mayor"),
        ("In the mayor's view, it is a waste.", "office", "the mayor's"),
        ("In the nurses’ opinion, it is a waste.", "office", "the nurses’"),
        ("In my view the hall is cold.", "named", "my"),
        ("Independent tests show that it is cold.", "vague", "Independent tests"),
        ("By her own account, she left at nine.", "named", "her"),
        ("By all accounts, it is a waste.", "vague", ""),
        ("As the mayor put it, it is a waste.", "office", "the mayor"),
        ("Rumour has it that the hall will close.", "vague", ""),
        ("The hall will close, it has emerged.", "vague", ""),
        ("Ruiz: “It is a waste of our time.”", "named", "Ruiz"),
        ("To quote the mayor: ‘It is a waste of our time.’", "office", "the mayor"),
        ("“It is a waste of our time” – Ana Ruiz", "named", "Ana Ruiz"),
        ("“It is a waste,” Ruiz, 54, from Leeds, said.", "named", "Ruiz"),
        ("Official figures show rents rose in May.", "office", "Official figures"),
        ("Experience teaches that rents rise.", "vague", "Experience"),
        ("They say the hall is haunted.", "vague", "They"),
    ],
)
def test_a_source_needs_no_verb_of_speech(text: str, kind: str, source: str) -> None:
    claim = annotate(text).claims[0]
    assert claim.source == kind
    assert (claim.source_span.of(text) if claim.source_span else "") == source


@pytest.mark.parametrize(
    "text",
    [
        "Rents rose by 4 per cent in May.",
        "The town spends £5,000 per pupil.",
        "Per person, the town spends more.",
        "The fair (May 2019) was cancelled.",
        "The film (1997) is long.",
        "Harbour Lights (1997) is a film.",
        "The hall (see below) is cold.",
        "The money was in her account.",
        "The room has a view of the sea.",
        "The mayor put it on the table.",
        "Word has spread in the town.",
        "The source of the river is in the hills.",
        "The choice: “quiet” days or loud ones.",
        "It emerged from the water.",
    ],
)
def test_what_only_looks_like_a_source_is_none(text: str) -> None:
    assert annotate(text).claims[0].source == "none"
