"""Whose way of putting it: what somebody is reported to have said is not the author's."""

from collections.abc import Iterator, Sequence
from typing import Final

from slantwise.annotation import Span
from slantwise.lenses.claims import ANSWERABLE, Claim
from slantwise.lenses.findings import Finding
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.sentence import View

_AUTHOR: Final = ("i", "we")


def not_reported(
    view: View, words: Lexicon, claim: Claim, found: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the findings that are the author's own, as far as one can tell.

    "The mayor said that it would lead to chaos" foretells nothing: the mayor does. A loaded
    word stays, since it may be the author's for what was said, but is no longer a clear case.
    """
    said = _said(view, words, claim)
    for one in found:
        if said is None or not said.contains(view.span(one.start, one.end)):
            yield one
        elif one.rule.lens == "loaded":
            yield one._replace(clear=False)


def _said(view: View, words: Lexicon, claim: Claim) -> Span | None:
    """Return what a source that can be asked has said, by a verb of speech or "according to".

    "The treaty contains" is told by the author, and so is what follows as ", which".
    """
    said, cue = claim.content_span, claim.cue_span
    if said is None or cue is None or claim.source not in ANSWERABLE:
        return None
    if claim.source_span is not None and claim.source_span.of(view.text).lower() in _AUTHOR:
        return None
    starts, ids = view.tokens.starts, view.tokens.ids
    verbs = [ids[i] for i in range(view.start, view.end) if cue.start <= starts[i] < cue.end]
    if words.reports_speech.isdisjoint(verbs):
        return None
    for i in range(view.start + 1, view.end):
        if said.start < starts[i - 1] < said.end and _adds(view, words, i):
            return Span(said.start, starts[i - 1])
    return said


def _adds(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether the author may go on here: ", which means", ", meaning", "; in reality"."""
    if view.word(i - 1) == ";":
        return True
    if view.tokens.ids[i - 1] not in words.comma:
        return False
    return view.tokens.ids[i] in words.which or view.word(i).endswith("ing")
