"""Who acts in a text, who is acted upon, and who of them is never heard.

Counted by sentences, on demand: the panel shows it, `annotate` does not need it. Every figure
means "at least": pronouns are not followed, and many a turn of phrase is not known.
"""

from dataclasses import dataclass, field

from slantwise.lenses.claims import ANSWERABLE
from slantwise.lenses.document import Document
from slantwise.lenses.mentions import Cast, Known, Mention, Words, read
from slantwise.lenses.roles import Part, parts, points_back


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with the sentences of the layout in which it acts, is acted upon, is heard."""

    name: str
    acts: tuple[int, ...]
    suffers: tuple[int, ...]
    heard: tuple[int, ...]


@dataclass(slots=True)
class _Row:
    acts: list[int] = field(default_factory=list)
    suffers: list[int] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)


def actors(document: Document, known: Known | None = None) -> tuple[Actor, ...]:
    """Return the actors of a text, the most frequent first.

    ``known`` gives names of actors with their aliases. One that is only found by its capital
    letters must play a part in two sentences.
    """
    known = known or {}
    body = {
        i: read(document.text, sentence.span)
        for i, sentence in enumerate(document.layout.sentences)
        if sentence.kind == "body"
    }
    cast = Cast(list(body.values()), known)
    rows: dict[str, _Row] = {}
    last: list[str] = []
    for i, made in body.items():
        found = cast.mentions(made)
        played = parts(made, found)
        if last and points_back(made):
            played = [*(Part(actor, "acts", 0, firm=False) for actor in last), *played]
        for part in played:
            _add(rows.setdefault(part.actor, _Row()), part, i)
        for actor in _heard(document, i, made, found):
            rows.setdefault(actor, _Row()).heard.append(i)
        last = _last_to_act(played) or last
    return tuple(_sorted(rows, known))


def _last_to_act(played: list[Part]) -> list[str]:
    """Return who acted last, or both of "the Ruritanian-Sylvanian plan"."""
    firm = [part for part in played if part.role == "acts" and part.firm]
    return [part.actor for part in firm if part.at == firm[-1].at]


def _add(row: _Row, part: Part, i: int) -> None:
    into = row.acts if part.role == "acts" else row.suffers
    if i not in into[-1:]:
        into.append(i)


def _heard(document: Document, i: int, made: Words, found: list[Mention]) -> list[str]:
    """Return who is named in the words that name the source of a sentence."""
    claim = document.claims[i]
    source = claim.source_span
    if source is None or claim.source not in ANSWERABLE:
        return []
    near = (m for m in found if any(made.spans[k].overlaps(source) for k in range(m.start, m.end)))
    return list(dict.fromkeys(m.actor for m in near))


def _sorted(rows: dict[str, _Row], known: Known) -> list[Actor]:
    made = [
        Actor(name, tuple(row.acts), tuple(row.suffers), tuple(row.heard))
        for name, row in rows.items()
        if (row.acts or row.suffers) and (name in known or len({*row.acts, *row.suffers}) > 1)
    ]
    return sorted(made, key=lambda a: (-len(a.acts) - len(a.suffers), [*a.acts, *a.suffers]))
