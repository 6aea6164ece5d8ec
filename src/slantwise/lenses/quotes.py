"""What stands between quotation marks, told by tokens; pairs never cross a block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slantwise.lenses.tokens import Tokens

_CLOSES = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’"}
_MAX_SINGLE = 12  # ’ is an apostrophe far more often than the end of a ‘quotation’


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
        if mark in _CLOSES and mark not in never_closed:
            stop = _closing(tokens, marks, k, _CLOSES[mark])
            if stop is not None:
                yield Quote(i, marks[stop] + 1, True)
                k = stop
            elif mark == "“" or (mark == '"' and _opens(tokens, i)):
                yield Quote(i, end, False)
                return
            elif mark != "‘":
                never_closed.add(mark)
        k += 1


def _closing(tokens: Tokens, marks: Sequence[int], k: int, wanted: str) -> int | None:
    for j in range(k + 1, len(marks)):
        if wanted == "’" and marks[j] - marks[k] > _MAX_SINGLE:
            return None
        if tokens.text[tokens.starts[marks[j]]] == wanted:
            return j
    return None


def _continued(tokens: Tokens, marks: Sequence[int], start: int) -> Quote | None:
    """Return the end of a quotation that began in an earlier block."""
    first = marks[0]
    if first == start or tokens.text[tokens.starts[first]] not in '”"' or _opens(tokens, first):
        return None
    ends = tokens.text[tokens.starts[first - 1]] in ".,!?…"
    return Quote(start, first + 1, False) if ends else None


def _opens(tokens: Tokens, i: int) -> bool:
    """Tell whether a straight mark stands where a quotation begins: right before a word."""
    text, start, end = tokens.text, tokens.starts[i], tokens.end(i)
    return text[end : end + 1].isalnum() and not text[start - 1 : start].isalnum()
