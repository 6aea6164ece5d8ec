"""The lens that asks where a sentence has it from."""

from typing import Final

from slantwise.annotation import Annotation
from slantwise.lenses.claims import Claim, ClaimKind, SourceKind
from slantwise.lenses.sentence import View

LABEL: Final = "no source found in this sentence"
VAGUE: Final = "a source that cannot be asked"
_LABELS: Final[dict[SourceKind, str]] = {"none": LABEL, "vague": VAGUE}

_TEXTS: Final[dict[ClaimKind, tuple[str, str, str]]] = {
    "fact": (
        "This states something that could be checked, and this sentence does not say "
        "where it comes from. The source may stand elsewhere in the text.",
        "Who could confirm this, and where would you look?",
        "A source may stand in another sentence, or the fact may be so well known that "
        "nobody would ask.",
    ),
    "prediction": (
        "This says what will happen. Nobody can know that yet, and no one is named who expects it.",
        "Who expects this, on what grounds, and how sure can they be?",
        "A forecast has no witnesses. The reasons for it may stand elsewhere in the text.",
    ),
    "intent": (
        "This says what somebody wants or plans. That is hidden from view unless they "
        "said it, or a document shows it.",
        "Who said so, and what else could explain what was done?",
        "Aims can be inferred from what people do, and an opinion piece may offer an inference.",
    ),
    "evaluation": (
        "This is a judgement. In this sentence nobody is named who makes it.",
        "Whose judgement is this, and who would judge differently?",
        "It is the writer's own judgement, and in an opinion piece the writer is the source.",
    ),
}
WEIGHTS: Final[dict[ClaimKind, float]] = {
    "fact": 0.4, "prediction": 0.8, "intent": 1.0, "evaluation": 0.5,
}  # fmt: skip
_RULES: Final = {kind: f"unsourced-{kind}" for kind in _TEXTS}


def unsourced(view: View, claim: Claim) -> list[Annotation]:
    """Return a question about the sentence when it claims something and offers no source."""
    text = _TEXTS.get(claim.kind)
    if text is None or claim.source not in _LABELS:
        return []
    if view.tokens.linked and view.text.find("://", view.whole.start, view.whole.end) >= 0:
        return []  # a link can be followed, which is what the question is for
    why, question, best = text
    label, rule, weight = _LABELS[claim.source], _RULES[claim.kind], WEIGHTS[claim.kind]
    return [Annotation("unsourced", label, (view.whole,), rule, why, question, (), weight, best)]
