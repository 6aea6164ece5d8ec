"""One number per lens for a whole text, from what the rules counted in it."""

from collections.abc import Iterable, Mapping
from math import fsum, log1p
from typing import Final

from slantwise.annotation import LENSES, Lens
from slantwise.lenses.made import MADE
from slantwise.lenses.rules import Rule

# How much evidence a sentence needs before a loaded word of middling weight is marked: set so
# that fewer than one sentence in twenty of newswire and of featured articles is.
SHOWN: Final = 0.93

_MIDDLING: Final = 0.5

_SOFT: Final = 5.0


class Scorer:
    """Turns counts of rules into scores, with the weights of one rule set."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._weights: dict[str, dict[str, float]] = {lens: {} for lens in LENSES}
        self._colours: dict[str, float] = {}
        for rule in (*rules, *MADE):
            self._weights[rule.lens][rule.id] = rule.weight
            if rule.lens == "loaded" or (rule.lens == "framing" and rule.kind == "rule"):
                self._colours[rule.id] = rule.weight

    def colour(self, counts: Mapping[str, int]) -> float:
        """Return the evidence that decides whether loaded words are marked.

        Devices of framing count too: a mild word in a slanted sentence is worth a look.
        """
        return _sum(self._colours, counts)

    def marks(self, rule: Rule, evidence: float, shown: float) -> bool:
        """Tell whether the evidence of a sentence suffices for marking what a rule found in it.

        A weak group needs more company than a strong one.
        """
        return evidence >= shown * (1 + _MIDDLING - rule.weight)

    def score(self, lens: Lens, counts: Mapping[str, int]) -> float:
        """Return how much of a lens a text shows, from 0 to 1, for comparing texts."""
        evidence = _sum(self._weights[lens], counts)
        return 0.5 + 0.5 * evidence / (abs(evidence) + _SOFT)


def _sum(weights: Mapping[str, float], counts: Mapping[str, int]) -> float:
    """Add up the weights of what was counted; each repetition adds less.

    Added up exactly: `sum` rounds otherwise before Python 3.12 than since.
    """
    return fsum([weights[x] * log1p(n) / _ONE for x, n in counts.items() if x in weights])


_ONE: Final = log1p(1)
