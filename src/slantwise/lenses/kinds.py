"""The kind of a claim, from the words of its main clause."""

from collections.abc import Sequence
from typing import Final

from slantwise.lenses.claims import ClaimKind
from slantwise.lenses.findings import Finding
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.sentence import View

_LONG: Final = 12  # tokens of which at least three are words
_CLOSING: Final = 4  # characters that may hold a question mark and what closes after it


def claim_kind(view: View, words: Lexicon, found: Sequence[Finding]) -> ClaimKind:
    """Return the kind of a sentence, in which rules found words that show a kind.

    The first of the main clause decides; a sentence without any states a fact.
    """
    if view.heading or _is_question(view) or _is_fragment(view, words):
        return "none"
    cues = [(f.start, f.rule.claim) for f in found if f.rule.claim is not None]
    if not cues:
        return "fact"
    start = _main_clause(view, words)
    dependent = view.find(words.relative, start + 1, view.end)
    stop = dependent if dependent >= 0 else view.end
    main = [(at, kind) for at, kind in cues if start <= at < stop]
    return min(main)[1] if main else "fact"


def _is_question(view: View) -> bool:
    start, end = view.whole.start, view.whole.end
    return "?" in view.text[max(start, end - _CLOSING) : end]


def _is_fragment(view: View, words: Lexicon) -> bool:
    """Tell whether a sentence has fewer than three words."""
    if view.end - view.start > _LONG:
        return False
    return len([n for n in view.tokens.ids[view.start : view.end] if n not in words.mark]) < 3


def _main_clause(view: View, words: Lexicon) -> int:
    """Return where the main clause begins, past an opening "Although …,"."""
    first = view.first_word()
    if first < view.end and view.tokens.ids[first] in words.subordinator:
        comma = view.find(words.comma, first, view.end)
        return comma + 1 if comma >= 0 else first
    return first
