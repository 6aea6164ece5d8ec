"""Three tables for a spreadsheet: answers, items, and words of marked texts."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from slantwise.classroom.figures import Figure, share
from slantwise.classroom.gather import Class, Row
from slantwise.classroom.items import ItemResult, results
from slantwise.classroom.marked import Heat
from slantwise.classroom.sums import alarm_rate, brier, discernment, hit_rate
from slantwise.exercises.load import Exercise, Marking

Cell = str | int | float | bool | None
Line = Sequence[Cell]
# Where a spreadsheet begins to reckon; the wide forms do so in some languages.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SHEETS = ("answers.csv", "items.csv", "words.csv")
_FIGURE = ("", "_low", "_high", "_pupils")


def sheet(lines: Iterable[Line]) -> str:
    """Return a table as CSV, such that no text in it is taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in line] for line in lines)
    return "\ufeff" + file.getvalue()  # without the mark, Excel takes it for another encoding


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return f"{value:.4f}" if isinstance(value, float) else str(value).lower()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    text = text.encode("utf-8", "replace").decode()  # a file's name may be no text
    return "'" + text if text.lstrip(" ").startswith(RISKY) else text


def sheets(found: Class, heats: dict[str, Heat]) -> dict[str, str]:
    """Return the tables by their file's name."""
    made = (_answers(found), _items(found, heats), _words(found, heats))
    return dict(zip(SHEETS, map(sheet, made), strict=True))


def names(found: Class, folder: Path) -> str:
    """Return the table that maps pseudonyms to files: the only place with their names."""
    rows = [(pupil, str(folder / file)) for pupil, files in found.pupils.items() for file in files]
    return sheet([("pupil", "file"), *rows])


# --- answers ----------------------------------------------------------------------------

_ANSWER = (
    "pupil", "exercise", "kind", "passed", "score", "revised_score", "hits", "of_hits", "alarms",
    "of_alarms", "hit_rate", "false_alarm_rate", "j", "times_sure", "brier",
)  # fmt: skip


def _answers(found: Class) -> Iterator[Line]:
    yield _ANSWER
    for id, rows in found.rows.items():
        yield from (_answer(row, found.exercises[id]) for row in sorted(rows, key=_pupil))


def _pupil(row: Row) -> str:
    return row.pupil


def _answer(row: Row, exercise: Exercise) -> Line:
    first, counts = row.first, row.first.record.counts
    return (
        row.pupil,
        exercise.task.id,
        exercise.task.kind,
        first.passed,
        first.record.first,
        row.revised.record.first if row.revised else None,
        *(counts.hits, counts.of_hits, counts.alarms, counts.of_alarms),
        *(hit_rate(first), alarm_rate(first), discernment(first)),
        len(first.record.sure),
        brier(first),
    )


# --- items ------------------------------------------------------------------------------

_ITEM = (
    "exercise", "item", "words", "zone_or_key", "readings", *(f"share{x}" for x in _FIGURE),
    *(f"rest{x}" for x in _FIGURE), "counts",
)  # fmt: skip


def _items(found: Class, heats: dict[str, Heat]) -> Iterator[Line]:
    yield _ITEM
    for id, rows in found.rows.items():
        if id in heats:
            yield from _places(id, heats[id])
        else:
            yield from (_item(id, item) for item in results(found.exercises[id], rows))


def _places(id: str, heat: Heat) -> Iterator[Line]:
    for i, place in enumerate(heat.places, start=1):
        counts = f"marked {place.marked}; left {heat.pupils - place.marked}"
        own = (id, f"{i}", place.words, place.zone, f"{place.readers} of {heat.readings}")
        yield (*own, *_figure(place.share), *_figure(None), counts)


def _item(id: str, item: ItemResult) -> Line:
    counts = "; ".join(f"{name} {n}" for name, n in (item.chosen or item.outcomes).items())
    key = ", ".join(item.accepted)
    return (id, item.id, item.words, key, "", *_figure(item.right), *_figure(item.rest), counts)


def _figure(figure: Figure | None) -> Line:
    return (figure.value, figure.low, figure.high, figure.n) if figure else (None,) * 4


# --- words ------------------------------------------------------------------------------

_WORD = (
    "exercise", "word", "start", "end", "text", "marked", *(f"share{x}" for x in _FIGURE),
    "readings_marked", "readings",
)  # fmt: skip


def _words(found: Class, heats: dict[str, Heat]) -> Iterator[Line]:
    yield _WORD
    for id, heat in heats.items():
        exercise = found.exercises[id]
        if not isinstance(exercise, Marking):
            continue
        text = exercise.article.text
        for i, (span, n, votes) in enumerate(zip(heat.words, heat.counts, heat.votes, strict=True)):
            told = _figure(share(n, heat.pupils))
            yield (id, i + 1, span.start, span.end, span.of(text), n, *told, votes, heat.readings)
