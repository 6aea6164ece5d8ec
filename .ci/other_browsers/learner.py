"""What a learner does with the book, in a browser that selenium drives."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from driven import Browser, one, press, serve, until
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput

KINDS: Final = {
    "classify": ("01-what-am-i-reading", "what-is-it"),
    "ladder": ("04-who-says-so", "ladder-sources"),
    "mirror": ("06-one-sided-framing", "swap-test"),
    "order": ("03-loaded-language", "mild-to-strong"),
    "trace": ("01-what-am-i-reading", "trace-date"),
    "dossier": ("05-leave-the-page", "dossier-never-challenged"),
    "rewrite": ("09-fair-rewriting", "rewrite-moderate"),
    "reflect": ("07-conclusions", "argue-against-the-key"),
}
# The exercise is found by its id, and opened where it is folded.
FIND = """const found = [...document.querySelectorAll("slantwise-widget")].find(
  (one) => JSON.parse(one.dataset.state ?? "{}").payload?.exercise?.id === arguments[0]);
for (const one of found.querySelectorAll("details.slw-closed")) one.open = true;
return found.querySelector(".slw-exercise");"""
MARKED = "return arguments[0].querySelectorAll('.slw-w.slw-mine').length"
# An answer of any sort to whatever stands in the exercise.
ANSWER = """const [scope, kind] = arguments;
const groups = new Set([...scope.querySelectorAll("input[type=radio]")].map((one) => one.name));
for (const name of groups) scope.querySelector(`input[name="${name}"]`).click();
if (kind === "trace") scope.querySelector("input[type=checkbox]").click();
const area = scope.querySelector("textarea");
if (area) {
  area.value = "He said so in May.";
  area.dispatchEvent(new Event("input", {bubbles: true}));
}"""


def exercise(b: Browser, id: str) -> Any:
    """Return an exercise of the page, opened."""
    return until(id, lambda: b.execute_script(FIND, id))


def words_at(b: Browser, scope: Any, text: str) -> Any:
    """Return the first word of a passage to mark that contains these letters."""
    script = """const found = [...arguments[0].querySelectorAll(".slw-w")]
      .find((one) => one.textContent.includes(arguments[1]));
      found.scrollIntoView({block: "nearest"}); return found;"""
    return b.execute_script(script, scope, text)


def sure_and_commit(b: Browser, scope: Any, words: str) -> str:
    """Say how sure, commit, and return the verdict."""
    for choice in scope.find_elements("css selector", ".slw-commit .slw-choice input")[:1]:
        b.execute_script("arguments[0].click()", choice)
    press(b, scope, words)
    return str(one(scope, ".slw-verdict, .slw-step-title").text)


# --- what is tried


def reader(b: Browser, at: str) -> str:
    """Open a note by click and by keys, and switch the lenses."""
    b.get(f"{at}/06-one-sided-framing.html")
    whole = one(b, "slantwise-widget.slw-ready .slw-reader")
    lens = one(whole, ".slw-lens-loaded")
    shown = "return arguments[0].querySelectorAll('.slw-piece[role=button]').length"
    before = b.execute_script(shown, whole)
    b.execute_script("arguments[0].scrollIntoView({block: 'center'})", lens)
    lens.click()
    after = b.execute_script(shown, whole)
    assert after != before, "the lens switches nothing"
    piece = one(whole, ".slw-piece[role=button]")
    b.execute_script("arguments[0].scrollIntoView({block: 'center'})", piece)
    piece.click()
    question = one(whole, ".slw-note .slw-question").text
    piece.send_keys(Keys.ARROW_RIGHT)
    other = one(whole, ".slw-note").text
    b.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not whole.find_elements("css selector", ".slw-note"), "Escape closes nothing"
    return f"{before} places, {after} with one lens less; “{question}”, then “{other[:30]}…”"


def marking(b: Browser, at: str) -> str:
    """Mark by click, by dragging and by keys; commit, reload, revise."""
    b.get(f"{at}/03-loaded-language.html")
    whole = exercise(b, "loaded-opening")
    press(b, whole, "I have read it")
    counts = []
    for way in (by_click, by_drag, by_double_click, by_keys):
        way(b, whole)
        counts.append(b.execute_script(MARKED, whole))
    assert counts == [1, 6, 7, 9], f"words marked by click, drag, double click, keys: {counts}"
    b.refresh()
    whole = exercise(b, "loaded-opening")
    kept = b.execute_script(MARKED, whole)
    assert kept == counts[-1], f"after a reload: {kept}"
    verdict = sure_and_commit(b, whole, "Commit my marks")
    first = one(whole, ".slw-score").get_attribute("data-score")
    b.refresh()
    whole = exercise(b, "loaded-opening")
    assert one(whole, ".slw-score").get_attribute("data-score") == first
    press(b, whole, "Revise my marks")
    words_at(b, whole, "unacceptable").click()
    sure_and_commit(b, whole, "Commit my revised marks")
    until("two scores", lambda: len(whole.find_elements("css selector", ".slw-score")) == 2)
    press(b, whole, "Download my answer")
    if saved := getattr(b, "saved", None):  # WebKitGTK does not say where it puts a file
        until("the file", lambda: list(saved.glob("slantwise-loaded-opening*.json")))
    return f"{counts}; {first}; “{verdict}”"


def by_click(b: Browser, whole: Any) -> None:
    """Click a word."""
    words_at(b, whole, "pretext").click()


def by_drag(b: Browser, whole: Any) -> None:
    """Drag over some words."""
    start, end = words_at(b, whole, "well-organized"), words_at(b, whole, "destabilize")
    ActionChains(b).move_to_element(start).click_and_hold().move_to_element(end).release().perform()


def by_double_click(b: Browser, whole: Any) -> None:
    """Double-click a word: the first click marks it, and the second marks what is selected."""
    ActionChains(b).double_click(words_at(b, whole, "staged")).perform()


def by_keys(b: Browser, whole: Any) -> None:
    """Go to a word by keys, extend, and mark."""
    text = one(whole, ".slw-marking")
    b.execute_script("arguments[0].focus()", text)
    text.send_keys(Keys.HOME, *[Keys.ARROW_UP] * 30)
    ActionChains(b).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).send_keys(
        Keys.ENTER
    ).perform()


def of_kind(kind: str, b: Browser, at: str) -> str:
    """Answer an exercise of a kind, commit, and keep it over a reload."""
    page, id = KINDS[kind]
    b.get(f"{at}/{page}.html")
    whole = exercise(b, id)
    if whole.find_elements("css selector", ".slw-step") and not whole.find_elements(
        "css selector", ".slw-do"
    ):
        press(b, whole, "I have read it")
    if kind == "dossier":
        press(b, whole, "Open")
        assert one(whole, ".slw-card-text p").text
    if kind == "order":
        moved(b, whole)
    b.execute_script(ANSWER, whole, kind)
    verdict = sure_and_commit(b, whole, "Commit my answer")
    shown = until("a result", lambda: whole.find_elements("css selector", ".slw-result, .slw-step"))
    b.refresh()
    again = one(exercise(b, id), ".slw-verdict, .slw-step-title").text
    assert again == verdict, f"after a reload: {again}"
    return f"“{verdict}” {len(shown)}"


def moved(b: Browser, whole: Any) -> None:
    """Move a step by its button, by its grip and by the arrow keys."""
    order = "return [...arguments[0].querySelectorAll('.slw-order > li')].map((r) => r.dataset.id)"
    states = [b.execute_script(order, whole)]
    rows = whole.find_elements("css selector", ".slw-order > li")
    b.execute_script("arguments[0].scrollIntoView({block: 'center'})", rows[0])
    rows[0].find_element("css selector", "[data-by='1']").click()
    states.append(b.execute_script(order, whole))
    rows[0].find_element("css selector", "[data-by='1']").send_keys(Keys.ARROW_DOWN)
    states.append(b.execute_script(order, whole))
    grip = rows[0].find_element("css selector", ".slw-grip")
    goal = whole.find_elements("css selector", ".slw-order > li")[0]
    ActionChains(b).move_to_element(grip).click_and_hold().move_to_element(goal).release().perform()
    states.append(b.execute_script(order, whole))
    ways = ("button", "arrow key", "grip")
    same = [way for way, a, z in zip(ways, states, states[1:], strict=False) if a == z]
    assert not same, f"moves nothing: {same}"


def by_keyboard(b: Browser, at: str) -> str:
    """Choose, and be told what is missing, by Tab, the arrow keys, Space and Enter alone."""
    b.get(f"{at}/01-what-am-i-reading.html")
    whole = exercise(b, "dating-a-text")
    b.execute_script("arguments[0].querySelector('.slw-step').focus()", whole)
    tab_to(b, "e.type === 'radio'")
    ActionChains(b).send_keys(Keys.SPACE, Keys.ARROW_DOWN).perform()
    first = "return [...arguments[0].querySelectorAll('.slw-item input')].map((e) => e.checked)"
    assert b.execute_script(first, whole)[:2] == [False, True], "the arrow key chooses nothing"
    tab_to(b, "e.textContent.includes('Commit my answer')")
    ActionChains(b).send_keys(Keys.ENTER).perform()
    told = one(whole, ".slw-commit > .slw-problem").text
    assert told, "nothing is said of what is missing"
    assert b.execute_script("return document.activeElement.type") == "radio"
    return f"“{told}”"


def tab_to(b: Browser, wanted: str) -> None:
    """Press Tab until what has the focus is what is wanted."""
    for _ in range(80):
        ActionChains(b).send_keys(Keys.TAB).perform()
        if b.execute_script(f"const e = document.activeElement; return {wanted}"):
            return
    raise AssertionError(f"Tab leads nowhere: {wanted}")


def by_touch(b: Browser, at: str) -> str:
    """Tap two words, and mark a selection with the button, with a finger where there is one."""
    b.get(f"{at}/03-loaded-language.html")
    whole = exercise(b, "loaded-other-side")
    press(b, whole, "I have read it")
    words = one(whole, ".slw-marking").find_elements("css selector", ".slw-w")
    for word in (words[1], words[4]):
        tap(b, word)
    select = (
        "getSelection().setBaseAndExtent(arguments[0].firstChild, 0, arguments[1].firstChild, 1)"
    )
    b.execute_script(select, words[8], words[10])
    tap(b, whole.find_element("css selector", ".slw-tools button"))
    marked = until("marks", lambda: b.execute_script(MARKED, whole))
    assert marked == 5, f"{marked} words are marked"
    return f"{marked} words"


def tap(b: Browser, element: Any) -> None:
    """Touch an element; WebKitGTK makes a click of it."""
    b.execute_script("arguments[0].scrollIntoView({block: 'nearest'})", element)
    finger = ActionBuilder(b, mouse=PointerInput("touch", "finger"))
    finger.pointer_action.move_to(element).pointer_down().pause(0.05).pointer_up()
    finger.perform()


def own_text(b: Browser, at: str) -> str:
    """Look at a text of one's own, then at two beside each other, and exchange two names."""
    b.get(f"{at}/your-own-text.html")
    whole = one(b, "slantwise-widget.slw-ready .slw-own")
    one(whole, "textarea").send_keys("The shameful plan of Velm is obviously a threat to Arden.")
    began = time.monotonic()
    press(b, whole, "Look through the lenses")
    until("findings", lambda: b.find_elements("css selector", ".slw-own-column"), 120)
    seconds = time.monotonic() - began
    found = len(b.find_elements("css selector", ".slw-own-column .slw-piece[role=button]"))
    press(b, whole, "Compare")
    whole.find_elements("css selector", "textarea")[1].send_keys("Arden may sign in May.")
    press(b, whole, "Look through the lenses")
    until("two columns", lambda: len(b.find_elements("css selector", ".slw-own-column")) == 2)
    one(whole, ".slw-own-swapbox summary").click()
    for field, name in zip(
        whole.find_elements("css selector", ".slw-own-swap input"), ("Velm", "Arden"), strict=True
    ):
        field.send_keys(name)
    press(b, one(whole, ".slw-own-swap"), "")
    area = one(whole, "textarea")
    text = until("the swap", lambda: "of Arden" in (made := area.get_property("value")) and made)
    return f"{found} places, the first after {seconds:.1f} s; “{text}”"


