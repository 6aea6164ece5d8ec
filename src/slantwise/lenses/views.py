"""The walk over the sentences of a text, each with what is worth looking at in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat

from slantwise.annotation import Span
from slantwise.lenses.quotes import Quote, owners, quotes
from slantwise.lenses.rules import RuleSet
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import OWNER, QUOTATION_MARK, TRIGGER, Tokens
from slantwise.text import Layout


def views(lay: Layout, tokens: Tokens, rules: RuleSet) -> Iterator[View]:
    """Yield every sentence of the layout with its tokens and quotations.

    An apostrophe that makes a plural an owner is numbered anew: it is no mark.
    """
    quoted, none = _quoted(lay, tokens), list[Quote]()
    spans = [sentence.span for sentence in lay.sentences]
    first, last = _bounds(tokens, spans)
    anchors = _parted(rules.matcher.candidates(tokens), first, last)
    triggers = _parted(tokens.looked_at(TRIGGER), first, last)
    block, inside, passed, stop = -1, none, 0, 0
    rows = zip(lay.sentences, spans, first, last, anchors, triggers, strict=True)
    for sentence, span, start, end, at, where in rows:
        if sentence.block != block:
            block, passed, stop = sentence.block, 0, 0
            inside = quoted.get(block, none)
        if inside:
            while passed < len(inside) and inside[passed].end <= start:
                passed += 1
            stop = passed
            while stop < len(inside) and inside[stop].start < end:
                stop += 1
        own = tuple(inside[passed:stop]) if inside else ()
        yield View(
            tokens.text, tokens, start, end, span, own, sentence.kind == "heading", at, where
        )


def _bounds(tokens: Tokens, spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Return for each stretch of a text its first token, and the one behind its last."""
    starts = tokens.starts
    first = _indices(starts, [span.start for span in spans])
    behind = [*first[1:], len(starts) - 1]  # nearly always right, and at once
    last = [
        i if i and starts[i - 1] < span.end else bisect_left(starts, span.end)
        for i, span in zip(behind, spans, strict=False)
    ]
    return first, last


def _indices(ordered: list[int], goals: Iterable[int]) -> list[int]:
    """Return for each goal the first index whose value reaches it."""
    return list(map(bisect_left, repeat(ordered), goals))


def _parted(at: list[int], first: list[int], last: list[int]) -> Iterator[list[int]]:
    """Yield the positions that lie in each of some stretches."""
    starts = _indices(at, first)
    close = first[1:] == last[:-1]  # nothing stands between them
    ends = [*starts[1:], *_indices(at, last[-1:])] if close else _indices(at, last)
    return map(at.__getitem__, map(slice, starts, ends))


def _quoted(lay: Layout, tokens: Tokens) -> dict[int, list[Quote]]:
    """Return the quotations of each block that has any."""
    at = tokens.looked_at(QUOTATION_MARK)
    blocks = [block.span for block in lay.blocks]
    begins = [span.start for span in blocks]
    found: dict[int, list[Quote]] = {}
    for block, marks in groupby(at, lambda i: bisect_right(begins, tokens.starts[i]) - 1):
        span = blocks[block]
        start, end = _indices(tokens.starts, (span.start, span.end))
        own = [i for i in marks if i < end] if block >= 0 else []
        inside = quotes(tokens, own, start, end)
        for i in owners(tokens, own, inside):
            tokens.ids[i] = OWNER
        if inside:
            found[block] = inside
    return found
