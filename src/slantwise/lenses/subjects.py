"""Who it is that says something: the words before a verb, and what kind of source they name."""

from typing import Final

from slantwise.lenses.claims import SourceKind
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import NUMBER

_BACK: Final = 24  # how far left of a cue its subject may begin
_AHEAD: Final = 12
_OPENING: Final = 4
_HEADS: Final = 4  # how many phrases may hang on another: "the head of the board of the port"


def kind_of(view: View, words: Lexicon, start: int, end: int, carried: SourceKind) -> SourceKind:
    """Tell what kind of source the words ``[start, end)`` name."""
    ids = view.tokens.ids
    inside = ids[start:end]
    if not _may_speak(view, words, start, end):
        return "none"
    if not words.vague_source.isdisjoint(inside):
        return "vague"
    office_last = inside[-1] in words.office_source  # "the audit office"
    if not office_last and not words.document_source.isdisjoint(inside):
        return "document"
    kind = _who(view, words, _head(view, start, end), end, carried)
    return kind_of_owner(view, words, start, end, kind) if kind == "vague" else kind


def kind_of_owner(
    view: View, words: Lexicon, start: int, end: int, without: SourceKind
) -> SourceKind:
    """Tell what kind of source the owner in some words is, if there is one."""
    head = _head(view, start, end)
    return _who(view, words, start, head, "named") if start < head else without


def _head(view: View, start: int, end: int) -> int:
    """Return where the words after the last owner begin: "the mayor's [spokeswoman]"."""
    for i in range(end - 2, start - 1, -1):
        if view.owns(i):
            return i + 1
    return start


def _who(view: View, words: Lexicon, start: int, end: int, carried: SourceKind) -> SourceKind:
    """Tell whom some words name; figures are as good as whoever they come from."""
    inside = view.tokens.ids[start:end]
    if len(inside) == 1 and inside[0] in words.speaker_pronoun:
        return carried if carried != "none" else "named"
    if len(inside) == 1 and inside[0] in words.abstract_noun:
        return "vague"  # "experience teaches"
    named = _has_name(view, words, start, end)
    person = not words.person_source.isdisjoint(inside)
    if not words.office_source.isdisjoint(inside):
        return "named" if named and person else "office"
    if named:
        return "named"
    if not words.speaker_pronoun.isdisjoint(inside[-2:]):
        return carried if carried != "none" else "named"
    if person:
        return "office"
    return "none" if words.figures.isdisjoint(inside) else "vague"


def kind_ahead(view: View, words: Lexicon, start: int, end: int, carried: SourceKind) -> SourceKind:
    """Tell what kind of source stands behind a cue: "[said] Ana Ruiz in her memoir"."""
    stop = view.find(words.joins_phrase, start + 1, end)
    head = kind_of(view, words, start, stop, carried) if stop > start else "none"
    return kind_of(view, words, start, end, carried) if head in ("none", "vague") else head


def may_be_office(view: View, words: Lexicon, start: int, end: int) -> bool:
    """Tell whether words that no list knows may name somebody: "the regatta club", "rowers"."""
    ids = view.tokens.ids
    bare = end == start + 1 and ids[start] in words.determiner  # "this tells us"
    if bare or not _may_speak(view, words, start, end):
        return False
    several = view.word(end - 1).endswith("s")
    return several or not words.begins_phrase.isdisjoint(ids[start:end])


def _may_speak(view: View, words: Lexicon, start: int, end: int) -> bool:
    """Tell whether a noun phrase may be a voice; "throughout May" and "the flood" are none."""
    ids = view.tokens.ids
    first = ids[start]
    if first in words.nobody or first in words.preposition or first in words.subordinator:
        return False
    if ids[end - 1] in words.nobody:
        return False  # "a rink nobody [asked for]"
    of = view.find(words.of, start + 1, end)
    return ids[(of if of > start else end) - 1] not in words.no_voice


def _has_name(view: View, words: Lexicon, start: int, end: int) -> bool:
    """Tell whether a name stands in some words; the first of a sentence has its capital anyway."""
    first = view.first_word()
    for i in range(start, end):
        if not view.capital(i):
            continue
        if i != first:
            return True
        alone = end == i + 1 or view.capital(i + 1)  # not so "Independent tests"
        if alone and view.tokens.ids[i] not in words.no_name:
            return True
    return False


