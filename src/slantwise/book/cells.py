"""What a chapter may call: each a line, each returning something to look at."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from IPython.display import HTML

from slantwise.annotation import LENSES, Lens
from slantwise.articles import find_root, load_article
from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.lenses import Document, Rule, annotate, load_rules
from slantwise.lenses.panel import Tally
from slantwise.lenses.panel import panel as tallies
from slantwise.readability import readability
from slantwise.reader.keysheet import key_sheet
from slantwise.reader.passage import in_quotes
from slantwise.reader.payload import Payload
from slantwise.reader.payload import exercise as exercise_payload
from slantwise.reader.widget import Practice, Progress, Reader
from slantwise.reader.worksheet import worksheet
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
    payloads = [exercise_payload(load_exercise(id, root)) for id in list_exercises(root)]
    tasks = [payload["exercise"] for payload in payloads]
    links = "".join(
        f'<li><a href="#sheet-{task["id"]}">{escape(task["title"])}</a></li>' for task in tasks
    )
    sheets = "".join(
        f'<div class="slw-sheet" id="sheet-{task["id"]}">{made(payload, "h2")}</div>'
        for task, payload in zip(tasks, payloads, strict=True)
    )
    shown = f'<div class="slw slw-sheets {style}"><ul class="slw-index">{links}</ul>{sheets}</div>'
    return HTML(shown)  # type: ignore[no-untyped-call]


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
    """Show what the sentences of an article claim, cite, foretell and grant.

    Each count opens the sentences behind it, and each group ends with a question that no
    rule can answer.
    """
    source = load_article(article, find_root())
    document = annotate(source.text, layout=source.layout)
    within = source.section(section).span if section else None
    groups: dict[str, list[Tally]] = {}
    for tally in tallies(document, within):
        groups.setdefault(tally.group, []).append(tally)
    shown = "".join(_group(name, rows, document) for name, rows in groups.items())
    return HTML(f'<div class="slw slw-rules slw-panel">{shown}</div>')  # type: ignore[no-untyped-call]


def _group(group: str, rows: Iterable[Tally], document: Document) -> str:
    body = "".join(_tally(tally, document) for tally in rows)
    ask = escape(say(f"panel.{group}.ask"))
    title = escape(say(f"panel.{group}"))
    return f'<p class="slw-title">{title}</p>{body}<p class="slw-question">{ask}</p>'


def _tally(tally: Tally, document: Document) -> str:
    own = tally.group == "voices"
    name = escape(tally.name if own else say(f"panel.{tally.group}.{tally.name}"))
    count = len(tally.sentences)
    if not count:
        return f"<p>{name}: <b>0</b></p>"
    spans = (document.layout.sentences[i].span for i in tally.sentences)
    listed = "".join(f"<li>{escape(span.of(document.text))}</li>" for span in spans)
    return f"<details><summary>{name}: {count}</summary><ul>{listed}</ul></details>"


def rules(lens: Lens) -> HTML:
    """Show every rule of a lens: what it asks and why, with examples marked as it marks them."""
    found = [rule for rule in load_rules().rules if rule.lens == lens and rule.label]
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
