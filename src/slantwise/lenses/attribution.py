"""Whose word a sentence offers: a cue of reporting, the one who reports, and what.

Source, cue and content are the three parts of an attribution as annotated in the
PolNeAR corpus (Newell, Margolin and Ruths, LREC 2018).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from slantwise.annotation import Span
from slantwise.lenses.claims import SourceKind
from slantwise.lenses.credits import credit
from slantwise.lenses.cues import (
    Cue,
    acts,
    adjective_cue,
    before_adverbs,
    done_by,
    noun_cue,
    opens_quote,
    owned,
    speech_end,
    verb_end,
    verb_start,
)
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.nesting import outermost
from slantwise.lenses.quotes import Quote
from slantwise.lenses.sentence import View
from slantwise.lenses.subjects import (
    kind_ahead,
    kind_of,
    kind_of_owner,
    may_be_office,
    named_behind,
    phrase_end,
    phrase_start,
    source_end,
    subject,
    with_head,
)

_ORDER: Final[tuple[SourceKind, ...]] = ("named", "document", "office", "vague", "none")
_QUOTED: Final = 4  # marks included; fewer words in quotation marks are a term, not speech
_VERB: Final = 8  # how far behind a document its verb may stand
_DASHES: Final = ("-", "–", "—")
_OBJECT: Final = 8  # how far behind a verb a quotation may begin: "called the plan “mad”"


class Attribution(NamedTuple):
    """A source found in a sentence, with the spans that show it."""

    kind: SourceKind
    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None
    cues: tuple[Span, ...] = ()


class _Found(NamedTuple):
    """A cue with the tokens that name its source, and the verb or noun that reports.

    ``reporter`` is -1 where the whole sentence is what is reported.
    """

    kind: SourceKind
    cue: Cue
    source: tuple[int, int] | None = None
    reporter: int = -1


_NONE: Final = Attribution("none")


def attributions(views: Iterable[View], words: Lexicon) -> Iterator[Attribution]:
    """Yield the attribution of each sentence; a source lasts until another is named."""
    carried: SourceKind = "none"
    for view in views:
        one = attribution(view, words, carried)
        carried = one.kind if one.kind != "none" else carried
        yield one


def attribution(view: View, words: Lexicon, carried: SourceKind) -> Attribution:
    """Return the best source that a sentence offers, with every cue in it.

    ``carried`` is the kind of source last named: a pronoun, or a quotation without a
    speaker, belongs to it.
    """
    found = _all(view, words, carried) if view.triggers else ()
    if not found:
        return _quotation(view, words, carried)
    if len(found) == 1:  # nearly always
        best, own = found[0], [found[0].cue]
    else:
        best, own = min(found, key=_rank), outermost(view, words, [one.cue for one in found])
    cues = tuple([view.span(cue.start, cue.end) for cue in own])
    if best.kind == "none":
        return _quotation(view, words, carried, cues)
    return _told(view, words, best, cues)


def _rank(one: _Found) -> int:
    return _ORDER.index(one.kind)


def _told(view: View, words: Lexicon, one: _Found, cues: tuple[Span, ...]) -> Attribution:
    source = view.span(*one.source) if one.source else None
    content = view.whole if one.reporter < 0 else _after(view, words, one.reporter)
    return Attribution(one.kind, source, view.span(one.cue.start, one.cue.end), content, cues)


def _all(view: View, words: Lexicon, carried: SourceKind) -> list[_Found]:
    """Return everything in a sentence by which something is attributed to somebody."""
    ids, found, first = view.tokens.ids, list[_Found](), view.start
    article, phrases = words.before_noun, words.complete_cue
    verbs, names = words.cue, words.nominal_cue
    for i in _outside_speech(view) if view.quotes else view.triggers:
        number = ids[i]
        one = _phrase(view, words, i, carried) if number in phrases else None
        # After an article stands a noun: "the state", "a question".
        if one is None and number in verbs and (ids[i - 1] not in article or i == first):
            one = _verb(view, words, i, carried)
        if one is None and number in names:
            one = _nominal(view, words, i, carried)
        if one is not None:
            found.append(one)
    return found


def _phrase(view: View, words: Lexicon, i: int, carried: SourceKind) -> _Found | None:
    """Read what attributes by itself: "according to X", "is said to", "reportedly"."""
    number = view.tokens.ids[i]
    if number in words.credit:
        given = credit(view, words, i, carried)
        return given and _Found(given.kind, _fixed(given.start, given.end), given.source)
    if number in words.according:
        return _according(view, words, i)
    if number in words.hearsay_adverb:
        return _Found("vague", _fixed(i, i + 1))
    return _passive(view, words, i)


def _nominal(view: View, words: Lexicon, i: int, carried: SourceKind) -> _Found | None:
    """Read a document, a noun of saying, or an adjective of attitude."""
    number, one = view.tokens.ids[i], None
    if number in words.document_source:
        one = _document(view, words, i)
    if one is None and number in words.cue_noun:
        one = _noun(view, words, i, carried)
    if one is None and number in words.adjective_attitude:
        cue = adjective_cue(view, words, i)
        return _Found("none", cue) if cue else None
    return one


def _fixed(start: int, end: int) -> Cue:
    return Cue("phrase", start, start, start, end)


def _outside_speech(view: View) -> list[int]:
    """Return the triggers that stand in no quotation, where the cues are the speaker's own."""
    at, kept, passed = view.triggers, list[int](), 0
    for quote in view.quotes:
        if quote.end - quote.start > _QUOTED:
            first = bisect_left(at, quote.start, passed)
            kept.extend(at[passed:first])
            passed = bisect_left(at, quote.end, first)
    kept.extend(at[passed:])
    return kept


