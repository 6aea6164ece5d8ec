"""The built site: no other host, a clean console, and open to everyone, in light and dark."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

TOC = Path(__file__).resolve().parents[2] / "book" / "_toc.yml"
PAGES = [*re.findall(r"(?:root|file): *(\S+)", TOC.read_text("utf-8")), "search"]

OTHER_HOST = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
IN_CSS = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)


class Loads(HTMLParser):
    """Collects what a page makes the browser fetch; a plain link is no load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {"src", "srcset", "poster", "data", "style"} | (
            {"href"} if tag == "link" else set()
        )
        self.found += [value for name, value in attrs if name in names and value]


def test_no_built_file_loads_from_another_host(built_book: Path):
    wrong = []
    for path in built_book.rglob("*.html"):
        parser = Loads()
        parser.feed(path.read_text("utf-8"))
        wrong += [(path.name, url) for url in parser.found if OTHER_HOST.search(url)]
    for path in [
        *built_book.rglob("*.css"),
        *built_book.rglob("*.html"),
        *built_book.rglob("*.svg"),
    ]:
        wrong += [(path.name, url) for url in IN_CSS.findall(path.read_text("utf-8"))]
    assert not wrong


def test_no_page_holds_what_would_call_out_when_pressed(built_book: Path):
    words = ("thebe", "mybinder", "colab.research", "utterances", "googletagmanager", "mathjax")
    for path in built_book.rglob("*.html"):
        text = path.read_text("utf-8").lower()
        assert not [word for word in words if word in text], path.name


def test_the_reader_is_loaded_only_where_it_stands(built_book: Path):
    for path in built_book.rglob("*.html"):
        text = path.read_text("utf-8")
        assert ("slantwise/reader.js" in text) == ("<slantwise-widget" in text), path.name


def test_the_style_sheets_come_in_their_order(built_book: Path):
    text = (built_book / "index.html").read_text("utf-8")
    names = re.findall(r"_static/(paper|page|furniture|screens)\.css", text)
    assert names == ["paper", "page", "furniture", "screens"]


def test_what_a_style_sheet_asks_for_is_there(built_book: Path):
    static = built_book / "_static"
    asked = [
        (sheet.name, name)
        for sheet in map(static.joinpath, ("paper.css", "page.css", "furniture.css", "screens.css"))
        for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text("utf-8"))
    ]
    assert {"class-heat-phone.png", "class-forms-phone.png"} <= {name for _, name in asked}
    assert [pair for pair in asked if not (static / pair[1]).is_file()] == []


def test_every_page_names_its_language_and_itself(built_book: Path):
    for path in built_book.glob("*.html"):
        text = path.read_text("utf-8")
        assert '<html lang="en"' in text, path.name
        assert re.search(r"<title>.*Slantwise.*</title>", text), path.name


# Light when wide, dark when narrow: what a page is made of is tried in all four ways by itself.
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_wide_and_narrow(
    name: str,
    scheme: str,
    width: int,
    book_url: str,
    new_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(f"{book_url}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_from_disk(name: str, built_book: Path, page: Page):
    page.goto((built_book / f"{name}.html").as_uri())
    assert page.get_by_role("heading", level=1).first.is_visible()
    for reader in page.locator("slantwise-widget").all():
        reader.locator(".slw-reader").first.wait_for(state="attached")  # some are folded


def test_the_contents_open_on_a_phone(
    book_url: str, new_page: Callable[..., Page], assert_accessible: Callable[[Page], None]
):
    page = new_page(viewport={"width": 320, "height": 700}, reduced_motion="reduce")
    page.goto(f"{book_url}/index.html")
    page.locator(".bd-header-article .primary-toggle").click()
    page.locator("#pst-primary-sidebar-modal .slw-home").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("host", ["http", "file"])
def test_the_search_finds_a_page(host: str, built_book: Path, book_url: str, page: Page):
    base = book_url if host == "http" else built_book.as_uri()
    page.goto(f"{base}/search.html?q=article")
    page.locator("ul.search li a").first.wait_for()


def test_the_colours_can_be_switched(book_url: str, page: Page):
    page.goto(f"{book_url}/index.html")
    seen = set()
    for _ in range(3):
        page.locator(".theme-switch-button").first.click()
        seen.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(seen) == 2


def test_words_too_faint_to_read_are_found_wherever_they_stand(
    page: Page, assert_accessible: Callable[[Page], None]
):
    sound = "<p>Words that can be read, <em>all of them</em>.</p>" * 6
    shell = (
        '<html lang="en"><title>x</title><body style="background:#fff"><main><h1>A</h1>{}</main>'
    )
    page.set_content(shell.format(sound))
    assert_accessible(page)
    for faint in (
        '<p>Readable, and <em style="color:#999">faint</em>.</p>',
        '<p style="opacity:.4">Faint as a whole.</p>',
        '<div style="background:#333"><p>Dark upon dark.</p></div>',
    ):
        page.set_content(shell.format(sound + faint))
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_accessible(page)
