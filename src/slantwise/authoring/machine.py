"""A first reading by the rules, for a person to correct: it is no substitute for one.

What the lenses mark is marked here. What it calls fair are places that one can look up, ask
or weigh: figures and dates, sources with a name, honest hedges, and, where those are few,
plain words at which no rule stops. As many are fair as are loaded, section by section, so
that an exercise on any of them is balanced.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from slantwise.annotation import Span, merge
from slantwise.articles import Mark
from slantwise.lenses import Document
from slantwise.lenses.claims import ANSWERABLE
from slantwise.text import words

ABOUT = "A first reading by the rules of this book, which nobody has corrected yet."

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{1,4}}(?:, \d{{4}}| \d{{4}})?\b"
    rf"|\b\d{{1,2}} (?:{_MONTHS})\b"
    r"|\b\d[\d.,]*\d(?: ?%| per ?cent\b| (?:thousand|million|billion)\b| [a-z]{4,}s\b)?|\b\d+ ?%"
)
_CAPITAL = re.compile(r"\b[A-Z]\w")
_HEDGE = re.compile(r"\b(?:could|may|might|perhaps|possibly|probably|seems to)(?: \w+){1,2}")
_WHY = {
    "figure or date": (
        "A figure or a date can be looked up, and it does not say what to feel about it."
    ),
    "source with a name": (
        "The text says whose word this is, so that one can go and ask; nothing here judges."
    ),
    "honest hedge": (
        "The word says that something is possible and no more. Careful words are easy to pass over."
    ),
    "plain words": (
        "No rule stops here: the words name something and do not say what to feel about it."
    ),
}


def machine_marks(document: Document, sections: Iterable[Span]) -> tuple[Mark, ...]:
    """Return what a first reading marks in the given sections, in the order of the text."""
    flagged: list[Mark] = []
    for found in document.annotations:
        if found.lens != "unsourced":
            neutral = "; ".join(found.neutral)
            flagged += [Mark(s, found.lens, found.label, found.why, neutral) for s in found.spans]
    fair = [mark for section in sections for mark in _fair_in(document, section, flagged)]
    return tuple(sorted([*flagged, *fair], key=lambda m: (m.span, m.lens or "", m.label)))


def reading_lines(document: Document, marks: Sequence[Mark]) -> str:
    """Return marks as a reading file: one JSON object a line, one for each sentence."""
    rows: list[dict[str, Any]] = []
    for i, sentence in enumerate(document.layout.sentences):
        span = sentence.span
        row: dict[str, Any] = {"i": i, "kind": sentence.kind, "start": span.start, "end": span.end}
        rows.append(
            {**row, "text": span.of(document.text), "loaded": [], "framing": [], "fair": []}
        )
    for mark in marks:
        row = rows[document.layout.sentence_at(mark.span.start)]
        row[mark.lens or "fair"].append(_row(mark, document.text))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _row(mark: Mark, text: str) -> dict[str, Any]:
    row: dict[str, Any] = {"start": mark.span.start, "end": mark.span.end}
    row["text"] = mark.span.of(text)
    if mark.lens is None:
        return {**row, "label": mark.label, "why": mark.why}
    label = "category" if mark.lens == "loaded" else "device"
    return {**row, label: mark.label, "reason": mark.why, "neutral": mark.neutral}


# --- what is fair -----------------------------------------------------------------------


def _fair_in(document: Document, section: Span, flagged: Sequence[Mark]) -> list[Mark]:
    """Return as many fair places of a section as it has loaded ones, and two at least."""
    text = document.text
    tokens = list(words(text, section))
    taken = [mark.span for mark in flagged if mark.span.overlaps(section)]
    loaded = [mark.span for mark in flagged if mark.lens == "loaded"]
    wanted = max(2, _count(tokens, loaded))
    chosen: list[Mark] = []
    for label, spans in _candidates(document, section, tokens).items():
        for span in _spread(spans, wanted - len(chosen)):
            if len(chosen) < wanted and _free(text, section, tokens, span, taken):
                chosen.append(Mark(span, None, label, _WHY[label]))
                taken.append(span)
    return chosen


def _count(tokens: Sequence[Span], spans: Iterable[Span]) -> int:
    """Return how many units the spans make: runs of neighbouring words."""
    hit: set[int] = set()
    for span in merge(spans):
        first = bisect_right(tokens, span.start, key=lambda token: token.end)
        hit.update(range(first, bisect_left(tokens, span.end, key=lambda token: token.start)))
    return sum(i - 1 not in hit for i in hit)


def _candidates(document: Document, section: Span, tokens: Sequence[Span]) -> dict[str, list[Span]]:
    text = document.text
    sources = [c.source_span for c in document.claims if c.source in ANSWERABLE]
    named = [s for s in sources if s and section.contains(s) and _is_named(s.of(text))]
    return {
        "figure or date": [
            Span(*m.span()) for m in _DATE.finditer(text, section.start, section.end)
        ],
        "source with a name": list(dict.fromkeys(named)),
        "honest hedge": [
            Span(*m.span()) for m in _HEDGE.finditer(text, section.start, section.end)
        ],
        "plain words": list(_plain(document, section, tokens)),
    }


def _is_named(words: str) -> bool:
    """Tell whether a source is given so that one could find it: a name, or an office."""
    return len(words) <= 80 and (words.startswith(("the ", "The ")) or bool(_CAPITAL.search(words)))


def _plain(document: Document, section: Span, tokens: Sequence[Span]) -> Iterator[Span]:
    """Yield pairs of neighbouring longer words, written small, from running text."""
    text = document.text
    heads = [b.span for b in document.layout.blocks if b.kind == "heading"]
    heads = [head for head in heads if head.overlaps(section)]
    for first, second in pairwise(tokens):
        pair = Span(first.start, second.end)
        small = first.of(text).islower() and second.of(text).islower()
        long = min(first.end - first.start, second.end - second.start) >= 4
        spaced = text[first.end : second.start] == " "
        if small and long and spaced and not any(head.overlaps(pair) for head in heads):
            yield pair


def _spread(spans: Sequence[Span], n: int) -> list[Span]:
    """Return the spans in an order that takes some from everywhere first."""
    if n <= 0:
        return []
    step = max(1, len(spans) // n)
    return [span for start in range(step) for span in spans[start::step]]


def _free(
    text: str, section: Span, tokens: Sequence[Span], span: Span, taken: Iterable[Span]
) -> bool:
    """Tell whether a place stands alone: its words occur once, and nothing marked is next to it."""
    if section.of(text).count(span.of(text)) != 1:
        return False
    first = bisect_right(tokens, span.start, key=lambda token: token.end)
    after = bisect_left(tokens, span.end, key=lambda token: token.start)
    start = tokens[first - 1].start if first else span.start
    end = tokens[after].end if after < len(tokens) else span.end
    return not any(other.overlaps(Span(start, end)) for other in taken)
