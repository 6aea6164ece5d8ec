"""The page for a reader's own text: the lenses run in the browser, and nowhere else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from slantwise.exercises.attempts import KEY, attempts
from slantwise.exercises.load import load_exercise
from slantwise.reader.own import MOST, look

TEXT = (
    "The council’s shameful circus 👩‍💻 met again.\n\n"
    "“We lost the count,” said the mayor, Ada Lind. Experts say the plan will surely fail."
)
READY = 60_000  # milliseconds for Pyodide to come up on a busy machine


@pytest.fixture
def opened(page: Page, book_url: str, built_book: Path) -> Page:
    assert (built_book / "_static/slantwise/own/core.zip").is_file(), (
        "the book was built without Pyodide: is npm there, and the registry in reach?"
    )
    page.goto(f"{book_url}/your-own-text.html")
    return page


def assert_printed(page: Page) -> None:
    """What was looked at is printed, without what one does on the page."""
    page.emulate_media(media="print")
    assert page.locator(".slw-own-column .slw-text").is_visible()
    for hidden in (".slw-own textarea", ".slw-own-column .slw-margin", ".slw-noscript"):
        assert not page.locator(hidden).first.is_visible(), hidden
    page.locator(".slw-own-results").evaluate("results => results.replaceChildren()")
    assert not page.locator(".slw-host").is_visible()


def assert_folded_on_a_phone(page: Page) -> None:
    """The table is in sight, and both texts are one line each until they are wanted."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Look through the lenses").click()
    expect(page.locator(".slw-own-two > .slw-own-fold:not([open])")).to_have_count(2, timeout=READY)
    assert page.locator(".slw-own-results table").is_visible()
    assert page.locator(".slw-own-results").evaluate("e => e.offsetHeight") < 2 * 740
    page.locator(".slw-own-two summary", has_text="Text 2").click()
    assert page.locator(".slw-own-column .slw-text").last.is_visible()


def look_at(page: Page, text: str) -> None:
    page.get_by_label("Your text").fill(text)
    page.get_by_role("button", name="Look through the lenses").click()
    expect(page.locator(".slw-own-results .slw-title").first).to_be_visible(timeout=READY)
    expect(page.locator(".slw-own-progress")).to_be_hidden()


def test_the_page_finds_what_python_finds(opened: Page, assert_accessible: Callable[[Page], None]):
    look_at(opened, TEXT)
    expected = look(TEXT, "Text 1")
    column = opened.locator(".slw-own-column")
    for lens in ("loaded", "unsourced", "framing"):
        count = sum(note["lens"] == lens for note in expected["reader"]["notes"])
        shown = column.locator(f".slw-lens-{lens} .slw-count > span").first
        assert shown.inner_text() == str(count), lens
    assert [p.inner_text() for p in column.locator(".slw-text > p").all()] == TEXT.split("\n\n")
    assert opened.evaluate(STORED) == [["mode", "theme"], 0, 0, ""], "the theme's own, and no more"
    column.locator(".slw-u-loaded", has_text="shameful").click()
    expect(column.locator(".slw-margin")).to_contain_text("shameful")
    table = opened.locator(".slw-own-results table")
    expect(table).to_contain_text(str(expected["counts"]["words"]))
    expect(column.locator(".slw-panel")).to_contain_text("Ada Lind")
    # The same worker checks rewrites.
    task = {
        "original": "The reckless and shameful plan failed in 2025, they say.",
        "keep": [{"id": "plan", "claim": "x", "any": ["plan"], "source": []}],
        "allow": [], "shortest": 0.5, "longest": 1.5, "pass": 1.0,
    }  # fmt: skip
    said = opened.evaluate(
        "([task, text]) => window.slantwiseCheckRewrite(task, { text })",
        [task, "The plan failed in 2025, they say."],
    )
    assert said["passed"], said
    assert_accessible(opened)
    assert_printed(opened)


