"""A hedge that hardens: what could happen in one sentence is taken as settled soon after.

Looked for is a thing that first comes under *could, may, might, possibly* or *perhaps*, new and
without an article that takes it as known, and then returns as the subject of a certain verb:
"could face a strike. The strike will cost …". Also a noun that sums up the sentence before:
"could begin with riots. These activities aim …". In doubt nothing is said, and nothing is
followed from one paragraph into the next.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from slantwise.annotation import Annotation, Span
from slantwise.lenses.claims import Claim
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.rules import Rule
from slantwise.lenses.tokens import FIRST_FORM, HEDGE, LAST_WORD_LOOK, OWNER, Tokens
from slantwise.text import Layout, fold

RULE: Final = Rule(
    id="hedge-hardens",
    kind="rule",
    lens="framing",
    label="a hedge that hardens",
    weight=0.6,
    why="First this was something that could happen. A little later it is spoken of as if it had "
    "been settled, and nothing between the two places says why.",
    question="What has happened between “could” and “will” that makes this certain?",
    best_case="A writer who has once said that a thing is only possible may think this is clear, "
    "and spare the reader a second “could”.",
    neutral=("(repeat the “could”)",),
    examples=(
        "The town [[could face riots]]. [[These riots will]] ruin the shops.",
        "It [[could begin]] with marches and staged brawls. [[These well-planned activities aim]] "
        "to frighten the town.",
        "The firm [[might open a mine]] in the hills. It rained. [[The mine is]] a danger to us.",
    ),
    counter_examples=(
        "The town could face riots. These riots could ruin the shops.",
        "The storm could hit the coast. The coast is crowded in May.",
        "The firm might open a mine. If it opens, the mine will employ two hundred.",
        "The town could face riots. These riots would ruin the shops.",
        "There were riots in May, and there could be more riots. These riots are told of here.",
    ),
)

_NEXT: Final = 2  # how many sentences later a bare mention may stand
_LONG: Final = 25  # tokens behind a hedge in which its things may stand
_NOUN_PHRASE: Final = 4
_SHORTEST: Final = 4  # letters of a noun; shorter ones are too often something else
_SHOWN: Final = 8  # how far behind a hedge its thing may stand to be shown with it
_SMALL_ADVERBS: Final = frozenset(("also", "then", "now", "soon", "therefore", "thus"))


class Hardening(NamedTuple):
    """The hedged mention and the later bare one; ``sure`` unless the later says "would"."""

    hedged: Span
    bare: Span
    sure: bool


def hardened(
    tokens: Tokens, lay: Layout, claims: Sequence[Claim], words: Lexicon
) -> list[Annotation]:
    """Return a remark for each hedge that hardens beyond doubt."""
    found = hardenings(tokens, lay, claims, words)
    return [RULE.remark((one.hedged, one.bare)) for one in found if one.sure]


def hardenings(
    tokens: Tokens, lay: Layout, claims: Sequence[Claim], words: Lexicon
) -> Iterator[Hardening]:
    """Yield each hedge with the first bare mention of what it hedges."""
    search, done = _Search(tokens, lay, claims, words), -1
    for i in tokens.looked_at(HEDGE):
        at = lay.sentence_at(tokens.starts[i])
        found = search.after(i, at) if at != done else None
        if found is not None:
            done = at
            yield found


class _Search(NamedTuple):
    """Looks for what a hedge hardens into."""

    tokens: Tokens
    lay: Layout
    claims: Sequence[Claim]
    words: Lexicon

    def after(self, i: int, at: int) -> Hardening | None:
        """Return how the hedge at the token ``i`` of a sentence hardens, if it does."""
        if at + 1 == len(self.lay.sentences) or not self._same_block(at + 1, at):
            return None
        if not self.tokens.text[self.tokens.starts[i]].islower():
            return None  # a month, or the first word of a title
        ids, (_, end) = self.tokens.ids, self._range(at)
        if i + 1 >= end or ids[i + 1] in self.words.no_hedge:
            return None
        new: dict[str, int] | None = None
        for later in range(at + 1, min(at + 1 + _NEXT, len(self.lay.sentences))):
            if not self._same_block(later, at):
                return None
            if self.claims[later].source == "none" and self._may_be_bare(later):
                new = self._new_things(i, at, end) if new is None else new
                found = self._bare(later, new, later == at + 1)
                if found is not None:
                    return self._hardening(i, *found)
        return None

    def _same_block(self, one: int, other: int) -> bool:
        return self.lay.sentences[one].block == self.lay.sentences[other].block

    def _range(self, sentence: int) -> tuple[int, int]:
        span = self.lay.sentences[sentence].span
        start = bisect_left(self.tokens.starts, span.start)
        return start, bisect_left(self.tokens.starts, span.end, start)

    def _new_things(self, hedge: int, at: int, end: int) -> dict[str, int]:
        """Return what is named behind a hedge for the first time, as new, with its place."""
        before = next(s for s in range(max(0, at - _NEXT), at + 1) if self._same_block(s, at))
        start = max(self._range(before)[0], hedge - _LONG)
        known = {self._key(t) for t in range(start, hedge)}
        things: dict[str, int] = {}
        for t in range(hedge + 2, min(end, hedge + _LONG)):
            key = self._key(t)
            if key and key not in known and not self._is_settled(t, hedge):
                things.setdefault(key, t)
        return things

    def _key(self, t: int) -> str:
        """Return a word that may be a noun without its plural, else nothing."""
        word = self.tokens.word(t)
        if len(word) < _SHORTEST or not word.islower() or self._is_small(t):
            return ""
        word = fold(word)
        if word.endswith("ies"):
            return f"{word[:-3]}y"
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word

    def _is_small(self, t: int) -> bool:
        number, words = self.tokens.ids[t], self.words
        small = (words.clause_word, words.before_verb, words.determiner)
        return any(number in several for several in small)

    def _is_settled(self, t: int, hedge: int) -> bool:
        """Tell whether a noun comes with a word that takes it as known."""
        ids = self.tokens.ids
        for k in range(t - 1, max(hedge, t - 1 - _NOUN_PHRASE), -1):
            if ids[k] in self.words.settled_word or ids[k] == OWNER:
                return True
            if ids[k] in self.words.clause_word or LAST_WORD_LOOK < ids[k] < FIRST_FORM:
                return False
        return False

    def _may_be_bare(self, sentence: int) -> bool:
        """Tell whether a sentence begins with a word that points back, and doubts nothing."""
        start, end = self._range(sentence)
        ids, words = self.tokens.ids, self.words
        start += start < end and ids[start] in words.joining_word
        if start + 1 >= end or ids[start] not in words.the_or_this:
            return False
        return words.doubt_word.isdisjoint(ids[start:end])

    def _bare(
        self, sentence: int, new: dict[str, int], summing: bool
    ) -> tuple[int, int, int] | None:
        """Return thing, first word and verb of a sentence that begins with a bare mention."""
        start, end = self._range(sentence)
        ids, words = self.tokens.ids, self.words
        start += ids[start] in words.joining_word
        if summing and ids[start] in words.this_alone and ids[start + 1] in words.foretells:
            return -1, start, start + 1
        for t in range(start + 1, min(end - 1, start + 1 + _NOUN_PHRASE)):
            verb = self._verb(t + 1, end)
            thing = new.get(self._key(t), -1) if verb >= 0 else -1
            sums_up = summing and ids[t] in words.deed_noun and ids[start] in words.back_pointer
            if verb >= 0 and (thing >= 0 or (sums_up and not self._named(sentence - 1, t))):
                return thing, start, verb
        return None

    def _named(self, sentence: int, t: int) -> bool:
        """Tell whether a sentence names what the token ``t`` does: then it points back to that."""
        return self._key(t) in map(self._key, range(*self._range(sentence)))

    def _verb(self, t: int, end: int) -> int:
        """Return the place of a certain verb behind a noun, or -1; "of the north" may intervene."""
        ids, words = self.tokens.ids, self.words
        if ids[t] in words.of_or_in:
            for k in range(t + 1, min(end, t + 1 + _NOUN_PHRASE)):
                if ids[k] in words.plain_certainty or not self.tokens.is_word(k):
                    return k if self.tokens.is_word(k) else -1
            return -1
        t += self._is_adverb(t) and t + 1 < end
        return t if ids[t] in words.certain_verb or ids[t] in words.foretells else -1

    def _is_adverb(self, t: int) -> bool:
        word = fold(self.tokens.word(t))
        return word.endswith("ly") or word in _SMALL_ADVERBS

    def _hardening(self, hedge: int, thing: int, start: int, verb: int) -> Hardening:
        starts, end = self.tokens.starts, self.tokens.end
        last = thing if 0 < thing - hedge <= _SHOWN else hedge + 1
        sure = self.tokens.ids[verb] not in self.words.hypothesis
        return Hardening(Span(starts[hedge], end(last)), Span(starts[start], end(verb)), sure)
