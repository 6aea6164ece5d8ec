"""Item by item: how hard, how well it goes with the others, and what was chosen instead.

*Difficulty* is the share of pupils whose label was right or accepted; no answer counts as not
right. The *corrected item-total correlation* goes over pupils: the item against the number of
all other items that were right.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slantwise.classroom.figures import Figure, correlation, share
from slantwise.classroom.gather import Row
from slantwise.exercises.items import MAIN
from slantwise.exercises.load import Exercise
from slantwise.exercises.tasks import (
    ChoiceExercise,
    DossierExercise,
    RewriteExercise,
    TraceExercise,
)
from slantwise.strings import say

GOOD = ("right", "accepted")


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item: ``outcomes`` counts what became of it, ``chosen`` the labels by name."""

    id: str
    words: str
    outcomes: Mapping[str, int]
    right: Figure | None = None
    rest: Figure | None = None
    accepted: tuple[str, ...] = ()
    chosen: Mapping[str, int] | None = None


def results(exercise: Exercise, rows: Sequence[Row]) -> list[ItemResult]:
    """Return what became of every item in the first attempts of a class."""
    outcomes: dict[str, Counter[str]] = {}
    for row in rows:
        for id, what, _ in row.first.items:
            outcomes.setdefault(id, Counter())[what] += 1
    task = exercise.task
    if isinstance(task, ChoiceExercise):
        return list(_choices(exercise, task, rows, outcomes))
    return [
        ItemResult(id, item_words(exercise, id), dict(sorted(counts.items())))
        for id, counts in outcomes.items()
    ]


def _choices(
    exercise: Exercise,
    task: ChoiceExercise,
    rows: Sequence[Row],
    outcomes: Mapping[str, Mapping[str, int]],
) -> Iterator[ItemResult]:
    names = {label.id: label.name for label in task.label}
    right = [{id: what in GOOD for id, what, _ in row.first.items} for row in rows]
    totals = [sum(own.values()) for own in right]
    chosen = {item.id: Counter[str]() for item in task.item}
    for row in rows:
        for id, _, label in row.first.items:
            chosen[id][label] += 1
    for item in task.item:
        own = [float(pupil[item.id]) for pupil in right]
        others = [total - mine for total, mine in zip(totals, own, strict=True)]
        yield ItemResult(
            item.id,
            exercise.texts[item.id],
            outcomes[item.id],
            share(int(sum(own)), len(own)),
            correlation(own, others),
            tuple(names[label] for label in (item.key, *item.also)),
            {names[label]: n for label in names if (n := chosen[item.id][label])},
        )


def wrong(item: ItemResult) -> dict[str, int]:
    """Return which labels drew how many who should not have chosen them, the most first."""
    drew = {name: n for name, n in (item.chosen or {}).items() if name not in item.accepted}
    return dict(sorted(drew.items(), key=lambda pair: -pair[1]))


def item_words(exercise: Exercise, id: str) -> str:
    """Return what an item of a trace, a dossier, an order or a rewrite is called."""
    task = exercise.task
    if isinstance(task, DossierExercise):
        titles = {card.id: card.title for card in task.card}
        return titles.get(id) or say(f"class.item.{id}")
    if isinstance(task, RewriteExercise):
        claims = {f"keep-{keep.id}": keep.claim for keep in task.keep}
        return claims.get(id) or say(f"class.item.{id}")
    if isinstance(task, TraceExercise) and id == "change":
        return say("class.item.change")
    return exercise.texts.get(id) or exercise.texts.get(MAIN, id)
