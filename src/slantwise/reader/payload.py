"""What the page needs to know of a passage, as plain data that turns into JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from slantwise.annotation import Annotation, Lens, Span
from slantwise.articles import Article, Mark, Reading
from slantwise.exercises.load import Exercise, Item
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
    return {"title": article.title, "lang": article.language, "blocks": blocks}


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
        "words": [_pair(span) for span in words(article.text, whole)],
        "sentences": [s.span.start for s in article.layout.sentences if whole.contains(s.span)],
        "passageStart": whole.start,
        "passageText": whole.of(article.text),
    }


def exercise(exercise: Exercise) -> Payload:
    """Return an exercise with its passage and its key."""
    task = exercise.task
    zones = {z: [_pair(i.unit.span) for i in exercise.zone(z)] for z in ("core", "contestable")}
    key = {
        "words": [_pair(span) for span in exercise.key.words],
        **zones,
        "fair": [_pair(i.unit.span) for i in exercise.zone("fair")],
    }
    return {
        **markable(exercise.article, exercise.section.span),
        "exercise": {
            "id": task.id,
            "version": task.version,
            "passage": exercise.passage_digest,
            "lens": task.lens,
            "title": task.title,
            "objective": task.objective,
            "minutes": task.minutes,
            "prompt": task.prompt,
            "hints": list(task.hints),
            "next": task.next,
            "pass": task.pass_,
            "key": key,
            "items": [_item(exercise, item) for item in exercise.items],
        },
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _note(annotation: Annotation) -> Payload:
    return {
        "lens": annotation.lens,
        "label": annotation.label,
        "spans": [_pair(span) for span in annotation.spans],
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
    views = [_view(reading, mark) for reading, mark in near]
    return {"zone": "machine", "readers": len(agree), "of": len(readings), "views": views}


def _item(exercise: Exercise, item: Item) -> Payload:
    note = item.note
    named = {reading.id: reading for reading in exercise.readings}
    return {
        "zone": item.zone,
        "span": _pair(item.unit.span),
        "quote": item.unit.span.of(exercise.article.text),
        "label": note.label,
        "question": note.question,
        "why": note.why,
        "best_case": note.best_case,
        "neutral": note.neutral,
        "readers": len(item.unit.readers),
        "of": len(exercise.readings),
        "views": [_view(named[id], mark) for id, mark in item.unit.marks],
    }


def _view(reading: Reading, mark: Mark) -> Payload:
    """Return what one reading says of a passage."""
    why = mark.why or say("note.no_reason")
    return {"id": reading.id, "name": reading.name, "why": why, "fair": mark.lens is None}
