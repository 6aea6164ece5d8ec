"""A text of one's own: the same data for the page and the notebook, and the box around it."""

import json
from pathlib import Path

import pytest
from ipywidgets import Button, FileUpload, SelectMultiple, Textarea, VBox
from textstat.backend.metrics import _flesch_reading_ease as ease

from slantwise.lenses import annotate
from slantwise.readability import _means, count, readability
from slantwise.reader.own import MOST, look, look_json, rewrite_json, swap, swap_json
from slantwise.reader.own_box import own_box
from slantwise.strings import strings
from slantwise.text import layout

TEXT = "The council’s shameful circus 👩‍💻 met again. “We lost,” said the mayor, Ada Lind."


def test_what_is_shown_is_what_the_lenses_find():
    made = look(TEXT, "T")
    notes = made["reader"]["notes"]
    found = [a for a in annotate(TEXT).annotations if a.spans]
    assert [(n["lens"], n["spans"]) for n in notes] == [
        (a.lens, [[s.start, s.end] for s in a.spans]) for a in found
    ]
    loaded = sum(a.lens == "loaded" for a in found)
    assert loaded
    assert made["counts"]["words"] == 13
    assert made["counts"]["dense"]["loaded"] == round(1000 * loaded / 13, 1)
    assert any(t["sentences"] for t in made["panel"])
    assert json.loads(look_json(TEXT, "T")) == json.loads(json.dumps(made))


def test_another_language_is_told():
    assert look(TEXT, "T")["english"]
    assert not look("Мост закрыт, и никто не знает, когда он откроется.", "T")["english"]


def test_every_group_of_the_panel_has_its_words(root: Path):
    known = strings()
    text = (root / "articles/kosovo-1244/article.txt").read_text("utf-8")
    made = look(text, "T")
    assert made["missing"].endswith("?")
    for tally in made["panel"]:
        actor = tally["group"] in ("acts", "suffers")
        group = "actors" if actor else tally["group"]
        assert {f"panel.{group}", f"panel.{group}.ask"} <= known.keys()
        if actor:
            assert {f"panel.{tally['group']}", f"panel.{tally['group']}.none"} <= known.keys()


def test_what_is_too_long_or_has_no_word_is_refused():
    with pytest.raises(ValueError, match="the limit is 400,000"):
        look("x" * (MOST + 1), "T")
    with pytest.raises(ValueError, match="no sentence"):
        look("… !", "T")


def test_the_formula_of_the_page_is_textstats(root: Path):
    text = (root / "articles/kosovo-1244/article.txt").read_text("utf-8")
    lay = layout(text)
    assert count(text, lay).ease == pytest.approx(readability(text, lay).reading_ease)
    with _means(ease, 11.0, 1.5):
        assert ease.flesch_reading_ease.__wrapped__("", "en_US") == pytest.approx(
            206.835 - 1.015 * 11 - 84.6 * 1.5
        )


@pytest.mark.parametrize(
    ("text", "swapped", "n"),
    [
        ("Northland met Southland.", "Southland met Northland.", 2),
        ("Northlanders left Northland.", "Southlanders left Southland.", 2),
        ("Northland’s northland", "Southland’s northland", 1),
        ("Northlandia", "Northlandia", 0),
    ],
)
def test_names_are_exchanged_as_whole_words(text: str, swapped: str, n: int):
    one, other = ["Northland", "Northlanders"], ["Southland", "Southlanders"]
    assert swap(text, one, other) == (swapped, n)
    assert swap(swapped, one, other) == (text, n)
    made = json.loads(swap_json(text, " Northland , Northlanders", "Southland,Southlanders"))
    assert made == {"text": swapped, "count": n}


@pytest.mark.parametrize(("one", "other"), [("", ""), ("A", "B,C"), ("A", "A"), ("A,A", "B,C")])
def test_names_that_do_not_pair_are_refused(one: str, other: str):
    with pytest.raises(ValueError, match="the same number of names"):
        swap_json("A", one, other)


def test_names_are_no_patterns():
    assert swap("A.B and AxB", ["A.B"], ["C"]) == ("C and AxB", 1)


def test_a_rewrite_is_checked_from_what_the_page_knows():
    task = {
        "original": "The reckless and shameful plan failed in 2025, they say.",
        "keep": [{"id": "plan", "claim": "x", "any": ["plan"], "source": []}],
        "allow": [], "shortest": 0.5, "longest": 1.5, "pass": 1.0, "title": "more than needed",
    }  # fmt: skip
    fair = json.loads(rewrite_json(json.dumps(task), "The plan failed in 2025, they say."))
    assert fair["passed"]
    assert {i["id"] for i in fair["items"]} == {"keep-plan", "loaded", "names", "numbers", "length"}
    assert not json.loads(rewrite_json(json.dumps(task), task["original"]))["passed"]


# --- the box in a notebook --------------------------------------------------------------


def parts(box: VBox) -> tuple[Textarea, FileUpload, Button, SelectMultiple, VBox]:
    area, row, lenses, _told, place = box.children
    upload, button = row.children
    return area, upload, button, lenses, place


def test_the_box_shows_a_text_and_its_switches_lead_the_reader():
    box = own_box()
    area, _upload, button, lenses, place = parts(box)
    button.click()
    assert place.children == ()
    assert box.children[3].value
    area.value = TEXT
    button.click()
    (reader,) = place.children
    assert reader.payload["blocks"][0]["text"] == TEXT
    lenses.value = ("loaded",)
    assert reader.lenses_on == ["loaded"]
    reader.lenses_on = ["framing", "unsourced"]
    assert lenses.value == ("unsourced", "framing")


def test_a_file_comes_in_and_what_is_no_text_is_told():
    box = own_box()
    area, upload, *_rest = parts(box)
    upload.value = (upload_of("a.txt", TEXT.encode()),)
    assert area.value == TEXT
    upload.value = (upload_of("<b>.png", b"\x89PNG\0"),)
    assert area.value == TEXT
    assert "&lt;b&gt;.png" in box.children[3].value


def upload_of(name: str, content: bytes) -> dict[str, object]:
    from datetime import UTC, datetime

    return {
        "name": name, "type": "", "size": len(content), "content": memoryview(content),
        "last_modified": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
