"""How long an exercise takes: its words at a slow pace, and a working time for each item.

180 words a minute is slower than adults read plain English in silence (Brysbaert 2019 puts
their mean at 238 for non-fiction): room for learners of fifteen and for people who read in a
second language. The working times are ours and mild. They are there to catch an exercise that
cannot be done in the time it promises, not to pace anybody.
"""

from collections.abc import Iterable
from math import ceil

from slantwise.annotation import Span
from slantwise.exercises.items import MAIN
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.tasks import (
    AnyExercise,
    ChoiceExercise,
    DossierExercise,
    OrderExercise,
    ReflectExercise,
    RewriteExercise,
    TraceExercise,
)
from slantwise.text import words

PACE = 180  # words a minute
# Seconds of work for each item, beside reading it.
MARK = 12  # find where a mark begins and ends
CHOOSE = 8  # weigh the labels
SURE = 3  # say how sure, for each item
SORT = 15  # try a step in several places
LINK = 12
VERDICT = 45  # weigh what the cards come to
KEEP = 60  # for each claim that a rewrite must keep
WRITE = 180  # a paragraph of one's own


def needed_minutes(exercise: Exercise) -> int:
    """Return the whole minutes that an exercise needs, read slowly and worked without haste."""
    if isinstance(exercise, Marking):
        core = len(exercise.key.core)
        return mark_minutes(exercise.article.text, exercise.section.span, core)
    task, texts = exercise.task, exercise.texts
    passage = ""
    if exercise.article and exercise.section:  # shown for reading first
        passage = exercise.section.span.of(exercise.article.text)
    if isinstance(task, DossierExercise):
        shown = [texts[MAIN], *(f"{card.title} {card.body}" for card in task.card)]
        longest = sorted((_count([card.text]) for card in task.card), reverse=True)
        read = _count([passage, task.prompt, *shown]) + sum(longest[: task.opens])
    else:
        read = _count([passage, task.prompt, *texts.values()])
    return ceil(read / PACE + _work(task) / 60)


def _work(task: AnyExercise) -> int:
    """Return the seconds of work beside reading."""
    match task:
        case ChoiceExercise():
            return len(task.item) * (CHOOSE + (SURE if task.certainty == "each" else 0))
        case OrderExercise():
            return len(task.step) * SORT
        case TraceExercise():
            return len(task.link) * LINK + VERDICT
        case DossierExercise():
            return task.opens * LINK + VERDICT
        case RewriteExercise():
            return WRITE + len(task.keep) * KEEP
        case ReflectExercise():
            return WRITE + len(task.check) * LINK
    return 0


def mark_minutes(text: str, within: Span, core: int) -> int:
    """Return the minutes for marking a passage: read plain, read again, mark."""
    return ceil(2 * _count([within.of(text)]) / PACE + core * MARK / 60)


def _count(texts: Iterable[str]) -> int:
    return sum(1 for text in texts for _ in words(text))
