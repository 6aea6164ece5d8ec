"""`slantwise check`: three exit statuses, one line a bad file, and nothing written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.cli import main

Answered = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(course: Path, answered: Answered, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answers that pass, that do not, and that are none; run from the course's folder."""
    monkeypatch.delenv("SLANTWISE_ROOT", raising=False)
    monkeypatch.chdir(course)
    folder = course.parent / "answers"
    (folder / "late").mkdir(parents=True)
    sound = {"pass": answered("cruel", "crowd"), "blank": answered()}
    for name, document in sound.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "bad.json").write_bytes(b"\0")
    (folder / "late" / "cut.json").write_text('{\n"format"', encoding="utf-8")
    return folder


def snapshot(*folders: Path) -> dict[Path, tuple[int, bytes]]:
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes())
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("names", "status", "checked", "errors"),
    [
        (["pass.json"], 0, 1, 0),
        (["blank.json"], 1, 1, 0),
        (["bad.json"], 2, 0, 1),
        (["none.json"], 2, 0, 1),
        (["late"], 2, 0, 1),
        (["pass.json", "blank.json"], 1, 2, 0),
        (["blank.json", "bad.json", "pass.json"], 2, 2, 1),
        (["none.json", "pass.json"], 2, 1, 1),
        (["."], 2, 2, 2),
        ([".", "none.json", "pass.json"], 2, 3, 3),
    ],
)
def test_the_exit_status_and_what_is_told(
    folder: Path,
    course: Path,
    capsys: pytest.CaptureFixture[str],
    names: list[str],
    status: int,
    checked: int,
    errors: int,
):
    before = snapshot(folder, course)
    assert main(["check", *(str(folder / name) for name in names)]) == status
    out, err = capsys.readouterr()
    assert out.count("A first try") == checked
    assert len(err.splitlines()) == errors
    assert all(line.startswith(f"{folder}{os.sep}") for line in err.splitlines())
    assert snapshot(folder, course) == before


def test_an_empty_folder_does_not_keep_the_others_from_being_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "empty").mkdir()
    assert main(["check", str(folder / "empty"), str(folder / "pass.json")]) == 2
    out, err = capsys.readouterr()
    assert "A first try" in out
    assert err == f"{folder / 'empty'}: there is no answer file (*.json) here. Check the name.\n"


def test_the_feedback_stands_below_the_name_of_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    main(["check", str(folder / "blank.json")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [str(folder / "blank.json"), "A first try"]
    assert any("WHY-EVIL" in line for line in lines)


def test_outside_a_course_it_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(folder)
    assert main(["check", "pass.json"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "there is no course here" in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX permissions")
def test_a_file_without_permission(folder: Path, capsys: pytest.CaptureFixture[str]):
    path = folder / "pass.json"
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("needs a user whom permissions bind, not root")
    assert main(["check", str(path)]) == 2
    assert "cannot be read (Permission denied)" in capsys.readouterr().err


def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "slantwise", "check", *args]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, **env}, check=False
    )


def test_as_a_process_it_ends_with_the_same_status_and_no_traceback(folder: Path):
    done = run(str(folder))
    assert done.returncode == 2
    assert done.stdout.count("A first try") == 2
    assert len(done.stderr.splitlines()) == 2


def test_a_terminal_that_lacks_the_letters_gets_the_feedback_all_the_same(folder: Path):
    done = run(str(folder / "blank.json"), PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stderr == ""
    assert "evil crowd" in done.stdout


@pytest.mark.parametrize("args", [["check"], ["check", "--nope", "x"], ["chekc", "x"]])
def test_a_wrong_option_is_a_usage_error(args: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        main(args)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_folder_ends_with_a_summary_and_a_file_does_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    main(["check", str(folder)])
    told = capsys.readouterr().out
    assert f"{folder}\n2 exercises answered\nTelling apart: Of 4 places" in told
    assert "How sure: You have said 2 times how sure you are. Too few to tell." in told
    main(["check", str(folder / "pass.json")])
    assert "exercise answered" not in capsys.readouterr().out
