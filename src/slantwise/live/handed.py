"""An answer that a pupil hands in: read by the same code as an answer file, and kept as JSON."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from pydantic import BaseModel, ValidationError

from slantwise.errors import ContentError
from slantwise.exercises.answers import parse_json
from slantwise.exercises.check import check_fits
from slantwise.exercises.load import Exercise, explain, first_finding
from slantwise.exercises.schema import Answer
from slantwise.live.session import Refused, Stage
from slantwise.live.tables import Stored

_HERE = "the answer"


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in: which stage, and the answer up to it."""

    stage: Stage
    answer: Answer

    def stored(self, number: int, pupil: str) -> Stored:
        """Return the attempt as it is kept; a revised one is kept without the first."""
        whole: BaseModel = self.answer
        if self.stage == "revised" and self.answer.revised is not None:
            whole = self.answer.revised
        return Stored(number, pupil, self.stage, whole.model_dump_json())

    def digests(self) -> tuple[str, str | None]:
        """Return the fingerprint of the attempt, and of the first one where it revises that."""
        first = _fingerprint(self.answer.model_copy(update={"revised": None}))
        if self.stage == "first" or self.answer.revised is None:
            return first, None
        return _fingerprint(self.answer.revised), first


def _fingerprint(model: BaseModel) -> str:
    return hashlib.sha256(model.model_dump_json().encode()).hexdigest()


def read(held: bytes) -> Handed:
    """Read the body of a request; raises Refused with 400 for no JSON, 422 for no answer."""
    try:
        _, data = parse_json(held, _HERE)
    except ContentError as error:
        raise Refused(400, "json", problem=error.problem) from None
    if not isinstance(data, dict):
        raise Refused(422, "answer", problem="it is no object")
    stage = data.pop("stage", None)
    if stage not in get_args(Stage):
        raise Refused(422, "answer", problem="“stage” is not “first” or “revised”")
    try:
        answer = Answer.model_validate(data, strict=True)
    except ValidationError as error:
        problem, _ = explain(first_finding(error), Answer)
        raise Refused(422, "answer", problem=problem) from None
    if (answer.revised is None) != (stage == "first"):
        raise Refused(422, "answer", problem="“revised” stands in a revised answer, and only there")
    return Handed(stage, answer)


def check(handed: Handed, exercise: Exercise) -> None:
    """Raise Refused for an answer to another exercise, or one that does not fit it."""
    if handed.answer.exercise != exercise.task.id:
        raise Refused(422, "answer", problem=f"this round is on “{exercise.task.id}”")
    try:
        check_fits(handed.answer, exercise, _HERE)
    except ContentError as error:
        raise Refused(422, "answer", problem=error.problem) from None


def joined(first: str, revised: str | None) -> Answer:
    """Return an answer from the attempts that are kept of it."""
    data = json.loads(first)
    if revised is not None:
        data["revised"] = json.loads(revised)
    return Answer.model_validate(data, strict=True)


def by_pupil(stored: Iterable[Stored]) -> dict[str, Answer]:
    """Return the answers to one round by pupil, in the order in which they came in."""
    kept: dict[str, dict[str, str]] = {}
    for attempt in stored:
        kept.setdefault(attempt.pupil, {})[attempt.stage] = attempt.body
    return {pupil: joined(own["first"], own.get("revised")) for pupil, own in kept.items()}
