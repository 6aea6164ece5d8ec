"""Articles made for a test, and a parser that tells elements from text."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from slantwise.annotation import Span
from slantwise.articles import Article, Provenance, Section
from slantwise.exercises.load import Exercise, load_exercise
from slantwise.text import layout


@pytest.fixture(scope="session")
def article_of() -> Callable[[str], Article]:
    """`article_of(text)` is an article of one section without readings."""

    def make(text: str) -> Article:
        section = Section("text", "T", Span(0, max(1, len(text))))
        return Article("x", "T", "en", text, layout(text), (section,), Provenance(), ())

    return make


@pytest.fixture(scope="session")
def loaded_opening(root: Path) -> Exercise:
    return load_exercise("loaded-opening", root)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, and the text of each paragraph."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == [], "an element is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), "an attribute stands twice"
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag == "p":
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "p" in self.open and "a" not in self.open:  # less the numbers of the notes
            self.blocks[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


@pytest.fixture(scope="session")
def page_of() -> type[Page]:
    """`page_of(html)` parses it."""
    return Page
