"""What a quiz says and how it counts, before it takes the form of any system."""

from collections.abc import Iterator
from dataclasses import dataclass

from slantwise.errors import ContentError
from slantwise.exercises.items import choice_key, feedback, ranks
from slantwise.exercises.load import Exercise
from slantwise.exercises.tasks import ChoiceExercise, ChoiceItem, OrderExercise
from slantwise.reader.payload_items import mixed
from slantwise.scoring_items import ChoiceKey, ItemKey, cost_of
from slantwise.strings import say


@dataclass(frozen=True, slots=True)
class Option:
    """One label of an item: the share of a point that it earns, and what is said of it."""

    id: str
    words: str
    share: float
    asks: bool
    feedback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One item. No answer earns nothing.

    ``weight`` is what the item counts for in the book, and ``group`` its side and whether it is
    flawed, where that is counted.
    """

    id: str
    lead: str
    words: str
    options: tuple[Option, ...]
    weight: int = 1
    group: tuple[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order; steps of one rank may change places."""

    id: str
    words: str
    rank: int
    why: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """One exercise.

    The book's score is ``slope`` times the weighted points plus ``base``, where that is above 0.
    A mirror has no such line: its score is the worse side's.
    """

    id: str
    kind: str
    title: str
    prompt: str
    questions: tuple[Question, ...] = ()
    steps: tuple[Step, ...] = ()  # as they are offered
    slope: float = 1.0
    base: float = 0.0

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(self.questions) or 1


def quiz(exercise: Exercise) -> Quiz:
    """Return an exercise as a quiz; raises ContentError for a kind that no quiz can hold."""
    task = exercise.task
    if isinstance(task, ChoiceExercise):
        return _choices(exercise, task)
    if isinstance(task, OrderExercise):
        return _order(exercise, task)
    remedy = "Kinds that can: classify, ladder, mirror, order."
    raise ContentError(task.id, say(f"quiz.cannot.{task.kind}"), remedy)


def _choices(exercise: Exercise, task: ChoiceExercise) -> Quiz:
    key = choice_key(task)
    questions = tuple(_question(exercise, item, key) for item in mixed(task))
    slope, base = _line(key, sum(question.weight for question in questions))
    return Quiz(task.id, task.kind, task.title, task.prompt, questions, (), slope, base)


def _line(key: ChoiceKey, weights: int) -> tuple[float, float]:
    """Return slope and base: from the weighted sum of shares to the score of the book."""
    if key.kind == "ladder":
        lazy = min(sum(cost_of(key, item, label) for item in key.items) for label in key.labels)
        return 1 / lazy, 1 - weights / lazy
    best = max(sum(item.accepts(label) for item in key.items) for label in key.labels)
    return 1 / (weights - best), -best / (weights - best)


def _question(exercise: Exercise, item: ChoiceItem, key: ChoiceKey) -> Question:
    task = exercise.task
    assert isinstance(task, ChoiceExercise)  # noqa: S101  # see quiz()
    own = next(one for one in key.items if one.id == item.id)
    worst = cost_of(key, own, None) if task.kind == "ladder" else 1
    options = tuple(
        Option(
            label.id,
            f"{label.name}: {label.help}" if label.help else label.name,
            _share(key, own, label.id, worst),
            label.asks,
            tuple(_feedback(task, item, label.id)),
        )
        for label in task.label
    )
    return Question(item.id, item.lead, exercise.texts[item.id], options, worst, _group(item, key))


def _share(key: ChoiceKey, item: ItemKey, label: str, worst: int) -> float:
    """Return the share of a point; on a ladder it falls with the square of the rungs."""
    if key.kind == "ladder":
        return 1 - cost_of(key, item, label) / worst
    return float(item.accepts(label))


def _feedback(task: ChoiceExercise, item: ChoiceItem, label: str) -> Iterator[str]:
    """Yield what the page says to whoever picks a label; nothing where it is kept for later."""
    if task.feedback == "later":
        return
    names = {label.id: label.name for label in task.label}
    if said := feedback(task, item).get(label):
        yield said
    if label != item.key:
        yield say("quiz.key", name=names[item.key])
    yield item.why
    if also := [names[id] for id in item.also if id != label]:
        yield f"{say('result.also')}: {', '.join(also)}"
    if item.best_case:
        yield f"{say('note.best_case')}: {item.best_case}"


def _group(item: ChoiceItem, key: ChoiceKey) -> tuple[str, bool] | None:
    flawed = item.key in key.asks
    if item.side is None or any((label in key.asks) != flawed for label in item.also):
        return None
    return item.side, flawed


def _order(exercise: Exercise, task: OrderExercise) -> Quiz:
    places, by_id = ranks(task), {step.id: step for step in task.step}
    steps = tuple(
        Step(id, exercise.texts[id], places[id], by_id[id].why if task.feedback == "now" else "")
        for id in task.shown
    )
    return Quiz(task.id, task.kind, task.title, task.prompt, steps=steps)
