"""A small course with one article whose text holds emoji, curly quotes and CRLF."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.articles import Article, load_article

TEXT = "The 😀 cruel plan failed.\r\n“Cruel,” she said. The cruel plan’s end.\r\n"
TOML = """\
# A comment that must stay.
id = "small"
title = "A small one"   # and this one
text = "article.txt"
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The root of the course."""
    folder = tmp_path / "course" / "articles" / "small"
    folder.mkdir(parents=True)
    (tmp_path / "course" / "_config.yml").touch()
    (folder / "article.txt").write_bytes(TEXT.encode())
    (folder / "article.toml").write_text(TOML, encoding="utf-8")
    return tmp_path / "course"


@pytest.fixture
def article(course: Path) -> Article:
    return load_article("small", course)


def utf16(text: str, at: int) -> int:
    """A position as JavaScript and Java count it."""
    return len(text[:at].encode("utf-16-le")) // 2


@pytest.fixture
def annotation() -> Callable[..., dict[str, Any]]:
    """`annotation("words", "tag", …)` as Recogito would write it of the small article."""

    def make(words: str, *tags: str, nth: int = 0, comment: str = "Because.") -> dict[str, Any]:
        at = -1
        for _ in range(nth + 1):
            at = TEXT.index(words, at + 1)
        end = at + len(words)
        bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
        quote = {
            "type": "TextQuoteSelector",
            "exact": words,
            "prefix": TEXT[max(0, at - 10) : at],
            "suffix": TEXT[end : end + 10],
        }
        position = {
            "type": "TextPositionSelector",
            "start": utf16(TEXT, at),
            "end": utf16(TEXT, end),
        }
        return {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "creator": {"id": "https://example.com/people/1", "name": "A Person"},
            "body": [*bodies, {"type": "TextualBody", "purpose": "commenting", "value": comment}],
            "target": {"source": "x", "selector": [quote, position]},
        }

    return make
