"""Find the phrases of all rules in one walk: a trie over token numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from slantwise.lenses.phrases import ANY, FAR, Variant
from slantwise.lenses.tokens import (
    BEGINS,
    BEGINS_NEAR,
    BEGINS_PAIR,
    FIRST_FORM,
    LAST_WORD_LOOK,
    Tokens,
    Vocabulary,
)

REACH: Final = 30  # tokens that "..." may span
_MARKS_BEFORE: Final = 4  # quotation marks and dashes that may open a sentence

# An entry of a rule, found at the tokens from start to end: start, end, entry.
Hit = tuple[int, int, int]

# What ends at a place and is not shown whole, or only somewhere: entry, lead, trail, opening,
# and the look of the word before. Plain tuples, since the garbage collector passes over those
# for good.
_Out = tuple[int, int, int, bool, str]

_NO_WORDS: Final = frozenset[int]()


class _Node:
    """A place in the trie; there are tens of thousands, so what is empty costs nothing.

    ``then`` has the nodes behind the next word. ``ends`` are the entries that end here.
    One of ``words`` must follow within ``reach`` tokens; with a reach of 0 anything may.
    """

    __slots__ = ("any", "ends", "far", "looks", "outs", "reach", "sets", "then", "words")

    def __init__(self) -> None:
        self.then: dict[int, tuple[_Node, ...]] = {}
        self.sets: dict[frozenset[int], _Node] = {}
        self.looks: tuple[tuple[str, _Node], ...] = ()
        self.any: _Node | None = None
        self.far: _Node | None = None
        self.ends: tuple[int, ...] = ()
        self.outs: tuple[_Out, ...] = ()
        self.reach: int = 0
        self.words = _NO_WORDS

    def step(self, item: frozenset[int] | str) -> "_Node":
        """Return the node behind an item, made if need be."""
        if item == ANY:
            self.any = self.any or _Node()
            return self.any
        if item == FAR:
            self.far = self.far or _Node()
            return self.far
        if isinstance(item, str):
            return self._look(item)
        if item not in self.sets:
            self.sets[item] = _Node()
        return self.sets[item]

    def is_open(self) -> bool:
        """Tell whether more may follow than certain words."""
        return bool(self.looks or self.any or self.far)

    def _look(self, look: str) -> "_Node":
        for known, node in self.looks:
            if known == look:
                return node
        self.looks = (*self.looks, (look, _Node()))
        return self.looks[-1][1]

    def freeze(self) -> None:
        """Note, here and in what goes on from here, what follows which word."""
        if not (self.sets or self.is_open()):
            return
        after = [*self.sets.values(), *(node for _, node in self.looks)]
        after.extend(node for node in (self.any, self.far) if node)
        for node in after:
            node.freeze()
        for numbers, node in self.sets.items():
            for number in numbers:
                known = self.then.get(number)
                self.then[number] = (*known, node) if known else (node,)
        if self.ends or self.outs or self.far or self.looks or (self.any and not self.any.reach):
            return
        self.reach = 1 + (self.any.reach if self.any else 0)
        self.words = frozenset(self.then).union(self.any.words if self.any else ())


_Begin = tuple[tuple[int, ...], tuple[_Out, ...], _Node]


class _First(NamedTuple):
    """What begins with a word: what is found at once, what a second word leads to, the rest."""

    ends: tuple[int, ...]
    outs: tuple[_Out, ...]
    pairs: Mapping[int, tuple[_Node, ...]]
    rest: tuple[_Node, ...]


class Matcher:
    """All phrases of a rule set, compiled: ``add`` them, ``freeze``, then ``find``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._shared: dict[frozenset[int], _Node] = {}
        self._first: dict[int, _First] = {}
        self._near: dict[int, tuple[int, frozenset[int]]] = {}

    def add(self, entry: int, variants: Iterable[Variant]) -> None:
        """Enter the variants of one phrase under the number of its entry."""
        for variant in variants:
            items: list[frozenset[int] | str] = [
                item if isinstance(item, str) else frozenset(self._vocabulary[w] for w in item)
                for item in variant.items
            ]
            # A look is no anchor: it is checked behind the word that follows it.
            before = items.pop(0) if isinstance(items[0], str) else ""
            numbers = frozenset(n for n in items[0] if isinstance(n, int))
            node = self._shared.get(numbers) or self._shared.setdefault(numbers, _Node())
            for item in items[1:]:
                node = node.step(item)
            if before or variant.lead or variant.trail or variant.opening:
                out = (entry, variant.lead, variant.trail, variant.opening, str(before))
                node.outs = (*node.outs, out)
            else:
                node.ends = (*node.ends, entry)

    def freeze(self) -> None:
        """Sort out what can follow the first word of each phrase."""
        by_word: dict[int, tuple[_Begin, ...]] = {}
        for numbers, node in self._shared.items():
            begin = (node.ends, node.outs, node)
            node.ends, node.outs = (), ()
            node.freeze()
            for number in numbers:
                by_word[number] = (*by_word.get(number, ()), begin)
        self._shared.clear()
        made = {begins: _first(begins) for begins in dict.fromkeys(by_word.values())}
        for number, begins in by_word.items():
            first = self._first[number] = made[begins]
            if first.ends or first.outs or not all(node.reach for node in first.rest):
                self._vocabulary.use((number,), BEGINS)
            elif first.rest:
                words = _NO_WORDS.union(first.pairs, *(node.words for node in first.rest))
                self._near[number] = (max(node.reach for node in first.rest), words)
                self._vocabulary.use((number,), BEGINS_NEAR)
            else:
                self._vocabulary.use((number,), BEGINS_PAIR)

    def candidates(self, tokens: Tokens) -> list[int]:
        """Return the positions where a phrase may begin, in order."""
        ids, first, near = tokens.ids, self._first, self._near
        after = [*ids[1:], -1]
        pairs = [i for i in tokens.looked_at(BEGINS_PAIR) if after[i] in first[ids[i]].pairs]
        others = tokens.looked_at(BEGINS)
        for i in tokens.looked_at(BEGINS_NEAR):
            reach, words = near[ids[i]]
            if not words.isdisjoint(ids[i + 1 : i + 1 + reach]):
                others.append(i)
        return sorted(pairs + others)

    def find(self, tokens: Tokens, at: Iterable[int], start: int, end: int) -> list[Hit]:
        """Return what begins at the positions ``at`` of the sentence ``[start, end)``."""
        walk = _Walk(tokens, start, start, end, [])
        ids, firsts, hits, none = tokens.ids, self._first, walk.hits, ()
        for i in at:
            ends, outs, pairs, rest = firsts[ids[i]]
            walk.first, after = i, i + 1
            for entry in ends:
                hits.append((i, after, entry))
            for out in outs:
                walk.out(out, after)
            if pairs and after < end:
                for node in pairs.get(ids[after], none):
                    walk.on(node, after + 1)
            for node in rest:
                walk.on(node, after)
        return hits


