"""Texts from outside: their words arrive, and nothing else of them does."""

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from slantwise.authoring.convert import MAX_CHARS, Source, read_source
from slantwise.errors import ContentError

Bring = Callable[[str, str | bytes], Path]

# --- Word files -------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0"?>'
RELATIONS = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'{RELATIONS}Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{RELATIONS}Type="{OFFICE}/styles" '
    'Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'{HEAD}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" '
    'w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
}


def packed(parts: dict[str, str]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return memory.getvalue()


def docx(body: str, declares: str = "") -> bytes:
    document = f'{HEAD}{declares}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed({**PARTS, "word/document.xml": document})


def paragraph(text: str, heading: bool = False) -> str:
    style = '<w:pPr><w:pStyle w:val="H1"/></w:pPr>' if heading else ""
    return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"


# --- what arrives -----------------------------------------------------------------------


def heads(source: Source) -> list[str]:
    return [span.of(source.text) for span in source.headings]


def test_plain_text_is_kept_letter_by_letter(bring: Bring):
    text = "A  Heading Here\r\n\r\n\tSome “words”, é 👩‍💻.\r\n"
    source = read_source(bring("a.txt", "\ufeff" + text))
    assert source.text == text
    assert heads(source) == ["A  Heading Here"]
    assert source.title == "A  Heading Here"


PAGE = """<!DOCTYPE html><html><head><title>A title</title><style>p {}</style></head><body>
<nav>Home <a href="x">Menu</a></nav><aside>Buy this</aside>
<article><h1>The &amp; heading</h1><p>One <b>bold</b>
word<br>and a line.</p><script>alert("no")</script><!-- nor this -->
<div>Loose text<ul><li>a point</li></ul>more &lt;b&gt;</div><svg><text>no</text></svg></article>
<footer>All rights</footer></body></html>"""


def test_html_gives_its_article_and_nothing_around_it(bring: Bring):
    source = read_source(bring("a.html", PAGE))
    assert source.text.split("\n\n") == [
        "The & heading",
        "One bold word",
        "and a line.",
        "Loose text",
        "a point",
        "more <b>\n",
    ]
    assert heads(source) == ["The & heading"]
    assert source.title == "The & heading"


def test_a_page_may_declare_another_encoding(bring: Bring):
    page = '<meta charset="iso-8859-1"><title>T</title><p>café</p>'.encode("latin-1")
    source = read_source(bring("a.htm", page))
    assert (source.text, source.title) == ("café\n", "T")


def test_markdown_gives_its_words(bring: Bring):
    text = "---\ntitle: no\n---\n# A *head*\n\nSome [link](x.html) text\non two lines.\n\n- point\n"
    source = read_source(bring("a.md", text + "\n<script>alert(1)</script>\n"))
    assert source.text == "A head\n\nSome link text on two lines.\n\npoint\n"
    assert heads(source) == ["A head"]


def test_a_word_file_gives_its_words(bring: Bring):
    body = paragraph("The Head", heading=True) + paragraph("A &lt;b&gt; word.") + paragraph("Two.")
    source = read_source(bring("a.DOCX", docx(body)))
    assert source.text == "The Head\n\nA <b> word.\n\nTwo.\n"
    assert heads(source) == ["The Head"]


# --- what is refused --------------------------------------------------------------------

BOMB = docx(paragraph("a" * 20_000_000))
REFUSED = {
    "another kind": ("a.pdf", b"%PDF", "files of the kind “.pdf” cannot be read"),
    "binary": ("a.txt", b"a\n\0", "a.txt:2: this is not a text file"),
    "no UTF-8": ("a.txt", "é".encode("latin-1"), "a.txt:1: the text is not UTF-8"),
    "empty": ("a.txt", b" \n", "there is no text in it"),
    "a page without words": ("a.html", b"<p> <script>x</script>", "there is no text in it"),
    "long": ("a.txt", b"word " * 30_000, f"the limit is {MAX_CHARS:,}"),
    "huge": ("a.txt", b"a" * 2_000_001, "larger than 2,000,000 bytes"),
    "a long page": ("a.html", b"<p>word " * 100_000, "cannot be taken apart"),
    "one endless paragraph": ("a.md", b"![" * 20_000, "a paragraph has 40,000 characters"),
    "a bomb": ("a.docx", BOMB, "unpacks to far more"),
    "many parts": ("a.docx", packed({f"{i}.txt": "" for i in range(5001)}), "unpacks to far more"),
    "entities": ("a.docx", docx(paragraph("&x;"), '<!DOCTYPE a [<!ENTITY x "y">]>'), "entities"),
    "nested": ("a.docx", docx("<w:smartTag>" * 9000 + "</w:smartTag>" * 9000), "RecursionError"),
    "no zip": ("a.docx", b"PK\x03\x04 and then", "this is no Word file"),
    "another zip": ("a.docx", packed({"a": "b"}), "this is no Word file"),
}


@pytest.mark.parametrize(("name", "data", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_in_one_line(bring: Bring, name: str, data: bytes, problem: str):
    path = bring(name, data)
    with pytest.raises(ContentError) as caught:
        read_source(path)
    said = str(caught.value)
    assert problem in said
    assert said.startswith(str(path))
    assert len(said.splitlines()) == 1
    assert caught.value.remedy


def test_the_bomb_is_small_until_it_is_unpacked():
    assert len(BOMB) < 50_000


SLOW = {
    "comments": b"<!--" * 200_000,
    "declarations": b"<![" * 200_000,
    "scripts": b"<script>" * 100_000,
    "tags": b"<a " * 150_000,
    "attributes": b"<p " + b"x=y " * 200_000 + b">word",
    "nested": b"<b>" * 150_000 + b"word",
}


@pytest.mark.parametrize("data", SLOW.values(), ids=SLOW)
def test_what_is_opened_and_never_closed_keeps_nobody_waiting(bring: Bring, data: bytes):
    path = bring("a.html", data)
    start = time.process_time()
    with suppress(ContentError):
        read_source(path)
    assert time.process_time() - start < 20  # the parser alone takes hours for some of them