def progress(b: Browser, at: str) -> str:
    """Find what was committed before on the page that sums it up."""
    b.get(f"{at}/your-progress.html")
    whole = one(b, ".slw-summary")
    done = whole.find_elements("css selector", ".slw-checks .slw-small")
    assert done, "no answer is found again"
    return f"{len(done)} answers"


def dark(b: Browser, at: str) -> str:
    """Switch to the dark, and see paper and pen change."""
    b.get(f"{at}/03-loaded-language.html")
    looks = []
    look = """const style = (css) => getComputedStyle(document.querySelector(css));
      const probe = document.querySelector(".slw").appendChild(document.createElement("i"));
      probe.className = "slw-mine";
      const pen = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return [style("body").backgroundColor, style(".slw-reader").backgroundColor, pen];"""
    for theme in ("light", "dark"):
        b.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        time.sleep(0.4)
        looks.append(b.execute_script(look))
    assert all(x != y for x, y in zip(*looks, strict=True)), looks
    assert not [colour for look in looks for colour in look if colour == "rgba(0, 0, 0, 0)"], looks
    return str(looks)


def offline(b: Browser, book: Path) -> str:
    """Read a page after its server has gone: one of its own, so that the browser begins anew.

    After minutes of other work WebKitGTK had at times lost what it kept, which in these trials
    is never written to the disk.
    """
    server, at = serve(book)
    kept = """const done = arguments[arguments.length - 1];
      const count = async () => {
        await navigator.serviceWorker.ready;
        const names = await caches.keys();
        const cache = await caches.open(names[0]);
        const page = await cache.match(new URL("02-the-skeleton.html", location.href));
        return [names.length, (await cache.keys()).length, page?.status ?? 0];
      };
      count().then(done, (error) => done(String(error)));"""
    b.set_script_timeout(60)
    b.get(f"{at}/04-who-says-so.html")
    found = b.execute_async_script(kept)
    server.shutdown()
    server.server_close()
    b.get(f"{at}/02-the-skeleton.html")
    title = until(
        f"a page of the kept {found}", lambda: b.find_elements("css selector", ".bd-article h1")
    )
    return f"{title[0].get_property('textContent')} {found}"


def trials(at: str, book: Path) -> dict[str, Callable[[Browser], str]]:
    """Return what is tried, by name, in order."""
    disk = book.resolve().as_uri()
    kinds = {f"an exercise: {kind}": partial(of_kind, kind, at=at) for kind in KINDS}
    return {
        "the reader": partial(reader, at=at),
        "an exercise: mark": partial(marking, at=at),
        **kinds,
        "by keyboard alone": partial(by_keyboard, at=at),
        "by touch": partial(by_touch, at=at),
        "your own text": partial(own_text, at=at),
        "your progress": partial(progress, at=at),
        "light and dark": partial(dark, at=at),
        "from disk: the reader": partial(reader, at=disk),
        "from disk: mark": partial(marking, at=disk),
        "from disk: progress": partial(progress, at=disk),
        "without the server": partial(offline, book=book),
    }
