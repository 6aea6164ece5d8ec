"""The lenses over one text: annotations, claims and scores."""

from collections.abc import Iterator
from dataclasses import dataclass

from slantwise.annotation import LENSES, Annotation
from slantwise.lenses.attribution import Attribution, attribution
from slantwise.lenses.claims import Claim, ClaimKind, SourceKind
from slantwise.lenses.findings import annotation, findings
from slantwise.lenses.kinds import claim_kind
from slantwise.lenses.match import Hit
from slantwise.lenses.quotes import Quote, continued, quotes
from slantwise.lenses.rules import RuleSet, load_rules
from slantwise.lenses.scare import scare_quotes
from slantwise.lenses.scores import SHOWN, Scorer
from slantwise.lenses.sentence import View
from slantwise.lenses.tokens import Tokens, tokenize
from slantwise.lenses.unsourced import unsourced
from slantwise.text import Layout
from slantwise.text import layout as divide

_WINDOW = 500  # tokens; a longer "sentence" is matched in pieces


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
    for view in _views(text, lay, tokens):
        seen = look.at(view, carried) if view.start < view.end else _NOTHING
        carried = seen.claim.source if seen.claim.source != "none" else carried
        claims.append(seen.claim)
        remarks.extend(seen.remarks)
        for name, count in seen.counts.items():
            counts[name] = counts.get(name, 0) + count
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
        """Return what one sentence claims, what to remark, and what counts."""
        words = self.rules.lexicon
        said = attribution(view, words, carried)
        attributed = said.kind != "none"
        found = findings(view, self.rules, _hits(view, self.rules), attributed)
        cues = [(f.start, f.rule.claim) for f in found if f.rule.claim is not None]
        claim = _claim(claim_kind(view, words, cues), said)
        quoted = list(scare_quotes(view, words, attributed))
        asked = list(unsourced(view, claim))
        counts: dict[str, int] = {}
        for name in (*(f.rule.id for f in found), *(a.by for a in (*quoted, *asked))):
            counts[name] = counts.get(name, 0) + 1
        remarks = [annotation(view, f) for f in found if f.rule.kind == "rule" and not f.quoted]
        remarks.extend(quoted)
        if self.scorer.colour(counts) < self.shown:
            remarks = [a for a in remarks if a.lens != "loaded"]
        return _Seen(claim, remarks + asked, counts)


def _claim(kind: ClaimKind, said: Attribution) -> Claim:
    return Claim(kind, kind == "fact", said.kind, said.source, said.cue, said.content, said.cues)


def _hits(view: View, rules: RuleSet) -> Iterator[Hit]:
    for start in range(view.start, view.end, _WINDOW):
        yield from rules.matcher.find(view.tokens, start, min(view.end, start + _WINDOW))


# --- the walk over sentences ------------------------------------------------------------


def _views(text: str, lay: Layout, tokens: Tokens) -> Iterator[View]:
    """Yield every sentence of the layout with its tokens and quotations."""
    at, block, open_quotes = 0, -1, list[Quote]()
    total = len(tokens.starts)
    for sentence in lay.sentences:
        start = _skip(tokens, at, sentence.span.start)
        if sentence.block != block:
            block = sentence.block
            stop = _skip(tokens, start, lay.blocks[block].span.end)
            open_quotes = list(quotes(text, tokens, start, stop))
            before = continued(text, tokens, start, stop)
            if before is not None:
                open_quotes = [before, *(q for q in open_quotes if q.start >= before.end)]
        at = start
        while at < total and tokens.starts[at] < sentence.span.end:
            at += 1
        inside, open_quotes = _inside(open_quotes, start, at)
        yield View(text, tokens, start, at, inside, sentence.kind == "heading")


def _skip(tokens: Tokens, at: int, offset: int) -> int:
    while at < len(tokens.starts) and tokens.starts[at] < offset:
        at += 1
    return at


def _inside(pending: list[Quote], start: int, end: int) -> tuple[tuple[Quote, ...], list[Quote]]:
    """Part the quotations of a block into those that touch a sentence and those to come."""
    touching = []
    for quote in pending:
        if quote.start >= end:
            break
        touching.append(quote)
    done = sum(1 for q in touching if q.end <= end)
    return tuple(q for q in touching if q.end > start), pending[done:]
