"""From a file that somebody brings to plain text with its headings.

The file may come from anybody. So every format has a limit, nothing in it is run or fetched,
and what cannot be read is refused in one line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag, UnicodeDammit
from bs4.element import Comment, NavigableString, PageElement, PreformattedString
from markdown_it import MarkdownIt

from slantwise.annotation import Span
from slantwise.authoring.docx import docx_html
from slantwise.errors import ContentError
from slantwise.text import decode, layout, read_bytes

MAX_CHARS = 100_000  # some 16,000 words: far more than a course can read closely
_MAX_BYTES = 2_000_000
_MAX_HTML = 6 * MAX_CHARS  # text and bare tags
_MAX_PARAGRAPH = 10_000
_MAX_DOCX = 20_000_000  # pictures count here, and are left out
_SUFFIXES = {
    "": "text", ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its headings, and the title that it gives itself ("" for none)."""

    text: str
    headings: tuple[Span, ...]
    title: str
    form: str


def read_source(path: Path) -> Source:
    """Read a text, Markdown, HTML or DOCX file.

    Plain text is kept verbatim; of the others the words remain, a line for each paragraph.
    Raises ContentError for a file that is missing, too large, of another kind, or empty.
    """
    form = _SUFFIXES.get(path.suffix.lower())
    if form is None:
        remedy = "Save it as text (.txt), Markdown (.md), HTML (.html) or Word (.docx)."
        raise ContentError(path, f"files of the kind “{path.suffix}” cannot be read", remedy)
    data = read_bytes(path, _MAX_DOCX if form == "docx" else _MAX_BYTES)
    source = _plain(decode(data, path)) if form == "text" else _paragraphs(_html(data, form, path))
    if not source.text.strip():
        raise ContentError(path, "there is no text in it", "Put some words into it.")
    if len(source.text) > MAX_CHARS:
        problem = f"the text has {len(source.text):,} characters; the limit is {MAX_CHARS:,}"
        raise ContentError(path, problem, "Bring the part that you want to read closely.")
    return Source(source.text, source.headings, source.title, form)


def _plain(text: str) -> Source:
    blocks = layout(text[: MAX_CHARS + 1]).blocks
    headings = tuple(block.span for block in blocks if block.kind == "heading")
    title = headings[0].of(text) if headings and headings[0] == blocks[0].span else ""
    return Source(text, headings, title, "text")


_FRONT = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def _html(data: bytes, form: str, path: Path) -> BeautifulSoup:
    """Return a file of any of the three forms as a tree of HTML."""
    try:
        if form == "html":
            # From bytes: the page may declare another encoding than UTF-8.
            return _parsed(UnicodeDammit(data, is_html=True).unicode_markup or "")
        if form == "docx":
            return _parsed(docx_html(data, path))
        source = _FRONT.sub("", decode(data, path), count=1)
        _refuse_long_paragraphs(source, path)
        return _parsed(MarkdownIt("commonmark").render(source))
    except (RecursionError, AssertionError, ValueError) as error:
        why = " ".join(str(error).split())[:80] or type(error).__name__
        problem = f"the file cannot be taken apart: {why}"
        raise ContentError(path, problem, "Copy its words into a plain text file.") from None


def _refuse_long_paragraphs(source: str, path: Path) -> None:
    """Refuse what would keep the Markdown parser busy: its time grows with the square."""
    long = max(map(len, re.split(r"\n[ \t]*\r?\n", source)))
    if long > _MAX_PARAGRAPH or len(source) > 2 * MAX_CHARS:
        problem = f"a paragraph has {long:,} characters, or the file has {len(source):,}"
        remedy = "Bring a shorter part, or save it as plain text."
        raise ContentError(path, problem, remedy)


def _parsed(html: str) -> BeautifulSoup:
    """Parse HTML; raises ValueError where it holds far more than an article."""
    thin = thinned(html)
    if len(thin) > _MAX_HTML:
        raise ValueError(f"{len(thin):,} characters of text and tags")
    return BeautifulSoup(thin, "html.parser")


# --- before the parser ------------------------------------------------------------------

_UNREAD = (
    ("<!--", "-->"),
    ("<script", "</script"),
    ("<style", "</style"),
    ("<!", ">"),
    ("<?", ">"),
)
_OPENS = re.compile(r"<!--|<!|<\?|<script\b|<style\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]{0,20})(?:[\s/][^<>]*)?>|<")


def thinned(html: str) -> str:
    """Return HTML with nothing left but its text and bare tags, in one pass.

    Python's parser takes time with the square of the length for what is opened and never
    closed; a page of two megabytes can keep it busy for hours.
    """
    return _TAG.sub(lambda tag: f"<{tag[1]}>" if tag[1] else "&lt;", _readable(html))


def _readable(html: str) -> str:
    """Return HTML without comments, declarations, scripts and styles, closed or not."""
    low, kept, at = html.lower(), [], 0
    if len(low) != len(html):  # İ becomes two; offsets must stay
        low = html
    while match := _OPENS.search(html, at):
        kept.append(html[at : match.start()])
        opened = match.group().lower()
        closing = dict(_UNREAD)[opened]
        end = low.find(closing, match.end())
        end = end if end < 0 or closing.endswith(">") else low.find(">", end)
        if end < 0:
            return "".join(kept)
        at = html.index(">", end) + 1
    return "".join([*kept, html[at:]])


# --- from a tree to paragraphs ----------------------------------------------------------

_SKIP = frozenset(
    "script style template noscript head title nav aside form button select iframe object svg math "
    "figure audio video canvas dialog".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer blockquote pre ul ol li dl dt dd table tr td th "
    "h1 h2 h3 h4 h5 h6 hr br body html address hgroup figcaption caption details summary".split()
)
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _paragraphs(soup: BeautifulSoup) -> Source:
    """Return the words of a page's main part, a line for each paragraph."""
    lines: list[str] = []
    headings: list[Span] = []
    at = 0
    for head, words in _pieces(_main(soup)):
        if head:
            headings.append(Span(at, at + len(words)))
        lines.append(words)
        at += len(words) + 2
    named = soup.title.get_text() if soup.title else ""
    first = headings[0].of("\n\n".join(lines)) if headings and headings[0].start == 0 else ""
    title = first or " ".join(named.split())
    return Source("\n\n".join(lines) + "\n" if lines else "", tuple(headings), title, "html")


def _main(soup: BeautifulSoup) -> Tag:
    """Return the one article of a page, else its main part, else all of it."""
    articles = soup.find_all("article")
    if len(articles) == 1 and isinstance(articles[0], Tag):
        return articles[0]
    return soup.find("main") or soup.body or soup


def _pieces(root: Tag) -> Iterator[tuple[bool, str]]:
    """Yield each paragraph's words, and whether it is a heading."""
    words: list[str] = []
    head = False
    for step in _walk(root):
        if isinstance(step, str):
            words.append(step)
            continue
        if said := " ".join("".join(words).split()):
            yield head, said
        words, head = [], step
    if said := " ".join("".join(words).split()):
        yield head, said


def _walk(root: Tag) -> Iterator[str | bool]:
    """Yield the text of a tree, and between blocks whether a heading begins.

    With a stack of its own: a page may be nested more deeply than Python may call.
    """
    stack: list[PageElement | bool] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, bool):
            yield node
        elif isinstance(node, NavigableString):
            if not isinstance(node, Comment | PreformattedString):
                yield str(node)
        elif isinstance(node, Tag) and node.name not in _SKIP:
            if node.name in _BLOCKS:
                yield node.name in _HEADS
                stack.append(False)
            stack.extend(reversed(node.contents))
