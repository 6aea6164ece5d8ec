"""The built book behind a session: its policy lets it do all that it does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from live.lesson import Lesson, free_port, running
from slantwise.live import serve

PAGES = ("index.html", "03-loaded-language.html", "search.html?q=loaded", "gallery.html")


@pytest.fixture
def address(begin: Callable[..., Lesson], built_book: Path) -> Iterator[str]:
    lesson: Any = begin(built_book)
    held = serve.bind(None, free_port(), network=False)
    with running(lesson.app, lesson.room.polls, held):
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture
def page(page: Page) -> Page:
    """A page in a browser without service workers: a session gives none (test_guard.py)."""
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    return page


def test_the_pages_of_the_book_break_no_rule_of_their_policy(address: str, page: Page):
    for name in PAGES:
        page.goto(f"{address}/{name}")
        expect(page.locator("main").first).to_be_visible()
        page.wait_for_load_state("networkidle")


def test_a_reader_takes_the_lenses_to_a_text_of_their_own(address: str, page: Page):
    page.goto(f"{address}/your-own-text.html")
    page.locator("textarea").first.fill("The brutal regime lied. Everyone knows it will collapse.")
    page.get_by_text("Look through the lenses").click()
    expect(page.get_by_text("Through the lenses", exact=True)).to_be_visible(timeout=60_000)
