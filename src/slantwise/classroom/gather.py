"""From answer files to rows: who answered what, how it went, and what could not be used."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from slantwise.annotation import Span, merge
from slantwise.classroom.collect import Source, read_sources
from slantwise.errors import ContentError
from slantwise.exercises.answers import parse_answers
from slantwise.exercises.check import Outcome, Result, check_loaded
from slantwise.exercises.load import Exercise, Marking, list_exercises, load_exercise
from slantwise.exercises.records import record
from slantwise.exercises.schema import Answer, AnyAttempt, Attempt, ChoiceAttempt
from slantwise.scoring import covered
from slantwise.summary import Record
from slantwise.tomlfile import nearest

Pupils = Literal["file", "name", "folder"]


@dataclass(frozen=True, slots=True)
class Given:
    """One attempt of one pupil: what came of it, and what was marked or chosen.

    Bit *i* of ``marks`` stands for word *i* of the passage. ``items`` has the id, what became
    of it, and the label that was chosen.
    """

    record: Record
    passed: bool
    marks: int = 0
    items: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil's answer to one exercise."""

    pupil: str
    first: Given
    revised: Given | None


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be used, and why; ``file`` may hold a name and stays out of the report."""

    pupil: str
    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Class:
    """Everything that a folder of answers holds."""

    pupils: Mapping[str, Sequence[str]]  # a pseudonym, and the names of its files
    exercises: Mapping[str, Exercise]
    rows: Mapping[str, Sequence[Row]]  # by the exercise's id
    faults: Sequence[Fault]
    files: int

    @property
    def answers(self) -> int:
        """How many answers there are to all exercises."""
        return sum(map(len, self.rows.values()))

    @property
    def answering(self) -> int:
        """How many pupils have an answer that could be used."""
        return len({row.pupil for rows in self.rows.values() for row in rows})


Watch = Callable[[Iterable[Source]], Iterable[Source]]


def gather(
    sources: Sequence[Source], root: Path, by: Pupils = "file", watch: Watch = iter
) -> Class:
    """Read and check every source; ``watch`` sees each pass by, for a progress bar."""
    work = _Work(_Course(root))
    names = pseudonyms(sources, by)
    for source, held in read_sources(watch(sources)):
        work.add(names[_owner(source, by)], source.name, held)
    files: dict[str, list[str]] = {name: [] for name in names.values()}
    for source in sources:
        files[names[_owner(source, by)]].append(source.name)
    loaded = {id: work.course.load(id) for id in work.rows}
    order = sorted(loaded, key=lambda id: (loaded[id].task.chapter or "~", id))
    exercises = {id: loaded[id] for id in order}
    answered = {id: work.rows[id] for id in order}
    return Class(files, exercises, answered, work.faults, len(sources))


def pseudonyms(sources: Iterable[Source], by: Pupils) -> dict[str, str]:
    """Return P01, P02 and so on for each pupil, in the order of the files' names."""
    owners = list(dict.fromkeys(_owner(source, by) for source in sources))
    width = max(2, len(str(len(owners))))
    return {owner: f"P{i:0{width}}" for i, owner in enumerate(owners, start=1)}


def _owner(source: Source, by: Pupils) -> str:
    """Return what all files of one pupil share."""
    path = PurePosixPath(source.name)
    if by == "name":
        return path.name
    alone = by == "file" or path.parent == PurePosixPath()
    return source.name if alone else f"{path.parent}/"


# --- one answer after another -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Course:
    """The exercises of a course, each read once."""

    root: Path
    loaded: dict[str, Exercise | ContentError] = field(default_factory=dict)

    def load(self, id: str) -> Exercise:
        """Return an exercise; raises ContentError."""
        if id not in self.loaded:
            try:
                self.loaded[id] = load_exercise(id, self.root)
            except ContentError as error:
                self.loaded[id] = error
        found = self.loaded[id]
        if isinstance(found, ContentError):
            raise found
        return found


class _Work:
    """What has been read so far."""

    def __init__(self, course: _Course) -> None:
        self.course = course
        self.known = list_exercises(course.root)
        self.rows: dict[str, list[Row]] = {}
        self.faults: list[Fault] = []
        self.seen: set[tuple[str, str]] = set()

    def add(self, pupil: str, file: str, held: bytes | str) -> None:
        """Check what one file holds; what is wrong with it is noted, and the rest goes on."""
        if isinstance(held, str):
            self.faults.append(Fault(pupil, file, held))
            return
        try:
            answers = parse_answers(held, file)
        except ContentError as error:
            self.faults.append(Fault(pupil, file, _told(error)))
            return
        for answer in answers:
            try:
                self._answer(pupil, answer, file)
            except ContentError as error:
                self.faults.append(Fault(pupil, file, _told(error)))

    def _answer(self, pupil: str, answer: Answer, file: str) -> None:
        id = answer.exercise
        if id not in self.known:
            raise ContentError(file, f"there is no exercise “{id}”", nearest(id, self.known))
        made = row(pupil, check_loaded(answer, self.course.load(id), file))
        if (pupil, id) in self.seen:
            problem = f"a second answer to “{id}” by one pupil; the first of the files counts"
            raise ContentError(file, problem)
        self.seen.add((pupil, id))
        self.rows.setdefault(id, []).append(made)


def _told(error: ContentError) -> str:
    where = "" if error.line is None else f"line {error.line}: "
    said = " ".join(f"{where}{error.problem}".split())
    return "".join(c if c.isprintable() else "\ufffd" for c in said)


def row(pupil: str, result: Result) -> Row:
    """Return a checked answer as a row."""
    first = _given(result, result.answer.first, result.first)
    if result.revised is None or result.answer.revised is None:
        return Row(pupil, first, None)
    # What the summary needs of a first attempt, taken of the revised one.
    answer = result.answer.model_copy(update={"first": result.answer.revised, "revised": None})
    later = replace(result, answer=answer, first=result.revised, revised=None)
    return Row(pupil, first, _given(later, answer.first, result.revised))


def _given(result: Result, attempt: AnyAttempt, outcome: Outcome) -> Given:
    kept = replace(record(result), sides={})
    if isinstance(attempt, Attempt) and isinstance(result.exercise, Marking):
        spans = [Span(mark.start, mark.end) for mark in attempt.marks]
        return Given(kept, outcome.passed, marked_words(result.exercise, spans))
    items = tuple(_items(attempt, outcome))
    return Given(kept, outcome.passed, items=items)


def marked_words(exercise: Marking, spans: Iterable[Span]) -> int:
    """Return which words of the passage the spans touch, as bits."""
    bits = 0
    for i in covered(exercise.key.words, merge(spans)):
        bits |= 1 << i
    return bits


def _items(attempt: AnyAttempt, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    chosen = (
        {choice.item: choice.choice for choice in attempt.choices}
        if isinstance(attempt, ChoiceAttempt)
        else {}
    )
    for id, what in outcome.items:
        yield id, what, chosen.get(id, "")
