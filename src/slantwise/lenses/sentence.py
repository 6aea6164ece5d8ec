"""A sentence as the lenses see it: its tokens, its quotations, and a few questions to ask."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from slantwise.annotation import Span
from slantwise.lenses.quotes import Quote
from slantwise.lenses.tokens import FIRST_FORM, LAST_WORD_LOOK, OWNER, Tokens


@dataclass(slots=True)  # not frozen, since very many are made; slots are read faster than tuples
class View:
    """The tokens ``[start, end)`` of a text that make up one sentence.

    ``whole`` is where it stands in the text. ``anchors`` are the tokens at which a phrase of
    a rule may be found, ``triggers`` those at which an attribution may be.
    """

    text: str
    tokens: Tokens
    start: int
    end: int
    whole: Span
    quotes: tuple[Quote, ...]
    heading: bool
    anchors: Sequence[int]
    triggers: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return where the tokens ``[start, end)`` stand in the text."""
        tokens, last = self.tokens, end - 1
        return Span(tokens.starts[start], tokens.starts[last] + len(tokens.pieces[last].rstrip()))

    def word(self, i: int) -> str:
        """Return a token as written."""
        return self.tokens.pieces[i].rstrip()

    def is_word(self, i: int) -> bool:
        """Tell whether a token is a word rather than a mark."""
        number = self.tokens.ids[i]
        return number <= LAST_WORD_LOOK or number >= FIRST_FORM

    def capital(self, i: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.tokens.pieces[i][0].isupper() and self.is_word(i)

    def owns(self, i: int) -> bool:
        """Tell whether a genitive ends with a token: "Ada's", "the voters’"."""
        return self.tokens.ids[i] == OWNER or self.word(i).endswith(("'s", "’s"))

    def owner_start(self, i: int) -> int:
        """Return where the genitive that ends with a token begins."""
        return i if self.word(i)[0].isalnum() else i - 1

    def quoted(self, i: int) -> Quote | None:
        """Return the quotation in which a token stands, if any."""
        if not self.quotes:
            return None
        at = bisect_right(self.quotes, i, key=lambda q: q.start) - 1
        return self.quotes[at] if at >= 0 and i < self.quotes[at].end else None

    def first_word(self) -> int:
        """Return the position of the first word, or ``end``."""
        if self.start < self.end and self.is_word(self.start):
            return self.start
        return next((i for i in range(self.start, self.end) if self.is_word(i)), self.end)

    def find(self, numbers: frozenset[int], start: int, end: int) -> int:
        """Return the first position in ``[start, end)`` with one of the numbers, or -1."""
        piece = self.tokens.ids[start:end]
        if numbers.isdisjoint(piece):
            return -1
        return next(start + k for k, number in enumerate(piece) if number in numbers)
