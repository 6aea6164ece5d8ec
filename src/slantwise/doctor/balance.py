"""Whether about half of what is asked is fair, and whether both sides get the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slantwise.doctor.course import Case, Check
from slantwise.errors import ContentError
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.tasks import ChoiceExercise

HALF = 0.5
# Fewer flawed items with a side say nothing of a course: of nine, chance alone gives one side
# six or more in half of all cases.
ENOUGH = 10
# How far a share may be off: that of fair items, and that of a side among the flawed ones. Whoever
# always suspects one of two sides is then right in six of ten flawed items at most, which is too
# little to pass by. A narrower band would punish a course of twenty items for one item too many.
TOLERANCE = 0.1


class Asked(NamedTuple):
    """Something that is judged: whether it is fair, and which side it favours, if any."""

    fair: bool
    side: str | None


def asked(exercise: Exercise) -> list[Asked]:
    """Return what an exercise asks to tell apart; nothing where fair and flawed do not apply.

    Of a passage to mark these are its core and its fair units; of items, those of a kind
    with labels, where some labels ask a question and some do not.
    """
    if isinstance(exercise, Marking):
        side = exercise.article.side or None
        core = [Asked(False, side)] * len(exercise.zone("core"))
        return [*core, *([Asked(True, side)] * len(exercise.zone("fair")))]
    task = exercise.task
    if not isinstance(task, ChoiceExercise):
        return []
    asks = {label.id for label in task.label if label.asks}
    return [Asked(item.key not in asks, item.side) for item in task.item] if asks else []


def balance(cases: Sequence[Case]) -> tuple[Check, ...]:
    """Return how fair and flawed items, and the sides, are shared out."""
    return (_each(cases), _course(cases), _sides(cases))


def _each(cases: Sequence[Case]) -> Check:
    found: list[ContentError] = []
    checked = 0
    for case in cases:
        if rows := asked(case.exercise):
            checked += 1
            found.extend(_share(case, rows))
    return Check("40 to 60 % of each exercise are fair", checked, tuple(found))


def _share(case: Case, rows: Sequence[Asked]) -> Iterator[ContentError]:
    fair, wanted = sum(row.fair for row in rows), _wanted(case.exercise)
    if _is_off(fair / len(rows), wanted):
        problem = f"{fair} of {len(rows)} items are fair"
        band = f"between {wanted - TOLERANCE:.0%} and {wanted + TOLERANCE:.0%}"
        remedy = f"Bring it to {band}: add or take away fair items."
        where = "item"
        if isinstance(case.exercise, Marking):
            remedy = f"Bring it to {band}: mark more, or fewer, as fair in the readings."
            where = "readings"
        yield case.finding((where,), problem, remedy)


def _wanted(exercise: Exercise) -> float:
    """Return the share of fair items that an exercise is meant to have."""
    return getattr(exercise.task, "fair_share", None) or HALF


def _is_off(share: float, wanted: float) -> bool:
    return abs(share - wanted) > TOLERANCE + 1e-9


def _course(cases: Sequence[Case]) -> Check:
    """Check the course as a whole, less what has another share on purpose."""
    usual = [case for case in cases if _wanted(case.exercise) == HALF]
    rows = [row for case in usual for row in asked(case.exercise)]
    fair = sum(row.fair for row in rows)
    share = fair / len(rows) if rows else HALF
    found: tuple[ContentError, ...] = ()
    if _is_off(share, HALF):
        problem = f"{fair} of {len(rows)} items of the course are fair"
        remedy = "Bring it to between 40 and 60 %."
        found = (ContentError("exercises", problem, remedy),)
    note = f"{fair} of {len(rows)} items, {share:.0%}" if rows else "nothing to tell apart"
    return Check("40 to 60 % of the whole course are fair", len(rows), found, note)


def _sides(cases: Sequence[Case]) -> Check:
    """Check that among the flawed items no side has a share far from the others'."""
    rows = [row for case in cases for row in asked(case.exercise) if row.side]
    flawed = Counter(row.side for row in rows if not row.fair)
    named = sorted({row.side for row in rows if row.side})
    total = sum(flawed.values())
    told = ", ".join(f"{side} {flawed[side]}" for side in named)
    demand = "Each side is equally often the flawed one"
    if len(named) < 2 or total < ENOUGH:
        note = f"too few to tell: {told or 'no item has a side'}"
        return Check(demand, len(rows), (), note)
    even = 1 / len(named)
    far = [side for side in named if _is_off(flawed[side] / total, even)]
    problem = f"the flawed items are not shared evenly between the sides: {told}"
    remedy = "Add flawed items of the side that has fewer, or fair ones in place of the others."
    found = (ContentError("exercises", problem, remedy),) if far else ()
    return Check(demand, len(rows), found, f"flawed: {told}")
