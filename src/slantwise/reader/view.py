"""What the page needs to know of a passage, as plain data that turns into JSON.

Nothing but the standard library: the page's own Python makes the same data.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from slantwise.annotation import Annotation, Lens, Span
from slantwise.articles import Article, Mark, Reading
from slantwise.strings import say
from slantwise.text import words

Payload = dict[str, Any]


def passage(article: Article, within: Span | None = None) -> Payload:
    """Return the blocks of an article, or of a part of it; body paragraphs are numbered."""
    blocks, number = [], 0
    for block in article.layout.blocks:
        number += block.kind == "body"
        if within is None or within.contains(block.span):
            blocks.append(
                {
                    "kind": block.kind,
                    "start": block.span.start,
                    "text": block.span.of(article.text),
                    "n": number if block.kind == "body" else None,
                }
            )
    return {
        "title": article.title,
        "lang": article.language,
        "notice": article.written_for_course,
        "blocks": blocks,
    }


def annotated(
    article: Article,
    annotations: Iterable[Annotation],
    lenses: Sequence[Lens],
    within: Span | None = None,
) -> Payload:
    """Return a passage with the annotations of these lenses that lie in it."""
    notes = [
        {**_note(annotation), **_views(article, annotation)}
        for annotation in annotations
        if annotation.lens in lenses
        and annotation.spans
        and (within is None or all(within.contains(span) for span in annotation.spans))
    ]
    return {**passage(article, within), "lenses": list(lenses), "notes": notes}


def markable(article: Article, within: Span | None = None) -> Payload:
    """Return a passage with what marking needs: its words and where sentences begin."""
    whole = within or Span(0, len(article.text))
    return {
        **passage(article, within),
        "words": [pair(span) for span in words(article.text, whole)],
        "sentences": [s.span.start for s in article.layout.sentences if whole.contains(s.span)],
        "passageStart": whole.start,
        "passageText": whole.of(article.text),
    }


def pair(span: Span) -> list[int]:
    """Return a span as JSON has it."""
    return [span.start, span.end]


def _note(annotation: Annotation) -> Payload:
    return {
        "lens": annotation.lens,
        "label": annotation.label,
        "spans": [pair(span) for span in annotation.spans],
        "question": annotation.question,
        "why": annotation.why,
        "neutral": list(annotation.neutral),
        "best_case": annotation.best_case,
        "by": annotation.by,
    }


def _views(article: Article, annotation: Annotation) -> Payload:
    """Return how the article's readings marked the same words, where they speak of this lens."""
    readings = article.readings
    if not any(mark.lens == annotation.lens for r in readings for mark in r.marks):
        return {}
    near = [
        (reading, mark)
        for reading in readings
        for mark in reading.marks
        if (mark.lens == annotation.lens or mark.is_fair_under(annotation.lens))
        and any(mark.span.overlaps(span) for span in annotation.spans)
    ]
    agree = {reading.id for reading, mark in near if mark.lens}
    views = [view(reading, mark) for reading, mark in near]
    return {"zone": "machine", "readers": len(agree), "of": len(readings), "views": views}


def view(reading: Reading, mark: Mark) -> Payload:
    """Return what one reading says of a passage."""
    why = mark.why or say("note.no_reason")
    return {"id": reading.id, "name": reading.name, "why": why, "fair": mark.lens is None}
