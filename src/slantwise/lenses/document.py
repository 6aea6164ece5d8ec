"""The lenses over one text: annotations, claims and scores."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Final, get_args

from slantwise.annotation import LENSES, Annotation
from slantwise.lenses.attribution import Attribution, attribution
from slantwise.lenses.claims import Claim, ClaimKind, SourceKind
from slantwise.lenses.collector import collector_paused
from slantwise.lenses.concession import missing_concession
from slantwise.lenses.findings import annotation, findings
from slantwise.lenses.hardens import hardened
from slantwise.lenses.kinds import claim_kind
from slantwise.lenses.opening import Opening, discount
from slantwise.lenses.rules import Rule, RuleSet, load_rules
from slantwise.lenses.scare import scare_quotes
from slantwise.lenses.scores import SHOWN, Scorer
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import tokenize
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
    ``scores`` has one number from 0 to 1 for each lens: how much of it the text shows,
    for comparing texts.
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
    rule of weight 0.5; weaker rules need more, stronger ones less. 0 marks what any rule finds.
    """
    rules = rules or load_rules()
    with collector_paused():
        return _annotate(text, layout or divide(text), rules, shown)


def _annotate(text: str, lay: Layout, rules: RuleSet, shown: float) -> Document:
    tokens = tokenize(text, rules.vocabulary)
    look = _Look(rules, Scorer(rules.rules), shown)
    remarks: list[Annotation] = []
    claims: list[Claim] = []
    counts: dict[str, int] = {}
    carried: SourceKind = "none"
    opening = Opening(lay, len(tokens.ids))
    for view in views(lay, tokens, rules):
        claim, made, counted = look.at(view, carried) if view.start < view.end else _NOTHING
        carried = claim.source if claim.source != "none" else carried
        claims.append(claim)
        remarks.extend(made)
        for name, count in counted.items():
            counts[name] = counts.get(name, 0) + count
        if view.start < opening.limit:
            opening.pass_by(view, counted)
    begun = Counter(tokens.ids[: opening.end])
    often = Counter(begun)
    often.update(tokens.ids[opening.end :])
    counts |= _signals(rules.signals, often.items(), counts)
    hard = hardened(tokens, lay, claims, rules.lexicon)
    counts |= _tally(a.by for a in hard)
    if whole := [*hard, *missing_concession(claims, counts)]:
        remarks = sorted([*remarks, *whole], key=lambda a: (a.start, a.spans, a.lens, a.by))
    early = _signals(rules.signals, begun.items(), opening.counts)
    discount(rules.rules, counts, opening.counts | early)
    scores: dict[str, float] = {lens: look.scorer.score(lens, counts) for lens in LENSES}
    return Document(text, lay, tuple(remarks), tuple(claims), scores, counts)


# --- one sentence -----------------------------------------------------------------------


_Seen = tuple[Claim, list[Annotation], dict[str, int]]  # and how often each rule counted
_NOTHING: Final[_Seen] = (Claim("none", False), [], {})
# Most sentences offer no source; they share their claims.
_PLAIN: Final = {kind: Claim(kind, kind == "fact") for kind in get_args(ClaimKind)}


@dataclass(frozen=True, slots=True)
class _Look:
    """What is needed to look at a sentence."""

    rules: RuleSet
    scorer: Scorer
    shown: float

    def at(self, view: View, carried: SourceKind) -> _Seen:
        """Return what one sentence claims, what to remark in which order, and what counted."""
        words = self.rules.lexicon
        said = attribution(view, words, carried)
        attributed = said.kind != "none"
        found = findings(view, self.rules, attributed) if view.anchors else []
        cues = [(f.start, f.rule.claim) for f in found if f.rule.claim is not None]
        claim = _claim(claim_kind(view, words, cues), said)
        asked = unsourced(view, claim)
        quoted = list(scare_quotes(view, words, attributed)) if view.quotes else []
        if not found and not quoted:
            return claim, asked, {}
        counts = _tally([f.rule.id for f in found] + [a.by for a in quoted])
        marked = [f for f in found if f.rule.kind == "rule" and not f.quoted]
        if not marked and not quoted:
            return claim, asked, counts
        if quoted or any(f.rule.lens == "loaded" for f in marked):
            colour = self._colour(view, counts)
            marked = [f for f in marked if self._shows(f.rule, colour)]
            quoted = quoted if colour >= self.shown else []  # scare quotes, as of middling weight
        remarks = [annotation(view, f) for f in marked] + quoted + asked
        if len(remarks) > 1:
            remarks.sort(key=_place)
        return claim, remarks, counts

    def _shows(self, rule: Rule, colour: float) -> bool:
        """Tell whether what a rule found is marked in a sentence of that much colour."""
        return rule.lens != "loaded" or self.scorer.marks(rule, colour, self.shown)

    def _colour(self, view: View, counts: dict[str, int]) -> float:
        """Return how much colour a sentence shows: whether its loaded words are marked."""
        known = self.rules.colours
        met = filter(known.__contains__, view.tokens.ids[view.start : view.end])
        return self.scorer.colour(counts | _signals(known, zip(met, repeat(1)), counts))


def _place(remark: Annotation) -> tuple[int, int, str, str]:
    span = remark.spans[0]
    return span.start, span.end, remark.lens, remark.by


def _tally(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
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
    return Claim(kind, kind == "fact", said.kind, said.source, said.cue, said.content, said.cues)
