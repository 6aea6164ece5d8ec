"""Attempts that every exercise must tell apart: the key passes, and what needs no reading fails."""

from collections.abc import Sequence
from random import Random

from slantwise.annotation import Span
from slantwise.exercises.items import MAIN, right_one
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.schema import (
    AnsweredSpan,
    AnyAttempt,
    Attempt,
    Choice,
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

Attempts = dict[str, AnyAttempt]
KEY = "key"


def attempts(exercise: Exercise, seed: int = 0) -> Attempts:
    """Return attempts by name: `KEY`, which must pass, and lazy ones, which must not.

    The lazy ones are *blank*, *all* (or everything alike), *random*, *first* and *longest*,
    as far as the kind has them. A rewrite has a key where it has a model of level 3.
    """
    random = Random(seed)  # noqa: S311 - no secret
    match exercise.task:
        case ChoiceExercise() as task:
            return _choices(task, random)
        case OrderExercise() as task:
            return _orders(exercise, task, random)
        case TraceExercise() as task:
            return _traces(task, random)
        case DossierExercise() as task:
            return _dossiers(task, random)
        case RewriteExercise() as task:
            return _rewrites(exercise, task)
        case ReflectExercise():
            wrote = ReflectAttempt(text="I know it because I looked it up.", ticked=[])
            return {KEY: wrote, "blank": ReflectAttempt(text=" ", ticked=[])}
    assert isinstance(exercise, Marking)  # noqa: S101  # the only kind left
    return _marks(exercise, random)


def marks_of(exercise: Marking, spans: Sequence[Span], certainty: int = 2) -> Attempt:
    """Return spans of an article as the attempt that a page would save."""
    text = exercise.article.text
    marks = [AnsweredSpan(start=s.start, end=s.end, quote=s.of(text)) for s in spans]
    return Attempt(marks=marks, certainty=certainty)


def _marks(exercise: Marking, random: Random) -> Attempts:
    tokens = exercise.key.words
    long = sorted(tokens, key=lambda t: t.start - t.end)
    count = len(exercise.key.core)
    spans: dict[str, Sequence[Span]] = {
        KEY: exercise.key.core,
        "blank": (),
        "all": (exercise.section.span,),
        "random": random.sample(tokens, max(1, len(tokens) // 8)),
        "first": tokens[:count],
        "longest": long[:count],
        "every other word": tokens[::2],
        "only what is fair": exercise.key.fair,
        "only what is disputed": exercise.key.contestable,
    }
    return {name: marks_of(exercise, chosen) for name, chosen in spans.items()}


def choices_of(task: ChoiceExercise, labels: Sequence[str], certainty: int = 2) -> ChoiceAttempt:
    """Return labels, one for each item in order, as the attempt that a page would save."""
    each = task.certainty == "each"
    chosen = [
        Choice(item=item.id, choice=label, certainty=certainty if each else None)
        for item, label in zip(task.item, labels, strict=True)
    ]
    return ChoiceAttempt(choices=chosen, certainty=None if each else certainty)


def _choices(task: ChoiceExercise, random: Random) -> Attempts:
    labels, n = [label.id for label in task.label], len(task.item)
    longest = max(task.label, key=lambda label: len(label.name)).id
    return {
        KEY: choices_of(task, [item.key for item in task.item]),
        "blank": ChoiceAttempt(choices=[], certainty=None if task.certainty == "each" else 2),
        "random": choices_of(task, random.choices(labels, k=n)),
        "longest": choices_of(task, [longest] * n),
        "first": choices_of(task, [labels[0]] * n),
        **{f"all {label}": choices_of(task, [label] * n) for label in labels},
        "in turn": choices_of(task, [labels[i % len(labels)] for i in range(n)]),
    }


def _orders(exercise: Exercise, task: OrderExercise, random: Random) -> Attempts:
    ids = [step.id for step in task.step]
    by_length = sorted(ids, key=lambda id: -len(exercise.texts[id]))
    made = {
        KEY: ids,
        "blank": task.shown,
        "first": task.shown,
        "backwards": task.shown[::-1],
        "longest": by_length,
        "random": random.sample(ids, len(ids)),
    }
    return {name: OrderAttempt(order=list(order), certainty=2) for name, order in made.items()}


def _traces(task: TraceExercise, random: Random) -> Attempts:
    links, changes = [link.id for link in task.link], [change.id for change in task.change]
    longest = max(task.change, key=lambda change: len(change.name)).id
    made = {
        KEY: ([link.id for link in task.link if link.part], right_one(task.change)),
        "blank": ([], None),
        "all": (links, changes[0]),
        "first": (links[:1], changes[0]),
        "longest": ([max(task.link, key=lambda link: len(link.text)).id], longest),
        "random": ([x for x in links if random.random() < 0.5], random.choice(changes)),
    }
    return {
        name: TraceAttempt(links=picked, change=change, certainty=2)
        for name, (picked, change) in made.items()
    }


def _dossiers(task: DossierExercise, random: Random) -> Attempts:
    cards, verdicts = [card.id for card in task.card], [verdict.id for verdict in task.verdict]
    good = [card for card in task.card if card.relevant]
    one = next(card for card in good if card.independent)
    other = next(card for card in good if card.origin != one.origin)
    long = sorted(task.card, key=lambda card: -len(card.text))[: task.opens]
    longest = max(task.verdict, key=lambda verdict: len(verdict.id)).id
    made: dict[str, tuple[list[str], str | None]] = {
        KEY: ([one.id, other.id], right_one(task.verdict)),
        "blank": ([], None),
        "verdict without a source": ([], right_one(task.verdict)),
        "first": (cards[: task.opens], verdicts[0]),
        "longest": ([card.id for card in long], longest),
        "random": (random.sample(cards, task.opens), random.choice(verdicts)),
    }
    return {
        name: DossierAttempt(opened=opened, verdict=verdict, certainty=2)
        for name, (opened, verdict) in made.items()
    }


def _rewrites(exercise: Exercise, task: RewriteExercise) -> Attempts:
    original = exercise.texts[MAIN]
    models = [model.text for model in task.model if model.level == 3]
    made = {"blank": "", "all": original, "claims alone": ". ".join(k.any[0] for k in task.keep)}
    made |= {KEY: models[0]} if models else {}
    return {name: RewriteAttempt(text=text) for name, text in made.items()}
