"""From ``exercises/<id>/exercise.toml`` to an exercise with its passage and its key."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from slantwise.annotation import Span
from slantwise.articles import Article, Reading, Section, find_root, list_articles, load_article
from slantwise.errors import ContentError
from slantwise.exercises.items import MAIN, check_items, item_texts
from slantwise.exercises.tasks import MODELS, AnyExercise, MarkExercise, Note
from slantwise.readings import Unit, zones
from slantwise.scoring import Key
from slantwise.text import locate
from slantwise.tomlfile import TomlFile, nearest, read_toml

Zone = Literal["core", "contestable", "fair"]


@dataclass(frozen=True, slots=True)
class Item:
    """One passage of the key: its zone, the exercise's note, and who said what about it."""

    zone: Zone
    unit: Unit
    note: Note


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise ready to be shown and checked.

    ``texts`` holds the words that are asked about, by id, in the order of the file; the
    passage or claim that the whole exercise is about stands under ``""``.
    """

    task: AnyExercise
    article: Article | None
    section: Section | None
    texts: Mapping[str, str]

    @property
    def passage_digest(self) -> str:
        """Fingerprint of what is asked, so that an answer is never read into another text."""
        asked = json.dumps([self.task.kind, *self.texts.items()], ensure_ascii=False)
        return _digest(asked)


@dataclass(frozen=True, slots=True)
class Marking(Exercise):
    """An exercise of kind *mark*; its key is over code points of the article."""

    task: MarkExercise
    article: Article
    section: Section
    readings: tuple[Reading, ...]
    key: Key
    items: tuple[Item, ...]

    def zone(self, zone: Zone) -> tuple[Item, ...]:
        """Return the items of one zone, in the order of the key."""
        return tuple(item for item in self.items if item.zone == zone)

    @property
    def passage_digest(self) -> str:
        """Fingerprint of the passage."""
        return _digest(self.texts[MAIN])


def _digest(asked: str) -> str:
    return sha256(asked.encode()).hexdigest()[:16]


def list_exercises(root: Path | None = None) -> list[str]:
    """Return the ids of the course's exercises, sorted."""
    folder = (root or find_root()) / "exercises"
    return sorted(path.parent.name for path in folder.glob("*/exercise.toml"))


def load_exercise(id: str, root: Path | None = None) -> Exercise:
    """Read an exercise; the key of one of kind *mark* is made from the readings it names.

    Raises ContentError, with file and line, for whatever does not fit together.
    """
    root = root or find_root()
    known = list_exercises(root)
    if id not in known:
        raise ContentError(root / "exercises", f"there is no exercise “{id}”", nearest(id, known))
    file = read_toml(root / "exercises" / id / "exercise.toml")
    task = _task(file)
    article = _article(file, task, root)
    section = _section(file, task, article) if article else None
    if isinstance(task, MarkExercise) and article and section:
        return _marking(file, task, article, section)
    assert not isinstance(task, MarkExercise)  # noqa: S101  # it has both, or was refused
    check_items(file, task)
    text = article.text if article else ""
    texts = item_texts(file, task, text, section.span if section else None)
    return Exercise(task, article, section, texts)


def _marking(file: TomlFile, task: MarkExercise, article: Article, section: Section) -> Marking:
    readings = _readings(file, task, article)
    found = zones(article.text, section.span, readings, task.lens)
    by_zone: tuple[tuple[Zone, tuple[Unit, ...]], ...] = (
        ("core", found.core),
        ("contestable", found.contestable),
        ("fair", found.fair),
    )
    try:
        key = Key(found.words, *(tuple(unit.span for unit in units) for _, units in by_zone))
    except ValueError as error:
        raise file.error(("lens",), str(error), "Choose another section or lens.") from None
    spans = _note_spans(file, task, article.text, section.span)
    found_notes = [
        (zone, unit, _note_for(task, spans, zone, unit, article.text))
        for zone, units in by_zone
        for unit in units
    ]
    _refuse_missing(file, article.text, [(z, unit) for z, unit, note in found_notes if not note])
    items = tuple(Item(zone, unit, note) for zone, unit, note in found_notes if note)
    _refuse_unused(file, task, items)
    texts = {MAIN: section.span.of(article.text)}
    return Marking(task, article, section, texts, readings, key, items)


# --- the file ---------------------------------------------------------------------------


def _task(file: TomlFile) -> AnyExercise:
    kind = file.data.get("kind")
    if not isinstance(kind, str) or kind not in MODELS:
        problem = f"there is no kind of exercise “{kind}”" if kind else "“kind” is missing"
        raise file.error(("kind",), problem, nearest(str(kind), list(MODELS)))
    try:
        task = MODELS[kind].model_validate(file.data)
    except ValidationError as error:
        raise _first(file, error, MODELS[kind]) from None
    if task.id != file.path.parent.name:
        remedy = f'Write: id = "{file.path.parent.name}", the name of the folder.'
        raise file.error(("id",), "the id differs from the folder's name", remedy)
    return task


def _first(file: TomlFile, error: ValidationError, model: type[BaseModel]) -> ContentError:
    detail = first_finding(error)
    problem, remedy = explain(detail, row_model(model, detail["loc"]))
    return file.error(detail["loc"], problem, remedy)


