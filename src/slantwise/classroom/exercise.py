"""One exercise in the report: what the class did in it, as far as its kind can tell."""

from collections.abc import Iterator, Sequence
from html import escape

from slantwise.classroom import heatmap
from slantwise.classroom.gather import Row
from slantwise.classroom.html import (
    calibration,
    number,
    paragraph,
    shorten,
    table,
    told,
    told_share,
)
from slantwise.classroom.items import ItemResult, results, wrong
from slantwise.classroom.marked import Heat
from slantwise.classroom.sums import certainty, changes, figures, revisions, totals
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.tasks import ChoiceExercise
from slantwise.strings import say


def section(exercise: Exercise, rows: Sequence[Row], heat: Heat | None) -> str:
    """Return an exercise's part of the report."""
    return f'<section id="{exercise.task.id}">{"".join(_parts(exercise, rows, heat))}</section>'


def _parts(exercise: Exercise, rows: Sequence[Row], heat: Heat | None) -> Iterator[str]:
    task = exercise.task
    yield f"<h2>{escape(task.title)}</h2>"
    kind = say(f"class.kind.{task.kind}")
    yield paragraph(say("class.exercise", id=task.id, kind=kind, n=len(rows)), "kicker")
    if isinstance(exercise, Marking) and heat:
        yield from _marks(exercise, heat)
    elif isinstance(task, ChoiceExercise):
        yield _choices(results(exercise, rows), task.title)
    elif task.kind == "reflect":
        yield paragraph(say("class.reflect"))
    else:
        yield _counts(results(exercise, rows), task.title)
    yield _summary(rows, task.title)


def _marks(exercise: Marking, heat: Heat) -> Iterator[str]:
    yield f"<h3>{escape(say('class.heat'))}</h3>{heatmap.heat_map(exercise, heat)}"
    yield f"<h3>{escape(say('class.prompts'))}</h3>{heatmap.prompts(heat)}"
    yield f"<h3>{escape(say('class.places'))}</h3>{heatmap.places(heat, exercise.task.title)}"
    among = say("class.none")
    if heat.among is not None:
        among = say("class.alpha.few", alpha=number(heat.among))
    rows = [
        (say("class.alpha.within"), told(heat.within)),
        (say("class.alpha.beside"), told(heat.beside)),
        (say("class.alpha.among", n=heat.readings), among),
    ]
    heads = [say("class.alpha.who"), say("class.alpha.value")]
    made = table(say("class.alpha.caption"), heads, rows, exercise.task.title)
    yield f"<h3>{escape(say('class.alpha'))}</h3>{made}"


# --- items ------------------------------------------------------------------------------


def _choices(found: Sequence[ItemResult], where: str) -> str:
    rows = [
        (
            shorten(item.words),
            ", ".join(item.accepted),
            told_share(sum(item.outcomes.get(x, 0) for x in ("right", "accepted")), item.right)
            if item.right
            else say("class.none"),
            told(item.rest),
            _drew(item),
        )
        for item in found
    ]
    heads = [say(f"class.items.{name}") for name in ("words", "key", "right", "rest", "wrong")]
    made = table(say("class.items.caption"), heads, rows, where)
    return f"<h3>{escape(say('class.items'))}</h3>{paragraph(say('class.items.how'))}{made}"


def _drew(item: ItemResult) -> str:
    drew = [f"{name}: {n}" for name, n in wrong(item).items()]
    if blank := item.outcomes.get("blank"):
        drew.append(say("class.items.blank", n=blank))
    return "; ".join(drew) or say("class.none")


def _counts(found: Sequence[ItemResult], where: str) -> str:
    rows = [
        (
            shorten(item.words),
            "; ".join(f"{say(f'class.outcome.{what}')}: {n}" for what, n in item.outcomes.items()),
        )
        for item in found
    ]
    heads = [say("class.items.words"), say("class.items.counts")]
    made = table(say("class.counts.caption"), heads, rows, where)
    return f"<h3>{escape(say('class.items'))}</h3>{made}"


# --- how well, how sure, what changed ---------------------------------------------------


def _summary(rows: Sequence[Row], where: str) -> str:
    first = figures([row.first for row in rows])
    pairs = revisions(rows)
    later, change = figures([after for _, after in pairs]), changes(pairs)
    names = [name for name in ("hits", "alarms", "j", "brier", "score") if name in first]
    if not names:
        return ""
    heads = [say(f"class.summary.{name}") for name in ("figure", "first")]
    lines = [[say(f"class.measure.{name}"), told(first[name])] for name in names]
    if pairs:
        heads += [say(f"class.summary.{name}") for name in ("revised", "change")]
        for name, line in zip(names, lines, strict=True):
            line += [told(later.get(name)), told(change.get(name), signed=True)]
    revised = paragraph(say("class.revised", n=len(pairs))) if pairs else ""
    made = table(say("class.summary.caption"), heads, lines, where)
    sure = calibration(certainty(rows), where)
    return f"<h3>{escape(say('class.summary'))}</h3>{_totals(rows)}{revised}{made}{sure}"


def _totals(rows: Sequence[Row]) -> str:
    counts = totals(rows)
    if not counts.of_hits + counts.of_alarms:
        return ""
    numbers = {name: getattr(counts, name) for name in ("hits", "of_hits", "alarms", "of_alarms")}
    return paragraph(say("class.totals", **numbers))
