"""One number per lens for a whole text, from what the rules counted in it."""

from collections.abc import Iterable, Mapping
from math import fsum, log1p
from typing import Final

from slantwise.annotation import LENSES, Lens
from slantwise.lenses.made import MADE
from slantwise.lenses.rules import Rule

# How much evidence a sentence needs before its loaded words are marked: set so that one
# sentence in twenty of newswire and of featured encyclopedia articles is.
SHOWN: Final = 0.97

_SOFT: Final = 5.0


class Scorer:
    """Turns counts of rules into scores, with the weights of one rule set."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._weights: dict[str, dict[str, float]] = {lens: {} for lens in LENSES}
        self._devices: dict[str, float] = {}
        for rule in (*rules, *MADE):
            self._weights[rule.lens][rule.id] = rule.weight
            if rule.lens == "framing" and rule.kind == "rule":
                self._devices[rule.id] = rule.weight

    def colour(self, counts: Mapping[str, int]) -> float:
        """Return the evidence that decides whether loaded words are marked.

        Devices of framing count too: a mild word in a slanted sentence is worth a look.
        """
        return _sum(self._weights["loaded"], counts) + _sum(self._devices, counts)

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
