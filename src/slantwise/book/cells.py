"""What a chapter may call: each a line, each returning something to look at."""

from collections.abc import Iterable, Sequence
from html import escape

from IPython.display import HTML

from slantwise.annotation import LENSES, Lens
from slantwise.articles import find_root, load_article
from slantwise.book.counted import counted
from slantwise.lenses import Rule, annotate, load_rules
from slantwise.lenses.made import MADE
from slantwise.lenses.panel import panel as tallies
from slantwise.readability import readability
from slantwise.reader.static import in_quotes
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
    every = (*load_rules().rules, *MADE)
    found = [rule for rule in every if rule.lens == lens and rule.label]
    shown = "".join(_rule(rule) for rule in sorted(found, key=lambda rule: rule.label))
    return HTML(f'<div class="slw slw-rules">{shown}</div>')  # type: ignore[no-untyped-call]


def _rule(rule: Rule) -> str:
    neutral = " · ".join(escape(in_quotes(words)) for words in rule.neutral)
    plainer = f"<p>{say('note.neutral')}: {neutral}</p>" if neutral else ""
    marked = "".join(_example(text, f"slw-u slw-u-{rule.lens}") for text in rule.examples[:4])
    fair = "".join(_example(text, "") for text in rule.counter_examples[:4])
    return (
        f"<details><summary>{escape(rule.label)} <small>({escape(rule.id)})</small></summary>"
        f'<p class="slw-question">{escape(rule.question)}</p><p>{escape(rule.why)}</p>{plainer}'
        f"<p>{say('rules.marked')}</p><ul>{marked}</ul>"
        f"<p>{say('rules.fair')}</p><ul>{fair}</ul></details>"
    )


def _example(text: str, style: str) -> str:
    """Return an example with its [[marked]] words underlined."""
    html = escape(text).replace("[[", f'<span class="{style}">').replace("]]", "</span>")
    return f"<li>{html}</li>"


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
