"""Whose word a sentence offers: a cue of reporting, the one who reports, and what.

Source, cue and content are the three parts of an attribution as annotated in the
PolNeAR corpus (Newell, Margolin and Ruths, LREC 2018).
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from slantwise.annotation import Span
from slantwise.lenses.claims import SourceKind
from slantwise.lenses.sentence import Lexicon, View
from slantwise.lenses.subjects import kind_of, phrase_end, subject

_ORDER: Final[tuple[SourceKind, ...]] = ("named", "document", "office", "vague", "none")
_QUOTED: Final = 4  # marks included; fewer words in quotation marks are a term, not speech
_NEAR: Final = 6
_VERB: Final = 8  # how far behind a document its verb may stand


class Attribution(NamedTuple):
    """A source found in a sentence, with the spans that show it."""

    kind: SourceKind
    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None
    cues: tuple[Span, ...] = ()


_NONE: Final = Attribution("none")


def attribution(view: View, words: Lexicon, carried: SourceKind) -> Attribution:
    """Return the best source that a sentence offers, with every cue in it.

    ``carried`` is the kind of source last named: a pronoun, or a quotation without a
    speaker, belongs to it.
    """
    found = list(_all(view, words, carried)) if view.triggers else []
    if not found:
        return _quotation(view, carried)
    cues = tuple(sorted({one.cue for one in found if one.cue}))
    best = min(found, key=lambda a: _ORDER.index(a.kind))
    if best.kind == "none":
        best = _quotation(view, carried)
    return best._replace(cues=cues)


def _all(view: View, words: Lexicon, carried: SourceKind) -> Iterator[Attribution]:
    for i in view.triggers:
        number = view.tokens.ids[i]
        if view.quotes and _in_speech(view, i):
            continue
        one = None
        if number in words["according"]:
            one = _according(view, words, i)
        if one is None and number in words["hearsay_participle"]:
            one = _passive(view, words, i)
        if number in words["hearsay_adverb"]:
            one = Attribution("vague", None, view.span(i, i + 1), _whole(view))
        if one is None and number in words["cue"]:
            one = _active(view, words, i, carried)
        if one is None and number in words["document_source"]:
            one = _document(view, words, i)
        if one is None and number in words["cue_noun"]:
            one = _noun(view, words, i, carried)
        if one is not None:
            yield one


def _in_speech(view: View, i: int) -> bool:
    """Tell whether a token stands in a quotation, where the cues are the speaker's own."""
    quote = view.quoted(i)
    return quote is not None and quote.end - quote.start > _QUOTED


def _according(view: View, words: Lexicon, i: int) -> Attribution | None:
    """Read "according to X" and its like."""
    if i + 2 >= view.end or view.tokens.ids[i + 1] not in words["to"]:
        return None
    end = phrase_end(view, words, i + 2)
    kind = kind_of(view, words, i + 2, end, "named")
    source = view.span(i + 2, end) if end > i + 2 else None
    return Attribution(
        "vague" if kind == "none" else kind, source, view.span(i, i + 2), _whole(view)
    )


def _whole(view: View) -> Span:
    return view.span(view.start, view.end)


def _active(view: View, words: Lexicon, cue: int, carried: SourceKind) -> Attribution | None:
    """Read a verb of saying or of attitude with its subject on either side.

    An attitude without quoted or reported words ("they want more") is a cue and no source.
    """
    ids = view.tokens.ids
    say, opens = ids[cue] in words["say"], _opens_content(view, words, cue)
    if not (say or opens or ids[cue] in words["stance"]) or _is_noun(view, words, cue):
        return None
    start, end, kind = subject(view, words, cue, carried)
    if kind == "none" and say and cue > view.start and not view.is_word(cue - 1):
        start, end = cue + 1, phrase_end(view, words, cue + 1)
        kind = kind_of(view, words, start, end, carried) if start < end else "vague"
    if kind == "none" and not (say and start < end):
        if not view.word(cue).endswith("ing") or _is_noun(view, words, cue):
            return None
        return Attribution("none", None, view.span(cue, cue + 1), _after(view, cue))
    source = view.span(start, end) if start < end else None
    if not say and not _reports(view, words, cue):
        kind = "none"
    elif kind == "none":
        kind = "office"
    return Attribution(kind, source, _cue_span(view, words, cue), _after(view, cue))


