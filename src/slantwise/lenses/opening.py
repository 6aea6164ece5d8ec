"""The first part of a text, where a concession does not count as one.

There a text lays out its question: that "some people think otherwise" is not yet an answer
to them. Signals ``after_opening`` count in the rest only.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from slantwise.lenses.rules import Rule
from slantwise.lenses.sentence import View
from slantwise.text import Layout

_PARTS: Final = 4  # the opening is one part of so many
_SENTENCES: Final = 8  # a text of fewer sentences has no opening


class Opening:
    """What phrases counted in the opening, and the token where it ends.

    Sentences that begin before the token ``limit`` belong to it.
    """

    def __init__(self, lay: Layout, length: int) -> None:
        self.limit = length // _PARTS if len(lay.sentences) >= _SENTENCES else 0
        self.end = 0
        self.counts: dict[str, int] = {}

    def pass_by(self, view: View, counts: Mapping[str, int]) -> None:
        """Take note of a sentence that begins before the limit."""
        self.end = view.end
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count


def discount(rules: Iterable[Rule], counts: dict[str, int], early: Mapping[str, int]) -> None:
    """Take from the counts what signals ``after_opening`` counted too early."""
    for rule in rules:
        if rule.after_opening and rule.id in early:
            counts[rule.id] -= early[rule.id]
