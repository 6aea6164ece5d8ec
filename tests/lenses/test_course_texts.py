"""The texts written for the course: as slanted as the article, or hardly at all."""

from pathlib import Path

import pytest

from slantwise.annotation import Lens
from slantwise.articles import load_article
from slantwise.lenses import annotate

ROOT = Path(__file__).resolve().parents[2]
LENSES: tuple[Lens, ...] = ("loaded", "unsourced", "framing")


def density(id: str, lens: Lens) -> float:
    """Return the findings of a lens in a thousand words of a text."""
    text = load_article(id, ROOT).text
    found = [a for a in annotate(text).annotations if a.lens == lens]
    return 1000 * len(found) / len(text.split())


@pytest.mark.parametrize("lens", LENSES)
def test_the_view_from_the_other_side_is_as_slanted_as_the_article(lens: Lens) -> None:
    """Within a fifth, so that neither side of the course looks worse by its texts."""
    assert density("counter-view", lens) == pytest.approx(density("kosovo-1244", lens), rel=0.2)


def test_the_view_from_the_other_side_is_about_as_long() -> None:
    assert 8_000 <= len(load_article("counter-view", ROOT).text) <= 11_000


@pytest.mark.parametrize("id", ["sourced-report", "toll-report"])
def test_a_report_that_names_its_sources_flags_almost_nothing(id: str) -> None:
    assert density(id, "loaded") + density(id, "framing") <= 4
    assert density(id, "unsourced") <= 12


def test_the_two_capstone_texts_differ_where_they_should() -> None:
    for lens in LENSES:
        assert density("toll-opinion", lens) >= 3 * density("toll-report", lens) + 10


@pytest.mark.parametrize("id", ["counter-view", "sourced-report", "toll-opinion", "toll-report"])
def test_what_was_written_for_the_course_says_so(id: str) -> None:
    article = load_article(id, ROOT)
    assert "ritten for this course" in article.written_for_course
    assert (ROOT / "articles" / id / "RIGHTS.md").is_file()
    assert len(article.readings) >= 2
