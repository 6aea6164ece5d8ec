"""What every picture is made of: a drawing, its words for those who do not see it, its figures.

A drawing has no width of its own: places along the page are shares of it in percent, heights are
in em. So letters keep their size on a phone and on a projector, and only the distances give.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from textwrap import wrap
from zlib import crc32

from IPython.display import HTML

from slantwise.articles import Article
from slantwise.book.reading_cells import table
from slantwise.strings import say

_LABEL = 34  # letters of a label that fit on one line of the narrowest page


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pieces of SVG and the height, in em, that they fill."""

    pieces: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The data of a picture as a table."""

    head: Sequence[str]
    rows: Iterable[Sequence[str]]


def picture(
    name: str, drawing: Drawing, figures: Figures, told: str, below: str = "", **values: object
) -> HTML:
    """Return a picture as HTML; ``told`` says in words what there is to see.

    Title and caption are the strings ``picture.<name>`` and ``picture.<name>.caption``.
    """
    id = f"slw-picture-{crc32(told.encode()):08x}"
    title, caption = say(f"picture.{name}"), say(f"picture.{name}.caption", **values)
    data = table(figures.head, figures.rows, say("picture.data.of", title=title)).data
    return HTML(  # type: ignore[no-untyped-call]  # IPython has no types here
        f'<figure class="slw slw-picture"><style>{_style()}</style>'
        f'<p class="slw-picture-title" aria-hidden="true">{escape(title)}</p>'
        f'<svg role="img" aria-labelledby="{id}-title {id}-told" width="100%" '
        f'height="{drawing.height:.2f}em"><title id="{id}-title">{escape(title)}</title>'
        f'<desc id="{id}-told">{escape(told)}</desc>{"".join(drawing.pieces)}</svg>'
        f"{below}<figcaption>{escape(caption)}</figcaption>"
        f"<details><summary>{escape(say('picture.data', title=title))}</summary>{data}</details>"
        "</figure>"
    )


@cache
def _style() -> str:
    """Return the style that goes with a picture wherever it is shown, a notebook included."""
    path = files("slantwise") / "book" / "pictures" / "picture.css"
    return " ".join(path.read_text("utf-8").split())


# --- pieces ---------------------------------------------------------------------------


def words(x: float, y: float, text: str, anchor: str = "start", style: str = "") -> str:
    """Return words with their base line at ``y``."""
    return (
        f'<text x="{x:.2f}%" y="{y:.2f}em" text-anchor="{anchor}" class="{style}">'
        f"{escape(text)}</text>"
    )


def box(x: float, y: float, width: float, height: float, style: str) -> str:
    """Return a box; one that would be too thin to see is made a little wider."""
    return (
        f'<rect x="{x:.2f}%" y="{y:.2f}em" width="{max(width, 0.5):.2f}%" '
        f'height="{height:.2f}em" class="{style}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    """Return a straight line."""
    return f'<line x1="{x1:.2f}%" y1="{y1:.2f}em" x2="{x2:.2f}%" y2="{y2:.2f}em" class="{style}"/>'


def label(y: float, text: str, note: str = "") -> tuple[list[str], float]:
    """Return a label on as many lines as it needs, a note at its right, and where it ends."""
    lines = wrap(text, _LABEL)
    made = [words(0, y + 1 + 1.2 * n, part, style="slw-p-label") for n, part in enumerate(lines)]
    if note:
        made.append(words(100, y + 1, note, "end", "slw-p-note"))
    return made, y + 1.2 * len(lines) + 0.2


# --- places along the text ----------------------------------------------------------------


def share(article: Article, offset: int) -> float:
    """Return how far into the text an offset lies, in percent."""
    return 100 * offset / len(article.text)


def section_lines(article: Article, height: float, *, top: float = 0, left: float = 0) -> list[str]:
    """Return where sections begin, as lines down to ``height``, with their numbers at the foot."""
    made, scale = [], (100 - left) / 100
    for n, section in enumerate(article.sections, start=1):
        start = left + scale * share(article, section.span.start)
        middle = (section.span.start + section.span.end) // 2
        if n > 1:
            made.append(line(start, top, start, height, "slw-p-section"))
        at = left + scale * share(article, middle)
        made.append(words(at, height + 1.1, str(n), "middle", "slw-p-note"))
    return made


def section_names(article: Article) -> str:
    """Return what the numbers at the foot of a picture stand for, as HTML."""
    named = " · ".join(f"{n}\u00a0{s.title}" for n, s in enumerate(article.sections, start=1))
    return f'<p class="slw-picture-key">{escape(say("picture.sections", names=named))}</p>'
