"""Hold our QTI 2.1 items against somebody else's delivery engine.

Every option of every item, and no answer, is given to `@citolab/qti-components` in Chromium, and
the points, the flag and the feedback that is shown are compared with the book's. The engine speaks
QTI 3, into which `citolab-qti-convert` turns the packages. Both are GPL and no part of this
project:

    python -m venv peer && peer/bin/pip install citolab-qti-convert
    npm pack @citolab/qti-components && tar xzf citolab-qti-components-*.tgz
    python benchmarks/quiz_engine.py --peer-python peer/bin/python --components package
"""

import argparse
import functools
import http.server
import shutil
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from slantwise.articles import find_root
from slantwise.classroom.quiz.model import Question, Quiz, quiz
from slantwise.classroom.quiz.qti21 import qti21, right_orders
from slantwise.classroom.quiz.qti21_score import identifier
from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.exercises.tasks import ChoiceExercise, OrderExercise

Answer = str | list[str] | None
Told = tuple[float, float | None, list[str]]  # points, flag, and which feedback is shown
ROUNDED = 0.000501  # the engine keeps three digits
CONVERT = "import sys, qti_convert; qti_convert.upgrade_package(sys.argv[1], sys.argv[2])"
PAGE = "<!doctype html><body></body><script type=module src=cdn/index.js></script>"
ASK = """
async ({ xml, answers }) => {
  const source = xml
    .replaceAll("http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "http://www.w3.org/1999/xhtml")
    .replace(/<\\?xml-model[^>]*\\?>/, "");
  const root = new DOMParser().parseFromString(source, "application/xml").documentElement;
  const told = [];
  for (const answer of answers) {
    const item = document.importNode(root, true);
    document.body.replaceChildren(item);
    await item.updateComplete;
    if (answer !== null) item.updateResponseVariable("RESPONSE", answer);
    item.processResponse();
    await item.updateComplete;
    const value = (id) => item.variables.find((one) => one.identifier === id)?.value ?? null;
    const flag = value("FLAG");
    const shown = [...item.querySelectorAll("qti-modal-feedback")]
      .filter((one) => one.showStatus === "on")
      .map((one) => one.getAttribute("identifier"));
    told.push([Number(value("SCORE")), flag === null ? null : Number(flag), shown]);
  }
  return told;
}
"""


def expected(question: Question) -> Iterator[tuple[Answer, Told]]:
    """Yield every answer to an item with what the book makes of it."""
    yield None, (0, 0, [])
    for option in question.options:
        id = identifier(option.id)
        yield id, (option.share, float(option.asks), [id] if option.feedback else [])


def orders(own: Quiz) -> Iterator[tuple[Answer, Told]]:
    """Yield right orders, the one that is offered, and each with two neighbours exchanged."""
    right = [list(order) for order in right_orders(own.steps)]
    tried = [*right, [step.id for step in own.steps]]
    tried += [
        o[:i] + o[i + 1 : i - 1 : -1] + o[i + 2 :] for o in right for i in range(1, len(o) - 1)
    ]
    shown = ["done"] if own.steps[0].why else []
    for order in tried:
        yield [identifier(id) for id in order], (float(order in right), None, shown)


def files(own: Quiz, python: Path) -> dict[str, str]:
    """Return the items of a quiz in QTI 3, by their files' names."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "21.zip", Path(folder) / "3.zip"
        old.write_bytes(qti21([own]))
        subprocess.run([str(python), "-c", CONVERT, str(old), str(new)], check=True)  # noqa: S603
        with zipfile.ZipFile(new) as archive:
            names = [name for name in archive.namelist() if name.startswith("items/")]
            return {Path(name).stem: archive.read(name).decode() for name in names}


def compare(page: Page, own: Quiz, python: Path) -> Iterator[bool]:
    """Yield for each answer to a quiz whether the engine agrees; print where it does not."""
    found = files(own, python)
    asked = {f"{own.id}.{question.id}": list(expected(question)) for question in own.questions}
    if own.steps:
        asked[f"{own.id}.order"] = list(orders(own))
    for name, pairs in asked.items():
        given = {"xml": found[name], "answers": [answer for answer, _ in pairs]}
        told: list[Any] = page.evaluate(ASK, given)
        for (answer, (points, *rest)), (theirs, *other) in zip(pairs, told, strict=True):
            same = abs(points - theirs) <= ROUNDED and rest == other
            if not same:
                print(name, answer, (points, *rest), (theirs, *other))  # noqa: T201
            yield same


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Compare every exercise that can be a quiz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-python", type=Path, required=True, metavar="PYTHON")
    parser.add_argument("--components", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    loaded = [load_exercise(id, find_root()) for id in list_exercises()]
    own = [quiz(one) for one in loaded if isinstance(one.task, ChoiceExercise | OrderExercise)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        shutil.copytree(options.components / "cdn", Path(folder) / "cdn")
        (Path(folder) / "index.html").write_text(PAGE, "utf-8")
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        page.wait_for_function("() => !!customElements.get('qti-assessment-item')")
        agreed = [same for one in own for same in compare(page, one, options.peer_python)]
        browser.close()
        server.shutdown()
    print(f"{len(own)} exercises, {len(agreed)} answers, {agreed.count(False)} differ")  # noqa: T201


if __name__ == "__main__":
    main()
