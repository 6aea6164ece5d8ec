"""What a tablet of a few years ago does not know may not stand in our sources.

The oldest browsers in which the book is to be read and worked with are Safari 15.4, Firefox 102
and Chrome 100. What only adds to a page that is whole without it is not listed here: `:has()`,
`@container`, `color-mix()`, `text-wrap`, `content-visibility`, `::details-content`.
"""

import re
from pathlib import Path

import pytest

# What it is, how it is found, and what knows it.
SCRIPT = [
    ("Map.groupBy(", r"\b(?:Map|Object)\.groupBy\(", "Safari 17.4, Firefox 119"),
    ("Promise.withResolvers(", r"\bPromise\.(?:withResolvers|try)\(", "Safari 17.4, Firefox 121"),
    ("Array.fromAsync(", r"\bArray\.fromAsync\(", "Safari 16.4, Firefox 115"),
    ("list.toSorted(", r"\.to(?:Sorted|Reversed|Spliced)\(", "Safari 16, Firefox 115"),
    ("list.findLast(", r"\.findLast(?:Index)?\(", "Firefox 104"),
    ("AbortSignal.any(", r"\bAbortSignal\.(?:any|timeout)\(", "Safari 17.4, Firefox 124"),
    ("Intl.Segmenter", r"\bIntl\.Segmenter\b", "Firefox 125"),
    ("a.isSubsetOf(b)", r"\.is(?:Subset|Superset|Disjoint)\w*\(", "Safari 17, Firefox 127"),
    ("a.union(b)", r"\.(?:union|intersection|difference)\(", "Safari 17, Firefox 127"),
    ("map.values().map(", r"\.(?:values|keys|entries)\(\)\.\w", "Safari 18.4, Firefox 131"),
    ("/(?<=a)b/", r"\(\?<[=!]", "Safari 16.4"),
    ("/[a--b]/v", r"/[a-z]*v[a-z]*(?=[;,.)])", "Safari 17, Firefox 116"),
    ("URL.canParse(", r"\bURL\.(?:canParse|parse)\(", "Safari 17, Firefox 115"),
    ("node.checkVisibility(", r"\.checkVisibility\(", "Safari 17.4, Firefox 106"),
    ("node.showPopover(", r"[pP]opover\b", "Safari 17, Firefox 125"),
    ("requestIdleCallback(", r"\brequestIdleCallback\(", "Safari has none"),
]
STYLE = [
    ("light-dark(#fff, #000)", r"light-dark\(", "Safari 17.5; write var(--slw-day, …) and so on"),
    ("text-decoration: underline red;", r"text-decoration:\s*[\w-]+\s+[^;\s]", "Safari 26.2"),
    ("; user-select: none", r"(?<!-webkit-user-select: none; )(?<![-\w])user-select:", "Safari"),
    ("a { & b { } }", r"(?<![\"'\w])&\s*[.:>\w]", "Safari 16.5, Firefox 117"),
    ("oklch(1 0 0)", r"\b(?:oklch|oklab|lch|lab)\(", "Firefox 113"),
    ("rgb(from red r g b)", r"\(from\s", "Safari 16.4, Firefox 128"),
    ("@scope", r"@(?:scope|starting-style|position-try)\b", "Safari 17.4, Firefox 128"),
    ("subgrid", r"\bsubgrid\b", "Safari 16, Chrome 117"),
    ("(width >= 40rem)", r"\(\s*(?:width|height)\s*[<>]", "Safari 16.4"),
    ("field-sizing:", r"\b(?:field-sizing|interpolate-size|anchor-name)\s*:", "Chrome 123"),
]
WHERE = {".js": SCRIPT, ".mjs": SCRIPT, ".css": STYLE, ".py": STYLE}


def sources(root: Path) -> list[Path]:
    """Return the scripts and styles that pages are made of."""
    ours = [p for p in (root / "src/slantwise").rglob("*") if p.suffix in (".js", ".mjs", ".css")]
    page = root / "src/slantwise/output/page.py"  # the style of a page stands in it
    return sorted([*ours, *(root / "book/_static").glob("*.css"), page])


def without_remarks(text: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_nothing_in_our_sources_is_too_new(root: Path):
    found = sources(root)
    assert len(found) > 30
    told = [
        f"{path.relative_to(root)}: {name} needs {since}"
        for path in found
        for name, pattern, since in WHERE[path.suffix]
        if re.search(pattern, without_remarks(path.read_text("utf-8")))
    ]
    assert told == []


@pytest.mark.parametrize(("name", "pattern"), [(n, p) for n, p, _ in [*SCRIPT, *STYLE]])
def test_each_of_them_would_be_found(name: str, pattern: str):
    assert re.search(pattern, f"{name};")
