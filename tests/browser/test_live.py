"""A lesson in the room: one teacher and three pupils, each in a browser of their own."""

import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from slantwise.cli import main
from slantwise.exercises.answers import read_answers

MARKING, OTHER = "loaded-opening", "trace-half"
SOON = 15_000  # milliseconds, on a machine that is busy with other things


@dataclass
class Lesson:
    """A server in a process of its own, which can be killed and started again."""

    root: Path
    state: Path
    port: int
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Start it; return the teacher's address."""
        command = [sys.executable, "-m", "slantwise", "class", "live", "--no-open"]
        command += ["--port", str(self.port), "--exercises", MARKING, OTHER]
        environment = {
            **os.environ,
            "SLANTWISE_ROOT": str(self.root),
            "XDG_STATE_HOME": str(self.state),
            "PYTHONUNBUFFERED": "1",
        }
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://\S+/teach#\S+", line):
                return found.group()
        raise AssertionError("".join(self.said))

    def kill(self) -> None:
        """Stop it as a crash would."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        if self.process and self.process.stdout:
            self.process.stdout.close()


def free_port() -> int:
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def lesson(root: Path, tmp_path: Path) -> Iterator[Lesson]:
    made = Lesson(root, tmp_path / "state", free_port())
    yield made
    made.kill()


@pytest.fixture(scope="module")
def shared(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lesson]:
    """One lesson for the tests that need no whole one of their own."""
    made = Lesson(root, tmp_path_factory.mktemp("state"), free_port())
    yield made
    made.kill()


# What the two sides do


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def begin(teacher: Page, lesson: Lesson) -> str:
    """Open the teacher's page; return the code."""
    lesson.address = lesson.address or lesson.start()
    teacher.goto(lesson.address)
    words = teacher.locator(".lv-words span")
    expect(words).to_have_count(4, timeout=SOON)
    return "-".join(words.all_inner_texts())


def join(page: Page, lesson: Lesson, code: str, nickname: str = "") -> str:
    """Join by typing the code; return the pseudonym."""
    page.goto(f"{lesson.url}/join")
    page.get_by_label("The four words").fill(code)
    if nickname:
        page.get_by_label("A nickname").fill(nickname)
    button(page, "Join").click()
    return page.locator(".lv-name").inner_text(timeout=SOON)


def open_exercise(teacher: Page, id: str, name: str = "Open the exercise") -> None:
    teacher.get_by_label("Exercise", exact=True).select_option(id)
    button(teacher, name).click()


def mark(page: Page, *words: str) -> None:
    start = page.get_by_role("button", name="start marking")
    if start.is_visible():
        start.click()
    for word in words:
        page.locator(".slw-w", has_text=word).first.click()


def commit(page: Page, name: str = "Commit my marks", sure: str = "Fairly sure") -> None:
    page.get_by_role("radio", name=sure).last.check()
    button(page, name).click()


def count(teacher: Page) -> Locator:
    return teacher.locator(".lv-count")


def see(page: Page, text: str) -> None:
    expect(page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=SOON)


COVERED = """svg => svg.querySelector("path").getBoundingClientRect().width
  / svg.getBoundingClientRect().width"""

# The lesson


