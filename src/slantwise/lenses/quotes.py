"""What stands between quotation marks, told by tokens; pairs never cross a block."""

from collections.abc import Iterator
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


def quotes(text: str, tokens: Tokens, start: int, end: int) -> Iterator[Quote]:
    """Yield the quotations among the tokens ``[start, end)`` of one block, in order."""
    i = start
    never_closed = set[str]()
    while i < end:
        mark = text[tokens.starts[i]]
        if mark in _CLOSES and mark not in never_closed:
            stop = _closing(text, tokens, i, end, _CLOSES[mark])
            if stop is not None:
                yield Quote(i, stop + 1, True)
                i = stop
            elif mark == "“":
                yield Quote(i, end, False)
                return
            elif mark != "‘":
                never_closed.add(mark)
        i += 1


def _closing(text: str, tokens: Tokens, i: int, end: int, wanted: str) -> int | None:
    limit = min(end, i + 1 + _MAX_SINGLE) if wanted == "’" else end
    starts = tokens.starts
    return next((j for j in range(i + 1, limit) if text[starts[j]] == wanted), None)