def test_the_page_is_the_same_python_to_the_last_byte(opened: Page, root: Path):
    article = (root / "articles/kosovo-1244/article.txt").read_text("utf-8")
    texts = [TEXT, article]
    told = opened.evaluate(ASK, texts)
    for text, made in zip(texts, told, strict=True):
        assert "problem" not in made, made
        assert made["made"] == json.loads(json.dumps(look(text, "t")))


ASK = """async texts => {
  const worker = new Worker("_static/slantwise/own/worker.mjs", { type: "module" });
  const made = [];
  for (const text of texts) {
    const told = new Promise((resolve) => {
      worker.onmessage = ({ data }) => data.id && resolve(data);
    });
    worker.postMessage({ id: 1, call: "look_json", args: [text, "t"] });
    made.push(await told);
  }
  worker.terminate();
  return made;
}"""


def test_two_texts_stand_side_by_side_and_names_can_be_exchanged(
    opened: Page, assert_accessible: Callable[[Page], None]
):
    opened.get_by_role("button", name="Compare with a second text").click()
    opened.get_by_label("A second text").fill("Southland met on Monday, its minutes say.")
    opened.get_by_label("Your text").fill("Northland’s brutal regime met. Northland said so.")
    opened.locator(".slw-own-swapbox summary").click()
    opened.get_by_label("Names of one side").fill("Northland")
    opened.get_by_label("Names of the other side").fill("Southland")
    opened.get_by_role("button", name="Exchange the names").click()
    expect(opened.get_by_label("Your text")).to_have_value(
        "Southland’s brutal regime met. Southland said so.", timeout=READY
    )
    expect(opened.get_by_label("A second text")).to_have_value(
        "Northland met on Monday, its minutes say."
    )
    opened.get_by_role("button", name="Look through the lenses").click()
    expect(opened.locator(".slw-own-column")).to_have_count(2, timeout=READY)
    heads = opened.locator(".slw-own-results thead th")
    assert heads.all_inner_texts() == ["Text 1", "Text 2"]
    assert_accessible(opened)
    assert_folded_on_a_phone(opened)


# What the page leaves behind in the browser.
STORED = """async () => [
  Object.keys(localStorage).sort(), sessionStorage.length,
  (await indexedDB.databases()).length, document.cookie]"""


def test_nothing_of_a_text_goes_to_a_spelling_service_or_comes_back_another_day(opened: Page):
    opened.get_by_role("button", name="Compare with a second text").click()
    fields = opened.locator(".slw-own :is(textarea, input:not([type=file]))")
    assert fields.count() == 4
    for field in fields.all():
        assert field.get_attribute("spellcheck") == "false"
        assert field.get_attribute("autocomplete") == "off"
    opened.get_by_label("Your text").fill(TEXT)
    opened.reload()
    expect(opened.get_by_label("Your text")).to_have_value("")


def test_what_would_freeze_the_page_does_not_get_in(opened: Page):
    paste = """(area, n) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "Say it. ".repeat(n / 8));
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      return area.dispatchEvent(event);
    }"""
    area = opened.get_by_label("Your text")
    told = opened.locator(".slw-own-open [role=status]")
    assert not area.evaluate(paste, 5_000_000)
    expect(told).to_contain_text("5,000,000 characters, and the page takes 400,000 at most")
    assert area.evaluate(paste, MOST)
    expect(told).to_be_empty()


