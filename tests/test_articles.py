"""Articles: the first one, exactly; and every way to spoil an article's files."""

import json
import shutil
from pathlib import Path

import pytest

from slantwise.annotation import Span
from slantwise.articles import Provenance, find_root, list_articles, load_article
from slantwise.errors import ContentError

# --- the first article ------------------------------------------------------------------

SECTIONS = [
    ("opening", 0, 1765, "Maria Zakharova,", "military return to Kosovo."),
    ("ambitions", 1766, 3251, "Serbia’s Ambitions", "civilizational order."),
    ("banjska-scenario", 3252, 4774, "The Banjska Attack", "Serbia’s regional objectives."),
    ("banjska-plan", 4775, 6736, "What was Serbia’s Plan", "the north of Kosovo."),
    ("pro-western", 6737, 9231, "How Russia Manipulated", "agenda in the region."),
    ("conclusions", 9232, 10634, "Conclusions:", "stability of the region."),
]


def test_the_article_has_six_sections_with_exact_boundaries(root: Path):
    article = load_article("kosovo-1244", root)
    assert [(s.id, s.span.start, s.span.end) for s in article.sections] == [
        row[:3] for row in SECTIONS
    ]
    for section, (*_, begins, ends) in zip(article.sections, SECTIONS, strict=True):
        assert section.span.of(article.text).startswith(begins)
        assert section.span.of(article.text).endswith(ends)
    headings = [b.span for b in article.layout.blocks if b.kind == "heading"]
    assert [s.span.start for s in article.sections[1:]] == [h.start for h in headings]
    for block in article.layout.blocks:
        assert sum(s.span.contains(block.span) for s in article.sections) == 1


def test_the_article_came_without_title_byline_date_and_outlet(root: Path):
    known = load_article("kosovo-1244", root).provenance
    assert (known.title, known.byline, known.date, known.outlet, known.link) == ("",) * 5
    assert "no title, byline, date or outlet" in known.summary
    assert "not covered by the project's licences" in known.rights
    assert (root / "articles" / "kosovo-1244" / "RIGHTS.md").is_file()


def test_the_article_is_told_apart_from_what_the_licences_cover(root: Path):
    for name in ("LICENSE-CONTENT.md", "articles/kosovo-1244/RIGHTS.md"):
        assert "article.txt" in (root / name).read_text("utf-8")


def test_the_readings_of_the_article_cover_all_of_it(root: Path):
    article = load_article("kosovo-1244", root)
    assert [r.id for r in article.readings] == ["a", "b", "c"]
    for reading in article.readings:
        lenses = {mark.lens for mark in reading.marks}
        assert lenses == {"loaded", "unsourced", "framing", None}
        for section in article.sections:
            assert any(section.span.contains(mark.span) for mark in reading.marks)


def test_a_section_that_is_not_there(root: Path):
    with pytest.raises(KeyError, match="nowhere"):
        load_article("kosovo-1244", root).section("nowhere")


# --- a small article, to be spoilt ------------------------------------------------------

TEXT = "The cruel plan failed.\nWhat Came After\nNobody wept.\nThe End Of It\nAll is well.\n"
TOML = """\
id = "small"
title = "A small one"
language = "en"
text = "article.txt"

[provenance]
summary = "Ours."

[[section]]
id = "opening"
title = "The opening"

[[section]]
id = "after"
title = "After"
heading = "What Came After"

[[section]]
id = "end"
title = "End"
heading = "The End Of It"

[[reading]]
id = "a"
file = "a.jsonl"

[[actor]]
id = "nobody"
name = "Nobody at all"
aliases = ["Nobody"]

[[actor]]
id = "planners"
name = "Those who planned"
aliases = ["the cruel plan", "plan"]
"""
LOADED = {"start": 4, "end": 9, "text": "cruel", "category": "adjective", "reason": "It judges."}
FAIR = {"start": 10, "end": 14, "text": "plan", "why": "Plain."}
READING = json.dumps({"i": 0, "loaded": [LOADED], "fair": [FAIR]}) + "\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a small sound article; the course is two folders up."""
    folder = tmp_path / "articles" / "small"
    folder.mkdir(parents=True)
    (tmp_path / "_config.yml").touch()
    (tmp_path / "secret.txt").write_text("A secret.", encoding="utf-8")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    (folder / "article.toml").write_text(TOML, encoding="utf-8")
    (folder / "a.jsonl").write_text(READING, encoding="utf-8")
    return folder


