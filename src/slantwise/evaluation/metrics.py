"""Measures of agreement between scores and labels, and how sure they are."""

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")

T = TypeVar("T")


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the chance that a positive outscores a negative, ties counting half.

    0.5 when there are only positives or only negatives.
    """
    negatives = sorted(s for s, y in zip(scores, labels, strict=True) if not y)
    positives = [s for s, y in zip(scores, labels, strict=True) if y]
    if not negatives or not positives:
        return 0.5
    wins = sum(bisect_left(negatives, p) + bisect_right(negatives, p) for p in positives)
    return wins / (2 * len(positives) * len(negatives))


def f1(guesses: Iterable[bool], labels: Iterable[bool]) -> float:
    """Return the harmonic mean of precision and recall; 0 when nothing is right."""
    hit = wrong = missed = 0
    for guess, label in zip(guesses, labels, strict=True):
        hit += guess and label
        wrong += guess and not label
        missed += label and not guess
    return 2 * hit / (2 * hit + wrong + missed) if hit else 0.0


def macro_f1(guesses: Sequence[bool], labels: Sequence[bool]) -> float:
    """Return the mean of the F1 of both classes."""
    return (f1(guesses, labels) + f1([not g for g in guesses], [not y for y in labels])) / 2


def token_f1(
    pairs: Iterable[tuple[str, Sequence[tuple[int, int]], Sequence[tuple[int, int]]]],
) -> float:
    """Return the F1 of marked words over texts with their guessed and true spans."""
    guesses: list[bool] = []
    labels: list[bool] = []
    for text, guessed, true in pairs:
        for match in _TOKEN.finditer(text):
            guesses.append(_inside(match.start(), match.end(), guessed))
            labels.append(_inside(match.start(), match.end(), true))
    return f1(guesses, labels)


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)


def interval(
    items: Sequence[T], measure: Callable[[Sequence[T]], float], rounds: int = 200, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a measure, the same at every run."""
    draw = random.Random(seed)  # noqa: S311 (resampling, not secrecy)
    values = sorted(measure(draw.choices(items, k=len(items))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]
