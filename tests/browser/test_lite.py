"""The notebooks in the site (JupyterLite): the course runs in the browser, with no other host."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from slantwise.book import lab
from slantwise.book.serve import HOST

pytestmark = pytest.mark.slow

SCOPES = """navigator.serviceWorker.getRegistrations().then(
  (all) => all.map((one) => new URL(one.active.scriptURL).pathname).sort())"""


@pytest.fixture(scope="module")
def site_url(
    root: Path,
    lab_wheels: None,
    built_book: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve_folder: Callable[[Path], Any],
) -> Iterator[str]:
    """The address of the book with the notebooks in it."""
    folder = tmp_path_factory.mktemp("with lab")
    site = shutil.copytree(built_book, folder / "site")
    lab.write(root, site, folder / "lab.log")
    with serve_folder(site) as url:
        yield url


def test_a_notebook_of_the_course_runs_in_the_browser(
    chromium: Browser, site_url: str, answer_in_lab: Callable[..., None]
) -> None:
    asked: list[str] = []
    faults: list[str] = []
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = context.new_page()
    # Whoever comes from the book brings the book's service worker along.
    page.goto(f"{site_url}/index.html")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"{site_url}/lite/")
    run_all(page)

    reader = page.locator(".slw-reader").first
    expect(reader.locator(".slw-u").first).to_be_visible(timeout=60_000)
    reader.locator(".slw-lens-loaded").click()
    assert_follows(page)
    exercise = page.locator(".slw-exercise")
    scroll_to(exercise)
    answer_in_lab(exercise, scroll_to)
    assert page.evaluate(SCOPES) == ["/lite/service-worker.js", "/sw.js"]

    kept = page.evaluate("caches.keys()")
    assert [name for name in kept if page.evaluate(HOLDS_LAB, name)] == []
    here = (f"http://{HOST}:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(here)] == []
    assert any(url.endswith("pyodide.asm.wasm") for url in asked), "workers are not watched"
    assert not faults
    context.close()


HOLDS_LAB = """(name) => caches.open(name).then((cache) => cache.keys()).then(
  (all) => all.some((request) => request.url.includes("/lite/")))"""


def run_all(page: Page) -> None:
    """Run every cell, and show the first ones: Lab draws only what is in sight."""
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("(Pyodide) | Idle")).to_be_visible(timeout=90_000)
    page.get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").last
    expect(last.locator(".jp-OutputArea-output")).to_contain_text("draconian", timeout=90_000)
    page.locator(".jp-WindowedPanel-outer").first.evaluate("(panel) => panel.scrollTop = 0")


def assert_follows(page: Page) -> None:
    """What is switched off in the reader reaches Python: the cell below it says so."""
    cell = page.locator(".jp-CodeCell").filter(has_text="reader.lenses_on, reader.selection")
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Shift+Enter")
    output = cell.locator(".jp-OutputArea-output")
    # A control further down has led the reader to this one lens; now it is off.
    expect(output).to_contain_text("([], {})", timeout=30_000)


def scroll_to(wanted: Locator) -> None:
    page = wanted.page
    panel = page.locator(".jp-WindowedPanel-outer").first
    for _ in range(40):
        if wanted.count():
            return
        panel.evaluate("(panel) => panel.scrollTop += 400")
        page.wait_for_timeout(200)
    pytest.fail("this cell is not in the notebook")
