"""The counts over a whole text, and the sentences behind them."""

import time

import pytest

from slantwise.articles import load_article
from slantwise.lenses import annotate
from slantwise.lenses.panel import panel
from slantwise.lenses.turns import doubts, foretells, grants, quoting
from slantwise.lenses.voices import name_of
from slantwise.text import Span

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a source drags along
        ("If Lee actually believed it, he said so.", ["Lee"]),
        ("“It is late,” says Mrs. Ada Lee.", ["Mrs. Ada Lee"]),
        ("He noted it. He said so.", ["he"]),
        ("Mayor Ada Lee said that it was late. Lee said that it rained.", ["Mayor Ada Lee"]),
        ("Ada Lee, a spokeswoman for Mr. Bo, said that it was late.", ["Ada Lee"]),
        ("The guests added two more chairs.", []),
        ("The council has agreed to help.", []),
        ("I had always thought that it was late.", []),
    ],
)
def test_a_voice_has_a_name_and_speaks(text: str, expected: list[str]) -> None:
    assert voices(text) == expected


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The council", "council"),
        ("new papers that he", "new papers"),
        ("she tried to", "she"),
        ("they will close their", "they"),
        ("the mayor determined not to", "mayor"),
        ("Lee made a bitter", "Lee"),
        ("figures counted by hand", "figures"),
        ("the wounds of", ""),
        ("the public to", ""),
        ("really got us", ""),
        ("Sunday in reply to Lee", ""),
        ("proposing to close the hall", ""),
        ("12 statement", "statement"),
        ("his", "he"),
        ("elected officials", "elected officials"),
        ("police", "police"),
        ("review", ""),
        ("The review", "review"),
    ],
)
def test_a_source_is_called_by_its_name_alone(source: str, name: str) -> None:
    assert name_of(source) == name


def test_own_words_are_told_from_retold_ones():
    text = "“The bridge is old and loud,” the mayor said. The mayor said that it will close."
    rows = {t.name: t.sentences for t in panel(annotate(text)) if t.group == "heard"}
    assert rows == {"quoted": (0,), "paraphrased": (1,)}


@pytest.mark.parametrize(
    ("sentence", "future", "doubt"),
    [
        ("It will rain.", True, False),
        ("He’d be glad, and they won’t.", True, False),
        ("She'll come.", True, False),
        ("Will it rain?", True, False),
        ("Velm Will Fall In The Spring", True, False),
        ("He’d never been there.", False, False),
        ("He’d come late.", False, False),
        ("Will Reed left the old town.", False, False),
        ("It was the will of the town.", False, False),
        ("A would-be mayor left.", False, False),
        ("They would like to leave.", False, False),
        ("It may rain, perhaps.", False, True),
        ("Might it rain?", False, True),
        ("It is likely.", False, True),
        ("They met in May.", False, False),
        ("They crossed with all their might.", False, False),
        ("They could not cross.", False, False),
    ],
)
def test_a_month_and_a_name_are_no_future(sentence: str, future: bool, doubt: bool) -> None:
    assert (foretells(sentence), doubts(sentence)) == (future, doubt)


@pytest.mark.parametrize(
    ("sentence", "granted"),
    [
        ("It is old, although it is safe.", True),
        ("It’s true that it is old.", True),
        ("Granted, it is old.", True),
        ("Opponents of old say so, but critics sharply object.", True),
        ("The wish was granted, and they left.", False),
        ("It looks as though it is old.", False),
        ("However much it costs, they build.", False),
    ],
)
def test_granting_has_its_own_words(sentence: str, granted: bool) -> None:
    assert grants(sentence) is granted


def test_a_quotation_over_several_sentences_is_in_all_of_them():
    text = "“It is old. It is loud. We must close it,” she said. It rained. He called it “old.”"
    document = annotate(text)
    assert quoting(text, [s.span for s in document.layout.sentences]) == [0, 1, 2]
    typed = "'' It is old. It is loud,'' she said. It rained."
    spans = [s.span for s in annotate(typed).layout.sentences]
    assert quoting(typed, spans) == list(range(len(spans) - 1))


@pytest.mark.parametrize("unit", ["“a b c ", '"a b c ', "'' a b ", "it’d ", "“a\n ", "the will "])
def test_twice_as_many_marks_take_about_twice_as_long(unit):
    def seconds(text: str) -> float:
        start = time.process_time()
        quoting(text, [Span(0, len(text))])
        foretells(text)
        return time.process_time() - start

    one = min(seconds(unit * 5_000) for _ in range(3))
    four = min(seconds(unit * 20_000) for _ in range(3))
    assert four < 9 * one + 0.05
