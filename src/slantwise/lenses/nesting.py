"""Of all cues in a sentence, those that are the author's own.

What stands inside a report is the speaker's: in "Ada said that Ben hopes to win" it is Ada
who tells of Ben's hope, so only "said" is a cue.
"""

from collections.abc import Sequence

from slantwise.lenses.cues import Cue
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.sentence import View

_STEPS = 8  # auxiliaries and adverbs between a subject and its verb


def outermost(view: View, words: Lexicon, cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues that stand in no report of another, in the order of the text."""
    if len(cues) < 2:
        return list(cues)
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start, c.end)):
        if kept and cue.start < kept[-1].end:  # one cue in more words: "voiced concern about"
            kept[-1] = kept[-1]._replace(end=max(cue.end, kept[-1].end))
            continue
        if cue.rank != "phrase":
            if kept and not _stands(view, words, kept[-1], cue):
                continue
            if _closes(view, cue):
                while kept and kept[-1].rank != "phrase" and not kept[-1].tail:
                    kept.pop()
        kept.append(cue)
    return kept


def _closes(view: View, cue: Cue) -> bool:
    """Tell whether all that goes before is reported: "they want more, she said"."""
    if not cue.tail or cue.rank != "speech" or view.quotes or cue.begin == view.start:
        return False
    return cue.begin > cue.at or not view.is_word(cue.begin - 1)


def _stands(view: View, words: Lexicon, last: Cue, cue: Cue) -> bool:
    """Tell whether a cue stands outside of what the last one reports."""
    edge = cue.begin - 1  # before whoever speaks
    if cue.rank == "name":
        return last.at < edge and cue.begin < cue.at and _loose(view, words, edge)
    verb = _before_verb(view, words, cue.at)
    number = view.tokens.ids[verb]
    if last.tail and last.rank == "speech":
        return number in words.comma
    if number in words.comma or number in words.joining_word:
        return True
    if cue.begin > verb:  # nobody is named before the verb
        return cue.tail and cue.rank == "speech"
    if number in words.to:
        return False
    loose = _loose(view, words, edge) or view.tokens.ids[edge] in words.subordinator
    if last.rank == "speech" or cue.rank == "attitude":
        return loose and (cue.rank == "speech" or last.rank != "speech")
    return loose or view.tokens.ids[edge] not in words.that


def _loose(view: View, words: Lexicon, edge: int) -> bool:
    """Tell whether a clause may begin after a token."""
    return edge >= view.start and (
        not view.is_word(edge) or view.tokens.ids[edge] in words.joining_word
    )


def _before_verb(view: View, words: Lexicon, verb: int) -> int:
    """Return the last token before a verb and its auxiliaries, or the first of the sentence."""
    k = verb - 1
    while k > max(view.start, verb - _STEPS) and view.tokens.ids[k] in words.before_verb:
        k -= 1
    return max(k, view.start)
