"""The exercise in the built book, whole: by mouse, by touch, and by keyboard alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from slantwise.exercises.check import check
from slantwise.exercises.load import load_exercise

PAGE = "03-loaded-language.html"
ID = "loaded-opening"
# Without the chapter's other exercises, one is on the page.
ALONE = """addEventListener("DOMContentLoaded", () => {
  for (const widget of document.querySelectorAll("slantwise-widget")) {
    const { exercise } = JSON.parse(widget.dataset.state).payload;
    if (exercise && exercise.id !== "loaded-opening") widget.remove();
  }
});"""

SELECT_AND_LOSE = """exercise => {
  const words = [...exercise.querySelectorAll(".slw-w")];
  const [first, last] = ["terrorist", "acts"].map((w) => words.find((e) => e.textContent === w));
  getSelection().setBaseAndExtent(first.firstChild, 0, last.firstChild, 4);
  const mark = [...exercise.querySelectorAll("button")].find((b) => b.textContent === "Mark");
  mark.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch", bubbles: true }));
  getSelection().removeAllRanges();
  mark.click();
}"""


@pytest.fixture(autouse=True)
def alone(page: Page) -> None:
    page.add_init_script(ALONE)


@pytest.fixture(params=["http", "file"])
def exercise(
    request: pytest.FixtureRequest, page: Page, built_book: Path, book_url: str
) -> Locator:
    address = book_url if request.param == "http" else built_book.as_uri()
    page.goto(f"{address}/{PAGE}")
    return page.locator(".slw-exercise")


def start(exercise: Locator) -> None:
    exercise.get_by_role("button", name="start marking").click()


def word(exercise: Locator, text: str) -> Locator:
    return exercise.locator(".slw-w", has_text=text).first


def commit(exercise: Locator, sure: str = "Fairly sure", name: str = "Commit my marks") -> None:
    exercise.get_by_role("radio", name=sure).check()
    exercise.get_by_role("button", name=name).click()


def count(exercise: Locator) -> str:
    return exercise.locator(".slw-mark-count").inner_text()


def downloaded(exercise: Locator, folder: Path) -> Path:
    with exercise.page.expect_download() as download:
        exercise.get_by_role("button", name="Download my answer").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def scores(exercise: Locator) -> list[float]:
    """The scores on the page: the latest first."""
    shown = exercise.locator(".slw-score")
    return [float(s.get_attribute("data-score") or "nan") for s in shown.all()]


def test_nothing_of_the_key_shows_before_the_commit(exercise: Locator) -> None:
    start(exercise)
    assert exercise.locator(".slw-u").count() == 0
    assert exercise.locator(".slw-groups").count() == 0


def test_mark_commit_compare_revise_and_check_elsewhere(
    exercise: Locator, tmp_path: Path, root: Path
) -> None:
    start(exercise)
    for text in ("pretext", "undermines", "extraordinary", "demands", "staged"):
        word(exercise, text).click()
    exercise.get_by_role("button", name="Commit my marks").click()
    expect(exercise.get_by_role("alert").first).to_have_text("Say first how sure you are.")
    commit(exercise, "Certain")
    for title in ("What you found (3)", "What you missed (9)", "fair (1)", "dispute (1)"):
        expect(exercise.get_by_text(title)).to_be_visible()
    # One group is open to be read first, and in it one note.
    assert exercise.locator(".slw-group[open]").count() == 1
    assert exercise.locator(".slw-group[open] .slw-entry[open]").count() == 1
    expect(exercise.get_by_text("You said “certain”")).to_be_visible()
    missed = exercise.locator(".slw-group[open]").first
    expect(missed.get_by_text("The best case for the author").first).to_be_visible()
    exercise.get_by_role("button", name="Revise my marks").click()
    for text in ("unacceptable", "narrative", "well-organized", "destabilize", "hybrid"):
        word(exercise, text).click()
    word(exercise, "extraordinary").click()  # takes the mark away
    commit(exercise, "Fairly sure", "Commit my revised marks")
    revised, first = scores(exercise)
    assert first < revised

    result = check(downloaded(exercise, tmp_path), root)[0]
    assert result.revised is not None
    assert (result.first.report.score, result.revised.report.score) == (first, revised)
    assert result.first.points == -6


def test_an_answer_survives_a_reload_and_can_be_loaded_again(
    exercise: Locator, tmp_path: Path
) -> None:
    start(exercise)
    word(exercise, "pretext").click()
    exercise.page.reload()
    assert count(exercise) == "1 mark"  # the draft is kept too
    commit(exercise)
    before = scores(exercise)
    exercise.page.reload()
    assert scores(exercise) == before
    saved = downloaded(exercise, tmp_path)
    exercise.get_by_role("button", name="Start afresh").click()
    exercise.get_by_role("button", name="Yes, erase it").click()
    start(exercise)
    commit(exercise)
    assert scores(exercise) == [0]
    exercise.locator("input[type=file]").set_input_files(saved)
    expect(exercise.locator(".slw-score")).to_have_attribute("data-score", str(before[0]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "is not valid JSON"),
        (b"\xff\xfe\x00", "is not valid JSON"),
        (b"[]", "no answer file"),
        (b'{"format":"slantwise-answers","version":2,"answers":[]}', "no answer file"),
        (b'{"format":"slantwise-answers","version":1,"answers":[]}', "no answer to this exercise"),
        (b" " * 2_000_001, "too large"),
    ],
)
def test_a_bad_file_says_so_and_changes_nothing(
    page: Page, book_url: str, tmp_path: Path, content: bytes, words: str
) -> None:
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    start(exercise)
    word(exercise, "pretext").click()
    commit(exercise)
    before = scores(exercise)
    (tmp_path / "bad.json").write_bytes(content)
    exercise.locator("input[type=file]").set_input_files(tmp_path / "bad.json")
    expect(exercise.get_by_role("alert").last).to_contain_text(words)
    assert scores(exercise) == before


def test_markup_in_an_answer_shows_as_text(page: Page, book_url: str, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>.json"
    (tmp_path / name).write_text("{", encoding="utf-8")
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    start(exercise)
    commit(exercise)
    exercise.locator("input[type=file]").set_input_files(tmp_path / name)
    expect(exercise.get_by_role("alert").last).to_contain_text("<img src=x")
    assert exercise.locator("img").count() == 0


def test_a_drag_marks_and_undo_takes_it_back(page: Page, book_url: str) -> None:
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    start(exercise)
    a, b = word(exercise, "hybrid"), word(exercise, "conflict")
    a.evaluate("e => e.scrollIntoView({ block: 'center' })")
    start_box, end_box = a.bounding_box(), b.bounding_box()
    assert start_box
    assert end_box
    page.mouse.move(start_box["x"] + 2, start_box["y"] + start_box["height"] / 2)
    page.mouse.down()
    middle = end_box["y"] + end_box["height"] / 2
    page.mouse.move(end_box["x"] + end_box["width"] - 2, middle, steps=5)
    page.mouse.up()
    assert exercise.locator(".slw-w.slw-mine").all_inner_texts() == ["hybrid", "conflict"]
    exercise.get_by_role("button", name="Undo").click()
    assert count(exercise) == "Nothing marked yet"


def test_marking_by_touch(new_page: Callable[..., Page], book_url: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.add_init_script(ALONE)
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    exercise.get_by_role("button", name="start marking").tap()
    word(exercise, "terrorist").tap()
    word(exercise, "acts").tap()
    assert count(exercise) == "1 mark"  # neighbours join
    word(exercise, "acts").tap()
    assert count(exercise) == "Nothing marked yet"
    # A long press selects; the selection may be gone before the button is heard.
    exercise.first.evaluate(SELECT_AND_LOSE)
    assert exercise.locator(".slw-w.slw-mine").all_inner_texts() == ["terrorist", "acts"]


def test_the_whole_exercise_by_keyboard_alone(
    page: Page, book_url: str, tmp_path: Path, root: Path, tab_to: Callable[[str], None]
) -> None:
    page.goto(f"{book_url}/{PAGE}")
    press = page.keyboard.press
    tab_to("start marking")
    press("Enter")
    expect(page.locator(".slw-marking")).to_be_focused()
    words = page.locator(".slw-w").all_inner_texts()
    at = 0
    for first, length in (("well-calculated", 1), ("pretext", 1), ("hybrid", 2), ("terrorist", 2)):
        target = words.index(first)
        for _ in range(target - at):
            press("ArrowRight")
        for _ in range(length - 1):
            press("Shift+ArrowRight")
        press("Enter")
        at = target + length - 1
    marked = page.locator(".slw-w.slw-mine").all_inner_texts()
    assert marked == ["well-calculated", "pretext", "hybrid", "conflict", "terrorist", "acts"]
    press("Delete")
    press("Control+z")
    press("ArrowUp")
    press("End")
    press("Home")
    assert count(page.locator(".slw-exercise")) == "4 marks"
    tab_to("1")  # the first choice of how sure
    press("Space")
    press("ArrowRight")
    tab_to("Commit my marks")
    press("Enter")
    expect(page.locator(".slw-step")).to_be_focused()
    tab_to("Download my answer")
    with page.expect_download() as download:
        press("Enter")
    download.value.save_as(tmp_path / "k.json")
    result = check(tmp_path / "k.json", root)[0]
    assert result.first.report.score == scores(page.locator(".slw-exercise"))[0]
    assert result.first.report.credit[:1] == (1.0,)


def test_the_page_and_the_checker_hold_the_same_key(page: Page, book_url: str, root: Path) -> None:
    page.goto(f"{book_url}/{PAGE}")
    state = json.loads(page.locator("slantwise-widget").first.get_attribute("data-state") or "{}")
    key = state["payload"]["exercise"]["key"]
    own = load_exercise(ID, root).key
    for zone in ("words", "core", "contestable", "fair"):
        assert [tuple(span) for span in key[zone]] == [(s.start, s.end) for s in getattr(own, zone)]


def test_where_the_browser_keeps_nothing_it_says_so(
    new_page: Callable[..., Page], book_url: str
) -> None:
    page = new_page()
    page.add_init_script(ALONE)
    page.add_init_script(
        "const set = Storage.prototype.setItem;"
        "Storage.prototype.setItem = function (key, value) {"
        " if (key.startsWith('slantwise:')) throw new Error('refused');"
        " set.call(this, key, value); }"
    )
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    start(exercise)
    commit(exercise)
    expect(exercise.get_by_text("This browser keeps nothing")).to_be_visible()


def test_each_step_is_accessible(
    page: Page, book_url: str, assert_accessible_everywhere: Callable[[Page], None]
) -> None:
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    assert_accessible_everywhere(page)
    start(exercise)
    word(exercise, "pretext").click()
    word(exercise, "extraordinary").click()
    exercise.get_by_role("button", name="Show a hint").click()
    assert_accessible_everywhere(page)
    commit(exercise)
    exercise.locator(".slw-piece[role=button]").first.click()
    assert_accessible_everywhere(page)


def test_the_word_at_the_cursor_is_never_hidden(page: Page, book_url: str) -> None:
    page.set_viewport_size({"width": 900, "height": 500})
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    start(exercise)
    for key in ["ArrowDown"] * 9 + ["ArrowUp"] * 9:
        page.keyboard.press(key)
        page.wait_for_timeout(30)
        box = page.locator(".slw-cursor").bounding_box()
        assert box
        centre = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        on_top = "([x, y]) => document.elementFromPoint(x, y)?.classList.contains('slw-cursor')"
        assert page.evaluate(on_top, centre), key


def test_each_step_begins_at_its_beginning(new_page: Callable[..., Page], book_url: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.add_init_script(ALONE)
    page.goto(f"{book_url}/{PAGE}")
    exercise = page.locator(".slw-exercise")
    exercise.get_by_role("button", name="start marking").tap()
    expect(exercise.locator(".slw-step")).to_be_in_viewport()
    exercise.get_by_role("radio", name="A guess").check()
    exercise.get_by_role("button", name="Commit my marks").tap()
    expect(exercise.locator(".slw-verdict")).to_be_in_viewport()


def test_on_paper_it_is_a_worksheet_without_key(page: Page, book_url: str) -> None:
    page.goto(f"{book_url}/{PAGE}")
    page.emulate_media(media="print")
    sheet = page.locator("slantwise-widget").first.locator(".slw-plain")
    assert sheet.is_visible()
    assert sheet.locator(".slw-line").first.is_visible()
    assert sheet.locator(".slw-u").count() == 0
    assert not page.locator(".slw-exercise").is_visible()
