"""The exercises in the order in which a learner meets them: page by page through the book."""

import re
from collections.abc import Iterator
from pathlib import Path

from slantwise.contents import named_pages
from slantwise.exercises.load import list_exercises
from slantwise.strings import say
from slantwise.text import read_text

_SHOWN = re.compile(r'^exercise\("([^"]+)"', re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def in_book_order(root: Path) -> list[str]:
    """Return the ids of all exercises as the book shows them; what it does not show comes last."""
    known = list_exercises(root)
    shown = [id for _, source in _pages(root) for id in _SHOWN.findall(source) if id in known]
    return list(dict.fromkeys([*shown, *known]))


def page_names(root: Path) -> dict[str, str]:
    """Return what each page of the book is called, a chapter with its number."""
    return {
        page: _named(page, title.group(1).strip())
        for page, source in _pages(root)
        if (title := _TITLE.search(source))
    }


def _named(page: str, title: str) -> str:
    number = page.partition("-")[0]
    return say("course.named", number=int(number), title=title) if number.isdigit() else title


def _pages(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the pages of the contents, by name and with their source."""
    contents = root / "book" / "_toc.yml"
    for _, name in named_pages(read_text(contents)) if contents.is_file() else ():
        page = root / "book" / f"{name}.md"
        if page.is_file():
            yield page.stem, read_text(page)
