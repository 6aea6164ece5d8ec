"""From bytes to blocks, sentences and words: nothing lost, nothing moved, nothing slow."""

import json
import sys
import time
import unicodedata
from collections import deque
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from slantwise.annotation import Span
from slantwise.articles import load_article
from slantwise.errors import ContentError
from slantwise.text import MAX_CHARS, decode, fold, layout, locate, read_text, words


def sentences(text: str) -> list[str]:
    return [s.span.of(text) for s in layout(text).sentences]


def blocks(text: str) -> list[tuple[str, str]]:
    return [(b.kind, b.span.of(text)) for b in layout(text).blocks]


# --- the article ------------------------------------------------------------------------

HEADINGS = [
    "Serbia’s Ambitions to Occupy the North of Kosovo and Legitimize it through Resolution 1244",
    "The Banjska Attack as a Diplomatic-Military Scenario",
    "What was Serbia’s Plan in Banjska to Trigger the Partition of Kosovo?",
    "How Russia Manipulated the West with a “Pro-Western” Serbia",
    "Conclusions:",
]


@pytest.fixture(scope="module")
def article(root: Path) -> str:
    return read_text(root / "articles" / "kosovo-1244" / "article.txt")


def test_the_article_is_whole_and_divided_as_people_divide_it(article: str):
    found = layout(article)
    assert len(article) == 10_634
    assert [s.span.of(article) for s in found.sentences if s.kind == "heading"] == HEADINGS
    assert sum(s.kind == "body" for s in found.sentences) == 57


def test_the_sentences_of_the_article_are_the_units_of_reading_a(root: Path, article: str):
    reading = root / "articles" / "kosovo-1244" / "readings" / "a.jsonl"
    units = [json.loads(line) for line in reading.read_text("utf-8").splitlines()]
    assert [(s.kind, s.span) for s in layout(article).sentences] == [
        (unit["kind"], Span(unit["start"], unit["end"])) for unit in units
    ]


@pytest.mark.parametrize(
    "kept",
    [
        "Resolution 1244. Serbia\nwould fully exploit this circumstance",
        "to protect Kosovo”s sovereignty",
        "international intervention—both diplomatically",
    ],
)
def test_the_peculiarities_of_the_article_survive(article: str, kept: str):
    assert article.count(kept) == 1


def test_the_sentence_across_a_line_break_is_one(article: str):
    (across,) = [s for s in sentences(article) if "\n" in s]
    assert across.startswith("Serbia\nwould fully exploit")
    assert across.endswith("Annex 2 of the resolution.")


def test_sentence_at_finds_the_sentence_that_holds_an_offset(article: str):
    found = layout(article)
    for i, sentence in enumerate(found.sentences):
        assert found.sentence_at(sentence.span.start) == i
        assert found.sentence_at(sentence.span.end - 1) == i
    assert layout("").sentence_at(0) == 0


# --- sentences --------------------------------------------------------------------------

# Where a bar stands, a new sentence begins.
DIVIDED = """
Mr. Smith went. | He left.
Prof. Dr. Lt. Col. St. John spoke. | Gen. Grant listened.
J. K. Rowling and J.R.R. Tolkien wrote. | They rest.
Who trusts the U.S.? | Everybody does.
The U.S. Army came. | It left.
He lives in the U.S. | The army left.
In the U.S. President Biden spoke.
It ended at 5 p.m. | The rest is known.
He sold milk, bread, etc. | The shop closed.
Acme Inc. announced it. | Acme Inc. | The firm is old.
See No. 5, Arts. 4 and 6, and Fig. 2. | Done.
He said no. | Then he left.
That was a work of art. | Nobody bought it.
On Jan. 5 and Sept. 13, 2024, it rained. | It stopped in May. | Then it snowed.
It cost 3.5 dollars. | Version 1.2.3 is free.
He was born in 1999. | She was born later.
Resolution 1244. | It says so.
So do I. | The end.
It relies on Annex 2. | Serbia left. | Kosovo scored 5. | “Well done.”
Smith v. Jones was decided. | Nobody won.
Some rivers, e.g. The Thames, are long. | Others, i.e. Most, are not.
He waited... | Then he left.
He waited... and left. | So did she.
He waited… and left.
What? | No! | Yes.
Wait!! | What?! | “Really?” he asked.
“Go.” | He went.
He said “Go.” and went.
He said: ‘Stop.’ | Then he left.
“I know.” | “Do you?”
(It was late.) | He slept.
It was late (at 5 a.m.). | He slept.
He paused. | – Then he spoke.
1. First of all. | 2. Second thing here.
www.example.org is down. | Try example.com instead.
No stop at the end
"""


