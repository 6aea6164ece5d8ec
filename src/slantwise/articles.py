"""The articles of a course: a text, where it came from, its sections and its close readings."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slantwise.annotation import Span
from slantwise.errors import ContentError
from slantwise.marks import Mark as Mark  # an article's parts are all to be had here
from slantwise.marks import Reading as Reading
from slantwise.marks import read_marks
from slantwise.text import Layout, fold, layout, locate, read_text
from slantwise.tomlfile import TomlFile, nearest, read_toml

_KEYS = (
    "id",
    "title",
    "language",
    "side",
    "written_for_course",
    "text",
    "provenance",
    "section",
    "reading",
    "actor",
)
_PROVENANCE = ("summary", "title", "byline", "date", "outlet", "link", "note", "rights")
_SECTION = ("id", "title", "heading")
_READING = ("id", "file", "about")
_ACTOR = ("id", "name", "aliases")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article; its span begins with its heading, where it has one."""

    id: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a text's origin; an empty field means that the text came without it."""

    summary: str = ""
    title: str = ""
    byline: str = ""
    date: str = ""
    outlet: str = ""
    link: str = ""
    note: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or is acted upon in an article, and the words that name them."""

    id: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text under study, verbatim, with everything the course knows of it.

    ``side`` names the side that it favours, if any. ``written_for_course`` is the label of
    an example that was written for the course, and stands above it wherever it is shown.
    """

    id: str
    title: str
    language: str
    text: str
    layout: Layout
    sections: tuple[Section, ...]
    provenance: Provenance
    readings: tuple[Reading, ...]
    side: str = ""
    written_for_course: str = ""
    actors: tuple[Actor, ...] = ()

    def section(self, id: str) -> Section:
        """Return a section by its id; raises KeyError."""
        return next((s for s in self.sections if s.id == id), None) or _missing(id)


def _missing(id: str) -> Section:
    raise KeyError(id)


def find_root(start: Path | None = None) -> Path:
    """Return the folder of the course: the one that holds ``_config.yml`` and ``articles/``.

    ``SLANTWISE_ROOT`` names it, or it is looked for upwards from ``start`` (default: the
    current folder). Raises ContentError where there is none.
    """
    named = os.environ.get("SLANTWISE_ROOT")
    start = Path(named or start or Path.cwd()).resolve()
    for folder in (start,) if named else (start, *start.parents):
        if _is_root(folder):
            return folder
    return check_root(start)


def check_root(folder: Path) -> Path:
    """Return the folder of a course, made absolute; raises ContentError where it is none."""
    if _is_root(folder):
        return folder.resolve()
    remedy = "Go to the folder of the course, the one with _config.yml and articles/."
    raise ContentError(folder, "there is no course here", remedy)


def _is_root(folder: Path) -> bool:
    return (folder / "_config.yml").is_file() and (folder / "articles").is_dir()


def list_articles(root: Path | None = None) -> list[str]:
    """Return the ids of the course's articles, sorted."""
    folder = (root or find_root()) / "articles"
    return sorted(path.parent.name for path in folder.glob("*/article.toml"))


def load_article(id: str, root: Path | None = None) -> Article:
    """Read ``articles/<id>/``.

    Raises ContentError for a missing folder, an unknown key, a heading that does not occur
    exactly once, a file outside the folder, or a reading that does not fit the text.
    """
    folder = (root or find_root()) / "articles"
    known = list_articles(folder.parent)
    if id not in known:
        raise ContentError(folder, f"there is no article “{id}”", nearest(id, known))
    file = read_toml(folder / id / "article.toml")
    _check_keys(file)
    text = read_text(_inside(file, ("text",), file.data["text"]))
    if not text.strip():
        remedy = "Put the article's words into it."
        raise ContentError(folder / id / file.data["text"], "the text is empty", remedy)
    return Article(
        id=id,
        title=file.data["title"],
        language=file.data.get("language", "en"),
        text=text,
        layout=layout(text),
        sections=_sections(file, text),
        provenance=Provenance(**file.data.get("provenance", {})),
        readings=tuple(_reading(file, i, text) for i in range(len(file.data.get("reading", ())))),
        side=file.data.get("side", ""),
        written_for_course=file.data.get("written_for_course", ""),
        actors=_actors(file, text),
    )


# --- article.toml -----------------------------------------------------------------------