def row_model(model: type[BaseModel], where: Sequence[str | int]) -> type[BaseModel]:
    """Return the model of the table in which a key stands, as in ``("note", 2, "quote")``."""
    field = model.model_fields.get(str(where[0])) if len(where) > 2 else None
    inner = [arg for arg in get_args(field.annotation) if isinstance(arg, type)] if field else []
    return next((row for row in inner if issubclass(row, BaseModel)), model)


def first_finding(error: ValidationError) -> ErrorDetails:
    """Return the finding to tell: an unknown key if any, as it explains the one it misses."""
    found = error.errors(include_url=False, include_input=False)
    return next((detail for detail in found if detail["type"] == "extra_forbidden"), found[0])


def explain(detail: ErrorDetails, model: type) -> tuple[str, str]:
    """Return one of pydantic's findings as a problem and a remedy in plain words."""
    name = ".".join(str(part) for part in detail["loc"]) or "the file"
    if detail["type"] == "extra_forbidden":
        fields = getattr(model, "model_fields", {})
        known = [field.alias or key for key, field in fields.items()]
        return f"unknown key “{name}”", nearest(str(detail["loc"][-1]), known)
    if detail["type"] == "missing":
        return f"“{name}” is missing", "Add it."
    message = detail["msg"][:1].lower() + detail["msg"][1:300]
    return f"“{name}” does not fit: {message}", "Correct the value."


def _article(file: TomlFile, task: AnyExercise, root: Path) -> Article | None:
    if task.article is None:
        if task.section is not None:
            raise file.error(("section",), "a section needs an article", 'Add: article = "…"')
        return None
    known = list_articles(root)
    if task.article not in known:
        problem = f"there is no article “{task.article}”"
        raise file.error(("article",), problem, nearest(task.article, known))
    return load_article(task.article, root)


def _section(file: TomlFile, task: AnyExercise, article: Article) -> Section | None:
    if task.section is None:
        return None
    try:
        return article.section(task.section)
    except KeyError:
        remedy = nearest(task.section, [s.id for s in article.sections])
        raise file.error(
            ("section",), f"the article has no section “{task.section}”", remedy
        ) from None


def _readings(file: TomlFile, task: MarkExercise, article: Article) -> tuple[Reading, ...]:
    known = {reading.id: reading for reading in article.readings}
    for id in task.readings:
        if id not in known:
            problem = f"the article has no reading “{id}”"
            raise file.error(("readings",), problem, nearest(id, list(known)))
        if task.readings.count(id) > 1:
            problem = f"the reading “{id}” is named twice"
            raise file.error(("readings",), problem, "Name it once: a reading has one vote.")
    return tuple(known[id] for id in task.readings)


# --- the notes --------------------------------------------------------------------------


def _note_spans(
    file: TomlFile, task: MarkExercise, text: str, within: Span
) -> list[tuple[Span, int]]:
    """Return where each note's quotation stands, with the note's number."""
    found: list[tuple[Span, int]] = []
    for i, note in enumerate(task.note):
        try:
            found.extend((span, i) for span in _quoted(text, within, note))
        except ValueError as error:
            remedy = "Copy the words from the section, with enough of them to occur once."
            raise file.error(("note", i, "quote"), str(error), remedy) from None
    return found


def _quoted(text: str, within: Span, note: Note) -> list[Span]:
    part = within.of(text)
    if not note.all:
        span = locate(part, note.quote)
        return [Span(within.start + span.start, within.start + span.end)]
    starts, at = [], part.find(note.quote)
    while at >= 0:
        starts.append(within.start + at)
        at = part.find(note.quote, at + 1)
    if not starts:
        raise ValueError(f"“{note.quote}” does not occur in the text")
    return [Span(start, start + len(note.quote)) for start in starts]


def _note_for(
    task: MarkExercise,
    spans: list[tuple[Span, int]],
    zone: Zone,
    unit: Unit,
    text: str,
) -> Note | None:
    """Return the note whose quotation fits the unit best: most shared, least beyond it."""
    near = [
        (min(span.end, unit.span.end) - max(span.start, unit.span.start), -span.end + span.start, i)
        for span, i in spans
        if span.overlaps(unit.span)
    ]
    if near:
        return task.note[max(near)[2]]
    if zone == "fair" and unit.marks:
        mark = unit.marks[0][1]
        label = "" if mark.label == "fair" else mark.label
        return Note.model_construct(quote=unit.span.of(text), label=label, why=mark.why)
    return None


def _refuse_missing(file: TomlFile, text: str, missing: Sequence[tuple[Zone, Unit]]) -> None:
    if missing:
        (zone, first), rest = missing[0], [unit.span.of(text) for _, unit in missing[1:]]
        others = f", nor have {', '.join(f'“{words}”' for words in rest)}" if rest else ""
        problem = f"the {zone} passage “{first.span.of(text)}” has no note{others}"
        raise file.error(("note",), problem, "Add a [[note]] with its quote and a why.")


def _refuse_unused(file: TomlFile, task: MarkExercise, items: tuple[Item, ...]) -> None:
    for i, note in enumerate(task.note):
        if not any(item.note is note for item in items):
            problem = "no reading marks this passage, or another note fits it better"
            remedy = "Delete the note: it is never shown."
            raise file.error(("note", i, "quote"), problem, remedy)
