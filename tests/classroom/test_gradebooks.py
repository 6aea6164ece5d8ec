"""``slantwise class export``: points, who gets them, and what each importer makes of the file.

Canvas and Moodle are not here. `canvas_reads` and `moodle_reads` do what their importers were read
to do, as far as a file can go wrong there.
"""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from slantwise.cli import main
from slantwise.exercises.attempts import KEY, attempts
from slantwise.exercises.load import load_exercise

Answer = dict[str, Any]
Write = Callable[..., Path]
Rows = list[list[str]]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", '=HYPERLINK("x")')


@pytest.fixture
def three(here: Path, write: Write, marked: Any, sorted_as: Any) -> None:
    """Ada did both exercises, Bo one of them and revised it, Cy the other one badly."""
    write("ada.json", marked("greedy", "rammed"), sorted_as("fact", "value", "prediction", "value"))
    write("bo.json", marked("greedy", revised=["greedy", "rammed"]))
    write("cy.json", sorted_as("fact", "fact", "fact", "fact"))


def run(*options: str, out: str = "out") -> int:
    return main(["class", "export", "answers", "--out", out, *options])


def table(between: str = ",", out: str = "out") -> Rows:
    text = Path(out).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=between))


def people(text: str) -> None:
    Path("names.csv").write_text(text, "utf-8", newline="")


def sheet(path: str = "out") -> Rows:
    """The first sheet of a workbook, by the standard library; a formula would be in an `f`."""
    with zipfile.ZipFile(path) as book:
        page = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
    assert page.find(".//{*}f") is None
    words = ["".join(one.itertext()) for one in shared.findall("{*}si")]
    rows = []
    for row in page.findall(".//{*}row"):
        cells: list[str] = []
        for cell in row.findall("{*}c"):
            at = ord(cell.get("r", "A")[0]) - ord("A")
            cells += [""] * (at - len(cells))
            value = cell.findtext("{*}v", "")
            cells.append(words[int(value)] if cell.get("t") == "s" else value)
        rows.append(cells)
    return rows


# --- points -----------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
def test_points_are_the_score_times_what_an_exercise_is_worth(capsys: Any):
    assert run("--to", "csv") == 0
    assert capsys.readouterr().out == "3 pupils, 2 exercises: out\n"
    head, ada, bo, cy = table()
    assert head == [
        "pupil",
        "Mark what is loaded [pen] (of 10)",
        "Sort the sentences [sort] (of 10)",
    ]
    assert ada[0] == "P01"
    main(["class", "report", "answers", "--csv", "tables"])
    scores = {
        (row["pupil"], row["exercise"]): float(row["score"])
        for row in csv.DictReader(io.StringIO(Path("tables/answers.csv").read_text("utf-8-sig")))
    }
    assert float(ada[1]) == pytest.approx(10 * scores["P01", "pen"], abs=0.006)
    assert float(ada[2]) == pytest.approx(10 * scores["P01", "sort"], abs=0.006)
    assert float(bo[1]) == pytest.approx(10 * scores["P02", "pen"], abs=0.006)
    assert cy[2] == "0"


@pytest.mark.usefixtures("three")
def test_no_answer_is_empty_and_not_nought():
    run("--to", "csv")
    _, _, bo, cy = table()
    assert (bo[2], cy[1]) == ("", "")


@pytest.mark.usefixtures("three")
def test_the_first_answer_counts_unless_the_revised_one_is_asked_for():
    run("--to", "csv")
    run("--to", "csv", "--revised", out="revised")
    first, revised = table(), table(out="revised")
    assert float(revised[2][1]) > float(first[2][1])
    assert revised[1] == first[1]


@pytest.mark.usefixtures("three")
def test_what_an_exercise_is_worth_can_be_said(capsys: Any):
    run("--to", "csv")
    run("--to", "csv", "--points", "4", out="four")
    assert float(table(out="four")[1][1]) == pytest.approx(0.4 * float(table()[1][1]), abs=0.006)
    for wrong in ("0", "-1", "nan", "many", "1e9"):
        with pytest.raises(SystemExit):
            run("--to", "csv", "--points", wrong)
    assert "give a number of points" in capsys.readouterr().err


