"""Cells about the readings: who made them, what their labels mean, how far they agree."""

from collections.abc import Iterable, Sequence
from html import escape

from IPython.display import HTML

from slantwise.annotation import LENSES, Lens, Span
from slantwise.articles import Article, find_root, load_article
from slantwise.readings import alpha
from slantwise.strings import say
from slantwise.taxonomy import Label, Shelf, rulings, works
from slantwise.taxonomy import labels as all_labels


def labels(lens: Shelf) -> HTML:
    """Show every label of a lens: what it means, an example, and where it does not hold."""
    shown = "".join(_label(label) for label in all_labels() if label.lens == lens)
    return _folded(shown)


def open_questions() -> HTML:
    """Show what the codebook left open, how this project decided, and why."""
    return _folded(
        "".join(
            f"<details><summary>{escape(x.question)}</summary>"
            f"<p>{escape(x.ruling)}</p><p>{say('ruling.reason')}: {escape(x.reason)}</p></details>"
            for x in rulings()
        )
    )


def readings(article: str) -> HTML:
    """Show who read an article closely, with how many marks under each lens."""
    text = load_article(article, find_root())
    head = [say("readings.reading"), say("readings.about"), *(say(f"lens.{x}") for x in LENSES)]
    rows = [
        (x.name, x.about, *(str(sum(m.lens == lens for m in x.marks)) for lens in LENSES))
        for x in text.readings
    ]
    return table(head, rows, say("readings.caption", n=len(rows)))


def agreement(article: str, lens: Lens | None = None) -> HTML:
    """Show how far an article's readings agree on a lens, or on all: by section, and in all."""
    text = load_article(article, find_root())
    lenses = (lens,) if lens else LENSES
    parts = [(section.title, section.span) for section in text.sections]
    parts.append((say("agreement.whole"), Span(0, len(text.text))))
    rows = [(title, *(_alpha(text, span, x) for x in lenses)) for title, span in parts]
    head = [say("agreement.alpha", lens=say(f"lens.{x}")) for x in lenses]
    names = ", ".join(reading.name for reading in text.readings)
    caption = say("agreement.caption", n=len(text.readings), names=names)
    return table([say("agreement.section"), *head], rows, caption)


def _alpha(text: Article, span: Span, lens: Lens) -> str:
    try:
        return f"{alpha(text.text, span, text.readings, lens):.2f}"
    except ValueError:
        return say("agreement.none")
    except ModuleNotFoundError:  # in the browser there is no nltk
        return say("agreement.absent")


def _label(label: Label) -> str:
    marked = escape(label.example).replace("[[", f'<span class="slw-u slw-u-{label.lens}">')
    marked = marked.replace("]]", "</span>")
    also = "".join(sorted(f"<li>{escape(word)}</li>" for word in label.maps if word != label.id))
    words = f"<p>{say('label.maps')}</p><ul>{also}</ul>" if also else ""
    source = f"{works()[label.source]} ({label.term})"
    return (
        f"<details><summary>{escape(label.name)} <small>({escape(label.id)})</small></summary>"
        f"<p>{escape(label.means)}</p><p>{say('rules.marked')}</p><ul><li>{marked}</li></ul>"
        f"<p>{say('label.fair')}</p><ul><li>{escape(label.fair)}</li></ul>"
        f"{words}<p>{say('label.source')}: {escape(source)}.</p></details>"
    )


def _folded(rows: str) -> HTML:
    return HTML(f'<div class="slw slw-rules">{rows}</div>')  # type: ignore[no-untyped-call]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> HTML:
    """Return a table with a caption; the first cell of a row names it."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return HTML(  # type: ignore[no-untyped-call]  # IPython has no types here
        f'<table class="slw-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )
