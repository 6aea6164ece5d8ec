"""Exercises: the key that is made from the readings, and every way to spoil the file."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from slantwise.articles import load_article
from slantwise.errors import ContentError
from slantwise.exercises.load import Exercise, list_exercises, load_exercise
from slantwise.scoring import compare

Spoil = Callable[[str, str], Path]


def test_the_key_is_what_the_readings_make_of_the_section(exercise: Exercise):
    text = exercise.article.text
    units = {
        zone: [item.unit.span.of(text) for item in exercise.zone(zone)]
        for zone in ("core", "contestable", "fair")
    }
    assert units == {
        "core": ["cruel", "evil crowd"],
        "contestable": ["failed"],
        "fair": ["plan", "at last", "nobody wept"],
    }
    assert exercise.key.core == tuple(i.unit.span for i in exercise.zone("core"))
    assert [i.unit.readers for i in exercise.items] == [
        ("a", "b", "c"),
        ("a", "b"),
        ("a",),
        *[()] * 3,
    ]


def test_each_passage_gets_the_note_that_quotes_it_or_what_a_reading_says(exercise: Exercise):
    assert [item.note.why for item in exercise.items] == [
        "WHY-CRUEL: it judges.",
        "WHY-EVIL: it damns.",
        "WHY-FAILED: some say so.",
        "c calls it fair",
        "WHY-LAST: it is only time.",
        "c calls it fair",
    ]


def test_a_note_may_mean_every_place_of_its_words(course: Path, spoil: Spoil):
    spoil('quote = "cruel"', 'quote = "c"\nall = true')  # in “cruel” and in “crowd”
    why = [item.note.why for item in load_exercise("first", course).zone("core")]
    assert why == ["WHY-CRUEL: it judges.", "WHY-EVIL: it damns."]


def test_every_place_may_be_the_first_words_of_the_section(course: Path, spoil: Spoil):
    spoil('quote = "cruel"', 'quote = "The cruel"\nall = true')
    assert load_exercise("first", course).zone("core")[0].note.why == "WHY-CRUEL: it judges."


SOURCES = """\
id = "sources"
kind = "mark"
version = 1
title = "T"
objective = "O."
minutes = 5
article = "kosovo-1244"
section = "opening"
lens = "unsourced"
readings = ["a", "b", "c"]
prompt = "Mark the sentences that give no source."
"""


def test_an_exercise_may_ask_for_missing_sources(course: Path, root: Path):
    shutil.copytree(root / "articles" / "kosovo-1244", course / "articles" / "kosovo-1244")
    article = load_article("kosovo-1244", course)
    opening = [s.span for s in article.layout.sentences if s.span.end <= 1765]
    notes = "".join(
        f'[[note]]\nquote = "{span.of(article.text)}"\nwhy = "{i}"\n'
        for i, span in enumerate(opening)
        if i in (1, 2, 3, 4, 5, 6, 8)
    )
    (course / "exercises" / "sources").mkdir()
    path = course / "exercises" / "sources" / "exercise.toml"
    path.write_text(SOURCES + notes, encoding="utf-8")
    made = load_exercise("sources", course)
    zones = {z: [i.note.why for i in made.zone(z)] for z in ("core", "contestable", "fair")}
    assert (zones["core"], zones["contestable"]) == (["3", "4", "5", "6", "8"], ["1", "2"])
    assert zones["fair"] == [
        "It tells a fact that could be checked, and the sentence names who says so.",
        "It tells a fact that could be checked, and the sentence names a document as its source.",
    ]
    report = compare(made.key, made.key.core)
    assert (report.score, report.hit_rate, report.false_alarm_rate) == (1.0, 1.0, 0.0)
    assert compare(made.key, [made.section.span]).score == 0.0


def test_the_digest_changes_with_the_passage(course: Path, exercise: Exercise):
    path = course / "articles" / "small" / "article.txt"
    path.write_text(path.read_text("utf-8").replace("again", "AGAIN"), encoding="utf-8")
    assert load_exercise("first", course).passage_digest != exercise.passage_digest


EVIL_AND_FAILED = """[[note]]
quote = "evil crowd"
label = "LABEL-EVIL"
why = "WHY-EVIL: it damns."