def phrase_end(view: View, words: Lexicon, start: int) -> int:
    """Return where the noun phrase that begins at ``start`` ends: at a mark or a verb."""
    stop, ids, edge = min(view.end, start + _AHEAD), view.tokens.ids, words.phrase_edge
    for i in range(start, stop):
        if ids[i] in edge:
            return i
    return stop


def source_end(view: View, words: Lexicon, start: int) -> int:
    """Return where a noun phrase after "to" or "by" ends; "a new report" has no verb in it."""
    end, ids = phrase_end(view, words, start), view.tokens.ids
    opened = start < end <= start + 2 and ids[start] in words.article
    if opened and end < view.end and ids[end] in words.document_source:
        return phrase_end(view, words, end + 1)
    return end


def subject(
    view: View, words: Lexicon, cue: int, carried: SourceKind
) -> tuple[int, int, SourceKind]:
    """Return the noun phrase before a verb, and its kind; an apposition is stepped over."""
    ids, before_verb = view.tokens.ids, words.before_verb
    first, end, comma = view.start, cue, False
    while end > first and ids[end - 1] in before_verb:
        end -= 1
    if end > first and ids[end - 1] in words.relative:
        end -= 1  # "voters who said"
    if end > first and ids[end - 1] in words.joining_word:
        return _opening(view, words, end - 1, carried)  # "the senator paused and recalled"
    if end > first and ids[end - 1] in words.comma:
        if view.word(cue).endswith("ing"):
            return _opening(view, words, end - 1, carried)  # "the senator paused, recalling"
        told = _past_apposition(view, words, end, carried)
        if told[2] != "none":
            return told
        end -= 1
        comma = True
    start, end = phrase_start(view, words, end)
    kind = kind_of(view, words, start, end, carried) if start < end else "none"
    told = with_head(view, words, (start, end, kind), carried)
    if told[2] != "none" and comma and _hangs(view, words, told[0]):
        return told[0], told[1], "none"
    return told if told[2] != "none" else _before_who(view, words, told, carried)


def _hangs(view: View, words: Lexicon, start: int) -> bool:
    """Tell whether a preposition goes before, so that nobody speaks here: "until [March]"."""
    before = view.tokens.ids[start - 1] if start > view.start else -1
    return before in words.preposition and before not in words.joining_word


def with_head(
    view: View, words: Lexicon, told: tuple[int, int, SourceKind], carried: SourceKind
) -> tuple[int, int, SourceKind]:
    """Return the whole of "sources close to [the mayor]": who speaks stands at its head.

    What follows a preposition is never a subject. A head that no list knows leaves the kind
    as it was, and figures are as good as whoever they come from.
    """
    start, end, kind = told
    for _ in range(_HEADS):
        if start <= view.start + 1 or view.tokens.ids[start - 1] not in words.joins_phrase:
            break
        begin, stop = phrase_start(view, words, start - 1)
        if begin == stop:
            break
        head = kind_of(view, words, begin, stop, carried)
        if head == "vague" and kind != "none":
            kind = _placed(view, words, (begin, stop), kind)
        elif head != "none":
            kind = head
        start = begin
    return start, end, kind


def _placed(view: View, words: Lexicon, head: tuple[int, int], kind: SourceKind) -> SourceKind:
    """Return the kind of a vague head of which it is told where it belongs.

    Figures are as good as whoever they come from, and "analysts at the bank" can be asked.
    """
    inside = view.tokens.ids[slice(*head)]
    if not words.figures.isdisjoint(inside):
        return kind
    belongs = view.tokens.ids[head[1]] in words.belongs and kind in ("named", "office")
    return "office" if belongs and not words.expert.isdisjoint(inside) else "vague"


def _before_who(
    view: View, words: Lexicon, told: tuple[int, int, SourceKind], carried: SourceKind
) -> tuple[int, int, SourceKind]:
    """Return who "[two witnesses] who saw the crash" are, where they are known."""
    ids, limit = view.tokens.ids, max(view.start, told[0] - _AHEAD)
    for i in range(told[0] - 1, limit, -1):
        if ids[i] in words.who:
            start, end = phrase_start(view, words, i)
            kind = kind_of(view, words, start, end, carried) if start < end else "none"
            return told if kind == "none" else (start, end, kind)
        if not view.is_word(i):
            break
    return told


