"""Small pieces of the report: tables, figures in words, a curve. Every text is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

from slantwise.classroom.figures import Figure
from slantwise.strings import say
from slantwise.summary import ENOUGH, Summary


def percent(value: float) -> str:
    """Return a share as a whole percentage."""
    return f"{100 * value:.0f}%"


def told_share(n: int, figure: Figure) -> str:
    """Return a share of pupils with its interval, or the word that they are too few."""
    of = say("class.n_of", n=n, of=figure.n)
    if figure.low is None or figure.high is None:
        return f"{of}. {say('class.few')}"
    return f"{percent(figure.value)} ({of}; {percent(figure.low)} to {percent(figure.high)})"


def told(figure: Figure | None, *, signed: bool = False) -> str:
    """Return a figure with its interval, or the word that there is too little."""
    if figure is None:
        return say("class.none")
    if figure.low is None or figure.high is None:
        return f"{number(figure.value, signed=signed)}. {say('class.few')}"
    edges = (number(edge, signed=signed) for edge in (figure.low, figure.high))
    return f"{number(figure.value, signed=signed)} ({' to '.join(edges)})"


def number(value: float, *, signed: bool = False) -> str:
    """Return a figure with two places, a true minus, and no sign before nought."""
    plain = f"{value:+.2f}" if signed else f"{value:.2f}"
    return plain[-4:] if float(plain) == 0 else plain.replace("-", "−")


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph."""
    named = f' class="{kind}"' if kind else ""
    return f"<p{named}>{escape(text)}</p>"


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], where: str = ""
) -> str:
    """Return a table of texts whose first column names its rows; it scrolls where it is wide.

    ``where`` tells tables of one caption apart for whoever hears the page.
    """
    body = "".join(_row(row) for row in rows)
    if not body:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    label = escape(f"{caption} · {where}" if where else caption, quote=True)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{label}">'
        f"<table><caption><span>{escape(caption)}</span></caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{rest}</tr>'


def shorten(text: str, most: int = 300) -> str:
    """Return a text on one line, cut between words where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


# --- calibration ------------------------------------------------------------------------


def calibration(found: Summary, where: str = "") -> str:
    """Return how often answers of each level were right, as a table and as a curve."""
    if not found["n"]:
        return ""
    levels = [level for level in found["levels"] if level["n"]]
    rows = [_level(level) for level in levels]
    heads = [say(f"class.sure.{name}") for name in ("level", "said", "right")]
    curve = _curve([level for level in levels if level["n"] >= ENOUGH])
    told_levels = table(say("class.sure.caption"), heads, rows, where)
    return f'<div class="sure">{curve}{told_levels}</div>'


def _level(level: Summary) -> tuple[str, str, str]:
    few = level["n"] < ENOUGH
    share = Figure(
        level["share"], level["n"], *((None, None) if few else (level["low"], level["high"]))
    )
    name = say(f"class.sure.{level['level']}")
    return name, percent(level["said"]), told_share(level["right"], share)


_SIDE, _EDGE = 200, 40


def _curve(levels: Sequence[Summary]) -> str:
    """Return a drawing: said from left to right, right from below to above."""
    if not levels:
        return ""
    points = " ".join(f"{_x(level['said'])},{_y(level['share'])}" for level in levels)
    marks = "".join(_mark(level) for level in levels)
    size = _SIDE + 2 * _EDGE
    label = escape(say("class.sure.curve"), quote=True)
    return (
        f'<svg viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}"/>'
        f'<path class="even" d="M{_x(0.4)} {_y(0.4)}L{_x(1)} {_y(1)}"/>'
        f'<polyline points="{points}"/>{marks}{_ticks()}</svg>'
    )


def _mark(level: Summary) -> str:
    x = _x(level["said"])
    return (
        f'<path d="M{x} {_y(level["low"])}L{x} {_y(level["high"])}"/>'
        f'<circle cx="{x}" cy="{_y(level["share"])}" r="4"/>'
    )


def _ticks() -> str:
    low, high = _EDGE + _SIDE + 14, _EDGE - 6
    across = "".join(
        f'<text x="{_x(p)}" y="{low}" text-anchor="middle">{percent(p)}</text>'
        for p in (0.5, 0.75, 0.9)
    )
    up = "".join(
        f'<text x="{high}" y="{_y(p)}" text-anchor="end" dominant-baseline="middle">'
        f"{percent(p)}</text>"
        for p in (0, 0.5, 1)
    )
    said = (
        f'<text x="{_x(0.7)}" y="{low + 16}" text-anchor="middle">{say("class.sure.said")}</text>'
    )
    right = f'<text x="4" y="{_EDGE - 14}">{say("class.sure.right")}</text>'
    return across + up + said + right


def _x(p: float) -> str:
    return f"{_EDGE + (p - 0.4) / 0.6 * _SIDE:.1f}"


def _y(p: float) -> str:
    return f"{_EDGE + (1 - p) * _SIDE:.1f}"
