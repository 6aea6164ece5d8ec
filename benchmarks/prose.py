"""Our own prose, by our own measures: how easy it is to read, and where the lenses stop in it.

    python benchmarks/prose.py           # writes book/_measured/prose-ease.md, lists open findings

The findings are reviewed in book/_measured/own-prose.toml, and a test holds the two together.
“No source found” is left out: explaining and instructing need no source in each sentence, and
facts from outside stand with full references at the end of a chapter, which another test holds.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from slantwise.lenses import annotate
from slantwise.readability import readability
from slantwise.text import layout
from slantwise.tomlfile import read_toml

ROOT = Path(__file__).resolve().parents[1]
EASE = ROOT / "book" / "_measured" / "prose-ease.md"
REVIEWED = ROOT / "book" / "_measured" / "own-prose.toml"

_DROPPED = (
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),  # what comes before the title
    re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE),  # cells and code
    re.compile(r"^## (?:Sources|References)\n.*?(?=^---$|\Z)", re.DOTALL | re.MULTILINE),
    re.compile(r"^\\\* This designation .*$", re.MULTILINE),
    re.compile(r"^(?::{3,}.*|:[\w-]+:.*|\|.*|-{3,}|\([\w-]+\)=)$", re.MULTILINE),
)
_QUOTED = re.compile(r"\[[^\[\]]*\]\{\.q\}")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_MARKUP = re.compile(r"^(?:- |\d+\. |#+ )|\*+|`|\\", re.MULTILINE)


class Finding(NamedTuple):
    """Where a lens stops in a page of ours; no words if it speaks of the page as a whole."""

    page: str
    rule: str
    words: str
    sentence: str


def pages() -> list[Path]:
    """Return the chapters of the course, and the gallery."""
    return [*sorted((ROOT / "book").glob("[0-9]*.md")), ROOT / "book" / "gallery.md"]


def own_words(page: Path) -> str:
    """Return the running words of a page that are ours, without what it quotes or refers to."""
    text = page.read_text("utf-8")
    for pattern in _DROPPED:
        text = pattern.sub("", text)
    text = _LINK.sub(r"\1", _QUOTED.sub("“…”", text))
    return re.sub(r"\n{3,}", "\n\n", _MARKUP.sub("", text)).strip()


def findings(page: Path) -> Iterator[Finding]:
    """Yield where the lenses for loaded words and for framing stop in a page of ours."""
    text = own_words(page)
    document = annotate(text)
    for remark in document.annotations:
        if remark.lens != "unsourced":
            words = " … ".join(span.of(text) for span in remark.spans)
            at = document.layout.sentences[document.layout.sentence_at(remark.start)]
            yield Finding(page.stem, remark.by, words, at.span.of(text) if words else "")


def reviewed() -> dict[tuple[str, str], str]:
    """Return why a finding stands, by rule and words; no words: wherever the rule stops."""
    rows = read_toml(REVIEWED).data["finding"]
    return {(row["rule"], w): row["why"] for row in rows for w in row.get("words", [""])}


def open_findings() -> list[Finding]:
    """Return what nobody has looked at yet."""
    known = reviewed()
    found = (finding for page in pages() for finding in findings(page))
    return [x for x in found if not {(x.rule, x.words), (x.rule, "")} & known.keys()]


def ease() -> str:
    """Return a table of how easy our pages are to read."""
    rows = ["| Page | Words | Words per sentence | Reading ease |", "|---|---|---|---|"]
    for page in pages():
        text = own_words(page)
        made = readability(text, layout(text))
        figures = f"{made.words} | {made.words_per_sentence:.0f} | {made.reading_ease:.0f}"
        rows.append(f"| {text.partition(chr(10))[0]} | {figures} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write the table, and list what is to be reviewed."""
    EASE.write_text(ease(), "utf-8", newline="\n")
    for finding in open_findings():
        print(f"{finding.page}: {finding.rule}: “{finding.words}” in: {finding.sentence}")  # noqa: T201


if __name__ == "__main__":
    main()
