"""What rules promise by their examples, and whether they keep it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from slantwise.annotation import Annotation, Span
from slantwise.errors import ContentError
from slantwise.lenses.document import annotate
from slantwise.lenses.made import MADE
from slantwise.lenses.rules import Rule, RuleSet
from slantwise.text import read_text

_ALL = -99.0  # an example may be as sober as it likes


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that its rule does not find, or a counter-example that it marks."""

    rule: Rule
    example: str
    problem: str
    remedy: str

    def told(self) -> ContentError:
        """Return it as an error in the file that holds the rule."""
        path = Path(self.rule.file)
        lines = read_text(path).split("\n") if self.rule.file else []
        after = enumerate(lines[self.rule.line - 1 :], self.rule.line)
        line = next((n for n, text in after if self.example in text), self.rule.line)
        problem = f"“{self.rule.id}”: {self.problem}: “{self.example}”"
        return ContentError(path, problem, self.remedy, line=line)


def broken(rules: RuleSet, ids: Collection[str] | None = None) -> Iterator[Broken]:
    """Yield every broken promise of the rules, or of those with these ids."""
    for rule in (*rules.rules, *MADE):
        if rule.kind == "rule" and (ids is None or rule.id in ids):
            yield from _of(rule, rules)


def _of(rule: Rule, rules: RuleSet) -> Iterator[Broken]:
    for example in rule.examples:
        text, spans = _parted(example)
        remarks = _remarks(text, rules)
        if not any(a.by == rule.id and a.spans == spans for a in remarks):
            yield Broken(rule, example, *_missed(rule, text, spans, remarks))
    for example in rule.counter_examples:
        marked = [a for a in _remarks(example, rules) if a.by == rule.id]
        if marked:
            words = " … ".join(span.of(example) for span in marked[0].spans)
            problem = f"the rule marks “{words}” in this counter-example"
            remedy = "Add an “unless” phrase in which the rule keeps silent."
            yield Broken(rule, example, problem, remedy)


def _missed(
    rule: Rule, text: str, spans: tuple[Span, ...], remarks: Sequence[Annotation]
) -> tuple[str, str]:
    """Return the problem and the remedy where the marked words are not found."""
    problem, remedy = "the marked words are not found", "Add the words to the rule, each with a "
    remedy += "comma behind it, or move the [[ ]]."
    for other in remarks:
        if any(one.overlaps(span) for one in other.spans for span in spans):
            if other.by == rule.id:
                words = " … ".join(span.of(text) for span in other.spans)
                return f"{problem}, but “{words}” are", "Move the [[ ]] around these words."
            if other.lens == rule.lens == "loaded":
                words = " … ".join(span.of(text) for span in other.spans)
                problem += f": the longer “{words}” of the rule “{other.by}” goes before them"
                return problem, "Take another example, or add these words to your rule too."
    if spans[0].start and text[spans[0].start].isupper():
        problem += " (with a capital letter inside a sentence they are taken for a name)"
    return problem, remedy


def _parted(example: str) -> tuple[str, tuple[Span, ...]]:
    """Return an example without its marks, and the spans between them."""
    text, *marked = example.split("[[")
    spans = []
    for piece in marked:
        inner, after = piece.split("]]")
        spans.append(Span(len(text), len(text) + len(inner)))
        text += inner + after
    return text, tuple(spans)


def _remarks(text: str, rules: RuleSet) -> tuple[Annotation, ...]:
    return annotate(text, rules=rules, shown=_ALL).annotations
