"""A passage as plain HTML: numbered underlines, and the notes below as a list."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import escape
from itertools import count
from typing import Any

from slantwise.annotation import Span, segments
from slantwise.strings import say

_serial = count(1)


def plain_reader(payload: dict[str, Any]) -> str:
    """Return a passage with numbered underlines, and its notes below as a list.

    Places that a lens asks the same about share one number, so that the list stays short.
    """
    notes = payload.get("notes", [])
    prefix = f"slw-note-{next(_serial)}"
    texts = [_text(note) for note in notes]
    numbers = {text: i for i, text in enumerate(dict.fromkeys(texts), start=1)}
    refs = [_ref(numbers[text], prefix) for text in texts]
    placed = _by_block(payload["blocks"], notes)
    blocks = zip(payload["blocks"], placed, strict=True)
    body = "".join(_block(block, spans, notes, refs) for block, spans in blocks)
    listed = "".join(f'<li id="{prefix}-{n}">{text}</li>' for text, n in numbers.items())
    after = (
        f'<p class="slw-notes-title">{say("print.notes")}</p><ol class="slw-notes">{listed}</ol>'
    )
    lang = escape(payload["lang"], quote=True)
    return f'<div class="slw-text" lang="{lang}">{body}</div>{after if notes else ""}'


Placed = list[tuple[Span, int]]  # a span, and the number of its note


def _by_block(
    blocks: Sequence[dict[str, Any]], notes: Sequence[dict[str, Any]]
) -> tuple[Placed, ...]:
    """Sort the spans of all notes into the blocks that they touch."""
    starts = [block["start"] for block in blocks]
    placed: tuple[Placed, ...] = tuple([] for _ in blocks)
    for i, note in enumerate(notes):
        for a, b in note["spans"]:
            first = max(0, bisect_right(starts, a) - 1)
            for k in range(first, bisect_left(starts, b)):
                placed[k].append((Span(a, b), i))
    return placed


def _block(
    block: dict[str, Any],
    placed: Placed,
    notes: Sequence[dict[str, Any]],
    refs: Sequence[str],
) -> str:
    text, start = block["text"], block["start"]
    spans, owners = [span for span, _ in placed], [i for _, i in placed]
    pieces = segments(Span(start, start + len(text)), spans)
    body = "".join(
        _piece(
            text[p.span.start - start : p.span.end - start],
            [notes[owners[i]]["lens"] for i in p.covers],
            [refs[owners[i]] for i in p.covers if spans[i].end == p.span.end],
        )
        for p in pieces
    )
    number = f' data-n="{block["n"]}"' if block["n"] else ""
    return f'<p class="slw-{block["kind"]}" dir="auto"{number}>{body}</p>'


def _piece(text: str, lenses: Sequence[str], ending: Sequence[str]) -> str:
    """Return a piece of text under its underlines; a number follows where a note's words end."""
    html = escape(text)
    for lens in ("loaded", "framing", "unsourced"):  # innermost first, as the script draws them
        if lens in lenses:
            html = f'<span class="slw-u slw-u-{lens}">{html}</span>'
    return html + "".join(dict.fromkeys(ending))


def _ref(number: int, prefix: str) -> str:
    return f'<a class="slw-ref" href="#{prefix}-{number}">{number}</a>'


def _text(note: dict[str, Any]) -> str:
    """Return what the list says of a note."""
    lens = say(f"lens.{note['lens']}")
    told = note["label"].lower().startswith(lens.lower())
    name = lens if told else f"{lens} · {note['label']}"
    parts = [f"<b>{escape(name)}.</b>"]
    parts += [f"<i>{escape(note['question'])}</i>", escape(note["why"])]
    if note["neutral"]:
        plainer = " · ".join(escape(in_quotes(words)) for words in note["neutral"])
        parts.append(f"{say('note.neutral')}: {plainer}.")
    if note.get("best_case"):
        parts.append(f"{say('note.best_case')}: {escape(note['best_case'])}")
    return " ".join(parts)


def in_quotes(words: str) -> str:
    """Return a wording in quotes; “(leave it out)” is advice and needs none."""
    return words if words.startswith("(") else f"“{words}”"
