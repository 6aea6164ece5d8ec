"""The reader in the built book: over http and from disk, by mouse and by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

SECTIONS = 6


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built_book: Path, book_url: str) -> str:
    return book_url if request.param == "http" else built_book.as_uri()


def opened(page: Page, address: str, name: str = "whole-article") -> Locator:
    page.goto(f"{address}/{name}.html")
    reader = page.locator(".slw-reader").first
    expect(reader).to_be_visible()
    switch_all(reader, on=True)
    return reader


def switch_all(reader: Locator, *, on: bool) -> None:
    for lens in reader.locator(".slw-lens").all():
        if lens.get_attribute("aria-pressed") != str(on).lower():
            lens.click()


def places(reader: Locator) -> Locator:
    return reader.locator(".slw-piece[role=button]")


def test_the_whole_article_is_there_verbatim(page: Page, address: str, root: Path) -> None:
    page.goto(f"{address}/whole-article.html")
    text = (root / "articles/kosovo-1244/article.txt").read_text(encoding="utf-8")
    shown = page.locator(".slw-host .slw-text > p").evaluate_all("ps => ps.map(p => p.textContent)")
    paragraphs = [p for p in text.replace("Serbia\nwould", "Serbia would").split("\n") if p]
    assert [s.replace("\n", " ") for s in shown] == paragraphs


def test_a_lens_toggles_and_counts(page: Page, address: str) -> None:
    reader = opened(page, address)
    for lens in ("loaded", "unsourced", "framing"):
        button = reader.locator(f".slw-lens-{lens}")
        underlined = reader.locator(f".slw-text .slw-u-{lens}")
        count = int(button.locator(".slw-count > span").first.inner_text())
        assert count > 0
        assert underlined.count() >= count
        line = "e => getComputedStyle(e).textDecorationLine"
        assert underlined.first.evaluate(line) == "underline"
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        assert underlined.first.evaluate(line) == "none"


def test_lenses_differ_without_colour(page: Page, address: str) -> None:
    reader = opened(page, address)
    look = "e => (s => s.textDecorationStyle + s.textUnderlineOffset)(getComputedStyle(e))"
    styles = {
        reader.locator(f".slw-text .slw-u-{lens}").first.evaluate(look)
        for lens in ("loaded", "unsourced", "framing")
    }
    assert len(styles) == 3


def test_a_click_explains_in_the_margin(page: Page, address: str) -> None:
    reader = opened(page, address)
    place = places(reader).nth(2)
    place.click()
    note = reader.locator(".slw-note").first
    expect(note).to_be_visible()
    expect(note.locator(".slw-question")).not_to_be_empty()
    expect(note.get_by_text("The words")).to_be_visible()
    expect(place).to_have_attribute("aria-expanded", "true")
    reader.get_by_role("button", name="Close").click()
    expect(reader.locator(".slw-note")).to_have_count(0)


def test_the_keyboard_walks_from_place_to_place(page: Page, address: str) -> None:
    reader = opened(page, address)
    reader.locator(".slw-lens").last.focus()
    page.keyboard.press("Tab")
    focused = page.locator(".slw-piece:focus")
    expect(focused).to_have_count(1)
    expect(reader.locator(".slw-note")).not_to_have_count(0)  # on focus it explains itself
    first = focused.inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator(".slw-piece:focus").evaluate("e => e === document.activeElement")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.locator(".slw-piece:focus").inner_text() == first
    page.keyboard.press("Escape")
    expect(reader.locator(".slw-note")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(reader.locator(".slw-note")).not_to_have_count(0)
    # Whoever leaves the text comes back to where they were.
    page.keyboard.press("ArrowRight")
    second = page.locator(".slw-piece:focus").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator(".slw-piece:focus").inner_text() == second


def test_escape_in_the_note_closes_it_and_gives_the_focus_back(page: Page, address: str) -> None:
    reader = opened(page, address)
    place = places(reader).nth(2)
    place.click()
    reader.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(reader.locator(".slw-note")).to_have_count(0)
    expect(place).to_be_focused()


def test_every_place_is_announced(page: Page, address: str) -> None:
    reader = opened(page, address)
    places(reader).first.focus()
    expect(reader.locator("[role=status]")).not_to_be_empty()


def test_overlapping_findings_are_all_told(page: Page, address: str) -> None:
    reader = opened(page, address)
    stacked = reader.locator(".slw-piece[role=button]:has(.slw-u .slw-u)").first
    stacked.click()
    assert reader.locator(".slw-note").count() >= 2
    assert reader.locator(".slw-margin").evaluate("e => e.scrollWidth <= e.clientWidth + 1")


def test_on_a_phone_the_note_stands_below_the_paragraph(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    reader = opened(page, address)
    place = places(reader).first
    place.tap()
    inside = place.evaluate("e => e.closest('p').nextElementSibling.className")
    assert "slw-margin" in inside
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360


def test_without_javascript_text_and_notes_can_be_read(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}/whole-article.html")
    plain = page.locator(".slw-plain")
    assert plain.count() >= 1
    for part in plain.all():
        assert part.is_visible()
    assert page.locator(".slw-plain .slw-ref").count() > 0
    assert page.locator(".slw-plain .slw-notes > li").count() > 0
    target = page.locator(".slw-plain .slw-ref").first.get_attribute("href")
    assert page.locator(f'[id="{str(target)[1:]}"]').count() == 1


def test_on_paper_the_notes_are_numbered(page: Page, address: str) -> None:
    opened(page, address)
    page.emulate_media(media="print")
    assert not page.locator(".slw-host").first.is_visible()
    assert page.locator(".slw-plain .slw-notes").first.is_visible()


def test_an_open_reader_is_accessible(
    page: Page, book_url: str, assert_accessible_everywhere: Callable[[Page], None]
) -> None:
    reader = opened(page, book_url)
    places(reader).nth(1).click()
    assert_accessible_everywhere(page)


# --- a text with more than a thousand underlined places --------------------------------------

WATCH = """() => {
  window.changes = [];
  new MutationObserver((found) => window.changes.push(...found)).observe(
    document.querySelector(".slw-reader"), { attributes: true, childList: true, subtree: true });
}"""


def test_a_lens_of_a_long_text_is_switched_by_touching_only_what_changes(
    page: Page, samples_url: str
) -> None:
    page.goto(f"{samples_url}/long.html")
    reader = page.locator(".slw-reader")
    before = places(reader).count()
    assert reader.locator(".slw-piece").count() > 1000
    page.evaluate(WATCH)
    reader.locator(".slw-lens-framing").click()
    expect(reader.locator(".slw-live[role=status]")).to_contain_text("off")
    gone = before - places(reader).count()
    assert gone > 30
    touched = page.evaluate("window.changes.filter((c) => c.target.matches('.slw-piece')).length")
    # The role, the Tab stop, and whether it is open; and the one Tab stop may move.
    assert 3 * gone <= touched <= 3 * gone + 2
    assert page.evaluate("window.changes.length") - touched < 10
    reader.locator(".slw-lens-framing").click()
    assert places(reader).count() == before
    assert reader.locator("[tabindex='0'].slw-piece").count() == 1


def test_a_long_text_is_drawn_in_sight_and_lacks_nothing(page: Page, samples_url: str) -> None:
    page.goto(f"{samples_url}/long.html")
    last = page.locator(".slw-host .slw-text > p").last
    drawn = "e => e.checkVisibility({ contentVisibilityAuto: true })"
    assert last.evaluate("e => getComputedStyle(e).contentVisibility") == "auto"
    assert not last.locator("span").first.evaluate(drawn)
    assert page.evaluate("window.find('CONCLUSION')"), "the search of the page does not see it"
    places(page.locator(".slw-reader")).first.focus()
    page.keyboard.press("End")
    expect(page.locator(".slw-piece:focus")).to_be_in_viewport()
    assert last.locator("span").first.evaluate(drawn)
    expect(page.locator(".slw-note").first).to_be_visible()
    # Letters and numbers stand where they stand in a short text.
    long = last.evaluate(EDGES)
    page.locator(".slw-host .slw-text").evaluate("e => e.classList.remove('slw-long')")
    assert last.evaluate(EDGES) == pytest.approx(long, abs=0.5)


EDGES = """p => {
  const x = p.getBoundingClientRect().x;
  const number = parseFloat(getComputedStyle(p, "::before").insetInlineStart);
  return [x + parseFloat(getComputedStyle(p).paddingInlineStart), x + number];
}"""
