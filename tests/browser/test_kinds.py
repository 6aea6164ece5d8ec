"""Every kind of exercise by keyboard alone: answer, commit, compare, revise, hand in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from slantwise.exercises.check import check

Tab = Callable[[str], None]


def choose(page: Page, tab_to: Tab, *picks: tuple[str, int]) -> None:
    """Go from group to group by Tab: to one whose first name is given, then so many down."""
    for name, down in picks:
        tab_to(name)
        page.keyboard.press("Space")
        for _ in range(down):
            page.keyboard.press("ArrowDown")


def tick(page: Page, tab_to: Tab, *names: str) -> None:
    for name in names:
        tab_to(name)
        page.keyboard.press("Space")


def press_all(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# What one presses in each kind, a poorer answer first and a better one after it. Whoever comes
# back to a group lands on what is chosen there, so that the second run starts from the first.


def mark(page: Page, tab_to: Tab, again: bool) -> None:
    words = page.locator(".slw-w").all_inner_texts()
    page.locator(".slw-marking").focus()
    press_all(page, "Home", *["ArrowUp"] * 12)
    target = words.index("greedy" if again else "Monday")
    press_all(page, *["ArrowRight"] * target, "Enter")
    if again:
        press_all(page, *["ArrowLeft"] * (target - words.index("Monday")), "Delete")


def sort(page: Page, tab_to: Tab, again: bool) -> None:
    if again:
        choose(page, tab_to, ("A guess", 0), ("Forecast", 1), *[("A guess", 0)] * 3)
        return
    for down in (0, 1, 1, 2):
        choose(page, tab_to, ("Report", down), ("A guess", 0))


def classify(page: Page, tab_to: Tab, again: bool) -> None:
    picks = (0, 0, 0, 0) if not again else (0, 1, 0, 2)
    for down in picks:
        choose(page, tab_to, ("Nothing to ask", down), ("A guess", 1))


def ladder(page: Page, tab_to: Tab, again: bool) -> None:
    if again:
        choose(page, tab_to, ("No source", 1))
        return
    for down in (0, 0, 2, 1):
        choose(page, tab_to, ("No source", down))


def mirror(page: Page, tab_to: Tab, again: bool) -> None:
    if again:
        choose(page, tab_to, ("Fair", 1))  # the group comes round: back to the first
        return
    for down in (1, 1, 1, 0):
        choose(page, tab_to, ("Worth a question", down))


def order(page: Page, tab_to: Tab, again: bool) -> None:
    tab_to("Move down: It will probably" if again else "Move down: It will rain")
    press_all(page, *(["ArrowDown"] * (1 if again else 3)))
    assert "now" in page.locator(".slw-exercise > [role=status]").inner_text()


def trace(page: Page, tab_to: Tab, again: bool) -> None:
    if again:
        tick(page, tab_to, "The engineers", "A blog", "The weather")
        choose(page, tab_to, ("A number grew", 1))
        return
    tick(page, tab_to, "The weather")
    choose(page, tab_to, ("A number grew", 0))


def dossier(page: Page, tab_to: Tab, again: bool) -> None:
    for name in ("A survey", "The mill’s") if again else ("A song",):
        tab_to(f"Open this source: {name}")
        page.keyboard.press("Enter")
    n = 2 if again else 1
    expect(page.locator(".slw-opened")).to_have_text(f"{n} of 4 opened")
    choose(page, tab_to, ("Supported", 1 if again else 3))


def rewrite(page: Page, tab_to: Tab, again: bool) -> None:
    tab_to("Your wording")
    page.keyboard.press("Control+a")
    page.keyboard.type("The plan may end the bridge in 2025, they said." if again else "No.")


def reflect(page: Page, tab_to: Tab, again: bool) -> None:
    tab_to("Your words")
    page.keyboard.press("Control+a")
    page.keyboard.type("I looked it up in the minutes." if again else "I just know.")


DO = {
    "pen": mark,
    "sort": sort,
    "classify": classify,
    "ladder": ladder,
    "mirror": mirror,
    "order": order,
    "trace": trace,
    "dossier": dossier,
    "rewrite": rewrite,
    "reflect": reflect,
}
EACH = ("sort", "classify")
UNSCORED = ("rewrite", "reflect")


def work(page: Page) -> str:
    """What the learner has done, as the page shows it."""
    return page.evaluate(
        """() => JSON.stringify([
          [...document.querySelectorAll('.slw-stage input')].map((e) => e.checked),
          [...document.querySelectorAll('textarea')].map((e) => e.value),
          [...document.querySelectorAll('[data-id], .slw-w.slw-mine')].map((e) => e.textContent),
          [...document.querySelectorAll('.slw-source')].map((e) => e.className)])"""
    )


def sure_and_commit(page: Page, tab_to: Tab, kind: str, name: str) -> None:
    if kind not in (*EACH, *UNSCORED):
        choose(page, tab_to, ("1 · A guess", 1))
    tab_to(name)
    page.keyboard.press("Enter")
    expect(page.locator(".slw-step")).to_be_focused()


def assert_no_part_is_larger_than_its_whole(page: Page) -> None:
    for figure in page.locator(".slw-score dd").all_inner_texts():
        part, _, whole = figure.partition(" of ")
        assert not whole or int(part) <= int(whole), figure


@pytest.mark.parametrize("kind", DO)
def test_a_kind_by_keyboard_alone(
    kind: str,
    page: Page,
    samples: Path,
    samples_url: str,
    tab_to: Tab,
    tmp_path: Path,
    assert_accessible_everywhere: Callable[[Page], None],
):
    page.goto(f"{samples_url}/{kind}.html")
    if kind in ("pen", "sort"):
        expect(page.get_by_text("Invented for the tests of this course.").first).to_be_visible()
        tab_to("I have read it")
        page.keyboard.press("Enter")
    assert page.locator(".slw-groups").count() == 0
    DO[kind](page, tab_to, False)
    done = work(page)
    page.reload()
    assert work(page) == done  # a draft survives
    assert_accessible_everywhere(page)
    sure_and_commit(page, tab_to, kind, "Commit my")
    assert_accessible_everywhere(page)
    page.reload()
    tab_to("Revise my")
    page.keyboard.press("Enter")
    DO[kind](page, tab_to, True)
    sure_and_commit(page, tab_to, kind, "Commit my revised")
    told = [float(s.get_attribute("data-score") or "nan") for s in page.locator(".slw-score").all()]
    assert_no_part_is_larger_than_its_whole(page)

    tab_to("Download my answer")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "answer.json")
    (result,) = check(tmp_path / "answer.json", samples)
    assert result.revised
    if kind in UNSCORED:
        assert told == []
        return
    assert told == [result.revised.score, result.first.score]  # the latest first
    assert told[0] > told[1]
    points = page.locator(".slw-score").first.locator("dd").last.inner_text()
    assert int(points.replace("−", "-")) == result.revised.points


def test_what_is_missing_is_said_and_gets_the_focus(page: Page, samples_url: str):
    commit = page.get_by_role("button", name="Commit my answer")
    alert = page.locator(".slw-commit > [role=alert]")
    page.goto(f"{samples_url}/classify.html")
    page.get_by_role("radio", name="Nothing to ask").first.check()
    commit.click()
    expect(alert).to_have_text("Say how sure you are: 4 are still open.")
    assert page.evaluate("document.activeElement.closest('.slw-sure-each') !== null")
    # On a phone the button is far below: what is lacking is said where the page goes, too.
    assert page.evaluate("document.activeElement.closest('[data-lack]').dataset.lack") == (
        alert.inner_text()
    )
    page.get_by_role("radio", name="A guess").first.check()
    expect(page.locator("[data-lack]")).to_have_count(0)
    for kind, words in (
        ("trace", "Say what became"),
        ("dossier", "Say first what the sources"),
        ("reflect", "Write something first"),
        ("order", "Say first how sure"),
    ):
        page.goto(f"{samples_url}/{kind}.html")
        commit.click()
        expect(alert).to_contain_text(words)
        assert page.evaluate("['INPUT', 'TEXTAREA'].includes(document.activeElement.tagName)")


def test_a_wrong_label_is_told_why_it_is_wrong(page: Page, samples_url: str):
    page.goto(f"{samples_url}/classify.html")
    for item in page.locator(".slw-item").all():
        item.get_by_role("radio", name="Loaded word").check()
        item.get_by_role("radio", name="Certain").check()
    page.get_by_role("button", name="Commit my answer").click()
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    said = page.locator(".slw-groups").inner_text()
    for told in ("CONFUSED-LOADED", "WRONG-FOUR-LOADED", "WHY-ONE", "CASE-TWO", "CASE-THREE"):
        assert told in said, told
    assert "Different from the key (2)" in said
    assert "accepted (1)" in said


def test_a_closed_source_is_not_in_the_page_and_an_open_one_stays_open(
    page: Page, samples_url: str
):
    page.goto(f"{samples_url}/dossier.html")
    stage = page.locator(".slw-stage")
    assert "TEXT-MILL" not in stage.evaluate("e => e.textContent")
    for _ in range(4):
        stage.get_by_role("button", name="Open this source").first.click()
    expect(page.locator(".slw-opened")).to_contain_text("4 of 4 opened")
    assert stage.get_by_role("button", name="Open this source").count() == 0
    assert "TEXT-MILL" in stage.inner_text()
    page.reload()
    expect(page.locator(".slw-source.slw-open")).to_have_count(4)


def test_a_line_can_be_dragged(page: Page, samples_url: str):
    page.goto(f"{samples_url}/order.html")
    grips = page.locator(".slw-grip")
    start, end = grips.first.bounding_box(), grips.last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 20, steps=12)
    page.mouse.up()
    ids = page.locator(".slw-order > li").evaluate_all("rows => rows.map((r) => r.dataset.id)")
    assert ids == ["b", "a", "c", "d"]


def test_targets_are_large_enough(new_page: Callable[..., Page], samples_url: str):
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    for kind in ("classify", "ladder", "order", "trace", "dossier"):
        page.goto(f"{samples_url}/{kind}.html")
        sizes = page.locator(".slw-choice, .slw-btn:visible, .slw-grip, summary").evaluate_all(
            "all => all.map((e) => [e.getBoundingClientRect(), e.textContent])"
            ".map(([r, t]) => [Math.min(r.width, r.height), t])"
        )
        assert [(size, name) for size, name in sizes if size < 44] == []


def test_a_reflection_keeps_its_own_ticks_and_shows_models(page: Page, samples_url: str):
    page.goto(f"{samples_url}/reflect.html")
    page.locator("textarea").fill("I just know.")
    page.get_by_role("button", name="Commit my answer").click()
    page.get_by_role("checkbox").first.check()
    page.reload()
    assert page.get_by_role("checkbox").first.is_checked()
    assert page.locator(".slw-score").count() == 0
    page.get_by_text("Strong", exact=True).click()
    expect(page.get_by_text("I read the minutes of 3 May")).to_be_visible()


def test_the_page_checks_a_rewrite_where_it_can(page: Page, samples_url: str):
    page.goto(f"{samples_url}/rewrite.html")
    page.locator("textarea").fill("The plan may end the bridge in 2025, they said.")
    expect(page.locator(".slw-word-count")).to_contain_text("10 words so far")
    page.get_by_role("button", name="Commit my answer").click()
    expect(page.get_by_text("This page cannot check it")).to_be_visible()
    page.evaluate(
        "() => { window.slantwiseCheckRewrite = async (task, { text }) => ({ passed: true, items:"
        " [{ id: 'keep-bridge', outcome: 'right' }, { id: 'loaded', outcome: 'wrong' }] }); }"
    )
    page.get_by_role("button", name="Revise my answer").click()
    page.get_by_role("button", name="Commit my revised answer").click()
    expect(page.get_by_text("Checked: everything holds.").first).to_be_visible()
    expect(page.locator("li", has_text="bridge").get_by_text("Holds.")).to_be_visible()


# --- the summary ------------------------------------------------------------------------


def test_the_summary_reads_exports_imports_and_erases(
    page: Page,
    samples: Path,
    samples_url: str,
    tmp_path: Path,
    assert_accessible_everywhere: Callable[[Page], None],
):
    page.goto(f"{samples_url}/summary.html")
    expect(page.get_by_text("There is nothing to sum up yet")).to_be_visible()
    for kind in ("mirror", "ladder"):
        page.goto(f"{samples_url}/{kind}.html")
        for item in page.locator(".slw-item").all():
            item.get_by_role("radio").first.check()
        page.get_by_role("radio", name="Certain").check()
        page.get_by_role("button", name="Commit my answer").click()
    page.goto(f"{samples_url}/summary.html")
    expect(page.get_by_text("Of 2 places worth a question you asked about 2")).to_be_visible()
    expect(page.get_by_text("Too few items to tell.").first).to_be_visible()
    assert page.locator("svg[role=img]").get_attribute("aria-label")
    assert_accessible_everywhere(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all answers").click()
    saved = tmp_path / "all.json"
    download.value.save_as(saved)
    results = check(saved, samples)
    assert sorted(result.exercise.task.id for result in results) == ["ladder", "mirror"]

    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase all").click()
    expect(page.get_by_text("There is nothing to sum up yet")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.locator("input[type=file]").set_input_files(saved)
    expect(page.get_by_text("Of 2 places worth a question you asked about 2")).to_be_visible()
    page.goto(f"{samples_url}/mirror.html")
    expect(page.locator(".slw-score")).to_have_count(1)


def test_a_bad_file_changes_nothing_in_the_summary(page: Page, samples_url: str, tmp_path: Path):
    page.goto(f"{samples_url}/summary.html")
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_role("alert")).to_contain_text("bad.json is not valid JSON")


def test_a_chosen_handout_is_printed_alone(page: Page, book_url: str):
    page.goto(f"{book_url}/handouts.html")
    page.emulate_media(media="print")
    sheets = page.locator(".slw-sheet")
    visible = [sheet for sheet in sheets.all() if sheet.is_visible()]
    assert len(visible) == sheets.count() >= 1
    page.emulate_media(media="screen")
    link = page.locator(".slw-index a").first
    link.click()
    page.emulate_media(media="print")
    assert [s.get_attribute("id") for s in sheets.all() if s.is_visible()] == [
        str(link.get_attribute("href"))[1:]
    ]
    assert not page.locator("section > h1").is_visible()
    assert page.locator(".slw-sheet:target .slw-print").first.is_visible()  # how sure one is
