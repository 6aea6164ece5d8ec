"""What an exercise proves by being answered: the key passes, and what needs no reading fails."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random

from slantwise.annotation import Span
from slantwise.doctor.course import Case, Check
from slantwise.errors import ContentError
from slantwise.exercises.attempts import KEY, attempts, choices_of, marks_of
from slantwise.exercises.grade import check_attempt
from slantwise.exercises.items import right_one
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.schema import AnyAttempt, DossierAttempt, OrderAttempt, TraceAttempt
from slantwise.exercises.tasks import (
    ChoiceExercise,
    DossierExercise,
    OrderExercise,
    RewriteExercise,
    TraceExercise,
)

SEEDS = range(100)
# Of a class of thirty that guesses, three lucky ones at most. Demanding none would only test the
# seeds: with eight items and two labels, one guess in seven is right often enough.
LUCKY = 0.1
# Half of these hangs on one judgement among three or four, and two of four may be accepted:
# whoever guesses it is right every other time, which no other item can make up for.
LUCKY_VERDICT = 0.5


def proofs(cases: Sequence[Case]) -> tuple[Check, ...]:
    """Return what the answers to every exercise prove."""
    return (
        _check("The key scores 1.0 and passes", cases, _key),
        _check("Answers that need no reading fail", cases, _lazy),
        _check("Guessing passes in few of 100 tries", cases, _random),
        _check("Scores stay between 0 and 1", cases, _bounds),
        _check("More that is right never scores less", cases, _growth),
    )


def _check(
    demand: str, cases: Sequence[Case], look: Callable[[Case], Iterator[ContentError]]
) -> Check:
    return Check(demand, len(cases), tuple(found for case in cases for found in look(case)))


def _key(case: Case) -> Iterator[ContentError]:
    made = attempts(case.exercise)
    if KEY not in made:
        problem = "no model answer of level 3 proves that it can be solved"
        yield case.finding(("model",), problem, "Add a [[model]] with level = 3 that passes.")
        return
    outcome = check_attempt(case.exercise, made[KEY])
    if outcome.score not in (1.0, None) or not outcome.passed:
        key = _key_name(case.exercise)
        problem = f"{key} scores {outcome.score}, and should score 1.0"
        failed = ", ".join(
            id for id, result in outcome.items if result in ("missed", "wrong", "failed")
        )
        remedy = f"Look at: {failed}." if failed else "Look at what counts as right."
        yield case.finding(_key_place(case.exercise), problem, remedy)


def _key_name(exercise: Exercise) -> str:
    rewrite = isinstance(exercise.task, RewriteExercise)
    return "the model answer of level 3" if rewrite else "the key"


def _key_place(exercise: Exercise) -> tuple[str]:
    return ("model",) if isinstance(exercise.task, RewriteExercise) else ("id",)


def _lazy(case: Case) -> Iterator[ContentError]:
    for name, attempt in attempts(case.exercise).items():
        if name not in (KEY, "random") and check_attempt(case.exercise, attempt).passed:
            problem = f"the answer “{name}” passes, and needs no reading"
            remedy = "Add items, mix their order, or raise “pass”."
            yield case.finding(("pass",), problem, remedy)


def _random(case: Case) -> Iterator[ContentError]:
    guesses = [attempts(case.exercise, seed).get("random") for seed in SEEDS]
    made = [guess for guess in guesses if guess is not None]
    passed = sum(check_attempt(case.exercise, guess).passed for guess in made)
    verdict = isinstance(case.exercise.task, TraceExercise | DossierExercise)
    share = LUCKY_VERDICT if verdict else LUCKY
    if made and passed > share * len(made):
        problem = f"{passed} of {len(made)} random answers pass, and {share:.0%} may"
        remedy = "Add items or labels, or raise “pass”."
        yield case.finding(("pass",), problem, remedy)


def _bounds(case: Case) -> Iterator[ContentError]:
    tried = {**attempts(case.exercise), **{f"random {s}": a for s, a in _guesses(case.exercise)}}
    for name, attempt in tried.items():
        score = check_attempt(case.exercise, attempt).score
        if score is not None and not 0 <= score <= 1:
            problem = f"the answer “{name}” scores {score}"
            yield case.finding(("id",), problem, "Report this: it is a fault of the program.")


def _guesses(exercise: Exercise) -> Iterator[tuple[int, AnyAttempt]]:
    for seed in SEEDS[:10]:
        if guess := attempts(exercise, seed).get("random"):
            yield seed, guess


def _growth(case: Case) -> Iterator[ContentError]:
    for seed in SEEDS[:5]:
        steps = grown(case.exercise, Random(seed))  # noqa: S311 - no secret
        scores = [check_attempt(case.exercise, step).score or 0.0 for step in steps]
        for before, after in pairwise(scores):
            if after < before - 1e-12:
                problem = f"adding what is right lowers the score from {before:.3f} to {after:.3f}"
                yield case.finding(("id",), problem, "Report this: it is a fault of the program.")
                return


# --- answers that get better ------------------------------------------------------------


def grown(exercise: Exercise, random: Random) -> list[AnyAttempt]:
    """Return answers of which each has one right thing more than the one before it."""
    if isinstance(exercise, Marking):
        return list(_grown_marks(exercise, random))
    match exercise.task:
        case ChoiceExercise() as task:
            return list(_grown_choices(task, random))
        case OrderExercise() as task:
            right = [step.id for step in task.step]
            made = [
                [*right[:k], *(s for s in task.shown if s not in right[:k])]
                for k in range(len(right))
            ]
            return [OrderAttempt(order=order, certainty=2) for order in made]
        case TraceExercise() as task:
            return list(_grown_trace(task, random))
        case DossierExercise() as task:
            return list(_grown_dossier(exercise, task))
    return []


def _grown_marks(exercise: Marking, random: Random) -> Iterator[AnyAttempt]:
    marks: list[Span] = [word for word in exercise.key.words if random.random() < 0.1]
    yield marks_of(exercise, marks)
    for unit in exercise.key.core:
        marks.append(unit)
        yield marks_of(exercise, marks)


def _grown_choices(task: ChoiceExercise, random: Random) -> Iterator[AnyAttempt]:
    labels = random.choices([label.id for label in task.label], k=len(task.item))
    yield choices_of(task, labels)
    for i, item in enumerate(task.item):
        labels[i] = item.key
        yield choices_of(task, labels)


def _grown_trace(task: TraceExercise, random: Random) -> Iterator[AnyAttempt]:
    picked = [link.id for link in task.link if not link.part and random.random() < 0.5]
    for link in task.link:
        yield TraceAttempt(links=list(picked), change=None, certainty=2)
        picked += [link.id] if link.part else []
    yield TraceAttempt(links=picked, change=right_one(task.change), certainty=2)


def _grown_dossier(exercise: Exercise, task: DossierExercise) -> Iterator[AnyAttempt]:
    key = attempts(exercise)[KEY]
    cards = key.opened if isinstance(key, DossierAttempt) else []
    for k in range(len(cards) + 1):
        yield DossierAttempt(opened=cards[:k], verdict=None, certainty=2)
    yield DossierAttempt(opened=cards, verdict=right_one(task.verdict), certainty=2)
