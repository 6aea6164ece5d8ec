"""``slantwise class report``: the page, the tables, the names, and the exit status."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from slantwise.classroom import sheets
from slantwise.cli import main
from slantwise.exercises.attempts import KEY, attempts
from slantwise.exercises.load import load_exercise

Answer = dict[str, Any]
Write = Callable[..., Path]
HOSTILE = "</h2><script>alert(1)</script><img src=x onerror=alert(2)> & ' \" "


@pytest.fixture
def twelve(write: Write, marked: Callable[..., Answer], sorted_as: Callable[..., Answer]) -> None:
    """Twelve pupils, each with two answers in one file."""
    for n in range(12):
        marks = ["greedy"] * (n < 9) + ["voted"] * (n % 2)
        labels = ("fact", "value" if n % 3 else None, "prediction", "value" if n < 6 else "fact")
        revised = ["greedy", "rammed"] if n < 10 else None
        one = marked(*marks, certainty=1 + n % 3, revised=revised)
        write(f"pupil-{n:02}.json", one, sorted_as(*labels, certainty=1 + n % 3))


def run(folder: Path, *options: str) -> int:
    return main(["class", "report", str(folder), *options])


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.usefixtures("twelve")
def test_a_page_three_tables_and_the_names(
    here: Path, folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(folder, "--csv", "tables", "--names", "names.csv") == 0
    out, err = capsys.readouterr()
    assert out == "12 pupils, 24 answers, 0 could not be used: class-report.html\n"
    assert err == ""
    told = Page(Path("class-report.html").read_text("utf-8")).text
    assert "Mark what is loaded" in told
    assert "75% (9 of 12; 47% to 91%)" in told
    assert [len(rows(Path("tables") / name)) for name in sheets.SHEETS] == [24, 12, 64]
    names = rows(Path("names.csv"))
    assert names[2] == {"pupil": "P03", "file": str(folder / "pupil-02.json")}


@pytest.mark.usefixtures("twelve")
def test_the_page_names_nobody_and_needs_nobody(here: Path, folder: Path):
    (folder / "ada-lovelace.json").write_text("{", "utf-8")
    run(folder, "--csv", "tables")
    source = Path("class-report.html").read_text("utf-8")
    tables = "".join((Path("tables") / name).read_text("utf-8") for name in sheets.SHEETS)
    assert "pupil-" not in source + tables
    assert "lovelace" not in source + tables
    page = Page(source)
    assert {"script", "img", "link", "iframe"}.isdisjoint(tag for tag, _ in page.tags)
    assert not re.search(r"https?:|url\(|@import", source)
    assert all(attrs.get("href", "#").startswith("#") for _, attrs in page.tags)  # type: ignore[union-attr]


@pytest.mark.usefixtures("twelve")
def test_the_same_answers_give_the_same_files(here: Path, folder: Path):
    made = []
    for name in ("one", "two"):
        out = here / name
        run(folder, "--out", str(out / "r.html"), "--csv", str(out), "--names", str(out / "n.csv"))
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == 5


@pytest.mark.usefixtures("twelve")
def test_a_zip_of_a_folder_says_what_the_folder_says(here: Path, folder: Path):
    with zipfile.ZipFile("class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    run(folder, "--out", "a.html")
    run(Path("class.zip"), "--out", "b.html")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


def test_bad_files_are_told_a_line_each_and_the_report_is_written(
    here: Path, folder: Path, write: Write, marked: Any, capsys: pytest.CaptureFixture[str]
):
    write("good.json", marked("greedy"))
    (folder / "bad.json").write_text('{\n"format"', "utf-8")
    (folder / "worse\n.json").write_bytes(b"\0")
    assert run(folder) == 1
    out, err = capsys.readouterr()
    assert "1 pupil, 1 answer, 2 could not be used" in out
    assert len(err.splitlines()) == 2
    assert err.startswith(f"{folder / 'bad.json'}: line 2: this is not valid JSON")
    assert "P01" in Page(Path("class-report.html").read_text("utf-8")).text


def test_a_small_class_is_too_few_to_tell(here: Path, folder: Path, write: Write, marked: Any):
    for n in range(9):
        write(f"{n}.json", marked("greedy"))
    run(folder)
    told = Page(Path("class-report.html").read_text("utf-8")).text
    assert "9 of 9. Too few to tell." in told
    assert "%" not in told.split("Every passage")[1].split("Agreement")[0]


@pytest.mark.parametrize("name", ["class-report.html", "tables/items.csv", "names.csv"])
def test_nothing_is_overwritten_and_then_nothing_is_written(
    here: Path, folder: Path, write: Write, marked: Any, name: str, capsys: Any
):
    write("a.json", marked("greedy"))
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text("mine")
    assert run(folder, "--csv", "tables", "--names", "names.csv") == 2
    assert "exists already" in capsys.readouterr().err
    files = [path for path in here.rglob("*") if path.is_file() and folder not in path.parents]
    assert [path.read_text() for path in files] == ["mine"]


def test_where_no_answer_can_be_used_there_is_no_report(here: Path, folder: Path, capsys: Any):
    (folder / "a.json").write_text("{}")
    assert run(folder) == 2
    assert "no answer here can be used" in capsys.readouterr().err
    assert not Path("class-report.html").exists()


def test_a_place_that_cannot_be_written_is_one_line(
    here: Path, folder: Path, write: Write, marked: Any, capsys: Any
):
    write("a.json", marked("greedy"))
    Path("file").write_text("")
    assert run(folder, "--out", "file/report.html") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


# --- what others wrote ------------------------------------------------------------------


def test_no_text_comes_to_life_on_the_page(
    here: Path, folder: Path, course: Path, document: Any, tmp_path: Path, monkeypatch: Any
):
    quoted = json.dumps(HOSTILE)
    own = tmp_path / "hostile"
    shutil.copytree(course, own)
    monkeypatch.setenv("SLANTWISE_ROOT", str(own))
    for id in ("pen", "sort"):
        path = own / "exercises" / id / "exercise.toml"
        text = path.read_text("utf-8")
        named = r'^(title|question|best_case|name) = ".*"$'
        text = re.sub(named, lambda m: f"{m[1]} = {quoted}", text, flags=re.MULTILINE)
        path.write_text(text, "utf-8")
    for n, name in enumerate([KEY, "blank", "random", "first"] * 3):
        found = [load_exercise(id, own) for id in ("pen", "sort")]
        answers = [
            {
                "exercise": one.task.id,
                "exercise_version": 1,
                "passage": one.passage_digest,
                "first": attempts(one)[name].model_dump(),
                "revised": None,
            }
            for one in found
        ]
        (folder / f"{n:02}.json").write_text(document(*answers), "utf-8")
    (folder / "zz.json").write_text(document({**answers[0], HOSTILE: 1}), "utf-8")
    assert run(folder) == 1
    page = Page(Path("class-report.html").read_text("utf-8"))
    assert {"script", "img"}.isdisjoint(tag for tag, _ in page.tags)
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert page.text.count("<script>alert(1)</script>") > 5


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("a=1", "a=1"),
        ("", ""),
        ("\udcff.json", "?.json"),
        (-0.25, "-0.2500"),
        (None, ""),
        (True, "true"),
    ],
)
def test_no_text_is_taken_for_a_formula(text: Any, cell: str):
    ((found,),) = csv.reader(io.StringIO(sheets.sheet([[text]])[1:], newline="")) or [[""]]
    assert found == cell


def test_a_file_that_is_named_like_a_formula(
    here: Path, write: Write, marked: Any, monkeypatch: Any
):
    write("=cmd.json", marked("greedy"))
    monkeypatch.chdir(here / "answers")
    assert run(Path(), "--names", "../names.csv", "--out", "../r.html") == 0
    assert rows(here / "names.csv")[0]["file"] == "'=cmd.json"
