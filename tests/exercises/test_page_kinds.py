"""The page and `slantwise check` accept, refuse and sum up the same answers of every kind."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from slantwise.errors import ContentError
from slantwise.exercises.attempts import attempts
from slantwise.exercises.check import check
from slantwise.exercises.load import Exercise, list_exercises, load_exercise
from slantwise.exercises.records import record, summary_lines
from slantwise.reader.overview import overview
from slantwise.summary import summarise

ROOT = Path(__file__).parents[2]
Attempt = dict[str, Any]
Change = Callable[[Attempt], object]

PROGRAM = """
const { tasks, files } = given;
const said = [];
for (const text of files) {
  const read = await readForAll(new File([text], "ada.json"), tasks);
  if (read.problem) { said.push({ problem: read.problem }); continue; }
  const pairs = tasks.filter(({ exercise }) => read.taken[exercise.id])
    .map(({ exercise }) => [exercise, read.taken[exercise.id]]);
  said.push({
    written: JSON.parse(answerFile(pairs)),
    summary: summarise(pairs.map(([task, answer]) => recordOf(task, answer))),
  });
}
console.log(JSON.stringify(said));
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("kinds")
    shutil.copytree(ROOT / "tests" / "course", course, dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests" / "samples", course / "exercises", dirs_exist_ok=True)
    article = course / "articles" / "town" / "article.toml"
    source = article.read_text("utf-8")
    article.write_text(source.replace("text =", 'side = "council"\ntext =', 1), "utf-8")
    return course


@pytest.fixture(scope="module")
def exercises(course: Path) -> dict[str, Exercise]:
    return {id: load_exercise(id, course) for id in list_exercises(course)}


@pytest.fixture(scope="module")
def page(
    in_page: Callable[[str, object], Any], exercises: dict[str, Exercise]
) -> Callable[[list[str]], list[dict[str, Any]]]:
    """`page(files)` is what the page says to each file."""
    tasks = overview(exercises.values())
    return lambda files: in_page(PROGRAM, {**tasks, "files": files})


def answer(exercise: Exercise, first: Attempt, revised: Attempt | None = None) -> dict[str, Any]:
    return {
        "exercise": exercise.task.id,
        "exercise_version": exercise.task.version,
        "passage": exercise.passage_digest,
        "first": first,
        "revised": revised,
    }


def file_of(*answers: dict[str, Any]) -> str:
    return json.dumps({"format": "slantwise-answers", "version": 1, "answers": list(answers)})


def given(exercise: Exercise) -> dict[str, Attempt]:
    """The attempts that every exercise must tell apart, as they stand in a file."""
    return {
        name: _unsaid(json.loads(attempt.model_dump_json()))
        for name, attempt in attempts(exercise).items()
    }


def _unsaid(value: Any) -> Any:
    """The same without a certainty that is not given."""
    if isinstance(value, dict):
        pairs = ((name, _unsaid(inner)) for name, inner in value.items())
        return {name: inner for name, inner in pairs if (name, inner) != ("certainty", None)}
    return [_unsaid(inner) for inner in value] if isinstance(value, list) else value


def test_sound_answers_are_read_and_summed_up_alike(
    course: Path,
    tmp_path: Path,
    exercises: dict[str, Exercise],
    page: Callable[[list[str]], list[dict[str, Any]]],
    as_js: Callable[[object], str],
):
    names = ("key", "blank", "all", "random", "first", "longest")
    files = []
    for name in names:
        made = {id: given(one) for id, one in exercises.items()}
        own = [
            answer(exercises[id], made[id][name], made[id].get("key"))
            for id in exercises
            if name in made[id] and not (id == "dossier" and name == "all")
        ]
        files.append(file_of(*own))
    for text, said in zip(files, page(files), strict=True):
        path = tmp_path / "ada.json"
        path.write_text(text, encoding="utf-8")
        results = check(path, course)
        assert "problem" not in said, said
        summary = summarise([record(result) for result in results])
        assert as_js(said["summary"]) == as_js(summary)
        path.write_text(json.dumps(said["written"]), encoding="utf-8")
        assert [r.last for r in check(path, course)] == [
            r.last for r in sorted(results, key=lambda r: r.exercise.task.id)
        ]


SPOILT: dict[str, dict[str, Change]] = {
    "classify": {
        "no such item": lambda a: a["choices"][0].update(item="nine"),
        "no such label": lambda a: a["choices"][0].update(choice="maybe"),
        "an item twice": lambda a: a["choices"].append(dict(a["choices"][0])),
        "certainty for all": lambda a: a.update(certainty=2),
        "no certainty": lambda a: a["choices"][0].pop("certainty"),
        "certainty 0": lambda a: a["choices"][0].update(certainty=0),
        "another key": lambda a: a["choices"][0].update(note="x"),
        "no list": lambda a: a.update(choices={}),
        "a choice null": lambda a: a["choices"].append(None),
    },
    "mirror": {
        "certainty with an item": lambda a: a["choices"][0].update(certainty=2),
        "no certainty": lambda a: a.pop("certainty"),
        "certainty a text": lambda a: a.update(certainty="2"),
        "a label null": lambda a: a["choices"][0].update(choice=None),
    },
    "order": {
        "a step twice": lambda a: a["order"].__setitem__(0, a["order"][1]),
        "a step missing": lambda a: a["order"].pop(),
        "no such step": lambda a: a["order"].__setitem__(0, "z"),
        "another key": lambda a: a.update(steps=[]),
        "no certainty": lambda a: a.pop("certainty"),
    },
    "trace": {
        "a link twice": lambda a: a["links"].append(a["links"][0]),
        "no such link": lambda a: a["links"].append("moon"),
        "no such change": lambda a: a.update(change="moon"),
        "no change at all": lambda a: a.pop("change"),
        "links a text": lambda a: a.update(links="report"),
    },
    "dossier": {
        "too many": lambda a: a.update(opened=["mill", "song", "copy", "weather", "survey"]),
        "a card twice": lambda a: a.update(opened=["mill", "mill"]),
        "no such card": lambda a: a.update(opened=["moon"]),
        "no such verdict": lambda a: a.update(verdict="true"),
        "no verdict at all": lambda a: a.pop("verdict"),
    },
    "rewrite": {
        "too long": lambda a: a.update(text="x" * 20_001),
        "no text": lambda a: a.update(text=None),
        "certainty": lambda a: a.update(certainty=2),
    },
    "reflect": {
        "a tick twice": lambda a: a.update(ticked=["source", "source"]),
        "no such tick": lambda a: a.update(ticked=["moon"]),
        "no ticks": lambda a: a.pop("ticked"),
        "too long": lambda a: a.update(text="x" * 20_001),
    },
}


def spoilt(exercises: dict[str, Exercise]) -> Iterator[tuple[str, str]]:
    for kind, changes in SPOILT.items():
        for name, change in changes.items():
            for part in ("first", "revised"):
                made = answer(exercises[kind], given(exercises[kind])["key"])
                made["revised"] = json.loads(json.dumps(made["first"]))
                change(made[part])
                yield f"{kind}: {name} in {part}", file_of(made)
    other = given(exercises["order"])["key"]
    yield "an attempt of another kind", file_of(answer(exercises["trace"], other))
    sound = answer(exercises["order"], other)
    yield "an exercise that there is not", file_of({**sound, "exercise": "moon"})


def test_spoilt_answers_are_refused_by_both(
    course: Path,
    tmp_path: Path,
    exercises: dict[str, Exercise],
    page: Callable[[list[str]], list[dict[str, Any]]],
):
    files = dict(spoilt(exercises))
    for (name, text), said in zip(files.items(), page(list(files.values())), strict=True):
        assert "\n" not in said.get("problem", "\n"), f"page: {name}"
        path = tmp_path / "ada.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ContentError, match=r"ada\.json"):
            check(path, course)


def test_the_summary_can_be_told_in_words(
    course: Path, tmp_path: Path, exercises: dict[str, Exercise]
):
    own = [answer(one, given(one)["key"], given(one)["key"]) for one in exercises.values()]
    path = tmp_path / "ada.json"
    path.write_text(file_of(*own), encoding="utf-8")
    lines = list(summary_lines(check(path, course)))
    assert lines[0] == f"{len(own)} exercises answered"
    assert any("council" in line and "Too few items to tell" in line for line in lines)
    assert any(line.startswith("How sure: Brier score") for line in lines)


def test_the_overview_says_nothing_that_is_not_compared(exercises: dict[str, Exercise]):
    sent = json.dumps(overview(exercises.values()))
    assert "WHY-" not in sent
    assert "CONFUSED" not in sent
    assert '"side": "council"' in sent
