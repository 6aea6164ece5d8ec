"""A small course with one exercise, and answers to it, to be spoilt by the tests."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.exercises.load import Exercise, load_exercise

TEXT = (
    "The cruel plan by the 👩‍💻 evil crowd failed at last and nobody wept.\n\nAll is well again.\n"
)
LOADED = {"a": ["cruel", "evil crowd", "failed"], "b": ["cruel", "evil crowd"], "c": ["cruel"]}
FAIR = {"a": [], "b": ["at last"], "c": ["nobody wept", "plan"]}

ARTICLE = """\
id = "small"
title = "A small article"
text = "article.txt"
reading = [
  { id = "a", file = "a.jsonl" }, { id = "b", file = "b.jsonl" }, { id = "c", file = "c.jsonl" },
]
[[section]]
id = "all"
title = "All of it"
"""

# Of a, b and c, three mark “cruel” and two “evil crowd”: core. One marks “failed":
# contestable. “at last” and “nobody wept” are fair, and so is “plan”, a neighbour of the core.
EXERCISE = """\
id = "first"
kind = "mark"
version = 3
title = "A first try"
objective = "You will be able to try."
minutes = 5
article = "small"
section = "all"
lens = "loaded"
readings = ["a", "b", "c"]
pass = 0.5
prompt = "Mark <b>the</b> words."
hints = ["Look again."]
next = "Go on."

[[note]]
quote = "cruel"
why = "WHY-CRUEL: it judges."
best_case = "CASE-CRUEL: it was."
neutral = "NEUTRAL-CRUEL"

[[note]]
quote = "evil crowd"
label = "LABEL-EVIL"
why = "WHY-EVIL: it damns."

[[note]]
quote = "failed"
why = "WHY-FAILED: some say so."

[[note]]
quote = "at last"
why = "WHY-LAST: it is only time."
"""


def _marks(quotes: list[str], **said: str) -> list[dict[str, object]]:
    return [{"start": (at := TEXT.index(q)), "end": at + len(q), "text": q, **said} for q in quotes]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with ``_config.yml``, ``articles/small`` and ``exercises/first``."""
    course = tmp_path / "course"
    article, exercise = course / "articles" / "small", course / "exercises" / "first"
    article.mkdir(parents=True)
    exercise.mkdir(parents=True)
    (course / "_config.yml").touch()
    (article / "article.toml").write_text(ARTICLE, encoding="utf-8")
    (article / "article.txt").write_text(TEXT, encoding="utf-8", newline="")
    (exercise / "exercise.toml").write_text(EXERCISE, encoding="utf-8")
    for id, quotes in LOADED.items():
        unit = {
            "loaded": _marks(quotes, category="adjective", reason=f"{id} says so"),
            "fair": _marks(FAIR[id], why=f"{id} calls it fair"),
        }
        (article / f"{id}.jsonl").write_text(json.dumps(unit), encoding="utf-8")
    return course


@pytest.fixture
def spoil(course: Path) -> Callable[[str, str], Path]:
    """`spoil(before, after)` changes the exercise's file; what it returns is its path."""
    path = course / "exercises" / "first" / "exercise.toml"

    def change(before: str, after: str) -> Path:
        assert before in EXERCISE
        path.write_text(EXERCISE.replace(before, after, 1), encoding="utf-8")
        return path

    return change


@pytest.fixture
def exercise(course: Path) -> Exercise:
    return load_exercise("first", course)


Document = dict[str, Any]


@pytest.fixture
def answered(exercise: Exercise) -> Callable[..., Document]:
    """`answered("cruel", "wept")` is the content of an answer file with these marks."""

    def make(*quotes: str, certainty: int = 2, revised: tuple[str, ...] | None = None) -> Document:
        def attempt(chosen: tuple[str, ...]) -> Document:
            marks = _marks(list(chosen))
            marks = [{"start": m["start"], "end": m["end"], "quote": m["text"]} for m in marks]
            return {"marks": marks, "certainty": certainty}

        answer: Document = {
            "exercise": "first",
            "exercise_version": 3,
            "passage": exercise.passage_digest,
            "first": attempt(quotes),
            "revised": None if revised is None else attempt(revised),
        }
        return {"format": "slantwise-answers", "version": 1, "answers": [answer]}

    return make
