"""Hand-written TOML files: read them, and name the line of whatever is wrong in them."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from slantwise.errors import ContentError
from slantwise.text import read_text


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed TOML file that still knows its lines."""

    path: Path
    data: dict[str, Any]
    source: str

    def line(self, where: Sequence[str | int]) -> int:
        """Return the line (from 1) of a key such as ``("note", 2, "quote")``, or the nearest."""
        lines, at = self.source.split("\n"), -1
        for i, part in enumerate(where):
            if isinstance(part, int):
                continue
            nth = where[i + 1] if i + 1 < len(where) else 0
            at = _find(lines, at, part, nth if isinstance(nth, int) else 0)
        return max(at, 0) + 1

    def error(self, where: Sequence[str | int], problem: str, remedy: str) -> ContentError:
        """Return an error about a key of this file; the caller raises it."""
        return ContentError(self.path, problem, remedy, line=self.line(where))


# Curly quotation marks, odd spaces, and letters of another alphabet before the equals sign.
_ODD = re.compile(r"[“”„‘’]|\u00a0|^[^=\"#]*[^\x00-\x7f]")
_HEADER = re.compile(r"\s*\[\[?\s*[\w.\"' -]+\s*\]\]?\s*(#.*)?$")


def _find(lines: list[str], start: int, key: str, nth: int) -> int:
    """Return the index of ``key =`` in the table that begins at start (-1: before any table).

    Else that of the nth ``[[key]]`` or of ``[key]`` further down, else start.
    """
    quoted = re.escape(key)
    table = re.compile(rf"\s*\[\[?\s*{quoted}\s*\]")
    value = re.compile(rf"\s*[\"']?{quoted}[\"']?\s*=")
    rest = range(start + 1, len(lines))
    end = next((i for i in rest if _HEADER.match(lines[i])), len(lines))
    values = (i for i in range(start + 1, end) if value.match(lines[i]))
    tables = [i for i in rest if table.match(lines[i])]
    return next(values, tables[nth] if len(tables) > nth else start)


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file.

    Raises ContentError, with the line, when it is missing, no text or no TOML.
    """
    return parse_toml(read_text(path), path)


def parse_toml(source: str, path: Path) -> TomlFile:
    """Parse TOML; ``path`` is what an error calls it.

    Raises ContentError, with the line, when it is no TOML.
    """
    try:
        return TomlFile(path, tomllib.loads(source.replace("\r\n", "\n")), source)
    except ValueError as error:  # TOMLDecodeError, and what int() says of 5000 digits
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found.group(1)) if found else source.count("\n") + 1
        problem = f"this is not valid TOML: {str(error).partition(' (at')[0][:200]}"
        remedy = "Look for a missing quotation mark or bracket."
        if found and _ODD.search(source.split("\n")[line - 1]):
            remedy += ' Quotation marks must be straight ("), and keys in plain letters (a to z).'
        raise ContentError(path, problem, remedy, line=line) from None
    except RecursionError:
        problem = "brackets are nested too deeply"
        raise ContentError(path, problem, "Use fewer levels.", line=1) from None


def nearest(word: str, known: Sequence[str]) -> str:
    """Return a remedy that names the known word closest to a mistyped one."""
    close = get_close_matches(word, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known))}."
