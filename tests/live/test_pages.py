"""The pages of a lesson: nothing inline, nothing from elsewhere, and what they work out alone."""

import json
import re
import subprocess
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from live.lesson import tries
from slantwise.articles import find_root
from slantwise.exercises.load import load_exercise
from slantwise.exercises.schema import Answer
from slantwise.live import reveal
from slantwise.live.assets import assets, steps
from slantwise.live.shown import shown
from slantwise.reader.bundle import esm
from slantwise.strings import strings

PAGES = ("join", "teach")
INLINE = re.compile(r"<style|style=|<script(?![^>]* src=)|\son\w+=|javascript:", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
)


PARTS = files("slantwise.live") / "pages"


def part(name: str) -> str:
    return (PARTS / f"{name}.js").read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_inline_and_loads_only_what_there_is(name: str):
    text = assets()[f"{name}.html"].body.decode()
    assert not INLINE.search(text)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(loaded) == 4
    assert all(path.removeprefix("/live/") in assets() for path in loaded)
    assert "{" not in text, "a hole was not filled"


@pytest.mark.parametrize("name", PAGES)
def test_a_script_writes_no_markup_and_declares_no_function_twice(name: str):
    script = assets()[f"{name}.js"].body.decode()
    assert not FORBIDDEN.search(script)
    names = re.findall(r"^(?:async )?function (\w+)", script, re.MULTILINE)
    assert [name for name, n in Counter(names).items() if n > 1] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_script_sets_no_attribute_that_the_policy_forbids(name: str):
    script = assets()[f"{name}.js"].body.decode()
    assert not re.search(r"""[{,]\s*style:\s*[`"'][^`"']*:""", script)
    assert 'setAttribute("style"' not in script


# What the book may use and a lesson may not, beside tests/reader/test_older_browsers.py.
YOUNG = re.compile(r"\.inert\b|\.with\(|:has\(|color-mix|\(\?<[=!]|light-dark|^\s+&", re.MULTILINE)


@pytest.mark.parametrize(
    "name", sorted(p.name for p in PARTS.iterdir() if p.name[-3:] in (".js", "css"))
)
def test_no_part_of_a_page_needs_a_browser_of_this_year(name: str):
    text = (PARTS / name).read_text("utf-8")
    code = re.sub(r"^\s*//.*$|/\*.*?\*/", "", text, flags=re.MULTILINE)
    assert not YOUNG.search(code)


def test_no_file_names_another_host():
    for name, asset in assets().items():
        hosts = set(re.findall(rb"https?://[\w.]+", asset.body)) - {b"http://www.w3.org"}
        assert hosts == set(), name


def run(node: str, parts: tuple[str, ...], code: str) -> Any:
    """What an expression comes to in the scope of the widget and these parts of a page."""
    words = f"Object.assign(STRINGS, {json.dumps(strings())});"  # those of a lesson too
    script = "\n".join(
        [esm(), words, steps(), *map(part, parts), f"console.log(JSON.stringify({code}));"]
    )
    command = [node, "--input-type=module", "-"]
    done = subprocess.run(command, input=script, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "typed",
    [
        "fern river otter lamp",
        "  Fern-RIVER  otter,lamp. ",
        "fern–river—otter_lamp",
        "FERN\tRIVER\nOTTER LAMP",
    ],
)
def test_a_code_is_taken_however_it_is_typed(node: str, typed: str):
    source = part("join").replace('joinPage(document.getElementById("live"));', "")
    call = f"{source}\nconsole.log(codeOfWords({json.dumps(typed)}));"
    done = subprocess.run(
        [node, "--input-type=module", "-"], input=call, capture_output=True, encoding="utf-8"
    )
    assert (done.stderr, done.stdout) == ("", "fern-river-otter-lamp\n")


def test_waits_grow_are_bounded_and_differ_between_pupils(node: str):
    code = "[1, 2, 3, 9].map((n) => Array.from({ length: 50 }, () => waitAfter(n)))"
    waits = run(node, ("wire",), code)
    assert all(max(own) <= most for own, most in zip(waits, (1000, 2000, 4000, 15000), strict=True))
    assert all(
        min(own) >= 0.5 * most for own, most in zip(waits, (1000, 2000, 4000, 15000), strict=True)
    )
    assert all(len(set(own)) > 10 for own in waits)


def test_a_wait_is_no_shorter_than_the_server_asks(node: str):
    raw = "{ raw: { headers: { get: () => '7' } } }"
    assert run(node, ("wire",), f"waitAfter(1, {raw})") == 7000


TEXT = "One two three. Four five six."
PAYLOAD = {
    "lang": "en",
    "blocks": [{"kind": "body", "start": 10, "text": TEXT, "n": 1}],
    "words": [[10, 13], [14, 17], [18, 23], [25, 29], [30, 34], [35, 38]],
    "sentences": [10, 25],
    "passageStart": 10,
    "passageText": TEXT,
    "exercise": {"kind": "mark"},
}


