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
            elif mark == "“" or (mark == '"' and _opens(text, tokens, i)):
                yield Quote(i, end, False)
                return
            elif mark != "‘":
                never_closed.add(mark)
        i += 1


def continued(text: str, tokens: Tokens, start: int, end: int) -> Quote | None:
    """Return the end of a quotation that began before the tokens ``[start, end)``."""
    for i in range(start, end):
        mark = text[tokens.starts[i]]
        if mark in "“«„":
            return None
        if mark in '”"' and i > start:
            ends = text[tokens.starts[i - 1]] in ".,!?…" and not _opens(text, tokens, i)
            return Quote(start, i + 1, False) if ends else None
    return None


def _opens(text: str, tokens: Tokens, i: int) -> bool:
    """Tell whether a straight mark stands where a quotation begins: right before a word."""
    after = text[tokens.ends[i] : tokens.ends[i] + 1]
    before = text[tokens.starts[i] - 1] if tokens.starts[i] else " "
    return after.isalnum() and not before.isalnum()


def _closing(text: str, tokens: Tokens, i: int, end: int, wanted: str) -> int | None:
    limit = min(end, i + 1 + _MAX_SINGLE) if wanted == "’" else end
    starts = tokens.starts
    return next((j for j in range(i + 1, limit) if text[starts[j]] == wanted), None)
