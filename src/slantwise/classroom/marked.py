"""What a class marked in a text, word by word and passage by passage, beside the readings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from slantwise import readings
from slantwise.annotation import Span
from slantwise.articles import Article
from slantwise.classroom.figures import (
    Figure,
    bits,
    class_alpha,
    disagreement,
    mean,
    pair_alpha,
    share,
)
from slantwise.classroom.gather import Row, marked_words
from slantwise.exercises.load import Item, Marking
from slantwise.scoring import HALF

BEYOND = 0.25  # the share of a class from which words outside the key are a passage
MOST = 5  # passages in each list of prompts


@dataclass(frozen=True, slots=True)
class Place:
    """A passage: words ``first`` to ``last``, who marked at least half of it, and the note.

    ``zone`` is *core*, *contestable* or *fair*, or *beyond* where no reading says anything.
    """

    first: int
    last: int
    zone: str
    words: str
    share: Figure
    marked: int
    readers: int
    question: str = ""
    best_case: str = ""
    around: tuple[str, str] = ("", "")  # the rest of the sentence, before and after


@dataclass(frozen=True, slots=True)
class Heat:
    """A class and the readings over one text; ``counts`` and ``votes`` are for each word."""

    words: Sequence[Span]
    counts: Sequence[int]
    votes: Sequence[int]
    pupils: int
    readings: int
    places: Sequence[Place]
    within: Figure | None
    beside: Figure | None
    among: float | None

    @property
    def disputed(self) -> list[Place]:
        """The passages over which the class is most in two, the most first."""
        split = [place for place in self.places if 0 < place.marked < self.pupils]
        split.sort(key=lambda place: (-disagreement(place.share.value), place.first))
        return split[:MOST]

    @property
    def against(self) -> list[Place]:
        """The passages where class and readings are farthest apart, beyond the interval."""
        apart = [place for place in self.places if self._apart(place)]
        apart.sort(key=lambda place: (-self._gap(place), place.first))
        return apart[:MOST]

    def _gap(self, place: Place) -> float:
        return abs(place.share.value - place.readers / self.readings)

    def _apart(self, place: Place) -> bool:
        """Tell whether most of the class did what few readings do, or few what most do."""
        low, high = place.share.low, place.share.high
        if low is None or high is None or place.zone == "contestable":
            return False
        return high < HALF if place.zone == "core" else low > HALF


def heat(exercise: Marking, rows: Sequence[Row]) -> Heat:
    """Return what the first attempts of a class come to."""
    marks = [row.first.marks for row in rows]
    words = exercise.key.words
    counts = [0] * len(words)
    for own in marks:
        for i in bits(own):
            counts[i] += 1
    lens = exercise.task.lens
    votes = [readings.votes_for(word, exercise.readings, lens) for word in words]
    core = marked_words(exercise, exercise.key.core)
    pairs = [a for own in marks if (a := pair_alpha(own, core, len(words))) is not None]
    return Heat(
        words,
        counts,
        votes,
        len(marks),
        len(exercise.readings),
        tuple(sorted(_places(exercise, counts, marks), key=lambda place: place.first)),
        class_alpha(counts, marks),
        mean(pairs),
        _among(exercise),
    )


def _among(exercise: Marking) -> float | None:
    span = exercise.section.span
    try:
        return readings.alpha(exercise.article.text, span, exercise.readings, exercise.task.lens)
    except ValueError:  # one reading has nobody to agree with
        return None


def _places(exercise: Marking, counts: Sequence[int], marks: Sequence[int]) -> Iterator[Place]:
    taken = 0
    for item in exercise.items:
        own = marked_words(exercise, [item.unit.span])
        taken |= own
        yield _place(exercise, own, item.zone, marks, item)
    beside = taken | taken << 1 | taken >> 1
    often = [not taken >> i & 1 and n >= BEYOND * len(marks) for i, n in enumerate(counts)]
    for yes, run in groupby(range(len(counts)), key=often.__getitem__):
        own = sum(1 << i for i in run)
        if yes and (own.bit_count() > 1 or not own & beside):  # no mere edge of a marked passage
            yield _place(exercise, own, "beyond", marks)


def _place(
    exercise: Marking, own: int, zone: str, marks: Iterable[int], item: Item | None = None
) -> Place:
    places = list(bits(own))
    half = len(places) / 2
    shown = [(mark & own).bit_count() >= half for mark in marks]
    words = exercise.key.words
    span = item.unit.span if item else Span(words[places[0]].start, words[places[-1]].end)
    return Place(
        places[0],
        places[-1] + 1,
        zone,
        " ".join(span.of(exercise.article.text).split()),
        share(sum(shown), len(shown)),
        sum(shown),
        len(item.unit.readers) if item else 0,
        item.note.question if item else "",
        item.note.best_case if item else "",
        _around(exercise.article, span),
    )


def _around(article: Article, span: Span) -> tuple[str, str]:
    """Return what stands before and after a passage in the sentences that it touches."""
    touched = [s.span for s in article.layout.sentences if s.span.overlaps(span)]
    start = min([span.start, *(s.start for s in touched)])
    end = max([span.end, *(s.end for s in touched)])
    return article.text[start : span.start], article.text[span.end : end]
