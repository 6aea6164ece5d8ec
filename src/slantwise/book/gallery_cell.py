"""The disagreement gallery as a page shows it: words, question, and then, folded, the rest."""

from collections.abc import Iterator
from html import escape

from IPython.display import HTML

from slantwise.annotation import LENSES, Lens
from slantwise.articles import Article, find_root, load_article
from slantwise.gallery import Place, Voice, load_gallery, partings
from slantwise.strings import say


def gallery(article: str) -> HTML:
    """Show places on which the readings part, with both sides argued.

    The words and a question stand open. What the readings say is folded, so that one can
    take a stand first.
    """
    root = find_root()
    text = load_article(article, root)
    places = load_gallery(article, root)
    shown = "".join(_place(n, place, text) for n, place in enumerate(places, start=1))
    count = sum(len(partings(text, lens)) for lens in LENSES)
    rule = say("gallery.rule", n=count, readings=len(text.readings), shown=len(places))
    return HTML(  # type: ignore[no-untyped-call]  # IPython has no types here
        f'<div class="slw slw-rules slw-gallery"><p>{escape(rule)}</p>{shown}</div>'
    )


def _place(n: int, place: Place, article: Article) -> str:
    section = next(s.title for s in article.sections if s.span.contains(place.span))
    kicker = say("gallery.where", n=n, lens=say(f"lens.{place.lens}"), section=section)
    said = "".join(_said(voice, place.lens) for voice in place.voices)
    return (
        f'<section class="slw-place"><h3 class="slw-kicker">{escape(kicker)}</h3>'
        f'<p class="slw-sentence">{_marked(place, article)}</p>'
        f'<p class="slw-question">{escape(place.question)}</p>'
        f'<details class="slw-fold"><summary>{escape(say("gallery.open", n=n))}</summary>'
        f'<dl class="slw-said">{said}</dl><div class="slw-sides">'
        f"{_case('for', place.case_for)}{_case('against', place.case_against)}"
        "</div></details></section>"
    )


def _marked(place: Place, article: Article) -> str:
    """Return the sentence of a place as HTML, with its words underlined."""
    sentence = article.layout.sentences[article.layout.sentence_at(place.span.start)].span
    text, span = article.text, place.span
    before, after = text[sentence.start : span.start], text[span.end : sentence.end]
    words = f'<span class="slw-u slw-u-{place.lens}">{escape(span.of(text))}</span>'
    return f"{escape(before)}{words}{escape(after)}"


def _said(voice: Voice, lens: Lens) -> str:
    """Return who speaks, how they judge, and each reason once."""
    fair = "sourced" if lens == "unsourced" else "fair"
    kind = "marks" if voice.marks else fair if voice.fair else "silent"
    head = f"<dt>{escape(say(f'gallery.{kind}', name=voice.name))}</dt>"
    return head + "".join(f"<dd>{escape(reason)}</dd>" for reason in _reasons(voice))


def _reasons(voice: Voice) -> Iterator[str]:
    marks = voice.marks or voice.fair
    return iter(dict.fromkeys(mark.why for mark in marks))


def _case(side: str, words: str) -> str:
    head = escape(say(f"gallery.case_{side}"))
    return f'<div><p class="slw-part-title">{head}</p><p>{escape(words)}</p></div>'
