"""Which pages the table of contents of the book names, read as lines so that each has a number."""

import re
from collections.abc import Iterator

_PAGE = re.compile(r"^\s*(?:- )?\s*(?:root|file): *[\"']?([^\s\"'#]+)")


def named_pages(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name, without ``.md``, of each page that a ``_toc.yml`` names."""
    for number, line in enumerate(source.split("\n"), start=1):
        if match := _PAGE.match(line):
            yield number, match.group(1).removesuffix(".md")
