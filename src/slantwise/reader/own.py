"""A reader's own text: what the page, the notebook and the command line show of it.

Nothing but the standard library: this very module also runs in the page.
"""

import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

from slantwise.annotation import LENSES, Span
from slantwise.articles import Article, Provenance, Section
from slantwise.exercises.rewrite import grade_rewrite
from slantwise.lenses import annotate
from slantwise.lenses.concession import RULE
from slantwise.lenses.english import reads_as_english
from slantwise.lenses.panel import panel
from slantwise.readability import Counts, count
from slantwise.reader.view import annotated
from slantwise.text import layout

if TYPE_CHECKING:
    from slantwise.exercises.tasks import RewriteExercise

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
    missing = next((a.question for a in found.annotations if a.by == RULE.id), "")
    counts = _counts(made, reader["notes"])
    return {
        "reader": reader,
        "panel": tallies,
        "missing": missing,
        "counts": counts,
        "english": reads_as_english(text),
    }


# --- what the page's own Python is asked, in JSON ----------------------------------------


def look_json(text: str, title: str) -> str:
    """Return what `look` does, as JSON: the same on every Python."""
    return _json(look(text, title))


def swap_json(text: str, one: str, other: str) -> str:
    """Return a text with the names of two sides exchanged, and how often that was done."""
    swapped, count = swap(text, _names(one), _names(other))
    return _json({"text": swapped, "count": count})


def rewrite_json(task: str, text: str) -> str:
    """Check a rewrite; ``task`` is what the page knows of the exercise."""
    known = json.loads(task)
    keep = [SimpleNamespace(**row) for row in known["keep"]]
    plain = SimpleNamespace(**{**known, "keep": keep})
    graded = grade_rewrite(cast("RewriteExercise", plain), known["original"], text)
    items = [{"id": id, "outcome": outcome} for id, outcome in graded.items]
    passed = graded.score >= known["pass"]
    return _json({"score": graded.score, "passed": passed, "items": items})


def _json(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, sort_keys=True)


# --- two sides --------------------------------------------------------------------------


def _names(given: str) -> list[str]:
    return [name.strip() for name in given.split(",") if name.strip()]


def swap(text: str, one: list[str], other: list[str]) -> tuple[str, int]:
    """Exchange the names of two sides, first with first and so on; return how often, too.

    Only whole words count, in the case in which they are given. Raises ValueError unless
    both sides have the same number of names, all different.
    """
    if len(one) != len(other) or len({*one, *other}) != 2 * len(one) or not one:
        raise ValueError("each side needs the same number of names, and no name twice")
    into = {**dict(zip(one, other, strict=True)), **dict(zip(other, one, strict=True))}
    longest_first = sorted(into, key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name) for name in longest_first)
    return re.subn(rf"(?<!\w)(?:{either})(?!\w)", lambda found: into[found.group()], text)


# --- counts -----------------------------------------------------------------------------


def _counts(made: Counts, notes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return counts of the text and, for each lens, its findings in 1,000 words."""
    dense = {
        lens: round(1000 * sum(note["lens"] == lens for note in notes) / made.words, 1)
        for lens in LENSES
    }
    per_sentence = round(made.words_per_sentence, 1)
    ease = round(made.ease)
    return {"words": made.words, "per_sentence": per_sentence, "ease": ease, "dense": dense}
