"""What a chapter may call: each a line, each returning something to look at."""

import os
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

from IPython.display import HTML
from ipywidgets import VBox

from slantwise.annotation import LENSES, Lens
from slantwise.articles import find_root, load_article
from slantwise.book.counted import counted
from slantwise.book.reading_cells import table
from slantwise.book.rule_pages import reference
from slantwise.exercises.load import load_exercise
from slantwise.exercises.order import in_book_order, page_names
from slantwise.lenses import annotate
from slantwise.lenses.panel import panel as tallies
from slantwise.readability import readability
from slantwise.reader.keysheet import key_sheet
from slantwise.reader.own_box import own_box
from slantwise.reader.payload import Payload
from slantwise.reader.payload import exercise as exercise_payload
from slantwise.reader.static import element
from slantwise.reader.widget import Practice, Progress, Reader
from slantwise.reader.worksheet import worksheet
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


def own_text() -> HTML | VBox:
    """Show the place where readers look at a text of their own, in the page or in a notebook."""
    if os.environ.get("SLANTWISE_STATIC"):
        return HTML(element({"view": "own", "payload": {}}))  # type: ignore[no-untyped-call]
    return own_box()


def exercise(id: str, *, folded: bool = False) -> Practice:
    """Show an exercise; a folded one shows its title until it is opened."""
    return Practice(id, folded=folded)


def progress() -> Progress:
    """Show the learner's summary of all answers."""
    return Progress()


def worksheets() -> HTML:
    """Show every exercise as a worksheet without its key, each on a page of its own in print."""
    return _sheets(worksheet, "slw-paged")


def keys() -> HTML:
    """Show the key of every exercise."""
    return _sheets(key_sheet, "slw-keys")


def _sheets(made: Callable[[Payload, str], str], style: str) -> HTML:
    """Return the sheets of all exercises, below a list of links to them."""
    root = find_root()
    payloads = [exercise_payload(load_exercise(id, root)) for id in in_book_order(root)]
    names = page_names(root)
    groups = groupby((payload["exercise"] for payload in payloads), lambda task: task["chapter"])
    links = "".join(_index(names.get(chapter), tasks) for chapter, tasks in groups)
    sheets = "".join(
        f'<div class="slw-sheet" id="sheet-{payload["exercise"]["id"]}">{made(payload, "h2")}</div>'
        for payload in payloads
    )
    every = f'<p class="slw-every"><a href="#slw-every">{escape(say("sheets.every"))}</a></p>'
    index = f'<div class="slw-index" id="slw-every">{links}{every}</div>'
    shown = f'<div class="slw slw-sheets {style}">{index}{sheets}</div>'
    return HTML(shown)  # type: ignore[no-untyped-call]


def _index(page: str | None, tasks: Iterable[Payload]) -> str:
    """Return links to the sheets of a page's exercises."""
    links = "".join(
        f'<li><a href="#sheet-{task["id"]}">{escape(task["title"])}</a></li>' for task in tasks
    )
    title = f'<p class="slw-page">{escape(page)}</p>' if page else ""
    return f"{title}<ul>{links}</ul>"


def provenance(article: str) -> HTML:
    """Show what is known, and what is not, of where an article comes from."""
    known = load_article(article, find_root()).provenance
    rows = [
        (say(f"provenance.{name}"), getattr(known, name) or say("provenance.none"))
        for name in ("title", "byline", "date", "outlet", "link")
    ]
    head = (say("provenance.what"), say("provenance.given"))
    return table(head, rows, known.summary)


def reading_ease(article: str) -> HTML:
    """Describe how easy each section of an article is to read."""
    text = load_article(article, find_root())
    rows = []
    for section in text.sections:
        made = readability(text.text, text.layout, section.span)
        per_sentence = f"{made.words_per_sentence:.0f}"
        rows.append((section.title, str(made.words), per_sentence, f"{made.reading_ease:.0f}"))
    names = ("section", "words", "per_sentence", "ease")
    return table([say(f"ease.{n}") for n in names], rows, say("ease.caption"))


def panel(article: str, section: str | None = None) -> HTML:
    """Show what the sentences of an article claim, cite, foretell and grant, and who acts.

    Each count opens the sentences behind it, and each group ends with a question that no
    rule can answer.
    """
    source = load_article(article, find_root())
    document = annotate(source.text, layout=source.layout)
    within = source.section(section).span if section else None
    known = {actor.name: actor.aliases for actor in source.actors}
    shown = counted(document, tallies(document, within, known), whole=within is None)
    return HTML(f'<div class="slw slw-rules slw-panel">{shown}</div>')  # type: ignore[no-untyped-call]


def rules(lens: Lens) -> HTML:
    """Show every rule of a lens: what it asks and why, with examples marked as it marks them."""
    return HTML(f'<div class="slw slw-rules">{reference(lens)}</div>')  # type: ignore[no-untyped-call]
