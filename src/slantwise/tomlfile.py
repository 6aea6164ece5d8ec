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
        lines, at = self.source.splitlines(), 0
        for i, part in enumerate(where):
            if isinstance(part, int):
                continue
            nth = where[i + 1] if i + 1 < len(where) else 0
            at = _find(lines, at, part, nth if isinstance(nth, int) else 0)
        return at + 1

    def error(self, where: Sequence[str | int], problem: str, remedy: str) -> ContentError:
        """Return an error about a key of this file; the caller raises it."""
        return ContentError(self.path, problem, remedy, line=self.line(where))


def _find(lines: list[str], start: int, key: str, nth: int) -> int:
    """Return the index of the nth ``[[key]]``, else of ``[key]`` or ``key =``, else start."""
    quoted = re.escape(key)
    table = re.compile(rf"\s*\[\[?\s*{quoted}\s*\]")
    value = re.compile(rf"\s*[\"']?{quoted}[\"']?\s*=")
    tables = [i for i, line in enumerate(lines) if i >= start and table.match(line)]
    values = [i for i, line in enumerate(lines) if i >= start and value.match(line)]
    if len(tables) > nth:
        return tables[nth]
    return values[0] if values else start


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file.

    Raises ContentError, with the line, when it is missing, no text or no TOML.
    """
    source = read_text(path)
    try:
        return TomlFile(path, tomllib.loads(source.replace("\r\n", "\n")), source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found.group(1)) if found else source.count("\n") + 1
        problem = f"this is not valid TOML: {str(error).partition(' (at')[0]}"
        remedy = "Look for a missing quotation mark or bracket."
        raise ContentError(path, problem, remedy, line=line) from None
    except RecursionError:
        raise ContentError(path, "brackets are nested too deeply", "Use fewer levels.") from None


def nearest(word: str, known: Sequence[str]) -> str:
    """Return a remedy that names the known word closest to a mistyped one."""
    close = get_close_matches(word, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known: {', '.join(sorted(known))}."
