"""The Markdown of a chapter as any notebook shows it: no directive, no role, no class."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from slantwise.errors import ContentError
from slantwise.text import read_text

_COLONS = re.compile(r"(:{3,})\{([\w-]+)\}\s*(.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_OPTION = re.compile(r":[\w-]+:")
_CLASSED = re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}")  # [“words”]{.q}
_ROLE = re.compile(r"\{[\w:-]+\}`([^`]*)`")
_TARGET = re.compile(r"\([\w-]+\)=")
_LINK = re.compile(r"\]\(([\w-]+)\.md(#[\w-]+)?\)")

_TITLED = ("admonition", "note", "tip", "hint", "important", "warning", "caution", "seealso")


def plain_markdown(text: str, page: Path) -> str:
    """Return a page's text, or a part of it, in plain Markdown with its links turned.

    Raises ContentError for a directive that has no plain form.
    """
    return "\n".join(_lines(text.split("\n"), page)).strip()


def _lines(lines: Sequence[str], page: Path) -> Iterator[str]:
    i = 0
    while i < len(lines):
        colons, fence = _COLONS.fullmatch(lines[i]), _FENCE.match(lines[i])
        if colons:
            end = _end(lines, i, colons.group(1))
            yield from _block(colons.group(2), colons.group(3), lines[i + 1 : end], page)
            i = end
        elif fence:
            end = _end(lines, i, fence.group(1))
            yield from _fenced(fence.group(2), lines[i : end + 1], page)
            i = end
        elif not _TARGET.fullmatch(lines[i]):
            yield _inline(lines[i], page)
        i += 1


def _end(lines: Sequence[str], start: int, mark: str) -> int:
    """Return the line that closes what opens at ``start``, or the last."""
    rest = range(start + 1, len(lines))
    return next((i for i in rest if lines[i].strip() == mark), len(lines) - 1)


def _block(name: str, title: str, inside: Sequence[str], page: Path) -> Iterator[str]:
    first = next((i for i, line in enumerate(inside) if not _OPTION.match(line)), len(inside))
    body = list(_lines(inside[first:], page))
    if name == "dropdown":
        yield from (f"<details><summary>{title}</summary>", "", *body, "", "</details>")
    elif name in _TITLED:
        head = title if name == "admonition" else title or name.capitalize()
        yield from (f"> {line}".rstrip() for line in (f"**{_inline(head, page)}**", "", *body))
    elif name == "container":
        yield from body
    else:
        raise _unknown(name, page)


def _fenced(info: str, lines: Sequence[str], page: Path) -> Iterator[str]:
    directive = re.match(r"\{([\w-]+)\}\s*(.*)", info)
    if directive is None:
        yield from lines
    elif directive.group(1) == "include":
        included = page.parent / directive.group(2)
        yield from _lines(read_text(included).split("\n"), included)
    else:
        raise _unknown(directive.group(1), page)


def _unknown(name: str, page: Path) -> ContentError:
    text = page.read_text("utf-8")
    line = text.count("\n", 0, max(text.find("{" + name + "}"), 0)) + 1
    problem = f"the directive “{name}” has no form in a notebook"
    remedy = "Use a dropdown or an admonition, or add it to slantwise/book/plain_markdown.py."
    return ContentError(page, problem, remedy, line=line)


def _inline(line: str, page: Path) -> str:
    line = _ROLE.sub(r"\1", _CLASSED.sub(r"\1", line))
    return _LINK.sub(lambda link: f"]({_goal(link.group(1), link.group(2) or '', page)})", line)


def _goal(name: str, anchor: str, page: Path) -> str:
    """Return where a link leads from ``notebooks/``: a chapter has a notebook beside it."""
    chapter = name[0].isdigit() and (page.parent / f"{name}.md").is_file()
    return f"{name}.ipynb" if chapter else f"../book/{name}.md{anchor}"
