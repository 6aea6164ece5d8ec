"""The notebooks: made from the chapters, kept without outputs, and running top to bottom."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from slantwise.book.notebooks import SETUP, notebooks, write_notebooks
from slantwise.book.plain_markdown import plain_markdown
from slantwise.cli import main
from slantwise.errors import ContentError
from slantwise.exercises.check import check
from slantwise.reader import bundle
from slantwise.reader.widget import Practice

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHAPTERS = sorted((ROOT / "book").glob("[0-9]*.md"))

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


# --- what is kept -----------------------------------------------------------------------


def test_the_notebooks_are_what_the_chapters_make(root: Path):
    made = notebooks(root)
    assert sorted(made) == [path.name for path in NOTEBOOKS]
    assert sorted(made) == [
        *(f"{page.stem}.ipynb" for page in CHAPTERS),
        "start-here.ipynb",
        "your-own-text.ipynb",
    ]
    stale = [path.name for path in NOTEBOOKS if path.read_bytes() != made[path.name].encode()]
    assert not stale, "run: slantwise notebooks"


@every_notebook
def test_a_notebook_is_valid_and_kept_without_outputs(path: Path):
    notebook = read(path)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.metadata
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None


@every_notebook
def test_ids_name_what_their_cell_holds_and_none_is_there_twice(path: Path):
    ids = [cell.id for cell in read(path).cells]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", id) for id in ids)
    assert ids[0] == "setup"


@every_notebook
def test_a_notebook_reads_well_without_the_books_own_forms(path: Path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            prose = re.sub(r"^```.*?^```$", "", cell.source, flags=re.DOTALL | re.MULTILINE)
            assert ":::" not in prose
            assert not re.search(r"\]\{|\{[\w-]+\}`|```\{|@\w+$", prose)
            assert prose.count("<details>") == prose.count("</details>")
            for target in re.findall(r"\]\(([^()\s]+)\)", prose):
                assert (path.parent / target.partition("#")[0]).is_file(), target


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_a_notebook_says_and_shows_all_that_its_chapter_does(page: Path):
    cells = read(ROOT / "notebooks" / f"{page.stem}.ipynb").cells
    text = "\n".join(cell.source for cell in cells)
    source = page.read_text("utf-8").partition("---\n\n")[2]
    calls = re.findall(r"^(?!from )\w+\(.*\)$", source, re.MULTILINE)
    assert calls
    assert all(call in text for call in calls)
    bare = re.sub(
        r"```\{code-cell\}.*?```|^:+.*$|\]\(.*?\)", "", source, flags=re.DOTALL | re.MULTILINE
    )
    for word in re.findall(r"\w+", re.sub(r"\{\.\w+\}", "", bare)):
        assert word in text


def test_the_start_lists_every_chapter_and_every_exercise(root: Path):
    text = "\n".join(cell.source for cell in read(root / "notebooks/start-here.ipynb").cells)
    for page in CHAPTERS:
        assert f"({page.stem}.ipynb)" in text
    for folder in sorted(path.parent.name for path in root.glob("exercises/*/exercise.toml")):
        assert f'`exercise("{folder}")`' in text


# --- making -----------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "book").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "_config.yml").touch()
    (tmp_path / "exercises" / "a-b").mkdir(parents=True)
    (tmp_path / "exercises" / "a-b" / "exercise.toml").write_text('title = "T"\nkind = "new"')
    return tmp_path


PAGE = """\
---
kernelspec: x
---

(top)=
# Title

