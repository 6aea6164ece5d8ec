"""``slantwise new article``: everything works at once, or nothing is written."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from slantwise.articles import load_article
from slantwise.authoring import new_article as module
from slantwise.authoring.new_article import new_article
from slantwise.authoring.toc import with_chapter
from slantwise.cli import main
from slantwise.doctor import examine
from slantwise.errors import ContentError
from slantwise.exercises.load import Marking, load_exercise

Bring = Callable[[str, str | bytes], Path]
Snapshot = Callable[[], dict[str, bytes]]
ID = "the-council-and-the-river"
PAGES = {"index", "one", "about"}


def test_it_makes_an_article_a_page_and_an_exercise_that_loads(course: Path, river: Path):
    made = new_article(river, course)
    assert (made.id, made.exercise) == (ID, f"{ID}-loaded")
    article = load_article(ID, course)
    assert article.text == river.read_text("utf-8")
    assert [(s.id, s.title) for s in article.sections] == [
        ("opening", "The opening"),
        ("what-the-figures-say", "What the Figures Say"),
    ]
    assert article.provenance.title == "The Council and the River"
    assert (article.provenance.byline, article.provenance.date) == ("", "")
    exercise = load_exercise(made.exercise, course)
    assert isinstance(exercise, Marking)
    assert exercise.section.id == "opening"
    for item in exercise.zone("core"):
        assert all((item.note.label, item.note.question, item.note.why, item.note.best_case))
    page = (course / "book" / f"{ID}.md").read_text("utf-8")
    assert page.index(f'exercise("{made.exercise}")') < page.index('section="opening"')
    assert 'section="what-the-figures-say"' in page
    assert sorted(made.files) == sorted(
        str(path.relative_to(course))
        for path in course.rglob("*")
        if path.is_file() and ID in str(path)
    )


def test_all_that_the_doctor_finds_is_what_is_left_to_do(course: Path, river: Path):
    for page in PAGES - {"index", "one", "about"}:
        (course / "book" / f"{page}.md").unlink()
    new_article(river, course)
    found = [error for check in examine(course) for error in check.findings]
    assert len(found) == 5
    assert all(error.problem.startswith("still to do: ") for error in found)
    assert {Path(error.path).name for error in found} == {
        "article.toml", "RIGHTS.md", "exercise.toml", f"{ID}.md",
    }  # fmt: skip


def test_the_first_reading_is_balanced_and_says_what_it_is(course: Path, river: Path):
    new_article(river, course)
    (reading,) = load_article(ID, course).readings
    assert "nobody has corrected" in reading.about
    labels = {mark.label for mark in reading.marks if mark.lens is None}
    assert "figure or date" in labels
    lines = (course / "articles" / ID / "readings" / "machine.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert all(row["text"] for row in rows)  # the context by which marks are found again
    exercise = load_exercise(f"{ID}-loaded", course)
    assert isinstance(exercise, Marking)
    assert len(exercise.zone("fair")) == len(exercise.zone("core"))


def test_the_contents_keep_their_remarks_and_their_order(course: Path, river: Path):
    before = (course / "book" / "_toc.yml").read_text("utf-8")
    new_article(river, course)
    new_article(river, course, id="again")
    after = (course / "book" / "_toc.yml").read_text("utf-8")
    left = iter(after.splitlines())
    assert all(line in left for line in before.splitlines())  # each, and in this order
    parts = yaml.safe_load(after)["parts"]
    assert [part["caption"] for part in parts] == [
        "The course", "Your own articles", "Behind the course",
    ]  # fmt: skip
    assert parts[1]["chapters"] == [{"file": ID}, {"file": "again"}]


CONTENTS = {
    "no chapter": "format: jb-book\nroot: index\n",
    "chapters": "format: jb-book\nroot: index\nchapters:\n- file: one\n- file: about\n",
    "one part": "format: jb-book\nroot: index\nparts:\n- caption: A\n  chapters:\n  - file: one\n",
    "sections": "root: index\nchapters:\n- file: one\n  sections:\n  - file: two\n",
    "windows": "format: jb-book\r\nroot: index\r\nchapters:\r\n- file: one\r\n",
    "no line end": "root: index\nchapters:\n  - file: one",
}


@pytest.mark.parametrize("source", CONTENTS.values(), ids=CONTENTS)
def test_contents_of_any_form_get_one_chapter_more(course: Path, source: str):
    path = course / "book" / "_toc.yml"
    path.write_bytes(source.encode())
    after = with_chapter(path, "mine")
    assert yaml.safe_load(after) != yaml.safe_load(source)
    assert after.splitlines()[-1].strip() == "- file: mine"
    assert ("\r\n" in after) == ("\r\n" in source)
    assert len(re.findall("file: ", after)) == len(re.findall("file: ", source)) + 1


UNSAFE = {
    "flow": "root: index\nparts: [{caption: A, chapters: [{file: one}]}]\n",
    "no YAML": "root: [index\n",
    "nothing": "",
}


@pytest.mark.parametrize("source", UNSAFE.values(), ids=UNSAFE)
def test_contents_that_would_be_spoilt_are_left_alone(
    course: Path, river: Path, snapshot: Snapshot, source: str
):
    (course / "book" / "_toc.yml").write_text(source, encoding="utf-8")
    before = snapshot()
    with pytest.raises(ContentError) as caught:
        new_article(river, course)
    assert caught.value.remedy
    assert snapshot() == before


def test_nothing_is_overwritten(course: Path, river: Path, snapshot: Snapshot):
    new_article(river, course)
    before = snapshot()
    with pytest.raises(ContentError, match="exists already"):
        new_article(river, course)
    (course / "book" / "mine.md").write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(ContentError, match="exists already"):
        new_article(river, course, id="mine")
    (course / "book" / "mine.md").unlink()
    assert snapshot() == before


@pytest.mark.parametrize("step", ["_starter", "_page", "place", "replace"])
def test_when_a_step_fails_nothing_is_left(
    course: Path, river: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, step: str
):
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    where = "slantwise.authoring.place" if step == "replace" else module.__name__
    monkeypatch.setattr(f"{where}.{step}", fail)
    before = snapshot()
    with pytest.raises(ContentError, match="No space left"):
        new_article(river, course)
    assert snapshot() == before
    assert sorted(path.name for path in course.iterdir()) == [
        "_config.yml", "articles", "book", "exercises",
    ]  # fmt: skip
    assert list((course / "articles").iterdir()) == []


HOSTILE = (
    "“Quoted” \"' \\ {{title}} {%s} `a` [x](y) $x$ %% # <script>alert(1)</script> }\n\n"
    "A disgrace, a shameful plot.\n\n\"\"\" ''' \\u0000 \x7f \x1b[31m the end.\n"
)


def test_what_a_text_says_stays_text(course: Path, bring: Bring):
    title = 'x"\n[[section]] <script> `` ${ {code-cell} import os'
    new_article(bring("a.txt", HOSTILE), course, id="x", title=title)
    article = load_article("x", course)
    assert article.text == HOSTILE
    assert article.title == 'x" [[section]] ‹script› `` ${ {code-cell} import os'
    page = (course / "book" / "x.md").read_text("utf-8")
    assert "<script>" not in page
    assert '# x\\"' in page
    cells = re.findall(r"^```\{code-cell\}.*?^```$", page, re.DOTALL | re.MULTILINE)
    assert all("x\\" not in cell and "import os" not in cell for cell in cells)


@pytest.mark.parametrize("id", ["../x", "X", "a b", "-", "é", "a" * 90])
def test_an_id_is_a_plain_name(course: Path, river: Path, snapshot: Snapshot, id: str):
    before = snapshot()
    with pytest.raises(ContentError, match="cannot be the name"):
        new_article(river, course, id=id)
    assert snapshot() == before


def test_a_text_without_headings_is_divided_by_its_paragraphs(course: Path, bring: Bring):
    text = "\n\n".join(
        f"In year {n} the mill made {n} sacks of flour. " + "It stood by the water. " * 30
        for n in range(1900, 1908)
    )
    new_article(bring("mill.txt", text), course)
    article = load_article("mill", course)
    assert len(article.sections) > 2
    assert all(s.span.of(text).startswith("In year") for s in article.sections)
    assert article.sections[0].span.start == 0
    assert article.sections[-1].span.end == len(text.rstrip())


def test_a_text_in_which_nothing_is_found_gets_no_exercise(
    course: Path, bring: Bring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    path = bring("plain.txt", "The bridge was opened in 1931. It is made of stone.\n")
    assert main(["new", "article", str(path)]) == 0
    said = capsys.readouterr().out
    assert "No section has enough findings" in said
    assert list((course / "exercises").iterdir()) == []
    page = (course / "book" / "plain.md").read_text("utf-8")
    assert "import exercise" not in page


def test_the_command_says_what_was_written_and_what_comes_next(
    course: Path,
    river: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    assert main(["new", "article", str(river), "--id", "river", "--title", "A river"]) == 0
    said = capsys.readouterr().out
    assert "articles/river/article.toml" in said
    assert "slantwise doctor" in said
    assert load_article("river", course).title == "A river"
    assert main(["new", "article", str(river), "--id", "river"]) == 2
    assert "exists already" in capsys.readouterr().err
