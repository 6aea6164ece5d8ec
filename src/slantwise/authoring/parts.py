"""Dividing a new text into sections: by its headings, and long stretches by paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from slantwise.annotation import Span
from slantwise.authoring.written import slug
from slantwise.text import Block, words

_LONG = 450  # words; more than that is tiring to mark in one go
_SHORT = 60  # fewer do not make a section of their own


@dataclass(frozen=True, slots=True)
class Part:
    """A section to be: ``heading`` is where it begins, and occurs once in the text."""

    id: str
    title: str
    heading: str
    span: Span
    own: bool  # the heading is the text's own, not the first words of a paragraph


def parts(
    text: str, blocks: Sequence[Block], headings: Sequence[Span], title: str
) -> tuple[Part, ...]:
    """Divide a text; every part holds some words beside its heading.

    The text's own title heads no part: what follows it is the opening.
    """
    heads = {
        span.start for span in headings if span.of(text) != title and text.count(span.of(text)) == 1
    }
    groups: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        more = sum(1 for _ in words(text, block.span))
        if _begins(text, block, block.span.start in heads, size, more):
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += more
    if len(groups) > 1 and size < _SHORT // 2:
        groups[-2].extend(groups.pop())
    made: list[Part] = []
    for group in groups:
        made.append(_part(text, group, made, heads))
    return tuple(made)


def _begins(text: str, block: Block, head: bool, size: int, more: int) -> bool:
    """Tell whether a block of so many words begins a new part, after so many in the last."""
    if head:
        return size >= _SHORT
    full = size >= _LONG * 0.55 and size + more > _LONG * 0.8
    return full and block.kind == "body" and bool(_opening(text, block.span))


def _opening(text: str, span: Span) -> str:
    """Return the first words of a paragraph, as many as it takes to be unique; "" if none are."""
    ends = [word.end for word in words(text, span)]
    for end in ends[4:] or ends[-1:]:
        if text.count(text[span.start : end]) == 1:
            return text[span.start : end]
    return ""


def _part(text: str, group: Sequence[Block], made: Sequence[Part], heads: set[int]) -> Part:
    span = Span(group[0].span.start, group[-1].span.end)
    taken = [part.id for part in made]
    if span.start in heads:
        heading = group[0].span.of(text)
        return Part(slug(heading, taken, "part"), " ".join(heading.split()), heading, span, True)
    if not made:
        return Part("opening", "The opening", "", span, False)
    number = len(made) + 1
    opening = _opening(text, group[0].span)
    return Part(slug(f"part {number}", taken), f"Part {number}", opening, span, False)
