"""A live lesson between two kinds of browsers: the teacher in one, a pupil in each."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from driven import Browser, errors, one, press, start, until
from learner import ANSWER, words_at

TASKS = ("loaded-opening", "trace-date")
CHOOSE = "document.querySelector('.lv-chooser select').value = arguments[0]"
LINES = """return [...document.querySelectorAll(".lv-r1, .lv-r2, .lv-r3, .lv-r4")].map(
  (one) => getComputedStyle(one).textDecorationLine)"""


@contextmanager
def server(book: Path, state: Path) -> Iterator[str]:
    """Serve a session of its own; gives the teacher's address."""
    command = [sys.executable, "-m", "slantwise", "class", "live", "--no-open", "--book", str(book)]
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--port", "8471", "--exercises", *TASKS],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    said = iter(process.stdout or ())
    found = (re.search(r"http://\S+/teach#\S+", line) for line in said)
    try:
        yield next(address.group() for address in found if address)
    finally:
        process.terminate()
        process.wait(10)


def body(b: Browser) -> Any:
    """Return the whole page."""
    return b.find_element("css selector", "body")


def see(b: Browser, words: str) -> None:
    """Wait until the page says these words."""
    until(words, lambda: words in body(b).text)


def step(teacher: Browser, words: str) -> None:
    """Press the button of the next step, which rests for a moment after the last."""
    see(teacher, words)
    until(words, lambda: not teacher.find_elements("css selector", "[aria-disabled='true']"))
    press(teacher, body(teacher), words)


def commit(b: Browser, words: str) -> None:
    """Say how sure, commit, and wait until the server has it."""
    one(b, ".slw-commit .slw-choice")
    for choice in b.find_elements("css selector", ".slw-commit .slw-choice input")[:1]:
        b.execute_script("arguments[0].click()", choice)
    press(b, body(b), words)
    see(b, "arrived")


def lesson(book: Path, folder: Path, shots: Path | None) -> list[str]:
    """Hold a lesson of two exercises; return what was seen."""
    names = ("firefox", "firefox", "webkit")
    places = [folder / f"{i}-{name}" for i, name in enumerate(names)]
    for place in places:
        place.mkdir()
    with server(book, folder) as address:
        teacher, *pupils = (
            start(name, place, 450 if i else 1280)
            for i, (name, place) in enumerate(zip(names, places, strict=True))
        )
        try:
            told = held(address, teacher, pupils)
        finally:
            for i, b in enumerate((teacher, *pupils)):
                if shots:
                    b.save_screenshot(str(shots / f"lesson-{i}.png"))
                b.quit()
    said = [line for place in places for line in errors(place)]
    if said:
        raise AssertionError("\n".join(said))
    return told


def held(address: str, teacher: Browser, pupils: list[Browser]) -> list[str]:
    """Join, mark, pause, look at the class and at the readings, go on, and end."""
    teacher.get(address)
    words = ".lv-words span"
    until("the code", lambda: len(teacher.find_elements("css selector", words)) == 4)
    code = "-".join(word.text for word in teacher.find_elements("css selector", words))
    for pupil in pupils:
        pupil.get(f"{address.split('/teach')[0]}/join#{code}")
        press(pupil, one(pupil, "form"), "Join")
        one(pupil, ".lv-name")
    see(teacher, "2 have joined")
    marked(teacher, pupils)
    told = shown(teacher, pupils)
    teacher.execute_script(CHOOSE, TASKS[1])
    step(teacher, "Next exercise")
    for pupil in pupils:
        until("the next one", lambda b=pupil: b.find_elements("css selector", ".slw-change"))
        pupil.execute_script(ANSWER, body(pupil), "trace")
        commit(pupil, "Commit my answer")
    press(teacher, body(teacher), "End the lesson")
    press(teacher, one(teacher, ".slw-confirm:not([hidden])"), "")
    for pupil in pupils:
        see(pupil, "Save my answers")
    return [*told, "the lesson has ended on all pages"]


def marked(teacher: Browser, pupils: list[Browser]) -> None:
    """Open the first exercise, mark, stand still in a pause, and commit."""
    teacher.execute_script(CHOOSE, TASKS[0])
    step(teacher, "Open the exercise")
    for pupil in pupils:
        see(pupil, "I have read it")
        press(pupil, body(pupil), "I have read it")
        one(pupil, ".slw-marking")
        words_at(pupil, body(pupil), "well-calculated").click()
    press(teacher, body(teacher), "Pause")
    for pupil in pupils:
        one(pupil, ".lv-veil")
    press(teacher, body(teacher), "Go on")
    for pupil in pupils:
        until("the page again", lambda b=pupil: not b.find_elements("css selector", ".lv-veil"))
        commit(pupil, "Commit my marks")
    see(teacher, "2 of 2 have committed")


def shown(teacher: Browser, pupils: list[Browser]) -> list[str]:
    """Show the class, then the readings; return what each page draws under the words."""
    step(teacher, "Close")
    step(teacher, "heat map")
    for b in (teacher, *pupils):
        one(b, ".lv-map sup")
    step(teacher, "Show the readings")
    told = []
    for b in (teacher, *pupils):
        lines = until("the readings", lambda b=b: b.execute_script(LINES))
        assert set(lines) == {"underline"}, f"of {len(lines)} passages some have no line"
        told.append(f"{len(lines)} passages with their lines")
    return told
