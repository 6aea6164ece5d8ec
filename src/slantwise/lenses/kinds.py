"""The kind of a claim, from the words of its main clause."""

from collections.abc import Iterable

from slantwise.lenses.claims import ClaimKind
from slantwise.lenses.sentence import Lexicon, View


def claim_kind(view: View, words: Lexicon, cues: Iterable[tuple[int, ClaimKind]]) -> ClaimKind:
    """Return the kind of a sentence; ``cues`` are where words that show a kind stand.

    The first cue of the main clause decides; a sentence without any states a fact.
    """
    if view.heading or _is_question(view) or _count_words(view) < 3:
        return "none"
    start = _main_clause(view, words)
    dependent = view.find(words["relative"], start + 1, view.end)
    stop = dependent if dependent >= 0 else view.end
    main = sorted((at, kind) for at, kind in cues if start <= at < stop)
    return main[0][1] if main else "fact"


def _count_words(view: View) -> int:
    return sum(view.is_word(i) for i in range(view.start, view.end))


def _is_question(view: View) -> bool:
    last = view.end - 1
    while last > view.start and view.word(last) in '"”’)»':
        last -= 1
    return view.word(last) == "?"


def _main_clause(view: View, words: Lexicon) -> int:
    """Return where the main clause begins, past an opening "Although …,"."""
    first = view.first_word()
    if first < view.end and view.tokens.ids[first] in words["subordinator"]:
        comma = view.find(words["comma"], first, view.end)
        return comma + 1 if comma >= 0 else first
    return first
