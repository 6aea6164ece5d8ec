"""The file of an exercise of kind *mark*, with a note for every passage of its key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slantwise.annotation import Annotation, Lens, Span
from slantwise.articles import Article, Reading, Section
from slantwise.authoring.scaffold import filled
from slantwise.authoring.written import toml
from slantwise.errors import ContentError
from slantwise.exercises.pace import mark_minutes
from slantwise.readings import Unit, zones

MAX_MINUTES = 90  # what an exercise file may say

_BY_RULES = """\
# TODO: read each note beside the text; these are the rules' own words
# Where one is wrong, mend it, or delete it together with its mark in the reading.
"""
_TITLE = {
    "loaded": "Loaded language",
    "unsourced": "No source found",
    "framing": "One-sided framing",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the key, and the zone it is in."""

    zone: str
    unit: Unit


def passages(
    article: Article, section: Section, readings: Sequence[Reading], lens: Lens
) -> list[Passage]:
    """Return the passages that need a note, in the order of the key."""
    found = zones(article.text, section.span, readings, lens)
    by_zone = (("core", found.core), ("contestable", found.contestable), ("fair", found.fair))
    return [Passage(zone, unit) for zone, units in by_zone for unit in units]


def mark_toml(
    id: str,
    article: Article,
    section: Section,
    readings: Sequence[Reading],
    lens: Lens,
    *,
    chapter: str = "",
    remarks: Sequence[Annotation] = (),
) -> str:
    """Return an exercise file whose notes say what the remarks and the readings say.

    What neither of them says is left as a TODO, which ``slantwise doctor`` names. Raises
    ContentError where the readings mark nothing.
    """
    keyed = passages(article, section, readings, lens)
    if not keyed:
        problem = f"no reading marks anything in “{section.id}” under “{_TITLE[lens]}”"
        remedy = "Choose another section or lens, or mark passages in a reading first."
        raise ContentError(f"articles/{article.id}", problem, remedy)
    core = sum(passage.zone == "core" for passage in keyed)
    minutes = mark_minutes(article.text, section.span, core)
    notes = list(_notes(article.text, section.span, keyed, remarks))
    return filled(
        f"mark-{lens}.toml",
        id=toml(id),
        title=toml(f"{_TITLE[lens]} in “{section.title}”"),
        minutes=str(min(minutes, MAX_MINUTES)),
        article=toml(article.id),
        section=toml(section.id),
        readings=", ".join(toml(reading.id) for reading in readings),
        chapter=toml(chapter) if chapter else '""',
        chapter_mark="" if chapter else "# ",
        todo=_BY_RULES if remarks else "",
        notes="\n".join(notes),
    )


def _notes(
    text: str, within: Span, keyed: Sequence[Passage], remarks: Sequence[Annotation]
) -> Iterator[str]:
    """Yield a note for every passage; one does for all that have the same words and zone."""
    zones_of: dict[str, set[str]] = {}
    for passage in keyed:
        zones_of.setdefault(passage.unit.span.of(text), set()).add(passage.zone)
    said: set[str] = set()
    for passage in keyed:
        words = passage.unit.span.of(text)
        often = within.of(text).count(words) > 1
        if often and len(zones_of[words]) > 1:
            yield _note(passage, _widened(text, within, passage.unit.span), False, remarks)
        elif words not in said:
            said.add(words)
            yield _note(passage, words, often, remarks)


def _widened(text: str, within: Span, span: Span) -> str:
    """Return the words of a span with as much of what follows as makes them unique."""
    part = within.of(text)
    for end in range(span.end, min(within.end, span.end + 200)):
        words = text[span.start : end + 1]
        if part.count(words) == 1 and not words[-1].isspace():
            return words
    return span.of(text)


def _note(passage: Passage, quote: str, every: bool, remarks: Sequence[Annotation]) -> str:
    near = [r for r in remarks if any(s.overlaps(passage.unit.span) for s in r.spans)]
    said = _by_rule(near[0]) if near and passage.zone != "fair" else _by_reading(passage)
    lines = [f"[[note]]  # {passage.zone}", f"quote = {toml(quote)}"]
    if every:
        lines.append("all = true  # these words occur more than once, and the note is for each")
    lines += [f"{key} = {toml(value)}" for key, value in said.items() if value]
    return "\n".join(lines) + "\n"


def _by_rule(remark: Annotation) -> dict[str, str]:
    return {
        "label": remark.label,
        "question": remark.question,
        "why": remark.why,
        "best_case": remark.best_case,
        "neutral": "; ".join(remark.neutral),
    }


def _by_reading(passage: Passage) -> dict[str, str]:
    flagged = [mark for _, mark in passage.unit.marks if mark.lens]
    fair = [mark for _, mark in passage.unit.marks if not mark.lens]
    mark = next(iter(fair if passage.zone == "fair" else flagged), None)
    why = mark.why if mark and mark.why.strip() else "TODO: what do these words do?"
    if passage.zone == "fair":
        return {"label": mark.label if mark else "fair", "why": why}
    return {
        "label": mark.label if mark else "TODO: a label",
        "question": "TODO: what would you ask the author here?",
        "why": why,
        "best_case": "TODO: what can be said for the author?",
        "neutral": mark.neutral if mark else "",
    }
