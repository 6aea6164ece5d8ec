"""A picture of one idea that climbs from step to step, and one of who acts."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from IPython.display import HTML

from slantwise.articles import Article, find_root, load_article
from slantwise.book.pictures.frame import (
    Drawing,
    Figures,
    box,
    label,
    line,
    picture,
    section_lines,
    section_names,
    share,
    words,
)
from slantwise.lenses import annotate
from slantwise.lenses.actors import Actor, actors
from slantwise.strings import say
from slantwise.text import locate

_STEP = 2.6  # em from one step up to the next
_LONGEST = 66.0  # percent of the page that the longest bar takes


def climb(article: str, *quotes: str) -> HTML:
    """Draw where each of some wordings stands in a text, each a step above the one before.

    Raises ValueError for words that do not occur exactly once.
    """
    source = load_article(article, find_root())
    starts = [locate(source.text, quote).start for quote in quotes]
    foot = _STEP * len(quotes)
    points = [(share(source, at), foot - _STEP * (n + 0.5)) for n, at in enumerate(starts)]
    pieces = [line(x, y, x, foot, "slw-p-drop") for x, y in points]
    pieces += [line(*a, *b, "slw-p-climb") for a, b in pairwise(points)]
    for n, ((x, y), quote) in enumerate(zip(points, quotes, strict=True), start=1):
        pieces += _step(n, x, y, quote)
    pieces.append(line(0, foot, 100, foot, "slw-p-base"))
    rows = [
        (f"{n}. “{quote}”", _sentence(source, at))
        for n, (quote, at) in enumerate(zip(quotes, starts, strict=True), start=1)
    ]
    told = say("picture.climb.told", steps="; ".join(f"{a}: {b}" for a, b in rows))
    drawing = Drawing((*section_lines(source, foot), *pieces), foot + 1.4)
    figures = Figures((say("picture.climb.step"), say("picture.climb.place")), rows)
    return picture("climb", drawing, figures, told, section_names(source))


def who_acts(article: str) -> HTML:
    """Draw in how many sentences each actor acts, and in how many it is acted upon."""
    source = load_article(article, find_root())
    document = annotate(source.text, layout=source.layout)
    found = actors(document, {actor.name: actor.aliases for actor in source.actors})
    most = max((len(part) for a in found for part in (a.acts, a.suffers)), default=1)
    pieces, y = list(_key()), 3.4
    for actor in found:
        made, y = label(y, actor.name)
        pieces += made
        for n, style in ((len(actor.acts), "slw-p-solid"), (len(actor.suffers), "slw-p-hollow")):
            pieces += _bar(y, n, _LONGEST * n / most, style)
            y += 1.3
        y += 0.5
    head = [say(f"picture.who_acts.{x}") for x in ("acts", "suffers", "others")]
    rows = [
        (a.name, str(len(a.acts)), str(len(a.suffers)), _others(a, found) or say("picture.nobody"))
        for a in found
    ]
    told = "; ".join(f"{name}: {head[0]} {x}, {head[1]} {y}" for name, x, y, _ in rows)
    figures = Figures((say("picture.actor"), *head), rows)
    return picture("who_acts", Drawing(tuple(pieces), y), figures, told)


# --- parts ------------------------------------------------------------------------------


def _step(n: int, x: float, y: float, quote: str) -> Iterable[str]:
    """Yield a numbered dot with its words on the side where there is room."""
    yield f'<circle cx="{x:.2f}%" cy="{y:.2f}em" r="0.8em" class="slw-p-dot"/>'
    yield words(x, y + 0.35, str(n), "middle", "slw-p-number")
    side, down, anchor = (4.5, 0.95, "start") if x < 50 else (-4.5, -0.45, "end")
    yield words(x + side, y + down, f"“{quote}”", anchor, "slw-p-label")


def _sentence(article: Article, offset: int) -> str:
    """Return which sentence of the running text an offset lies in, and in which section."""
    sentences = article.layout.sentences
    at = article.layout.sentence_at(offset)
    body = [i for i, sentence in enumerate(sentences) if sentence.kind == "body"]
    section = next(s.title for s in article.sections if s.span.start <= offset < s.span.end)
    return say("picture.climb.at", n=body.index(at) + 1, of=len(body), section=section)


def _key() -> Iterable[str]:
    for n, (style, name) in enumerate((("solid", "acts"), ("hollow", "suffers"))):
        yield box(0.4, 1.6 * n + 0.2, 4, 0.9, f"slw-p-{style}")
        yield words(7, 1.6 * n + 1, say(f"picture.who_acts.{name}"), style="slw-p-note")


def _bar(y: float, n: int, width: float, style: str) -> Iterable[str]:
    told = say("picture.at_least", n=n) if n else say("picture.none")
    if n:
        yield box(0.4, y + 0.15, width, 0.85, style)
    yield words(width + 2 if n else 0.4, y + 0.95, told, style="slw-p-note")


def _others(actor: Actor, found: Sequence[Actor]) -> str:
    """Return who else acts in the sentences in which an actor is acted upon, and how often."""
    upon = set(actor.suffers)
    counts = [(x.name, len(upon.intersection(x.acts))) for x in found if x is not actor]
    return ", ".join(f"{name} ({n})" for name, n in counts if n)
