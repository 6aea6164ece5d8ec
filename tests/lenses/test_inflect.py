import pytest

from slantwise.lenses.inflect import Part, forms


@pytest.mark.parametrize(
    ("lemma", "part", "expected"),
    [
        ("plot", "verb", {"plot", "plots", "plotted", "plotting"}),
        ("destroy", "verb", {"destroy", "destroys", "destroyed", "destroying"}),
        ("vilify", "verb", {"vilify", "vilifies", "vilified", "vilifying"}),
        ("undermine", "verb", {"undermine", "undermines", "undermined", "undermining"}),
        ("threaten", "verb", {"threaten", "threatens", "threatened", "threatening"}),
        ("incite", "verb", {"incite", "incites", "incited", "inciting"}),
        ("foment", "verb", {"foment", "foments", "fomented", "fomenting"}),
        ("quit", "verb", {"quit", "quits", "quitting"}),
        ("steal", "verb", {"steal", "steals", "stole", "stolen", "stealing"}),
        ("flee", "verb", {"flee", "flees", "fled", "fleeing"}),
        ("blow up", "verb", {"blow up", "blows up", "blew up", "blown up", "blowing up"}),
        ("crisis", "noun", {"crisis", "crises"}),
        ("power grab", "noun", {"power grab", "power grabs"}),
        ("henchman", "noun", {"henchman", "henchmen"}),
        ("crony", "noun", {"crony", "cronies"}),
        ("ugly", "quality", {"ugly", "uglier", "ugliest", "uglily"}),
        ("drastic", "quality", {"drastic", "drastically"}),
        ("horrible", "quality", {"horrible", "horribly"}),
        ("so-called", "word", {"so-called"}),
    ],
)
def test_forms(lemma: str, part: Part, expected: set[str]) -> None:
    assert expected <= set(forms(lemma, part))
    assert len(forms(lemma, part)) <= len(expected) + 2
