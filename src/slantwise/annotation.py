"""Spans and annotations: the one currency of machine, expert and learner.

A span is half-open and counts Python code points into one immutable text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

Lens = Literal["loaded", "unsourced", "framing"]
LENSES: tuple[Lens, ...] = get_args(Lens)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range ``[start, end)`` of code points; never empty.

    Raises ValueError for a negative, empty or reversed range.
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:  # by hand: there are very many of these
        if not 0 <= start < end:
            raise ValueError(f"not a span: [{start}, {end})")
        _set_start(self, start)
        _set_end(self, end)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether every code point of the other lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]


# What sets the two past the lock of a frozen class, in half the time of `object.__setattr__`.
_set_start, _set_end = vars(Span)["start"].__set__, vars(Span)["end"].__set__


class Annotation(NamedTuple):
    """One remark on a text: where, through which lens, and why.

    ``spans`` is empty when the remark is about the text as a whole.
    ``by`` names the rule, the reading or the learner that made it.
    ``weight`` is how strongly the remark counts in a text's score (0 to 1).
    ``best_case`` is what can be said for the author.
    """

    lens: Lens
    label: str
    spans: tuple[Span, ...]
    by: str
    why: str
    question: str
    neutral: tuple[str, ...] = ()
    weight: float = 1.0
    best_case: str = ""

    @property
    def start(self) -> int:
        """Where the remark begins; 0 when it is about the whole text."""
        return self.spans[0].start if self.spans else 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text covered by one and the same set of spans.

    ``covers`` holds the positions of those spans in the sequence given to `segments`.
    """

    span: Span
    covers: tuple[int, ...]


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, with overlapping and touching ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def segments(within: Span, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """Cut a stretch of text into flat pieces wherever a span begins or ends.

    The pieces cover ``within`` without gap or overlap, so overlapping spans
    can be drawn without nesting one in another.
    """
    inside = [(i, s) for i, s in enumerate(spans) if s.overlaps(within)]
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for i, span in inside:
        opening.setdefault(max(span.start, within.start), []).append(i)
        closing.setdefault(min(span.end, within.end), []).append(i)
    cuts = sorted({within.start, within.end, *opening, *closing})
    pieces, active = [], set[int]()
    for a, b in pairwise(cuts):
        active.difference_update(closing.get(a, ()))
        active.update(opening.get(a, ()))
        pieces.append(Segment(Span(a, b), tuple(sorted(active))))
    return tuple(pieces)
