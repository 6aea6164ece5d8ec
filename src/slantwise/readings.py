"""Several close readings of one text: where they agree, and how much.

Readers differ, and that is a finding. A passage is *core* when most readings mark it,
*contestable* when some do, and *fair* when somebody calls it fair and nobody marks it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from slantwise.annotation import Lens, Span, merge
from slantwise.articles import Mark, Reading
from slantwise.text import fold, layout, words

_FUNCTION_WORDS = frozenset(
    "a an the and or but nor that which of in on at to for from by with as into over under than "
    "through is are was were be been has have had".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage in a zone, with the marks of those readings that speak about it."""

    span: Span
    marks: tuple[tuple[str, Mark], ...]

    @property
    def readers(self) -> tuple[str, ...]:
        """The ids of the readings that flag the passage, in order, each once."""
        return tuple(dict.fromkeys(id for id, mark in self.marks if mark.lens))


@dataclass(frozen=True, slots=True)
class Zones:
    """What several readings make of a passage under one lens."""

    words: tuple[Span, ...]
    core: tuple[Unit, ...]
    contestable: tuple[Unit, ...]
    fair: tuple[Unit, ...]


def zones(text: str, within: Span, readings: Sequence[Reading], lens: Lens) -> Zones:
    """Divide a passage into core, contestable and fair units, by whole words.

    *Most* is more than half of the readings. A word that most readings mark is core; runs
    of neighbouring words of one zone make a unit, which ends with its sentence. A single
    function word that some readings include at the edge of a core unit is in no zone.
    """
    tokens = tuple(words(text, within))
    votes = [votes_for(token, readings, lens) for token in tokens]
    most = len(readings) / 2
    cuts = _cuts(text, readings, lens)
    core = _runs(tokens, [n > most for n in votes], cuts)
    disputed = [0 < n <= most for n in votes]
    edges = _edges(text, tokens, disputed, [n > most for n in votes])
    contestable = _runs(tokens, [a and not b for a, b in zip(disputed, edges, strict=True)], cuts)
    flagged = {token for token, n in zip(tokens, votes, strict=True) if n}
    return Zones(
        tokens,
        tuple(_unit(span, readings, lens) for span in core),
        tuple(_unit(span, readings, lens) for span in contestable),
        tuple(
            _unit(span, readings, lens) for span in _fair(within, readings, lens, tokens, flagged)
        ),
    )


def alpha(text: str, within: Span, readings: Sequence[Reading], lens: Lens) -> float:
    """Return Krippendorff's alpha of the readings over words, marked or not.

    Computed by ``nltk.metrics.agreement`` (Krippendorff 2004). Raises ValueError with
    fewer than two readings, or where nobody marks anything.
    """
    from nltk.metrics.agreement import AnnotationTask  # slow to import, needed here only

    data = [
        (reading.id, str(token.start), bool(votes_for(token, [reading], lens)))
        for reading in readings
        for token in words(text, within)
    ]
    if len(readings) < 2 or not any(value for _, _, value in data):
        raise ValueError("agreement needs two readings and at least one mark")
    return float(AnnotationTask(data=data).alpha())


def votes_for(token: Span, readings: Iterable[Reading], lens: Lens) -> int:
    """Return how many readings mark a word under a lens."""
    return sum(
        any(mark.lens == lens and mark.span.overlaps(token) for mark in reading.marks)
        for reading in readings
    )


def _cuts(text: str, readings: Iterable[Reading], lens: Lens) -> list[int]:
    """Return where a unit must not run on: where a sentence begins, or a mark of one.

    Two passages that meet at a full stop are two findings, even if they stand side by side.
    """
    marks = (mark for reading in readings for mark in reading.marks)
    begun = {m.span.start for m in marks if m.lens == lens == "unsourced"}
    return sorted(begun | {sentence.span.start for sentence in layout(text).sentences})


def _runs(tokens: Sequence[Span], chosen: Sequence[bool], cuts: Sequence[int] = ()) -> list[Span]:
    """Join neighbouring chosen words to spans that do not run on over a cut."""
    parts = [
        (yes, bisect_right(cuts, token.start)) for token, yes in zip(tokens, chosen, strict=True)
    ]
    pairs = groupby(zip(tokens, parts, strict=True), lambda pair: pair[1])
    runs = ([token for token, _ in group] for (yes, _), group in pairs if yes)
    return [Span(run[0].start, run[-1].end) for run in runs]


def _edges(
    text: str, tokens: Sequence[Span], disputed: Sequence[bool], core: Sequence[bool]
) -> list[bool]:
    """Tell which words are only where a reader's mark ends: one function word beside a core.

    Scoring forgives the one word beside a core unit, so that leaving it out costs nobody.
    """
    alone = [
        yes and not any(disputed[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens))
        for i, yes in enumerate(disputed)
    ]
    return [
        yes
        and fold(tokens[i].of(text)) in _FUNCTION_WORDS
        and any(core[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens))
        for i, yes in enumerate(alone)
    ]


def _fair(
    within: Span,
    readings: Sequence[Reading],
    lens: Lens,
    tokens: Sequence[Span],
    flagged: set[Span],
) -> list[Span]:
    """Return what somebody calls fair, less every word that anybody marks."""
    spans = merge(
        mark.span
        for reading in readings
        for mark in reading.marks
        if mark.is_fair_under(lens) and within.contains(mark.span)
    )
    return [
        run
        for span in spans
        for run in _runs(tokens, [t.overlaps(span) and t not in flagged for t in tokens])
    ]


def _unit(span: Span, readings: Sequence[Reading], lens: Lens) -> Unit:
    """Collect what the readings say of a passage: the lens's marks, and calls of fair."""
    return Unit(
        span,
        tuple(
            (reading.id, mark)
            for reading in readings
            for mark in reading.marks
            if (mark.lens == lens or mark.is_fair_under(lens)) and mark.span.overlaps(span)
        ),
    )
