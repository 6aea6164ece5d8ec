"""From bytes to sentences and words, with exact offsets into the text as it came.

Nothing is padded, wrapped or normalised: every offset counts code points of the one
verbatim string. `fold` gives a form for comparing that has the same length.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from slantwise.annotation import Span
from slantwise.errors import ContentError

MAX_CHARS = 5_000_000

Kind = Literal["body", "heading"]


class Block(NamedTuple):
    """A paragraph or a heading, without the white space around it."""

    span: Span
    kind: Kind


class Sentence(NamedTuple):
    """One sentence, or one heading, of a text; ``block`` is the position of its block."""

    span: Span
    kind: Kind
    block: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is divided: blocks, and the sentences in them, both in reading order."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> int:
        """Return the position of the last sentence that begins at or before the offset."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.span.start) - 1)


# --- reading ----------------------------------------------------------------------------


def read_text(path: Path) -> str:
    """Return a file's text verbatim: UTF-8, line ends kept, a byte order mark dropped.

    Raises ContentError when the file is missing, is no text, or is larger than `MAX_CHARS`.
    """
    return decode(read_bytes(path, 4 * MAX_CHARS), path)


def read_bytes(path: Path, limit: int) -> bytes:
    """Return what a file holds, and never read more than the limit, whatever it claims to be.

    Raises ContentError when it is missing, cannot be read, or is larger.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        if path.is_dir():
            problem, remedy = "cannot be read (it is a folder)", "Name the files in it: *.txt"
            raise ContentError(path, problem, remedy) from None
        problem = f"cannot be read ({error.strerror})"
        raise ContentError(path, problem, "Check the name and the permissions.") from None
    if len(data) > limit:
        raise ContentError(path, f"the file is larger than {limit:,} bytes", "Check the name.")
    return data


def decode(data: bytes, name: Path | str) -> str:
    """Return UTF-8 bytes as text; ``name`` is what an error calls them.

    Raises ContentError for what is not text.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        line = data.count(b"\n", 0, data.find(b"\0")) + 1
        raise ContentError(name, "this is not a text file", "Save it as plain text.", line=line)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            name, "the text is not UTF-8", "Save it again with the encoding UTF-8.", line=line
        ) from None
    if len(text) > MAX_CHARS:
        raise ContentError(name, "the text is too long", f"The limit is {MAX_CHARS:,} characters.")
    return text


# --- comparing --------------------------------------------------------------------------

_SAME = str.maketrans("’‘ʼ“”‐‑\u00a0", "'''\"\"-- ")


def fold(text: str) -> str:
    """Return the text in lower case with plain quotes, at exactly the same length."""
    low = text.lower()
    if text.isascii():
        return low
    if len(low) != len(text):  # İ becomes two code points; leave such a letter as it is
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_SAME)


def locate(text: str, quote: str) -> Span:
    """Return where a quotation stands in a text.

    Raises ValueError unless it occurs exactly once.
    """
    start = text.find(quote) if quote.strip() else -1
    if start < 0:
        raise ValueError(f"“{quote}” does not occur in the text")
    if text.find(quote, start + 1) >= 0:
        raise ValueError(f"“{quote}” occurs more than once")
    return Span(start, start + len(quote))


# --- words ------------------------------------------------------------------------------

# Python's \w leaves out combining marks; a word keeps its accents and vowel signs.
_LETTER = (
    r"[^\W_]"
    r"[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f]*"
)
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’‐‑-](?:{_LETTER})+)*")


