"""The gallery: its places part the readings, both sides are argued alike, and slips are told."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from slantwise.articles import load_article
from slantwise.book import gallery
from slantwise.doctor.examine import examine
from slantwise.errors import ContentError
from slantwise.gallery import load_gallery, part, partings, voices
from slantwise.strings import say

ROOT = Path(__file__).resolve().parents[1]
ID = "kosovo-1244"
ARTICLE = load_article(ID, ROOT)
PLACES = load_gallery(ID, ROOT)
SOURCE = (ROOT / "articles" / ID / "gallery.toml").read_text("utf-8")

every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place.span.start))


def own_words(place) -> str:
    return " ".join((place.case_for, place.case_against, place.question))


# --- which places -----------------------------------------------------------------------


@every_place
def test_one_or_two_of_three_mark_a_place_and_another_calls_it_fair(place):
    assert len(place.voices) == 3
    assert 1 <= sum(bool(voice.marks) for voice in place.voices) <= 2
    assert any(voice.fair and not voice.marks for voice in place.voices)
    assert place.span.of(ARTICLE.text) in SOURCE
    assert ARTICLE.text.count(place.span.of(ARTICLE.text)) == 1


def test_there_are_at_least_three_under_each_lens_and_each_from_another_section():
    assert 6 <= len(PLACES) <= 10
    sections = {
        p.span: next(s.id for s in ARTICLE.sections if s.span.contains(p.span)) for p in PLACES
    }
    by_lens = Counter(p.lens for p in PLACES)
    assert min(by_lens["loaded"], by_lens["unsourced"], by_lens["framing"]) >= 3
    assert len({(p.lens, sections[p.span]) for p in PLACES}) == len(PLACES)
    assert set(sections.values()) == {s.id for s in ARTICLE.sections}


@pytest.mark.parametrize("lens", ["loaded", "unsourced", "framing"])
def test_a_place_lies_in_a_parting_that_is_counted(lens):
    every = partings(ARTICLE, lens)
    assert list(every) == sorted(set(every))
    for place in PLACES:
        assert place.lens != lens or any(place.span.overlaps(span) for span in every)


def test_no_reading_stands_always_on_the_same_side():
    for i in range(3):
        assert {bool(place.voices[i].marks) for place in PLACES} == {True, False}


# --- what is said -----------------------------------------------------------------------


@every_place
def test_both_sides_are_argued_at_some_length_and_end_in_a_question(place):
    for case in (place.case_for, place.case_against):
        assert 25 <= len(case.split()) <= 80
    assert place.question.endswith(("?", "none.", "stand."))
    assert "?" in place.question


def test_neither_side_gets_more_words():
    n = sum(len(place.case_for.split()) for place in PLACES)
    m = sum(len(place.case_against.split()) for place in PLACES)
    assert 0.85 <= n / m <= 1.15


@every_place
def test_no_case_gives_a_verdict_or_takes_a_status_for_settled(place):
    said = own_words(place)
    assert not re.search(r"\b(?:propaganda|lies|liar|obviously|clearly|is (?:un)?true)\b", said)
    assert not re.search(r"Kosovo(?!\*)", said)
    assert "—" not in said


# --- the page ---------------------------------------------------------------------------


def test_the_page_shows_words_reasons_and_both_cases():
    html = gallery(ID).data
    assert html.count('<section class="slw-place">') == len(PLACES)
    assert html.count("<h3") == html.count("<details") == len(PLACES)
    for place in PLACES:
        assert f'slw-u-{place.lens}">{place.span.of(ARTICLE.text)}</span>' in html
    silent = sum(not (v.marks or v.fair) for p in PLACES for v in p.voices)
    assert silent == sum(html.count(say("gallery.silent", name=name)) for name in "ABC") > 0
    n = sum(len(partings(ARTICLE, lens)) for lens in ("loaded", "unsourced", "framing"))
    assert f"in {n} places" in html


def test_a_reading_that_finds_a_source_is_not_said_to_call_it_fair():
    html = gallery(ID).data
    first = html.index(say("lens.unsourced"))
    place = html[first : html.index("</section>", first)]
    assert say("gallery.sourced", name="B") in place
    assert say("gallery.fair", name="B") not in place


# --- slips ------------------------------------------------------------------------------

GOOD = """\
[[place]]
quote = "hybrid conflict"
lens = "loaded"
case_for = "A."
case_against = "B."
question = "C?"
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").touch()
    shutil.copytree(ROOT / "articles" / ID, tmp_path / "articles" / ID)
    return tmp_path


def write(course: Path, text: str) -> None:
    (course / "articles" / ID / "gallery.toml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("[[place]]", "[place]", 1, "a list of places"),
        ("[[place]]", "extra = 1\n[[place]]", 1, "a list of places"),
        ("case_for", "case_fro", 4, "unknown key “case_fro”"),
        ('question = "C?"', 'question = " "', 6, "“question” is missing"),
        ('question = "C?"\n', "", 1, "“question” is missing"),
        ('"loaded"', '"loud"', 3, "there is no lens “loud”"),
        ("hybrid conflict", "hybrid quarrel", 2, "hybrid quarrel"),
        ("hybrid conflict", "Serbia", 2, "more than once"),
        ("hybrid conflict", "Maria", 2, "do not part on “Maria”"),
        ("hybrid conflict", "rational observer", 2, "do not part on"),
        ('"loaded"', '"unsourced"', 2, "do not part on"),
    ],
)
def test_a_slip_is_told_with_its_line(course: Path, old: str, new: str, line: int, problem: str):
    write(course, GOOD)
    assert len(load_gallery(ID, course)) == 1
    write(course, GOOD.replace(old, new))
    with pytest.raises(ContentError) as error:
        load_gallery(ID, course)
    assert problem in str(error.value)
    assert error.value.line == line
    assert error.value.remedy


def test_the_doctor_looks_at_galleries(course: Path):
    def found():
        checks = [c for c in examine(course) if "gallery" in c.demand]
        return [(check.checked, [error.problem for error in check.findings]) for check in checks]

    assert found() == [(len(PLACES), [])]
    write(course, GOOD.replace("hybrid conflict", "Maria"))
    assert found() == [(1, ["the readings do not part on “Maria”"])]
    (course / "articles" / ID / "gallery.toml").unlink()
    assert found() == []


def test_who_marks_and_calls_fair_counts_as_one_who_marks():
    for span in partings(ARTICLE, "loaded"):
        said = voices(ARTICLE, span, "loaded")
        both = [voice for voice in said if voice.marks and voice.fair]
        assert part(tuple(v for v in said if v not in both)) or not both
