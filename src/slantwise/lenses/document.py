"""The lenses over one text: annotations, claims and scores."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, get_args

from slantwise.annotation import LENSES, Annotation
from slantwise.lenses.attribution import Attribution, attributions
from slantwise.lenses.claims import Claim, ClaimKind
from slantwise.lenses.collector import collector_paused
from slantwise.lenses.concession import missing_concession
from slantwise.lenses.findings import Finding, annotation, findings
from slantwise.lenses.hardens import hardened
from slantwise.lenses.kinds import claim_kind
from slantwise.lenses.opening import discount, opening
from slantwise.lenses.reported import not_reported
from slantwise.lenses.rules import RuleSet, load_rules
from slantwise.lenses.scare import scare_quotes
from slantwise.lenses.scores import SHOWN, Scorer
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import SIGNAL, Tokens, tokenize
from slantwise.lenses.unsourced import unsourced
from slantwise.lenses.views import views
from slantwise.text import Layout
from slantwise.text import layout as divide


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what the lenses found in it.

    ``annotations`` are in the order of the text; one about the text as a whole has no
    span and comes first. ``counts`` tells how often each rule or signal counted, which
    explains the scores. ``claims`` has one entry for each of ``layout.sentences``.
    ``scores`` has one number from 0 to 1 for each lens: how much of it the text shows, and
    0.5 where nothing speaks either way. They compare texts of about the same length.
    """

    text: str
    layout: Layout
    annotations: tuple[Annotation, ...]
    claims: tuple[Claim, ...]
    scores: dict[str, float]
    counts: dict[str, int]


def annotate(
    text: str, *, layout: Layout | None = None, rules: RuleSet | None = None, shown: float = SHOWN
) -> Document:
    """Look at a text through all lenses; linear in its length, and never fails on text.

    ``shown`` is how much evidence a sentence needs before a loaded word is marked, for a
    rule of weight 0.5; weaker rules need more, stronger ones less. A word that its rule calls
    clear needs none. What speaks for a sober sentence counts against it, so that only
    ``float("-inf")`` marks all that the rules find.
    """
    rules = rules or load_rules()
    with collector_paused():
        return _annotate(text, layout or divide(text), rules, shown)


def _annotate(text: str, lay: Layout, rules: RuleSet, shown: float) -> Document:
    tokens = tokenize(text, rules.vocabulary)
    sentences, claims, found = _read(lay, tokens, rules)
    look = _Look(rules, Scorer(rules.rules), shown)
    seen = list(map(look.at, sentences, claims, found))
    remarks = [remark for some, _ in seen for remark in some]
    counted = [names for _, names in seen]
    begun, opened = opening(lay, sentences, len(tokens.ids))
    counts, early = (_tally(chain.from_iterable(each)) for each in (counted, counted[:begun]))
    once, often = _met(tokens, opened)
    counts |= _signals(rules.signals, often.items(), counts)
    hard = hardened(tokens, lay, claims, rules.lexicon)
    counts |= _tally(a.by for a in hard)
    if whole := [*hard, *missing_concession(claims, counts)]:
        remarks = sorted([*remarks, *whole], key=lambda a: (a.start, a.spans, a.lens, a.by))
    early |= _signals(rules.signals, once.items(), early)
    discount(rules.rules, counts, early)
    scores: dict[str, float] = {lens: look.scorer.score(lens, counts) for lens in LENSES}
    return Document(text, lay, tuple(remarks), tuple(claims), scores, counts)


def _read(
    lay: Layout, tokens: Tokens, rules: RuleSet
) -> tuple[list[View], list[Claim], list[list[Finding]]]:
    """Return the sentences, what each of them claims, and what the rules find in it.

    One question is put to all sentences before the next. What it needs stays at hand for the
    processor, which takes a good part less time than to ask each sentence everything at once.
    """
    words, sentences = rules.lexicon, list(views(lay, tokens, rules))
    said = list(attributions(sentences, words))
    hits = list(rules.matcher.find(tokens, [(v.anchors, v.start, v.end) for v in sentences]))
    found = [
        findings(view, rules, own, one.kind != "none") if own else []
        for view, own, one in zip(sentences, hits, said, strict=True)
    ]
    claims = [
        _claim(claim_kind(view, words, own), one)
        for view, own, one in zip(sentences, found, said, strict=True)
    ]
    return sentences, claims, found


