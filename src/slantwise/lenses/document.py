"""The lenses over one text: annotations, claims and scores."""

from collections.abc import Iterator
from dataclasses import dataclass

from slantwise.annotation import LENSES, Annotation
from slantwise.lenses.attribution import Attribution, attribution
from slantwise.lenses.claims import Claim, ClaimKind, SourceKind
from slantwise.lenses.findings import annotation, findings
from slantwise.lenses.kinds import claim_kind
from slantwise.lenses.match import Hit
from slantwise.lenses.quotes import Quote, quotes
from slantwise.lenses.rules import RuleSet, load_rules
from slantwise.lenses.scare import scare_quotes
from slantwise.lenses.scores import score
from slantwise.lenses.sentence import Lexicon, View
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


def annotate(text: str, *, layout: Layout | None = None, rules: RuleSet | None = None) -> Document:
    """Look at a text through all lenses; linear in its length, and never fails on text."""
    lay = layout or divide(text)
    rules = rules or load_rules()
    words = Lexicon(rules.lists, rules.vocabulary)
    tokens = tokenize(text, rules.vocabulary)
    remarks: list[Annotation] = []
    claims: list[Claim] = []
    counts: dict[str, int] = {}
    carried: SourceKind = "none"
    for view in _views(text, lay, tokens):
        seen = _look(view, rules, words, carried)
        carried = seen.claim.source if seen.claim.source != "none" else carried
        claims.append(seen.claim)
        remarks.extend(seen.remarks)
        for name in seen.counted:
            counts[name] = counts.get(name, 0) + 1
    remarks.sort(key=lambda a: (a.start, a.spans[0].end, a.lens, a.by))
    scores: dict[str, float] = {lens: score(rules, lens, counts) for lens in LENSES}
    return Document(text, lay, tuple(remarks), tuple(claims), scores, counts)


# --- one sentence -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    claim: Claim
    remarks: list[Annotation]
    counted: list[str]


def _look(view: View, rules: RuleSet, words: Lexicon, carried: SourceKind) -> _Seen:
    if view.start == view.end:
        return _Seen(Claim("none", False), [], [])
    said = attribution(view, words, carried)
    found = findings(view, rules, _hits(view, rules), said.kind != "none")
    cues: list[tuple[int, ClaimKind]] = [
        (f.start, f.rule.claim) for f in found if f.rule.claim is not None
    ]
    claim = _claim(claim_kind(view, words, cues), said)
    remarks = [annotation(view, f) for f in found if f.rule.kind == "rule"]
    remarks.extend(scare_quotes(view, words, said.kind != "none"))
    remarks.extend(unsourced(view, claim))
    counted = [f.rule.id for f in found if f.rule.kind == "signal"]
    counted.extend(a.by for a in remarks)
    return _Seen(claim, remarks, counted)


def _claim(kind: ClaimKind, said: Attribution) -> Claim:
    return Claim(kind, kind == "fact", said.kind, said.source, said.cue, said.content)


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
