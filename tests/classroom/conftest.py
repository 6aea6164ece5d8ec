"""A class of invented pupils over the small course of the tests."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from slantwise.classroom.collect import find_sources
from slantwise.classroom.gather import Class, Pupils, gather
from slantwise.exercises.load import Exercise, Marking, load_exercise

Answer = dict[str, Any]


@pytest.fixture(scope="session")
def course(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, with one article and two exercises, and Forms A and B beside them."""
    course = tmp_path_factory.mktemp("classroom")
    shutil.copytree(root / "tests" / "course", course, dirs_exist_ok=True)
    for id in ("form-a", "form-b"):
        shutil.copytree(root / "exercises" / id, course / "exercises" / id)
    return course


@pytest.fixture
def here(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, outside the course, which is named."""
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def pen(course: Path) -> Marking:
    """The exercise in marking: two readings of a small text."""
    exercise = load_exercise("pen", course)
    assert isinstance(exercise, Marking)
    return exercise


@pytest.fixture(scope="session")
def sort(course: Path) -> Exercise:
    """The exercise in sorting: four items, three labels."""
    return load_exercise("sort", course)


def answer(exercise: Exercise, first: Answer, revised: Answer | None = None) -> Answer:
    return {
        "exercise": exercise.task.id,
        "exercise_version": exercise.task.version,
        "passage": exercise.passage_digest,
        "first": first,
        "revised": revised,
    }


@pytest.fixture(scope="session")
def document() -> Callable[..., str]:
    """`document(answer, ...)` is the text of an answer file."""

    def make(*answers: Answer) -> str:
        return json.dumps({"format": "slantwise-answers", "version": 1, "answers": list(answers)})

    return make


@pytest.fixture
def write(folder: Path, document: Callable[..., str]) -> Callable[..., Path]:
    """`write("ada.json", answer, ...)` puts an answer file into the folder."""

    def make(name: str, *answers: Answer) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(*answers), encoding="utf-8")
        return path

    return make


@pytest.fixture(scope="session")
def marked(pen: Marking) -> Callable[..., Answer]:
    """`marked("greedy", certainty=3)` is an answer with these words marked."""

    def attempt(quotes: Sequence[str], certainty: int) -> Answer:
        text = pen.article.text
        marks = [{"start": (at := text.index(q)), "end": at + len(q), "quote": q} for q in quotes]
        return {"marks": marks, "certainty": certainty}

    def make(*quotes: str, certainty: int = 2, revised: Sequence[str] | None = None) -> Answer:
        later = None if revised is None else attempt(revised, certainty)
        return answer(pen, attempt(quotes, certainty), later)

    return make


@pytest.fixture(scope="session")
def sorted_as(sort: Exercise) -> Callable[..., Answer]:
    """`sorted_as("fact", None, ...)` labels the four items; None leaves one out."""

    def make(*labels: str | None, certainty: int = 2) -> Answer:
        items = [item.id for item in sort.task.item]  # type: ignore[union-attr]
        choices = [
            {"item": item, "choice": label, "certainty": certainty}
            for item, label in zip(items, labels, strict=True)
            if label
        ]
        return answer(sort, {"choices": choices, "certainty": None})

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for answers."""
    folder = tmp_path / "answers"
    folder.mkdir()
    return folder


@pytest.fixture
def gathered(course: Path, folder: Path) -> Callable[..., Class]:
    """`gathered(by="folder")` reads and checks what is in the folder."""

    def read(by: Pupils = "file") -> Class:
        return gather(find_sources(folder), course, by)

    return read


@pytest.fixture
def labelled(course: Path) -> Callable[..., Answer]:
    """`labelled("form-a", hits=3, alarms=1)` asks of so many flawed and so many fair items."""

    def make(id: str, hits: int, alarms: int, certainty: int = 2) -> Answer:
        exercise = load_exercise(id, course)
        choices, flawed, fair = [], 0, 0
        for item in exercise.task.item:  # type: ignore[union-attr]
            if item.key == "fair":
                fair += 1
                label = "loaded" if fair <= alarms else "fair"
            else:
                flawed += 1
                label = item.key if flawed <= hits else "fair"
            choices.append({"item": item.id, "choice": label, "certainty": certainty})
        return answer(exercise, {"choices": choices, "certainty": None})

    return make
