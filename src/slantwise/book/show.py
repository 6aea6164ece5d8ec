"""What a chapter may call: each a line, each returning something to look at."""

from collections.abc import Iterable, Sequence
from html import escape

from IPython.display import HTML

from slantwise.annotation import LENSES, Lens
from slantwise.articles import find_root, load_article
from slantwise.readability import readability
from slantwise.reader.widget import Practice, Reader
from slantwise.readings import alpha
from slantwise.strings import say


def show(
    article: str,
    section: str | None = None,
    lenses: Sequence[Lens] = LENSES,
    on: Iterable[Lens] | None = None,
) -> Reader:
    """Show an article, or one section, through the lenses; ``on=()`` starts with all off."""
    return Reader(article, section, lenses, on)


def plain(article: str, section: str | None = None) -> Reader:
    """Show an article, or one section, as it is, without lenses."""
    return Reader(article, section, lenses=())


def exercise(id: str) -> Practice:
    """Show an exercise."""
    return Practice(id)


def agreement(article: str, lens: Lens) -> HTML:
    """Show how far the article's close readings agree on a lens, section by section."""
    text = load_article(article, find_root())
    rows = []
    for section in text.sections:
        try:
            value = f"{alpha(text.text, section.span, text.readings, lens):.2f}"
        except ValueError:
            value = say("agreement.none")
        rows.append((section.title, value))
    head = (say("agreement.section"), say("agreement.alpha", lens=say(f"lens.{lens}")))
    return _table(head, rows, say("agreement.caption", n=len(text.readings)))


def provenance(article: str) -> HTML:
    """Show what is known, and what is not, of where an article comes from."""
    known = load_article(article, find_root()).provenance
    rows = [
        (say(f"provenance.{name}"), getattr(known, name) or say("provenance.none"))
        for name in ("title", "byline", "date", "outlet", "link")
    ]
    head = (say("provenance.what"), say("provenance.given"))
    return _table(head, rows, known.summary)


def reading_ease(article: str) -> HTML:
    """Describe how easy each section of an article is to read."""
    text = load_article(article, find_root())
    rows = []
    for section in text.sections:
        made = readability(text.text, text.layout, section.span)
        per_sentence = f"{made.words_per_sentence:.0f}"
        rows.append((section.title, str(made.words), per_sentence, f"{made.reading_ease:.0f}"))
    names = ("section", "words", "per_sentence", "ease")
    return _table([say(f"ease.{n}") for n in names], rows, say("ease.caption"))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> HTML:
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
