"""One number per lens for a whole text, from what the rules counted in it."""

from collections.abc import Iterable, Mapping
from math import exp, log1p
from typing import Final

from slantwise.annotation import LENSES, Lens
from slantwise.lenses.rules import Rule
from slantwise.lenses.scare import ID, WEIGHT
from slantwise.lenses.unsourced import WEIGHTS

_OWN: Final[Mapping[str, Mapping[str, float]]] = {
    "loaded": {ID: WEIGHT},
    "unsourced": {f"unsourced-{kind}": weight for kind, weight in WEIGHTS.items()},
    "framing": {},
}

# How much evidence a sentence needs before its loaded words are marked: set so that one
# sentence in twenty of newswire and of featured encyclopedia articles is.
SHOWN: Final = 1.0

_LIMIT: Final = 30.0


class Scorer:
    """Turns counts of rules into scores, with the weights of one rule set."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._weights: dict[str, dict[str, float]] = {x: dict(_OWN[x]) for x in LENSES}
        for rule in rules:
            self._weights[rule.lens][rule.id] = rule.weight

    def evidence(self, lens: Lens, counts: Mapping[str, int]) -> float:
        """Return the sum of the weights of what was counted; each repetition adds less."""
        weights = self._weights[lens]
        return sum(weights[x] * log1p(n) / log1p(1) for x, n in counts.items() if x in weights)

    def colour(self, counts: Mapping[str, int]) -> float:
        """Return the evidence that decides whether loaded words are marked.

        Devices of framing count too: a mild word in a slanted sentence is worth a look.
        """
        return self.evidence("loaded", counts) + self.evidence("framing", counts)

    def score(self, lens: Lens, counts: Mapping[str, int]) -> float:
        """Return how much of a lens a text shows, from 0 to 1, for comparing texts."""
        return 1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, self.evidence(lens, counts)))))
