"""One HTML file that holds a text, the reader, and everything that the reader needs."""

from collections.abc import Iterable
from html import escape

from slantwise.annotation import LENSES, Annotation, Span
from slantwise.articles import Article, Provenance, Section
from slantwise.lenses import Document
from slantwise.lenses.english import reads_as_english
from slantwise.reader import bundle, payload
from slantwise.reader.static import element
from slantwise.strings import say

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; background: #fffdf8; color: #1f2328; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #16181c; color: #e8e6e1; }} }}
main {{ max-width: 68rem; margin: 0 auto; padding: 1rem; }}
h2 {{ font: 600 1.1rem/1.3 Georgia, "Liberation Serif", serif; margin-top: 1.6rem; }}
.whole {{ font: 1rem/1.55 system-ui, sans-serif; max-width: 42rem; }}
@media print {{ .whole {{ font-size: 9pt; }} }}
h1 {{ font: 600 1.6rem/1.25 Georgia, "Liberation Serif", serif; overflow-wrap: anywhere; }}
{style}
</style>
</head>
<body><main><h1>{title}</h1>{notice}
{reader}{whole}
</main>
<script>
{script}
</script>
</body>
</html>
"""


def _notice(text: str) -> str:
    return "" if reads_as_english(text) else f"<p>{escape(say('own.not_english'))}</p>"


def _whole(annotations: Iterable[Annotation]) -> str:
    """Return what a lens asks about the text as a whole: there are no words to underline."""
    asked = "".join(
        f"<p><strong>{escape(say(f'lens.{a.lens}'))} · {escape(a.label)}</strong><br>"
        f"<em>{escape(a.question)}</em> {escape(a.why)}<br>"
        f"{escape(say('note.best_case'))}: {escape(a.best_case)}</p>"
        for a in annotations
        if not a.spans
    )
    title = escape(say("page.whole"))
    return f'\n<section class="whole"><h2>{title}</h2>{asked}</section>' if asked else ""


def html_page(document: Document, name: str) -> str:
    """Return the page; it works from disk, without network, and asks no other host."""
    within = Span(0, max(1, len(document.text)))
    article = Article(
        id="text",
        title=name,
        language="en",
        text=document.text,
        layout=document.layout,
        sections=(Section("text", name, within),),
        provenance=Provenance(),
        readings=(),
    )
    state = {
        "view": "reader",
        "payload": {**payload.annotated(article, document.annotations, LENSES), "level": 2},
        "lenses_on": list(LENSES),
        "opened": [],
        "selection": {},
        "marks": [],
    }
    return _PAGE.format(
        lang="en",
        title=escape(say("page.title", name=name)),
        notice=_notice(document.text),
        style=bundle.stylesheet(),
        reader=element(state),
        whole=_whole(document.annotations),
        script=bundle.classic_script().replace("</", "<\\/"),
    )