@pytest.mark.parametrize("line", DIVIDED.strip().splitlines())
def test_a_sentence_ends_where_a_reader_would_end_it(line: str):
    assert sentences(line.replace(" | ", " ")) == line.split(" | ")


# --- blocks -----------------------------------------------------------------------------

BODY, HEADING = "body", "heading"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t\r\n\u2003 ", [], id="only white space"),
        pytest.param("One Line Only", [(BODY, "One Line Only")], id="one line is nobody's heading"),
        pytest.param(
            "A Title Here\r\nIt begins.\r\n\r\nIt ends.\r\n",
            [(BODY, "A Title Here\r\nIt begins."), (BODY, "It ends.")],
            id="CRLF, hard-wrapped",
        ),
        pytest.param(
            "It was broken by\nsome program. Then\nit went on.\nA new paragraph.",
            [
                (BODY, "It was broken by\nsome program. Then\nit went on."),
                (BODY, "A new paragraph."),
            ],
            id="soft wraps without blank lines",
        ),
        pytest.param(
            "He came to\nKosovo in May.\n\nShe came to\nSerbia in June.",
            [(BODY, "He came to\nKosovo in May."), (BODY, "She came to\nSerbia in June.")],
            id="hard-wrapped with blank lines",
        ),
        pytest.param(
            "He came to a small town that lies far away\nin Kosovo in spring, and in the month of\n"
            "May he left.\n\n" + "x" * 120,
            [
                (
                    BODY,
                    "He came to a small town that lies far away\nin Kosovo in spring, and in "
                    "the month of\nMay he left.",
                ),
                (BODY, "x" * 120),
            ],
            id="hard-wrapped beside a long line, such as an address",
        ),
        pytest.param(
            "- One of these\n- Two of these\n\n1. Three of them\n2. Four of them",
            [
                (BODY, "- One of these"),
                (BODY, "- Two of these"),
                (BODY, "1. Three of them"),
                (BODY, "2. Four of them"),
            ],
            id="the items of a list",
        ),
        pytest.param(
            "Stop.\nNobody in the whole town knew when the bridge would open\n\nShe left",
            [
                (BODY, "Stop."),
                (BODY, "Nobody in the whole town knew when the bridge would open"),
                (BODY, "She left"),
            ],
            id="lines that leave room for the next word are not wrapped",
        ),
        pytest.param(
            "He came to\nKosovo in May.\n \t\nShe came to\nSerbia in June.",
            [(BODY, "He came to\nKosovo in May."), (BODY, "She came to\nSerbia in June.")],
            id="blank lines that hold spaces",
        ),
        pytest.param(
            "# The Great Plan\n\nIt failed.\n\n## What Came After\n\nNothing.",
            [
                (HEADING, "# The Great Plan"),
                (BODY, "It failed."),
                (HEADING, "## What Came After"),
                (BODY, "Nothing."),
            ],
            id="Markdown headings",
        ),
        pytest.param(
            "Conclusions:\nThe plan failed.\nSummary\nIt did.",
            [
                (HEADING, "Conclusions:"),
                (BODY, "The plan failed."),
                (HEADING, "Summary"),
                (BODY, "It did."),
            ],
            id="headings by their form",
        ),
        pytest.param(
            "the plan failed\nNobody Knew Why!\nHe Left, She Stayed,",
            [(BODY, "the plan failed"), (BODY, "Nobody Knew Why!"), (BODY, "He Left, She Stayed,")],
            id="short lines that are no headings",
        ),
        pytest.param(
            "The Plan That Failed in May\nThe Plan nobody Wanted to Buy\nThe Plan all men hate",
            [
                (HEADING, "The Plan That Failed in May"),
                (HEADING, "The Plan nobody Wanted to Buy"),
                (BODY, "The Plan all men hate"),
            ],
            id="three quarters of a heading's words are capitals, less the little ones",
        ),
        pytest.param(
            "A" * 120 + "\n" + "A" * 121 + "\n" + "B " * 16 + "\n" + "B " * 17,
            [
                (HEADING, "A" * 120),
                (BODY, "A" * 121),
                (HEADING, "B " * 15 + "B"),
                (BODY, "B " * 16 + "B"),
            ],
            id="a heading is short",
        ),
        pytest.param(
            "what six of them then said:\nyes, and a good deal more besides:\nNo.",
            [
                (HEADING, "what six of them then said:"),
                (BODY, "yes, and a good deal more besides:"),
                (BODY, "No."),
            ],
            id="a label is a heading, a clause is none",
        ),
        pytest.param(
            "שלום עולם.\nעוד משפט כאן.",
            [(BODY, "שלום עולם."), (BODY, "עוד משפט כאן.")],
            id="right to left",
        ),
        pytest.param("A b.\u2028C d.", [(BODY, "A b."), (BODY, "C d.")], id="U+2028"),
        pytest.param("A b.\rC d.", [(BODY, "A b."), (BODY, "C d.")], id="lone CR"),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]):
    assert blocks(text) == expected


