"""The counts of a whole text as HTML: each opens the sentences behind it."""

from collections.abc import Iterable
from html import escape

from slantwise.lenses import Document
from slantwise.lenses.concession import RULE
from slantwise.lenses.panel import Tally
from slantwise.strings import say

_NAMED = ("voices", "unheard")  # groups in which a count has a name out of the text


def counted(document: Document, tallies: Iterable[Tally], *, whole: bool) -> str:
    """Return the panel, group by group; ``whole`` unless a part of the text is counted."""
    groups: dict[str, list[Tally]] = {}
    for tally in tallies:
        group = "actors" if tally.group in ("acts", "suffers") else tally.group
        groups.setdefault(group, []).append(tally)
    return "".join(_group(name, rows, document, whole) for name, rows in groups.items())


def _group(group: str, rows: list[Tally], document: Document, whole: bool) -> str:
    body = "".join(_actor(t, document) if group == "actors" else _tally(t, document) for t in rows)
    ask = say(f"panel.{group}.ask")
    if group == "other_side" and whole and any(a.by == RULE.id for a in document.annotations):
        body += f"<p>{escape(say('panel.other_side.missing'))}</p>"
        ask = RULE.question
    title = escape(say(f"panel.{group}"))
    return f'<p class="slw-title">{title}</p>{body}<p class="slw-question">{escape(ask)}</p>'


def _actor(tally: Tally, document: Document) -> str:
    """Return one of an actor's two counts; the first comes with the actor's name."""
    first = tally.group == "acts"
    name = f'<p class="slw-actor">{escape(tally.name)}</p>' if first else ""
    n = len(tally.sentences)
    told = say(f"panel.{tally.group}", n=n) if n else say(f"panel.{tally.group}.none")
    return name + _opening(told, tally, document)


def _tally(tally: Tally, document: Document) -> str:
    own = tally.group in _NAMED
    name = tally.name if own else say(f"panel.{tally.group}.{tally.name}")
    return _opening(f"{name}: {len(tally.sentences)}", tally, document)


def _opening(told: str, tally: Tally, document: Document) -> str:
    """Return a count that opens its sentences, or, where there is none, the count alone."""
    if not tally.sentences:
        return f"<p>{escape(told)}</p>"
    spans = (document.layout.sentences[i].span for i in tally.sentences)
    listed = "".join(f"<li>{escape(span.of(document.text))}</li>" for span in spans)
    return f"<details><summary>{escape(told)}</summary><ul>{listed}</ul></details>"