def words(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the words of a text, or of a part of it; hyphens and apostrophes join."""
    start, end = (within.start, within.end) if within else (0, len(text))
    return (Span(*match.span()) for match in _WORD.finditer(text, start, end))


# --- blocks -----------------------------------------------------------------------------

_LINE = re.compile(r"\S(?:[^\r\n\u2028\u2029]*\S)?")  # without the white space around it
_BLANK = re.compile(r"\n[ \t]*\r?\n")
_HEADING = 120  # a longer line is no heading
_WRAP = 100  # where a text has blank lines, paragraphs of lines no longer may be hard-wrapped
_WIDE = 40  # beside longer lines, only such lines are
_ITEM = re.compile(r"(?:[-*•‣]|\d{1,2}[.)])\s")  # an item of a list goes on from nothing
_SMALL = frozenset(
    "a an the and or but nor of in on at to for from by with as via over into is are was".split()
)


def _continues(text: str, before: int, after: int, wrapped: bool) -> bool:
    """Tell whether the line break at [before, after) stands inside a paragraph.

    Asked only where text is hard-wrapped, or goes on with a small letter.
    """
    if not wrapped and text[before - 1] in '.!?:;”"':
        return False
    gap = text[before:after]
    return gap == "\n" or len(gap.replace("\r\n", "\n").splitlines()) <= 1


def _is_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a line standing alone is a heading: short, and titled or labelled."""
    if text[end - 1] in ".,;!…":
        return False
    line = text[start:end]
    heads = _WORD.findall(line)
    if "\n" in line or not heads or len(heads) > 16:
        return False
    if line.endswith(":"):
        return len(heads) <= 6
    big = [w for w in heads if fold(w) not in _SMALL]
    capitals = sum(not w[0].islower() for w in big)
    return bool(big) and heads[0][0].isupper() and capitals >= 0.75 * len(big)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where lines that belong together begin and end."""
    lines = [match.span() for match in _LINE.finditer(text)]
    wrapped = _wrapped(text, lines) if _BLANK.search(text) else frozenset[int]()
    groups = lines[:1]
    for start, end in lines[1:]:
        first, last = groups[-1]
        goes_on = start in wrapped
        if (goes_on or text[start].islower()) and _continues(text, last, start, goes_on):
            groups[-1] = (first, end)
        else:
            groups.append((start, end))
    return groups


def _wrapped(text: str, lines: list[tuple[int, int]]) -> frozenset[int]:
    """Return where lines begin that go on a paragraph which some program has broken.

    Each paragraph is looked at by itself: one long line elsewhere says nothing about it.
    """
    least = 0 if all(end - start <= _WRAP for start, end in lines) else _WIDE
    found: list[int] = []
    together = lines[:1]
    for line in lines[1:]:
        if text.count("\n", together[-1][1], line[0]) > 1:
            if len(together) > 1:
                found.extend(_going_on(text, together, least))
            together = []
        together.append(line)
    found.extend(_going_on(text, together, least))
    return frozenset(found)


def _going_on(text: str, lines: list[tuple[int, int]], least: int) -> Iterator[int]:
    """Yield where all but the first of some lines begin, if they fill the width that they have."""
    longest = max((end - start for start, end in lines), default=0)
    if longest > _WRAP or any(end - start < least for start, end in lines[:-1]):
        return
    for (start, end), (after, until) in pairwise(lines):
        word = len(text[after:until].split(None, 1)[0])
        if end - start + word < 2 * longest // 3:
            return
    yield from (start for start, end in lines[1:] if not _ITEM.match(text, start, end))


def _blocks(text: str) -> list[Block]:
    groups = _paragraphs(text)
    alone = len(groups) == 1  # a single line is somebody's sentence, however it is written
    blocks = []
    for start, end in groups:
        heading = not alone and end - start <= _HEADING and _is_heading(text, start, end)
        blocks.append(Block(Span(start, end), "heading" if heading else "body"))
    return blocks


# --- sentences --------------------------------------------------------------------------

# One mark, then up to seven: `re` finds a single set of characters far faster than a repeat.
# The numbers of notes may stand behind: "It sold well.[3][4] Mori was born in Kobe."
_STOP = re.compile(r"[.!?…][.!?…]{0,7}[\"'”’»)\]]{0,4}(?:\[[^\[\]\n]{1,24}\]){0,5}(?=\s)")
_MARKS = frozenset(".!?…")  # “… the U.S.? Everybody knows.”
_NEXT = re.compile(r"\s+[\"'“‘«(\[—–-]{0,4}\s?")
_LAST = re.compile(r"[\w.&'’-]{1,24}$")
_INITIALS = re.compile(r"[^\W\d_](\.[^\W\d_]){0,4}")
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof st gen col lt sgt capt cmdr adm maj rep sen gov pres hon rev fr sr "
    "messrs vs v cf e.g i.e viz no nos art arts para paras fig figs vol pp p ed eds approx ca dept "
    "univ jan feb mar apr jun jul aug sep sept oct nov dec mt ft".split()
)
_ALSO_WORDS = frozenset("no art mar may fig ed".split())  # abbreviations only before a number
_SOMETIMES_LAST = frozenset(
    "etc inc ltd co corp bros jr sr al a.m p.m u.s u.k u.n e.u d.c u.s.a u.s.s.r ph.d".split()
)
_STARTERS = frozenset(
    "the a an it he she they we i you this that these those in on at but and so yet if when while "
    "after before since there here his her their its our my for as to by with from however "
    "meanwhile although though what who why how where some many most no not now then".split()
)


def _ends_sentence(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Decide whether the marks at [stop, after) end the sentence that began at ``start``."""
    gap = _NEXT.match(text, after) if after < end else None
    if gap is None or gap.end() >= end:
        return True
    following = text[gap.end()]
    if following.islower():
        return False
    if text[stop] != "." or text[stop + 1 : stop + 2] in _MARKS:
        return True
    word, whole = _word_before(text, start, stop)
    if whole and word.isdigit():
        return False  # "1. First of all"
    if word in _NEVER_LAST:
        return word in _ALSO_WORDS and not following.isdigit()
    initials = (len(word) == 1 or "." in word) and _INITIALS.fullmatch(word)
    if initials or word in _SOMETIMES_LAST:
        head = _WORD.match(text, gap.end())
        starts = head is not None and fold(head.group()) in _STARTERS
        return starts and not (len(word) == 1 and word != "i")
    return True


def _word_before(text: str, start: int, stop: int) -> tuple[str, bool]:
    """Return the folded word before a stop, and whether the sentence is nothing else."""
    last = text[max(start, stop - 24) : stop].rpartition(" ")[2]
    if last.isalpha():  # nearly always, and quickly
        return fold(last), False
    match = _LAST.search(text, max(start, stop - 24), stop)
    return (fold(match.group()).strip("'-"), match.start() == start) if match else ("", False)


def _sentence_spans(text: str, block: Span, stops: list[tuple[int, int]]) -> Iterator[Span]:
    """Yield the sentences of a block, in which marks that may end one stand at ``stops``."""
    start = block.start
    for stop, after in stops:
        if _ends_sentence(text, start, stop, after, block.end):
            if after == block.end:
                break
            yield Span(start, after)
            start = after
            while text[start].isspace():  # a block ends with something else
                start += 1
    yield block if start == block.start else Span(start, block.end)


def layout(text: str) -> Layout:
    """Divide a text into blocks and sentences; linear in its length."""
    blocks, sentences, first = tuple(_blocks(text)), list[Sentence](), 0
    stops = [match.span() for match in _STOP.finditer(text)]  # at once: many blocks are short
    for i, (block, kind) in enumerate(blocks):
        behind = first
        while behind < len(stops) and stops[behind][0] < block.end:
            behind += 1
        inside, first = stops[first:behind], behind
        if kind == "heading" or not inside or inside[0][1] == block.end:
            sentences.append(Sentence(block, kind, i))
        else:
            spans = _sentence_spans(text, block, inside)
            sentences.extend([Sentence(span, kind, i) for span in spans])
    return Layout(blocks, tuple(sentences))
