"""What the page needs to know of an exercise made of items, as plain data."""

from itertools import zip_longest
from typing import Any

from slantwise.exercises.items import MAIN, feedback, ranks
from slantwise.exercises.load import Exercise
from slantwise.exercises.tasks import (
    ChoiceExercise,
    ChoiceItem,
    DossierExercise,
    MarkExercise,
    OrderExercise,
    ReflectExercise,
    RewriteExercise,
    TraceExercise,
)
from slantwise.strings import say

Payload = dict[str, Any]


def parts(exercise: Exercise) -> Payload:
    """Return the parts of an exercise that belong to its kind, with what is right."""
    texts = exercise.texts
    match exercise.task:
        case ChoiceExercise() as task:
            return {
                "labels": [label.model_dump() for label in task.label],
                "items": [_choice(task, item, texts[item.id]) for item in mixed(task)],
            }
        case OrderExercise() as task:
            return {"steps": _steps(task, exercise)}
        case TraceExercise() as task:
            links = [link.model_dump() for link in task.link]
            changes = [change.model_dump() for change in task.change]
            return {"claim": texts[MAIN], "links": links, "changes": changes}
        case DossierExercise() as task:
            cards = [card.model_dump() for card in task.card]
            verdicts = [{"name": say(f"verdict.{v.id}"), **v.model_dump()} for v in task.verdict]
            made = {"claim": texts[MAIN], "opens": task.opens}
            return {**made, "cards": cards, "verdicts": verdicts}
        case RewriteExercise() as task:
            return {
                "original": texts[MAIN],
                "keep": [keep.model_dump() for keep in task.keep],
                "allow": list(task.allow),
                "shortest": task.shortest,
                "longest": task.longest,
                "models": [model.model_dump() for model in task.model],
            }
        case ReflectExercise() as task:
            checks = [check.model_dump() for check in task.check]
            return {"checks": checks, "models": [model.model_dump() for model in task.model]}
        case MarkExercise():
            return {}


def mixed(task: ChoiceExercise) -> list[ChoiceItem]:
    """Return the items as they are shown: those of the two sides of a *mirror* take turns."""
    if task.kind != "mirror":
        return list(task.item)
    sides = {item.side: [i for i in task.item if i.side == item.side] for item in task.item}
    turns = zip_longest(*sides.values())
    return [item for turn in turns for item in turn if item is not None]


def _choice(task: ChoiceExercise, item: ChoiceItem, text: str) -> Payload:
    asks = {label.id for label in task.label if label.asks}
    return {
        "id": item.id,
        "text": text,
        "lead": item.lead,
        "key": item.key,
        "also": list(item.also),
        "why": item.why,
        "best_case": item.best_case,
        "side": item.side,
        "fair": item.key not in asks,
        "wrong": feedback(task, item),
    }


def _steps(task: OrderExercise, exercise: Exercise) -> list[Payload]:
    by_id = {step.id: step for step in task.step}
    places = ranks(task)
    return [
        {"id": id, "text": exercise.texts[id], "rank": places[id], "why": by_id[id].why}
        for id in task.shown
    ]
