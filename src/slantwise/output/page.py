"""One HTML file that holds a text, the reader, and everything that the reader needs."""

from html import escape

from slantwise.annotation import LENSES, Span
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
h1 {{ font: 600 1.6rem/1.25 Georgia, "Liberation Serif", serif; overflow-wrap: anywhere; }}
{style}
</style>
</head>
<body><main><h1>{title}</h1>{notice}
{reader}
</main>
<script>
{script}
</script>
</body>
</html>
"""


def _notice(text: str) -> str:
    return "" if reads_as_english(text) else f"<p>{escape(say('own.not_english'))}</p>"


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
        script=bundle.classic_script().replace("</", "<\\/"),
    )
