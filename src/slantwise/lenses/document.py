"""The lenses over one text: annotations, claims and scores."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from slantwise.annotation import LENSES, Annotation
from slantwise.lenses.attribution import Attribution, attribution
from slantwise.lenses.claims import Claim, ClaimKind, SourceKind
from slantwise.lenses.findings import annotation, findings
from slantwise.lenses.kinds import claim_kind
from slantwise.lenses.quotes import Quote, quotes
from slantwise.lenses.rules import RuleSet, load_rules
from slantwise.lenses.scare import scare_quotes
from slantwise.lenses.scores import SHOWN, SHOWN_QUOTED, Scorer
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import Tokens, tokenize
from slantwise.lenses.unsourced import unsourced
from slantwise.text import Layout
from slantwise.text import layout as divide


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what the lenses found in it.

    ``counts`` tells how often each rule or signal counted, which explains the scores.
    ``claims`` has one entry for each of ``layout.sentences``. ``scores`` has one
    number from 0 to 1 for each lens: how much of it the text shows, for comparing texts.
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

    ``shown`` is how much evidence a sentence needs before its loaded words are marked
    (a rule of weight 1 suffices, weaker ones need company); 0 marks whatever any rule finds.
    """
    rules = rules or load_rules()
    lay = layout or divide(text)
    tokens = tokenize(text, rules.vocabulary)
    look = _Look(rules, Scorer(rules.rules), shown)
    remarks: list[Annotation] = []
    claims: list[Claim] = []
    counts: dict[str, int] = {}
    carried: SourceKind = "none"
    for view in _views(lay, _Places(tokens, rules)):
        seen = look.at(view, carried) if view.start < view.end else _NOTHING
        carried = seen.claim.source if seen.claim.source != "none" else carried
        claims.append(seen.claim)
        remarks.extend(seen.remarks)
        for name, count in seen.counts.items():
            counts[name] = counts.get(name, 0) + count
    counts |= _signals(rules, tokens.ids, counts)
    remarks.sort(key=lambda a: (a.start, a.spans[0].end, a.lens, a.by))
    scores: dict[str, float] = {lens: look.scorer.score(lens, counts) for lens in LENSES}
    return Document(text, lay, tuple(remarks), tuple(claims), scores, counts)


# --- one sentence -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    claim: Claim
    remarks: list[Annotation]
    counts: dict[str, int]


_NOTHING = _Seen(Claim("none", False), [], {})


@dataclass(frozen=True, slots=True)
class _Look:
    """What is needed to look at a sentence."""

    rules: RuleSet
    scorer: Scorer
    shown: float

    def at(self, view: View, carried: SourceKind) -> _Seen:
        """Return what one sentence claims, what to remark, and what rules counted."""
        words = self.rules.lexicon
        said = attribution(view, words, carried)
        attributed = said.kind != "none"
        found = findings(view, self.rules, attributed)
        cues = [(f.start, f.rule.claim) for f in found if f.rule.claim is not None]
        claim = _claim(claim_kind(view, words, cues), said)
        quoted = list(scare_quotes(view, words, attributed))
        asked = unsourced(view, claim)
        if not found and not quoted:
            return _Seen(claim, asked, {})
        counts = _tally([*(f.rule.id for f in found), *(a.by for a in quoted)])
        marked = [f for f in found if f.rule.kind == "rule"]
        remarks = [annotation(view, f) for f in marked if f.rule.lens != "loaded" and not f.quoted]
        loaded = [f for f in marked if f.rule.lens == "loaded"]
        if loaded or quoted:
            colour = self._colour(view, counts)
            spoken = colour >= SHOWN_QUOTED
            if colour >= self.shown:
                remarks.extend(annotation(view, f) for f in loaded if spoken or not f.quoted)
                remarks.extend(quoted)
        return _Seen(claim, remarks + asked, counts)

    def _colour(self, view: View, counts: dict[str, int]) -> float:
        """Return how much colour a sentence shows: whether its loaded words are marked."""
        ids = view.tokens.ids[view.start : view.end]
        return self.scorer.colour(counts | _signals(self.rules, ids, counts))


def _tally(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _signals(rules: RuleSet, ids: list[int], counts: Mapping[str, int]) -> dict[str, int]:
    """Return how often each signal counts, with what phrases of it have counted already."""
    total: dict[str, int] = {}
    known = rules.signals
    for number, n in Counter(number for number in ids if number in known).items():
        for name in known[number]:
            total[name] = total.get(name, 0) + n
    return {name: n + counts.get(name, 0) for name, n in total.items()}


def _claim(kind: ClaimKind, said: Attribution) -> Claim:
    return Claim(kind, kind == "fact", said.kind, said.source, said.cue, said.content, said.cues)


# --- the walk over sentences ------------------------------------------------------------


class _Places:
    """Where something is worth looking at, in the order of the text."""

    def __init__(self, tokens: Tokens, rules: RuleSet) -> None:
        triggers = rules.lexicon["trigger"]
        marks = rules.lexicon["quotation_mark"]
        self.tokens = tokens
        self.starts = rules.matcher.candidates(tokens.ids)
        self.triggers = [i for i, number in enumerate(tokens.ids) if number in triggers]
        self.marks = [i for i, number in enumerate(tokens.ids) if number in marks]


def _views(lay: Layout, places: _Places) -> Iterator[View]:
    """Yield every sentence of the layout with its tokens and quotations."""
    tokens, block, inside, next_quote = places.tokens, -1, list[Quote](), 0
    for sentence in lay.sentences:
        start = bisect_left(tokens.starts, sentence.span.start)
        end = bisect_left(tokens.starts, sentence.span.end, start)
        if sentence.block != block:
            block, next_quote = sentence.block, 0
            stop = bisect_left(tokens.starts, lay.blocks[block].span.end, end)
            inside = quotes(tokens, _between(places.marks, start, stop), start, stop)
        while next_quote < len(inside) and inside[next_quote].end <= start:
            next_quote += 1
        last = next_quote
        while last < len(inside) and inside[last].start < end:
            last += 1
        yield View(
            tokens.text, tokens, start, end, tuple(inside[next_quote:last]),
            sentence.kind == "heading", _between(places.starts, start, end),
            _between(places.triggers, start, end),
        )  # fmt: skip


def _between(places: list[int], start: int, end: int) -> tuple[int, ...]:
    return tuple(places[bisect_left(places, start) : bisect_left(places, end)])
