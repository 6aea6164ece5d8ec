"""The export is what `slantwise class report` takes, and says no more than was asked for."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from live.lesson import KINDS, Lesson, body, tries
from slantwise import cli
from slantwise.classroom.collect import find_sources
from slantwise.classroom.gather import gather


def taught(lesson: Lesson, rounds: list[str]) -> list[dict[str, str]]:
    pupils = [lesson.join(name) for name in ("Ada", "=1+1", None)]
    for number, id in enumerate(rounds, start=1):
        exercise = lesson.room.course.load(id)
        attempts = list(tries(exercise).values())
        lesson.go("open" if number == 1 else "next", exercise=id)
        for i, pupil in enumerate(pupils[:2]):
            first = attempts[(i + number) % len(attempts)]
            assert lesson.put(pupil["token"], body(exercise, first), number).status_code == 201
        lesson.go("close", "heat", "readings")
        sent = body(exercise, attempts[number % len(attempts)], attempts[0])
        assert lesson.put(pupils[0]["token"], sent, number).status_code == 201
    return pupils


def exported(lesson: Lesson, tmp_path: Path, query: str = "") -> Path:
    answer = lesson.get(f"/api/teacher/export.zip{query}", lesson.teacher)
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    path = tmp_path / "out" / "class-answers.zip"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(answer.content)
    return path


def test_a_report_is_made_of_all_nine_kinds(
    lesson: Lesson, tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    taught(lesson, list(KINDS.values()))
    path = exported(lesson, tmp_path)
    monkeypatch.chdir(root)
    out = tmp_path / "report.html"
    assert cli.main(["class", "report", str(path), "--out", str(out)]) == 0
    assert "2 pupils, 18 answers, 0" in capsys.readouterr().out.replace("\n", " ")
    assert out.stat().st_size > 10_000


def test_what_was_handed_in_is_what_is_exported(lesson: Lesson, tmp_path: Path, root: Path):
    pupils = taught(lesson, [KINDS["mark"], KINDS["order"]])
    path = exported(lesson, tmp_path)
    found = gather(find_sources(path), root)
    assert (found.answering, found.answers, found.faults) == (2, 4, [])
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == sorted(
            ["READ-ME.txt", *(f"{pupil['pseudonym']}.json" for pupil in pupils[:2])]
        )
        held = json.loads(archive.read(f"{pupils[0]['pseudonym']}.json"))
        whole = b"".join(archive.read(name) for name in archive.namelist())
    own = lesson.get("/api/rounds/1/answer", pupils[0]["token"]).json()["answer"]
    assert held["answers"][0] == own
    assert own["revised"] is not None
    assert b"Ada" not in whole


def test_names_come_only_when_asked_for_and_are_no_formula(lesson: Lesson, tmp_path: Path):
    pupils = taught(lesson, [KINDS["order"]])
    with zipfile.ZipFile(exported(lesson, tmp_path, "?names=yes")) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("names.csv").decode("utf-8-sig"))))
    names = ["Ada", "'=1+1", ""]
    told = [[pupil["pseudonym"], name] for pupil, name in zip(pupils, names, strict=True)]
    assert rows == [["pseudonym", "nickname"], *told]
    assert "names.csv" not in zipfile.ZipFile(exported(lesson, tmp_path)).namelist()


def test_a_second_round_on_one_exercise_is_kept_apart(lesson: Lesson, tmp_path: Path, root: Path):
    pupils = taught(lesson, [KINDS["order"], KINDS["order"]])
    path = exported(lesson, tmp_path)
    found = gather(find_sources(path), root)
    assert (found.answering, found.answers, found.faults) == (2, 2, [])
    with zipfile.ZipFile(path) as archive:
        again = f"again/round-2/{pupils[0]['pseudonym']}.json.txt"
        own = lesson.get("/api/rounds/2/answer", pupils[0]["token"]).json()["answer"]
        assert json.loads(archive.read(again))["answers"] == [own]


def test_who_was_removed_is_not_exported(lesson: Lesson, tmp_path: Path):
    pupils = taught(lesson, [KINDS["order"]])
    lesson.ask("POST", "/api/teacher/remove", lesson.teacher, json={"pupil": pupils[0]["pupil"]})
    names = zipfile.ZipFile(exported(lesson, tmp_path, "?names=yes")).namelist()
    assert f"{pupils[0]['pseudonym']}.json" not in names
    assert f"{pupils[1]['pseudonym']}.json" in names
