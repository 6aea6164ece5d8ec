"""Annotations as a W3C Web Annotation page (Web Annotation Data Model, 2017).

Each target has a quotation with its surroundings and a position in code points, as the
standard counts, so that other tools can find the words again. A source is an address in the
standard, so odd characters of a file's name are written as there, a space as ``%20``.
"""

from typing import Any
from urllib.parse import quote

from slantwise.annotation import Annotation, Span
from slantwise.lenses import Document

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points before and after a quotation


def web_annotations(document: Document, name: str) -> dict[str, Any]:
    """Return the annotation page; ``name`` is the source that every target names."""
    items = [_item(a, i, document.text, name) for i, a in enumerate(document.annotations, start=1)]
    return page(items)


def page(items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return annotations as an annotation page, with the identity that a page must have."""
    first = {"@context": _CONTEXT, "id": "#slantwise", "type": "AnnotationPage"}
    return {**first, **more, "items": items}


def body(purpose: str, words: str) -> dict[str, str]:
    """Return words as a body; those that comment or propose a wording are English."""
    made = {"type": "TextualBody", "purpose": purpose, "value": words}
    return made if purpose == "tagging" else {**made, "language": "en"}


def _item(annotation: Annotation, number: int, text: str, name: str) -> dict[str, Any]:
    why = f"{annotation.question} {annotation.why} {annotation.best_case}".rstrip()
    whole = {"source": quote(name)}
    targets = [target(span, text, name) for span in annotation.spans] or [whole]
    return {
        "id": f"#slantwise-{number}",
        "type": "Annotation",
        "motivation": ["tagging", "questioning"],
        "body": [
            body("tagging", annotation.lens),
            body("tagging", annotation.label),
            body("commenting", why),
        ],
        "target": targets if len(targets) > 1 else targets[0],
    }


def target(span: Span, text: str, name: str) -> dict[str, Any]:
    """Return where an annotation stands: the words with their surroundings, and the position."""
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": quote(name), "selector": [quoted, position]}