def test_a_part_that_is_damaged_or_missing_is_told_and_can_be_tried_again(
    chromium: Browser, book_url: str
):
    def damaged(route: Route) -> None:
        body = bytearray(route.fetch().body())
        body[len(body) // 2] ^= 1
        route.fulfill(body=bytes(body))

    page = chromium.new_page(service_workers="block")  # its console tells of what is missing
    page.goto(f"{book_url}/your-own-text.html")
    page.get_by_label("Your text").fill(TEXT)
    button = page.get_by_role("button", name="Look through the lenses")
    problem = page.locator(".slw-own > .slw-commit .slw-problem")
    missing = "pyodide.asm.wasm.gz does not come"
    for name, answer, said in (
        ("python_stdlib.zip", damaged, "python_stdlib.zip is damaged"),
        ("pyodide.asm.wasm.gz", lambda route: route.abort(), missing),
        ("core.zip", lambda route: route.fulfill(status=404), "core.zip: 404"),
        ("worker.mjs", lambda route: route.abort(), "worker.mjs does not come"),
    ):
        page.context.route(f"**/{name}", answer)
        button.click()
        expect(problem).to_contain_text(said, timeout=READY)
        expect(problem).to_contain_text("Try again")
        page.context.unroute(f"**/{name}")
    look_at(page, TEXT)
    expect(problem).to_be_empty()
    page.get_by_label("Your text").fill("… !")
    button.click()
    expect(problem).to_have_text("That did not work: there is no sentence to describe")
    page.close()


def test_another_language_is_told(opened: Page):
    look_at(opened, TEXT)
    expect(opened.locator(".slw-own-language")).to_have_count(0)
    look_at(opened, "Мост через реку закрыт, и никто не знает, когда он снова откроется.")
    expect(opened.locator(".slw-own-language")).to_contain_text("does not read as English")


def test_what_cannot_be_looked_at_is_told(opened: Page):
    button = opened.get_by_role("button", name="Look through the lenses")
    problem = opened.locator(".slw-own .slw-problem")
    button.click()
    expect(problem).to_have_text("Put a text in first.")
    opened.get_by_label("Your text").fill("Say it. " * (MOST // 8) + "!")
    button.click()
    expect(problem).to_contain_text(f"{MOST + 1:,} characters, and the page takes {MOST:,} at most")
    expect(opened.locator(".slw-own-results")).to_be_empty()


def test_a_saved_page_gives_its_words_and_runs_nothing(opened: Page, tmp_path: Path):
    saved = tmp_path / "saved.html"
    saved.write_text(
        "<html><head><script>document.title = 'ran'</script></head><body><nav>Menu</nav>"
        "<img src='missing.png' onerror='document.title = \"ran\"'>"
        "<article><h1>The Bridge</h1><p>It is <b>old</b> &amp; grey.</p>"
        "<script>document.title = 'ran'</script><p>So is he.</p></article></body></html>",
        encoding="utf-8",
    )
    opened.locator(".slw-own-open input").set_input_files(saved)
    expect(opened.get_by_label("Your text")).to_have_value(
        "The Bridge\n\nIt is old & grey.\n\nSo is he."
    )
    assert "ran" not in opened.title()


def test_loading_can_be_cancelled(opened: Page):
    opened.get_by_label("Your text").fill(TEXT)
    opened.get_by_role("button", name="Look through the lenses").click()
    opened.get_by_role("button", name="Cancel").click()
    expect(opened.locator(".slw-own-progress")).to_be_hidden()
    expect(opened.locator(".slw-own-results")).to_be_empty()
    look_at(opened, TEXT)


def test_from_disk_the_page_says_how_to_start_it(page: Page, built_book: Path):
    page.goto(f"{built_book.as_uri()}/your-own-text.html")
    expect(page.locator(".slw-own [role=note]")).to_contain_text("python -m slantwise book")


def test_a_rewrite_of_the_course_is_checked_on_the_spot(page: Page, book_url: str, root: Path):
    exercise = load_exercise("rewrite-moderate", root)
    page.goto(f"{book_url}/09-fair-rewriting.html")
    box = page.locator(".slw-exercise[data-kind=rewrite]").first
    begin = box.get_by_role("button", name="I have read it")
    if begin.count():
        begin.click()
    box.locator("textarea").fill(attempts(exercise)[KEY].text)
    box.get_by_role("button", name="Commit").click()
    expect(box.locator("p:not(.slw-live)", has_text="Checked: everything holds.")).to_be_visible(
        timeout=READY
    )
