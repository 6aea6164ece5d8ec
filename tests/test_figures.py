"""What the pages say of the article in figures: each is computed here from the data.

A figure that a cell makes at build time needs no test of its own. These stand in the prose, and
each sentence is repeated here to the letter, so that neither it nor the data changes alone.
"""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from slantwise.annotation import LENSES, Lens, Span
from slantwise.articles import load_article
from slantwise.exercises.load import load_exercise
from slantwise.lenses import annotate
from slantwise.lenses.actors import actors
from slantwise.readings import alpha

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
ARTICLE = load_article("kosovo-1244", ROOT)
TEXT = ARTICLE.text
WHOLE = Span(0, len(TEXT))
HEADINGS = [s.span for s in ARTICLE.layout.sentences if s.kind == "heading"]


def rows(reading: str) -> list[dict]:
    path = ROOT / "articles" / ARTICLE.id / "readings" / f"{reading}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def sorted_as(words: str, key: str) -> list[str]:
    """Return what each of the readings says of the sentence with these words."""
    return [
        next(row[key] for row in rows(r.id) if "claim_type" in row and words in row["text"])
        for r in ARTICLE.readings
    ]


def agree(lens: Lens, span: Span = WHOLE) -> float:
    return alpha(TEXT, span, ARTICLE.readings, lens)


def first_three(lens: Lens) -> str:
    """Return alpha of the readings that the authors of the other view made of their own text."""
    other = load_article("counter-view", ROOT)
    span = Span(0, len(other.text))
    return f"{alpha(other.text, span, [r for r in other.readings if r.id != 'd'], lens):.2f}"


def marks(lens: Lens) -> list[int]:
    return [sum(m.lens == lens for m in reading.marks) for reading in ARTICLE.readings]


def titled(words: str) -> int:
    return sum(words in section.title for section in ARTICLE.sections)


def climbs(*quotes: str) -> bool:
    return all(TEXT.index(a) < TEXT.index(b) for a, b in pairwise(quotes))


def items(id: str) -> int:
    return len(load_exercise(id, ROOT).task.item)


def parts_by_hand() -> set[tuple[int, str, str]]:
    """Return which actor acts, or is acted upon, in which sentence, as reading A has it."""
    at = {s.span.start: i for i, s in enumerate(ARTICLE.layout.sentences) if s.kind == "body"}
    return {
        (at[row["start"]], name, part["role"])
        for row in rows("a")
        if row.get("start") in at
        for part in row.get("actors", ())
        if part["role"] in ("agent", "patient") and (name := actor_of(part["actor"]))
    }


def actor_of(words: str) -> str:
    """Return the declared actor that a reader's own name for one contains, if any does."""
    aliases = {a.lower(): actor.name for actor in ARTICLE.actors for a in actor.aliases}
    longest = sorted(aliases, key=len, reverse=True)
    return next((aliases[alias] for alias in longest if alias in words.lower()), "")


def parts_by_rule() -> set[tuple[int, str, str]]:
    known = {actor.name: actor.aliases for actor in ARTICLE.actors}
    found = actors(annotate(TEXT, layout=ARTICLE.layout), known)
    acts = {(i, actor.name, "agent") for actor in found for i in actor.acts}
    return acts | {(i, actor.name, "patient") for actor in found for i in actor.suffers}


ABBREVIATED = ("KFOR", "UNMIK")
LAST_DAY = "September 13, 2024"

