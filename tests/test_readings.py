"""Several readings: zones by majority and whole words, and how far the readers agree."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slantwise.annotation import LENSES, Lens, Span
from slantwise.articles import Mark, Reading, load_article
from slantwise.readings import alpha, zones
from slantwise.scoring import Key, compare
from slantwise.text import words

TEXT = "one two, three-four five six seven eight nine ten"
ALL = Span(0, len(TEXT))


def reading(id: str, loaded: str = "", fair: str = "", framing: str = "") -> Reading:
    """A reading of `TEXT`; passages are separated by `|`."""
    kinds: list[tuple[str, Lens | None]] = [
        (loaded, "loaded"),
        (fair, None),
        (framing, "framing"),
    ]
    return Reading(
        id,
        "",
        tuple(
            Mark(Span(at := TEXT.index(quote), at + len(quote)), lens, "label", f"{id}: {quote}")
            for quotes, lens in kinds
            for quote in filter(None, quotes.split("|"))
        ),
    )


def found(*readings: Reading, within: Span = ALL) -> tuple[list[str], list[str], list[str]]:
    made = zones(TEXT, within, readings, "loaded")
    core, contestable, fair = (
        [unit.span.of(TEXT) for unit in units] for units in (made.core, made.contestable, made.fair)
    )
    return core, contestable, fair


def test_nothing_comes_of_nothing():
    assert found(*(reading(id) for id in "abc")) == ([], [], [])
    assert found() == ([], [], [])


@pytest.mark.parametrize(("between", "units"), [(". ", 2), (".\n\n", 2), (" ", 1)])
def test_a_unit_ends_with_its_sentence(between: str, units: int):
    text = f"It was a scheme{between}Manipulation it was, and a long one."
    span = Span(text.index("scheme"), text.index(" it was,"))
    made = zones(
        text,
        Span(0, len(text)),
        [Reading("a", "", (Mark(span, "loaded", "label", "why"),))],
        "loaded",
    )
    assert len(made.core) == units


@pytest.mark.parametrize(
    ("marks", "core", "contestable"),
    [
        (["two", "two", ""], ["two"], []),
        (["two", "", ""], [], ["two"]),
        (["two", "two"], ["two"], []),
        (["two", ""], [], ["two"]),  # one of two is not most
        (["two"], ["two"], []),
        (["two", "two", "", ""], [], ["two"]),  # two of four are not most
        (["five six", "six seven", ""], ["six"], ["five", "seven"]),
        (["five six", "six seven", "five six seven"], ["five six seven"], []),
        (["five|six", "five|six", ""], ["five six"], []),  # neighbours make one unit
        (["two|five", "two", "five"], ["two", "five"], []),
        (["four", "hree", ""], ["three-four"], []),  # a part of a word is the word
        (["two, three-four", "two", ""], ["two"], ["three-four"]),
        (["two|two, three-four", "", ""], [], ["two, three-four"]),  # one vote each
    ],
)
def test_most_is_more_than_half(marks: list[str], core: list[str], contestable: list[str]):
    readings = [reading(id, loaded) for id, loaded in zip("abcd", marks, strict=False)]
    assert found(*readings)[:2] == (core, contestable)


@pytest.mark.parametrize(
    ("a", "b", "fair"),
    [
        (reading("a", fair="two"), reading("b"), ["two"]),
        (reading("a", fair="two"), reading("b", loaded="two"), []),
        (reading("a", fair="five six seven"), reading("b", loaded="six"), ["five", "seven"]),
        (reading("a", fair="five six"), reading("b", fair="six seven"), ["five six seven"]),
        (reading("a", fair="five"), reading("b", fair=" six"), ["five six"]),
        (reading("a", fair="two"), reading("b", framing="two"), ["two"]),
        (reading("a", fair=", "), reading("b"), []),
    ],
)
def test_fair_is_what_somebody_calls_fair_and_nobody_marks(a: Reading, b: Reading, fair: list[str]):
    assert found(a, b)[2] == fair


def test_only_what_lies_in_the_passage_counts():
    within = Span(TEXT.index("five"), TEXT.index(" seven"))
    a = reading("a", loaded="three-four five", fair="six seven|six|two")
    assert found(a, within=within) == (["five"], [], ["six"])
    b, c = reading("b", loaded="five"), reading("c", framing="six")
    assert found(b, c, within=within) == ([], ["five"], [])  # framing is no call of fair


def test_a_unit_tells_who_said_what():
    readings = [
        reading("a", loaded="two", framing="two"),
        reading("b", fair="two"),
        reading("c", loaded="two, three-four"),
    ]
    made = zones(TEXT, ALL, readings, "loaded")
    (core,) = made.core
    assert [(id, mark.why) for id, mark in core.marks] == [
        ("a", "a: two"),
        ("b", "b: two"),
        ("c", "c: two, three-four"),
    ]
    assert core.readers == ("a", "c")
    assert made.words == tuple(words(TEXT))


# --- edges ------------------------------------------------------------------------------

EDGES = "They set the stage for a war of the worlds and left"


def edged(*marks: str) -> tuple[list[str], list[str]]:
    readings = [
        Reading(
            str(i),
            "",
            tuple(
                Mark(Span(at := EDGES.index(quote), at + len(quote)), "loaded", "l", "")
                for quote in filter(None, quotes.split("|"))
            ),
        )
        for i, quotes in enumerate(marks)
    ]
    made = zones(EDGES, Span(0, len(EDGES)), readings, "loaded")
    core, contestable = (
        [u.span.of(EDGES) for u in units] for units in (made.core, made.contestable)
    )
    assert not made.fair
    return core, contestable


@pytest.mark.parametrize(
    ("marks", "core", "contestable"),
    [
        (["set the stage for", "set the stage", ""], ["set the stage"], []),
        (["the stage", "stage", ""], ["stage"], []),
        (["stage for a", "stage", ""], ["stage"], ["for a"]),  # two words: more than an edge
        (["for", "", ""], [], ["for"]),  # beside nothing that is core
        (["stage for", "", ""], [], ["stage for"]),
        (["set the stage", "stage", ""], ["stage"], ["set the"]),  # “set” is no function word
        (["war of the worlds", "war|worlds", ""], ["war", "worlds"], ["of the"]),
        (["They set", "set", ""], ["set"], ["They"]),
        (["worlds and", "worlds", ""], ["worlds"], []),
    ],
)
def test_a_function_word_at_the_edge_of_a_core_passage_is_in_no_zone(
    marks: list[str], core: list[str], contestable: list[str]
):
    assert edged(*marks) == (core, contestable)


def test_a_word_that_is_only_an_edge_never_changes_a_score(root: Path):
    article = load_article("kosovo-1244", root)
    for section in article.sections:
        for lens in LENSES:
            made = zones(article.text, section.span, article.readings, lens)
            key = Key(
                made.words, *(tuple(u.span for u in z) for z in (made.core, made.contestable, ()))
            )
            voted = {
                word
                for word in made.words
                for reading in article.readings
                for mark in reading.marks
                if mark.lens == lens and mark.span.overlaps(word)
            }
            shown = [u.span for u in (*made.core, *made.contestable)]
            edges = [w for w in voted if not any(w.overlaps(span) for span in shown)]
            for edge in edges:
                marks = [u.span for u in made.core]
                assert compare(key, [*marks, edge]).score == compare(key, marks).score == 1.0


def test_a_unit_of_no_source_found_is_one_sentence(root: Path):
    article = load_article("kosovo-1244", root)
    sentences = {s.span.start for s in article.layout.sentences}
    for section in article.sections:
        made = zones(article.text, section.span, article.readings, "unsourced")
        for unit in (*made.core, *made.contestable):
            assert unit.span.start in sentences
            assert not any(unit.span.start < start < unit.span.end for start in sentences)


def test_a_call_of_fair_speaks_of_the_wording_and_a_source_of_the_source():
    span = Span(0, 3)
    a = Reading("a", "", (Mark(span, None, "fair", ""),))
    b = Reading("b", "", (Mark(span, None, "sourced", ""),))
    fair = {lens: zones(TEXT, ALL, [a], lens).fair for lens in LENSES}
    sourced = {lens: zones(TEXT, ALL, [b], lens).fair for lens in LENSES}
    assert [lens for lens in LENSES if fair[lens]] == ["loaded", "framing"]
    assert [lens for lens in LENSES if sourced[lens]] == ["unsourced"]


quotes = st.lists(st.sampled_from(TEXT.split()), max_size=6).map("|".join)


@given(st.lists(st.builds(reading, st.sampled_from("abc"), quotes, quotes), max_size=5))
def test_no_word_is_in_two_zones_and_every_unit_is_of_whole_words(readings: list[Reading]):
    made = zones(TEXT, ALL, readings, "loaded")
    spans = [u.span for u in (*made.core, *made.contestable, *made.fair)]
    for word in made.words:
        touching = [span for span in spans if span.overlaps(word)]
        assert len(touching) <= 1
        assert all(span.contains(word) for span in touching)


# --- agreement --------------------------------------------------------------------------


def test_readers_who_mark_the_same_agree_fully():
    assert alpha(TEXT, ALL, [reading(id, "two|five") for id in "ab"], "loaded") == 1.0


def test_agreement_is_krippendorffs_alpha():
    # Nine words, two readers. Both mark “two”, b also “five”: coincidences 7*2 of no/no,
    # 1*2 of yes/yes, 2 mixed; n = 18, yes 3, no 15.
    # Disagreement observed 2/18, expected 2*3*15/(18*17); alpha = 1 - (1/9)/(5/17) = 28/45.
    readings = [reading("a", "two"), reading("b", "two|five")]
    assert alpha(TEXT, ALL, readings, "loaded") == pytest.approx(28 / 45)


def test_the_order_of_the_readings_does_not_matter():
    readings = [reading("a", "two|six"), reading("b", "two|five"), reading("c", "ten")]
    there, back = (alpha(TEXT, ALL, r, "loaded") for r in (readings, readings[::-1]))
    assert there == pytest.approx(back)
    assert -1 <= there < 1


@pytest.mark.parametrize("readings", [[reading("a", "two")], [reading("a"), reading("b")], []])
def test_agreement_of_nobody_or_on_nothing_is_no_number(readings: list[Reading]):
    with pytest.raises(ValueError, match="two readings and at least one mark"):
        alpha(TEXT, ALL, readings, "loaded")
