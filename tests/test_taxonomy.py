"""The taxonomy: every label is explained, and every word of the readings has one."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from slantwise.annotation import LENSES
from slantwise.articles import list_articles, load_article
from slantwise.strings import say
from slantwise.taxonomy import Label, Shelf, labels, meant, plain, rulings, tagged, works

SHELVES: tuple[Shelf, ...] = (*LENSES, "fair")
every_label = pytest.mark.parametrize("label", labels(), ids=lambda label: label.id)


@every_label
def test_a_label_is_explained_shown_and_shown_where_it_does_not_hold(label: Label):
    assert label.lens in SHELVES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", label.id)
    assert len(label.means.split()) >= 8
    assert label.example.count("[[") == label.example.count("]]") == 1
    assert "[[" not in label.fair
    assert len(label.fair.split()) >= 4
    assert label.source in works()
    assert label.term
    assert all(word == plain(word) or word.startswith("framing: ") for word in label.maps)


@every_label
def test_a_label_of_a_claim_or_a_rung_has_words_for_the_note(label: Label):
    assert bool(label.says) == bool(label.group) == (label.lens == "unsourced")


def test_ids_and_names_are_unique_and_no_name_is_a_lens():
    names = [plain(label.name) for label in labels()]
    lenses = {*LENSES, *(plain(say(f"lens.{lens}")) for lens in LENSES)}
    assert len({label.id for label in labels()}) == len(labels()) == len(set(names))
    assert not lenses & {*names, *(label.id for label in labels())}


def test_a_word_of_a_reading_stands_once_for_its_lens_and_group():
    words = [
        (word if ": " in word else f"{label.lens}: {word}", label.group)
        for label in labels()
        for word in label.maps
    ]
    assert len(words) == len(set(words))


def test_every_lens_has_labels_and_every_work_is_used():
    assert {label.lens for label in labels()} == set(SHELVES)
    assert {label.source for label in labels()} == set(works())
    assert all(re.search(r", (19|20)\d\d$", work) for work in works().values())


def test_labels_of_one_lens_stand_together():
    order = [label.lens for label in labels()]
    assert sum(before != after for before, after in pairwise(order)) == len(SHELVES) - 1


def test_the_open_questions_of_the_codebook_are_ruled_on_with_a_reason():
    asked = " ".join(ruling.question for ruling in rulings()).lower()
    for matter in ("scare quotes", "two lenses", "would", "headings", "without quotation", "back"):
        assert matter in asked
    for ruling in rulings():
        assert ruling.question.endswith("?")
        assert len(ruling.reason.split()) >= 12


# --- the readings given -----------------------------------------------------------------

FIELDS: tuple[tuple[Shelf, str, str], ...] = (
    ("loaded", "loaded", "category"),
    ("framing", "framing", "device"),
)


def said(root: Path) -> set[tuple[Shelf, str, str]]:
    """Every word that a reading of the course files something under: lens, group, word."""
    found: set[tuple[Shelf, str, str]] = set()
    for path in sorted(root.glob("articles/*/readings/*.jsonl")):
        for line in filter(str.strip, path.read_text("utf-8").split("\n")):
            unit = json.loads(line)
            for lens, name, key in FIELDS:
                found |= {(lens, "", row[key]) for row in unit.get(name, [])}
            if "claim_type" in unit:
                found.add(("unsourced", "claim", unit["claim_type"]))
                found.add(("unsourced", "rung", unit["attribution"]))
    return found


def test_every_word_that_a_reading_uses_means_one_label(root: Path):
    words = said(root)
    assert len(words) >= 80
    unmapped = {(lens, word) for lens, group, word in words if not meant(lens, word, group)}
    assert not unmapped, "give each a label in taxonomy.en.toml"


def test_every_mark_of_the_course_has_a_label_of_its_lens(root: Path):
    shelf = {label.id: label.lens for label in labels()}
    for id in list_articles(root):
        for reading in load_article(id, root).readings:
            for mark in reading.marks:
                assert shelf[mark.label] == (mark.lens or "fair"), mark


def test_scare_quotes_are_loaded_language_whoever_filed_them(root: Path):
    readings = {r.id: r for r in load_article("kosovo-1244", root).readings}
    found = [m for m in readings["a"].marks if m.label == "scare-quotes"]
    assert {m.lens for m in found} == {"loaded"}
    assert len({m.span for m in found}) == len(found) == 6


# --- tags -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("loaded", ("loaded", "")),
        ("Loaded language", ("loaded", "")),
        ("#No_source found", ("unsourced", "")),
        ("One-sided framing", ("framing", "")),
        ("hidden-motive", ("framing", "hidden-motive")),
        ("Hidden Motive", ("framing", "hidden-motive")),
        ("hidden_motive", ("framing", "hidden-motive")),
        ("mind-reading of intent", ("framing", "intent-attribution")),
        ("intent attribution", ("framing", "intent-attribution")),
        ("intent", ("unsourced", "intent")),
        ("scare quotes", ("loaded", "scare-quotes")),
        ("framing: scare quotes", ("loaded", "scare-quotes")),
        ("framing: insinuation", ("framing", "hidden-motive")),
        ("insinuation", ("loaded", "insinuation")),
        ("framing/nothing known", ("framing", "")),
        ("loaded: ", ("loaded", "")),
        ("fair", ("fair", "fair")),
        ("has its source", ("fair", "sourced")),
        ("nothing known", None),
        ("", None),
        (":", None),
        ("x" * 100_000, None),
    ],
)
def test_a_tag_names_a_lens_or_a_label(tag: str, found: tuple[str, str] | None):
    assert tagged(tag) == found


@every_label
def test_the_id_and_the_name_of_a_label_are_tags_for_it(label: Label):
    assert tagged(label.id) == tagged(label.name) == (label.lens, label.id)