def _according(view: View, words: Lexicon, i: int) -> _Found | None:
    """Read "according to X" and its like."""
    if i + 2 >= view.end or view.tokens.ids[i + 1] not in words.to:
        return None
    end = source_end(view, words, i + 2)
    kind = kind_ahead(view, words, i + 2, end, "named") if end > i + 2 else "none"
    owns = end > i + 2 and view.owns(end - 1)
    if (owns or kind == "none") and end < view.end and view.is_word(end):  # no verb but a noun
        end = source_end(view, words, end + 1)
        kind = kind_of(view, words, i + 2, end, "named")
    if kind == "none":  # "according to the club's website"
        kind = kind_of_owner(view, words, i + 2, end, "none")
    if kind == "none" and end > i + 2 and may_be_office(view, words, i + 2, end):
        kind = "office"
    source = (i + 2, end) if end > i + 2 else None
    return _Found("vague" if kind == "none" else kind, _fixed(i, i + 2), source)


def _verb(view: View, words: Lexicon, i: int, carried: SourceKind) -> _Found | None:
    """Read a verb of saying or of attitude with its subject on either side.

    An attitude ("they want more", "she knows that") is a cue and no source.
    """
    number = view.tokens.ids[i]
    say = number in words.say
    stop, figures = None if say else verb_end(view, words, i, told=True), _figures(view, words, i)
    if stop is None and figures:
        stop = i + 1  # "official figures show rents rose"
    if not say and (stop is None or not acts(view, words, i)):
        return None
    if i > view.start and view.owns(i - 1):
        return None  # not a verb but a noun
    start, end, kind, inverted = _speaker(view, words, i, carried)
    named, spoken = start < end, say or _by_speaking(view, words, i, kind)
    told = kind != "none" or (spoken and named)
    if say or not told:
        stop = verb_end(view, words, i, told)
    if stop is None and not (say and told):
        return None
    cue = _cue(view, words, i, start if named else -1, stop or i + 1, inverted)
    reports = spoken or figures or (number in words.speaks and _reports(view, words, i, start))
    if not (told and reports) or _withheld(view, words, i):
        kind = "none"
    elif carried == "none" and named and _they_say(view, start, i):
        kind = "vague"
    elif _is_told(view, words, i):
        by_somebody = i + 1 < view.end and view.tokens.ids[i + 1] in words.that
        return _Found("vague" if by_somebody else "none", cue)
    elif kind == "none" and start < end and may_be_office(view, words, start, end):
        kind = "office"
    return _Found(kind, cue, (start, end) if named else None, i)


