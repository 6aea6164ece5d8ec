"""A sentence as the lenses see it: its tokens, its quotations, and a few questions to ask."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slantwise.annotation import Span
from slantwise.lenses.quotes import Quote
from slantwise.lenses.tokens import (
    FIRST_FORM,
    HEDGE,
    LAST_WORD_LOOK,
    QUOTATION_MARK,
    TRIGGER,
    Tokens,
    Vocabulary,
)

# A word of one of these lists is where an attribution may be.
_TRIGGERS: Final = ("complete_cue", "cue", "nominal_cue")

# What the groups of words in the rule files add up to. A list "with_about" names the verbs
# that "about" may follow.
_SUMS: Final = {
    "reports_speech": ("say", "charges_with", "according"),
    "says_or_shows": ("say", "shows"),
    "speaks": ("say", "says_clause", "utters", "shows"),
    "finds_out": ("shows", "perceives"),
    "takes_clause": ("speaks", "minds", "finds_out"),
    "takes_object": (
        "takes_clause", "takes_person_infinitive", "judges", "sides", "presents", "feels",
    ),
    "cue_noun": ("noun_clause", "noun_infinitive", "noun_of"),
    "nominal_cue": ("document_source", "cue_noun", "adjective_attitude"),
    "complete_cue": ("according", "hearsay_adverb", "hearsay_participle"),
    "no_name": ("determiner", "office_source", "person_source", "figures"),
}  # fmt: skip
_WITH: Final = "with_"


class Lexicon(dict[str, frozenset[int]]):
    """The named lists of a rule set, as token numbers; an unknown list is empty."""

    def __init__(self, lists: Mapping[str, frozenset[str]], vocabulary: Vocabulary) -> None:
        super().__init__()
        for name, words in lists.items():
            self[name] = frozenset(vocabulary[w] for w in words)
        self["comma"] = frozenset((vocabulary[","],))
        self["question_mark"] = frozenset((vocabulary["?"],))
        self["before_noun"] = self["article"] - self["stands_alone"]
        self["mark"] = frozenset(range(LAST_WORD_LOOK + 1, FIRST_FORM))
        for name, parts in _SUMS.items():
            self[name] = frozenset().union(*(self[part] for part in parts))
        self.before = {
            vocabulary[name.removeprefix(_WITH)]: self[name]
            for name in lists
            if name.startswith(_WITH) and name.removeprefix(_WITH) in vocabulary
        }
        self["cue"] = self["takes_object"].union(self["takes_infinitive"], *self.before.values())
        self["clause_edge"] = self["clause_word"] | self["mark"]
        self["light_verb_or_mark"] = self["light_verb"] | self["mark"]
        self["phrase_edge"] = self["cue"] | self["mark"]
        vocabulary.use(frozenset().union(*(self[name] for name in _TRIGGERS)), TRIGGER)
        vocabulary.use(self["hedge_word"], HEDGE)
        vocabulary.use((vocabulary[mark] for mark in '"“”„«»‘’'), QUOTATION_MARK)

    def __missing__(self, name: str) -> frozenset[int]:
        return frozenset()


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
