"""What a sentence claims, and whose word is offered for it.

Kinds follow the project's codebook: a *fact* could be checked now, a *prediction* only
later, an *intent* is in somebody's mind, an *evaluation* is a judgement, a *call* asks
for action. The kind is that of the main clause, as far as words show it.
"""

from typing import Final, Literal, NamedTuple

from slantwise.annotation import Span

ClaimKind = Literal["fact", "prediction", "intent", "evaluation", "call", "none"]
SourceKind = Literal["named", "document", "office", "vague", "none"]

# Sources that a reader could ask or look up.
ANSWERABLE: Final[tuple[SourceKind, ...]] = ("named", "document", "office")


class Claim(NamedTuple):
    """What one sentence claims.

    ``checkable`` says that records or events could settle it now. ``source`` is the
    best source that the sentence offers; the spans tell which words name it, which
    words report (the cue), and what is reported. ``cues`` holds every word by
    which something is attributed to somebody, also an attitude (wants, opposes), which
    is no source.
    """

    kind: ClaimKind
    checkable: bool
    source: SourceKind = "none"
    source_span: Span | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    cues: tuple[Span, ...] = ()
