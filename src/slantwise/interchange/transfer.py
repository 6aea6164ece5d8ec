"""A reading out of the course, and into it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slantwise.articles import Article, load_article
from slantwise.errors import ContentError
from slantwise.interchange.anchor import Ground, place, unit_of
from slantwise.interchange.incoming import Incoming, read_incoming
from slantwise.interchange.store import add_reading
from slantwise.marks import Mark, Reading, ordered
from slantwise.output.web_annotation import body, page, target
from slantwise.taxonomy import Shelf, tagged
from slantwise.tomlfile import nearest

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHOWN = 60  # characters of a quotation that a line shows


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the reading's file, its marks, and a line for each that failed."""

    path: Path
    marks: tuple[Mark, ...]
    problems: tuple[str, ...]


def export_reading(article: Article, id: str) -> dict[str, Any]:
    """Return a reading as a W3C annotation page; raises ContentError for an unknown id."""
    known = {reading.id: reading for reading in article.readings}
    if id not in known:
        problem = f"the article “{article.id}” has no reading “{id}”"
        raise ContentError(f"articles/{article.id}", problem, nearest(id, list(known)))
    items = [_item(mark, i, article) for i, mark in enumerate(known[id].marks, start=1)]
    about = _about(article, known[id])
    return page(items, partOf={"type": "AnnotationCollection", "label": about})


def import_reading(article: Article, path: Path, id: str, about: str, root: Path) -> Imported:
    """Bring a file of annotations into the course as a new reading of an article.

    Raises ContentError where the file cannot be read, where none of it fits, or where the
    reading cannot be added; then nothing is written.
    """
    _check_names(article, id, about)
    marks, problems = to_marks(article.text, read_incoming(path))
    if not marks:
        why = problems[0].rstrip(".") if problems else "it is empty"
        raise ContentError(path, f"no annotation fits the article: {why}", "Nothing was written.")
    written = add_reading(root, article, Reading(id, about, marks))
    load_article(article.id, root)  # what was written can be read
    return Imported(written, marks, tuple(problems))


def to_marks(text: str, incoming: Iterable[Incoming]) -> tuple[tuple[Mark, ...], list[str]]:
    """Return what fits the text as marks, and a line for each annotation that does not."""
    incoming = list(incoming)
    ground = Ground.of(text)
    unit = unit_of(ground, (one.quote for one in incoming))
    marks: list[Mark] = []
    problems: list[str] = []
    for one in incoming:
        try:
            kinds = list(_kinds(one.tags))
            span = place(ground, one.quote, unit)
        except ValueError as error:
            problems.append(_line(one, str(error)))
        else:
            marks += (Mark(span, lens, label, one.why, one.neutral) for lens, label in kinds)
    return ordered(marks), problems


# --- tags -------------------------------------------------------------------------------


def _kinds(tags: tuple[str, ...]) -> Iterator[tuple[Any, str]]:
    """Yield the lens (None: fair) and the label of every mark that tags ask for.

    A lens alone is a mark without a label of its own, unless another tag has one for it.
    """
    plain = [found for found in map(tagged, tags) if found]
    if not plain:
        said = ", ".join(tag[:30] for tag in tags[:4])
        raise ValueError(f"no tag is a lens or a label ({said})" if said else "it has no tag")
    lenses = dict.fromkeys(lens for lens, label in plain if not label)
    hint: Shelf | None = next(iter(lenses)) if len(lenses) == 1 else None
    found = dict.fromkeys(filter(None, (tagged(tag, hint) for tag in tags)))
    labelled = {lens for lens, label in found if label not in ("", lens)}
    for lens, label in found:
        if label not in ("", lens) or lens not in labelled:
            yield (None if lens == "fair" else lens), label or lens


def _line(one: Incoming, problem: str) -> str:
    words = " ".join(one.quote.exact.split())
    shown = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
    line = f"annotation {one.number}{f' (“{shown}”)' if shown else ''}: {problem}."
    return "".join(c if c.isprintable() else "\ufffd" for c in line)


# --- out --------------------------------------------------------------------------------


def _item(mark: Mark, number: int, article: Article) -> dict[str, Any]:
    bodies = [body("tagging", mark.lens or "fair"), body("tagging", mark.label)]
    if mark.why:
        bodies.append(body("commenting", mark.why))
    if mark.neutral:
        bodies.append(body("editing", mark.neutral))
    return {
        "id": f"#slantwise-{number}",
        "type": "Annotation",
        "motivation": ["tagging", "commenting"],
        "body": bodies,
        "target": target(mark.span, article.text, f"{article.id}/article.txt"),
    }


def _about(article: Article, reading: Reading) -> str:
    """Say whose reading of what this is, and what holds for the words that it quotes."""
    rights = article.provenance.rights
    words = f"Of the article, whose words are quoted: {rights}" if rights else ""
    return f"{article.title}. Reading {reading.name}. {reading.about} {words}".strip()


# --- names ------------------------------------------------------------------------------


def _check_names(article: Article, id: str, about: str) -> None:
    if len(id) > 80 or not _ID.fullmatch(id):
        remedy = "Use small letters, digits and hyphens, such as --id my-class."
        raise ContentError(f"articles/{article.id}", f"“{id[:80]}” is no id", remedy)
    if any(reading.id == id for reading in article.readings):
        problem = f"the article has a reading “{id}” already"
        raise ContentError(f"articles/{article.id}", problem, "Choose another --id.")
    if len(about) > 1000 or not about.replace(" ", "x").isprintable():
        problem = "the words of --about are too long, or no plain line"
        raise ContentError(f"articles/{article.id}", problem, "Write one sentence.")
