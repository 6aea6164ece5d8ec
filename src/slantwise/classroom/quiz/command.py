"""What ``slantwise class quiz`` does: load exercises, give them a form, write one file."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from slantwise.classroom.forms import QUIZZES
from slantwise.classroom.quiz.model import Quiz, quiz
from slantwise.classroom.quiz.moodle import moodle_xml
from slantwise.classroom.quiz.qti12 import qti12
from slantwise.classroom.quiz.qti21 import qti21
from slantwise.exercises.load import load_exercise
from slantwise.files import refuse_existing, write_told
from slantwise.strings import say

MAKE: dict[str, Callable[[Sequence[Quiz]], bytes]] = {
    "qti21": qti21,
    "qti12": qti12,
    "moodle-xml": moodle_xml,
}


def export_quiz(ids: Sequence[str], to: str, out: Path | None, root: Path) -> int:
    """Write exercises as one quiz file, and say what of the book it cannot hold.

    Raises ContentError for an exercise that has no such form, or where a file is in the way.
    """
    path = out or Path(QUIZZES[to])
    refuse_existing(path)
    quizzes = [quiz(load_exercise(id, root)) for id in dict.fromkeys(ids)]
    write_told(path, MAKE[to](quizzes))
    items = sum(made.points for made in quizzes)
    sys.stdout.write(f"{say('class.exercises', n=len(quizzes))}, {items} items: {path}\n")
    for kind in dict.fromkeys(made.kind for made in quizzes):
        sys.stdout.write(f"{say(f'quiz.note.{to}.{kind}')}\n")
    sys.stdout.write(f"{say('quiz.note.certainty')}\n")
    return 0