def test_the_heat_of_words_follows_segments_marks_and_votes(node: str):
    reveal = {"heat": [[10, 17, 0.5], [30, 34, 1]], "votes": [[14, 17, 0.6667]]}
    own = {"marks": [{"start": 35, "end": 38, "quote": "six"}]}
    code = f"heatWords({json.dumps(PAYLOAD)}, {json.dumps(reveal)}, {json.dumps(own)}, true)"
    found = run(node, ("heat",), code)
    assert [word["tint"] for word in found] == [3, 3, 0, 0, 5, 0]
    assert [word["line"] for word in found] == [0, 2, 0, 0, 0, 0]
    assert [word["own"] for word in found] == [False] * 5 + [True]


def test_passages_to_talk_about_are_those_over_which_the_class_is_in_two(node: str):
    reveal = {"heat": [[10, 17, 0.9], [25, 29, 0.5], [35, 38, 0.3]]}
    code = (
        f"((p) => dividedPassages(passagesOf(p, heatWords(p, {json.dumps(reveal)}, null, false)))"
        f".map(({{ span, words }}) => [words, ...aroundOf(p, span)]))({json.dumps(PAYLOAD)})"
    )
    found = run(node, ("heat",), code)
    assert found == [["Four", "", " five six."], ["six", "Four five ", "."]]


STANDIN = """const made = () => ({ children: [], style: {}, setAttribute() {},
  addEventListener() {}, append(...more) { this.children.push(...more); } });
globalThis.document = { createElement: made, createTextNode: String };
const words = (n) => (typeof n === "string" ? n : n.children.map(words).join(" "));"""


@pytest.mark.parametrize(("feedback", "told"), [("now", True), ("later", False)])
def test_the_key_of_a_set_that_is_kept_for_later_stays_closed(node: str, feedback: str, told: bool):
    item = {"id": "a", "text": "One", "lead": "", "key": "x", "also": [], "why": "Because."}
    labels = [{"id": "x", "name": "Fair"}, {"id": "y", "name": "Not"}]
    exercise = {"kind": "classify", "feedback": feedback, "items": [item], "labels": labels}
    reveal = {"committed": 4, "items": [{"id": "a", "chosen": {"x": 2, "y": 2}}]}
    given = f"{json.dumps({'exercise': exercise})}, {json.dumps(reveal)}"
    drawn = f"classPicture({given}, {{ key: true, prompts: true }})"
    code = f"(() => {{ {STANDIN} return words({drawn}).replace(/ +/g, ' '); }})()"
    shown = run(node, ("heat", "items"), code)
    assert "50 % (2 of 4)" in shown
    assert ("Because." in shown) is told
    assert ("Fair key" in shown) is told
    assert ("stays closed" in shown) is not told


def test_the_class_of_a_set_for_later_is_drawn_from_what_the_server_sends(node: str):
    exercise = load_exercise("form-a", find_root())
    first = tries(exercise)["key"]
    answer = Answer(
        exercise="form-a", exercise_version=1, passage=exercise.passage_digest, first=first
    )
    sent = reveal.count(exercise, {"a": answer}).with_readings(exercise)
    own = f"own: {first.model_dump_json()}"
    given = f"{json.dumps(shown(exercise))}, {json.dumps(sent)}, {{ key: true, {own} }}"
    code = f"(() => {{ {STANDIN} return words(classPicture({given})); }})()"
    told = run(node, ("heat", "items"), code)
    assert told.count("100 % (1 of 1)") == 24
    assert "stays closed" in told
    assert "Nothing to ask here key" not in told
    assert re.search(r"Nothing to ask here +you", told)


def test_the_list_of_exercises_keeps_the_order_and_moves_on(node: str):
    names = {"a": "Chapter 9", "b": "Chapter 10", "c": "Chapter 10", "d": None}
    given = [
        {"id": id, "title": id, "kind": "mark", "minutes": 5, "chapter": chapter}
        for id, chapter in names.items()
    ]
    listed = """{ ...made(), setAttribute(name, value) { this[name] = value; },
      get options() { return this.children.flatMap((group) => group.children); } }"""
    code = f"""(() => {{ {STANDIN}
      document.createElement = () => ({listed});
      const chooser = exerciseChooser();
      chooser.fill({json.dumps(given)});
      const list = chooser.node.children[1];
      const at = ["a", "d", "gone"].map((id) => (chooser.moveOn(id), list.selectedIndex));
      return [list.children.map((g) => [g.label, g.options.length]), at];
    }})()"""
    groups, at = run(node, ("heat", "controls"), code)
    assert [name for name, _ in groups] == ["Chapter 9", "Chapter 10", "Without a chapter"]
    assert at == [1, 3, 0]
