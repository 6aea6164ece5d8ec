"""Adding a page to ``_toc.yml`` as a line of text, so that comments and form stay."""

import copy
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from slantwise.errors import ContentError
from slantwise.text import read_text

PART = "Your own articles"


def with_chapter(path: Path, name: str) -> str:
    """Return the table of contents with one more chapter.

    It goes into the part “Your own articles”, which is made before the last part if need be;
    in a book without parts, to the end. Raises ContentError where this cannot be done safely.
    """
    source = read_text(path)
    lines = source.splitlines()
    before = _parsed(source, path)
    made = _added(lines, before, name)
    end = "\r\n" if "\r\n" in source else "\n"
    after = end.join(made) + end
    if made is lines or _parsed(after, path) != _expected(before, name):
        remedy = f"Add it by hand, as a line of its own: - file: {name}"
        raise ContentError(path, f"the chapter “{name}” cannot be added safely", remedy)
    return after


def _parsed(source: str, path: Path) -> Any:
    try:
        return yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ContentError(path, "this is not valid YAML", "Mend it.", line=line) from None


def _expected(tree: Any, name: str) -> Any:
    """Return what the contents must come to: the new chapter, and everything else as it was."""
    tree, row = copy.deepcopy(tree), {"file": name}
    if not isinstance(tree, dict):
        return None
    if not tree.get("parts"):
        tree["chapters"] = [*(tree.get("chapters") or []), row]
        return tree
    parts = tree["parts"]
    own = next((part for part in parts if part.get("caption") == PART), None)
    if own:
        own["chapters"].append(row)
    else:
        at = len(parts) if len(parts) == 1 else len(parts) - 1
        parts.insert(at, {"caption": PART, "chapters": [row]})
    return tree


def _added(lines: list[str], tree: Any, name: str) -> list[str]:
    if not isinstance(tree, dict):
        return lines
    if not tree.get("parts"):
        return _at_the_end(lines, tree, name)
    captions = [part.get("caption") for part in tree["parts"]]
    starts = _items(lines, _line_of(lines, r"parts\s*:"))
    if len(starts) != len(captions):
        return lines
    if PART in captions:
        first = starts[captions.index(PART)]
        rows = _items(lines, _line_of(lines, r"\s*(?:- )?chapters\s*:", first))
        if not rows:
            return lines
        return _inserted(lines, rows[-1], name)
    at = len(lines) if len(starts) == 1 else _before_comments(lines, starts[-1])
    pad = _indent(lines[starts[-1]])
    part = [f"{pad}- caption: {PART}", f"{pad}  chapters:", f"{pad}    - file: {name}"]
    return [*lines[:at], *part, *lines[at:]]


def _at_the_end(lines: list[str], tree: Any, name: str) -> list[str]:
    if not tree.get("chapters"):
        return [*lines, "chapters:", f"  - file: {name}"]
    rows = _items(lines, _line_of(lines, r"chapters\s*:"))
    if not rows:
        return lines
    return _inserted(lines, rows[-1], name)


def _inserted(lines: list[str], after: int, name: str) -> list[str]:
    """Add a chapter after the one on a line, and after what belongs to that."""
    pad = _indent(lines[after])
    end = after + 1
    for i in range(after + 1, len(lines)):
        if lines[i].strip() and len(_indent(lines[i])) <= len(pad):
            break
        end = i + 1 if lines[i].strip() else end
    return [*lines[:end], f"{pad}- file: {name}", *lines[end:]]


def _line_of(lines: Sequence[str], pattern: str, start: int = 0) -> int:
    found = (i for i in range(start, len(lines)) if re.match(pattern, lines[i]))
    return next(found, len(lines))


def _items(lines: Sequence[str], head: int) -> list[int]:
    """Return the lines on which the items of the list under a key begin."""
    found: list[int] = []
    for i in range(head + 1, len(lines)):
        line = lines[i]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not found and not line.lstrip().startswith("- "):
            break
        pad = len(_indent(line))
        first = len(_indent(lines[found[0]])) if found else pad
        if pad < first or (pad == first and not line.lstrip().startswith("- ")):
            break
        if pad == first:
            found.append(i)
    return found


def _before_comments(lines: Sequence[str], at: int) -> int:
    """Return the line before the comments that stand directly above a line."""
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
