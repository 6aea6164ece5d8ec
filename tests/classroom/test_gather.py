"""From files to pupils and rows: pseudonyms, what is left out and why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.classroom import gather as module
from slantwise.classroom.gather import Class

Answer = dict[str, Any]
Write = Callable[..., Path]
Gathered = Callable[..., Class]


@pytest.fixture
def handed_in(write: Write, marked: Callable[..., Answer], sorted_as: Callable[..., Answer]):
    """Two pupils, who have each handed in two exercises, the second in a folder of its own."""
    labels = sorted_as("fact", "value", "prediction", "value")
    for who in ("zoe", "abe"):
        write(f"1-monday/{who}.json", marked("greedy"))
        write(f"2-friday/{who}.json", labels)
    write("1-monday/late.json", marked("rammed"))


@pytest.mark.usefixtures("handed_in")
@pytest.mark.parametrize(
    ("by", "pupils", "answers", "faults"),
    [("file", 5, 5, 0), ("name", 3, 5, 0), ("folder", 2, 2, 3)],
)
def test_what_one_pupil_is(gathered: Gathered, by: str, pupils: int, answers: int, faults: int):
    found = gathered(by=by)
    assert (len(found.pupils), found.answers, len(found.faults)) == (pupils, answers, faults)
    assert found.answering == pupils


@pytest.mark.usefixtures("handed_in")
def test_pseudonyms_follow_the_names_of_the_files(gathered: Gathered):
    assert gathered(by="name").pupils == {
        "P01": ["1-monday/abe.json", "2-friday/abe.json"],
        "P02": ["1-monday/late.json"],
        "P03": ["1-monday/zoe.json", "2-friday/zoe.json"],
    }


@pytest.mark.usefixtures("handed_in")
def test_a_second_answer_of_one_pupil_is_told_and_the_first_counts(gathered: Gathered):
    found = gathered(by="folder")
    assert [(fault.pupil, fault.file) for fault in found.faults] == [
        ("P01", "1-monday/late.json"),
        ("P01", "1-monday/zoe.json"),
        ("P02", "2-friday/zoe.json"),
    ]
    assert "a second answer to “pen” by one pupil" in found.faults[0].problem


def test_pseudonyms_are_all_of_one_length(write: Write, gathered: Gathered, marked: Any):
    for n in range(100):
        write(f"{n:03}.json", marked("greedy"))
    assert list(gathered().pupils)[::99] == ["P001", "P100"]


def test_every_bad_file_has_its_reason_and_the_rest_goes_on(
    folder: Path, write: Write, gathered: Gathered, marked: Callable[..., Answer]
):
    good = marked("greedy")
    write("a.json", good)
    (folder / "b.json").write_text('{\n"format": "slant', encoding="utf-8")
    (folder / "c.json").write_bytes(b"PK\x03\x04\0\0")
    write("d.json", {**good, "exercise": "penn"}, good)
    write("e.json", {**good, "exercise_version": 9})
    write("f.json", {**good, "passage": "0" * 16})
    write("g.json", {**good, "name": "Ada Lee"})
    write(
        "h.json",
        {**good, "first": {"marks": [{"start": 0, "end": 3, "quote": "No!"}], "certainty": 1}},
    )
    found = gathered()
    assert [row.pupil for row in found.rows["pen"]] == ["P01", "P04"]
    told = {fault.file[0]: fault.problem for fault in found.faults}
    expected = {
        "b": "line 2: this is not valid JSON",
        "c": "not a text file",
        "d": "there is no exercise “penn”",
        "e": "version 9",
        "f": "does not fit the text",
        "g": "unknown key “answers.0.name”",
        "h": "is not “No!”",
    }
    assert told.keys() == expected.keys()
    for name, problem in expected.items():
        assert problem in told[name]
        assert "\n" not in told[name]


def test_an_exercise_that_cannot_be_read_is_told_for_each_answer_and_tried_once(
    write: Write, gathered: Gathered, marked: Callable[..., Answer], monkeypatch: Any
):
    tried = []

    def fail(id: str, root: Path) -> None:
        tried.append(id)
        raise module.ContentError(root / "exercise.toml", "it is spoilt")

    monkeypatch.setattr(module, "load_exercise", fail)
    for n in range(3):
        write(f"{n}.json", marked("greedy"))
    found = gathered()
    assert [fault.problem for fault in found.faults] == ["it is spoilt"] * 3
    assert tried == ["pen"]


def test_each_exercise_is_read_once(
    write: Write, gathered: Gathered, marked: Callable[..., Answer], monkeypatch: Any
):
    tried, load = [], module.load_exercise
    monkeypatch.setattr(module, "load_exercise", lambda *a: tried.append(a) or load(*a))
    for n in range(5):
        write(f"{n}.json", marked("greedy", revised=["rammed"]))
    assert gathered().answers == 5
    assert len(tried) == 1
