"""Figures about a class, each with its interval or with the word that there is too little.

- A share of pupils: Wilson's interval (1927), from ``slantwise.summary``.
- A mean over pupils, or over what changed in each: the middle 95 % of the means of samples
  drawn from the same pupils (percentile bootstrap, Efron 1979), always with one seed. Pupils
  are drawn whole, since the answers of one pupil are no independent witnesses. From a hundred
  pupils on it is the normal interval, which is then the same and does not need the drawing.
- Agreement: Krippendorff's alpha (2004) over words, with nltk's disagreement; its interval is
  from leaving out one pupil at a time (jackknife, Tukey 1958).
- A correlation: Fisher's interval (1921).

Below ten pupils there is no interval and no judgement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atanh, log2, sqrt, tanh
from random import Random
from statistics import fmean, stdev

from slantwise.summary import ENOUGH, wilson

SEED = 1
Z = 1.959963984540054  # the normal quantile of a 95 % interval
MANY = 100  # pupils from which on a mean is as good as normal
_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, its interval where there is enough, and over how many pupils."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def enough(self) -> bool:
        """Whether there is an interval."""
        return self.low is not None and self.high is not None

    @property
    def above(self) -> bool:
        """Whether the whole interval lies above nought."""
        return self.low is not None and self.low > 0

    @property
    def below(self) -> bool:
        """Whether the whole interval lies below nought."""
        return self.high is not None and self.high < 0


def share(n: int, of: int) -> Figure:
    """Return the share of pupils; ``of`` is not nought."""
    low, high = wilson(n, of) if of >= ENOUGH else (None, None)
    return Figure(n / of, of, low, high)


def mean(values: Sequence[float]) -> Figure | None:
    """Return the mean over pupils, or None where there is nobody."""
    n = len(values)
    if not n:
        return None
    middle = fmean(values)
    if n < ENOUGH:
        return Figure(middle, n)
    if n >= MANY:
        half = Z * stdev(values, middle) / sqrt(n)
        return Figure(middle, n, middle - half, middle + half)
    random = Random(SEED)  # noqa: S311 - no secret
    drawn = sorted(fmean(random.choices(values, k=n)) for _ in range(_DRAWS))
    edge = int(_DRAWS * 0.025)
    return Figure(middle, n, drawn[edge], drawn[-1 - edge])


def disagreement(p: float) -> float:
    """Return the entropy in bits of a share: 1 where the class is in two halves, else less."""
    return -sum(q * log2(q) for q in (p, 1 - p) if q > 0)


# --- agreement --------------------------------------------------------------------------


def alpha(counts: Sequence[int], coders: int) -> float | None:
    """Return Krippendorff's alpha over words, of which ``counts`` coders have marked each.

    None with fewer than two coders, or where every word is marked by all or by none at all.
    """
    from nltk.metrics.agreement import AnnotationTask  # slow to import, needed here only

    total, everything = sum(counts), coders * len(counts)
    if coders < 2 or total in (0, everything):
        return None
    task = AnnotationTask()
    own = sum(task.Disagreement({True: n, False: coders - n}) for n in counts)
    chance = task.Disagreement({True: total, False: everything - total})
    return float(1 - own / len(counts) / chance)


def class_alpha(counts: Sequence[int], marks: Sequence[int]) -> Figure | None:
    """Return alpha of a class, whose marks are given as bits for each pupil."""
    value, n = alpha(counts, len(marks)), len(marks)
    if value is None:
        return None
    if n < ENOUGH:
        return Figure(value, n)
    split, total = sum(c * (n - c) for c in counts), sum(counts)
    left = [_without(counts, n, own, split, total) for own in marks]
    middle = fmean(left)
    error = sqrt((n - 1) / n * sum((a - middle) ** 2 for a in left))
    return Figure(value, n, value - Z * error, min(1.0, value + Z * error))


def _without(counts: Sequence[int], n: int, own: int, split: int, total: int) -> float:
    """Return alpha of a class of n without one pupil, in time that grows with that pupil's marks.

    ``split`` sums over all words how many pairs of pupils differ, and ``total`` the marks.
    """
    split += sum(2 * counts[i] - n for i in bits(own)) - total
    total -= own.bit_count()
    everything = (n - 1) * len(counts)
    if total in (0, everything):
        return 1.0
    chance = total * (everything - total) / (everything - 1)
    return 1 - split / (n - 2) / chance


def pair_alpha(own: int, other: int, words: int) -> float | None:
    """Return alpha of two coders' marks of so many words."""
    total = own.bit_count() + other.bit_count()
    if total in (0, 2 * words):
        return None
    split = (own ^ other).bit_count()
    return 1 - split * (2 * words - 1) / (total * (2 * words - total))


def bits(marks: int) -> Iterable[int]:
    """Yield the positions of the bits that are set."""
    while marks:
        lowest = marks & -marks
        yield lowest.bit_length() - 1
        marks ^= lowest


# --- correlation ------------------------------------------------------------------------


def correlation(xs: Sequence[float], ys: Sequence[float]) -> Figure | None:
    """Return Pearson's correlation; None where one of the two is always the same."""
    n = len(xs)
    if n < 3:
        return None
    mx, my = fmean(xs), fmean(ys)
    sx, sy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    if sx * sy == 0:
        return None
    r = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sqrt(sx * sy)
    if n < ENOUGH or abs(r) >= 1:
        return Figure(r, n)
    middle, half = atanh(r), Z / sqrt(n - 3)
    return Figure(r, n, tanh(middle - half), tanh(middle + half))
