"""What holds for any text."""

import gc
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slantwise.annotation import LENSES, Annotation, Span
from slantwise.lenses import Document, annotate, load_rules
from slantwise.lenses.made import MADE
from slantwise.lenses.scare import RULE
from slantwise.lenses.scores import SHOWN, Scorer
from slantwise.lenses.tokens import tokenize
from slantwise.text import Layout, layout

WORDS = sorted(load_rules().vocabulary)
SOUP = st.lists(
    st.sampled_from([*WORDS, ".", ",", "“", "”", '"', "\n", "\n\n", "?", "Ada", "2024", "’"]),
    max_size=60,
).map(" ".join)


def check(text: str, doc: Document) -> None:
    places = [(a.start, a.spans, a.lens, a.by) for a in doc.annotations]
    assert places == sorted(places)
    for a in doc.annotations:
        assert list(a.spans) == sorted(a.spans)
        for span in a.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
    assert len(doc.claims) == len(doc.layout.sentences)
    for claim in doc.claims:
        for span in (claim.source_span, claim.cue_span, claim.content_span):
            assert span is None or span.end <= len(text)
    assert set(doc.scores) == set(LENSES)
    assert all(0 <= score <= 1 for score in doc.scores.values())


@given(st.text())
def test_any_unicode(text: str) -> None:
    check(text, annotate(text))


@settings(max_examples=300)
@given(SOUP)
def test_any_mix_of_the_words_of_rules(text: str) -> None:
    doc = annotate(text)
    check(text, doc)
    assert doc == annotate(text)


def spanned(remarks: Iterable[Annotation]) -> list[Annotation]:
    """Leave out what is said of a text as a whole: with more text it may change."""
    return [a for a in remarks if a.spans]


def plain(example: str) -> str:
    return example.replace("[[", "").replace("]]", "")


NEUTRAL = "\n\nThe library opens at nine. It has two floors.\n"


@settings(max_examples=50)
@given(SOUP.filter(lambda s: s.strip() and "“" not in s))
def test_a_neutral_paragraph_after_a_text_changes_nothing_before_it(text: str) -> None:
    text = "A first line of text.\n\n" + text.replace("\n", " ") + "."
    alone = list(annotate(text).annotations)
    longer = [a for a in annotate(text + NEUTRAL).annotations if a.start < len(text)]
    assert spanned(alone) == spanned(longer)


PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from([plain(e) for r in (*load_rules().rules, *MADE) for e in r.examples]),
        min_size=1,
        max_size=3,
    ).map(" ".join),
    min_size=1,
    max_size=4,
)


@settings(max_examples=50)
@given(PARAGRAPHS, st.integers(0, 4))
def test_a_neutral_paragraph_anywhere_changes_nothing_elsewhere(parts: list[str], at: int) -> None:
    neutral = NEUTRAL.strip()
    longer = [*parts[:at], neutral, *parts[at:]]
    before = "\n\n".join(parts[:at])
    start, shift = len(before) + 2 * bool(before), len(neutral) + 2
    alone = [(a.by, s) for a in spanned(annotate("\n\n".join(parts)).annotations) for s in a.spans]
    moved = [
        (a.by, s if s.start < start else Span(s.start - shift, s.end - shift))
        for a in spanned(annotate("\n\n".join(longer)).annotations)
        for s in a.spans
        if not start <= s.start < start + shift
    ]
    assert alone == moved


def test_empty_text() -> None:
    doc = annotate("")
    assert doc.annotations == ()
    assert doc.claims == ()