# --- code points ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "Kosovo’s",
        "Kosovo's",
        "well-organized",
        "cafe\u0301",
        "Việt",
        "Zvečan",
        "İstanbul",
        "हिन्दी",
        "العَرَبِيَّة",
        "𝔄𝔅",
        "Straße",
        "O’Neill-Smith",
        "1244",
    ],
)
def test_a_word_is_one_word_wherever_it_stands(word: str):
    for before, after in [("", ""), ("👩‍💻 ", " 🇽🇰"), ("“", "”, "), ("\r\n", "\r\n"), ("—", "—")]:
        text = before + word + after
        assert [s.of(text) for s in words(text)] == [word]
        assert locate(text, word) == Span(len(before), len(before) + len(word))


@pytest.mark.parametrize("text", ["", "👩‍💻 🇽🇰", "_ — … ”", "\u0301", "-'-"])
def test_what_holds_no_letter_holds_no_word(text: str):
    assert list(words(text)) == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“Kosovo’s” ‑ \u00a0X", '"kosovo\'s" -  x'),
        ("İSTANBUL Straße", "İstanbul straße"),
        ("ǅ ΑΣ", "ǆ ας"),
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text) == folded


def test_fold_keeps_the_length_of_every_character():
    every = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) != "Cs"]
    assert [c for c in every if len(fold(c)) != 1] == []
    assert len(fold("".join(every))) == len(every)


@pytest.mark.parametrize(
    ("text", "quote", "problem"),
    [
        ("a b", "c", "“c” does not occur"),
        ("a b a", "a", "“a” occurs more than once"),
        ("aaa", "aa", "“aa” occurs more than once"),
        ("a b", "", "“” does not occur"),
        ("a b", " ", "“ ” does not occur"),
        ("Kosovo’s", "Kosovo's", "does not occur"),
    ],
)
def test_a_quotation_is_found_once_or_not_at_all(text: str, quote: str, problem: str):
    with pytest.raises(ValueError, match=problem):
        locate(text, quote)


# --- reading ----------------------------------------------------------------------------


def test_a_text_is_read_verbatim_less_its_byte_order_mark(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + "a\r\n”b\u2028\r\ufeff".encode())
    assert read_text(file) == "a\r\n”b\u2028\r\ufeff"


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"one\ntw\0o", 2, "not a text file"),
        ("one\n".encode("utf-16"), 1, "not UTF-8"),
        (b"one\ntwo\nthr\xe9e", 3, "not UTF-8"),
        (b"\xef\xbb\xbf\n\n\n\xff", 4, "not UTF-8"),
        (b"\xed\xa0\x80", 1, "not UTF-8"),
        (b"a" * (MAX_CHARS + 1), None, "too long"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes, line: int | None, problem: str):
    with pytest.raises(ContentError, match=problem) as caught:
        decode(data, "a.txt")
    assert caught.value.line == line
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda _: None, "cannot be read"),
        (lambda path: path.mkdir(), "cannot be read"),
        (lambda path: path.write_bytes(b"a" * (4 * MAX_CHARS + 1)), "larger than 20,000,000"),
    ],
    ids=["missing", "a folder", "huge"],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], object], problem: str):
    make(tmp_path / "a.txt")
    with pytest.raises(ContentError, match=problem):
        read_text(tmp_path / "a.txt")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_file_without_an_end_is_not_read_to_it():
    with pytest.raises(ContentError, match="larger than"):
        read_text(Path("/dev/zero"))


