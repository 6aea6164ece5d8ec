"""Spans, and what is built of them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slantwise.annotation import Annotation, Segment, Span, merge, segments


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 0)])
def test_what_is_no_span(start: int, end: int):
    with pytest.raises(ValueError, match=rf"not a span: \[{start}, {end}\)"):
        Span(start, end)


@pytest.mark.parametrize(
    ("a", "b", "overlaps", "contains"),
    [
        (Span(2, 5), Span(2, 5), True, True),
        (Span(2, 5), Span(3, 4), True, True),
        (Span(2, 5), Span(4, 6), True, False),
        (Span(2, 5), Span(5, 6), False, False),
        (Span(2, 5), Span(0, 2), False, False),
        (Span(3, 4), Span(2, 5), True, False),
    ],
)
def test_a_span_ends_before_its_end(a: Span, b: Span, overlaps: bool, contains: bool):
    assert (a.overlaps(b), b.overlaps(a), a.contains(b)) == (overlaps, overlaps, contains)


def test_a_span_counts_code_points():
    assert Span(4, 6).of("👩‍💻 é\u0301x") == "é\u0301"


@pytest.mark.parametrize(
    ("given", "merged"),
    [
        ([], ()),
        ([Span(4, 6), Span(0, 2)], (Span(0, 2), Span(4, 6))),
        ([Span(0, 2), Span(2, 4)], (Span(0, 4),)),
        ([Span(0, 9), Span(2, 4), Span(8, 10)], (Span(0, 10),)),
        ([Span(0, 1), Span(2, 3)], (Span(0, 1), Span(2, 3))),
    ],
)
def test_merge(given: list[Span], merged: tuple[Span, ...]):
    assert merge(given) == merged


def test_segments_tell_which_spans_cover_them():
    spans = [Span(2, 6), Span(4, 20), Span(2, 6), Span(30, 40)]
    assert segments(Span(0, 10), spans) == (
        Segment(Span(0, 2), ()),
        Segment(Span(2, 4), (0, 2)),
        Segment(Span(4, 6), (0, 1, 2)),
        Segment(Span(6, 10), (1,)),
    )


spans = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 40), st.integers(1, 12))


@given(spans, st.lists(spans, max_size=8))
def test_segments_agree_with_every_code_point(within: Span, given: list[Span]):
    pieces = segments(within, given)
    offsets = [i for piece in pieces for i in range(piece.span.start, piece.span.end)]
    assert offsets == list(range(within.start, within.end))
    for piece in pieces:
        for i in range(piece.span.start, piece.span.end):
            covering = [k for k, span in enumerate(given) if span.start <= i < span.end]
            assert piece.covers == tuple(covering)


@given(st.lists(spans, max_size=8))
def test_merge_keeps_every_code_point_and_leaves_gaps(given: list[Span]):
    merged = merge(given)
    assert {i for s in merged for i in range(s.start, s.end)} == {
        i for s in given for i in range(s.start, s.end)
    }
    assert all(a.end < b.start for a, b in pairwise(merged))


def test_a_remark_on_the_whole_text_has_no_span_and_begins_at_its_start():
    remark = Annotation("framing", "label", (), "rule", "why", "question")
    assert remark.start == 0
    assert Annotation("framing", "l", (Span(7, 9), Span(20, 21)), "r", "w", "q").start == 7


def test_a_remark_cannot_be_changed() -> None:
    remark = Annotation("framing", "label", (), "rule", "why", "question")
    with pytest.raises(AttributeError):
        remark.label = "another"  # type: ignore[misc]
