"""Adding a reading to an article's folder without touching a letter of what is there."""

import json
from pathlib import Path

from slantwise.articles import Article
from slantwise.errors import ContentError
from slantwise.marks import Reading, mark_line
from slantwise.text import read_text
from slantwise.tomlfile import parse_toml


def add_reading(root: Path, article: Article, reading: Reading) -> Path:
    """Write ``readings/<id>.jsonl``, add its table to ``article.toml``, and return its path.

    Raises ContentError, and leaves everything as it was, where either cannot be done.
    """
    folder = root / "articles" / article.id
    path, record = folder / "readings" / f"{reading.id}.jsonl", folder / "article.toml"
    if path.exists() or path.is_symlink():
        raise ContentError(path, "this file exists already", "Choose another --id.")
    _longer(record, reading)  # refuses before anything is written
    lines = [mark_line(mark, article.text) + "\n" for mark in reading.marks]
    try:
        path.parent.mkdir(exist_ok=True)
        _write(path, "".join(lines).encode())
        _write(record, _longer(record, reading))
    except (OSError, ContentError) as error:
        path.unlink(missing_ok=True)
        if isinstance(error, ContentError):
            raise
        problem = f"cannot be written ({error.strerror})"
        raise ContentError(error.filename or path, problem, "Check the permissions.") from None
    return path


def _longer(record: Path, reading: Reading) -> bytes:
    """Return ``article.toml`` with one more reading at its end."""
    data = record.read_bytes()
    end = "\r\n" if b"\r\n" in data else "\n"
    rows = {"id": reading.id, "file": f"readings/{reading.id}.jsonl", "about": reading.about}
    table = [f"{key} = {_quoted(value)}" for key, value in rows.items() if value]
    gap = "" if data.endswith(b"\n") or not data else end
    added = gap + end.join(["", "[[reading]]", *table, ""])
    longer = data + added.encode()
    problem = "its readings are written as one list, to which nothing can be added"
    try:
        parse_toml(longer.removeprefix(b"\xef\xbb\xbf").decode(), record)
    except ContentError:
        read = parse_toml(read_text(record), record).data.get("reading", [])
        remedy = "Write each as a table of its own: [[reading]]."
        raise ContentError(record, problem if read else "cannot be added to", remedy) from None
    return longer


def _quoted(words: str) -> str:
    """Return words as a basic string of TOML, which differs from JSON's in one letter only."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(path: Path, data: bytes) -> None:
    """Put a file in place whole: beside it first, then by renaming."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