def _opening(
    view: View, words: Lexicon, end: int, carried: SourceKind
) -> tuple[int, int, SourceKind]:
    """Return who a sentence begins with, past "In May, …", and the kind of source."""
    ids, first = view.tokens.ids, view.first_word()
    if first < end and _goes_on(words, ids[first]):
        first = view.find(words.comma, first, end) + 1 or first
    stop = min(end, first + _OPENING, phrase_end(view, words, first))
    for i in range(first + 1, stop):
        verb = view.word(i).endswith("ed") and not view.capital(i)
        if verb or ids[i] in words.clause_word:
            stop = i
            break
    kind = kind_of(view, words, first, stop, carried) if first < stop else "none"
    return first, max(stop, first), kind


def _past_apposition(
    view: View, words: Lexicon, end: int, carried: SourceKind
) -> tuple[int, int, SourceKind]:
    """Return who stands before an apposition that ends with a comma; it may tell the name."""
    comma = _apposition(view, words, end)
    start, stop = phrase_start(view, words, comma)
    while stop == start + 1 > view.start + 1 and view.word(start).isdecimal():
        start, stop = phrase_start(view, words, start - 1)  # "Ruiz, 54, from Leeds, said"
    kind = kind_of(view, words, start, stop, carried) if start < stop else "none"
    if _gives_name(view, words, (comma + 1, end - 1), kind):
        return start, end - 1, "named"  # "a lawyer, Ana Ruiz, said"
    return start, stop, kind


def _gives_name(view: View, words: Lexicon, behind: tuple[int, int], of: SourceKind) -> bool:
    """Tell whether some words name a speaker of whom only the office is told, or less."""
    start, end = behind
    if of not in ("office", "vague") or start >= end or not view.capital(start):
        return False
    return kind_of(view, words, start, end, "none") == "named"


def named_behind(view: View, words: Lexicon, end: int, kind: SourceKind) -> tuple[int, SourceKind]:
    """Return the end and kind of a speaker whose name may follow: "said his daughter, Ruth"."""
    if end >= view.end or view.tokens.ids[end] not in words.comma:
        return end, kind
    stop = phrase_end(view, words, end + 1)
    closed = stop >= view.end or not view.is_word(stop)
    named = closed and _gives_name(view, words, (end + 1, stop), kind)
    return (stop, "named") if named else (end, kind)


def _apposition(view: View, words: Lexicon, end: int) -> int:
    """Return the position of the comma that opens an apposition, or ``end``."""
    for i in range(end - 2, max(view.start, end - _BACK), -1):
        if view.tokens.ids[i] in words.comma and not _in_number(view, i):
            return i
        if not view.is_word(i) and not _in_number(view, i):
            break
    return end


def phrase_start(view: View, words: Lexicon, end: int) -> tuple[int, int]:
    """Return the noun phrase that ends before a token: its first token, and ``end``."""
    start = end
    limit = max(view.start, end - _AHEAD)
    ids, edge = view.tokens.ids, words.clause_edge
    comma = words.comma
    while start > limit and (
        ids[start - 1] not in edge or (ids[start - 1] in comma and _in_number(view, start - 1))
    ):
        start -= 1
    return _past_adjunct(view, words, start, end), end


def _in_number(view: View, i: int) -> bool:
    """Tell whether a comma stands in a number: "1,200 nurses"."""
    pieces = view.tokens.pieces
    if pieces[i] != "," or not view.start < i < view.end - 1:
        return False
    return pieces[i - 1][-1].isdigit() and pieces[i + 1][0].isdigit()


def _past_adjunct(view: View, words: Lexicon, start: int, end: int) -> int:
    """Return where the last noun phrase of some words begins: "that evening [the mayor]"."""
    ids, times, begins = view.tokens.ids, words.time_word, words.begins_phrase
    if start < end and ids[end - 1] in words.subject_pronoun:
        return end - 1
    for i in range(end - 1, start, -1):
        before = ids[i - 1]
        if before in times or (before == NUMBER and _is_date(view, i, start)):
            return i
        if ids[i] in begins and not _goes_on(words, before):
            return i
    return start


def _is_date(view: View, i: int, start: int) -> bool:
    """Tell whether a name follows a month and a year: "January 2023 [President Lee]"."""
    return i - 2 >= start and view.capital(i - 2) and view.capital(i)


def _goes_on(words: Lexicon, number: int) -> bool:
    return number in words.preposition or number in words.subordinator
