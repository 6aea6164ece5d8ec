"""The walk over the sentences of a text, each with what is worth looking at in it."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import compress, count

from slantwise.lenses.quotes import Quote, quotes
from slantwise.lenses.rules import RuleSet
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import Tokens
from slantwise.text import Layout


class _Places:
    """Positions of tokens, handed out in the order of the text."""

    def __init__(self, at: list[int]) -> None:
        self._at = at
        self._given = 0

    def between(self, start: int, end: int) -> list[int]:
        """Return the positions in ``[start, end)``; no later call may ask for earlier ones."""
        at, first = self._at, self._given
        if first < len(at) and at[first] < start:
            first = bisect_left(at, start, first)
        self._given = bisect_left(at, end, first, min(len(at), first + end - start))
        return at[first : self._given]


def _walk(at: list[int], here: int, goal: int, most: int) -> int:
    """Return the first index from ``here`` on whose value reaches a goal, at most so far away."""
    if here == len(at) or at[here] >= goal:
        return here
    return bisect_left(at, goal, here, min(len(at), here + most))


def views(lay: Layout, tokens: Tokens, rules: RuleSet) -> Iterator[View]:
    """Yield every sentence of the layout with its tokens and quotations."""
    all_starts = _Places(rules.matcher.candidates(tokens.ids))
    all_marks, all_triggers = _marks_and_triggers(tokens, rules)
    begins, block, end, inside, next_quote = tokens.starts, -1, 0, list[Quote](), 0
    for sentence in lay.sentences:
        span = sentence.span
        start = _walk(begins, end, span.start, span.start)
        end = _walk(begins, start, span.end, span.end - span.start)
        if sentence.block != block:
            block, next_quote = sentence.block, 0
            goal = lay.blocks[block].span.end
            stop = _walk(begins, end, goal, goal - span.end)
            marks = all_marks.between(start, stop)
            inside = quotes(tokens, marks, start, stop) if marks else []
        while next_quote < len(inside) and inside[next_quote].end <= start:
            next_quote += 1
        last = next_quote
        while last < len(inside) and inside[last].start < end:
            last += 1
        yield View(
            tokens.text, tokens, start, end, tuple(inside[next_quote:last]),
            sentence.kind == "heading", all_starts.between(start, end),
            all_triggers.between(start, end),
        )  # fmt: skip


def _marks_and_triggers(tokens: Tokens, rules: RuleSet) -> tuple[_Places, _Places]:
    """Return where quotation marks stand, and where attributions may be."""
    marks, triggers = rules.lexicon["quotation_mark"], rules.lexicon["trigger"]
    ids, either = tokens.ids, marks | triggers
    at = list(compress(count(), map(either.__contains__, ids)))
    return (
        _Places([i for i in at if ids[i] in marks]),
        _Places([i for i in at if ids[i] in triggers]),
    )
