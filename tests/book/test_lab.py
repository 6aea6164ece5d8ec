"""The notebooks in the site: pinned wheels, what is in them, and what is said where one lacks."""

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from slantwise.book import lab, lab_files
from slantwise.cli import main
from slantwise.errors import ContentError


def test_without_the_extra_one_line_says_what_to_install(root, monkeypatch, capsys):
    monkeypatch.setenv("SLANTWISE_ROOT", str(root))
    monkeypatch.setattr(lab, "_installed", lambda: None)
    monkeypatch.setattr(lab.pyodide, "fetch", lambda _cache: None)
    assert main(["book", "--no-serve", "--with-lab"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert 'pip install -e ".[lab]"' in error


def test_the_lock_has_the_versions_of_the_course(root):
    python, shown = lab.wheels()
    pins = dict(
        re.findall(r"^([\w.-]+)==([\w.]+)", (root / "constraints.txt").read_text(), re.MULTILINE)
    )
    wheels = {wheel["name"]: wheel["version"] for wheel in (*python, *shown)}
    assert {name: pins.get(name, version) for name, version in wheels.items()} == wheels
    assert {"anywidget", "ipywidgets", "pydantic"} <= set(wheels)
    assert all(re.fullmatch("[0-9a-f]{64}", wheel["sha256"]) for wheel in (*python, *shown))


def test_the_lock_names_nothing_that_it_does_not_bring():
    python, _ = lab.wheels()
    names = {wheel["name"] for wheel in python}
    assert {need for wheel in python for need in wheel["depends"]} <= names


# --- fetching ---------------------------------------------------------------------------


@pytest.fixture
def two_wheels(monkeypatch):
    """A lock with two wheels, whose bytes are their names."""
    made = [
        {"name": n, "version": "1", "file": f"{n}.whl", "sha256": hashlib.sha256(n).hexdigest()}
        for n in (b"one", b"two")
    ]
    made = [{**w, "name": w["name"].decode(), "file": f"{w['name'].decode()}.whl"} for w in made]
    monkeypatch.setattr(lab, "wheels", lambda: (made, []))
    return made


def test_what_came_is_kept_when_the_rest_does_not_come(two_wheels, tmp_path, monkeypatch):
    def only_the_first(wanted, folder):
        (folder / "one.whl").write_text("one")
        (folder / "two.whl").write_text("half")

    monkeypatch.setattr(lab, "_download", only_the_first)
    with pytest.raises(ContentError, match=r"could not be fetched: two\. Connect"):
        lab.fetch(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["one.whl"]

    asked = []

    def the_second(wanted, folder):
        asked.extend(wheel["name"] for wheel in wanted)
        (folder / "two.whl").write_text("two")

    monkeypatch.setattr(lab, "_download", the_second)
    lab.fetch(tmp_path)
    assert asked == ["two"]
    monkeypatch.setattr(lab, "_download", lambda *_: pytest.fail("everything is there"))
    lab.fetch(tmp_path)


def test_a_wheel_with_other_bytes_is_fetched_again(two_wheels, tmp_path):
    for wheel in two_wheels:
        (tmp_path / wheel["file"]).write_text(wheel["name"])
    assert lab.missing(tmp_path) == []
    (tmp_path / "one.whl").write_text("other")
    assert [wheel["name"] for wheel in lab.missing(tmp_path)] == ["one"]


def test_pip_that_fails_is_told_in_one_line(two_wheels, tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "DOWNLOAD", (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(ContentError, match="could not be fetched: one, two"):
        lab.fetch(tmp_path)


# --- what is in it ----------------------------------------------------------------------


def test_the_packages_own_wheel_is_the_same_every_time_and_runs(root, tmp_path):
    first = lab_files.write_own_wheel(root, tmp_path)
    wheel = tmp_path / first["file"]
    before = wheel.read_bytes()
    assert lab_files.write_own_wheel(root, tmp_path) == first
    assert wheel.read_bytes() == before
    assert lab_files.packages([first], tmp_path)["slantwise"]["imports"] == ["slantwise"]

    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    course = tmp_path / "site" / Path(lab_files.COURSE).name
    text = Path("articles", "kosovo-1244", "article.txt")
    assert (course / text).read_bytes() == (root / text).read_bytes()
    code = "import slantwise; print(slantwise.__file__, slantwise.Practice('loaded-opening').view)"
    environment = {"PYTHONPATH": str(tmp_path / "site"), "SLANTWISE_ROOT": str(course)}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert str(tmp_path) in told.stdout
    assert told.stdout.endswith("exercise\n")


def test_notebooks_ask_for_the_kernel_that_is_there(root, tmp_path):
    lab_files.write_pages(root, tmp_path)
    made = sorted((tmp_path / "notebooks").glob("*.ipynb"))
    assert [p.name for p in made] == sorted(p.name for p in (root / "notebooks").glob("*.ipynb"))
    for path in made:
        notebook = json.loads(path.read_text("utf-8"))
        assert notebook["metadata"]["kernelspec"]["name"] == "python"
        assert (
            notebook["cells"] == json.loads((root / "notebooks" / path.name).read_text())["cells"]
        )
    assert (tmp_path / "book" / "how-well.md").is_file()


def test_without_nltk_the_agreement_is_left_out_and_said(root, monkeypatch):
    from slantwise.book import agreement

    monkeypatch.setenv("SLANTWISE_ROOT", str(root))
    monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)
    assert "only in the book" in agreement("kosovo-1244", "loaded").data


def test_the_extra_is_what_the_message_names(root):
    assert '\nlab = ["jupyter-server' in (root / "pyproject.toml").read_text("utf-8")
    assert (importlib.util.find_spec("jupyterlite_core") is None) == (lab._installed() is None)
