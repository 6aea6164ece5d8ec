"""What holds for any text."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slantwise.annotation import LENSES
from slantwise.lenses import Document, annotate, load_rules

WORDS = sorted(load_rules().vocabulary)
SOUP = st.lists(
    st.sampled_from([*WORDS, ".", ",", "“", "”", '"', "\n", "\n\n", "?", "Ada", "2024", "’"]),
    max_size=60,
).map(" ".join)


def check(text: str, doc: Document) -> None:
    places = [(a.spans[0].start, a.spans[0].end, a.lens, a.by) for a in doc.annotations]
    assert places == sorted(places)
    for a in doc.annotations:
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


NEUTRAL = "\n\nThe library opens at nine. It has two floors.\n"


@settings(max_examples=50)
@given(SOUP.filter(lambda s: s.strip() and "“" not in s))
def test_a_neutral_paragraph_after_a_text_changes_nothing_before_it(text: str) -> None:
    text = "A first line of text.\n\n" + text.replace("\n", " ") + "."
    alone = list(annotate(text).annotations)
    longer = [a for a in annotate(text + NEUTRAL).annotations if a.start < len(text)]
    assert alone == longer


def test_empty_text() -> None:
    doc = annotate("")
    assert doc.annotations == ()
    assert doc.claims == ()


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_hash_seed_does_not_matter(seed: str) -> None:
    code = (
        "from slantwise.lenses import annotate;"
        "d = annotate('The corrupt regime clearly aims to deceive us, experts say. It will lead to "
        "chaos and these schemes must stop.');"
        "print([(a.by, a.spans[0].start, a.spans[0].end, a.neutral) for a in d.annotations],"
        "d.scores)"
    )
    run = [sys.executable, "-c", code]
    outs = {
        subprocess.run(run, env={"PYTHONHASHSEED": s}, capture_output=True, check=True).stdout
        for s in (seed, "7")
    }
    assert len(outs) == 1


def test_quoted_words_are_marked_only_in_strongly_coloured_sentences() -> None:
    mild = annotate("“The plan is ludicrous,” the mayor said.")
    assert not [a for a in mild.annotations if a.lens == "loaded"]
    loud = annotate("“This disgusting, idiotic and vile sham is an insult to us!” the mayor said.")
    marked = [a for a in loud.annotations if a.lens == "loaded"]
    assert marked
    assert all("quoted" in a.best_case for a in marked)
