"""Our quizzes beside other people's programs: two that read, and one that writes, what we write."""

import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from slantwise.classroom.quiz.model import Quiz, quiz
from slantwise.classroom.quiz.moodle import fraction, moodle_xml
from slantwise.classroom.quiz.qti12 import qti12
from slantwise.classroom.quiz.qti21 import qti21
from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.exercises.tasks import ChoiceExercise

ROOT = Path(__file__).parents[2]
LOADED = [load_exercise(id, ROOT) for id in list_exercises(ROOT)]
QUIZZES = [quiz(one) for one in LOADED if isinstance(one.task, ChoiceExercise)]
each_quiz = pytest.mark.parametrize("own", QUIZZES, ids=lambda own: own.id)


@each_quiz
def test_a_reader_of_moodle_xml_finds_the_same(own: Quiz):
    parser = pytest.importorskip("moodle_xml_parser.parser")
    found = parser.parse_bytes(moodle_xml([own]))["multichoice"]
    assert len(found) == len(own.questions)
    for question, other in zip(own.questions, found, strict=True):
        assert other.single
        assert not other.shuffle_answers
        assert [round(o.score_fraction, 5) for o in other.options] == [
            round(fraction(option), 5) for option in question.options
        ]
        for option, theirs in zip(question.options, other.options, strict=True):
            assert theirs.answer == f'<p dir="auto">{option.words}</p>'
            assert len(theirs.feedback.split("</p>")) == len(option.feedback) + 1


@each_quiz
def test_a_reader_of_qti21_finds_the_same(own: Quiz, tmp_path: Path):
    parser = pytest.importorskip("onyx2moodle.parser")
    classifier = pytest.importorskip("onyx2moodle.classifier")
    (tmp_path / "quiz.zip").write_bytes(qti21([own]))
    with zipfile.ZipFile(tmp_path / "quiz.zip") as archive:
        archive.extractall(tmp_path)
    for question in own.questions:
        item = parser.parse_item(tmp_path / "items" / f"{own.id}.{question.id}.xml")
        assert classifier.classify(item).target == "multichoice"
        (choice,) = item.interactions
        assert [one.identifier for one in choice.choices] == [o.id for o in question.options]
        response = item.response_decls["RESPONSE"]
        assert (response.cardinality, choice.max_choices) == ("single", 1)
        shares = {option.id: option.share for option in question.options}
        assert response.mapping == pytest.approx(shares)
        assert [shares[id] for id in response.correct_values] == [1]
        told = [o.id for o in question.options if o.feedback]
        assert [one.identifier for one in item.feedback] == told


TEXT = """Quiz title: Three
Quiz description: About it.

Title: One
Points: 1
1. The council voted.
a) Report
... who
*b) Opinion
... why
"""


def shapes(root: ET.Element, path: str = "") -> set[tuple[str, tuple[str, ...]]]:
    """Every element with the path to it and the names of its attributes."""
    own = f"{path}/{root.tag}"
    names = tuple(sorted(name for name in root.attrib if "schemaLocation" not in name))
    return {(own, names)}.union(*(shapes(child, own) for child in root))


def parts(path: Path) -> dict[str, ET.Element]:
    """The files of a package by what they are."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        found = {name: ET.fromstring(archive.read(name)) for name in names}  # noqa: S314
    kinds = {root.tag: root for root in found.values()}
    assert len(kinds) == len(found) == 3
    return kinds


def test_a_qti12_package_has_the_shape_of_one_that_teachers_import_into_canvas(tmp_path: Path):
    pytest.importorskip("text2qti")
    (tmp_path / "theirs.txt").write_text(TEXT, "utf-8")
    run = "from text2qti.cmdline import main; main()"
    command = [sys.executable, "-c", run, "theirs.txt"]
    env = {"HOME": str(tmp_path), "PATH": ""}
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    (tmp_path / "ours.zip").write_bytes(qti12(QUIZZES[:1]))
    theirs, ours = parts(tmp_path / "theirs.zip"), parts(tmp_path / "ours.zip")
    assert set(theirs) == set(ours)
    for tag, root in ours.items():
        assert shapes(root) <= shapes(theirs[tag])