def test_a_lesson_from_the_first_word_to_the_last(
    lesson: Lesson,
    new_page: Callable[..., Page],
    tmp_path: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    teacher = new_page(viewport={"width": 1280, "height": 720})
    code = begin(teacher, lesson)
    assert "#" not in teacher.url
    drawn = teacher.locator(".lv-qr svg").evaluate(COVERED, timeout=SOON)
    assert 0.6 < drawn < 1, "the QR code fills its frame, with its white margin"
    pupils = [
        new_page(),
        new_page(viewport={"width": 360, "height": 740}, has_touch=True),
        new_page(),
    ]
    names = [
        join(pupils[0], lesson, code),
        join(pupils[1], lesson, f"  {code.upper().replace('-', ', ')} ", nickname="Zoë 7b"),
    ]
    pupils[2].goto(f"{lesson.url}/join#{code}")
    button(pupils[2], "Join").click()
    names.append(pupils[2].locator(".lv-name").inner_text())
    assert len(set(names)) == 3
    expect(count(teacher)).to_have_text("3 have joined", timeout=SOON)

    # by keyboard, by touch, by dragging
    open_exercise(teacher, MARKING)
    for pupil in pupils:
        pupil.get_by_role("button", name="start marking").click(timeout=SOON)
    for _ in range(3):
        pupils[0].keyboard.press("ArrowRight")
    pupils[0].keyboard.press("Enter")
    pupils[1].locator(".slw-w", has_text="well-calculated").tap()
    first, last = (
        pupils[2].locator(".slw-w", has_text=w).first for w in ("well-calculated", "move")
    )
    first.drag_to(last, source_position={"x": 1, "y": 8})
    expect(pupils[2].locator(".slw-mine")).not_to_have_count(0)
    for n, pupil in enumerate(pupils, 1):
        commit(pupil)
        see(pupil, "Your marks have arrived.")
        expect(count(teacher)).to_have_text(f"{n} of 3 have committed", timeout=SOON)
    assert all(name not in teacher.content() for name in (*names, "Zoë"))

    button(teacher, "Close the exercise").click()
    for pupil in pupils:
        see(pupil, "Your teacher opens the next step.")
        assert pupil.locator("sup").count() == 0
    button(teacher, "Show the class’s heat map").click()
    for page in (teacher, *pupils):
        warm = page.locator(".lv-map .lv-h4", has_text="well-calculated")
        expect(warm).to_have_text(re.compile(r"well-calculated.*67"), timeout=SOON)
    assert "slw-u-loaded" not in pupils[0].content()
    button(teacher, "Show the readings").click()
    expect(teacher.locator(".lv-map .lv-r4")).not_to_have_count(0, timeout=SOON)
    for pupil in pupils:
        expect(pupil.locator(".slw-score")).to_have_count(1, timeout=SOON)
    before = pupils[1].locator(".slw-score").get_attribute("data-score")
    button(pupils[1], "Revise my marks").click()
    mark(pupils[1], "pretext", "unacceptable")
    commit(pupils[1], "Commit my revised marks")
    expect(pupils[1].locator(".slw-score")).to_have_count(2, timeout=SOON)
    assert pupils[1].locator(".slw-score").last.get_attribute("data-score") == before

    # the next round, of another kind, with a pause in it
    open_exercise(teacher, OTHER, "Next exercise")
    for pupil in pupils:
        begun = pupil.get_by_role("button", name="begin")
        expect(begun.or_(pupil.locator(".slw-links")).first).to_be_visible(timeout=SOON)
        if begun.is_visible():
            begun.click()
        pupil.locator(".slw-links input").first.check()
    button(teacher, "Pause").click()
    for pupil in pupils:
        see(pupil, "What you have done stays as it is.")
        expect(pupil.locator(".slw-links")).to_be_hidden()
    button(teacher, "Go on").click()
    for pupil in pupils:
        expect(pupil.locator(".lv-veil")).to_have_count(0, timeout=SOON)
        assert pupil.locator(".slw-links input").first.is_checked()
        pupil.locator(".slw-change input").first.check()
        commit(pupil, "Commit my answer")
        see(pupil, "Your answer has arrived.")
    button(teacher, "Close the exercise").click()
    button(teacher, "Show what the class chose").click()
    see(teacher, "100 % (3 of 3)")
    button(teacher, "Show the key").click()
    expect(teacher.locator(".lv-bar-key")).not_to_have_count(0, timeout=SOON)

    # the end
    with teacher.expect_download() as exported:
        button(teacher, "Export the answers").click()
    button(teacher, "End the lesson").click()
    button(teacher, "Yes, end it").click()
    see(teacher, "The lesson has ended")
    with pupils[1].expect_download(timeout=SOON) as saved:
        button(pupils[1], "Save my answers").click(timeout=SOON)
    saved.value.save_as(tmp_path / "own.json")
    own = read_answers(tmp_path / "own.json")
    assert [answer.exercise for answer in own] == [MARKING, OTHER]
    assert own[0].revised
    exported.value.save_as(tmp_path / "lesson.zip")
    packed = zipfile.ZipFile(tmp_path / "lesson.zip").namelist()
    assert not any("names" in name for name in packed)
    monkeypatch.setenv("SLANTWISE_ROOT", str(root))
    report = ["class", "report", str(tmp_path / "lesson.zip"), "--out", str(tmp_path / "r.html")]
    assert main(report) == 0


def test_what_was_done_outlives_the_network_and_the_server(chromium: Browser, lesson: Lesson):
    # No guard on the console here: a browser logs every request that found nobody.
    contexts = [chromium.new_context() for _ in range(2)]
    teacher, pupil = (context.new_page() for context in contexts)
    code = begin(teacher, lesson)
    name = join(pupil, lesson, code)
    open_exercise(teacher, MARKING)
    mark_when_open(pupil, "well-calculated")
    contexts[1].set_offline(True)
    see(pupil, "No connection. Your marks are safe here; I keep trying.")
    mark(pupil, "pretext")
    commit(pupil)
    see(pupil, "On its way to your teacher’s computer.")
    lesson.kill()
    contexts[1].set_offline(False)
    see(teacher, "The server does not answer.")
    lesson.start()
    see(pupil, "Your marks have arrived.")
    expect(count(teacher)).to_have_text("1 of 1 has committed", timeout=SOON)
    pupil.reload()
    see(pupil, "Your marks are committed")
    assert name in pupil.locator(".lv-who").inner_text()
    for context in contexts:
        context.close()


def test_a_commit_that_comes_too_late_is_told_and_counts_once_the_round_is_open_again(
    lesson: Lesson, new_page: Callable[..., Page], chromium: Browser
):
    teacher, context = new_page(), chromium.new_context()  # it loses the network, and logs that
    pupil = context.new_page()
    join(pupil, lesson, begin(teacher, lesson))
    open_exercise(teacher, MARKING)
    mark_when_open(pupil, "pretext")
    context.set_offline(True)
    commit(pupil)
    see(pupil, "On its way to your teacher’s computer.")
    button(teacher, "Close the exercise").click()
    expect(count(teacher)).to_have_text("0 of 1 committed", timeout=SOON)
    context.set_offline(False)
    see(pupil, "It stays on this device, and does not count in the class.")
    button(teacher, "Open it again").click()
    see(pupil, "Your marks have arrived.")
    expect(count(teacher)).to_have_text("1 of 1 has committed", timeout=SOON)
    context.close()


def mark_when_open(page: Page, *words: str) -> None:
    page.get_by_role("button", name="start marking").wait_for(timeout=SOON)
    mark(page, *words)


def test_a_wrong_code_is_told_kindly_and_a_short_one_is_not_sent(
    chromium: Browser, shared: Lesson, new_page: Callable[..., Page]
):
    begin(new_page(), shared)
    page = new_page()
    page.goto(f"{shared.url}/join")
    page.get_by_label("The four words").fill("fern river")
    button(page, "Join").click()
    see(page, "The code has four words.")
    context = chromium.new_context()  # a browser logs the 403
    other = context.new_page()
    other.goto(f"{shared.url}/join#fern-river-otter-lamp")
    button(other, "Join").click()
    expect(other.get_by_role("alert")).not_to_be_empty(timeout=SOON)
    assert other.get_by_label("The four words").evaluate("e => e === document.activeElement")
    context.close()


def test_nicknames_stand_in_a_folded_list_and_a_pupil_can_be_taken_out(
    shared: Lesson, new_page: Callable[..., Page], chromium: Browser
):
    teacher = new_page()
    code = begin(teacher, shared)
    context = chromium.new_context()  # its token is refused in the end, which a browser logs
    pupil = context.new_page()
    join(pupil, shared, code, "<b>Zoë</b>")
    expect(count(teacher)).to_have_text("1 has joined", timeout=SOON)
    assert "Zoë" not in teacher.content()
    teacher.get_by_text("Pupils and nicknames").click()
    expect(teacher.get_by_role("cell", name="<b>Zoë</b>")).to_be_visible(timeout=SOON)
    button(teacher, "Take out").click()
    button(teacher, "Yes, take out").click()
    expect(count(teacher)).to_have_text("0 have joined", timeout=SOON)
    see(pupil, "Join with the four words on the screen.")

    # strangers with the code: nobody new comes in, whoever is in stays, and all can be taken out
    join(pupil, shared, code)
    button(teacher, "Close the door").click()
    see(teacher, "The door is closed: nobody new can join.")
    expect(teacher.locator(".lv-words")).to_be_hidden()
    pupil.reload()
    expect(pupil.locator(".lv-name")).to_be_visible(timeout=SOON)
    other = chromium.new_context()
    stranger = other.new_page()
    stranger.goto(f"{shared.url}/join#{code}")
    button(stranger, "Join").click()
    see(stranger, "The teacher has closed the door. Ask your teacher")
    button(teacher, "Take out all who have committed nothing").click()
    button(teacher, "Yes, take them out").click()
    expect(count(teacher)).to_have_text("0 have joined", timeout=SOON)
    button(teacher, "Open the door").click()
    expect(teacher.locator(".lv-words")).to_be_visible(timeout=SOON)
    other.close()
    context.close()


def test_a_draft_outlives_a_reload_and_a_second_tab_follows(
    shared: Lesson, new_page: Callable[..., Page]
):
    teacher, first = new_page(), new_page()
    code = begin(teacher, shared)
    name = join(first, shared, code)
    open_exercise(teacher, MARKING)
    mark_when_open(first, "well-calculated")
    first.reload()
    expect(first.locator(".slw-mine")).to_have_text("well-calculated", timeout=SOON)
    second = first.context.new_page()
    second.goto(f"{shared.url}/join")
    expect(second.locator(".slw-mine")).to_have_text("well-calculated", timeout=SOON)
    assert name in second.locator(".lv-who").inner_text()
    mark(second, "pretext")
    expect(first.locator(".slw-w.slw-mine")).to_have_count(2)
    commit(first)
    see(second, "Your marks have arrived.")
    expect(count(teacher)).to_have_text("1 of 1 has committed", timeout=SOON)


@pytest.fixture
def both(lesson: Lesson, new_page: Callable[..., Page]) -> tuple[Page, Page, str]:
    teacher, pupil = new_page(), new_page()
    code = begin(teacher, lesson)
    return teacher, pupil, code


def press_enter(teacher: Page, name: str) -> None:
    """Take a step by keyboard; after the first one the focus is on the next step already."""
    step = button(teacher, name)
    expect(step).to_be_enabled(timeout=SOON)
    if name == "Close the exercise":
        step.focus()
    expect(step).to_be_focused()
    teacher.keyboard.press("Enter")


def test_every_screen_is_accessible_everywhere(
    both: tuple[Page, Page, str],
    lesson: Lesson,
    assert_accessible: Callable[[Page], None],
):
    teacher, pupil, code = both

    def look(page: Page) -> None:
        for width, scheme in ((320, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 720})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert_accessible(page)

    look(teacher)
    pupil.goto(f"{lesson.url}/join")
    look(pupil)
    join(pupil, lesson, code)
    open_exercise(teacher, MARKING)
    mark_when_open(pupil, "well-calculated", "pretext")
    look(pupil)
    button(teacher, "Pause").click()
    see(pupil, "What you have done stays as it is.")
    look(pupil)
    button(teacher, "Go on").click()
    expect(pupil.locator(".lv-veil")).to_have_count(0, timeout=SOON)
    commit(pupil)
    see(pupil, "Your marks have arrived.")
    look(pupil)
    look(teacher)
    press_enter(teacher, "Close the exercise")
    press_enter(teacher, "Show the class’s heat map")
    for page in (teacher, pupil):
        expect(page.locator("sup")).not_to_have_count(0, timeout=SOON)
        look(page)
    press_enter(teacher, "Show the readings")
    expect(pupil.locator(".slw-score")).to_have_count(1, timeout=SOON)
    expect(teacher.locator(".lv-r4")).not_to_have_count(0, timeout=SOON)
    for page in (teacher, pupil):
        look(page)
