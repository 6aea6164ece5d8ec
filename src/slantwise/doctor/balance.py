"""Whether about half of what is asked is fair, and whether both sides get the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slantwise.doctor.course import Case, Check
from slantwise.errors import ContentError
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.tasks import ChoiceExercise

LEAST, MOST = 0.4, 0.6
A_TEST, MOST_OF_A_TEST = 20, 0.8
# Fewer flawed items with a side say nothing of a course: of nine, chance alone gives one side
# six or more in half of all cases.
ENOUGH = 10
# As for fair items: whoever always suspects one side is then right in six of ten flawed items at
# most, which is too little to pass by. A narrower band would punish a course of twenty items
# for one item too many.
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
    return Check(
        "40 to 60 % of each fair (80 % from 20 items)",
        checked,
        tuple(found),
    )


def _share(case: Case, rows: Sequence[Asked]) -> Iterator[ContentError]:
    fair = sum(row.fair for row in rows)
    # A long set at the end is to be like a good newspaper: mostly in order (docs: teaching).
    most = MOST_OF_A_TEST if len(rows) >= A_TEST else MOST
    if not LEAST <= fair / len(rows) <= most:
        problem = f"{fair} of {len(rows)} items are fair"
        how = "add or take away fair items"
        if isinstance(case.exercise, Marking):
            how = "mark more, or fewer, as fair in the readings"
        remedy = f"Bring it to between {100 * LEAST:.0f} and {100 * most:.0f} %: {how}."
        yield case.finding(
            ("item",) if "item" in case.file.data else ("readings",), problem, remedy
        )


def _course(cases: Sequence[Case]) -> Check:
    rows = [row for case in cases for row in asked(case.exercise)]
    fair = sum(row.fair for row in rows)
    share = fair / len(rows) if rows else 0.5
    found: tuple[ContentError, ...] = ()
    if not LEAST <= share <= MOST:
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
    far = [side for side in named if abs(flawed[side] / total - even) > TOLERANCE]
    problem = f"the flawed items are not shared evenly between the sides: {told}"
    remedy = "Add flawed items of the side that has fewer, or fair ones in place of the others."
    found = (ContentError("exercises", problem, remedy),) if far else ()
    return Check(demand, len(rows), found, f"flawed: {told}")
