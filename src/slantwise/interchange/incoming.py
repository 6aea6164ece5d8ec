"""Annotations from a file that another tool wrote: JSON from a stranger, read with care.

Read are W3C Web Annotation (a page, a collection, a list, or one annotation), what
Hypothesis and Recogito write, and UIMA CAS JSON, which INCEpTION writes. Keys that are not
known are passed over, as the standard wants it. Nobody's name is taken from the file.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slantwise.errors import ContentError
from slantwise.interchange.anchor import Quote
from slantwise.text import decode, read_bytes

MAX_BYTES = 20_000_000
MAX_ANNOTATIONS = 5000
_PLACE = "TextPositionSelector"
_TAGS = ("tagging", "classifying", "identifying")
_NO_WORDS = ("bookmarking", "highlighting", "linking", "moderating")
_REMEDY = "Export the annotations again, as JSON."


@dataclass(frozen=True, slots=True)
class Incoming:
    """One annotation of a file; ``number`` counts from 1."""

    number: int
    quote: Quote
    tags: tuple[str, ...]
    why: str = ""
    neutral: str = ""


def read_incoming(path: Path) -> list[Incoming]:
    """Read every annotation of a file, one for each of its targets.

    Raises ContentError for a file that is missing, too large, no JSON, or holds none.
    """
    from slantwise.interchange.cas import is_cas, read_cas

    data = _parse(path)
    if is_cas(data):
        found = list(read_cas(data))
    else:
        items = _items(data)
        if items is None:
            problem = "this file holds no annotations that Slantwise knows"
            raise ContentError(path, problem, "It reads W3C Web Annotation and UIMA CAS JSON.")
        found = [one for i, item in enumerate(items, start=1) for one in _read(i, item)]
    if not found:
        raise ContentError(path, "there is no annotation in this file", _REMEDY)
    if len(found) > MAX_ANNOTATIONS:
        problem = f"there are more than {MAX_ANNOTATIONS:,} annotations in this file"
        raise ContentError(path, problem, "Export those of one article and one person.")
    return found


def _parse(path: Path) -> object:
    source = decode(read_bytes(path, MAX_BYTES), path)
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        problem = f"this is not valid JSON: {error.msg}"
        raise ContentError(path, problem, _REMEDY, line=error.lineno) from None
    except (ValueError, RecursionError) as error:  # 5000 digits, 100,000 brackets
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ContentError(path, problem[:200], _REMEDY) from None


def _items(data: object) -> list[Any] | None:
    """Return the annotations of a page, of a collection's first page, or of a tool's list."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    for key in ("items", "rows", "annotations", "@graph"):
        if isinstance(data.get(key), list):
            return list(data[key])
    if isinstance(data.get("first"), dict):
        return _items(data["first"])
    return [data] if "target" in data else None


def _read(number: int, item: object) -> Iterator[Incoming]:
    """Yield what an annotation says of each of its targets; an answer to another says nothing."""
    if not isinstance(item, dict) or item.get("references"):
        return
    tags, why, neutral = _said(item)
    for quote in _quotes(item.get("target")) or [Quote("")]:
        yield Incoming(number, quote, tags, why, neutral)


# --- what is said -----------------------------------------------------------------------


def _said(item: dict[str, Any]) -> tuple[tuple[str, ...], str, str]:
    """Return the tags, the comment and the proposed wording."""
    tags = [tag for tag in _list(item.get("tags")) if isinstance(tag, str)]
    whys = [_text(item, "text"), _text(item, "bodyValue")]
    neutral = ""
    for body in _list(item.get("body", item.get("bodies"))):
        purpose, words = _body(body, _first(item.get("motivation")))
        if purpose in _TAGS:
            tags.append(words)
        elif purpose == "editing":
            neutral = neutral or words
        elif purpose not in _NO_WORDS:
            whys.append(words)
    return tuple(filter(None, tags)), "\n".join(filter(None, whys)), neutral


def _body(body: object, motivation: str) -> tuple[str, str]:
    """Return the purpose and the words of a body; without a purpose, the motivation holds."""
    if not isinstance(body, dict):
        return "linking", ""  # a bare string is an address
    purpose = _first(body.get("purpose")) or motivation
    inside = next((x for x in (body.get("value"), body.get("source")) if isinstance(x, dict)), body)
    words = (_text(where, key) for where in (body, inside) for key in ("value", "label", "name"))
    return purpose, next(filter(None, words), "")


# --- where ------------------------------------------------------------------------------


def _quotes(target: object) -> list[Quote]:
    """Return what each target quotes; Recogito's own lists hold one range a selector."""
    found = []
    for one in _list(target):
        selectors = _selectors(one.get("selector")) if isinstance(one, dict) else []
        ranges = [s for s in selectors if "type" not in s and isinstance(s.get("quote"), str)]
        found += [_quote([r]) for r in ranges] or ([_quote(selectors)] if selectors else [])
    return found


def _selectors(value: object, depth: int = 0) -> list[dict[str, Any]]:
    """Return selectors with those that refine them, which say more."""
    found = [s for s in _list(value) if isinstance(s, dict)]
    if depth < 4:
        found += [r for s in list(found) for r in _selectors(s.get("refinedBy"), depth + 1)]
    return found


def _quote(selectors: list[dict[str, Any]]) -> Quote:
    words = [s for s in selectors if _text(s, "exact") or _text(s, "quote")]
    placed = [s for s in selectors if s.get("type", _PLACE) == _PLACE]
    at = next(filter(None, (_position(s.get("start"), s.get("end")) for s in placed)), None)
    if not words:
        return Quote("", position=at)
    exact = _text(words[-1], "exact") or _text(words[-1], "quote")
    return Quote(exact, _text(words[-1], "prefix"), _text(words[-1], "suffix"), at)


def _position(start: object, end: object) -> tuple[int, int] | None:
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= MAX_BYTES:
        return None
    return start, end


# --- JSON-LD: a value stands alone or in a list ------------------------------------------


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: object) -> str:
    return next((x for x in _list(value) if isinstance(x, str)), "")


def _text(where: dict[str, Any], key: str) -> str:
    value = where.get(key)
    return value if isinstance(value, str) else ""
