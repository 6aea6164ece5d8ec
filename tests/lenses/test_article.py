"""The article of the first lesson: what its close readers agree on, and what they call fair."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from slantwise.annotation import Span
from slantwise.lenses import annotate

FOLDER = Path(__file__).resolve().parents[2] / "articles" / "kosovo-1244"
TEXT = (FOLDER / "article.txt").read_bytes().decode("utf-8")
DOC = annotate(TEXT)
READERS = "abc"


def units(reader: str) -> list[dict[str, object]]:
    lines = (FOLDER / "readings" / f"{reader}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def marks(reader: str, what: str) -> Iterator[Span]:
    for unit in units(reader):
        for mark in unit[what]:  # type: ignore[attr-defined]
            yield Span(mark["start"], mark["end"])


MARKED = {
    lens: {reader: list(marks(reader, lens)) for reader in READERS}
    for lens in ("loaded", "framing")
}


def shared(lens: str, readers: int) -> list[Span]:
    """Return the spans that at least so many readers mark, as each of them drew it."""
    spans = MARKED[lens]
    return [
        span
        for mine in spans.values()
        for span in mine
        if sum(any(span.overlaps(s) for s in theirs) for theirs in spans.values()) >= readers
    ]


def found(span: Span) -> bool:
    """Tell whether the machine marks at least half of a span, or lies mostly within it."""
    for a in DOC.annotations:
        if a.lens == "unsourced":
            continue
        for mine in a.spans:
            common = min(span.end, mine.end) - max(span.start, mine.start)
            if common * 2 >= min(span.end - span.start, mine.end - mine.start):
                return True
    return False


@pytest.mark.parametrize(
    ("lens", "readers", "share"),
    [("loaded", 3, 0.92), ("loaded", 2, 0.9), ("framing", 3, 0.95), ("framing", 2, 0.84)],
)
def test_what_readers_agree_on_is_found(lens: str, readers: int, share: float) -> None:
    core = shared(lens, readers)
    assert sum(map(found, core)) >= share * len(core), [s.of(TEXT) for s in core if not found(s)]


def test_what_readers_call_fair_is_left_alone() -> None:
    marked = [s for spans in MARKED.values() for mine in spans.values() for s in mine]
    fair = [s for r in READERS for s in marks(r, "fair") if not any(s.overlaps(m) for m in marked)]
    flagged = [
        s.of(TEXT)
        for s in fair
        if any(s.overlaps(m) for a in DOC.annotations if a.lens != "unsourced" for m in a.spans)
    ]
    assert len(flagged) < 0.1 * len(fair), flagged


def test_headings_are_not_asked_for_sources() -> None:
    headings = [s.span for s in DOC.layout.sentences if s.kind == "heading"]
    asked = [a.spans[0] for a in DOC.annotations if a.lens == "unsourced"]
    assert headings
    assert asked
    assert not any(h.overlaps(a) for h in headings for a in asked)


SIDES = [
    ("Serbia", "Kosovo"),
    ("Serbian", "Kosovar"),
    ("Russia", "France"),
    ("Russian", "French"),
    ("Moscow", "London"),
]


def test_the_names_of_the_sides_make_no_difference() -> None:
    swap = {a: b for pair in SIDES for a, b in (pair, pair[::-1])}
    pattern = re.compile(rf"\b({'|'.join(sorted(swap, key=len, reverse=True))})\b")
    swapped = annotate(pattern.sub(lambda m: swap[m[1]], TEXT))
    before = [(a.lens, a.label, a.by, a.neutral) for a in DOC.annotations]
    after = [(a.lens, a.label, a.by, a.neutral) for a in swapped.annotations]
    assert before == after
    assert [c.kind for c in DOC.claims] == [c.kind for c in swapped.claims]
    assert [c.source for c in DOC.claims] == [c.source for c in swapped.claims]
