"""UIMA CAS JSON 0.4.0, which INCEpTION exports (it writes no Web Annotation).

A file holds the text that was annotated and, beside it, annotations with the features that
the project's layers have. Every feature that holds a text may be a tag; so may the name of
a layer of one's own. Positions count UTF-16 units of the file's own text.
"""

from collections.abc import Iterator
from typing import Any

from slantwise.interchange.anchor import Ground, Quote
from slantwise.interchange.incoming import Incoming
from slantwise.taxonomy import tagged

_STRUCTURES = "%FEATURE_STRUCTURES"
_AROUND = 32
_OWN = ("webanno.custom.", "custom.")  # what INCEpTION puts before the name of one's own layer
_GRAMMAR = "de.tudarmstadt.ukp.dkpro.core.api."  # words, lemmas and the like, made by a machine
_NAMES = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"  # may hold any label


def is_cas(data: object) -> bool:
    """Tell whether JSON is a UIMA CAS."""
    return isinstance(data, dict) and isinstance(data.get(_STRUCTURES), list | dict)


def read_cas(data: Any) -> Iterator[Incoming]:
    """Yield the annotations that carry a tag, and all of one's own layers."""
    structures = data[_STRUCTURES]
    if isinstance(structures, dict):  # both forms are in use
        pairs = ((key, row) for key, row in structures.items() if isinstance(row, dict))
        structures = [{"%ID": key, **row} for key, row in pairs]
    rows = [row for row in structures if isinstance(row, dict) and "%TYPE" in row]
    texts = {
        str(row.get("%ID")): Ground.of(row["sofaString"])
        for row in rows
        if isinstance(row.get("sofaString"), str)
    }
    for number, row in enumerate(rows, start=1):
        quote = _quote(row, texts.get(str(row.get("@sofa"))))
        tags, why = _said(row)
        if quote and (any(map(tagged, tags)) or str(row["%TYPE"]).startswith(_OWN)):
            yield Incoming(number, quote, tags, why)


def _quote(row: dict[str, Any], ground: Ground | None) -> Quote | None:
    start, end = (row.get(key, row.get(f"^{key}")) for key in ("begin", "end"))
    kind = str(row["%TYPE"])
    if ground is None or (kind.startswith(_GRAMMAR) and kind != _NAMES):
        return None
    if type(start) is not int or type(end) is not int:
        return None
    span = ground.span((start, end), "UTF-16")
    if span is None:
        return None
    text = ground.text
    return Quote(
        span.of(text),
        text[max(0, span.start - _AROUND) : span.start],
        text[span.end : span.end + _AROUND],
        (span.start, span.end),
    )


def _said(row: dict[str, Any]) -> tuple[tuple[str, ...], str]:
    """Return the features that are tags, with the layer's name, and the others as a comment."""
    features = [v for k, v in row.items() if isinstance(v, str) and k[:1] not in ("%", "@")]
    layer = str(row["%TYPE"]).rpartition(".")[2]
    tags = tuple(filter(tagged, [layer, *features]))
    return tags or tuple(features), "\n".join(v for v in features if v not in tags)