def _is_noun(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether a word that may be a verb follows an article or an owner."""
    if i == view.start:
        return False
    before = view.tokens.ids[i - 1]
    return before in words["article"] or view.word(i - 1).endswith(("'s", "’s", "s’"))


def _reports(view: View, words: Lexicon, cue: int) -> bool:
    """Tell whether "that" or a quotation follows a verb at once."""
    after = cue + 1
    return after < view.end and (
        view.tokens.ids[after] in words["that"] or _starts_quote(view, after)
    )


def _cue_span(view: View, words: Lexicon, cue: int) -> Span:
    """Return a verb with the auxiliaries and adverbs before it, and a preposition after."""
    ids, start = view.tokens.ids, cue
    while start > view.start and ids[start - 1] in words["before_verb"]:
        start -= 1
    particle = cue + 1 < view.end and ids[cue + 1] in words["cue_particle"]
    return view.span(start, cue + 1 + (particle and ids[cue] not in words["say"]))


def _opens_content(view: View, words: Lexicon, cue: int) -> bool:
    """Tell whether something reported begins soon after a verb."""
    ids = view.tokens.ids
    if cue + 1 >= view.end or not view.is_word(cue + 1):
        return True
    if ids[cue + 1] in words["content_opener"]:
        return True
    near = range(cue + 1, min(view.end, cue + _NEAR))
    if not view.quotes:
        return not words["that"].isdisjoint(ids[near.start : near.stop])
    return any(ids[i] in words["that"] or _starts_quote(view, i) for i in near)


def _starts_quote(view: View, i: int) -> bool:
    quote = view.quoted(i)
    return quote is not None and quote.start == i


def _after(view: View, cue: int) -> Span | None:
    """Return what is reported: what follows the cue, or else what goes before."""
    start = next((i for i in range(cue + 1, view.end) if view.is_word(i)), view.end)
    if view.end - start >= 3:
        return view.span(start, view.end)
    return view.span(view.start, cue) if cue > view.start else None


def _passive(view: View, words: Lexicon, i: int) -> Attribution | None:
    """Read a report without a reporter: "is believed to", "it was confirmed that"."""
    ids = view.tokens.ids
    if i == view.start or ids[i - 1] not in words["be_form"]:
        return None
    after = ids[i + 1] if i + 1 < view.end else -1
    cue = view.span(i - 1, i + 1)
    if after in words["by"]:
        end = phrase_end(view, words, i + 2)
        kind = kind_of(view, words, i + 2, end, "named") if end > i + 2 else "none"
        source = view.span(i + 2, end) if kind != "none" else None
        return Attribution("vague" if kind == "none" else kind, source, cue, _whole(view))
    if ids[i] in words["bare_hearsay"] or after in words["passive_content"]:
        return Attribution("vague", None, cue, _whole(view))
    return None


def _document(view: View, words: Lexicon, i: int) -> Attribution | None:
    """Read a document as subject: "the report cites", "a declaration was approved"."""
    verb = view.find(words["document_verb"], i + 1, min(view.end, i + _VERB))
    if verb < 0 or any(not view.is_word(k) for k in range(i + 1, verb)):
        return None
    source = view.span(max(view.start, i - 1), i + 1)
    return Attribution("document", source, view.span(verb, verb + 1), _after(view, verb))


def _noun(view: View, words: Lexicon, i: int, carried: SourceKind) -> Attribution | None:
    """Read a noun of saying with its owner: "her claim that", "the mayor's plan to"."""
    ids = view.tokens.ids
    if i + 1 >= view.end or i == view.start or ids[i + 1] not in words["noun_content"]:
        return None
    for k in range(i - 1, max(view.start, i - 3) - 1, -1):
        if ids[k] in words["possessive"] or view.word(k).endswith(("'s", "’s", "s’")):
            that = ids[i + 1] in words["that"]
            kind = (carried if carried != "none" else "named") if that else "none"
            return Attribution(kind, view.span(k, k + 1), view.span(i, i + 2), _after(view, i))
    return None


def _quotation(view: View, carried: SourceKind) -> Attribution:
    """Give a quotation without a speaker to whoever spoke before."""
    for quote in view.quotes:
        start, end = max(quote.start, view.start), min(quote.end, view.end)
        runs_on = quote.start < view.start or quote.end > view.end or not quote.closed
        if end - start > _QUOTED + 2 or (runs_on and end - start > 2):
            kind: SourceKind = carried if carried != "none" else "vague"
            return Attribution(kind, content=view.span(start, end))
    start, end = view.tokens.starts[view.start], view.tokens.ends[view.end - 1]
    if "''" in view.text[start:end]:  # two apostrophes, as typewriters have it
        return Attribution(carried if carried != "none" else "vague", content=_whole(view))
    return _NONE