def refused(folder: Path) -> str:
    """The one line in which the article is refused, less the path of its folder."""
    with pytest.raises(ContentError) as caught:
        load_article("small", folder.parents[1])
    line = str(caught.value)
    assert caught.value.remedy
    assert len(line.splitlines()) == 1
    return line.removeprefix(str(folder)).removeprefix("/")


def test_the_small_article_is_sound(small: Path):
    article = load_article("small", small.parents[1])
    assert [s.span.of(TEXT).splitlines()[0] for s in article.sections] == [
        "The cruel plan failed.",
        "What Came After",
        "The End Of It",
    ]
    assert [(a.id, a.name, a.aliases) for a in article.actors] == [
        ("nobody", "Nobody at all", ("Nobody",)),
        ("planners", "Those who planned", ("the cruel plan", "plan")),
    ]
    (reading,) = article.readings
    assert [(m.lens, m.span.of(TEXT), m.label) for m in reading.marks] == [
        ("loaded", "cruel", "adjective"),
        (None, "plan", "fair"),
    ]


def test_what_may_be_left_out(small: Path):
    (small / "article.toml").write_text('id = "small"\ntitle = "T"\ntext = "article.txt"')
    article = load_article("small", small.parents[1])
    assert [(s.id, s.span) for s in article.sections] == [("text", Span(0, len(TEXT) - 1))]
    assert (article.provenance, article.readings, article.language) == (Provenance(), (), "en")


SPOILT = {
    "unknown in actor": ("aliases", "alias", ":30: unknown key “alias”. Did you mean “aliases”"),
    "actor without name": ('name = "Nobody at all"\n', "", ":27: “name” is missing"),
    "actor without aliases": ('aliases = ["Nobody"]\n', "", ":27: “nobody” has no list of aliases"),
    "alias no list": ('["Nobody"]', '"Nobody"', ":30: “nobody” has no list of aliases"),
    "alias no words": ('["Nobody"]', '["…"]', ":30: “nobody” has no list of aliases"),
    "alias not in the text": ('["Nobody"]', '["Anybody"]', ":30: the alias “Anybody” does not"),
    "alias of two": ('["Nobody"]', '["plan"]', ":35: “plan” is an alias of “nobody” and of"),
    "two actors of one id": ('"planners"', '"nobody"', ":33: there are two actors with the id"),
    "unknown key": ("title =", "titel =", "article.toml:2: unknown key “titel”. Did you mean"),
    "missing key": ('title = "A small one"\n', "", "article.toml:1: “title” is missing or no text"),
    "number for text": ('"A small one"', "5", "article.toml:2: “title” is missing or no text"),
    "wrong language": ('"en"', "5", "article.toml:3: “language” is no text"),
    "other id": ('"small"', '"big"', "article.toml:1: the id differs from the folder's name"),
    "no TOML": ('"A small', "A small", "article.toml:2: this is not valid TOML"),
    "provenance no table": ("[provenance]\nsummary", "provenance", ":6: “provenance” is no table"),
    "unknown in provenance": ("summary", "sumary", ":7: unknown key “sumary”. Did you mean “sum"),
    "number in provenance": ('"Ours."', "1", "article.toml:7: “summary” is no text"),
    "section no list": ("[[section]]", "[section]", "article.toml:"),
    "unknown in section": ("heading", "headnig", ":16: unknown key “headnig”. Did you mean “head"),
    "section without title": ('title = "After"\n', "", "article.toml:13: “title” is missing"),
    "number in section": ('"After"', "[]", "article.toml:15: “title” is no text"),
    "two sections of one id": ('"after"', '"opening"', ":14: there are two sections with the id"),
    "no such heading": ("What Came", "What Went", ":16: “What Went After” does not occur"),
    "heading twice": ('"The End Of It"', '"The"', ":21: “The” occurs more than once"),
    "later section without heading": (
        'heading = "What Came After"\n',
        "",
        ":13: “” does not occur",
    ),
    "sections out of order": (
        'heading = "What Came After"',
        'heading = "All is well"',
        ":9: the sections are out of order",
    ),
    "two at one place": (
        'title = "The opening"',
        'title = "The opening"\nheading = "What Came After"',
        ":9: the sections are out of order",
    ),
    "unknown in reading": ("file =", "flie =", ":25: unknown key “flie”. Did you mean “file”"),
    "reading without file": ('file = "a.jsonl"\n', "", "article.toml:23: “file” is missing"),
    "missing text": ('"article.txt"', '"articel.txt"', "articel.txt: cannot be read"),
    "missing reading": ('"a.jsonl"', '"b.jsonl"', "b.jsonl: cannot be read"),
    "text is a folder": ('"article.txt"', '"."', "cannot be read"),
}