def test_what_is_written_freely_has_columns_for_the_teacher(
    here: Path, write: Write, course: Path, root: Path
):
    for id in ("own-text", "rewrite-moderate"):
        exercise = load_exercise(id, root)
        made = attempts(exercise)[KEY].model_dump()
        answer = {"exercise": id, "exercise_version": exercise.task.version,
                  "passage": exercise.passage_digest, "first": made, "revised": None}  # fmt: skip
        write(f"{id}.json", answer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLANTWISE_ROOT", str(root))
        assert run("--to", "csv") == 0
        assert run("--to", "canvas", out="canvas") == 0
        assert run("--to", "moodle", out="moodle") == 0
    head, *rows = table()
    asked = [name.rpartition(": ")[2] for name in head[1:]]
    assert asked == [
        "Place", "Reason", "The other view", "What would change my mind",
        "Claims", "Owners", "Words", "Fair to the writer",
    ]  # fmt: skip
    rubrics = (root / "book" / "teach-rubrics.md").read_text("utf-8")
    assert all(f"| **{line}** |" in rubrics for line in asked)
    assert all(set(row[1:]) == {""} for row in rows)
    assert [row[5:] for row in table(out="canvas")[1:]] == [["10", "10"], ["", ""], ["", ""]]
    assert [row[1:] for row in table(out="moodle")[1:]] == [["-", "-"]] * 2


# --- who it is --------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("to", ["canvas", "moodle", "csv", "xlsx"])
def test_names_are_pseudonyms_unless_the_teacher_gives_them(to: str):
    run("--to", to)
    data = Path("out").read_bytes()
    if to == "xlsx":
        with zipfile.ZipFile("out") as book:
            data = b"".join(book.read(name) for name in book.namelist())
    assert b"P01" in data
    assert b"ada.json" not in data
    assert b"answers" not in data


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_names_come_from_the_file_that_the_report_wrote(between: str, capsys: Any):
    main(["class", "report", "answers", "--names", "names.csv"])
    rows = list(csv.reader(io.StringIO(Path("names.csv").read_text("utf-8-sig"))))
    rows[0] += ["Student", "SIS Login ID"]
    rows[1] += ["Ada Lovelace", "ada@school"]
    rows[3] += ["Cy Ünal", "cy@school"]
    people("\ufeff" + "\r\n".join(between.join(row) for row in rows))
    capsys.readouterr()
    assert run("--to", "csv", "--names", "names.csv") == 1
    assert "1 pupil is not in this file" in capsys.readouterr().err
    assert [row[:3] for row in table()] == [
        ["pupil", "student", "sis_login_id"],
        ["P01", "Ada Lovelace", "ada@school"],
        ["P02", "", ""],
        ["P03", "Cy Ünal", "cy@school"],
    ]


@pytest.mark.usefixtures("three")
def test_a_name_stays_with_its_file_when_the_numbers_move(write: Write, sorted_as: Any):
    people("pupil,file,student\nP01,answers/ada.json,Ada\nP02,./answers/x/../bo.json,Bo\n")
    write("aaa.json", sorted_as("fact", "fact", "fact", "fact"))
    run("--to", "csv", "--names", "names.csv")
    assert [row[:2] for row in table()[1:4]] == [["P01", ""], ["P02", "Ada"], ["P03", "Bo"]]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pupil,studnet\nP01,Ada\n", "unknown column “studnet”. Did you mean “student”?"),
        ("student\nAda\n", "names.csv:1: there is no column “file” and no column “pupil”"),
        ("", "names.csv:1: there is no column “file”"),
        ("pupil,id\nP01,7\nP02,7\n", "P01 and P02 have the same “id”, 7"),
        ("pupil,id\nP01,7\nP01,8\n", "names.csv:3: “id” of one pupil is “7” above and “8” here"),
        ('pupil,student\nP01,"Ada\n', "names.csv:2: this is no table"),
        ("pupil,student,id\nP01,Lovelace, Ada,17\n", "names.csv:2: this line has more cells"),
        ("pupil,id_number\nP01,\nP02,1.23457E+11\n", "names.csv:3: “1.23457E+11” is what a spread"),
        ("pupil,id,ID\nP01,1,2\n", "names.csv:1: there are two columns “id”"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_fit_is_told_with_its_line(text: str, told: str, capsys: Any):
    people(text)
    assert run("--to", "csv", "--names", "names.csv") == 2
    assert told in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.usefixtures("three")
def test_lines_columns_and_spaces_that_a_spreadsheet_leaves_behind(write: Write, sorted_as: Any):
    write("two  spaces.json", sorted_as("fact", "fact", "fact", "fact"))
    people("pupil,file,student,,\nP01,answers/two  spaces.json, Ada \u2028 L. ,,\n\n,,,,\nP02\n")
    assert run("--to", "csv", "--names", "names.csv") == 1
    assert ["P04", "Ada L."] in [row[:2] for row in table()]


@pytest.mark.usefixtures("three")
def test_a_list_in_another_encoding_is_told(capsys: Any):
    Path("names.csv").write_bytes("pupil,student\nP01,Müller\n".encode("cp1252"))
    assert run("--to", "csv", "--names", "names.csv") == 2
    assert "names.csv" in capsys.readouterr().err


@pytest.mark.usefixtures("three")
def test_the_list_is_only_read():
    people("pupil,student\nP01,Ada\n")
    before = Path("names.csv").read_bytes()
    run("--to", "canvas", "--names", "names.csv")
    assert Path("names.csv").read_bytes() == before


# --- formulas ---------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("to", ["canvas", "csv", "xlsx"])
def test_nothing_is_a_formula(formula: str, to: str):
    file = io.StringIO()
    csv.writer(file).writerows([("pupil", "student", "section"), ("P01", formula, formula)])
    people(file.getvalue())
    run("--to", to, "--names", "names.csv", "--semicolon")
    cells = [cell for row in (sheet() if to == "xlsx" else table(";")) for cell in row]
    assert f"'{' '.join(formula.split())}" in cells
    assert not [c for c in cells if re.match(r"\s*[=+\-@＝＋－＠\t\r]", c)]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(("to", "field"), [("canvas", "sis_login_id"), ("moodle", "username")])
def test_an_identifier_like_a_formula_is_refused_since_it_would_no_longer_fit(
    to: str, field: str, capsys: Any
):
    people(f"pupil,{field}\nP01,=cmd\n")
    assert run("--to", to, "--names", "names.csv") == 2
    assert f"“{field}” of P01 begins like a formula" in capsys.readouterr().err


@pytest.mark.usefixtures("three")
def test_an_apostrophe_of_our_own_is_taken_off_again():
    people("pupil,student\nP01,'=Ada\n")
    run("--to", "xlsx", "--names", "names.csv")
    assert sheet()[1][1] == "'=Ada"


# --- Canvas -----------------------------------------------------------------------------

READ_ONLY = ("Current Score", "Final Score", "Final Grade", "Override Score", "Current Points")


def canvas_reads(data: bytes, known: dict[int, str]) -> dict[str, dict[str, str]]:
    """What Canvas makes of a file: points by pupil and assignment; ``known`` has its students.

    It takes the delimiter with the more fields on the first three lines, and five columns (with
    “Section” as the fifth) as the student's. A head “Title (12)” is its own assignment 12.
    """
    lines = data.decode().splitlines(keepends=True)[:3]
    fields = {d: {len(next(csv.reader([line], delimiter=d))) for line in lines} for d in ";,"}
    width = {d: found.pop() if len(found) == 1 else 0 for d, found in fields.items()}
    between = ";" if width[";"] > width[","] else ","
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=between)
    assert "Student" in head[0]
    assert "ID" in head[1]
    assert head[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    for title in head[5:]:
        assert not re.search(r"\s\(\d+\)$", title)
        assert not any(name in title for name in READ_ONLY)
        assert head.count(title) == 1
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if "Points Possible" in row[0]:
            assert {cell.replace(",", ".") for cell in row[5:]} == {"10"}
            continue
        leading = re.match(r"\d*", row[1])
        student = known.get(int(leading[0])) if leading and leading[0] else None
        who = student or row[2] or row[3] or row[0]
        found[who] = {t: c.replace(",", ".") for t, c in zip(head[5:], row[5:], strict=True)}
    return found


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("options", [(), ("--semicolon",)])
def test_canvas_finds_who_it_is_and_the_points(options: tuple[str, ...]):
    people("pupil,Student,ID,SIS Login ID\nP01,Ada,17,\nP02,Bo,,bo7\nP03,Cy; the third,,\n")
    assert run("--to", "canvas", "--names", "names.csv", *options) == 0
    run("--to", "csv", out="plain")
    plain = {row[0]: row[1:] for row in table(out="plain")[1:]}
    found = canvas_reads(Path("out").read_bytes(), {17: "the real Ada"})
    assert list(found) == ["the real Ada", "bo7", "Cy; the third"]
    assert [list(points.values()) for points in found.values()] == list(plain.values())


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("id", ["17a", "P01", "1.5", "１７"])
def test_an_id_that_canvas_would_read_as_another_is_refused(id: str, capsys: Any):
    people(f"pupil,id\nP01,{id}\n")
    assert run("--to", "canvas", "--names", "names.csv") == 2
    assert "Canvas has numbers there" in capsys.readouterr().err


@pytest.mark.parametrize(
    "title", ["Part (12)", "Your Final Score", "Sort; it, “now”", "Sort\\nit", "=Sort it"]
)
def test_a_title_that_canvas_would_misread(
    course: Path, here: Path, write: Write, sorted_as: Any, title: str, tmp_path: Path
):
    own = tmp_path / "own"
    shutil.copytree(course, own)
    file = own / "exercises" / "sort" / "exercise.toml"
    old = re.compile("^title = .*$", re.MULTILINE)
    new = old.sub(lambda _: f'title = "{title}"', file.read_text("utf-8"), count=1)
    file.write_text(new, "utf-8")
    write("ada.json", sorted_as("fact", "value", "prediction", "value"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLANTWISE_ROOT", str(own))
        assert run("--to", "canvas") == 0
    (points,) = canvas_reads(Path("out").read_bytes(), {}).values()
    assert "sort" in next(iter(points))


# --- Moodle -----------------------------------------------------------------------------


def moodle_reads(data: bytes, by: str) -> dict[str, dict[str, str | None]]:
    """What Moodle makes of a file whose columns are all mapped to new items, in two traps.

    A row without an identifier goes to the pupil of the row before, and what is not “-” is a grade.
    """
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    assert head[0] == by
    found: dict[str, dict[str, str | None]] = {}
    who = ""
    for row in rows:
        who = row[0] or who
        graded = [(t, c) for t, c in zip(head, row, strict=True) if t.endswith("]")]
        found.setdefault(who, {}).update(
            {t: None if c == "-" else str(float(c)) for t, c in graded}
        )
    return found


@pytest.mark.usefixtures("three")
def test_moodle_finds_who_it_is_and_the_points(capsys: Any):
    people("pupil,Email address,username\nP01,ada@x.org,ada\nP02,,bo\nP03,cy@x.org,\n")
    assert run("--to", "moodle", "--names", "names.csv") == 1
    assert "P02" in capsys.readouterr().err
    found = moodle_reads(Path("out").read_bytes(), "Email address")
    assert list(found) == ["ada@x.org", "cy@x.org"]
    assert list(found["cy@x.org"].values()) == [None, "0.0"]
    head, ada, _ = table()
    assert head[2] == f"{head[1]} (feedback)"
    assert re.fullmatch(r"First answer \d\.\d\d\.", ada[2])


@pytest.mark.usefixtures("three")
def test_moodle_numbers_have_a_point_in_every_language():
    run("--to", "moodle", "--semicolon")
    assert re.search(r"\d\.\d", Path("out").read_text("utf-8"))
    assert {len(row) for row in table(";")} == {5}


@pytest.mark.usefixtures("three")
def test_moodle_takes_no_more_than_a_hundred_points(capsys: Any):
    assert run("--to", "moodle", "--points", "101") == 2
    assert "Moodle takes 100 at most" in capsys.readouterr().err


# --- files ------------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("to", ["canvas", "moodle", "csv", "xlsx"])
def test_the_same_answers_give_the_same_bytes(to: str):
    run("--to", to)
    run("--to", to, out="again")
    assert Path("out").read_bytes() == Path("again").read_bytes()


@pytest.mark.usefixtures("three")
def test_the_workbook_has_numbers_and_words():
    people("pupil,id number\nP01,007\nP02,08\n")
    run("--to", "xlsx", "--names", "names.csv")
    run("--to", "csv", "--names", "names.csv", out="plain")
    rows = [row + [""] * (len(table(out="plain")[0]) - len(row)) for row in sheet()]
    told = [[cell.replace(".0", "") if cell.endswith(".0") else cell for cell in r] for r in rows]
    assert told == table(out="plain")
    assert rows[1][1] == "007"


@pytest.mark.usefixtures("three")
def test_nothing_is_overwritten(capsys: Any):
    Path("out").write_text("mine")
    assert run("--to", "csv") == 2
    assert Path("out").read_text() == "mine"
    assert "exists already" in capsys.readouterr().err


@pytest.mark.usefixtures("three")
def test_bad_files_are_told_and_the_rest_is_exported(capsys: Any):
    Path("answers/bad.json").write_text("{")
    assert run("--to", "csv") == 1
    assert "bad.json: line 1" in capsys.readouterr().err
    assert len(table()) == 4


def test_a_folder_that_cannot_be_used(here: Path, folder: Path):
    assert run("--to", "csv") == 2
    assert not Path("out").exists()
