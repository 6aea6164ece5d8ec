"""`pytest --answers`: one test an exercise and learner, and the failure is the feedback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

pytest_plugins = ["pytester"]

Answered = Callable[..., dict[str, Any]]
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def folder(course: Path, answered: Answered) -> Path:
    folder = course / "answers"
    folder.mkdir()
    sound = {"ada": answered("cruel", "crowd"), "ben": answered("cruel", "wept")}
    for name, document in sound.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "cut.json").write_text('{\n"format"', encoding="utf-8")
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester, course: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest in the folder of the course, with no other plugin than ours."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("SLANTWISE_ROOT", raising=False)
    monkeypatch.chdir(course)

    def in_process(*args: str | Path) -> pytest.RunResult:
        options = ("-p", "no:cacheprovider", "-p", "slantwise.pytest_plugin")
        return pytester.runpytest_inprocess(*options, *map(str, args))

    return in_process


def test_one_test_for_each_learner_and_exercise(run: Run, folder: Path):
    result = run("--answers", folder, "-v")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*answers/ada.json::first PASSED*",
            "*answers/ben.json::first FAILED*",
            "*answers/cut.json::cannot-be-read FAILED*",
        ]
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_failure_is_the_feedback_and_a_bad_file_is_its_line(run: Run, folder: Path):
    result = run("--answers", folder)
    result.stdout.fnmatch_lines(
        [
            "*_ ben: first _*",
            "A first try",
            "First answer: score 0.*, 1 of 2 core passages found*",
            "Not there yet*",
            "  “evil crowd” (marked by 2 of 3 close readings)",
            "      WHY-EVIL: it damns.",
            "*_ cut: cannot-be-read _*",
            "*cut.json:2: this is not valid JSON*Download the answers again*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_one_file_alone_whatever_its_name(run: Run, folder: Path):
    run("--answers", folder / "ada.json").assert_outcomes(passed=1)
    (folder / "ada.json").rename(folder / "ada.txt")
    run("--answers", "answers/ada.txt").assert_outcomes(passed=1)


def test_the_junit_report_holds_score_and_feedback(run: Run, folder: Path):
    run("--answers", folder, "--junitxml=report.xml")
    cases = {
        f"{case.get('classname')}/{case.get('name')}": case
        for case in ElementTree.parse("report.xml").iter("testcase")  # noqa: S314 - our own file
    }
    ada, ben, cut = (case for _, case in sorted(cases.items()))
    assert [p.attrib for p in ada.iter("property")] == [{"name": "score", "value": "1.0"}]
    assert "WHY-EVIL" in (ben.find("failure").text or "")
    assert "not valid JSON" in (cut.find("failure").text or "")


def test_answers_alone_collect_nothing_else(run: Run, course: Path, folder: Path):
    (course / "tests").mkdir()
    (course / "tests" / "test_other.py").write_text("def test_other(): assert False")
    run("--answers", folder / "ada.json").assert_outcomes(passed=1)


def test_beside_named_tests_both_are_run(run: Run, course: Path, folder: Path):
    (course / "test_named.py").write_text("def test_named(): pass")
    run("test_named.py", "--answers", folder / "ada.json").assert_outcomes(passed=2)


@pytest.mark.parametrize("deep", ["", "group"])
def test_what_learners_hand_in_is_never_run(run: Run, folder: Path, deep: str):
    sly = folder / deep
    sly.mkdir(exist_ok=True)
    for name in ("conftest.py", "__init__.py", "test_sly.py"):
        (sly / name).write_text("import pathlib; pathlib.Path('ran').touch()\ndef test_x(): pass")
    (folder / "ada.json").rename(sly / "sly.json")
    run("--answers", folder).assert_outcomes(passed=1, failed=2)
    assert not list(folder.parent.rglob("ran"))


def test_settings_for_pytest_among_the_answers_are_refused(run: Run, folder: Path):
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only")
    result = run("--answers", folder)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*pytest.ini: pytest settings among the answers. Move it*"])


def test_the_installed_package_brings_the_option(folder: Path):
    command = [sys.executable, "-m", "pytest", "-q", f"--answers={folder / 'ada.json'}"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=folder.parent, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("none.json", "ERROR: none.json: there is no such file or folder. Check the name."),
        ("articles", "ERROR: */articles: there is no answer file (*.json) here. Check the name."),
    ],
)
def test_a_path_without_answers_is_a_usage_error(run: Run, named: str, line: str):
    result = run("--answers", named)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([line])


def test_outside_a_course_it_is_one_line(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    result = run("--answers", folder / "ada.json")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*there is no course here. Go to the folder of the course*"])


def test_without_the_option_nothing_changes(run: Run, folder: Path):
    assert run().ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert run("answers").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_an_answer_to_no_exercise_is_its_line(run: Run, folder: Path, answered: Answered):
    document = answered("cruel")
    document["answers"][0]["exercise"] = "frist"
    (folder / "ada.json").write_text(json.dumps(document), encoding="utf-8")
    result = run("--answers", folder / "ada.json")
    result.stdout.fnmatch_lines([f"*answers{os.sep}ada.json: there is no exercise “frist”. Did*"])
