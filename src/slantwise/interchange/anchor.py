"""Where a quotation from another tool stands in the article.

Tools count positions in code points, in UTF-16 units, or in the text of a page that we do
not have. So the words decide, then what stands around them, and a position last: it counts
only where the quoted words stand at it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from slantwise.annotation import Span
from slantwise.text import fold

Unit = Literal["code points", "UTF-16"]

_AROUND = 200  # characters beside a quotation that are compared
_MOST = 500  # places where the same words may stand


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as another tool gives them, with what stood before and after, and where."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    position: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The article, ready to be searched; ``starts`` are offsets of the squeezed letters."""

    text: str
    squeezed: str
    starts: tuple[int, ...]
    wide: tuple[int, ...]  # where letters of two UTF-16 units begin, in UTF-16 units

    @classmethod
    def of(cls, text: str) -> "Ground":
        """Prepare a text."""
        pairs = list(_squeezed(text))
        wide = (i for i, letter in enumerate(text) if ord(letter) > 0xFFFF)
        return cls(
            text,
            "".join(letter for letter, _ in pairs),
            tuple(start for _, start in pairs),
            tuple(i + k for k, i in enumerate(wide)),
        )

    def span(self, position: tuple[int, int] | None, unit: Unit) -> Span | None:
        """Return a position as a span of the text, or None where it is none."""
        if position is None:
            return None
        start, end = position
        if unit == "UTF-16":
            start, end = (at - bisect_left(self.wide, at) for at in (start, end))
        return Span(start, end) if 0 <= start < end <= len(self.text) else None


def unit_of(ground: Ground, quotes: Iterable[Quote]) -> Unit:
    """Return what the positions of a file count: whatever finds more of its quotations.

    The standard says code points, so that they win a tie.
    """
    points = units = 0
    for quote in quotes:
        points += _stands_at(ground, quote, ground.span(quote.position, "code points"))
        units += _stands_at(ground, quote, ground.span(quote.position, "UTF-16"))
    return "UTF-16" if units > points else "code points"


def place(ground: Ground, quote: Quote, unit: Unit) -> Span:
    """Return where a quotation stands.

    Raises ValueError, in words for a person, where it stands nowhere or in several places.
    """
    at = ground.span(quote.position, unit)
    if not quote.exact:
        if at is None:
            raise ValueError("it quotes no words and has no position in the article")
        return at
    whole = list(_all(ground.text, quote.prefix + quote.exact + quote.suffix, 2))
    if len(whole) == 1:  # the usual case, and the quick one
        start = whole[0] + len(quote.prefix)
        return Span(start, start + len(quote.exact))
    spans = _verbatim(ground.text, quote.exact) or _loosely(ground, quote.exact)
    if not spans:
        raise ValueError("these words do not occur in the article")
    if len(spans) > _MOST:
        raise ValueError("these words occur too often in the article")
    best = _best(ground, spans, quote)
    if len(best) == 1:
        return best[0]
    if at in best:
        return at
    raise ValueError(f"these words occur {len(spans)} times, and nothing tells which is meant")


def _stands_at(ground: Ground, quote: Quote, span: Span | None) -> bool:
    return span is not None and bool(quote.exact) and span.of(ground.text) == quote.exact


def _verbatim(text: str, words: str) -> list[Span]:
    return [Span(at, at + len(words)) for at in _all(text, words, _MOST + 1)]


def _loosely(ground: Ground, words: str) -> list[Span]:
    """Return where words stand, whatever their case, quotation marks, spaces and line ends."""
    wanted = squeeze(words).strip()
    return [
        Span(ground.starts[at], ground.starts[at + len(wanted) - 1] + 1)
        for at in (_all(ground.squeezed, wanted, _MOST + 1) if wanted else ())
    ]


def _all(text: str, words: str, most: int) -> Iterator[int]:
    """Yield where words stand in a text, up to so many places."""
    at = text.find(words)
    while at >= 0 and most:
        yield at
        at, most = text.find(words, at + 1), most - 1


def _best(ground: Ground, spans: Sequence[Span], quote: Quote) -> list[Span]:
    """Return the places whose surroundings are most like those of the quotation.

    Spaces beside the quotation do not count: a tool may have taken them into it.
    """
    before = squeeze(quote.prefix[-_AROUND:]).rstrip()[::-1]
    after = squeeze(quote.suffix[:_AROUND]).lstrip()
    letters, scores = ground.squeezed, []
    for span in spans:
        a, b = bisect_left(ground.starts, span.start), bisect_left(ground.starts, span.end)
        here_before = letters[max(0, a - _AROUND) : a].rstrip()[::-1]
        here_after = letters[b : b + _AROUND].lstrip()
        scores.append(_shared(before, here_before) + _shared(after, here_after))
    return [span for span, score in zip(spans, scores, strict=True) if score == max(scores)]


def _shared(one: str, other: str) -> int:
    """Return how many letters two texts share from their beginning."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def squeeze(text: str) -> str:
    """Return a text folded, with every run of white space as one space."""
    return "".join(letter for letter, _ in _squeezed(text))


def _squeezed(text: str) -> Iterator[tuple[str, int]]:
    space = False
    for i, letter in enumerate(fold(text)):
        if not letter.isspace():
            yield letter, i
        elif not space:
            yield " ", i
        space = letter.isspace()
