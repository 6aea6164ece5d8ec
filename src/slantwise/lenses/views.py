"""The walk over the sentences of a text, each with what is worth looking at in it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import repeat

from slantwise.lenses.quotes import Quote, quotes
from slantwise.lenses.rules import RuleSet
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import QUOTATION_MARK, TRIGGER, Tokens
from slantwise.text import Block, Layout, Sentence


class _Places:
    """Positions of tokens, by sentences."""

    def __init__(self, at: list[int], starts: list[int], ends: list[int]) -> None:
        self._at = at
        self._first = _indices(at, starts)
        self._last = _indices(at, ends)

    def of(self, sentence: int) -> list[int]:
        """Return the positions in a sentence."""
        return self._at[self._first[sentence] : self._last[sentence]]


def _indices(ordered: list[int], goals: Iterable[int]) -> list[int]:
    """Return for each goal the first index whose value reaches it."""
    return list(map(bisect_left, repeat(ordered), goals))


def views(lay: Layout, tokens: Tokens, rules: RuleSet) -> Iterator[View]:
    """Yield every sentence of the layout with its tokens and quotations."""
    first, last = _bounds(tokens, lay.sentences)
    begins = _Places(rules.matcher.candidates(tokens), first, last)
    triggers = _Places(tokens.looked_at(TRIGGER), first, last)
    quoted = _quoted(lay, tokens)
    block, inside, passed = -1, list[Quote](), 0
    for i, (sentence, start, end) in enumerate(zip(lay.sentences, first, last, strict=True)):
        if sentence.block != block:
            block, passed = sentence.block, 0
            inside = quoted[block]
        while passed < len(inside) and inside[passed].end <= start:
            passed += 1
        stop = passed
        while stop < len(inside) and inside[stop].start < end:
            stop += 1
        yield View(
            tokens.text, tokens, start, end, tuple(inside[passed:stop]),
            sentence.kind == "heading", begins.of(i), triggers.of(i),
        )  # fmt: skip


def _bounds(tokens: Tokens, parts: Iterable[Sentence | Block]) -> tuple[list[int], list[int]]:
    """Return for each part of a text its first token, and the one behind its last."""
    spans = [part.span for part in parts]
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    return _indices(tokens.starts, starts), _indices(tokens.starts, ends)


def _quoted(lay: Layout, tokens: Tokens) -> list[list[Quote]]:
    """Return the quotations in each block."""
    first, last = _bounds(tokens, lay.blocks)
    marks = _Places(tokens.looked_at(QUOTATION_MARK), first, last)
    return [quotes(tokens, marks.of(i), first[i], last[i]) for i in range(len(first))]
