"""A class that does not exist: ``python benchmarks/made_up_class.py FOLDER`` writes its answers.

Each pupil has a skill and a leaning to stop at things, drawn with a seed, and answers the
course's exercises accordingly. It is for looking at a report, and says nothing about pupils.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

from slantwise.annotation import Span
from slantwise.articles import find_root
from slantwise.exercises.attempts import KEY, attempts, marks_of
from slantwise.exercises.load import Exercise, Marking, load_exercise
from slantwise.exercises.schema import AnyAttempt, Choice, ChoiceAttempt
from slantwise.exercises.tasks import ChoiceExercise

COURSE = (
    "form-a", "loaded-opening", "ladder-sources", "framing-opening", "mild-to-strong",
    "trace-half", "dossier-never-challenged", "rewrite-moderate", "own-text", "form-b",
)  # fmt: skip
STOPS = {"core": 0.75, "contestable": 0.4, "fair": 0.3}


def write_class(
    folder: Path, root: Path, pupils: int = 28, ids: Iterable[str] = COURSE, seed: int = 1
) -> None:
    """Write one answer file for each pupil, the same for the same seed."""
    exercises = [load_exercise(id, root) for id in ids]
    random = Random(seed)  # noqa: S311 - no secret
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, pupils + 1):
        skill, eager = random.uniform(0.2, 0.95), random.uniform(0.3, 1.2)
        answers = [
            _answer(exercise, _skill(exercise, skill), eager, random)
            for exercise in exercises
            if random.random() < 0.95
        ]
        data = {"format": "slantwise-answers", "version": 1, "answers": answers}
        text = json.dumps(data, indent=1, ensure_ascii=False)
        (folder / f"table-{n:0{len(str(pupils))}}.json").write_text(text, "utf-8")


def _skill(exercise: Exercise, skill: float) -> float:
    return min(0.95, skill + 0.15) if exercise.task.id == "form-b" else skill


def _answer(exercise: Exercise, skill: float, eager: float, random: Random) -> dict[str, object]:
    first = _attempt(exercise, skill, eager, random)
    again = random.random() < 0.6 and exercise.task.feedback == "now"
    later = _attempt(exercise, min(0.95, skill + 0.2), eager, random) if again else None
    return answer_to(exercise, first, later)


def answer_to(
    exercise: Exercise, first: AnyAttempt, later: AnyAttempt | None = None
) -> dict[str, object]:
    """Return an answer as it stands in an answer file."""
    return {
        "exercise": exercise.task.id,
        "exercise_version": exercise.task.version,
        "passage": exercise.passage_digest,
        "first": first.model_dump(),
        "revised": later.model_dump() if later else None,
    }


def _attempt(exercise: Exercise, skill: float, eager: float, random: Random) -> AnyAttempt:
    if isinstance(exercise, Marking):
        return _marks(exercise, skill, eager, random)
    if isinstance(exercise.task, ChoiceExercise):
        return _choices(exercise.task, skill, random)
    made = attempts(exercise, seed=random.randrange(1_000_000))
    return made[KEY] if random.random() < skill else made.get("random", made["blank"])


def _marks(exercise: Marking, skill: float, eager: float, random: Random) -> AnyAttempt:
    spans = []
    for item in exercise.items:
        ease = Random(item.unit.span.start).uniform(-0.35, 0.3)  # noqa: S311
        lean = skill if item.zone == "core" else 1 - skill
        if random.random() < STOPS[item.zone] * eager * (0.5 + lean) + ease * (item.zone == "core"):
            spans.append(item.unit.span)
    spans += random.sample(exercise.key.words, int(3 * eager))
    return marks_of(exercise, sorted(spans), _sure(skill, random))


def _choices(task: ChoiceExercise, skill: float, random: Random) -> AnyAttempt:
    each, chosen = task.certainty == "each", []
    for item in task.item:
        if random.random() < 0.02:
            continue
        ease = Random(item.id).uniform(-0.25, 0.25)  # noqa: S311
        right = random.random() < skill + ease
        label = item.key if right else random.choice(task.label).id
        sure = _sure(skill + ease, random) if each else None
        chosen.append(Choice(item=item.id, choice=label, certainty=sure))
    return ChoiceAttempt(choices=chosen, certainty=None if each else _sure(skill, random))


def _sure(chance: float, random: Random) -> int:
    return min(3, max(1, round(1 + 2 * chance + random.uniform(-0.7, 0.9))))


def many_marks(exercise: Marking, count: int, random: Random) -> AnyAttempt:
    """Return an attempt with so many separate marks of one word or more."""
    words = exercise.key.words
    starts = sorted(random.sample(range(0, len(words) - 1, 2), count))
    spans = [Span(words[i].start, words[i + random.randrange(2)].end) for i in starts]
    return marks_of(exercise, spans, random.randrange(1, 4))


def main() -> None:
    """Write the class into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pupils", type=int, default=28)
    options = parser.parse_args()
    write_class(options.folder, find_root(), options.pupils)


if __name__ == "__main__":
    main()
