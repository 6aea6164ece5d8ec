"""Pictures along the text, from its first word on the left to its last on the right."""

from collections.abc import Iterable, Sequence

from IPython.display import HTML

from slantwise.annotation import LENSES, Lens, Span, merge
from slantwise.articles import Article, Reading, find_root, load_article
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
from slantwise.lenses import Document, annotate
from slantwise.lenses.actors import Actor, actors
from slantwise.lenses.panel import panel
from slantwise.strings import say

_LEFT = 7.0  # percent that the name of a reading takes


def voices(article: str) -> HTML:
    """Draw for each actor where it is spoken about, and where its own words are reported."""
    source = load_article(article, find_root())
    document = annotate(source.text, layout=source.layout)
    found = actors(document, {actor.name: actor.aliases for actor in source.actors})
    pieces, top = _key(("tall", "low"), "voices")
    y = top
    for actor in found:
        made, y = label(y, actor.name)
        blocks = (_block(source, i, y, low=i not in actor.heard) for i in _present(actor))
        pieces += [*made, *blocks, line(0, y + 1.3, 100, y + 1.3, "slw-p-base")]
        y += 1.8
    rows = [(a.name, str(len(_present(a))), str(len(a.heard))) for a in found]
    head = (say("picture.actor"), say("picture.voices.about"), say("picture.voices.heard"))
    silent = ", ".join(actor.name for actor in found if not actor.heard)
    told = say("picture.voices.told", n=len(found), silent=silent)
    drawing = Drawing((*section_lines(source, y, top=top), *pieces), y + 1.4)
    return picture("voices", drawing, Figures(head, rows), told, section_names(source))


def would_could(article: str) -> HTML:
    """Draw in which sentences a text says "would" or "will", and in which "could" or "may"."""
    source = load_article(article, find_root())
    document = annotate(source.text, layout=source.layout)
    counted = {t.name: t.sentences for t in panel(document) if t.group == "futures"}
    pieces, y = list[str](), 0.0
    for name, style in (("would", "slw-p-framing"), ("could", "slw-p-hollow")):
        made, y = label(y, say(f"panel.futures.{name}"), str(len(counted[name])))
        spans = (source.layout.sentences[i].span for i in counted[name])
        pieces += [*made, *(_box(source, span, y, style) for span in spans)]
        pieces.append(line(0, y + 1.3, 100, y + 1.3, "slw-p-base"))
        y += 1.8
    n = {name: len(counted[name]) for name in ("would", "could")}
    told = say("picture.would_could.told", of=_body(document), **n)
    figures = Figures(
        (say("picture.section"), say("panel.futures.would"), say("panel.futures.could")),
        _by_section(source, counted["would"], counted["could"]),
    )
    drawing = Drawing((*section_lines(source, y), *pieces), y + 1.4)
    return picture("would_could", drawing, figures, told, section_names(source))


def side_by_side(article: str, lens: Lens | None = None) -> HTML:
    """Draw which words each reading marks under a lens, or under all, one below the other."""
    source = load_article(article, find_root())
    lenses, pieces, y = (lens,) if lens else LENSES, list[str](), 0.0
    rows = []
    for each in lenses:
        made, y = label(y, say(f"lens.{each}"))
        pieces += made
        for reading in source.readings:
            pieces += _strip(source, reading, each, y)
            rows.append((f"{say(f'lens.{each}')}: {reading.name}", *_marks(source, reading, each)))
            y += 1.5
        y += 0.5
    numbers = (str(n) for n, _ in enumerate(source.sections, start=1))
    figures = Figures((say("readings.reading"), *numbers, say("picture.all")), rows)
    told = say("picture.side_by_side.told", rows="; ".join(f"{r[0]}, {r[-1]}" for r in rows))
    drawing = Drawing((*section_lines(source, y, left=_LEFT), *pieces), y + 1.4)
    return picture("side_by_side", drawing, figures, told, section_names(source))


# --- parts ------------------------------------------------------------------------------


def _key(kinds: Sequence[str], name: str) -> tuple[list[str], float]:
    """Return what each kind of block means, a line each, and where this ends."""
    made = list[str]()
    for n, kind in enumerate(kinds):
        low, y = kind == "low", 1.6 * n
        made.append(box(0, y + 0.6 * low, 2, 1.1 - 0.6 * low, _style(low)))
        made.append(words(4, y + 0.95, say(f"picture.{name}.{kind}"), style="slw-p-note"))
    return made, 1.6 * len(kinds) + 0.4


def _style(low: bool) -> str:
    return "slw-p-faint" if low else "slw-p-solid"


def _block(article: Article, sentence: int, y: float, *, low: bool) -> str:
    """Return the block of a sentence: a tall one, or a low one on the base line."""
    span = article.layout.sentences[sentence].span
    x, end = share(article, span.start), share(article, span.end)
    return box(x, y + 0.75 * low, end - x, 1.3 - 0.75 * low, _style(low))


def _box(article: Article, span: Span, y: float, style: str, left: float = 0) -> str:
    scale = (100 - left) / 100
    x, end = share(article, span.start), share(article, span.end)
    return box(left + scale * x, y, scale * (end - x), 1.3, style)


def _strip(article: Article, reading: Reading, lens: Lens, y: float) -> Iterable[str]:
    yield words(0, y + 1.0, reading.name, style="slw-p-note")
    yield line(_LEFT, y + 1.3, 100, y + 1.3, "slw-p-base")
    for span in _marked(reading, lens):
        yield _box(article, span, y, f"slw-p-{lens}", _LEFT)


def _marked(reading: Reading, lens: Lens) -> tuple[Span, ...]:
    """Return the places that a reading marks; marks that overlap make one place."""
    return merge(mark.span for mark in reading.marks if mark.lens == lens)


def _marks(article: Article, reading: Reading, lens: Lens) -> list[str]:
    """Return how many places a reading marks in each section, and in all."""
    spans = _marked(reading, lens)
    each = (sum(s.span.contains(span) for span in spans) for s in article.sections)
    return [*map(str, each), str(len(spans))]


def _present(actor: Actor) -> list[int]:
    return sorted({*actor.acts, *actor.suffers, *actor.heard})


def _body(document: Document) -> int:
    return sum(sentence.kind == "body" for sentence in document.layout.sentences)


def _by_section(article: Article, *counts: Sequence[int]) -> Iterable[Sequence[str]]:
    spans = article.layout.sentences
    for n, s in enumerate(article.sections, start=1):
        inside = (sum(s.span.contains(spans[i].span) for i in count) for count in counts)
        yield (f"{n} {s.title}", *map(str, inside))
    yield (say("picture.all"), *(str(len(count)) for count in counts))
