"""The pictures and the gallery in the built book: open, narrow, dark and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = {
    "03-loaded-language": 1,
    "04-who-says-so": 1,
    "06-one-sided-framing": 2,
    "07-conclusions": 1,
    "gallery": 1,
}
every_page = pytest.mark.parametrize(("name", "count"), PAGES.items(), ids=PAGES)

# Words that run over the edge of the drawing, or over one another.
COLLIDING = """() => [...document.querySelectorAll(".slw-picture svg")].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
  return texts.filter(([, a], i) => a.left < frame.left - 8 || a.right > frame.right + 8
    || texts.slice(i + 1).some(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 5 && b.top < a.bottom - 5)).map(([text]) => text);
})"""  # noqa: E501 - one line of JavaScript


OPEN = """document.querySelectorAll(":is(.slw-picture, .slw-place) details")
  .forEach(details => { details.open = true; })"""


@every_page
def test_pictures_are_accessible_and_fit_with_their_figures_open(
    name: str,
    count: int,
    book_url: str,
    page: Page,
    assert_accessible_everywhere: Callable[[Page], None],
):
    page.goto(f"{book_url}/{name}.html")
    assert page.locator(".slw-picture > svg[role=img]").count() == count
    page.evaluate(OPEN)
    assert_accessible_everywhere(page)


@every_page
def test_no_words_in_a_picture_collide(name: str, count: int, book_url: str, page: Page):
    for width in (1920, 1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{book_url}/{name}.html")
        assert page.locator(".slw-picture > svg").count() == count
        assert page.evaluate(COLLIDING) == [], f"{width} px wide"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_has_the_colours_of_the_page_and_is_black_on_paper(
    scheme: str, book_url: str, new_page: Callable[..., Page]
):
    page = new_page(color_scheme=scheme)
    page.goto(f"{book_url}/06-one-sided-framing.html")
    fill = "getComputedStyle(document.querySelector('.slw-picture .slw-p-solid')).fill"
    dark = page.evaluate(fill)
    assert dark == ("rgb(31, 35, 40)" if scheme == "light" else "rgb(232, 230, 225)")
    page.emulate_media(media="print")
    assert page.evaluate(fill) == "rgb(31, 35, 40)"


def test_the_gallery_keeps_what_the_readings_say_folded(book_url: str, page: Page):
    page.goto(f"{book_url}/gallery.html")
    first = page.locator(".slw-place").first
    assert first.locator(".slw-question").is_visible()
    assert not first.locator(".slw-said").is_visible()
    first.locator("summary").click()
    assert first.locator(".slw-said").is_visible()
    assert first.locator(".slw-sides > div").count() == 2