[[note]]
quote = "failed"
why = "WHY-FAILED: some say so."
"""
NOTE = '[[note]]\nquote = "cruel"'
SPOILT = {
    "unknown key": ("title =", "titel =", 4, "unknown key “titel”. Did you mean “title”?"),
    "the other name of a key": (
        "pass =",
        "pass_ =",
        11,
        "unknown key “pass_”. Did you mean “pass”?",
    ),
    "unknown key of a note": (
        "best_case",
        "bestcase",
        19,
        "“note.0.bestcase”. Did you mean “best_c",
    ),
    "missing key": ('lens = "loaded"\n', "", 1, "“lens” is missing"),
    "missing key of a note": ('why = "WHY-EVIL: it damns."\n', "", 22, "“note.1.why” is missing"),
    "text for a number": ("minutes = 5", 'minutes = "5"', 6, "“minutes” does not fit"),
    "truth for a number": ("version = 3", "version = true", 3, "“version” does not fit"),
    "number for a text": ('"A first try"', "1", 4, "“title” does not fit"),
    "text for a list": ('["Look again."]', '"Look"', 13, "“hints” does not fit"),
    "list for a table": ("[[note]]", "[[note.x]]", 22, "this is not valid TOML"),
    "empty words": ('"A first try"', '" "', 4, "“title” does not fit"),
    "an empty why": ('"WHY-EVIL: it damns."', '""', 25, "“note.1.why” does not fit"),
    "pass mark nought": ("pass = 0.5", "pass = 0.0", 11, "“pass” does not fit"),
    "pass mark no number": ("pass = 0.5", "pass = nan", 11, "“pass” does not fit"),
    "an hour and more": ("minutes = 5", "minutes = 91", 6, "“minutes” does not fit"),
    "unknown kind": ('"mark"', '"quiz"', 2, "there is no kind of exercise “quiz”. Known: classify"),
    "unknown lens": ('"loaded"', '"lodaed"', 9, "“lens” does not fit"),
    "an id for a path": ('"first"', '"../first"', 1, "“id” does not fit"),
    "other id": ('"first"', '"second"', 1, "the id differs from the folder's name"),
    "no TOML": ("version = 3", "version =", 3, "this is not valid TOML"),
    "unknown article": ('"small"', '"smal"', 7, "no article “smal”. Did you mean “small”?"),
    "unknown section": ('"all"', '"al"', 8, "no section “al”. Did you mean “all”?"),
    "unknown reading": ('"c"]', '"x"]', 10, "the article has no reading “x”. Known: a, b, c."),
    "reading twice": ('"c"]', '"a"]', 10, "the reading “a” is named twice"),
    "no reading": ('["a", "b", "c"]', "[]", 10, "“readings” does not fit"),
    "quote missing": ('quote = "cruel"', 'quote = "cruet"', 17, "“cruet” does not occur"),
    "quote not once": ('quote = "cruel"', 'quote = "a"', 17, "“a” occurs more than once"),
    "all of none": ('quote = "cruel"', 'all = true\nquote = "x"', 18, "“x” does not occur"),
    "quote in other letters": ('"cruel"', '"Cruel"', 17, "“Cruel” does not occur"),
    "note of nothing": ('quote = "at last"', 'quote = "again"', 32, "it is never shown"),
    "core without note": (NOTE, '[[note]]\nquote = "at"\nall = true', 16, "“cruel” has no note"),
    "a lens without marks": ('"loaded"', '"unsourced"', 9, "the key needs core units"),
}


@pytest.mark.parametrize(("before", "after", "line", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_exercise(
    course: Path, spoil: Spoil, before: str, after: str, line: int, problem: str
):
    path = spoil(before, after)
    with pytest.raises(ContentError) as caught:
        load_exercise("first", course)
    said = str(caught.value)
    assert said.startswith(f"{path}:{line}: ")
    assert problem in said
    assert caught.value.remedy
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff", ":1: the text is not UTF-8"),
        (b"id = 1\n\0", ":2: this is not a text file"),
        (b"#" * 20_000_001, ": the file is larger than"),
        (b"", ":1: “kind” is missing"),
    ],
    ids=["latin-1", "binary", "huge", "empty"],
)
def test_a_file_that_is_no_exercise(course: Path, data: bytes, problem: str):
    path = course / "exercises" / "first" / "exercise.toml"
    path.write_bytes(data)
    with pytest.raises(ContentError) as caught:
        load_exercise("first", course)
    assert str(caught.value).startswith(f"{path}{problem}")


def test_every_passage_without_a_note_is_named_at_once(course: Path, spoil: Spoil):
    spoil(EVIL_AND_FAILED, "")
    with pytest.raises(ContentError) as caught:
        load_exercise("first", course)
    assert "the core passage “evil crowd” has no note, nor have “failed”" in str(caught.value)


def test_of_two_notes_on_one_passage_one_would_never_be_shown(course: Path, spoil: Spoil):
    path = spoil(
        '[[note]]\nquote = "failed"',
        '[[note]]\nquote = "cruel"\nwhy = "x"\n[[note]]\nquote = "failed"',
    )
    with pytest.raises(ContentError, match="another note fits it better") as caught:
        load_exercise("first", course)
    assert caught.value.line == 17
    assert caught.value.path == str(path)


def test_a_key_with_nothing_wrong_to_mark_is_refused(course: Path, spoil: Spoil):
    text = (course / "articles" / "small" / "article.txt").read_text("utf-8")
    mark = {"start": 0, "end": len(text), "text": text, "category": "x", "reason": "y"}
    for id in "abc":
        path = course / "articles" / "small" / f"{id}.jsonl"
        path.write_text(json.dumps({"loaded": [mark]}), encoding="utf-8")
    with pytest.raises(ContentError, match="no word that would be wrong to mark") as caught:
        load_exercise("first", course)
    assert caught.value.line == 9


@pytest.mark.parametrize(
    ("id", "remedy"),
    [
        ("frist", "Did you mean “first”?"),
        ("../first", "Did you mean “first”?"),
        ("", "Known: first."),
    ],
)
def test_an_unknown_exercise(course: Path, id: str, remedy: str):
    with pytest.raises(ContentError, match="there is no exercise") as caught:
        load_exercise(id, course)
    assert caught.value.remedy == remedy
    assert list_exercises(course) == ["first"]
