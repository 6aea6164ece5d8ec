"""What leaves the course as Web Annotation comes back as it was."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slantwise.annotation import Lens, Span
from slantwise.articles import Article, Provenance, Section, load_article
from slantwise.interchange.incoming import read_incoming
from slantwise.interchange.transfer import export_reading, import_reading, to_marks
from slantwise.marks import Mark, Reading, mark_line, ordered, read_marks
from slantwise.taxonomy import labels
from slantwise.text import layout

pieces = st.sampled_from(
    [
        "a",
        "B",
        "the ",
        "😀",
        "👩‍💻",
        "“",
        "”",
        "’",
        "'",
        "\r\n",
        "\n",
        " ",
        "é",
        "e\u0301",
        "İ",
        "\u2028",
    ]
)
texts = st.lists(pieces, min_size=1, max_size=60).map("".join)
words = st.text(st.sampled_from('aB 😀“”\n\r"\\\u2028\x00'), max_size=12)


@st.composite
def read_texts(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    """A text and marks in it, with labels of the taxonomy."""
    text = draw(texts)
    marks = []
    for label in draw(st.lists(st.sampled_from(labels()), max_size=6)):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        lens: Lens | None = None if label.lens == "fair" else label.lens
        marks.append(Mark(Span(start, end), lens, label.id, draw(words), draw(words)))
    return text, ordered(marks)


def article_of(text: str, marks: tuple[Mark, ...]) -> Article:
    section = Section("text", "T", Span(0, max(1, len(text))))
    readings = (Reading("r", "About.", marks),)
    return Article("x", "T", "en", text, layout(text), (section,), Provenance(), readings)


def again(text: str, marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], list[str]]:
    """The marks after their export was written to a file and read from it."""
    made = json.dumps(export_reading(article_of(text, marks), "r"), ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.json"
        path.write_bytes(made.encode())
        return to_marks(text, read_incoming(path))


@settings(max_examples=300)
@given(read_texts())
def test_export_and_import_give_the_same_marks(made: tuple[str, tuple[Mark, ...]]):
    text, marks = made
    if marks:
        assert again(text, marks) == (marks, [])


@settings(max_examples=200)
@given(read_texts())
def test_a_reading_is_read_from_its_file_as_it_was_written(made: tuple[str, tuple[Mark, ...]]):
    text, marks = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.jsonl"
        path.write_bytes("".join(mark_line(mark, text) + "\n" for mark in marks).encode())
        assert read_marks(path, text) == marks


@pytest.mark.parametrize("id", ["a", "b", "c"])
def test_the_readings_of_the_article_come_back_as_they_were(root: Path, tmp_path: Path, id: str):
    article = load_article("kosovo-1244", root)
    reading = next(r for r in article.readings if r.id == id)
    file = tmp_path / "reading.json"
    file.write_text(json.dumps(export_reading(article, id)), encoding="utf-8")
    assert to_marks(article.text, read_incoming(file)) == (reading.marks, [])


def test_a_reading_goes_into_a_course_and_is_loaded_from_it(
    course: Path, article: Article, tmp_path: Path
):
    at = article.text.index("cruel plan’s")
    marks = (Mark(Span(at, at + 5), "loaded", "judging-adjective", "It judges.", "hard"),)
    file = tmp_path / "r.json"
    given = export_reading(replace(article, readings=(Reading("r", "", marks),)), "r")
    file.write_text(json.dumps(given), encoding="utf-8")
    import_reading(article, file, "mine", 'By "me", 2026.', course)
    (found,) = load_article("small", course).readings
    assert found == Reading("mine", 'By "me", 2026.', marks)


def test_the_export_says_whose_words_it_quotes(root: Path):
    made = export_reading(load_article("kosovo-1244", root), "b")
    assert "not covered by the project's licences" in made["partOf"]["label"]
    assert "draft by an analyst of this project" in made["partOf"]["label"]
