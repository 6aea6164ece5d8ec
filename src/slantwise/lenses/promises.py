"""What rules promise by their examples, and whether they keep it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from slantwise.annotation import Span
from slantwise.lenses.document import annotate
from slantwise.lenses.made import MADE
from slantwise.lenses.rules import Rule, RuleSet

_ALL = -99.0  # an example may be as sober as it likes


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that its rule does not find, or a counter-example that it marks."""

    rule: str
    example: str
    problem: str
    remedy: str


def broken(rules: RuleSet, ids: Collection[str] | None = None) -> Iterator[Broken]:
    """Yield every broken promise of the rules, or of those with these ids."""
    for rule in (*rules.rules, *MADE):
        if rule.kind == "rule" and (ids is None or rule.id in ids):
            yield from _of(rule, rules)


def _of(rule: Rule, rules: RuleSet) -> Iterator[Broken]:
    for example in rule.examples:
        text, spans = _parted(example)
        if spans not in _marked(text, rule, rules):
            remedy = "Add the words to the rule, or move the [[ ]]."
            yield Broken(rule.id, example, "the marked words are not found", remedy)
    for example in rule.counter_examples:
        if _marked(example, rule, rules):
            remedy = "Add an “unless” phrase in which the rule keeps silent."
            yield Broken(rule.id, example, "the rule marks this counter-example", remedy)


def _parted(example: str) -> tuple[str, tuple[Span, ...]]:
    """Return an example without its marks, and the spans between them."""
    text, *marked = example.split("[[")
    spans = []
    for piece in marked:
        inner, after = piece.split("]]")
        spans.append(Span(len(text), len(text) + len(inner)))
        text += inner + after
    return text, tuple(spans)


def _marked(text: str, rule: Rule, rules: RuleSet) -> set[tuple[Span, ...]]:
    remarks = annotate(text, rules=rules, shown=_ALL).annotations
    return {a.spans for a in remarks if a.by == rule.id}