[“words”]{.q} and {doc}`more`, see [one](01-x.md) and [two](about.md#names).

```{code-cell} ipython3
:tags: [remove-input]
from slantwise.book import exercise, show
show("x")
exercise("a-b")
exercise("c")
```

::::{note} Look
:class: x
Inside.

:::{dropdown} Open me
- item
:::
::::

```sh
# no heading {here}
:::
```

## Title
"""


def test_a_chapter_with_everything(course: Path):
    (course / "book" / "01-x.md").write_text(PAGE, encoding="utf-8")
    made = json.loads(notebooks(course)["01-x.ipynb"])
    cells = [(cell["id"], "".join(cell["source"])) for cell in made["cells"]][1:]
    assert [id for id, _ in cells] == [
        "title", "show-x",
        "exercise-a-b", "save-a-b", "check-a-b", "exercise-c", "save-c", "check-c",
        "look", "title-2",
    ]  # fmt: skip
    prose = dict(cells)
    assert prose["title"] == (
        "# Title\n\n“words” and more, see [one](01-x.ipynb) and [two](../book/about.md#names)."
    )
    assert prose["show-x"] == 'from slantwise.book import exercise, show\nshow("x")'
    assert prose["look"] == (
        "> **Look**\n>\n> Inside.\n>\n> <details><summary>Open me</summary>\n>\n> - item\n>\n"
        "> </details>\n\n```sh\n# no heading {here}\n:::\n```"
    )
    assert '`exercise(\\"a-b\\")`: T · [01-x](01-x.ipynb)' in notebooks(course)["start-here.ipynb"]


def test_an_exercise_that_stands_in_no_chapter_may_name_one(course: Path):
    (course / "book" / "02-y.md").write_text("# Title\n", encoding="utf-8")
    path = course / "exercises" / "a-b" / "exercise.toml"
    path.write_text('title = "Which?"\nchapter = "02-y"', encoding="utf-8")
    assert ": Which? · [02-y](02-y.ipynb)" in notebooks(course)["start-here.ipynb"]
    path.write_text('title = "Which?"\nchapter = "03-z"', encoding="utf-8")
    assert ': Which?"' in notebooks(course)["start-here.ipynb"]


def test_the_same_chapters_give_the_same_bytes_and_only_what_changed_is_written(course: Path):
    (course / "book" / "01-x.md").write_text(PAGE, encoding="utf-8")
    assert notebooks(course) == notebooks(course)
    assert [path.name for path in write_notebooks(course)] == ["start-here.ipynb", "01-x.ipynb"]
    assert write_notebooks(course) == []
    (course / "book" / "01-x.md").write_text(PAGE.replace("Inside", "Within"), encoding="utf-8")
    assert [path.name for path in write_notebooks(course)] == ["01-x.ipynb"]


def test_the_command(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any):
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    assert main(["notebooks"]) == 0
    assert capsys.readouterr().out.endswith("start-here.ipynb\n1 notebooks changed.\n")


@pytest.mark.parametrize("text", ["a\n\n:::{figure} x.png\n:::\n", "a\n\n```{figure} x.png\n```\n"])
def test_a_directive_without_a_plain_form_is_told(tmp_path: Path, text: str):
    page = tmp_path / "01-x.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="the directive “figure” has no form in a note") as e:
        plain_markdown(text, page)
    assert e.value.line == 3


def test_included_text_stands_in_its_place(tmp_path: Path):
    (tmp_path / "part.md").write_text("[x]{.q}\n", encoding="utf-8")
    assert plain_markdown("a\n\n```{include} part.md\n```", tmp_path / "p.md") == "a\n\nx"


# --- running ----------------------------------------------------------------------------


@every_notebook
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")  # of the kernel's own libraries
def test_a_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    monkeypatch.delenv("SLANTWISE_STATIC", raising=False)
    monkeypatch.delenv("SLANTWISE_ROOT", raising=False)
    notebook = read(path)
    folder = {"metadata": {"path": str(path.parent)}}  # where JupyterLab would run it
    NotebookClient(notebook, timeout=120, resources=folder).execute()
    cells = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    assert cells["setup"] == []
    shown = [output.data for outputs in cells.values() for output in outputs if "data" in output]
    assert any("application/vnd.jupyter.widget-view+json" in data for data in shown)
    own = path.stem == "your-own-text"  # a box of controls, before there is a text
    assert own or any("slantwise-widget" in data.get("text/html", "") for data in shown)
    for id, outputs in cells.items():
        if id.startswith("check-"):
            assert outputs[0].text.startswith("Nothing is committed yet.")
    assert not list(path.parent.glob("*.json"))


def test_the_setup_says_what_is_missing_where_there_is_no_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    monkeypatch.delenv("SLANTWISE_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    exec(SETUP, {})  # noqa: S102 - our own cell
    assert "The folder of the course is not here." in capsys.readouterr().out


@pytest.mark.parametrize("here", [".", "book", ".."])
@pytest.mark.parametrize("missing", [True, False])
def test_the_setup_installs_from_the_folder_only_what_is_missing(
    course: Path, monkeypatch: pytest.MonkeyPatch, here: str, missing: bool
):
    run: list[tuple[list[str], Path]] = []
    monkeypatch.setattr(subprocess, "run", lambda args, cwd, **_: run.append((args, cwd)))
    if missing:
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("os.environ", {})
    monkeypatch.chdir(course / here)
    names: dict[str, Any] = {}
    exec(SETUP, names)  # noqa: S102 - our own cell
    assert (names["course"] / "_config.yml").is_file()
    install = ["-m", "pip", "install", "-q", "-c", "constraints.txt", "."]
    assert [(args[1:], cwd) for args, cwd in run] == [(install, names["course"])] * missing


# --- an answer --------------------------------------------------------------------------


@pytest.fixture
def practice(root: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    monkeypatch.chdir(root)
    made = Practice("loaded-opening")
    task = made.payload["exercise"]
    core = next(item for item in task["items"] if item["zone"] == "core")
    start, end = core["span"]
    attempt = {"marks": [{"start": start, "end": end, "quote": core["quote"]}], "certainty": 2}
    made.answer = {"first": attempt, "revised": None, "draft": None}
    return made


def test_what_is_saved_is_the_pages_download_to_the_letter(
    practice: Practice, tmp_path: Path, node: str
):
    odd = {"marks": [{"start": 1, "end": 2, "quote": '“a"\u2028\\\x1f😀é'}], "certainty": 1}
    for answer in (
        practice.answer,
        {"first": {"marks": [], "certainty": 3}, "revised": odd, "draft": {"marks": []}},
        {"first": {"choices": [{"item": "s1", "choice": "x"}], "certainty": 1}},  # another kind
    ):
        practice.answer = answer
        saved = practice.save(tmp_path / "answer.json")
        task = practice.payload["exercise"]
        script = tmp_path / "page.mjs"
        js = (Path(bundle.__file__).parent / "js" / "answers.js").read_text("utf-8")
        call = f"answerFile([[{json.dumps(task)}, {json.dumps(answer)}]])"
        script.write_text(f"{js}\nprocess.stdout.write({call});\n", encoding="utf-8")
        page = subprocess.run([node, str(script)], capture_output=True, check=True)
        assert saved.read_bytes() == page.stdout


def test_a_saved_answer_is_checked_like_any_other(practice: Practice, tmp_path: Path, root: Path):
    (result,) = check(practice.save(tmp_path / "answer.json"), root)
    assert result.feedback()
    assert result.revised is None


def test_an_answer_replaces_an_earlier_one_and_nothing_else(practice: Practice, tmp_path: Path):
    path = practice.save(tmp_path / "answer.json")
    before = path.read_bytes()
    practice.answer = {**practice.answer, "revised": {"marks": [], "certainty": 1}}
    assert practice.save(path).read_bytes() != before
    for other in ("my notes", "[]", '{"answers": [{"exercise": "another"}]}', "[" * 99_999):
        path.write_text(other, encoding="utf-8")
        with pytest.raises(ContentError, match="no answer to this exercise"):
            practice.save(path)
        assert path.read_text("utf-8") == other
    with pytest.raises(ContentError, match="cannot be written"):
        practice.save(tmp_path / "nowhere" / "answer.json")


def test_what_is_not_committed_is_not_saved(practice: Practice, tmp_path: Path):
    practice.answer = {"first": None, "revised": None, "draft": {"marks": [], "certainty": 1}}
    assert not practice.committed
    with pytest.raises(ContentError, match="nothing is committed yet"):
        practice.save(tmp_path / "answer.json")
    assert not list(tmp_path.iterdir())


# --- Binder -----------------------------------------------------------------------------


def test_binder_installs_the_course_from_its_own_folder(root: Path):
    script = root / "binder" / "postBuild"
    assert script.stat().st_mode & 0o111
    assert "pip install --no-cache-dir -c constraints.txt ." in script.read_text("utf-8")
    assert re.fullmatch(r"python-3\.1[1-4]\n", (root / "binder" / "runtime.txt").read_text())