def _check_keys(file: TomlFile) -> None:
    _refuse_unknown(file, (), file.data, _KEYS)
    for key in ("id", "title", "text"):
        if not isinstance(file.data.get(key), str):
            raise file.error((key,), f"“{key}” is missing or no text", f'Add: {key} = "…"')
    for key in ("language", "side", "written_for_course"):
        if not isinstance(file.data.get(key, ""), str):
            raise file.error((key,), f"“{key}” is no text", f'Write: {key} = "…"')
    if file.data["id"] != file.path.parent.name:
        remedy = f'Write: id = "{file.path.parent.name}", the name of the folder.'
        raise file.error(("id",), "the id differs from the folder's name", remedy)
    provenance = _table(file, ("provenance",), file.data.get("provenance", {}))
    _check_table(file, ("provenance",), provenance, _PROVENANCE, ())
    for name, keys, needed in (
        ("section", _SECTION, ("id", "title")),
        ("reading", _READING, ("id", "file")),
        ("actor", _ACTOR, ("id", "name")),
    ):
        rows = file.data.get(name, [])
        if not isinstance(rows, list):
            raise file.error((name,), f"“{name}” is no list of tables", f"Write [[{name}]].")
        for i, row in enumerate(rows):
            _check_table(file, (name, i), _table(file, (name, i), row), keys, needed)
            if any(row["id"] == other["id"] for other in rows[:i]):
                problem = f"there are two {name}s with the id “{row['id']}”"
                raise file.error((name, i, "id"), problem, "Give each its own.")


def _table(file: TomlFile, where: tuple[str | int, ...], value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise file.error(where, f"“{where[0]}” is no table", f"Write [{where[0]}].")
    return value


def _check_table(
    file: TomlFile,
    where: tuple[str | int, ...],
    table: dict[str, Any],
    keys: tuple[str, ...],
    needed: tuple[str, ...],
) -> None:
    _refuse_unknown(file, where, table, keys)
    for key in needed:
        if key not in table:
            raise file.error(where, f"“{key}” is missing", f'Add: {key} = "…"')
    for key, value in table.items():
        if key != "aliases" and not isinstance(value, str):
            raise file.error((*where, key), f"“{key}” is no text", "Put it in quotation marks.")


def _inside(file: TomlFile, where: tuple[str | int, ...], name: str) -> Path:
    """Return the path of a file that stands in the article's folder; refuse any other."""
    folder = file.path.parent.resolve()
    if "\0" not in name and (folder / name).resolve().is_relative_to(folder):
        return file.path.parent / name
    problem = f"“{name}” is outside the article's folder"
    raise file.error(where, problem, "Put the file into the folder, and write its name alone.")


def _refuse_unknown(
    file: TomlFile, where: tuple[str | int, ...], table: dict[str, Any], keys: tuple[str, ...]
) -> None:
    for key in table:
        if key not in keys:
            raise file.error((*where, key), f"unknown key “{key}”", nearest(key, keys))


def _sections(file: TomlFile, text: str) -> tuple[Section, ...]:
    rows = file.data.get("section") or [{"id": "text", "title": file.data["title"]}]
    starts = [_section_start(file, i, row, text) for i, row in enumerate(rows)]
    if starts != sorted(set(starts)):
        raise file.error(("section",), "the sections are out of order", "Sort them as in the text.")
    ends = [*starts[1:], len(text)]
    empty = [i for i, (a, b) in enumerate(zip(starts, ends, strict=True)) if not text[a:b].strip()]
    if empty:
        remedy = "Delete it: the text begins with a heading."
        raise file.error(("section", empty[0]), "the section holds no words", remedy)
    spans = [_trim(text, a, b) for a, b in zip(starts, ends, strict=True)]
    return tuple(
        Section(row["id"], row["title"], span) for row, span in zip(rows, spans, strict=True)
    )


def _section_start(file: TomlFile, i: int, row: dict[str, str], text: str) -> int:
    heading = row.get("heading", "")
    if not heading and i == 0:
        return 0
    try:
        return locate(text, heading).start
    except ValueError as error:
        remedy = "Copy the heading from the text, letter by letter."
        raise file.error(("section", i, "heading"), str(error), remedy) from None


def _trim(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _actors(file: TomlFile, text: str) -> tuple[Actor, ...]:
    """Return the declared actors; every alias must occur, and stand for one actor only."""
    made, seen, low = list[Actor](), dict[str, str](), fold(text)
    for i, row in enumerate(file.data.get("actor", ())):
        aliases, where = row.get("aliases"), ("actor", i, "aliases")
        if not isinstance(aliases, list) or not aliases or not all(map(_is_words, aliases)):
            remedy = 'Write: aliases = ["…"], the words by which the text names this actor.'
            raise file.error(where, f"“{row['id']}” has no list of aliases", remedy)
        for alias in aliases:
            if fold(alias) not in low:
                problem = f"the alias “{alias}” does not occur in the text"
                raise file.error(where, problem, "Copy it from the text, letter by letter.")
            if alias in seen:
                problem = f"“{alias}” is an alias of “{seen[alias]}” and of “{row['id']}”"
                raise file.error(where, problem, "Leave it to one of them.")
            seen[alias] = row["id"]
        made.append(Actor(row["id"], row["name"], tuple(aliases)))
    return tuple(made)


def _is_words(value: object) -> bool:
    return isinstance(value, str) and any(c.isalnum() for c in value)


# --- readings ---------------------------------------------------------------------------


def _reading(file: TomlFile, i: int, text: str) -> Reading:
    row = file.data["reading"][i]
    path = _inside(file, ("reading", i, "file"), row["file"])
    return Reading(row["id"], row.get("about", ""), read_marks(path, text))
