"""Building: one good small course in a folder with spaces, and everything that can go wrong."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from slantwise.book import lab, stamp
from slantwise.book.build import BuildError, build, is_fresh
from slantwise.book.progress import problems
from slantwise.cli import main
from slantwise.errors import ContentError

ROOT = Path(__file__).resolve().parents[2]
TOC = "format: jb-book\nroot: index\n"
PAGE = """---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{name: python3, display_name: Python 3}}
---

# Front \\<b>page\\</b>

{prose}

```{{code-cell}} python3
{code}
```
"""


# Another number at each run: it shows whether the cell was run or its result was kept.
RUN = "import uuid; print('run', uuid.uuid4())"


def write_page(course: Path, prose: str = "Words.", code: str = RUN) -> None:
    text = PAGE.format(prose=prose, code=code)
    (course / "book" / "index.md").write_text(text, "utf-8")


@pytest.fixture(scope="module", autouse=True)
def _quiet_package() -> Iterator[None]:
    """Nobody edits the package while these tests look for what a change does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stamp, "PACKAGE", Path(stamp.__file__).parent / "templates")
        yield


@pytest.fixture(scope="module")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one page with one cell, built once; its path has a space and an umlaut."""
    course = tmp_path_factory.mktemp("a cöurse") / "with spaces"
    (course / "book").mkdir(parents=True)
    (course / "articles").mkdir()
    shutil.copy(ROOT / "_config.yml", course)
    shutil.copytree(ROOT / "book" / "_static", course / "book" / "_static")
    (course / "book" / "_toc.yml").write_text(TOC, "utf-8")
    write_page(course)
    build(root=course)
    return course


@pytest.fixture
def course(small_course: Path) -> Path:
    write_page(small_course)
    return small_course


def index(course: Path) -> str:
    return (course / "_build" / "book" / "index.html").read_text("utf-8")


def run_of(course: Path) -> str:
    return re.findall(r"run [-0-9a-f]{36}", index(course))[0]


def test_with_nothing_changed_nothing_is_built(course: Path, capsys):
    build(root=course)
    capsys.readouterr()
    build(root=course)
    assert "up to date" in capsys.readouterr().out
    assert is_fresh(course / "_build" / "book", course)


def test_the_notebooks_are_in_the_site_only_when_asked_for(course, monkeypatch):
    def write(root: Path, site: Path, log: Path) -> None:
        (site / "lite").mkdir()

    build(root=course)
    assert "lite/" not in index(course)
    monkeypatch.setattr(lab, "prepare", lambda _root: None)
    monkeypatch.setattr(lab, "write", write)
    site = build(root=course, with_lab=True)
    assert (site / "lite").is_dir()
    assert 'href="./lite/index.html"' in (site / "index.html").read_text("utf-8")
    # Asked for or not, a site of the other sort counts as stale and is made anew.
    assert not is_fresh(site, course)


def test_changed_prose_shows_and_the_cell_is_not_run_again(course: Path):
    before = run_of(course)
    write_page(course, prose="Other words.")
    build(root=course)
    assert "Other words." in index(course)
    assert run_of(course) == before


def test_a_heading_is_repeated_for_print_as_it_is_written(course: Path):
    (printed,) = re.findall(r'onlyprint">\s*<h1>(.*?)</h1>', index(course))
    assert printed == "Front &lt;b&gt;page&lt;/b&gt;"


def test_a_changed_article_runs_every_cell_again(course: Path):
    before = run_of(course)
    (course / "articles" / "new.txt").write_text("new", "utf-8")
    build(root=course)
    assert run_of(course) != before


def test_a_failing_cell_names_the_page_and_keeps_the_last_good_book(
    course: Path, monkeypatch, capsys
):
    build(root=course)
    good = index(course)
    write_page(course, code="raise ValueError('the cell is broken')")
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    assert main(["book", "--no-serve"]) == 1
    error = capsys.readouterr().err
    assert "index" in error
    assert "the cell is broken" in error
    assert "book.log" in error
    assert "Traceback" not in error
    assert index(course) == good
    assert not is_fresh(course / "_build" / "book", course)


def test_a_warning_fails_the_build_and_names_the_line(course: Path):
    write_page(course, prose="[nowhere](nowhere.md)")
    with pytest.raises(BuildError, match=r"book/index\.md:\d+: WARNING: .*nowhere"):
        build(root=course)


def test_another_folder_can_be_named_and_is_replaced_whole(course: Path, tmp_path: Path):
    out = tmp_path / "my site"
    build(root=course)
    shutil.copytree(course / "_build" / "book", out)
    (out / "old.html").write_text("old", "utf-8")
    write_page(course, prose="Newer words.")
    build(root=course, out=out)
    assert not (out / "old.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my site"]


@pytest.mark.parametrize("case", ["file", "foreign", "course", "above", "inside"])
def test_what_is_not_ours_is_never_overwritten(course: Path, tmp_path: Path, case: str):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("dear", "utf-8")
    places = {
        "file": foreign / "letter.txt",
        "foreign": foreign,
        "course": course,
        "above": course.parent,
        "inside": course / "book" / "site",
    }
    with pytest.raises(ContentError) as refused:
        build(root=course, out=places[case])
    assert str(places[case]) in str(refused.value)
    assert "--out" in refused.value.remedy
    assert (foreign / "letter.txt").read_text("utf-8") == "dear"
    assert not (course / "book" / "site").exists()


def test_a_change_while_building_leaves_no_stamp_that_lies(course: Path, monkeypatch):
    write_page(course, prose="Before.")
    real, calls = stamp.fingerprint, []

    def changing(root: Path, *beside) -> stamp.Fingerprint:
        calls.append(root)
        found = real(root)
        late = len(calls) > 2
        return stamp.Fingerprint(found.library + "x", found.site + "x") if late else found

    monkeypatch.setattr(stamp, "fingerprint", changing)
    build(root=course)
    monkeypatch.undo()
    assert not is_fresh(course / "_build" / "book", course)


def test_problems_are_told_from_the_log_in_plain_lines(tmp_path: Path):
    log = "\n".join(
        [
            "reading sources... [ 50%] a",
            f"{tmp_path}/book/a.md:3: WARNING: no such page",
            f"{tmp_path}/book/a.md:3: WARNING: no such page",
            "[IPKernelApp] WARNING | about itself",
            "ValueError: broken",
        ]
    )
    assert problems(log, tmp_path) == [
        "book/a.md:3: WARNING: no such page",
        "ValueError: broken",
    ]


def test_the_way_out_builds_the_same_course_under_plain_sphinx(course: Path):
    shutil.copytree(ROOT / "exit", course / "exit", dirs_exist_ok=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", "exit", "-W"]
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(
        [*command, "book", "_build/plain"],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    page = (course / "_build" / "plain" / "index.html").read_text("utf-8")
    assert "<title>" in page
    assert "Slantwise" in page
    assert re.search(r"run [-0-9a-f]{36}", page)
    assert "paper.css" in page
    assert "slw-wordmark" in page