@pytest.mark.parametrize(("before", "after", "line"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_article_toml(small: Path, before: str, after: str, line: str):
    assert before in TOML
    (small / "article.toml").write_text(TOML.replace(before, after, 1), encoding="utf-8")
    assert line in refused(small)


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.txt",
        "../../../../../../../etc/passwd",
        "/etc/passwd",
        "..",
        "sub/../../small/../../../secret.txt",
        "link.txt",
        "a\\u0000b",
    ],
)
@pytest.mark.parametrize(("key", "line"), [('text = "article.txt"', 4), ('file = "a.jsonl"', 25)])
def test_no_file_outside_the_folder_is_read(small: Path, name: str, key: str, line: int):
    (small / "link.txt").symlink_to(small.parents[1] / "secret.txt")
    named = f'{key.partition("=")[0]}= "{name}"'
    (small / "article.toml").write_text(TOML.replace(key, named), encoding="utf-8")
    found = refused(small)
    assert found.startswith(f"article.toml:{line}: “")
    assert "is outside the article's folder" in found


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("article.txt", b"", "article.txt: the text is empty"),
        ("article.txt", b" \n\xe2\x80\xa8\n", "article.txt: the text is empty"),
        ("article.txt", b"a\n\xff", "article.txt:2: the text is not UTF-8"),
        ("article.txt", b"a\n\nb\0", "article.txt:3: this is not a text file"),
        ("article.txt", b"a" * 20_000_001, "article.txt: the file is larger than 20,000,000"),
        ("article.txt", TEXT[23:].encode(), "article.toml:9: the sections are out of order"),
        ("article.txt", b"\n" + TEXT[23:].encode(), "article.toml:9: the section holds no words"),
        ("article.toml", b"\xff", "article.toml:1: the text is not UTF-8"),
        ("article.toml", b"a\0", "article.toml:1: this is not a text file"),
        ("article.toml", b"a = " + b"[" * 100_000, "article.toml:1: brackets are nested too"),
        ("a.jsonl", b"\n\xff", "a.jsonl:2: the text is not UTF-8"),
    ],
    ids=[
        "empty",
        "white space",
        "latin-1",
        "binary",
        "huge",
        "nothing before the first heading",
        "a line end before the first heading",
        "TOML in latin-1",
        "binary TOML",
        "100,000 brackets",
        "reading in latin-1",
    ],
)
def test_a_file_that_is_no_text(small: Path, name: str, data: bytes, line: str):
    (small / name).write_bytes(data)
    assert refused(small).startswith(line)


def reading(**changed: object) -> str:
    row = {key: value for key, value in {**LOADED, **changed}.items() if value is not None}
    return json.dumps({"loaded": [row]})


