"""Scare quotes: an ordinary word in quotation marks that nobody is quoted as saying."""

from collections.abc import Iterator
from typing import Final

from slantwise.annotation import Annotation
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.quotes import Quote
from slantwise.lenses.rules import Rule
from slantwise.lenses.sentence import View

_LONGEST: Final = 3
RULE: Final = Rule(
    id="scare-quotes",
    kind="rule",
    lens="loaded",
    label="scare quotes",
    weight=0.1,
    why="An ordinary word stands in quotation marks although nobody is quoted here. "
    "The marks hint that the word is not meant seriously, without saying why.",
    question="What do the quotation marks say that the author does not argue openly?",
    best_case="The marks may quote a word that others use, and only show that it is not the "
    "writer's own.",
    neutral=("the word without the marks", "an argument"),
    examples=(
        "The army keeps [[“order”]] in the streets.",
        "Their [[“peaceful”]] neighbours moved in.",
    ),
    counter_examples=(
        "The mayor said that it was “a shame”.",
        "The word “order” has five letters.",
        "She sang “Yesterday” and went home.",
    ),
)


def scare_quotes(view: View, words: Lexicon, attributed: bool) -> Iterator[Annotation]:
    """Yield the short quotations that seem to quote nobody."""
    for quote in view.quotes:
        whole = quote.closed and view.start <= quote.start and quote.end <= view.end
        if whole and _distances(view, words, quote, attributed):
            yield RULE.remark((view.span(quote.start, quote.end),))


def _distances(view: View, words: Lexicon, quote: Quote, attributed: bool) -> bool:
    """Tell whether a quotation keeps its words at a distance instead of quoting them."""
    inner = range(quote.start + 1, quote.end - 1)
    if attributed or not 0 < len(inner) <= _LONGEST or not all(view.is_word(i) for i in inner):
        return False
    named = all(view.capital(i) for i in inner)
    if named and (len(inner) > 1 or not (view.heading and "-" in view.word(inner[0]))):
        return False
    before = view.tokens.ids[quote.start - 1] if quote.start > view.start else -1
    after = view.tokens.ids[quote.end] if quote.end < view.end else -1
    return before not in words.naming_word and after not in words.naming_word
