"""What a class did, from the answers it committed: shares over a text, or counts of choices."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from slantwise.annotation import Span
from slantwise.classroom.gather import Row, row
from slantwise.classroom.marked import Heat, Place, heat
from slantwise.errors import ContentError
from slantwise.exercises.check import Result, check_fits, check_loaded
from slantwise.exercises.feedback import feedback
from slantwise.exercises.load import Exercise, Marking
from slantwise.exercises.schema import (
    Answer,
    AnyAttempt,
    ChoiceAttempt,
    DossierAttempt,
    OrderAttempt,
    TraceAttempt,
)
from slantwise.exercises.tasks import (
    ChoiceExercise,
    DossierExercise,
    OrderExercise,
    TraceExercise,
)
from slantwise.reader import payload

Payload = dict[str, Any]
Segment = tuple[int, int, float]  # code points of the article, and the share of those who marked


@dataclass(frozen=True, slots=True)
class Counted:
    """What a class did: shares over the text or counts of choices, and what the readings add."""

    committed: int
    heat: Sequence[Segment] = ()
    items: Sequence[Payload] = ()
    votes: Sequence[Segment] = ()
    prompts: Sequence[Payload] = ()

    def of_class(self) -> Payload:
        """Return what the class did, without a word on what is right."""
        return {"committed": self.committed, "heat": list(self.heat), "items": list(self.items)}

    def with_readings(self, exercise: Exercise) -> Payload:
        """Return the same with the key, the readings and what the exercise says of them.

        Of a set that is kept for later nothing is added: the server has to keep its key in.
        """
        if kept_for_later(exercise):
            return self.of_class()
        beside = {"votes": list(self.votes), "prompts": list(self.prompts)}
        return {**self.of_class(), **beside, "exercise": payload.exercise(exercise)}


def count(exercise: Exercise, answers: Mapping[str, Answer]) -> Counted:
    """Count the answers of a class; those to another version of the exercise are left out."""
    fitting = {pupil: answer for pupil, answer in answers.items() if fits(exercise, answer)}
    if not fitting:
        return Counted(0)
    if not isinstance(exercise, Marking):
        attempts = [answer.first for answer in fitting.values()]
        return Counted(len(fitting), items=list(_items(exercise, attempts)))
    found = heat(exercise, _rows(exercise, fitting))
    return Counted(
        found.pupils,
        list(_segments(found.words, found.counts, found.pupils)),
        votes=list(_segments(found.words, found.votes, found.readings)),
        prompts=list(_prompts(found)),
    )


def kept_for_later(exercise: Exercise) -> bool:
    """Tell whether what answers come to is told later, and not in this lesson."""
    return exercise.task.feedback == "later"


def own(exercise: Exercise, answer: Answer) -> Payload:
    """Return what one pupil's answer comes to, as `slantwise check` says it."""
    result = check(exercise, answer)
    attempt = answer.revised or answer.first
    lines = feedback(exercise, attempt, result.first, result.revised)
    tried = (("first", result.first), ("revised", result.revised))
    scores = {
        name: {"score": outcome.score, "passed": outcome.passed, "points": outcome.points}
        for name, outcome in tried
        if outcome is not None
    }
    return {"scores": scores, "feedback": [line for line in lines if line]}


def fits(exercise: Exercise, answer: Answer) -> bool:
    """Tell whether an answer is to the exercise as it is now: it may be newer than the session."""
    try:
        check_fits(answer, exercise, "the answer")
    except ContentError:
        return False
    return True


def check(exercise: Exercise, answer: Answer) -> Result:
    """Check an answer by the code of `slantwise check`; raises ContentError."""
    return check_loaded(answer, exercise, "the answer")


def _rows(exercise: Exercise, answers: Mapping[str, Answer]) -> list[Row]:
    return [
        row(pupil, check(exercise, answer.model_copy(update={"revised": None})))
        for pupil, answer in answers.items()
    ]


def _segments(words: Sequence[Span], counts: Sequence[int], of: int) -> Iterator[Segment]:
    """Yield runs of words with the same count above nought, with what stands between them."""
    for n, run in groupby(range(len(words)), key=counts.__getitem__):
        places = list(run)
        if n:
            yield words[places[0]].start, words[places[-1]].end, round(n / of, 4)


def _prompts(found: Heat) -> Iterator[Payload]:
    """Yield the passages that a class may well talk about, as in the report on a class."""
    for why, places in (("disputed", found.disputed), ("against", found.against)):
        for place in places:
            yield {"why": why, **_prompt(found, place)}


def _prompt(found: Heat, place: Place) -> Payload:
    before, after = place.around
    return {
        "start": found.words[place.first].start,
        "end": found.words[place.last - 1].end,
        "words": place.words,
        "zone": place.zone,
        "around": [before, after],
        "marked": place.marked,
        "of": found.pupils,
        "readers": place.readers,
        "readings": found.readings,
        "question": place.question,
        "best_case": place.best_case,
    }


# --- counts of choices ------------------------------------------------------------------


def _items(exercise: Exercise, attempts: Sequence[AnyAttempt]) -> Iterator[Payload]:
    """Yield for each thing that was asked how often each choice was made."""
    counted = _counted(attempts)
    for id, choices in _asked(exercise).items():
        counts = counted.get(id, Counter())
        yield {"id": id, "chosen": {choice: counts[choice] for choice in choices}}


def _asked(exercise: Exercise) -> dict[str, list[str]]:
    match exercise.task:
        case ChoiceExercise() as task:
            labels = [label.id for label in task.label]
            return {item.id: labels for item in task.item}
        case OrderExercise() as task:
            places = [str(i + 1) for i in range(len(task.step))]
            return dict.fromkeys(task.shown, places)
        case TraceExercise() as task:
            changes = [change.id for change in task.change]
            return {"links": [link.id for link in task.link], "change": changes}
        case DossierExercise() as task:
            verdicts: list[str] = [verdict.id for verdict in task.verdict]
            return {"opened": [card.id for card in task.card], "verdict": verdicts}
    return {}


def _counted(attempts: Sequence[AnyAttempt]) -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = {}
    for attempt in attempts:
        for id, choice in _chosen(attempt):
            counted.setdefault(id, Counter())[choice] += 1
    return counted


def _chosen(attempt: AnyAttempt) -> list[tuple[str, str]]:
    match attempt:
        case ChoiceAttempt():
            return [(choice.item, choice.choice) for choice in attempt.choices]
        case OrderAttempt():
            return [(id, str(i + 1)) for i, id in enumerate(attempt.order)]
        case TraceAttempt():
            change = [("change", attempt.change)] if attempt.change else []
            return [*(("links", id) for id in attempt.links), *change]
        case DossierAttempt():
            verdict = [("verdict", attempt.verdict)] if attempt.verdict else []
            return [*(("opened", id) for id in attempt.opened), *verdict]
    return []
