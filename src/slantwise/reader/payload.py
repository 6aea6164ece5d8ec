"""What the page needs to know of an exercise, as plain data that turns into JSON."""

from slantwise.exercises.load import Exercise, Item, Marking
from slantwise.reader.payload_items import parts
from slantwise.reader.view import Payload, annotated, markable, pair, passage, view

__all__ = ["Payload", "annotated", "exercise", "markable", "passage"]


def exercise(exercise: Exercise) -> Payload:
    """Return an exercise with its passage, where it has one, and its key."""
    if isinstance(exercise, Marking):
        return _marking(exercise)
    task, article, section = exercise.task, exercise.article, exercise.section
    if article and section:
        shown = passage(article, section.span)
    else:
        lang = article.language if article else "en"
        notice = article.written_for_course if article else ""
        shown = {"title": task.title, "lang": lang, "notice": notice, "blocks": []}
    return {**shown, "exercise": {**_task(exercise), **parts(exercise)}}


def _marking(exercise: Marking) -> Payload:
    zones = {z: [pair(i.unit.span) for i in exercise.zone(z)] for z in ("core", "contestable")}
    key = {
        "words": [pair(span) for span in exercise.key.words],
        **zones,
        "fair": [pair(i.unit.span) for i in exercise.zone("fair")],
    }
    return {
        **markable(exercise.article, exercise.section.span),
        "exercise": {
            **_task(exercise),
            "lens": exercise.task.lens,
            "key": key,
            "items": [_item(exercise, item) for item in exercise.items],
        },
    }


def _task(exercise: Exercise) -> Payload:
    """Return what every exercise says of itself."""
    task = exercise.task
    return {
        "id": task.id,
        "kind": task.kind,
        "version": task.version,
        "passage": exercise.passage_digest,
        "title": task.title,
        "objective": task.objective,
        "minutes": task.minutes,
        "chapter": task.chapter,
        "certainty": task.certainty,
        "feedback": task.feedback,
        "prompt": task.prompt,
        "hints": list(task.hints),
        "next": task.next,
        "pass": task.pass_,
    }


def _item(exercise: Marking, item: Item) -> Payload:
    note = item.note
    named = {reading.id: reading for reading in exercise.readings}
    return {
        "zone": item.zone,
        "span": pair(item.unit.span),
        "quote": item.unit.span.of(exercise.article.text),
        "label": note.label,
        "question": note.question,
        "why": note.why,
        "best_case": note.best_case,
        "neutral": note.neutral,
        "readers": len(item.unit.readers),
        "of": len(exercise.readings),
        "views": [view(named[id], mark) for id, mark in item.unit.marks],
    }
