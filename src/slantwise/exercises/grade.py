"""One attempt, compared with its exercise: whether it fits, and what it comes to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slantwise.annotation import Span
from slantwise.exercises.items import MAIN, card_keys, choice_key, ranks, right_one
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.rewrite import grade_rewrite
from slantwise.exercises.schema import (
    AnyAttempt,
    Attempt,
    ChoiceAttempt,
    DossierAttempt,
    OrderAttempt,
    ReflectAttempt,
    RewriteAttempt,
    TraceAttempt,
)
from slantwise.exercises.tasks import (
    ChoiceExercise,
    DossierExercise,
    OrderExercise,
    ReflectExercise,
    RewriteExercise,
    TraceExercise,
)
from slantwise.scoring import Report, certainty_points, compare
from slantwise.scoring_items import (
    Figures,
    Graded,
    grade_choices,
    grade_dossier,
    grade_order,
    grade_trace,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt, checked.

    ``score`` lies in [0, 1] and is None where nothing is scored; ``points`` are those of
    certainty-based marking; ``items`` tells what became of each item; ``report`` has the
    details of marks.
    """

    score: float | None
    passed: bool
    points: int | None
    items: tuple[tuple[str, str], ...] = ()
    figures: Figures = field(default_factory=dict)
    report: Report | None = None


def check_attempt(exercise: Exercise, attempt: AnyAttempt) -> Outcome:
    """Score one attempt; raises TypeError for one of another kind of exercise."""
    task = exercise.task
    if isinstance(exercise, Marking) and isinstance(attempt, Attempt):
        return _marks(exercise, attempt)
    if isinstance(task, ReflectExercise) and isinstance(attempt, ReflectAttempt):
        return Outcome(None, bool(attempt.text.strip()), None)
    graded = _graded(exercise, attempt)
    passed = graded.score >= task.pass_
    points = _points(graded, passed, attempt)
    return Outcome(graded.score, passed, points, graded.items, graded.figures)


def _marks(exercise: Marking, attempt: Attempt) -> Outcome:
    report = compare(exercise.key, [Span(m.start, m.end) for m in attempt.marks])
    passed = report.score >= exercise.task.pass_
    points = certainty_points(passed, attempt.certainty)
    return Outcome(report.score, passed, points, report=report)


def _graded(exercise: Exercise, attempt: AnyAttempt) -> Graded:
    match exercise.task, attempt:
        case ChoiceExercise() as task, ChoiceAttempt():
            given = {c.item: c.choice for c in attempt.choices}
            return grade_choices(choice_key(task), given, _certainties(attempt))
        case OrderExercise() as task, OrderAttempt():
            return grade_order(ranks(task), task.shown, attempt.order)
        case TraceExercise() as task, TraceAttempt():
            parts = {link.id: link.part for link in task.link}
            return grade_trace(parts, right_one(task.change), attempt.links, attempt.change)
        case DossierExercise() as task, DossierAttempt():
            accepted = [v.id for v in task.verdict if v.accepted]
            right = right_one(task.verdict)
            return grade_dossier(card_keys(task), right, accepted, attempt.opened, attempt.verdict)
        case RewriteExercise() as task, RewriteAttempt():
            return grade_rewrite(task, exercise.texts[MAIN], attempt.text)
    raise TypeError(f"{type(attempt).__name__} is no attempt at “{exercise.task.kind}”")


def _certainties(attempt: ChoiceAttempt) -> dict[str, int]:
    return {c.item: c.certainty for c in attempt.choices if c.certainty}


def _points(graded: Graded, passed: bool, attempt: AnyAttempt) -> int | None:
    if isinstance(attempt, RewriteAttempt | ReflectAttempt):
        return None
    if not isinstance(attempt, ChoiceAttempt) or attempt.certainty is not None:
        return certainty_points(passed, attempt.certainty or 1)
    sure = _certainties(attempt)
    return sum(
        certainty_points(outcome != "wrong", sure[id])
        for id, outcome in graded.items
        if outcome != "blank" and id in sure
    )


# --- whether an attempt fits ------------------------------------------------------------


def misfit(exercise: Exercise, attempt: AnyAttempt) -> str | None:
    """Return why an attempt cannot be one at this exercise, or None where it fits."""
    return next(_misfits(exercise, attempt), None)


def _misfits(exercise: Exercise, attempt: AnyAttempt) -> Iterator[str]:
    match exercise.task, attempt:
        case _, Attempt() if isinstance(exercise, Marking):
            yield from _strange_marks(exercise, attempt)
        case ChoiceExercise() as task, ChoiceAttempt():
            known = {item.id: [label.id for label in task.label] for item in task.item}
            yield from _strange(known, [c.item for c in attempt.choices])
            for c in attempt.choices:
                yield from _strange(dict.fromkeys(known[c.item]), [c.choice])
            yield from _uncertain(task, attempt)
        case OrderExercise() as task, OrderAttempt():
            ids = dict.fromkeys(step.id for step in task.step)
            yield from _strange(ids, attempt.order)
            if len(attempt.order) != len(ids):
                yield "a step is missing in the order"
        case TraceExercise() as task, TraceAttempt():
            yield from _strange(dict.fromkeys(link.id for link in task.link), attempt.links)
            yield from _strange(dict.fromkeys(c.id for c in task.change), _one(attempt.change))
        case DossierExercise() as task, DossierAttempt():
            yield from _strange(dict.fromkeys(card.id for card in task.card), attempt.opened)
            yield from _strange(dict.fromkeys(v.id for v in task.verdict), _one(attempt.verdict))
            if len(attempt.opened) > task.opens:
                yield f"{len(attempt.opened)} cards are open, and {task.opens} may be"
        case RewriteExercise(), RewriteAttempt():
            return
        case ReflectExercise() as task, ReflectAttempt():
            yield from _strange(dict.fromkeys(check.id for check in task.check), attempt.ticked)
        case _:
            yield f"it is no answer to an exercise of kind “{exercise.task.kind}”"


def _one(id: str | None) -> list[str]:
    return [] if id is None else [id]


def _strange(known: Mapping[str, object], ids: Sequence[str]) -> Iterator[str]:
    for i, id in enumerate(ids):
        if id not in known:
            yield f"there is no “{id}” in it"
        elif id in ids[:i]:
            yield f"“{id}” stands twice"


def _uncertain(task: ChoiceExercise, attempt: ChoiceAttempt) -> Iterator[str]:
    each = [c.certainty is not None for c in attempt.choices]
    if task.certainty == "each" and (not all(each) or attempt.certainty is not None):
        yield "the certainty does not stand with each choice"
    elif task.certainty == "once" and (any(each) or attempt.certainty is None):
        yield "the certainty does not stand once for all choices"


def _strange_marks(exercise: Marking, attempt: Attempt) -> Iterable[str]:
    text, within = exercise.article.text, exercise.section.span
    for m in attempt.marks:
        inside = within.start <= m.start < m.end <= within.end
        if not inside or text[m.start : m.end] != m.quote:
            yield f"{m.start} to {m.end} is not “{m.quote[:60]}”"
