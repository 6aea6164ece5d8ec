"""Estimate one weight for each rule from labelled texts: logistic regression, no library.

One set of weights serves all corpora; each corpus only gets an intercept of its own, so that
the share of biased texts in it does not matter. Weights of rules stay at 0 or above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

EXPECTED: Final = 0.7


@dataclass(frozen=True, slots=True)
class Example:
    """How often each rule counted in a text, from which corpus, and its label."""

    corpus: str
    counts: Mapping[str, float]
    label: bool
    share: float = 1.0


def fit(
    examples: Sequence[Example],
    may_be_negative: frozenset[str],
    *,
    penalty: float = 8.0,
    signal_penalty: float = 150.0,
    rounds: int = 150,
) -> dict[str, float]:
    """Return the weights that best tell the labels apart, by full-batch Adagrad.

    The penalties pull weights towards what is expected of them, as strongly as that many
    contrary texts would.
    """
    names = sorted({name for e in examples for name in e.counts})
    expected = {name: 0.0 if name in may_be_negative else EXPECTED for name in names}
    pull = {name: signal_penalty if name in may_be_negative else penalty for name in names}
    weights = dict(expected)
    bases = dict.fromkeys(sorted({e.corpus for e in examples}), 0.0)
    squares = dict.fromkeys([*names, *bases], 1e-9)
    for _ in range(rounds):
        slopes = {name: pull[name] * (w - expected[name]) for name, w in weights.items()}
        slopes_base = dict.fromkeys(bases, 0.0)
        for e in examples:
            error = e.share * (_sigmoid(_sum(e, weights) + bases[e.corpus]) - e.label)
            slopes_base[e.corpus] += error
            for name, count in e.counts.items():
                slopes[name] += error * count
        _step(weights, slopes, squares)
        _step(bases, slopes_base, squares)
        for name in names:
            if name not in may_be_negative:
                weights[name] = max(0.0, weights[name])
    return weights


def _sum(example: Example, weights: Mapping[str, float]) -> float:
    return sum(weights[name] * count for name, count in example.counts.items())


def _sigmoid(x: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, x))))


def _step(values: dict[str, float], slopes: Mapping[str, float], squares: dict[str, float]) -> None:
    for name, slope in slopes.items():
        squares[name] += slope * slope
        values[name] -= 0.5 * slope / squares[name] ** 0.5