MISFITS = {
    "no JSON": ("{", "does not fit: Expecting property name"),
    "a list": ("[]", "it is no JSON object"),
    "a number": ("5", "it is no JSON object"),
    "deep": ("[" * 100_000, "does not fit"),
    "5000 digits": ("1" * 5000, "does not fit"),
    "no list of marks": ('{"loaded": 5}', "“loaded” is no list of objects"),
    "a mark that is no object": ('{"fair": ["x"]}', "“fair” is no list of objects"),
    "null for marks": ('{"framing": null}', "“framing” is no list of objects"),
    "no start": (reading(start=None), "“start” is missing, or no number"),
    "start a truth value": (reading(start=True), "“start” is missing, or no number"),
    "end a text": (reading(end="9"), "“end” is missing, or no number"),
    "end a fraction": (reading(end=9.0), "“end” is missing, or no number"),
    "no text": (reading(text=None), "“text” is missing, or no text"),
    "no category": (reading(category=None), "“category” is missing, or no text"),
    "reason a number": (reading(reason=5), "“reason” is missing, or no text"),
    "neutral a list": (reading(neutral=["x"]), "“neutral” is no text"),
    "other words": (reading(text="kind!"), "the text at 4 to 9 is not “kind!”"),
    "beyond the text": (reading(start=4000, end=4005), "the text at 4000 to 4005 is not “cruel”"),
    "reversed": (reading(start=9, end=4), "not a span: [9, 4)"),
    "negative": (reading(start=-5, end=-1), "not a span: [-5, -1)"),
    "fair without why": ('{"fair": [{"start": 4, "end": 9, "text": "cruel"}]}', "“why” is missing"),
}


@pytest.mark.parametrize(("line", "problem"), MISFITS.values(), ids=MISFITS)
def test_a_line_of_a_reading_that_does_not_fit(small: Path, line: str, problem: str):
    (small / "a.jsonl").write_text(f"{READING}\n{line}\n", encoding="utf-8")
    found = refused(small)
    assert found.startswith("a.jsonl:3: this line of the reading does not fit")
    assert problem in found
    assert "CONTRIBUTING.md" in found


def test_a_reading_may_hold_any_line_end_in_its_strings_and_blank_lines(small: Path):
    row = {**LOADED, "reason": "one\u2028two\x85three"}
    lines = ["", json.dumps({"loaded": [row]}, ensure_ascii=False), " ", "{}"]
    (small / "a.jsonl").write_bytes("\r\n".join(lines).encode())
    (found,) = load_article("small", small.parents[1]).readings
    assert [mark.why for mark in found.marks] == ["one\u2028two\x85three"]


# --- the course -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "remedy"),
    [
        ("smal", "Did you mean “small”?"),
        ("../../secret", "Known: small."),
        ("", "Known: small."),
        ("small/", "Did you mean “small”?"),
    ],
)
def test_an_unknown_article_is_answered_with_the_nearest(small: Path, id: str, remedy: str):
    with pytest.raises(ContentError, match="there is no article") as caught:
        load_article(id, small.parents[1])
    assert caught.value.remedy == remedy


def test_a_folder_without_its_record_is_no_article(small: Path):
    shutil.copytree(small, small.with_name("other"))
    (small.with_name("other") / "article.toml").unlink()
    assert list_articles(small.parents[1]) == ["small"]


def test_the_course_is_found_upwards_by_both_its_marks(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SLANTWISE_ROOT", raising=False)
    course = small.parents[1]
    assert find_root(small) == course
    (course / "_config.yml").unlink()
    with pytest.raises(ContentError, match="there is no course here") as caught:
        find_root(small)
    assert caught.value.path == str(small)


def test_the_course_is_the_named_folder_or_none(
    small: Path, root: Path, monkeypatch: pytest.MonkeyPatch
):
    course = small.parents[1]
    monkeypatch.setenv("SLANTWISE_ROOT", str(course))
    assert find_root(root) == course
    monkeypatch.setenv("SLANTWISE_ROOT", str(small))  # a folder inside a course is not meant
    with pytest.raises(ContentError, match="there is no course here"):
        find_root(root)