# --- any text at all --------------------------------------------------------------------

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("aA zZ.!?…\"'“”’()[]—-:,;#*\n\r\t\u2028\u00a0\u0301İß1й"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=200,
)


@given(HOSTILE)
@example("A.\n\n\x1c\n\x85b.")
@example("\u200d\u2029 .A")
def test_any_text_is_divided_without_loss(text: str):
    found = layout(text)
    for spans in ([b.span for b in found.blocks], [s.span for s in found.sentences]):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(s.of(text) == s.of(text).strip() for s in spans)
        # What no span covers is white space.
        edges = [0, *(edge for s in spans for edge in (s.start, s.end)), len(text)]
        assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()
    for sentence in found.sentences:
        block = found.blocks[sentence.block]
        assert block.span.contains(sentence.span)
        assert block.kind == sentence.kind
    tokens = list(words(text))
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    for token in tokens:
        assert any(s.span.contains(token) for s in found.sentences), token.of(text)
    assert len(fold(text)) == len(text)


@given(HOSTILE, st.integers(0, 200), st.integers(1, 200))
def test_a_part_of_a_text_that_occurs_once_is_found_where_it_stands(text: str, a: int, n: int):
    quote = text[a : a + n]
    try:
        assert locate(text, quote) == Span(a, a + len(quote))
    except ValueError:
        assert not quote.strip() or text.find(quote) != text.rfind(quote)


# --- growth -----------------------------------------------------------------------------

UNITS = {
    "dots": ".",
    "dots, spaced": ". ",
    "ellipses": "…",
    "quotes": '"',
    "closing quotes after a stop": "a.”””””",
    "capitals": "A",
    "initials": "A. ",
    "abbreviations": "Mr. ",
    "brackets": "([",
    "closing brackets": ".)",
    "words": "word ",
    "one long word": "a",
    "hyphens": "a-",
    "accents": "a\u0301\u0301",
    "Devanagari avagraha": "\u093d",
    "spaces": " ",
    "spaced stops": "a.          ",
    "lines": "a.\n",
    "blank lines": "\n",
    "soft wraps": "a\n",
    "CRLF": "A\r\n",
    "dotted İ": "İ",
}
SMALL = 8_000


def cost(text: str) -> float:
    """The processor time it takes, which other programs do not lengthen much."""
    begun = time.process_time()
    layout(text)
    deque(words(text), maxlen=0)
    fold(text)
    return time.process_time() - begun


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_eight_times_the_text_costs_no_more_than_some_eight_times_the_work(unit: str):
    # 8 when the work grows with the length, 64 when it grows with its square. One of several
    # tries is enough, as a busy machine only ever adds.
    text = (unit * SMALL)[:SMALL]
    ratios = (cost(text * 8) / max(cost(text), 0.0005) for _ in range(8))
    assert any(ratio < 24 for ratio in ratios)


def test_a_line_of_a_million_characters_is_divided():
    text = "The cat, e.g. Tom, sat on the mat. " * 30_000
    assert len(sentences(text)) == 30_000


def test_the_course_loads_the_article_with_the_same_layout(root: Path, article: str):
    loaded = load_article("kosovo-1244", root)
    assert (loaded.text, loaded.layout) == (article, layout(article))


def test_the_numbers_of_notes_belong_to_the_sentence_before_them() -> None:
    text = "It sold well.[3][4] Mori was born in Kobe.[citation needed] She died [in] 2011."
    found = [sentence.span.of(text) for sentence in layout(text).sentences]
    assert found == [
        "It sold well.[3][4]",
        "Mori was born in Kobe.[citation needed]",
        "She died [in] 2011.",
    ]
