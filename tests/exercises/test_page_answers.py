"""The page and `slantwise check` write and read the same answer files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.errors import ContentError
from slantwise.exercises.answers import read_answers
from slantwise.exercises.check import check, check_attempt
from slantwise.exercises.load import Exercise
from slantwise.exercises.schema import Attempt
from slantwise.reader import payload

Document = dict[str, Any]
Page = Callable[[str], Any]

READ = """
const answers = [];
for (const text of input) {
  const read = await readAnswerFile(new File([text], "ada.json"), structuredClone(payload));
  answers.push(read.answer ? true : read.problem);
}
console.log(JSON.stringify(answers));
"""
WRITE = """
const first = { ...markKind.attempt(payload, input), certainty: 3 };
const revised = { ...markKind.attempt(payload, []), certainty: 1 };
console.log(answerFile([[payload.exercise, { first, revised }]]));
"""


@pytest.fixture
def page(in_page: Callable[[str, object], Any], exercise: Exercise) -> Callable[[str, object], Any]:
    """`page(program, input)` runs a program that knows the exercise."""
    task = payload.exercise(exercise)

    def run(program: str, given: object) -> Any:
        read = "const { payload, input } = given;"
        return in_page(f"{read}\n{program}", {"payload": task, "input": given})

    return run


def test_what_the_page_writes_is_checked_with_the_same_marks(
    course: Path, tmp_path: Path, exercise: Exercise, page: Callable[[str, object], Any]
):
    marks = [[s.start, s.end] for s in (*exercise.key.core, exercise.key.words[-1])]
    written = page(WRITE, marks)
    assert exercise.article.text.index("👩‍💻") < marks[1][0], "offsets are code points"
    (tmp_path / "ada.json").write_text(json.dumps(written), encoding="utf-8")
    (result,) = check(tmp_path / "ada.json", course)
    expected = Attempt.model_validate(written["answers"][0]["first"])
    assert [[m.start, m.end] for m in expected.marks] == marks
    assert result.first == check_attempt(exercise, expected)
    assert result.first.report.credit == (1.0, 1.0)
    assert (result.first.points, result.last.points) == (3 if result.first.passed else -6, 0)


def edited(answered: Callable[..., Document]) -> dict[str, tuple[str, bool]]:
    """Files, and whether they are sound."""
    sound = answered("cruel", "evil crowd", revised=("cruel",))

    def other(change: Callable[[Document], object]) -> str:
        copy = json.loads(json.dumps(sound))
        change(copy["answers"][0])
        return json.dumps(copy)

    return {
        "sound": (json.dumps(sound), True),
        "marked, no BOM lost": ("\ufeff" + json.dumps(sound), True),
        "no revision": (other(lambda a: a.pop("revised")), True),
        "nothing marked": (other(lambda a: a["first"].update(marks=[])), True),
        "an unknown key in an attempt": (other(lambda a: a["first"].update(note="hi")), False),
        "an unknown key in a mark": (other(lambda a: a["first"]["marks"][0].update(x=1)), False),
        "an unknown key in the answer": (other(lambda a: a.update(name="Ada")), False),
        "an unknown key in the file": (json.dumps({**sound, "name": "Ada"}), False),
        "answered twice": (json.dumps({**sound, "answers": sound["answers"] * 2}), False),
        "an attempt of another kind": (other(lambda a: a.update(first={"text": "x"})), False),
        "no JSON": ("{", False),
        "deep": ("[" * 100_000, False),
        "null": ("null", False),
        "other version of the file": (json.dumps({**sound, "version": 2}), False),
        "no answers": (json.dumps({**sound, "answers": []}), False),
        "null for an answer": (json.dumps({**sound, "answers": [None]}), False),
        "other exercise": (other(lambda a: a.update(exercise="second")), False),
        "other exercise version": (other(lambda a: a.update(exercise_version=2)), False),
        "other passage": (other(lambda a: a.update(passage="0" * 16)), False),
        "no first": (other(lambda a: a.pop("first")), False),
        "certainty 4": (other(lambda a: a["first"].update(certainty=4)), False),
        "certainty true": (other(lambda a: a["first"].update(certainty=True)), False),
        "a mark null": (other(lambda a: a["first"].update(marks=[None])), False),
        "outside, with no words": (
            other(lambda a: a["first"].update(marks=[{"start": 900, "end": 910, "quote": None}])),
            False,
        ),
        "marks null": (other(lambda a: a["first"].update(marks=None)), False),
        "tampered": (other(lambda a: a["first"]["marks"][0].update(quote="kind!")), False),
        "shifted": (other(lambda a: a["first"]["marks"][0].update(start=5)), False),
        "in UTF-16 units": (
            other(lambda a: a["first"]["marks"][1].update(start=28, end=38)),
            False,
        ),
        "start a text": (other(lambda a: a["first"]["marks"][0].update(start="4")), False),
        "beyond": (other(lambda a: a["first"]["marks"][0].update(end=9999)), False),
        "tampered revision": (other(lambda a: a["revised"]["marks"][0].update(end=8)), False),
        "revision 0": (other(lambda a: a.update(revised=0)), False),
    }


def test_page_and_check_agree_on_what_is_sound(
    course: Path,
    tmp_path: Path,
    answered: Callable[..., Document],
    page: Callable[[str, object], Any],
):
    files = edited(answered)
    said = page(READ, [text for text, _ in files.values()])
    for (name, (text, sound)), verdict in zip(files.items(), said, strict=True):
        path = tmp_path / "ada.json"
        path.write_text(text, encoding="utf-8")
        assert (verdict is True) == sound, f"page: {name}: {verdict}"
        if not sound:
            assert verdict.startswith(("ada.json", "The answer in ada.json")), name
            with pytest.raises(ContentError):
                check(path, course)
        else:
            assert len(check(path, course)) == len(read_answers(path)) == 1, name