def _met(tokens: Tokens, opened: int) -> tuple[Counter[int], Counter[int]]:
    """Return how often each word that counts was met in the first tokens, and in all."""
    at, number = tokens.looked_at(SIGNAL), tokens.ids.__getitem__
    begun = bisect_left(at, opened)
    once = Counter(map(number, at[:begun]))
    often = Counter(once)
    often.update(map(number, at[begun:]))
    return once, often


# --- one sentence -----------------------------------------------------------------------


_Seen = tuple[list[Annotation], list[str]]  # what to remark in which order, and what counted
# Most sentences offer no source; they share their claims.
_PLAIN: Final = {kind: Claim(kind, kind == "fact") for kind in get_args(ClaimKind)}


@dataclass(frozen=True, slots=True)
class _Look:
    """What is needed to look at a sentence."""

    rules: RuleSet
    scorer: Scorer
    shown: float

    def at(self, view: View, claim: Claim, found: list[Finding]) -> _Seen:
        """Return what to remark on one sentence, and the rules and signals that counted."""
        asked, attributed = unsourced(view, claim), claim.source != "none"
        words = self.rules.lexicon
        quoted = []
        if view.quotes:
            quoted = list(scare_quotes(view, words, attributed, claim.content_span))
        if not found and not quoted:
            return asked, []
        counted = [f.rule.id for f in found] + [a.by for a, _ in quoted]
        marked = [f for f in found if f.rule.kind == "rule" and not f.quoted]
        if attributed and marked:
            marked = list(not_reported(view, words, claim, marked))
        if not marked and not quoted:
            return asked, counted
        if quoted or any(f.rule.lens == "loaded" for f in marked):
            colour = self._colour(view, counted)
            marked = [f for f in marked if self._shows(f, colour)]
        # Scare quotes are marked as if of middling weight.
        scare = [a for a, clear in quoted if clear or colour >= self.shown]
        remarks = [annotation(view, f) for f in marked] + scare + asked
        if len(remarks) > 1:
            remarks.sort(key=_place)
        return remarks, counted

    def _shows(self, one: Finding, colour: float) -> bool:
        """Tell whether a finding is marked in a sentence of that much colour."""
        if one.clear or one.rule.lens != "loaded":
            return True
        return self.scorer.marks(one.rule, colour, self.shown)

    def _colour(self, view: View, counted: list[str]) -> float:
        """Return how much colour a sentence shows: whether its loaded words are marked."""
        known, counts = self.rules.colours, _tally(counted)
        for number in filter(known.__contains__, view.tokens.ids[view.start : view.end]):
            for name in known[number]:
                counts[name] = counts.get(name, 0) + 1
        return self.scorer.colour(counts)


def _place(remark: Annotation) -> tuple[int, int, str, str]:
    span = remark.spans[0]
    return span.start, span.end, remark.lens, remark.by


def _tally(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:  # a Counter takes longer for the few names of a sentence
        counts[name] = counts.get(name, 0) + 1
    return counts


def _signals(
    known: Mapping[int, tuple[str, ...]],
    often: Iterable[tuple[int, int]],
    counts: Mapping[str, int],
) -> dict[str, int]:
    """Return how often each signal counts, with what phrases of it have counted already.

    ``often`` are numbers of words, and how often each was met.
    """
    total: dict[str, int] = {}
    for number, n in often:
        for name in known.get(number, ()):
            total[name] = total.get(name, counts.get(name, 0)) + n
    return total


def _claim(kind: ClaimKind, said: Attribution) -> Claim:
    if said.kind == "none" and not said.cues:
        return _PLAIN[kind]
    return Claim(kind, kind == "fact", *said)
