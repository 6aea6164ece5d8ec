"""The JSON of ``slantwise annotate``: format version 1, with a published schema."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from slantwise.annotation import Annotation, Lens, Span
from slantwise.lenses import Claim, Document
from slantwise.lenses.english import reads_as_english
from slantwise.text import Sentence

Offset = Annotated[int, Field(ge=0)]
WireSpan = Annotated[
    list[Offset],
    Field(
        min_length=2, max_length=2, description="[start, end): code points, half-open, into text"
    ),
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WireSentence(_Model):
    """One sentence: what it claims, and the best source that it offers."""

    span: WireSpan
    kind: Literal["body", "heading"]
    claim: Literal["fact", "prediction", "intent", "evaluation", "call", "none"]
    checkable: bool
    attribution: Literal["named", "document", "office", "vague", "none"]
    source: WireSpan | None
    cue: WireSpan | None
    content: WireSpan | None


class WireAnnotation(_Model):
    """One remark of a lens. ``confidence`` is the weight of its rule, 0 to 1."""

    lens: Lens
    label: str
    spans: list[WireSpan]
    rule: str
    reason: str
    question: str
    neutral: list[str]
    best_case: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class WireScores(_Model):
    """How much of each lens the text shows, 0 to 1, and 0.5 where nothing speaks either way.

    For comparing texts of about the same length; no verdict.
    """

    loaded: Annotated[float, Field(ge=0, le=1)]
    unsourced: Annotated[float, Field(ge=0, le=1)]
    framing: Annotated[float, Field(ge=0, le=1)]


class WireDocument(_Model):
    """A text with what the lenses found in it."""

    format: Literal["slantwise-annotations"] = "slantwise-annotations"
    version: Literal[1] = 1
    name: str
    text: str
    english: Annotated[
        bool,
        Field(description="false: reads as another language, so that finding little means nothing"),
    ]
    sentences: list[WireSentence]
    annotations: list[WireAnnotation]
    scores: WireScores


def wire_document(document: Document, name: str) -> WireDocument:
    """Return a document as the model that turns into JSON; ``name`` says which text it is."""
    pairs = zip(document.layout.sentences, document.claims, strict=True)
    return WireDocument(
        name=name,
        text=document.text,
        english=reads_as_english(document.text),
        sentences=[_sentence(sentence, claim) for sentence, claim in pairs],
        annotations=[_annotation(annotation) for annotation in document.annotations],
        scores=WireScores(**document.scores),
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _sentence(sentence: Sentence, claim: Claim) -> WireSentence:
    return WireSentence(
        span=[sentence.span.start, sentence.span.end],
        kind=sentence.kind,
        claim=claim.kind,
        checkable=claim.checkable,
        attribution=claim.source,
        source=_pair(claim.source_span),
        cue=_pair(claim.cue_span),
        content=_pair(claim.content_span),
    )


def _annotation(annotation: Annotation) -> WireAnnotation:
    return WireAnnotation(
        lens=annotation.lens,
        label=annotation.label,
        spans=[[span.start, span.end] for span in annotation.spans],
        rule=annotation.by,
        reason=annotation.why,
        question=annotation.question,
        neutral=list(annotation.neutral),
        best_case=annotation.best_case,
        confidence=max(0.0, min(1.0, annotation.weight)),
    )
