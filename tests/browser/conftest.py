"""Pages with one exercise each, made from the samples: no book has to be built for them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.reader import bundle, payload
from slantwise.reader.overview import overview
from slantwise.reader.own import look
from slantwise.reader.static import element

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Samples</title>
<link rel="icon" href="data:,"><style>:root {{ color-scheme: light dark; }}
body {{ margin: 0; padding: 1rem; background: light-dark(#fffdf8, #16181c);
color: light-dark(#1f2328, #e8e6e1); }}
{style}</style></head><body><main><h1>Samples</h1><h2>One</h2>
{body}</main><script>{script}</script></body></html>
"""


def commit_one_word(exercise: Locator) -> None:
    """Mark the first word of an exercise in marking by its keys, and commit it as a guess."""
    page = exercise.page
    exercise.get_by_role("button", name="start marking").click()
    page.locator(".slw-marking").focus()
    page.keyboard.press("Enter")
    exercise.get_by_role("radio", name="A guess").check()
    exercise.get_by_role("button", name="Commit my marks").click()
    expect(exercise.locator(".slw-score")).to_be_visible()
    page.wait_for_timeout(1000)  # until a notebook's Python has heard of it


def run_check(cell: Locator) -> None:
    """Run the cell that saves an answer, and see that the wrong one has no score."""
    cell.locator(".jp-InputArea-editor").click()
    cell.page.keyboard.press("Shift+Enter")
    said = cell.locator(".jp-OutputArea-output")
    expect(said).to_contain_text("First answer: score 0.00", timeout=60_000)


@pytest.fixture(scope="session")
def answer_in_lab() -> Callable[[Locator, Callable[[Locator], None]], None]:
    """`answer_in_lab(exercise, show)`: answer it in a notebook, and let Python check it.

    ``show`` brings the cell below into sight.
    """

    def answer(exercise: Locator, show: Callable[[Locator], None]) -> None:
        commit_one_word(exercise)
        check = exercise.page.locator(".jp-CodeCell", has_text="Saves what you committed").first
        show(check)
        run_check(check)

    return answer


@pytest.fixture(scope="session")
def samples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with an exercise of each kind, and the course's own article beside them."""
    course = tmp_path_factory.mktemp("samples")
    shutil.copytree(root / "articles", course / "articles")
    shutil.copytree(root / "tests" / "course", course, dirs_exist_ok=True)
    shutil.copytree(root / "tests" / "samples", course / "exercises", dirs_exist_ok=True)
    return course


@pytest.fixture(scope="session")
def samples_url(
    samples: Path, tmp_path_factory: pytest.TempPathFactory, serve_folder: Callable[[Path], Any]
) -> Iterator[str]:
    """The address of a folder with a page for each sample, the summary, and a long text."""
    site = tmp_path_factory.mktemp("site")
    exercises = [load_exercise(id, samples) for id in list_exercises(samples)]
    for one in exercises:
        state = {"view": "exercise", "payload": payload.exercise(one), "answer": {}}
        _write(site / f"{one.task.id}.html", state)
    _write(
        site / "summary.html", {"view": "summary", "payload": overview(exercises), "answers": {}}
    )
    article = (samples / "articles/kosovo-1244/article.txt").read_text("utf-8")
    long = look(f"{article}\n\n" * 4, "A long text")["reader"]
    _write(site / "long.html", {"view": "reader", "payload": long, "lenses_on": long["lenses"]})
    with serve_folder(site) as url:
        yield url


def _write(path: Path, state: dict[str, Any]) -> None:
    script = bundle.classic_script().replace("</", "<\\/")
    body = element(state)
    path.write_text(PAGE.format(style=bundle.stylesheet(), body=body, script=script), "utf-8")
