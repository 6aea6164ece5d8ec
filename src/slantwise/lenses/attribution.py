"""Whose word a sentence offers: a cue of reporting, the one who reports, and what.

Source, cue and content are the three parts of an attribution as annotated in the
PolNeAR corpus (Newell, Margolin and Ruths, LREC 2018).
"""

from dataclasses import dataclass

from slantwise.annotation import Span
from slantwise.lenses.claims import SourceKind
from slantwise.lenses.sentence import Lexicon, View

_ORDER: tuple[SourceKind, ...] = ("named", "document", "office", "vague", "none")
_BACK = 24  # how far left of a cue its subject may begin
_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source found in a sentence, with the spans that show it."""

    kind: SourceKind
    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None


def attribution(view: View, words: Lexicon, carried: SourceKind) -> Attribution:
    """Return the best source that a sentence offers.

    ``carried`` is the kind of source last named; a pronoun as subject stands for it.
    """
    found = [
        *_according(view, words),
        *_active(view, words, carried),
        *_passive(view, words),
        *_documents(view, words),
    ]
    best = min(found, key=lambda a: _ORDER.index(a.kind), default=None)
    return best or Attribution("none")


def _kind_of(view: View, words: Lexicon, start: int, end: int, carried: SourceKind) -> SourceKind:
    """Tell what kind of source the words ``[start, end)`` name."""
    ids = view.tokens.ids
    inside = [ids[i] for i in range(start, end)]
    if any(n in words["vague_source"] for n in inside):
        return "vague"
    if any(n in words["document_source"] for n in inside):
        return "document"
    if len(inside) == 1 and inside[0] in words["speaker_pronoun"]:
        return carried if carried != "none" else "named"
    names = any(view.capital(i) and i != view.first_word() for i in range(start, end))
    first = view.first_word()
    if not names and start <= first < end:
        names = view.capital(first) and ids[first] not in words["determiner"]
    if any(n in words["office_source"] for n in inside):
        return "named" if names and any(n in words["person_source"] for n in inside) else "office"
    if names:
        return "named"
    return "office" if any(n in words["person_source"] for n in inside) else "none"


def _according(view: View, words: Lexicon) -> list[Attribution]:
    """Find "according to X" and its like."""
    ids, found = view.tokens.ids, []
    according, to = words.number("according"), words.number("to")
    for i in range(view.start, view.end - 2):
        if ids[i] == according and ids[i + 1] == to:
            end = _phrase_end(view, words, i + 2)
            kind = _kind_of(view, words, i + 2, end, "named")
            kind = "vague" if kind == "none" else kind
            if end > i + 2:
                found.append(
                    Attribution(kind, view.span(i + 2, end), view.span(i, i + 2), _whole(view))
                )
    return found


def _whole(view: View) -> Span:
    return view.span(view.start, view.end)


def _phrase_end(view: View, words: Lexicon, start: int) -> int:
    """Return where the noun phrase that begins at ``start`` ends: at a mark or a verb."""
    stop = min(view.end, start + _AHEAD)
    for i in range(start, stop):
        if not view.is_word(i) or view.tokens.ids[i] in words["cue"]:
            return i
    return stop


def _active(view: View, words: Lexicon, carried: SourceKind) -> list[Attribution]:
    """Find a cue verb with its subject on either side."""
    ids, cues, found = view.tokens.ids, words["cue"], []
    for i in range(view.start, view.end):
        if ids[i] in cues:
            one = _with_subject(view, words, i, carried)
            if one is not None:
                found.append(one)
    return found


def _with_subject(view: View, words: Lexicon, cue: int, carried: SourceKind) -> Attribution | None:
    if not _reports(view, words, cue):
        return None
    start, end = _subject_left(view, words, cue)
    kind = _kind_of(view, words, start, end, carried) if start < end else "none"
    if kind == "none":
        start, end = cue + 1, _phrase_end(view, words, cue + 1)
        if not _inverted(view, cue):
            return None
        kind = _kind_of(view, words, start, end, carried) if start < end else "none"
    if kind == "none":
        return None
    return Attribution(kind, view.span(start, end), view.span(cue, cue + 1), _content(view, cue))


def _inverted(view: View, cue: int) -> bool:
    """Tell whether a mark stands before the cue, as in “…,” said the minister."""
    return cue > view.start and not view.is_word(cue - 1)


def _reports(view: View, words: Lexicon, cue: int) -> bool:
    """Tell whether something reported stands beside a verb."""
    ids = view.tokens.ids
    if cue > view.start and ids[cue - 1] in words["infinitive_marker"]:
        return False
    if cue + 1 >= view.end or not view.is_word(cue + 1):
        return True
    after = ids[cue + 1]
    if after in words["content_opener"]:
        return True
    if ids[cue] in words["say"]:
        return True
    near = range(cue + 1, min(view.end, cue + 6))
    return any(ids[i] == words.number("that") for i in near) or any(
        q.start <= cue + 4 and q.start > cue for q in view.quotes
    )


def _subject_left(view: View, words: Lexicon, cue: int) -> tuple[int, int]:
    """Return the noun phrase before a verb, without an apposition between commas."""
    ids = view.tokens.ids
    end = cue
    while end > view.start and ids[end - 1] in words["before_verb"]:
        end -= 1
    if end > view.start and ids[end - 1] == words.number(","):
        comma = _last_mark(view, end - 2, max(view.start, end - _BACK))
        if comma > view.start:
            end = comma
    start = end
    limit = max(view.start, end - _AHEAD)
    while start > limit and view.is_word(start - 1) and ids[start - 1] not in words["clause_word"]:
        start -= 1
    return start, end


def _last_mark(view: View, start: int, stop: int) -> int:
    """Return the position of the last comma in ``[stop, start]``, or -1."""
    return next((i for i in range(start, stop, -1) if not view.is_word(i)), -1)


def _content(view: View, cue: int) -> Span | None:
    """Return what is reported: what follows the cue, or else what goes before."""
    start = next((i for i in range(cue + 1, view.end) if view.is_word(i)), view.end)
    if view.end - start >= 3:
        return view.span(start, view.end)
    return view.span(view.start, cue) if cue > view.start else None


def _passive(view: View, words: Lexicon) -> list[Attribution]:
    """Find reports without a reporter: "is believed to", "it was confirmed that"."""
    ids, found = view.tokens.ids, []
    for i in range(view.start + 1, view.end):
        if ids[i] in words["hearsay_participle"] and ids[i - 1] in words["be_form"]:
            after = ids[i + 1] if i + 1 < view.end else -1
            by = view.find({words.number("by")}, i + 1, min(view.end, i + 3)) >= 0
            if ids[i] in words["bare_hearsay"] or after in words["content_opener"] or by:
                found.append(Attribution("vague", None, view.span(i - 1, i + 1), _whole(view)))
    return found


def _documents(view: View, words: Lexicon) -> list[Attribution]:
    """Find a document as subject: "the report cites", "a declaration was approved"."""
    ids, found = view.tokens.ids, []
    for i in range(view.start, view.end):
        if ids[i] in words["document_source"]:
            verb = view.find(words["document_verb"], i + 1, min(view.end, i + 8))
            if verb >= 0:
                span = view.span(max(view.start, i - 1), i + 1)
                found.append(
                    Attribution("document", span, view.span(verb, verb + 1), _content(view, verb))
                )
    return found
