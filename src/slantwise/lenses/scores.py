"""One number per lens for a whole text, from what the rules counted in it."""

from collections.abc import Mapping
from math import exp, log1p
from typing import Final

from slantwise.lenses.rules import RuleSet
from slantwise.lenses.scare import ID, WEIGHT
from slantwise.lenses.unsourced import WEIGHTS

_OWN: Final[dict[str, dict[str, float]]] = {
    "loaded": {ID: WEIGHT},
    "unsourced": {f"unsourced-{kind}": weight for kind, weight in WEIGHTS.items()},
    "framing": {},
}


def score(rules: RuleSet, lens: str, counts: Mapping[str, int]) -> float:
    """Return how much of a lens a text shows, from 0 to 1, for comparing texts.

    Each rule adds its weight, and a second hit adds less than the first.
    """
    weights = {rule.id: rule.weight for rule in rules.rules if rule.lens == lens} | _OWN[lens]
    evidence = sum(w * damped(counts[name]) for name, w in weights.items() if name in counts)
    return 1 / (1 + exp(-max(-30.0, min(30.0, evidence))))


def damped(count: int) -> float:
    """Return how much a rule counts that was found so often: more, but ever less."""
    return log1p(count) / log1p(1)
