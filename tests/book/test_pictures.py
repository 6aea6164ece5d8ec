"""The pictures: their figures are the data's, and they say in words what they show."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from slantwise import book
from slantwise.annotation import merge
from slantwise.articles import load_article
from slantwise.lenses import annotate
from slantwise.lenses.actors import actors
from slantwise.lenses.panel import panel

ROOT = Path(__file__).resolve().parents[2]
ID = "kosovo-1244"
ARTICLE = load_article(ID, ROOT)
DOCUMENT = annotate(ARTICLE.text, layout=ARTICLE.layout)
KNOWN = {actor.name: actor.aliases for actor in ARTICLE.actors}
STEPS = ("could begin", "became clearer", "was confirmed", "are elements of")

PICTURES: dict[str, Callable[[], str]] = {
    "voices": lambda: book.voices(ID).data,
    "would_could": lambda: book.would_could(ID).data,
    "side_by_side": lambda: book.side_by_side(ID).data,
    "one lens": lambda: book.side_by_side(ID, "loaded").data,
    "climb": lambda: book.climb(ID, *STEPS).data,
    "who_acts": lambda: book.who_acts(ID).data,
    "no actors": lambda: book.who_acts("toll-opinion").data,
    "other voices": lambda: book.voices("counter-view").data,
}
every_picture = pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES.keys())


def svg(html: str) -> ET.Element:
    return ET.fromstring(re.search(r"<svg.*</svg>", html).group())  # noqa: S314 - our own


def rows(html: str) -> list[list[str]]:
    """Return the rows of the picture's table, its head left out."""

    class Cells(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.rows: list[list[str]] = []

        def handle_starttag(self, tag: str, _: object) -> None:
            if tag == "tr":
                self.rows.append([])
            elif tag in ("td", "th"):
                self.rows[-1].append("")

        def handle_data(self, data: str) -> None:
            if self.rows and self.rows[-1]:
                self.rows[-1][-1] += data

    parser = Cells()
    parser.feed(html[html.index("<table") : html.index("</table>")])
    return parser.rows[1:]


def blocks(html: str, style: str) -> int:
    return html.count(f'class="{style}"/>')


# --- every picture ----------------------------------------------------------------------


@every_picture
def test_a_picture_has_its_words_its_figures_and_its_limits(draw):
    html = draw()
    drawing = svg(html)
    ids = {e.get("id"): e.text for e in drawing if e.get("id")}
    assert drawing.get("role") == "img"
    assert list(ids) == drawing.get("aria-labelledby").split()
    assert all(text.strip() for text in ids.values())
    assert "cannot read off" in html
    assert html.count("<figcaption>") == html.count("<details>") == html.count("<table") == 1
    assert rows(html)


@every_picture
def test_nothing_is_drawn_beyond_the_edges(draw):
    drawing = svg(draw())
    height = float(drawing.get("height").removesuffix("em"))
    for rect in drawing.iter("rect"):
        x, width = (float(rect.get(name).removesuffix("%")) for name in ("x", "width"))
        y, tall = (float(rect.get(name).removesuffix("em")) for name in ("y", "height"))
        assert 0 <= x < x + width <= 100.6
        assert 0 <= y < y + tall <= height
    for text in drawing.iter("text"):
        assert 0 < float(text.get("y").removesuffix("em")) <= height
        assert len(text.text) <= 34


@every_picture
def test_a_picture_takes_its_colours_from_its_own_style_and_is_made_alike_twice(draw):
    html = draw()
    assert html == draw()
    body = re.sub(r"<style>.*?</style>", "", html)
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb\(|fill=|stroke=", body)
    used = set(re.findall(r"slw-p-[a-z]+", body))
    assert all(f".{name}" in html for name in used)


# --- figures ----------------------------------------------------------------------------


def test_the_voices_are_the_actors_with_their_sentences():
    html = book.voices(ID).data
    found = actors(DOCUMENT, KNOWN)
    present = [{*a.acts, *a.suffers, *a.heard} for a in found]
    assert rows(html) == [
        [a.name, str(len(p)), str(len(a.heard))] for a, p in zip(found, present, strict=True)
    ]
    heard = sum(len(a.heard) for a in found)
    assert blocks(html, "slw-p-solid") == heard + 1  # and one in the key
    assert blocks(html, "slw-p-faint") == sum(map(len, present)) - heard + 1
    told = re.search(r"<desc[^>]*>(.*?)</desc>", html).group(1)
    assert all((a.name in told) == (not a.heard) for a in found)


def test_would_against_could_counts_what_the_panel_counts():
    html = book.would_could(ID).data
    n = {t.name: len(t.sentences) for t in panel(DOCUMENT) if t.group == "futures"}
    assert rows(html)[-1][1:] == [str(n["would"]), str(n["could"])]
    by_section = [[int(cell) for cell in row[1:]] for row in rows(html)[:-1]]
    assert len(by_section) == len(ARTICLE.sections)
    assert [sum(column) for column in zip(*by_section, strict=True)] == [n["would"], n["could"]]
    assert blocks(html, "slw-p-framing") == n["would"]
    assert blocks(html, "slw-p-hollow") == n["could"]


def test_the_readings_stand_side_by_side_under_each_lens():
    html = book.side_by_side(ID).data
    for lens in ("loaded", "unsourced", "framing"):
        n = [len(merge(m.span for m in r.marks if m.lens == lens)) for r in ARTICLE.readings]
        assert blocks(html, f"slw-p-{lens}") == sum(n)
    for row in rows(html):
        assert int(row[-1]) == sum(map(int, row[1:-1]))
    assert len(rows(html)) == 9
    one = book.side_by_side(ID, "loaded").data
    assert rows(one) == rows(html)[:3]
    assert blocks(one, "slw-p-framing") == 0


def test_the_steps_stand_where_their_words_do_and_climb():
    html = book.climb(ID, *STEPS).data
    dots = list(svg(html).iter("circle"))
    x = [float(c.get("cx").removesuffix("%")) for c in dots]
    y = [float(c.get("cy").removesuffix("em")) for c in dots]
    at = [100 * ARTICLE.text.index(step) / len(ARTICLE.text) for step in STEPS]
    assert x == pytest.approx(at, abs=0.01)
    assert y == sorted(y, reverse=True)
    body = [s.span for s in ARTICLE.layout.sentences if s.kind == "body"]
    for step, row in zip(STEPS, rows(html), strict=True):
        n = 1 + next(i for i, span in enumerate(body) if step in span.of(ARTICLE.text))
        assert row[1].startswith(f"sentence {n} of {len(body)} (")


@pytest.mark.parametrize("words", ["Serbia", "nowhere to be found"])
def test_a_step_must_occur_once(words: str):
    with pytest.raises(ValueError, match=words):
        book.climb(ID, words)


def test_who_acts_gives_the_counts_of_the_panel_and_who_else_acts_there():
    html = book.who_acts(ID).data
    tallies = panel(DOCUMENT, None, KNOWN)
    acts = {t.name: t.sentences for t in tallies if t.group == "acts"}
    suffers = {t.name: t.sentences for t in tallies if t.group == "suffers"}
    assert [row[:3] for row in rows(html)] == [
        [name, str(len(acts[name])), str(len(suffers[name]))] for name in acts
    ]
    kosovo = next(row for row in rows(html) if row[0].startswith("Kosovo"))
    shared = {*suffers[kosovo[0]]} & {*acts["Serbia and its officials"]}
    assert f"Serbia and its officials ({len(shared)})" in kosovo[3]
    n = sum(bool(v) for group in (acts, suffers) for v in group.values())
    assert html.count(">at least ") == n


def test_the_chapters_hold_every_picture():
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "book").glob("*.md"))
    for name in ("voices", "would_could", "side_by_side", "climb", "who_acts", "gallery"):
        assert f"\n{name}(" in pages, name
