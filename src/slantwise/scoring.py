"""Comparing a learner's marks with a key; its twin is ``reader/js/scoring.js``.

Both run the vectors in ``tests/vectors/scoring.json`` and must agree to the last digit,
so both add in the same order, from left to right.

A key has three zones: *core* (most readings mark it), *contestable* (some do; never
penalised) and *fair* (marking it is a false alarm). Figures:

- recall: mean over core units of the share of the unit's words that are marked; the first
  and last word of a unit are forgiven when the word inside them is marked.
- precision: of the marked words that are neither contestable nor the neighbour of a core
  unit, the share that is core.
- F: harmonic mean of the two. F_all: the F of marking every word.
- score: max(0, (F - F_all) / (1 - F_all)), so that marking everything earns nothing. The
  correction has the form of Cohen's kappa (Cohen 1960) with marking everything as the
  baseline.
- H, FA, J: hit rate over core units, false alarm rate over fair units, and their
  difference (Youden's J, Youden 1950).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slantwise.annotation import Span, merge

HALF = 0.5  # a core unit counts as found when at least half of it is marked
CERTAINTY = {1: (1, 0), 2: (2, -2), 3: (3, -6)}


@dataclass(frozen=True, slots=True)
class Key:
    """What marks are compared with: the passage's words and the zones, all as spans.

    Raises ValueError when there is no core unit, or no word that would be wrong to mark.
    """

    words: tuple[Span, ...]
    core: tuple[Span, ...]
    contestable: tuple[Span, ...]
    fair: tuple[Span, ...]

    def __post_init__(self) -> None:
        core, neutral = _zones(self)
        if not all(covered(self.words, [unit]) for unit in self.core) or not core:
            raise ValueError("the key needs core units, each with at least one word")
        if len(core | neutral) == len(self.words):
            raise ValueError("the key leaves no word that would be wrong to mark")


@dataclass(frozen=True, slots=True)
class Report:
    """What marks found, missed and over-flagged, and the figures; rates lie in [0, 1].

    ``credit`` has one number for each core unit, ``flagged`` one truth value for each fair
    unit (None where the unit holds only words that are never penalised), ``disputed`` one
    for each contestable unit. ``beyond`` counts wrongly marked words outside fair units.
    ``false_alarm_rate`` and ``discernment`` are None where the key has no fair unit.
    """

    credit: tuple[float, ...]
    flagged: tuple[bool | None, ...]
    disputed: tuple[bool, ...]
    beyond: int
    precision: float
    recall: float
    f: float
    f_all: float
    score: float
    hit_rate: float
    false_alarm_rate: float | None
    discernment: float | None


def compare(key: Key, marks: Iterable[Span]) -> Report:
    """Compare marks with a key; overlapping marks are joined first."""
    marked = covered(key.words, merge(marks))
    core, neutral = _zones(key)
    credit = tuple(_credit(sorted(covered(key.words, [unit])), marked) for unit in key.core)
    precision, recall, f = _f(marked, core, neutral, credit)
    f_all = _f(set(range(len(key.words))), core, neutral, (1.0,) * len(credit))[2]
    flagged = tuple(_flagged(key, unit, marked, core | neutral) for unit in key.fair)
    counted = [x for x in flagged if x is not None]
    hit_rate = sum(c >= HALF for c in credit) / len(credit)
    alarms = sum(counted) / len(counted) if counted else None
    wrong = marked - core - neutral - covered(key.words, key.fair)
    return Report(
        credit=credit,
        flagged=flagged,
        disputed=tuple(bool(covered(key.words, [u]) & marked) for u in key.contestable),
        beyond=len(wrong),
        precision=precision,
        recall=recall,
        f=f,
        f_all=f_all,
        score=max(0.0, (f - f_all) / (1 - f_all)),
        hit_rate=hit_rate,
        false_alarm_rate=alarms,
        discernment=None if alarms is None else hit_rate - alarms,
    )


def certainty_points(right: bool, level: int) -> int:
    """Return the points of certainty-based marking: right +1/+2/+3, wrong 0/-2/-6.

    ``level`` is 1 (a guess) to 3 (certain). Source of the scheme: Gardner-Medwin 2006,
    "Confidence-based marking". Raises KeyError for another level.
    """
    return CERTAINTY[level][0 if right else 1]


def covered(words: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    """Return the positions of the words that any of the spans touches."""
    found: set[int] = set()
    for span in spans:
        first = bisect_right(words, span.start, key=lambda word: word.end)
        found.update(range(first, bisect_left(words, span.end, key=lambda word: word.start)))
    return found


def _zones(key: Key) -> tuple[set[int], set[int]]:
    """Return the core words, and the words that are never penalised."""
    core = covered(key.words, key.core)
    edges = {i + step for i in core for step in (-1, 1) if 0 <= i + step < len(key.words)}
    return core, (covered(key.words, key.contestable) | edges) - core


def _credit(unit: Sequence[int], marked: set[int]) -> float:
    """Return the share of a unit's words that are marked, its two edges forgiven."""
    if len(unit) == 1:
        return float(unit[0] in marked)
    found = marked.intersection(unit)
    if unit[1] in marked:
        found = found | {unit[0]}
    if unit[-2] in marked:
        found = found | {unit[-1]}
    return len(found) / len(unit)


def _f(
    marked: set[int], core: set[int], neutral: set[int], credit: Sequence[float]
) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean."""
    judged = len(marked - neutral)
    precision = len(marked & core) / judged if judged else 0.0
    recall = _mean(credit)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _mean(values: Sequence[float]) -> float:
    """Return the mean, added from left to right: sum() rounds otherwise since Python 3.12."""
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


def _flagged(key: Key, unit: Span, marked: set[int], spared: set[int]) -> bool | None:
    """Tell whether marks touch a fair unit in a word that counts; None if none counts."""
    counting = covered(key.words, [unit]) - spared
    return bool(counting & marked) if counting else None
