"""The class over a text: tints for the share of pupils, underlines for the readings.

Nothing rests on colour alone: each tinted place has its share as a small number, and each
share of the readings has its own line.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from slantwise.classroom.html import paragraph, percent, shorten, table, told_share
from slantwise.classroom.marked import Heat, Place
from slantwise.exercises.load import Marking
from slantwise.reader.view import passage
from slantwise.strings import say

STEPS = (0.01, 0.2, 0.4, 0.6, 0.8)  # the shares at which a darker tint begins
LINES = (0.01, 0.34, 0.67, 1.0)  # and another line under the words
NUMBERED = 2  # the tint from which the number is shown


def heat_map(exercise: Marking, heat: Heat) -> str:
    """Return the passage with the class in it, and what its tints and lines mean."""
    shown = passage(exercise.article, exercise.section.span)
    blocks = "".join(
        f'<p class="text-{block["kind"]}">{_block(heat, block["start"], block["text"])}</p>'
        for block in shown["blocks"]
    )
    notice = paragraph(shown["notice"], "notice") if shown["notice"] else ""
    lang = escape(shown["lang"], quote=True)
    return f'{notice}{_legend(heat)}<div class="text" lang="{lang}" dir="auto">{blocks}</div>'


def step(value: float, edges: tuple[float, ...]) -> int:
    """Return how many of the edges a share reaches."""
    return sum(value >= edge - 1e-9 for edge in edges)


def _block(heat: Heat, start: int, text: str) -> str:
    return "".join(_pieces(heat, start, text))


def _pieces(heat: Heat, start: int, text: str) -> Iterator[str]:
    """Yield the pieces of a paragraph: runs of words that look alike, and what is between."""
    inside = [
        i
        for i, word in enumerate(heat.words)
        if start <= word.start and word.end <= start + len(text)
    ]
    at = start
    for look, run in groupby(inside, key=lambda i: _look(heat, i)):
        places = list(run)
        first, last = heat.words[places[0]].start, heat.words[places[-1]].end
        yield escape(text[at - start : first - start])
        most = max(heat.counts[i] for i in places) / heat.pupils
        yield _piece(text[first - start : last - start], look, most)
        at = last
    yield escape(text[at - start :])


def _look(heat: Heat, i: int) -> tuple[int, int]:
    return step(heat.counts[i] / heat.pupils, STEPS), step(heat.votes[i] / heat.readings, LINES)


def _piece(words: str, look: tuple[int, int], most: float) -> str:
    tint, line = look
    if not tint and not line:
        return escape(words)
    number = f"<sup>{100 * most:.0f}</sup>" if tint >= NUMBERED else ""
    return f'<span class="h{tint} r{line}">{escape(words)}{number}</span>'


def _legend(heat: Heat) -> str:
    edges = [*STEPS[1:], 1.0]
    tints = [
        (f"h{i + 1} r0", say("class.heat.step", low=percent(low), high=percent(high)))
        for i, (low, high) in enumerate(zip(STEPS, edges, strict=True))
    ]
    votes = dict.fromkeys((step(n / heat.readings, LINES), n) for n in range(1, heat.readings + 1))
    lines = [(f"h0 r{line}", say("class.heat.votes", n=n, of=heat.readings)) for line, n in votes]
    listed = "".join(
        f'<li><span class="{look}">{escape(say("class.heat.sample"))}</span> {escape(text)}</li>'
        for look, text in (*tints, *lines)
    )
    told = escape(say("class.heat.legend"))
    return f'<div class="legend"><p>{told}</p><ul>{listed}</ul></div>'


# --- passages ---------------------------------------------------------------------------


def places(heat: Heat, where: str) -> str:
    """Return a table of every passage: the class beside the readings."""
    rows = [
        (
            f"“{shorten(place.words)}”",
            say(f"class.zone.{place.zone}"),
            told_share(place.marked, place.share),
            _readers(place, heat),
        )
        for place in heat.places
    ]
    heads = [say(f"class.places.{name}") for name in ("words", "zone", "class", "readings")]
    return table(say("class.places.caption"), heads, rows, where)


def prompts(heat: Heat) -> str:
    """Return the passages that a class may well talk about."""
    parts = (("disputed", heat.disputed), ("against", heat.against))
    return "".join(_prompts(name, found, heat) for name, found in parts)


def _prompts(name: str, found: list[Place], heat: Heat) -> str:
    title = f"<h4>{escape(say(f'class.{name}'))}</h4>"
    if not found:
        return title + paragraph(say(f"class.{name}.none"))
    listed = "".join(f"<li>{_prompt(place, heat)}</li>" for place in found)
    return f'{title}{paragraph(say(f"class.{name}.how"))}<ol class="prompts">{listed}</ol>'


def _prompt(place: Place, heat: Heat) -> str:
    share = told_share(place.marked, place.share)
    before, after = (escape(part) for part in place.around)
    words = f'{before}<b class="said">{escape(place.words)}</b>{after}'
    said = escape(say("class.prompt", share=share, readings=_readers(place, heat)))
    ask = place.question or say("class.prompt.ask")
    best = f"{say('note.best_case')}: {place.best_case}" if place.best_case else ""
    shown = f"<blockquote>{words}</blockquote><p>{said}</p>{paragraph(ask, 'ask')}"
    return shown + (paragraph(best) if best else "")


def _readers(place: Place, heat: Heat) -> str:
    return say("class.n_of", n=place.readers, of=heat.readings)
