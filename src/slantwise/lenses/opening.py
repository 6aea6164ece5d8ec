"""The first part of a text, where a concession does not count as one.

There a text lays out its question: that "some people think otherwise" is not yet an answer
to them. Signals ``after_opening`` count in the rest only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from slantwise.lenses.rules import Rule
from slantwise.lenses.sentence import View
from slantwise.text import Layout

_PARTS: Final = 4  # the opening is one part of so many
_SENTENCES: Final = 8  # a text of fewer sentences has no opening


def opening(lay: Layout, views: Sequence[View], length: int) -> tuple[int, int]:
    """Return how many sentences make up the opening of so many tokens, and where it ends."""
    limit = length // _PARTS if len(lay.sentences) >= _SENTENCES else 0
    begun = sum(view.start < limit for view in views)
    return begun, views[begun - 1].end if begun else 0


def discount(rules: Iterable[Rule], counts: dict[str, int], early: Mapping[str, int]) -> None:
    """Take from the counts what signals ``after_opening`` counted too early."""
    for rule in rules:
        if rule.after_opening and rule.id in early:
            counts[rule.id] -= early[rule.id]