# The page, what it says, and whether the data bear it out.
FIGURES: list[tuple[str, str, Callable[[], bool]]] = [
    ("index", "three close readings made of the same lines", lambda: len(ARTICLE.readings) == 3),
    ("index", "three lenses", lambda: len(LENSES) == 3),
    ("about", "Three close readings were made", lambda: len(ARTICLE.readings) == 3),
    (
        "about",
        "What at least two of them mark is called *core*",
        lambda: min(n for n in range(4) if n > len(ARTICLE.readings) / 2) == 2,
    ),
    ("00-before-you-start", "we begin with 24 short items", lambda: items("form-a") == 24),
    ("00-before-you-start", "with 24 others of the same kind", lambda: items("form-b") == 24),
    (
        "01-what-am-i-reading",
        "The text explains neither KFOR nor UNMIK",
        lambda: not any(re.search(rf"{name} \(|\({name}\)", TEXT) for name in ABBREVIATED),
    ),
    (
        "01-what-am-i-reading",
        "It speaks of [“June 9”]{.q} without a year",
        lambda: not re.search(r"June 9,? \d", TEXT),
    ),
    (
        "10-capstone",
        "not finished before the middle of September 2024",
        lambda: LAST_DAY in TEXT and not re.search(r"(?:October|November|December)|202[5-9]", TEXT),
    ),
    (
        "02-the-skeleton",
        "**Interpretation**, say all three: it tells us what somebody is trying to do",
        lambda: set(sorted_as("Serbia is attempting to justify", "claim_type")) == {"intent"},
    ),
    (
        "02-the-skeleton",
        "though one sees an aim in it and two a judgement",
        lambda: sorted(sorted_as("This strategic goal was confirmed", "claim_type"))
        == ["evaluation", "evaluation", "intent"],
    ),
    (
        "02-the-skeleton",
        "**Checkable**, say all three. There is a document to look for",
        lambda: set(sorted_as("At this assembly, a declaration", "claim_type")) == {"fact"},
    ),
    (
        "02-the-skeleton",
        "**Checkable**, say all three, since it reports what a document does",
        lambda: set(sorted_as("This document also sanctified", "claim_type")) == {"fact"},
    ),
    (
        "03-loaded-language",
        "No section comes near 1",
        lambda: max(agree("loaded", s.span) for s in ARTICLE.sections) < 0.6,
    ),
    (
        "03-loaded-language",
        "One reading marks very little on purpose, another a great deal",
        lambda: max(marks("loaded")) > 5 * min(marks("loaded")),
    ),
    (
        "04-who-says-so",
        "Two sections of the article deal with Banjska",
        lambda: titled("Banjska") == 2,
    ),
    (
        "04-who-says-so",
        "One counts the president's declaration, which the sentence mentions, as a **named** "
        "source. Two say **none**",
        lambda: sorted(sorted_as("was originally scheduled for May 5-6", "attribution"))
        == ["named-source", "none", "none"],
    ),
    (
        "04-who-says-so",
        "**none** in the sentence, say all three. A date is easy",
        lambda: set(sorted_as("was postponed to June 9", "attribution")) == {"none"},
    ),
    (
        "04-who-says-so",
        "**none**, say all three. It is a prediction",
        lambda: set(sorted_as("EULEX would engage", "attribution")) == {"none"},
    ),
    (
        "06-one-sided-framing",
        "they mark different amounts",
        lambda: len(set(marks("framing"))) == 3,
    ),
    (
        "07-conclusions",
        "Follow one idea from the first section to the last",
        lambda: climbs("could begin", "became clearer", "was confirmed", "are elements of"),
    ),
    (
        "07-conclusions",
        "Number 4 also joins three things",
        lambda: bool(re.search(r"The armed attack [^.]*, Russia’s support [^.]*, and Serbia’s "
                               r"“pro-Western” positioning [^.]* are elements of", TEXT)),
    ),
    ("whole-article", "All six sections follow", lambda: len(ARTICLE.sections) == 6),
    ("whole-article", "The table describes the six sections", lambda: len(ARTICLE.sections) == 6),
    (
        "whole-article",
        "Reading A noted such parts as well, about ninety of them",
        lambda: 85 <= len(parts_by_hand()) <= 95,
    ),
    (
        "whole-article",
        "The rules found about two in three of these, and some others",
        lambda: 0.6 <= len(parts_by_hand() & parts_by_rule()) / len(parts_by_hand()) <= 0.75
        and len(parts_by_rule() - parts_by_hand()) >= 10,
    ),
    (
        "taxonomy",
        "The readers agree best on where a source is missing, and least on framing",
        lambda: sorted(LENSES, key=agree) == ["framing", "loaded", "unsourced"],
    ),
    (
        "taxonomy",
        "all three sorted the same sentences",
        lambda: len({tuple(r["start"] for r in rows(x) if "claim_type" in r) for x in "abc"}) == 1,
    ),
    (
        "taxonomy",
        "The numbers under “No source found” lie close together",
        lambda: max(marks("unsourced")) - min(marks("unsourced")) <= 5,
    ),
    (
        "taxonomy",
        "on framing, the first three readings reach 0.47 without the fourth, and on loaded "
        "language 0.63",
        lambda: [first_three("framing"), first_three("loaded")] == ["0.47", "0.63"],
    ),
    (
        "gallery",
        "Three close readings of the article were made for this project, and they do not think",
        lambda: len(ARTICLE.readings) == 3,
    ),
]  # fmt: skip


def one_line(page: str) -> str:
    return " ".join((BOOK / f"{page}.md").read_text("utf-8").split())


@pytest.mark.parametrize(("page", "said", "holds"), FIGURES, ids=[x[1][:50] for x in FIGURES])
def test_a_figure_in_the_prose_is_the_datas(page: str, said: str, holds: Callable[[], bool]):
    assert said in one_line(page)
    assert holds()


def test_what_came_with_the_article_is_told_from_the_text():
    note = ARTICLE.provenance.note
    assert "The five headings" in note
    assert len(HEADINGS) == 5
    assert f"names is {LAST_DAY}" in note


COUNTED = re.compile(
    r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?) "
    r"(?:\w+ )?(?:sections?|sentences|headings|readings|readers|places|marks) of the article\b"
    r"|\balpha (?:is|of|was) \D{0,12}\d",
    re.IGNORECASE,
)


@pytest.mark.parametrize("page", sorted(BOOK.glob("*.md")), ids=lambda page: page.stem)
def test_no_other_count_of_the_article_stands_in_the_prose(page: Path):
    text = one_line(page.stem)
    proved = [said for name, said, _ in FIGURES if name == page.stem]
    for found in COUNTED.finditer(text):
        assert any(found.group() in said for said in proved), found.group()