@pytest.mark.parametrize("running", [True, False])
def test_the_garbage_collector_is_left_as_it_was(running: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        annotate("One line.")
        assert gc.isenabled() is running
        with pytest.raises(TypeError):
            annotate(None, layout=object())  # type: ignore[arg-type]
        assert gc.isenabled() is running
    finally:
        (gc.enable if was else gc.disable)()


def test_annotating_makes_no_garbage_that_only_the_collector_finds() -> None:
    text = "“The corrupt regime” clearly aims to deceive us, experts say. It will lead to chaos.\n"
    annotate(text)
    gc.collect()
    annotate(text * 200)
    assert gc.collect() < 50


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_hash_seed_does_not_matter(seed: str) -> None:
    code = (
        "from slantwise.lenses import annotate;"
        "d = annotate('The corrupt regime clearly aims to deceive us, experts say. It will lead to "
        "chaos and these schemes must stop.');"
        "print([(a.by, a.spans, a.neutral) for a in d.annotations],"
        "d.scores)"
    )
    run = [sys.executable, "-c", code]
    outs = {
        subprocess.run(run, env={"PYTHONHASHSEED": s}, capture_output=True, check=True).stdout
        for s in (seed, "7")
    }
    assert len(outs) == 1


def test_words_that_somebody_is_quoted_with_are_left_to_them() -> None:
    loud = "“This disgusting, idiotic and vile sham is an insult to us!” the mayor said."
    assert not [a for a in annotate(loud).annotations if a.lens == "loaded"]
    own = annotate("This disgusting, idiotic and vile sham is an insult to us!")
    assert [a for a in own.annotations if a.lens == "loaded"]


def test_what_stands_in_no_sentence_of_the_layout_is_not_looked_at() -> None:
    text = "It rained. “A corrupt regime!” the mayor said. They met. The vile thugs lied to us."
    whole = layout(text)
    some = annotate(text, layout=Layout(whole.blocks, whole.sentences[::2]))
    assert [claim.source for claim in some.claims] == ["none", "none"]
    spans = {span for a in some.annotations for span in a.spans if a.lens == "loaded"}
    assert not spans
    first = annotate(text, layout=Layout(whole.blocks, whole.sentences[:1]))
    assert len(first.claims) == 1
    assert "said" not in {s.of(text) for claim in first.claims for s in claim.cues}


def test_a_weak_group_needs_more_company_than_a_strong_one() -> None:
    scorer, (weak, strong) = Scorer(()), (replace(RULE, weight=w) for w in (0.2, 0.9))
    assert scorer.marks(strong, 0.6, SHOWN)
    assert not scorer.marks(weak, 0.6, SHOWN)
    assert scorer.marks(weak, 1.3, SHOWN)
    assert scorer.marks(weak, 0.0, 0.0)


def test_a_weak_word_is_marked_beside_a_strong_one_only() -> None:
    alone = annotate("The claim is called into question by a lie.").annotations
    text = "The idiotic, disgusting claim is a lie."
    assert "lying" not in {a.by for a in alone}
    assert {"stupidity", "disgust", "lying"} <= {a.by for a in annotate(text).annotations}


@pytest.mark.parametrize("gap", [" ", "  ", "\n", " \n\n ", "\t \u3000", "\r\n"])
def test_white_space_of_any_kind_is_no_token(gap: str) -> None:
    text = f"{gap}One{gap}two,{gap}three.{gap}"
    tokens = tokenize(text, load_rules().vocabulary)
    words = ["One", "two", ",", "three", "."]
    assert [tokens.word(i) for i in range(len(tokens.ids))] == words
    assert [text[a : tokens.end(i)] for i, a in enumerate(tokens.starts[:-1])] == words
    assert tokens.starts[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("A dis\u00adgrace\u00adful plan.", "dis\u00adgrace\u00adful"),
        ("A money\u2010grabbing mayor.", "money\u2010grabbing"),
        ("This is a DISGRACEFUL plan.", "DISGRACEFUL"),
        ("#Disgraceful! So it goes.", "Disgraceful"),
    ],
)
def test_a_word_is_known_however_it_is_set(text: str, marked: str) -> None:
    found = [s.of(text) for a in annotate(text).annotations if a.lens == "loaded" for s in a.spans]
    assert found == [marked]


def test_no_place_at_which_a_phrase_is_found_is_passed_over() -> None:
    rules = load_rules()
    for text in [plain(e) for r in rules.rules for e in (*r.examples, *r.counter_examples)]:
        tokens, matcher = tokenize(text, rules.vocabulary), rules.matcher
        everywhere = [i for i, number in enumerate(tokens.ids) if number in matcher._anchors]
        some, end = matcher.candidates(tokens), len(tokens.ids)
        all_hits, hits = matcher.find(tokens, [(everywhere, 0, end), (some, 0, end)])
        assert hits == all_hits, text


def test_what_the_host_has_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        annotate("One line.")
        assert gc.get_freeze_count() > frozen / 2
    finally:
        gc.unfreeze()
    annotate("One line.")
    assert gc.get_freeze_count() == 0


def test_minus_infinity_marks_what_the_rules_find_in_the_soberest_sentence() -> None:
    sober = "On Monday, May 3, 2024, according to the annual report, the massive law was passed."
    assert "massive" not in [a.spans[0].of(sober) for a in annotate(sober).annotations]
    every = annotate(sober, shown=float("-inf")).annotations
    assert "massive" in [a.spans[0].of(sober) for a in every]