def _speaker(
    view: View, words: Lexicon, i: int, carried: SourceKind
) -> tuple[int, int, SourceKind, bool]:
    """Return who speaks, the kind of source, and whether they stand behind their verb."""
    if done_by(view, words, i):
        end = source_end(view, words, i + 2)
        kind = kind_ahead(view, words, i + 2, end, carried) if i + 2 < end else "none"
        if kind != "none":
            return i + 2, end, kind, False
    at = i - 2 if _is_quoted_as(view, words, i) else i
    start, end, kind = subject(view, words, at, carried)
    say = view.tokens.ids[i] in words.say
    inverted = say and i > view.start and not view.is_word(i - 1)
    if kind != "none" or not inverted or view.word(i).endswith("ing"):
        return start, end, kind, False
    start, end = i + 1, phrase_end(view, words, i + 1)
    kind = kind_ahead(view, words, start, end, carried) if start < end else "vague"
    return start, *named_behind(view, words, end, kind), True


def _withheld(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether nothing is told: "they won't tell you", "the ministry did not say when"."""
    if view.tokens.ids[i] not in words.tells:
        return False
    before = view.tokens.ids[max(view.start, i - 2) : i]
    return not words.denial.isdisjoint(before)


def _they_say(view: View, start: int, i: int) -> bool:
    """Tell whether the words are "they say"; where nobody stands before whom it could mean."""
    return view.word(start).lower() == "they" and view.word(i) == "say"


def _figures(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether it is figures that show something: then it is theirs, "that" or not."""
    ids = view.tokens.ids
    return ids[i] in words.shows and i > view.start and ids[i - 1] in words.figures


def _is_quoted_as(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether a verb follows "was quoted as", which has the subject."""
    ids = view.tokens.ids
    return i - 2 > view.start and ids[i - 1] in words.as_word and ids[i - 2] in words.quoted


def _cue(view: View, words: Lexicon, i: int, begin: int, stop: int, inverted: bool) -> Cue:
    """Return the cue of a verb; ``begin`` is where its subject does, or -1."""
    say, start = view.tokens.ids[i] in words.say, verb_start(view, words, i)
    ends = stop >= view.end or not (view.is_word(stop) or opens_quote(view, stop))
    return Cue(
        "speech" if say else "attitude", i, start if begin < 0 else begin, start,
        speech_end(view, words, stop) if say else stop, inverted or ends,
    )  # fmt: skip


def _reports(view: View, words: Lexicon, cue: int, start: int) -> bool:
    """Tell whether "that" or a quotation follows a verb at once, or all goes before it.

    ``start`` is where the subject begins: "Rents rose, [figures] showed."
    """
    after = cue + 1
    if after < view.end and (view.tokens.ids[after] in words.that or opens_quote(view, after)):
        return True
    ends = after >= view.end or not view.is_word(after)
    return ends and view.start < start <= cue and view.tokens.ids[start - 1] in words.comma


def _is_told(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether the subject is told and does not tell: "they were told", "it was explained"."""
    if done_by(view, words, i) or view.word(i).endswith("ing"):
        return False
    k = before_adverbs(view, words, i, view.start)
    return k >= view.start and view.tokens.ids[k] in words.being


def _by_speaking(view: View, words: Lexicon, i: int, kind: SourceKind) -> bool:
    """Tell whether a verb is done by speaking: "accused her of", "called it “a scandal”".

    Of an office also a forecast: "the bank expects".
    """
    number = view.tokens.ids[i]
    if kind == "office" and number in words.foresees:
        return True
    if number in words.speech_act and (kind != "none" or number in words.judges):
        return True  # only people judge: "the virus threatens" is no threat
    if not view.quotes or number not in words.judges:
        return False
    return any(i < quote.start <= i + _OBJECT for quote in view.quotes)


def _after(view: View, words: Lexicon, cue: int) -> Span | None:
    """Return what is reported: what follows the cue, or else what goes before."""
    start, ids, mark = cue + 1, view.tokens.ids, words.mark
    while start < view.end and ids[start] in mark:
        start += 1
    if view.end - start >= 3:
        return view.span(start, view.end)
    return view.span(view.start, cue) if cue > view.start else None


def _passive(view: View, words: Lexicon, i: int) -> _Found | None:
    """Read a report without a reporter: "is believed to", "it was confirmed that"."""
    ids = view.tokens.ids
    if i == view.start or ids[i - 1] not in words.be_form:
        return None
    after = ids[i + 1] if i + 1 < view.end else -1
    cue = _fixed(i - 1, i + 1)
    if after in words.by:
        end = source_end(view, words, i + 2)
        kind = kind_of(view, words, i + 2, end, "named") if end > i + 2 else "none"
        source = (i + 2, end) if kind != "none" else None
        return _Found("vague" if kind == "none" else kind, cue, source)
    if ids[i] in words.bare_hearsay or after in words.passive_content:
        return _Found("vague", cue)
    return None


def _document(view: View, words: Lexicon, i: int) -> _Found | None:
    """Read a document as subject: "the report cites", "a declaration was approved"."""
    verb = view.find(words.document_verb, i + 1, min(view.end, i + _VERB))
    if verb < 0 or any(not view.is_word(k) for k in range(i + 1, verb)):
        return None
    before = i - 1 if i > view.start and view.is_word(i - 1) else i
    source = (view.owner_start(before) if view.owns(before) else before, i + 1)
    start, end, kind = with_head(view, words, (*source, "document"), "none")
    return _Found(kind, _fixed(verb, verb + 1), (start, end), verb)


def _noun(view: View, words: Lexicon, i: int, carried: SourceKind) -> _Found | None:
    """Read a noun of saying: "her claim that" has a source, "the mayor's plan to" has none."""
    cue = noun_cue(view, words, i)
    if cue is None:
        return None
    owner = owned(view, words, i)
    if owner is None or view.tokens.ids[i + 1] not in words.that:
        return _Found("none", cue)
    kind: SourceKind = carried if carried != "none" else "named"
    return _Found(kind, cue, owner, i)


def _quotation(
    view: View, words: Lexicon, carried: SourceKind, cues: tuple[Span, ...] = ()
) -> Attribution:
    """Give a quotation to who is named beside it, or else to whoever spoke before."""
    nobody = Attribution("none", cues=cues) if cues else _NONE
    if not (view.quotes or view.tokens.typewritten):
        return nobody
    before: SourceKind = carried if carried != "none" else "vague"
    for quote in view.quotes:
        start, end = max(quote.start, view.start), min(quote.end, view.end)
        kind, source = _beside(view, words, quote) if end - start > _QUOTED else ("none", None)
        if source is not None:
            return Attribution(kind, source, content=view.span(start, end), cues=cues)
        runs_on = quote.start < view.start or quote.end > view.end or not quote.closed
        if end - start > _QUOTED + 2 or (runs_on and end - start > 2):
            return Attribution(before, content=view.span(start, end), cues=cues)
    if view.tokens.typewritten:
        start, end = view.tokens.starts[view.start], view.tokens.starts[view.end]
        if "''" in view.text[start:end]:
            return Attribution(before, content=view.whole, cues=cues)
    return nobody


def _beside(view: View, words: Lexicon, quote: Quote) -> tuple[SourceKind, Span | None]:
    """Return who is named beside a quotation by a mark alone: "Ruiz: “…”", "“…” – Ruiz"."""
    before, after = quote.start - 1, quote.end
    start, end = view.end, view.end
    if before > view.start and view.word(before) == ":":
        start, end = phrase_start(view, words, before)
        if view.word(before - 1).endswith("ed"):  # "Kim Dale, 34, fumed: ‘…’"
            start, end, _ = subject(view, words, before - 1, "none")
    elif after + 1 < view.end and view.word(after) in _DASHES:
        start, end = after + 1, phrase_end(view, words, after + 1)
    kind = kind_of(view, words, start, end, "none") if start < end else "none"
    return kind, None if kind == "none" else view.span(start, end)
