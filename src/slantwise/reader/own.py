"""A reader's own text: what the page, the notebook and the command line show of it.

Nothing but the standard library: this very module also runs in the page.
"""

import json
from typing import Any, Final

from slantwise.annotation import LENSES, Span
from slantwise.articles import Article, Provenance, Section
from slantwise.lenses import annotate
from slantwise.lenses.panel import panel
from slantwise.readability import Counts, count
from slantwise.reader.view import annotated
from slantwise.text import layout

# A page draws an element for each underlined place; beyond this it would grow slow.
MOST: Final = 400_000


def article_of(text: str, title: str) -> Article:
    """Return any text as an article of one section, without readings."""
    sections = (Section("text", title, Span(0, max(1, len(text)))),)
    return Article("text", title, "en", text, layout(text), sections, Provenance(), ())


def look(text: str, title: str) -> dict[str, Any]:
    """Return a text through the lenses, as plain data: the reader, the panel, and counts.

    Raises ValueError for a text that is longer than `MOST` or has no word in it.
    """
    if len(text) > MOST:
        raise ValueError(f"the text has {len(text):,} characters, and the limit is {MOST:,}")
    article = article_of(text, title)
    found = annotate(text, layout=article.layout)
    made = count(text, article.layout)  # raises ValueError where there is no word
    sentences = [" ".join(s.span.of(text).split()) for s in article.layout.sentences]
    tallies = [
        {"group": t.group, "name": t.name, "sentences": [sentences[i] for i in t.sentences]}
        for t in panel(found)
    ]
    reader = annotated(article, found.annotations, LENSES)
    return {"reader": reader, "panel": tallies, "counts": _counts(made, reader["notes"])}


def look_json(text: str, title: str) -> str:
    """Return what `look` does, as JSON: the same bytes on every Python."""
    return json.dumps(look(text, title), ensure_ascii=False, sort_keys=True)


def _counts(made: Counts, notes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return counts of the text and, for each lens, its findings in 1,000 words."""
    dense = {
        lens: round(1000 * sum(note["lens"] == lens for note in notes) / made.words, 1)
        for lens in LENSES
    }
    per_sentence = round(made.words_per_sentence, 1)
    ease = round(made.reading_ease)
    return {"words": made.words, "per_sentence": per_sentence, "ease": ease, "dense": dense}
