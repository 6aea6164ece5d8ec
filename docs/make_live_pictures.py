"""Make the pictures of “A live lesson”, with a class that is made up.

``python docs/make_live_pictures.py CHROMIUM`` starts a lesson on this computer, lets 24 pupils
who do not exist into it, and takes pictures of the teacher's page and of one phone.
"""

import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, Route, sync_playwright

from slantwise.exercises.load import load_exercise
from slantwise.live.place import qr_svg

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "book" / "_static"
PORT = 8429
HERE = f"http://127.0.0.1:{PORT}"
SHOWN = "http://192.168.1.20:8420/"  # an address as home and school networks have it
EXERCISE = "loaded-opening"
PUPILS = 23
WIDE = {"width": 1280, "height": 720}
PHONE = {"width": 360, "height": 700}


@contextmanager
def lesson() -> Iterator[str]:
    """Serve a lesson that is kept nowhere; give the teacher's address."""
    with tempfile.TemporaryDirectory() as state:
        command = [sys.executable, "-m", "slantwise", "class", "live", "--no-open"]
        command += ["--port", str(PORT), "--new", "--exercises", EXERCISE, "ladder-sources"]
        around = {**os.environ, "XDG_STATE_HOME": state, "PYTHONUNBUFFERED": "1"}
        around |= {"SLANTWISE_ROOT": str(ROOT)}
        with subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.PIPE, text=True, env=around
        ) as server:
            said = iter(server.stdout or ())
            yield next(found.group() for line in said if (found := _TEACH.search(line)))
            server.terminate()


_TEACH = re.compile(r"http://\S+/teach#\S+")


def ask(method: str, path: str, body: object, token: str = "") -> Any:
    """Ask the server as a pupil's page does."""
    headers = {"Content-Type": "application/json"} | (
        {"Authorization": f"Bearer {token}"} if token else {}
    )
    request = Request(HERE + path, json.dumps(body).encode(), headers, method=method)  # noqa: S310
    with urlopen(request) as answer:  # noqa: S310
        return json.load(answer)


def join(code: str) -> list[str]:
    """Let the class in; return its tokens."""
    return [ask("POST", "/api/join", {"code": code})["token"] for _ in range(PUPILS)]


def commit(tokens: list[str]) -> None:
    """Let most of the class commit, each with a skill and a leaning of their own."""
    made_up = runpy.run_path(str(ROOT / "benchmarks" / "made_up_class.py"))
    exercise, random = load_exercise(EXERCISE, ROOT), Random(3)  # noqa: S311 - no secret
    for token in tokens[:17]:
        skill, eager = random.uniform(0.2, 0.95), random.uniform(0.3, 1.2)
        answer = made_up["_answer"](exercise, skill, eager, random) | {"stage": "first"}
        ask("PUT", "/api/rounds/1/answer", answer | {"revised": None}, token)


def elsewhere(page: Page, code: str) -> None:
    """Show the address of a network in the place of this computer's own."""

    def session(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"addresses": [SHOWN]})

    def picture(route: Route) -> None:
        route.fulfill(body=qr_svg(f"{SHOWN}join#{code}"), content_type="image/svg+xml")

    page.route("**/api/teacher/session", session)
    page.route("**/api/teacher/qr.svg", picture)


def press(page: Page, name: str) -> None:
    """Press a button, and wait until everybody has seen what it did."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_timeout(1500)


def pictures(browser: Browser, address: str) -> None:
    """Go through a lesson, and save what a teacher and a pupil see."""
    teacher = browser.new_page(viewport=WIDE, color_scheme="light")
    phone = browser.new_page(viewport=PHONE, color_scheme="light", has_touch=True)
    teacher.goto(address)
    words = teacher.locator(".lv-words span")
    words.last.wait_for()
    code = "-".join(words.all_inner_texts())
    elsewhere(teacher, code)
    teacher.goto("about:blank")
    teacher.goto(address)
    tokens = join(code)
    phone.goto(f"{HERE}/join#{code}")
    phone.get_by_role("button", name="Join").click()
    teacher.get_by_text(f"{PUPILS + 1} have joined").wait_for()
    teacher.get_by_label("Exercise", exact=True).select_option(EXERCISE)
    save(teacher, "live-join")
    press(teacher, "Open the exercise")
    mark(phone)
    save(phone, "live-phone")
    commit(tokens)
    teacher.get_by_text(f"17 of {PUPILS + 1}").wait_for()
    save(teacher, "live-count")
    press(teacher, "Close the exercise")
    press(teacher, "Show the class’s heat map")
    save(teacher, "live-heat")
    press(teacher, "Show the readings")
    save(teacher, "live-readings")


def mark(phone: Page) -> None:
    """Mark three words on the phone, and go where they can be seen."""
    phone.get_by_role("button", name="start marking").click()
    for word in ("well-calculated", "undermines", "pretext"):
        phone.locator(".slw-w", has_text=word).first.tap()
    phone.locator(".slw-w", has_text="undermines").first.evaluate(
        "e => scrollBy(0, e.getBoundingClientRect().top - 330)"
    )


def save(page: Page, name: str) -> None:
    """Save what a page looks like."""
    page.wait_for_timeout(400)
    page.screenshot(path=STATIC / f"{name}.png")


def main(chromium: str) -> None:
    """Make all pictures."""
    with lesson() as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
