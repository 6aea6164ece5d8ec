"""The reader in JupyterLab with a kernel: what one does in the page reaches Python."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from slantwise.book.serve import HOST, open_server

Answer = Callable[[Locator, Callable[[Locator], None]], None]

CELLS = [
    """import ipywidgets
from slantwise import Practice, Progress, Reader
reader = Reader("kosovo-1244", "opening")
choice = ipywidgets.SelectMultiple(options=["loaded", "unsourced", "framing"], value=["loaded"])
ipywidgets.dlink((choice, "value"), (reader, "lenses_on"), list)
display(choice, reader)""",
    """marker = Reader("kosovo-1244", "opening", marking=True)
marker""",
    """practice = Practice("classify")
display(practice, Progress(practice))""",
    """print("STATE", reader.lenses_on, reader.selection.get("text"), marker.marks)
print(practice.answer["first"]["choices"][0])""",
]


CHAPTER = "03-loaded-language.ipynb"


@pytest.fixture(scope="module")
def lab(
    root: Path, samples: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[str]:
    """A JupyterLab on a free port, with a notebook that shows the widgets."""
    folder = tmp_path_factory.mktemp("lab")
    first = f"import os\nos.environ['SLANTWISE_ROOT'] = {str(samples)!r}"
    cells = [nbformat.v4.new_code_cell(cell) for cell in (first, *CELLS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    nbformat.write(notebook, folder / "reader.ipynb")
    shutil.copy(root / "notebooks" / CHAPTER, folder)
    free = open_server(folder, port=0)
    port = free.server_port
    free.server_close()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.ip={HOST}", f"--ServerApp.port={port}", "--IdentityProvider.token="]
    command += [f"--ServerApp.root_dir={folder}", "--LabApp.news_url="]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    environment = {
        **os.environ,
        "SLANTWISE_ROOT": str(root),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(folder / ".config"),
    }
    environment.pop("SLANTWISE_STATIC", None)
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://{HOST}:{port}/api", server)
            yield f"http://{HOST}:{port}/lab/tree/reader.ipynb"
        finally:
            server.terminate()
            server.wait(30)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(240):
        assert server.poll() is None, "JupyterLab ended before it answered"
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError):
            time.sleep(0.25)
    pytest.fail("JupyterLab did not answer within a minute")


def open_and_run(chromium: Browser, url: str, errors: list[str]) -> Page:
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{url}?reset")  # without what another test has left open
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible(timeout=60_000)
    # Before the kernel answers, Lab would ask which one to take.
    expect(page.get_by_text("(ipykernel) | Idle")).to_be_visible(timeout=60_000)
    page.get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    return page


def test_an_answer_given_in_a_chapters_notebook_is_saved_and_checked(
    lab: str, chromium: Browser, answer_in_lab: Answer
) -> None:
    errors: list[str] = []
    page = open_and_run(chromium, lab.replace("reader.ipynb", CHAPTER), errors)
    # What the page does waits behind the cells that still run.
    last = page.locator(".jp-CodeCell .jp-InputPrompt").last
    expect(last).to_contain_text(re.compile(r"\[\d+\]"), timeout=60_000)
    answer_in_lab(page.locator(".slw-exercise").first, lambda _: None)
    page.close()
    assert not errors


def test_the_page_and_python_follow_each_other(lab: str, chromium: Browser) -> None:
    errors: list[str] = []
    page = open_and_run(chromium, lab, errors)
    lens = page.locator(".slw-lens")
    expect(lens.nth(0)).to_have_attribute("aria-pressed", "true", timeout=60_000)
    expect(lens.nth(1)).to_have_attribute("aria-pressed", "false")

    page.locator("select[multiple]").select_option("framing")  # a stock control drives the reader
    expect(lens.nth(2)).to_have_attribute("aria-pressed", "true")
    lens.nth(1).click()  # and the page drives Python
    page.locator(".slw-piece[role=button]").first.click()
    expect(page.locator(".slw-note").first).to_be_visible()
    double_click_word(page)

    marking = page.locator(".slw-marking")
    marking.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "Enter"):  # no shortcut of the notebook's
        page.keyboard.press(key)
    expect(page.locator(".slw-mark-count")).to_have_text("1 mark")

    exercise = page.locator(".slw-exercise").first
    exercise.get_by_text("What the answers mean").focus()
    for key in ("Enter", "d", "d"):  # opens the words' meanings, and deletes no cell
        page.keyboard.press(key)
    expect(exercise.get_by_text("A word judges.")).to_be_visible()
    for item in exercise.locator(".slw-item").all():
        item.get_by_role("radio", name="Nothing to ask").check()
        item.get_by_role("radio", name="A guess").check()
    expect(page.get_by_text("There is nothing to sum up yet")).to_be_visible()
    exercise.get_by_role("button", name="Commit my answer").click()
    summary = page.locator(".slw-summary")
    expect(summary.get_by_text("Of 2 places worth a question you asked about 0")).to_be_visible()

    told = state(page).splitlines()
    assert told[0] == "STATE ['unsourced', 'framing'] announced [[6, 29]]"
    assert told[1] == "{'item': 'one', 'choice': 'fair', 'certainty': 1}"
    assert not errors
    page.close()


def double_click_word(page: Page) -> None:
    """Select the word "announced" in the reader, as a double click does."""
    page.evaluate(
        """() => {
            const text = document.querySelector('.slw-reader .slw-text');
            const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            let node;
            while ((node = walk.nextNode()) && !node.data.includes('announced'));
            const at = node.data.indexOf('announced');
            getSelection().setBaseAndExtent(node, at, node, at + 'announced'.length);
        }"""
    )
    page.wait_for_timeout(600)


def state(page: Page) -> str:
    """Run the last cell again and return what it prints."""
    cell = page.locator(".jp-CodeCell").last
    before = cell.locator(".jp-InputPrompt").inner_text()
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Shift+Enter")
    prompt: Callable[[], str] = (
        page.locator(".jp-CodeCell").nth(4).locator(".jp-InputPrompt").inner_text
    )
    for _ in range(100):
        page.wait_for_timeout(100)
        if prompt() not in (before, "[*]:"):
            break
    return page.locator(".jp-CodeCell").nth(4).locator(".jp-OutputArea-output").inner_text().strip()
