"""From hits of the matcher to what is worth showing: context decides."""

from typing import NamedTuple

from slantwise.annotation import Annotation
from slantwise.lenses.match import Hit
from slantwise.lenses.rules import Rule, RuleSet
from slantwise.lenses.sentence import View

_TITLE = 40  # words of a sentence that tell how it is set
_QUOTED = (
    "These are words of somebody who is quoted, and a writer has to report what was said. "
    "The choice of the quotation is still the writer's."
)
_TITLED = 0.6  # share of capitalised words from which a sentence is set like a headline


class Finding(NamedTuple):
    """A hit that survived its context; ``quoted`` when it is in somebody else's words."""

    rule: Rule
    neutral: tuple[str, ...]
    start: int
    end: int
    quoted: bool


def findings(view: View, rules: RuleSet, attributed: bool) -> list[Finding]:
    """Return the hits that hold in their context, the longest of overlapping ones.

    Dropped are hits in a guarding phrase and in names; those in the attributed words of
    others are kept apart as ``quoted``.
    """
    if not view.starts:
        return []
    hits, guards = _parted(view, rules)
    kept = []
    for hit in hits:
        entry = rules.entries[hit.entry]
        rule = rules.rules[entry.rule]
        if guards and _guarded(rules, hit, guards):
            continue
        if rule.kind == "rule" and _is_name(view, hit) and not _is_titled(view):
            continue
        quoted = attributed and view.quoted(hit.start) is not None
        kept.append(Finding(rule, entry.neutral or rule.neutral, hit.start, hit.end, quoted))
    return _longest(kept)


def _parted(view: View, rules: RuleSet) -> tuple[list[Hit], dict[int, set[int]]]:
    """Return the hits of rules, and for each token the rules that keep others off it."""
    open_hits: list[Hit] = []
    guards: dict[int, set[int]] = {}
    for hit in rules.matcher.find(view.tokens, view.starts, view.start, view.end):
        entry = rules.entries[hit.entry]
        if entry.guard:
            for i in range(hit.start, hit.end):
                guards.setdefault(i, set()).add(entry.rule)
        else:
            open_hits.append(hit)
    return open_hits, guards


def _guarded(rules: RuleSet, hit: Hit, guards: dict[int, set[int]]) -> bool:
    number = rules.entries[hit.entry].rule
    on = [g for i in range(hit.start, hit.end) for g in guards.get(i, ())]
    if rules.rules[number].lens != "loaded":
        return number in on
    return any(g == number or rules.rules[g].kind == "shield" for g in on)


def _is_titled(view: View) -> bool:
    if view.heading:
        return True
    words = [i for i in range(view.start, min(view.end, view.start + _TITLE)) if view.is_word(i)]
    return sum(view.capital(i) for i in words) >= _TITLED * len(words)


def _is_name(view: View, hit: Hit) -> bool:
    """Tell whether a hit is written like a proper name within running text."""
    if hit.end - hit.start > 1 and not view.capital(hit.end - 1):
        return False
    return view.capital(hit.start) and hit.start != view.first_word() and not _opens(view, hit)


def _opens(view: View, hit: Hit) -> bool:
    """Tell whether a mark that asks for a capital letter stands before a hit."""
    return hit.start > view.start and view.word(hit.start - 1) in '"“‘«:(—–'


def _longest(found: list[Finding]) -> list[Finding]:
    """Drop what lies within a longer finding of the same rule, or of the loaded lens."""
    if len(found) < 2:
        return found
    found.sort(key=lambda f: (f.start, -f.end, f.rule.kind, f.rule.id))
    kept: list[Finding] = []
    for one in found:
        if not any(_covers(other, one) for other in kept[-6:]):
            kept.append(one)
    return kept


def _covers(other: Finding, one: Finding) -> bool:
    if not (other.start <= one.start and one.end <= other.end):
        return False
    same = other.rule.id == one.rule.id
    # Signals may count the same word: the weights have been estimated that way.
    both = (
        other.rule.lens == one.rule.lens == "loaded" and other.rule.kind == one.rule.kind == "rule"
    )
    return same or both


def annotation(view: View, found: Finding) -> Annotation:
    """Return a finding as a remark for a reader."""
    rule = found.rule
    return Annotation(
        lens=rule.lens,
        label=rule.label,
        spans=(view.span(found.start, found.end),),
        by=rule.id,
        why=rule.why,
        question=rule.question,
        neutral=found.neutral,
        weight=rule.weight,
        best_case=_QUOTED if found.quoted else rule.best_case,
    )
