"""Run the lenses over corpora and compare them with what annotators said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slantwise.evaluation.corpora import Item
from slantwise.evaluation.metrics import auc, f1, macro_f1, token_f1
from slantwise.lenses import Document, annotate

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the lenses made of one text, beside what its annotators said."""

    item: Item
    scores: Mapping[str, float]
    counts: Mapping[str, int]
    loaded: Spans
    cues: Spans
    attributed: bool


def look(item: Item) -> Seen:
    """Annotate one text as the product does."""
    doc = annotate(item.text)
    loaded = (s for a in doc.annotations if a.lens == "loaded" for s in a.spans)
    spans = tuple((s.start, s.end) for s in loaded)
    cues = tuple((s.start, s.end) for claim in doc.claims for s in claim.cues)
    return Seen(item, doc.scores, doc.counts, spans, cues, is_attributed(doc))


def is_attributed(doc: Document) -> bool:
    """Tell whether anything in a text is attributed, be it said, written or thought."""
    return any(claim.source != "none" or claim.cues for claim in doc.claims)


# What counts as a positive in each corpus.
POSITIVE: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "babe": lambda labels: bool(labels["biased"]),
    "ptc_sent": lambda labels: bool(labels["loaded"]),
    "checkthat_subj_en": lambda labels: bool(labels["subjective"]),
    "wikinpov_cw": lambda labels: bool(labels["biased"]),
    "wnc_sample": lambda labels: bool(labels["biased"]),
    "polnear_sent": lambda labels: bool(labels["attributed"]),
    "claimbuster": lambda labels: bool(labels["checkworthy"]),
    "aae2_essays": lambda labels: bool(labels["one_sided"]),
}


def truth(name: str, seen: Sequence[Seen]) -> list[bool]:
    """Return the labels of a corpus."""
    return [POSITIVE[name](one.item.labels) for one in seen]


def score_auc(name: str, lens: str) -> Callable[[Sequence[Seen]], float]:
    """Return a measure: how well the score of a lens ranks the texts of a corpus."""
    return lambda seen: auc([one.scores[lens] for one in seen], truth(name, seen))


def length_auc(name: str) -> Callable[[Sequence[Seen]], float]:
    """Return the trivial measure: how well the mere length ranks them."""
    return lambda seen: auc([float(len(one.item.text)) for one in seen], truth(name, seen))


def flagged_macro_f1(name: str) -> Callable[[Sequence[Seen]], float]:
    """Return a measure: is it the biased texts in which the product marks loaded words."""
    return lambda seen: macro_f1([bool(one.loaded) for one in seen], truth(name, seen))


def flagged_share(seen: Sequence[Seen]) -> float:
    """Return the share of texts with at least one mark of the loaded lens."""
    return sum(bool(one.loaded) for one in seen) / len(seen) if seen else 0.0


def words_f1(label: str | None) -> Callable[[Sequence[Seen]], float]:
    """Return a measure: F1 of the words marked as loaded, against spans of one label or all."""
    return lambda seen: token_f1(
        (one.item.text, one.loaded, _spans(one.item, label)) for one in seen
    )


def cues_f1(seen: Sequence[Seen]) -> float:
    """Return the F1 of the words that report, against annotated cues."""
    return token_f1((one.item.text, one.cues, _spans(one.item, "cue")) for one in seen)


def attributed_f1(positive: bool) -> Callable[[Sequence[Seen]], float]:
    """Return a measure: F1 of "attributed", or of "not attributed"."""
    return lambda seen: f1(
        [one.attributed is positive for one in seen],
        [y is positive for y in truth("polnear_sent", seen)],
    )


def attributed_macro(seen: Sequence[Seen]) -> float:
    """Return the mean of the F1 of "attributed" and "not attributed"."""
    return macro_f1([one.attributed for one in seen], truth("polnear_sent", seen))


def pairs_right(seen: Sequence[Seen]) -> float:
    """Return how often the biased version of a pair outscores the neutral one; ties are half."""
    scores: dict[str, dict[bool, float]] = {}
    for one, biased in zip(seen, truth("wnc_sample", seen), strict=True):
        scores.setdefault(one.item.group, {})[biased] = one.scores["loaded"]
    whole = [pair for pair in scores.values() if len(pair) == 2]
    wins = sum((pair[True] > pair[False]) + 0.5 * (pair[True] == pair[False]) for pair in whole)
    return wins / len(whole) if whole else 0.5


def macro_at(name: str, lens: str, threshold: float) -> Callable[[Sequence[Seen]], float]:
    """Return a measure: macro-F1 when every text scoring above a threshold is flagged."""
    return lambda seen: macro_f1([one.scores[lens] > threshold for one in seen], truth(name, seen))


def _spans(item: Item, label: str | None) -> list[tuple[int, int]]:
    return [(a, b) for a, b, name in item.spans if label is None or name == label]
