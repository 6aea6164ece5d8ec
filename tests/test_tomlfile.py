"""TOML files: whatever is wrong in one is told with its line, in one line."""

import pickle
from pathlib import Path

import pytest

from slantwise.errors import ContentError
from slantwise.tomlfile import TomlFile, nearest, read_toml

SOURCE = """\
# a comment: quote = "no"
id = "x"
prompt = \"\"\"
Some [words]
in lines.\"\"\"
list = [
  "[[note]]",
]

[provenance]
"date" = ""

[[note]]
quote = "first"

[[ note ]]  # the second lacks its quote
why = "second"

[[note]]
why = "third"
quote = "third"
"""


@pytest.fixture
def file(tmp_path: Path) -> TomlFile:
    path = tmp_path / "a.toml"
    path.write_text(SOURCE, encoding="utf-8")
    return read_toml(path)


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("id",), 2),
        (("list", 0), 6),
        (("provenance",), 10),
        (("provenance", "date"), 11),
        (("provenance", "id"), 10),
        (("note",), 13),
        (("note", 0, "quote"), 14),
        (("note", 1), 16),
        (("note", 1, "quote"), 16),
        (("note", 1, "why"), 17),
        (("note", 2, "quote"), 21),
        (("note", 9), 1),
        (("quote",), 1),
        ((), 1),
    ],
)
def test_a_key_is_found_on_its_line_or_that_of_its_table(
    file: TomlFile, where: tuple[str | int, ...], line: int
):
    assert file.line(where) == line


def test_lines_are_those_that_an_editor_shows(tmp_path: Path):
    path = tmp_path / "a.toml"
    path.write_bytes('a = "\u2028\x85"\r\nb = 1\r\nc = 2\r\n'.encode())
    file = read_toml(path)
    assert (file.line(("b",)), file.line(("c",))) == (2, 3)
    assert file.data == {"a": "\u2028\x85", "b": 1, "c": 2}


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b'a = 1\nb = "x\nc = 2\n', 2, "not valid TOML"),
        (b"a = 1\nb = [1,\n", 3, r"not valid TOML: [A-Z][a-z ]+\. Look"),
        (b"a = 1\na = 2\n", 2, "not valid TOML"),
        (b"a = 2024-13-45", 1, "not valid TOML"),
        (b"a = " + b"1" * 5000, 1, "not valid TOML"),
        (b"a = " + b"[" * 100_000, 1, "nested too deeply"),
        (b"\xef\xbb\xbfa = 1\nb = \xff", 2, "not UTF-8"),
        (b"a = 1\nb = \0", 2, "not a text file"),
        (b"#" * 20_000_001, None, "larger than"),
    ],
    ids=[
        "open string",
        "open list",
        "twice",
        "no date",
        "5000 digits",
        "100,000 brackets",
        "latin-1",
        "binary",
        "huge",
    ],
)
def test_what_is_no_toml(tmp_path: Path, data: bytes, line: int | None, problem: str):
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=problem) as caught:
        read_toml(path)
    where = str(path) if line is None else f"{path}:{line}"
    assert str(caught.value).startswith(f"{where}: ")
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("titel", "Did you mean “title”?"), ("zzz", "Known: id, title."), ("", "Known: id, title.")],
)
def test_a_mistyped_word_is_answered_with_the_nearest(word: str, remedy: str):
    assert nearest(word, ["title", "id"]) == remedy


# --- errors -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ContentError("a", "is bad", "Mend it.", line=3), "a:3: is bad. Mend it."),
        (ContentError(Path("a"), "is bad."), "a: is bad."),
        (ContentError("a", "“x\ny\r\n\u2028z”", "A.\nB."), "a: “x y z”. A. B."),
        (ContentError("a\nb", "\x1b[2J\x07\u202e", ""), "a\ufffdb: \ufffd[2J\ufffd\ufffd."),
        (ContentError("a", "\ud800"), "a: \ufffd."),
    ],
)
def test_an_error_is_one_printable_line(error: ContentError, text: str):
    assert str(error) == text


def test_an_error_travels_between_processes_as_it_is():
    error = ContentError("a.toml", "it is empty", "Fill it.", line=3)
    assert str(pickle.loads(pickle.dumps(error))) == "a.toml:3: it is empty. Fill it."  # noqa: S301
