"""A course to bring texts into, and texts to bring."""

from collections.abc import Callable
from pathlib import Path

import pytest

TOC = """\
# The contents; this remark must stay.
format: jb-book
root: index
parts:
  - caption: The course
    chapters:
      - file: one  # and this one
  # About the book itself.
  - caption: Behind the course
    chapters:
      - file: about
"""
FIGURES = """
What the Figures Say

The council published a count of traffic on 3 March 2024. It shows that 8,400 vehicles cross \
the bridge on a working day, and that 310 of them are lorries. In 1998 the number was 5,100. The \
report was written by two engineers of the county and may be read in the library.
"""


@pytest.fixture
def course(bare_course: Path) -> Path:
    """A course without articles: three pages and their contents."""
    (bare_course / "book" / "_toc.yml").write_text(TOC, encoding="utf-8")
    for page in ("index", "one", "about"):
        (bare_course / "book" / f"{page}.md").write_text(f"# {page}\n", encoding="utf-8")
    return bare_course


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """`bring("a.html", data)` writes a file outside the course."""

    def write(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


@pytest.fixture
def river(river: Path) -> Path:
    """A plain text with two headings, loaded words and figures."""
    river.write_text(river.read_text("utf-8") + FIGURES, encoding="utf-8")
    return river


@pytest.fixture
def snapshot(course: Path) -> Callable[[], dict[str, bytes]]:
    """`snapshot()` is every file of the course with its bytes."""

    def take() -> dict[str, bytes]:
        files = (path for path in course.rglob("*") if path.is_file())
        return {str(path.relative_to(course)): path.read_bytes() for path in files}

    return take
