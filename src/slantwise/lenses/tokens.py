"""One pass over a text: words and punctuation marks as small numbers.

Rules know words by number. What no rule mentions shares a few numbers, by its look.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, compress, count
from typing import Final

from slantwise.text import fold

OTHER: Final = 0  # a word that no rule mentions
CAPITAL: Final = 1  # the same, with a capital letter
NUMBER: Final = 2
OWNER: Final = 3  # a capitalised word in the genitive, or a plural's apostrophe: "Ada's", "’"
LAST_WORD_LOOK: Final = 3
PUNCTUATION: Final = 4  # any mark that has no number of its own
_BLANK: Final = -1  # only white space; no token has this number

MARKS: Final = ".,;:!?()[]\"“”„«»‘’'—–-…/%$£€"
FIRST_FORM: Final = PUNCTUATION + 1 + len(MARKS)

# What may be found at a word: the bits of its number in `Vocabulary.uses`.
ANCHOR: Final = 1  # a phrase of a rule may be found here
ANCHOR_OF_PAIR: Final = 2  # the same, if the right word stands beside it
TRIGGER: Final = 4  # an attribution may be here
HEDGE: Final = 8
QUOTATION_MARK: Final = 16
ANCHOR_IN_COMPANY: Final = 32  # the same as ANCHOR, if one of certain words stands near
SIGNAL: Final = 64  # it counts in a score
_EACH: Final = {1 << bit: bytes(byte & 1 << bit for byte in range(256)) for bit in range(7)}

# How a rule file writes "any word of that look"; no text contains these as words.
LOOKS: Final = frozenset(("@name", "@number", "@owner"))

_MARK_IDS = {mark: PUNCTUATION + 1 + i for i, mark in enumerate(MARKS)}
# A soft hyphen is part of a word, but not of its form.
_LETTERS = r"[\w\u00ad\u0300-\u036f]+"
# With the white space behind it, so that nothing is left out and lengths add up to places.
# What is most frequent comes first: plain words before a space. More space behind that space
# is a piece of its own, a blank, for which nobody need look ahead. Letters with full stops
# are one word, as are titles: "the U.S." and "Mr. Lee" act and speak as "Iran" and "Lee" do.
_DOTTED = r"[A-Za-z]\.(?:[A-Za-z]\.)+(?:['’]s)?|\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Ss]t|[Pp]rof)\."
_WORD = rf"{_LETTERS}(?:['’‐‑-]{_LETTERS})*"
_TOKEN = re.compile(rf"{_LETTERS} |(?=[A-Za-z]{{1,4}}\.)(?:{_DOTTED})\s*|{_WORD}\s*|\S\s*|\s+")

# Names in capitals that would else be read as small words.
_NAMES: Final = {
    **dict.fromkeys(("US", "WHO"), CAPITAL),
    **dict.fromkeys(("US's", "US’s", "WHO's", "WHO’s"), OWNER),
}


class Vocabulary(dict[str, int]):
    """Numbers for the folded words that rules mention, and for punctuation.

    ``uses`` has a number below 256 for each, that tells for what the word is looked at.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        super().__init__(_MARK_IDS)
        for word in sorted(set(words)):
            self.setdefault(word, len(self) + PUNCTUATION + 1)
        self.uses = [0] * (len(self) + PUNCTUATION + 1)

    def use(self, numbers: Iterable[int], use: int) -> None:
        """Note for what some words are looked at."""
        for number in numbers:
            self.uses[number] |= use


class _Reading(dict[str, int]):
    """The words met in one text: each is folded and looked up once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._known = vocabulary
        self.blank = False

    def __missing__(self, piece: str) -> int:
        word = piece.rstrip()
        if not word:
            self.blank = True
            return self.setdefault(piece, _BLANK)
        if word.isascii() and word.isalpha() and word.islower():  # most of them
            self[piece] = number = self._known.get(word, OTHER)
            return number
        low = word.lower() if word.isascii() else fold(word).replace("\u00ad", "")
        known = self._known.get(low) if word not in _NAMES else _NAMES[word]
        number = self._unknown(word, low) if known is None else known
        self[piece] = number
        return number

    def _unknown(self, word: str, low: str) -> int:
        """Return the number of a genitive, or else of a word's look, from its first character."""
        owner, first = low.endswith("'s"), word[0]
        if owner and low[:-2] in self._known:
            return self._known[low[:-2]]
        if not first.isalpha():
            if first.isdecimal():
                return NUMBER
            if not (first.isalnum() or first == "_"):
                return PUNCTUATION
        if first.isupper():
            return OWNER if owner else CAPITAL
        return OTHER


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: each token of a text with what is behind it, its start, its number.

    ``pieces`` are the tokens with white space that stands behind them. ``starts`` has one
    entry more, the length of the text. ``places`` are the positions of those that are looked
    at, and ``uses`` has a byte for each of them that tells for what. ``typewritten`` says that
    somewhere two apostrophes stand for a quotation mark, ``linked`` that there is an address.
    """

    text: str
    pieces: list[str]
    starts: list[int]
    ids: list[int]
    places: list[int]
    uses: bytes
    typewritten: bool
    linked: bool

    def looked_at(self, use: int) -> list[int]:
        """Return the positions of the tokens that are looked at for a use."""
        return list(compress(self.places, self.uses.translate(_EACH[use])))

    def word(self, i: int) -> str:
        """Return a token as written."""
        return self.pieces[i].rstrip()

    def end(self, i: int) -> int:
        """Return where a token ends."""
        return self.starts[i] + len(self.pieces[i].rstrip())

    def is_word(self, i: int) -> bool:
        """Tell whether a token is a word rather than a mark."""
        return self.ids[i] <= LAST_WORD_LOOK or self.ids[i] >= FIRST_FORM

    def opens(self, i: int) -> bool:
        """Tell whether a mark stands where a quotation begins: right before a word."""
        start, end = self.starts[i], self.end(i)
        return self.text[end : end + 1].isalnum() and not self.text[start - 1 : start].isalnum()

    def has_look(self, i: int, look: str) -> bool:
        """Tell whether a token looks like a ``@name``, ``@owner`` or ``@number``."""
        if look == "@number":
            return self.ids[i] == NUMBER
        if not self.pieces[i][0].isupper():
            return False
        return look == "@name" or fold(self.word(i)).endswith("'s")


def cut(written: str) -> list[str]:
    """Return the words and marks of which a few words consist, as in any text."""
    return [piece.rstrip() for piece in _TOKEN.findall(written) if not piece.isspace()]


def tokenize(text: str, vocabulary: Vocabulary) -> Tokens:
    """Cut a text into words and marks; linear in its length."""
    pieces: list[str] = _TOKEN.findall(text)
    starts = list(accumulate(map(len, pieces), initial=0))
    reading = _Reading(vocabulary)
    ids = list(map(reading.__getitem__, pieces))
    if reading.blank:
        pieces, starts, ids = _without_blanks(pieces, starts, ids)
    uses = bytes(map(vocabulary.uses.__getitem__, ids))
    places = list(compress(count(), uses))
    uses = uses.translate(None, b"\0")
    return Tokens(text, pieces, starts, ids, places, uses, "''" in text, "://" in text)


def _without_blanks(
    pieces: list[str], starts: list[int], ids: list[int]
) -> tuple[list[str], list[int], list[int]]:
    """Return the three lists without what is only white space."""
    kept = [number != _BLANK for number in ids]
    places = [*compress(starts, kept), starts[-1]]
    return list(compress(pieces, kept)), places, list(compress(ids, kept))
