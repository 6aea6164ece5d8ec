"""What stands between quotation marks, told by tokens; pairs never cross a block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from slantwise.lenses.tokens import Tokens
from slantwise.text import fold

_CLOSES: Final = {'"': '"', "“": "”", "«": "»", "„": "“"}
_SINGLE: Final = {"‘": "’", "'": "'"}
_SHORT: Final = 12  # tokens after which "… the workers’" rather owns something than closes
_ELIDED: Final = frozenset("em n tis twas til till cause bout round".split())  # "rock ’n’ roll"


@dataclass(frozen=True, slots=True)
class Quote:
    """The tokens ``[start, end)`` of a quotation, its marks included.

    ``closed`` is False for one that runs to the end of its block.
    """

    start: int
    end: int
    closed: bool


def quotes(tokens: Tokens, marks: Sequence[int], start: int, end: int) -> list[Quote]:
    """Return the quotations among the tokens ``[start, end)`` of one block, in order.

    ``marks`` are the positions of the quotation marks in it.
    """
    if not marks:
        return []
    found = list(_pairs(tokens, marks, end))
    before = _continued(tokens, marks, start)
    if before is not None:
        found = [before, *(quote for quote in found if quote.start >= before.end)]
    return found


def _pairs(tokens: Tokens, marks: Sequence[int], end: int) -> Iterator[Quote]:
    text, k = tokens.text, 0
    never_closed = set[str]()
    while k < len(marks):
        i = marks[k]
        mark = text[tokens.starts[i]]
        if mark in _SINGLE:
            stop = _closing_single(tokens, marks, k) if _opens_single(tokens, i) else None
            if stop is not None:
                yield Quote(i, marks[stop] + 1, True)
                k = stop
        elif mark in _CLOSES and mark not in never_closed:
            stop = _closing(tokens, marks, k, _CLOSES[mark])
            if stop is not None:
                yield Quote(i, marks[stop] + 1, True)
                k = stop
            elif mark == "“" or (mark == '"' and tokens.opens(i)):
                yield Quote(i, end, False)
                return
            else:
                never_closed.add(mark)
        k += 1


def _closing(tokens: Tokens, marks: Sequence[int], k: int, wanted: str) -> int | None:
    for j in range(k + 1, len(marks)):
        if tokens.text[tokens.starts[marks[j]]] == wanted:
            return j
    return None


def _opens_single(tokens: Tokens, i: int) -> bool:
    """Tell whether a single mark begins a quotation rather than a word like ’em or ’90s."""
    return tokens.opens(i) and (
        tokens.text[tokens.end(i)].isalpha() and fold(tokens.word(i + 1)) not in _ELIDED
    )


def _closing_single(tokens: Tokens, marks: Sequence[int], k: int) -> int | None:
    """Return which mark closes a single quotation: an owner's apostrophe only if none else does."""
    text, wanted, owner = tokens.text, _SINGLE[tokens.text[tokens.starts[marks[k]]]], None
    for j in range(k + 1, len(marks)):
        i = marks[j]
        mark = text[tokens.starts[i]]
        if mark in _SINGLE and tokens.opens(i):
            break
        if mark != wanted or tokens.pieces[i - 1][-1].isspace():
            continue
        if not _may_own(tokens, i):
            return j
        if owner is None and i - marks[k] <= _SHORT:
            owner = j
    return owner


def owners(tokens: Tokens, marks: Sequence[int], found: Sequence[Quote]) -> Iterator[int]:
    """Yield the apostrophes that make a plural the owner of what follows: "the voters’ hopes"."""
    closing = {quote.end - 1 for quote in found}
    for i in marks:
        if tokens.text[tokens.starts[i]] in "'’" and i not in closing and _may_own(tokens, i):
            yield i


def _may_own(tokens: Tokens, i: int) -> bool:
    """Tell whether a mark stands between a word in -s and another word."""
    if not 0 < i < len(tokens.pieces) - 1 or not tokens.pieces[i - 1].endswith(("s", "S")):
        return False
    return tokens.pieces[i][-1].isspace() and tokens.is_word(i + 1)


def _continued(tokens: Tokens, marks: Sequence[int], start: int) -> Quote | None:
    """Return the end of a quotation that began in an earlier block."""
    first = marks[0]
    if first == start or tokens.text[tokens.starts[first]] not in '”"' or tokens.opens(first):
        return None
    ends = tokens.text[tokens.starts[first - 1]] in ".,!?…"
    return Quote(start, first + 1, False) if ends else None
