"""What a look at every page found: on a phone, in the dark, on paper, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

NewPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}


def phone(new_page: NewPage, address: str, **options: object) -> Page:
    page = new_page(viewport=PHONE, has_touch=True, reduced_motion="reduce", **options)
    page.goto(address)
    return page


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found
    return dict(found)


def test_on_a_phone_the_note_comes_into_sight(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/06-one-sided-framing.html")
    reader = page.locator("slantwise-widget").first
    reader.locator(".slw-lens").last.tap()
    reader.locator(".slw-piece[role=button]").nth(2).tap()  # in the first lines of a long paragraph
    expect(reader.locator(".slw-note .slw-question").first).to_be_in_viewport()


def test_nothing_moves_when_one_chooses(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/01-what-am-i-reading.html")
    answers = page.locator(".slw-exercise .slw-item").first.locator(".slw-choice")
    answers.first.scroll_into_view_if_needed()
    before = [box(answer) for answer in answers.all()]
    answers.first.locator("input").check(force=True)
    assert [box(answer) for answer in answers.all()] == before


def test_two_answers_stand_side_by_side_on_a_phone(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/06-one-sided-framing.html")
    item = page.locator(".slw-exercise[data-kind=mirror] .slw-item").first
    tops = {round(box(answer)["y"]) for answer in item.locator(".slw-choice").all()}
    assert len(tops) == 1


def test_the_rungs_do_not_cover_their_names(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/04-who-says-so.html")
    for choice in page.locator(".slw-rungs").first.locator(".slw-choice").all():
        rung = choice.locator("span")
        # The numbered circle is as wide as 2.2rem and begins where the choice begins.
        assert box(rung)["x"] - box(choice)["x"] >= 2.2 * 16


def test_an_opened_exercise_names_itself_once(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/03-loaded-language.html")
    closed = page.locator(".slw-closed").first
    closed.locator("summary").first.click()
    assert box(closed.locator(".slw-head > .slw-title"))["width"] <= 1
    expect(closed.get_by_role("heading").first).to_have_text("Strong, or loaded?")


def test_the_contents_of_a_page_hide_what_is_below_them(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/about.html")
    page.locator(".secondary-toggle").first.click()
    panel = page.locator("#pst-secondary-sidebar-modal")
    expect(panel).to_be_visible()
    colour = panel.evaluate("e => getComputedStyle(e).backgroundColor")
    assert "rgba" not in colour
    assert colour != "transparent"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_script_page_and_reader_agree_on_the_mode(
    new_page: NewPage, book_url: str, scheme: str
):
    looks = []
    for script in (True, False):
        page = new_page(viewport=PHONE, java_script_enabled=script, color_scheme=scheme)
        page.goto(f"{book_url}/03-loaded-language.html")
        ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
        ink = page.locator(".slw").first.evaluate("e => getComputedStyle(e).color")
        looks.append((ground, ink))
    assert looks[0] == looks[1]


def test_the_dark_does_not_push_the_reader_in(new_page: NewPage, book_url: str):
    left = []
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto(f"{book_url}/06-one-sided-framing.html")
        left.append(box(page.locator("slantwise-widget").first)["x"])
    assert left[0] == left[1]


def test_the_chapters_carry_the_numbers_that_others_call_them_by(page: Page, book_url: str):
    page.goto(f"{book_url}/05-leave-the-page.html")
    expect(page.locator(".slw-chapter")).to_have_text("Chapter 5")
    expect(page.locator("nav.bd-links li.current > a")).to_have_text("5. Leave the page")


def test_on_the_screen_one_sheet_shows_and_on_paper_all(page: Page, book_url: str):
    page.goto(f"{book_url}/handouts.html")
    sheets = page.locator(".slw-sheet")
    assert not [sheet for sheet in sheets.all() if sheet.is_visible()]
    page.locator(".slw-index li a").first.click()
    assert len([sheet for sheet in sheets.all() if sheet.is_visible()]) == 1
    page.locator(".slw-every a").click()
    page.emulate_media(media="print")
    assert all(sheet.is_visible() for sheet in sheets.all())


def test_the_summary_lists_the_exercises_by_chapter_and_is_printed(page: Page, book_url: str):
    page.goto(f"{book_url}/your-progress.html")
    names = page.locator(".slw-summary .slw-page").all_inner_texts()
    assert names[:2] == ["Chapter 0: Before you start", "Chapter 1: What am I reading?"]
    page.emulate_media(media="print")
    expect(page.get_by_text("There is nothing to sum up yet")).to_be_visible()
    expect(page.get_by_text("Switch JavaScript on")).to_be_hidden()
    expect(page.get_by_role("button", name="Load answers")).to_be_hidden()


def test_a_touch_screen_is_told_nothing_about_keys(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/03-loaded-language.html", is_mobile=True)
    page.locator(".slw-exercise").first.get_by_role("button", name="I have read it").tap()
    expect(page.get_by_text("Drag over words").first).to_be_visible()
    expect(page.locator(".slw-help .slw-keys").first).to_be_hidden()
    page.goto(f"{book_url}/01-what-am-i-reading.html")
    page.locator(".slw-closed summary", has_text="From vague").tap()
    expect(page.get_by_text("Use the arrow buttons").first).to_be_visible()
    expect(page.locator("[data-kind=order] .slw-keys").first).to_be_hidden()


def test_how_sure_one_is_fits_in_one_line_on_a_phone(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/01-what-am-i-reading.html")
    pills = page.locator(".slw-exercise .slw-commit .slw-sure").first.locator(".slw-choice")
    assert len({round(box(pill)["y"]) for pill in pills.all()}) == 1


def test_figures_stand_in_the_width_of_a_phone(new_page: NewPage, book_url: str):
    page = phone(new_page, f"{book_url}/gallery.html")
    page.locator(".slw-picture summary").first.click()
    table = box(page.locator(".slw-picture table").first)
    assert table["x"] + table["width"] <= PHONE["width"]


def test_the_button_says_what_it_opens(page: Page, book_url: str):
    for name, told in (
        ("00-before-you-start", "Nothing opens after you commit."),
        ("07-conclusions", "A list to go through"),
        ("01-what-am-i-reading", "The reasons open after you commit."),
    ):
        page.goto(f"{book_url}/{name}.html")
        expect(page.get_by_text(told).first).to_be_visible()


@pytest.mark.parametrize(("name", "most"), [("gallery", 10), ("03-loaded-language", 12)])
def test_on_paper_one_thing_follows_another(page: Page, book_url: str, name: str, most: int):
    page.goto(f"{book_url}/{name}.html")
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 4 < sheets <= most


def test_on_paper_a_fold_stays_whole_and_has_no_arrow(page: Page, book_url: str):
    page.goto(f"{book_url}/03-loaded-language.html")
    page.emulate_media(media="print")
    fold = page.locator("details.sd-dropdown").first
    assert fold.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    expect(fold.locator(".sd-summary-state-marker")).to_be_hidden()
    grounds = page.locator(".output:has(> table)").first
    assert grounds.evaluate("e => getComputedStyle(e).backgroundImage") == "none"


def test_an_older_browser_has_the_note_below_its_words_and_prints_what_is_folded(
    page: Page, book_url: str
):
    page.add_init_script("CSS.supports = () => false;")
    page.goto(f"{book_url}/06-one-sided-framing.html")
    reader = page.locator("slantwise-widget").first
    reader.locator(".slw-lens").first.click()
    piece = reader.locator(".slw-piece[role=button]").first
    piece.click()
    assert piece.evaluate("e => e.closest('p, .slw-heading').nextSibling.className") == "slw-margin"
    folded = page.locator(".bd-article details:not([open])")
    before = folded.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (before > 0, folded.count()) == (True, 0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before
