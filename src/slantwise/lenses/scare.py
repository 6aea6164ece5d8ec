"""Scare quotes: an ordinary word in quotation marks that nobody is quoted as saying."""

from collections.abc import Iterator
from typing import Final

from slantwise.annotation import Annotation, Span
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.quotes import Quote
from slantwise.lenses.rules import Rule
from slantwise.lenses.sentence import View

_LONGEST: Final = 3
_NAMED: Final = 5  # how far before it a verb may stand: "calls its new fuel “green”"
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
        "The firm's [[“green”]] fuel is made of palm oil.",
    ),
    counter_examples=(
        "The mayor said that it was “a shame”.",
        "The word “order” has five letters.",
        "She sang “Yesterday” and went home.",
        "She won a medal in the “open” category.",
        "The label calls the new fuel “green”.",
    ),
)


def scare_quotes(
    view: View, words: Lexicon, attributed: bool, content: Span | None
) -> Iterator[tuple[Annotation, bool]]:
    """Yield the short quotations that seem to quote nobody, and whether that is clear.

    It is where the word is one of praise, which its owners claim: the firm's “green” fuel. In
    what is attributed only such a word counts, and only outside of what was said, ``content``.
    """
    for quote in view.quotes:
        whole = quote.closed and view.start <= quote.start and quote.end <= view.end
        if not whole or not _distances(view, words, quote):
            continue
        span = view.span(quote.start, quote.end)
        clear = not words.claimed_virtue.isdisjoint(
            view.tokens.ids[quote.start + 1 : quote.end - 1]
        )
        if not attributed or (clear and content is not None and not content.overlaps(span)):
            yield RULE.remark((span,)), clear


def _distances(view: View, words: Lexicon, quote: Quote) -> bool:
    """Tell whether a quotation keeps its words at a distance instead of quoting them."""
    inner = range(quote.start + 1, quote.end - 1)
    if not 0 < len(inner) <= _LONGEST or not all(map(view.is_word, inner)):
        return False
    if any(view.word(i).isupper() or not view.word(i)[0].isalpha() for i in inner):
        return False  # “CE” and “3D” are names
    named = all(view.capital(i) for i in inner)
    if named and (len(inner) > 1 or not (view.heading and "-" in view.word(inner[0]))):
        return False
    ids = view.tokens.ids
    before = ids[quote.start - 1] if quote.start > view.start else -1
    after = ids[quote.end] if quote.end < view.end else -1
    if before in words.naming_word or after in words.naming_word or after in words.naming_noun:
        return False
    return words.naming_verb.isdisjoint(ids[max(view.start, quote.start - _NAMED) : quote.start])
