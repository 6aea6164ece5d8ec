"""What a whole text does, counted: every count knows the sentences behind it.

The counts describe and ask. What no rule can tell, such as whose voice is missing, is put
to the reader as a question by whoever shows the panel.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from slantwise.annotation import Span
from slantwise.lenses.actors import actors
from slantwise.lenses.claims import Claim
from slantwise.lenses.document import Document
from slantwise.lenses.hardens import hardenings
from slantwise.lenses.mentions import Known
from slantwise.lenses.rules import load_rules
from slantwise.lenses.tokens import tokenize
from slantwise.lenses.turns import doubts, foretells, grants, quoting
from slantwise.lenses.voices import quoted, voices


@dataclass(frozen=True, slots=True)
class Tally:
    """One count: ``sentences`` are positions in the document's layout, in reading order.

    ``name`` is a word of the group's own vocabulary (``"prediction"``, ``"none"``,
    ``"would"``), or, in the group of voices, the words that name the source, or, in the
    groups ``acts``, ``suffers`` and ``unheard``, the name of an actor.
    """

    group: str
    name: str
    sentences: tuple[int, ...]


_CUES = (
    ("futures", "would", foretells),
    ("futures", "could", doubts),
    ("other_side", "concession", grants),
)
_CLAIMS = ("fact", "prediction", "intent", "evaluation", "call")
_SOURCES = ("named", "document", "office", "vague", "none")


def _source(claim: Claim) -> str | None:
    """Return the kind of source of a sentence that claims something, else None."""
    return None if claim.kind == "none" else claim.source


def panel(
    document: Document, within: Span | None = None, known: Known | None = None
) -> tuple[Tally, ...]:
    """Count what the sentences of a text, or of a part of it, claim, cite, foretell and grant.

    ``known`` gives the names of actors with their aliases, for who acts and who is acted
    upon; else actors are found by their capital letters.

    Tallies without a sentence are kept where their absence is a finding: a text that
    grants nothing has a tally of concessions with no sentence in it.
    """
    body = [
        i
        for i, sentence in enumerate(document.layout.sentences)
        if sentence.kind == "body" and (within is None or within.contains(sentence.span))
    ]
    spans = [document.layout.sentences[i].span for i in body]
    texts = [(i, span.of(document.text)) for i, span in zip(body, spans, strict=True)]
    speech = tuple(body[k] for k in quoting(document.text, spans))
    claims = document.claims
    return (
        *_by_kind("claims", _CLAIMS, {i: claims[i].kind for i in body}),
        *_by_kind("sources", _SOURCES, {i: _source(claims[i]) for i in body}),
        *_voices(document, body, speech),
        *(
            Tally(group, name, tuple(i for i, text in texts if has(text)))
            for group, name, has in _CUES
        ),
        Tally("other_side", "quotation", speech),
        Tally("futures", "hardens", _hardened(document, body)),
        *_actors(document, body, known),
    )


def _by_kind(group: str, kinds: tuple[str, ...], of: Mapping[int, str | None]) -> Iterator[Tally]:
    return (Tally(group, kind, tuple(i for i, own in of.items() if own == kind)) for kind in kinds)


def _voices(document: Document, body: list[int], speech: tuple[int, ...]) -> Iterator[Tally]:
    """Yield every source by its own words, and how many of them are in quotation marks."""
    named = voices(document, body)
    for name, sentences in named:
        yield Tally("voices", name, sentences)
    own = tuple(quoted(document, body, set(speech)))
    told = sorted({i for _, sentences in named for i in sentences}.difference(own))
    yield Tally("heard", "quoted", own)
    yield Tally("heard", "paraphrased", tuple(told))


def _hardened(document: Document, body: list[int]) -> tuple[int, ...]:
    """Return the sentences of every "could" that returns as "will" or "would"."""
    rules = load_rules()
    tokens = tokenize(document.text, rules.vocabulary)
    found = hardenings(tokens, document.layout, document.claims, rules.lexicon)
    places = {document.layout.sentence_at(s.start) for one in found for s in (one.hedged, one.bare)}
    return tuple(sorted(places.intersection(body)))


def _actors(document: Document, body: list[int], known: Known | None) -> Iterator[Tally]:
    """Yield who acts and who is acted upon, and then who is heard nowhere in the text."""
    inside = set(body)
    unheard = list[Tally]()
    for actor in actors(document, known):
        acts = tuple(i for i in actor.acts if i in inside)
        suffers = tuple(i for i in actor.suffers if i in inside)
        if acts or suffers:
            yield Tally("acts", actor.name, acts)
            yield Tally("suffers", actor.name, suffers)
            if not actor.heard:
                unheard.append(Tally("unheard", actor.name, tuple(sorted({*acts, *suffers}))))
    yield from unheard
