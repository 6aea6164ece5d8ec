"""Exercises on paper: the worksheet knows nothing of the key, the key sheet all of it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.reader import payload
from slantwise.reader.keysheet import key_sheet
from slantwise.reader.static import element
from slantwise.reader.widget import Practice
from slantwise.reader.worksheet import worksheet

ROOT = Path(__file__).parents[2]
PageOf = Callable[[str], Any]

# What only somebody who knows the key could have written.
KEY = {
    "key", "also", "why", "best_case", "wrong", "confused", "asks", "fair", "side", "rank", "part",
    "right", "accepted", "origin", "independent", "relevant", "models", "any", "source", "hints",
    "next", "zone", "question", "neutral", "views", "readers", "label", "items_of_key",
}  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples of every kind, and the course's own exercises beside them."""
    course = tmp_path_factory.mktemp("papers")
    shutil.copytree(ROOT / "tests" / "course", course, dirs_exist_ok=True)
    for folder in ("tests/samples", "exercises"):
        shutil.copytree(ROOT / folder, course / "exercises", dirs_exist_ok=True)
    shutil.copytree(ROOT / "articles", course / "articles", dirs_exist_ok=True)
    return course


@pytest.fixture(scope="module")
def payloads(course: Path) -> dict[str, dict[str, Any]]:
    return {id: payload.exercise(load_exercise(id, course)) for id in list_exercises(course)}


def every(payloads: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    assert {made["exercise"]["kind"] for made in payloads.values()} == {
        "mark", "classify", "ladder", "mirror", "order", "trace", "dossier", "rewrite", "reflect",
    }  # fmt: skip
    yield from payloads.items()


def otherwise(value: Any, name: str = "") -> Any:
    """The same payload with another key in it."""
    if isinstance(value, dict):
        return {key: otherwise(inner, key) for key, inner in value.items()}
    if name not in KEY:
        return [otherwise(inner) for inner in value] if isinstance(value, list) else value
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return 7 - value
    return "OTHER" if isinstance(value, str) else []


def test_a_worksheet_stays_the_same_whatever_the_key_is(payloads: dict[str, dict[str, Any]]):
    for id, made in every(payloads):
        task = otherwise(made["exercise"])
        if made["exercise"]["kind"] == "mark":
            task["items"] = []
        assert task != made["exercise"], id
        assert worksheet({**made, "exercise": task}) == worksheet(made), id


def strings_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)
    elif isinstance(value, str):
        yield value


def reasons(task: dict[str, Any]) -> set[str]:
    """Every text in the payload that gives a reason."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in ("why", "best_case", "confused", "wrong", "neutral", "models"):
                    found.update(strings_of(inner))
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(task)
    return {text for text in found if len(text.split()) > 2}


def test_no_reason_stands_in_a_worksheet_and_the_key_sheet_has_them(
    payloads: dict[str, dict[str, Any]], page_of: PageOf
):
    for id, made in every(payloads):
        sheet = page_of(worksheet(made)).text
        assert [text for text in reasons(made["exercise"]) if text in sheet] == [], id
        key = page_of(key_sheet(made)).text
        for text in strings_of(
            [*_named(made["exercise"], "why"), *_named(made["exercise"], "best_case")]
        ):
            assert text in key, (id, text)


def _named(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield inner
            elif key != "views":
                yield from _named(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, name)


def asked(made: dict[str, Any]) -> list[str]:
    """The texts of the items, in the order in which they are asked about."""
    task = made["exercise"]
    parts = {"items": "text", "steps": "text", "links": "text", "cards": "title", "checks": "text"}
    if task["kind"] == "mark":
        return [block["text"] for block in made["blocks"]]
    if task["kind"] == "rewrite":
        return [task["original"], *(keep["claim"] for keep in task["keep"])]
    return [row[name] for part, name in parts.items() for row in task.get(part, ())]


def test_page_paper_and_notebook_ask_about_the_same_items(
    course: Path,
    payloads: dict[str, dict[str, Any]],
    page_of: PageOf,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    for id, made in every(payloads):
        items = asked(made)
        assert items, id
        said = unescape(page_of(worksheet(made)).text)
        places = [said.index(text) for text in items]
        assert places == sorted(places), f"{id}: another order on paper"
        widget = Practice(id)
        made = {**made, "folded": False}  # the page alone folds an exercise, and asks the same
        assert widget.payload == made
        html = element({"view": "exercise", "payload": widget.payload, "answer": {}})
        state = next(
            a["data-state"] for tag, a in page_of(html).elements if tag == "slantwise-widget"
        )
        assert json.loads(state)["payload"] == made
        assert worksheet(made) in html


def test_the_two_sides_of_a_mirror_take_turns(payloads: dict[str, dict[str, Any]]):
    task = payloads["mirror"]["exercise"]
    assert [item["id"] for item in task["items"]] == ["n1", "s2", "n2", "s1"]


def test_there_is_room_to_answer(payloads: dict[str, dict[str, Any]]):
    for id, made in every(payloads):
        task, html = made["exercise"], worksheet(made)
        boxes = html.count('class="slw-box"')
        parts = ("links", "changes", "cards", "verdicts", "keep", "checks")
        expected = sum(len(task.get(part, ())) for part in parts)
        expected += len(task["items"]) * len(task["labels"]) if "labels" in task else 0
        assert boxes == expected, id
        assert html.count('class="slw-blank"') == len(task.get("steps", ())), id
        # Where one says of each item how sure one is, one reason would not do for all.
        lines = html.count('class="slw-line"')
        assert lines == 0 if task["certainty"] == "each" else lines >= 3, id
        assert ("Because" in html) == (lines == 3), id


def test_a_notice_stands_above_the_text_on_paper(payloads: dict[str, dict[str, Any]]):
    made = {**payloads["pen"], "notice": "Written <for> the course."}
    html = worksheet(made)
    assert html.index("Written &lt;for&gt; the course.") < html.index('class="slw-text"')


@pytest.mark.parametrize("make", [worksheet, key_sheet])
def test_what_an_exercise_says_shows_as_text(
    payloads: dict[str, dict[str, Any]], page_of: PageOf, make: Callable[[dict[str, Any]], str]
):
    def hostile(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: hostile(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [hostile(inner, name) for inner in value]
        words = name not in ("id", "key", "also", "kind", "zone", "certainty", "lens")
        return "</p><script>x</script>" if isinstance(value, str) and words else value

    for id, made in every(payloads):
        page = page_of(make({**made, "exercise": hostile(made["exercise"])}))
        assert "script" not in page.tags(), id
        assert re.search("<script>x</script>", page.text)
