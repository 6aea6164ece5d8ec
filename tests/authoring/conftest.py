"""A course to bring texts into, and texts to bring."""

import io
import zipfile
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
RIVER = """\
The Council and the River

On Tuesday the town council of Lower Ferring voted to build a new bridge over the river. The vote was eleven to six. The old bridge was opened in 1931 and was made for carts and small vans. Residents may look at the plans in the library until 9 May.

Nobody in their right mind can deny that the old bridge is a disgrace. For thirty years cynical officials have squandered public money on pet projects. The so-called experts of the heritage society, who bullied the council into silence in 2014, are at it again with their hysterical campaign.

What the Figures Say

The council published a count of traffic on 3 March 2024. It shows that 8,400 vehicles cross the bridge on a working day, and that 310 of them are lorries. In 1998 the number was 5,100. The report was written by two engineers of the county and may be read in the library.
"""  # noqa: E501 - a paragraph is a line

Course = Path


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course without articles: two pages and their contents."""
    root = tmp_path / "course"
    for name in ("articles", "exercises", "book"):
        (root / name).mkdir(parents=True)
    (root / "_config.yml").touch()
    (root / "book" / "_toc.yml").write_text(TOC, encoding="utf-8")
    for page in ("index", "one", "about"):
        (root / "book" / f"{page}.md").write_text(f"# {page}\n", encoding="utf-8")
    return root


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(RIVER, encoding="utf-8", newline="")
    return path


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """`bring("a.html", data)` writes a file outside the course."""

    def write(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a course with its bytes."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


# --- Word files -------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0"?>'
PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'{_HEAD}<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" '
    'w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
}


def packed(parts: dict[str, str]) -> bytes:
    """A zip file of parts."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return memory.getvalue()


def docx(body: str, declares: str = "") -> bytes:
    """A Word file with this body."""
    document = f'{_HEAD}{declares}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return packed({**PARTS, "word/document.xml": document})


def paragraph(text: str, heading: bool = False) -> str:
    """A paragraph of a Word file."""
    style = '<w:pPr><w:pStyle w:val="H1"/></w:pPr>' if heading else ""
    return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"
