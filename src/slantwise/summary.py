"""What many answers come to; its twin is ``reader/js/summary.js``.

Both run the vectors in ``tests/vectors/summary.json`` and must agree to the last digit.

- H, FA, J: over all items, the share of those worth a question that were asked, the share of
  the others that were asked as well, and their difference (Youden's J, Youden 1950). Its 95 %
  interval is Newcombe's for a difference of two proportions (1998, his method 10), from two
  of Wilson's (1927). It takes the items as independent of each other, and those of one text
  are not quite, so that it is rather too narrow.
- Certainty: the Brier score (Brier 1950) of the probabilities behind the three levels, and
  for each level how often the answer was right.
- Sides: J for the texts and items that favour each side, and the gap between the two that
  lie farthest apart.
- Change: the mean score of first and of revised answers, over exercises that have both.

All but the last are of first answers, given before the key was seen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from slantwise.scoring_items import CHANCE

ENOUGH = 10  # items of each kind, below which nothing can be told
_Z = 1.959963984540054  # the normal quantile of a 95 % interval

Summary = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """Items worth a question and how many were asked; the others, and how many were asked."""

    hits: int = 0
    of_hits: int = 0
    alarms: int = 0
    of_alarms: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What the summary needs of one answered exercise.

    ``sure`` pairs a level of certainty with whether the answer was right; the scores are None
    where there is none.
    """

    counts: Counts = Counts()
    sides: Mapping[str, Counts] = field(default_factory=dict)
    sure: Sequence[tuple[int, bool]] = ()
    first: float | None = None
    revised: float | None = None


def summarise(records: Sequence[Record]) -> Summary:
    """Return the figures as plain data; None where nothing can be told."""
    names = sorted({side for record in records for side in record.sides})
    sides = {
        side: _discernment(r.sides[side] for r in records if side in r.sides) for side in names
    }
    told = [side["j"] for side in sides.values() if side["enough"]]
    return {
        "answered": len(records),
        "discernment": _discernment(record.counts for record in records),
        "sides": sides,
        "gap": max(told) - min(told) if len(told) > 1 else None,
        "certainty": _certainty([pair for record in records for pair in record.sure]),
        "change": _change(records),
    }


def _discernment(counts: Iterable[Counts]) -> Summary:
    hits = of_hits = alarms = of_alarms = 0
    for one in counts:
        hits += one.hits
        of_hits += one.of_hits
        alarms += one.alarms
        of_alarms += one.of_alarms
    made = {"hits": hits, "of_hits": of_hits, "alarms": alarms, "of_alarms": of_alarms}
    h = hits / of_hits if of_hits else None
    fa = alarms / of_alarms if of_alarms else None
    rates = {"hit_rate": h, "false_alarm_rate": fa}
    enough = of_hits >= ENOUGH and of_alarms >= ENOUGH
    if h is None or fa is None:
        return {**made, **rates, "j": None, "low": None, "high": None, "enough": enough}
    low_h, high_h = wilson(hits, of_hits)
    low_fa, high_fa = wilson(alarms, of_alarms)
    j = h - fa
    low = j - sqrt((h - low_h) * (h - low_h) + (high_fa - fa) * (high_fa - fa))
    high = j + sqrt((high_h - h) * (high_h - h) + (fa - low_fa) * (fa - low_fa))
    return {**made, **rates, "j": j, "low": low, "high": high, "enough": enough}


def wilson(n: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of the proportion ``n / of``."""
    p = n / of
    scale = 1 + _Z * _Z / of
    centre = p + _Z * _Z / (2 * of)
    half = _Z * sqrt(p * (1 - p) / of + _Z * _Z / (4 * of * of))
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def _certainty(sure: Sequence[tuple[int, bool]]) -> Summary:
    total = 0.0
    for level, right in sure:
        miss = CHANCE[level] - (1 if right else 0)
        total += miss * miss
    levels = [_level(level, [right for own, right in sure if own == level]) for level in CHANCE]
    brier = total / len(sure) if sure else None
    return {"n": len(sure), "enough": len(sure) >= ENOUGH, "brier": brier, "levels": levels}


def _level(level: int, rights: Sequence[bool]) -> Summary:
    n, right = len(rights), sum(rights)
    made = {"level": level, "said": CHANCE[level], "n": n, "right": right}
    if not n:
        return {**made, "share": None, "low": None, "high": None}
    low, high = wilson(right, n)
    return {**made, "share": right / n, "low": low, "high": high}


def _change(records: Sequence[Record]) -> Summary:
    both = [
        (record.first, record.revised)
        for record in records
        if record.first is not None and record.revised is not None
    ]
    first = revised = 0.0
    for before, after in both:
        first += before
        revised += after
    n = len(both)
    return {
        "n": n,
        "first": first / n if n else None,
        "revised": revised / n if n else None,
        "better": sum(after > before for before, after in both),
        "worse": sum(after < before for before, after in both),
    }
