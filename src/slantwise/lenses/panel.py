"""What a whole text does, counted: every count knows the sentences behind it.

The counts describe and ask. What no rule can tell, such as whose voice is missing, is put
to the reader as a question by whoever shows the panel.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from slantwise.annotation import Span
from slantwise.lenses.claims import Claim
from slantwise.lenses.document import Document
from slantwise.text import fold


@dataclass(frozen=True, slots=True)
class Tally:
    """One count: ``sentences`` are positions in the document's layout, in reading order.

    ``name`` is a word of the group's own vocabulary (``"prediction"``, ``"none"``,
    ``"would"``), or, in the group of voices, the words that name the source.
    """

    group: str
    name: str
    sentences: tuple[int, ...]


_WOULD = re.compile(r"\b(?:would|will|shall)\b")
_COULD = re.compile(r"\b(?:could|may|might|perhaps|possibly|probably|likely)\b")
_CONCEDES = re.compile(
    r"\b(?:although|though|even if|however|admittedly|granted|to be sure|nevertheless|nonetheless"
    r"|despite|in fairness|on the other hand|critics say|opponents argue)\b"
)
_QUOTED = re.compile(r"[“\"][^”\"“]{12,}[”\"]")
_CUES = (
    ("futures", "would", _WOULD),
    ("futures", "could", _COULD),
    ("other_side", "concession", _CONCEDES),
    ("other_side", "quotation", _QUOTED),
)
_CLAIMS = ("fact", "prediction", "intent", "evaluation", "call")
_SOURCES = ("named", "document", "office", "vague", "none")


def _source(claim: Claim) -> str | None:
    """Return the kind of source of a sentence that claims something, else None."""
    return None if claim.kind == "none" else claim.source


def panel(document: Document, within: Span | None = None) -> tuple[Tally, ...]:
    """Count what the sentences of a text, or of a part of it, claim, cite, foretell and grant.

    Tallies without a sentence are kept where their absence is a finding: a text that
    grants nothing has a tally of concessions with no sentence in it.
    """
    body = [
        i
        for i, sentence in enumerate(document.layout.sentences)
        if sentence.kind == "body" and (within is None or within.contains(sentence.span))
    ]
    texts = {i: fold(document.layout.sentences[i].span.of(document.text)) for i in body}

    claims = document.claims
    return (
        *_by_kind("claims", _CLAIMS, {i: claims[i].kind for i in body}),
        *_by_kind("sources", _SOURCES, {i: _source(claims[i]) for i in body}),
        *_voices(document, body),
        *(
            Tally(group, name, tuple(i for i in body if cue.search(texts[i])))
            for group, name, cue in _CUES
        ),
    )


def _by_kind(group: str, kinds: tuple[str, ...], of: Mapping[int, str | None]) -> Iterator[Tally]:
    return (Tally(group, kind, tuple(i for i, own in of.items() if own == kind)) for kind in kinds)


def _voices(document: Document, body: list[int]) -> Iterator[Tally]:
    """Yield every source by its own words, the most used first."""
    heard: dict[str, list[int]] = {}
    for i in body:
        claim = document.claims[i]
        if claim.source_span is not None and claim.source in ("named", "document", "office"):
            heard.setdefault(_name(claim.source_span.of(document.text)), []).append(i)
    for name, sentences in sorted(heard.items(), key=lambda pair: (-len(pair[1]), pair[1])):
        yield Tally("voices", name, tuple(sentences))


def _name(words: str) -> str:
    """Return a source's name without its article, so that “The” and “the” are one."""
    return re.sub(
        r"^(?:the|a|an|this|that|these)\s+", "", " ".join(words.split()), flags=re.IGNORECASE
    )
