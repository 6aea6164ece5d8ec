"""The counts over a whole text, and the sentences behind them."""

import pytest

from slantwise.articles import load_article
from slantwise.lenses import annotate
from slantwise.lenses.panel import panel

TEXT = """The council met on Monday. Mayor Ana Lee said that the bridge is safe. Experts say so too.
According to the council's annual report, traffic has doubled. It would collapse within a year.
It could rain. However, critics say the figures are old.
"The bridge has served this town for forty years," the engineer said.
"""


@pytest.fixture(scope="module")
def counted():
    document = annotate(TEXT)
    spans = [s.span.of(TEXT) for s in document.layout.sentences]
    return {(t.group, t.name): [spans[i] for i in t.sentences] for t in panel(document)}


def test_would_and_could_are_told_apart(counted):
    assert counted["futures", "would"] == ["It would collapse within a year."]
    assert counted["futures", "could"] == ["It could rain."]


def test_the_other_side_is_counted(counted):
    assert [s[:8] for s in counted["other_side", "concession"]] == ["However,"]
    assert len(counted["other_side", "quotation"]) == 1


def test_a_named_voice_is_listed_by_its_words(counted):
    voices = {name for group, name in counted if group == "voices"}
    assert any("Ana Lee" in name for name in voices)


def test_every_sentence_of_the_article_has_one_kind_and_one_source(root):
    article = load_article("kosovo-1244", root)
    document = annotate(article.text, layout=article.layout)
    rows = panel(document)
    claiming = sum(
        s.kind == "body" and c.kind != "none"
        for s, c in zip(article.layout.sentences, document.claims, strict=True)
    )
    for group in ("claims", "sources"):
        found = [i for t in rows if t.group == group for i in t.sentences]
        assert len(found) == len(set(found)) == claiming


def test_a_section_is_part_of_the_whole(root):
    article = load_article("kosovo-1244", root)
    document = annotate(article.text, layout=article.layout)
    whole = {(t.group, t.name): t.sentences for t in panel(document)}
    for section in article.sections:
        for tally in panel(document, section.span):
            assert set(tally.sentences) <= set(whole[tally.group, tally.name])


def test_an_empty_text_counts_nothing():
    assert all(not t.sentences for t in panel(annotate("")))


def voices(text: str) -> list[str]:
    return [tally.name for tally in panel(annotate(text)) if tally.group == "voices"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # words of time and place before whoever speaks
        ("Throughout this period they claimed that the bridge was safe.", ["they"]),
        ("In the spring of 1902 she announced a plan.", ["she"]),
        ("On Monday evening the mayor said that the hall would close.", ["mayor"]),
        ("In January 2023 President Lee said that it was over.", ["President Lee"]),
        ("Two days later Ada Lee said that it was over.", ["Ada Lee"]),
        ("Only after the flood did the council admit that the dam was old.", ["council"]),
        ("Here Velm claimed that it had won.", ["Velm"]),
        ("Throughout this period, Velm has raised the matter, stressing the harm.", ["Velm"]),
        ("The mayor spoke for an hour, saying that it was safe.", ["mayor"]),
        ("Mr Ahmed condemned the raid, denied the charge, and said so.", ["Mr Ahmed"]),
        # no voice at all
        ("Among those who said so was nobody.", []),
        ("Neither side said that talks would go on.", []),
        ("The attack confirmed that Velm had weapons.", []),
        ("Such a scenario would confirm that the plan is old.", []),
        ("The guards would simply take notes.", []),
        ("They spoke of closed counters, and of cold halls.", []),
        # still voices
        ("The minutes of 12 January confirm that she left.", ["minutes"]),
        ("According to the plan, the road will be built.", ["plan"]),
        ("According to the council’s own count, it is full.", ["council’s own count"]),
        ("Boat owners of the East Quay said that it was full.", ["Boat owners of the East Quay"]),
        ("It is full, said the engineer.", ["engineer"]),
        ("Mr Lee condemned the raid, denied the charge, and said that he was ill.", ["Mr Lee"]),
    ],
)
def test_a_voice_is_somebody_who_speaks(text: str, expected: list[str]) -> None:
    assert voices(text) == expected