def _first(begins: tuple[_Begin, ...]) -> _First:
    """Join what begins with a word."""
    pairs: dict[int, tuple[_Node, ...]] = {}
    for _, _, node in begins:
        for number, behind in node.then.items() if not node.is_open() else ():
            pairs[number] = (*pairs.get(number, ()), *behind)
    ends = tuple(entry for several, _, _ in begins for entry in several)
    outs = tuple(out for _, several, _ in begins for out in several)
    return _First(ends, outs, pairs, tuple(node for _, _, node in begins if node.is_open()))


@dataclass(slots=True)
class _Walk:
    """One walk through the trie from the token ``first``, within ``[start, end)``."""

    tokens: Tokens
    first: int
    start: int
    end: int
    hits: list[Hit]

    def on(self, node: _Node, at: int) -> None:
        """Collect what ends before the token ``at`` or goes on from it."""
        for entry in node.ends:
            self.hits.append((self.first, at, entry))
        for out in node.outs:
            self.out(out, at)
        if at >= self.end:
            return
        number = self.tokens.ids[at]
        for child in node.then.get(number, ()):
            self.on(child, at + 1)
        for look, child in node.looks:
            if self.tokens.has_look(at, look):
                self.on(child, at + 1)
        if node.any is not None and (number <= LAST_WORD_LOOK or number >= FIRST_FORM):
            self._over(node.any, at + 1)
        if node.far is not None:
            self._leap(node.far, at)

    def _over(self, node: _Node, at: int) -> None:
        """Go on behind a word that may be any."""
        if not (node.reach and node.words.isdisjoint(self.tokens.ids[at : at + node.reach])):
            self.on(node, at)

    def _leap(self, node: _Node, at: int) -> None:
        """Continue after “...” at its nearest end."""
        found = len(self.hits)
        for j in range(at, min(self.end, at + REACH)):
            if node.reach != 1 or self.tokens.ids[j] in node.words:
                self.on(node, j)
                if len(self.hits) > found:
                    return

    def out(self, out: _Out, at: int) -> None:
        """Collect what ends before the token ``at`` if the words around it allow."""
        entry, lead, trail, opening, before = out
        first = self.first - bool(before)
        if before and (first < self.start or not self.tokens.has_look(first, before)):
            return
        if opening and not _opens(self.tokens.ids, self.start, first):
            return
        self.hits.append((first + lead, at - trail, entry))


def _opens(ids: list[int], start: int, first: int) -> bool:
    """Tell whether only marks stand between the start of a sentence and a token."""
    return first - start <= _MARKS_BEFORE and all(
        LAST_WORD_LOOK < n < FIRST_FORM for n in ids[start:first]
    )
