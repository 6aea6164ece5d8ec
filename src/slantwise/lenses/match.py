"""Find the phrases of all rules in one walk: a trie over token numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from slantwise.lenses.phrases import ANY, FAR, Variant
from slantwise.lenses.tokens import FIRST_FORM, LAST_WORD_LOOK, Tokens, Vocabulary

REACH: Final = 30  # tokens that "..." may span
_MARKS_BEFORE: Final = 4  # quotation marks and dashes that may open a sentence


class Hit(NamedTuple):
    """An entry of a rule, found at the tokens ``[start, end)``."""

    start: int
    end: int
    entry: int


# What ends at a place: entry, lead, trail, opening, and the look of the word before. Plain
# tuples, since the garbage collector passes over those for good.
_Out = tuple[int, int, int, bool, str]

_NO_WORDS: Final = frozenset[int]()


class _Node:
    """A place in the trie; there are tens of thousands, so what is empty costs nothing.

    One of ``words`` must follow within ``reach`` tokens; with a reach of 0 anything may.
    """

    __slots__ = ("any", "far", "looks", "next", "outs", "reach", "sets", "words")

    def __init__(self) -> None:
        self.next: dict[int, _Node] | None = None
        self.sets: tuple[tuple[frozenset[int], _Node], ...] = ()
        self.looks: tuple[tuple[str, _Node], ...] = ()
        self.any: _Node | None = None
        self.far: _Node | None = None
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
        if len(item) == 1:
            self.next = self.next or {}
            return self.next.setdefault(next(iter(item)), _Node())
        for known, node in self.sets:
            if known == item:
                return node
        self.sets = (*self.sets, (item, _Node()))
        return self.sets[-1][1]

    def goes_on(self) -> bool:
        """Tell whether any phrase is longer than what leads to here."""
        return bool(self.next or self.sets or self.looks or self.any or self.far)

    def _look(self, look: str) -> "_Node":
        for known, node in self.looks:
            if known == look:
                return node
        self.looks = (*self.looks, (look, _Node()))
        return self.looks[-1][1]

    def freeze(self) -> None:
        """Note, here and in what goes on from here, which words must follow."""
        after = [*(self.next or {}).values(), *(node for _, node in (*self.sets, *self.looks))]
        after.extend(node for node in (self.any, self.far) if node)
        for node in after:
            node.freeze()
        if self.outs or self.far or self.looks or (self.any and not self.any.reach):
            return
        follow = [numbers for numbers, _ in self.sets]
        follow.extend([frozenset(self.next)] if self.next else [])
        follow.extend([self.any.words] if self.any else [])
        self.reach = 1 + (self.any.reach if self.any else 0)
        self.words = follow[0] if len(follow) == 1 else frozenset().union(*follow)


class Matcher:
    """All phrases of a rule set, compiled: ``add`` them, ``freeze``, then ``find``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._shared: dict[frozenset[int], _Node] = {}
        self._single: dict[int, tuple[_Out, ...]] = {}
        self._longer: dict[int, tuple[_Node, ...]] = {}
        self._follow: dict[int, frozenset[int]] = {}
        self._soon: dict[int, tuple[int, frozenset[int]]] = {}
        self._always = _NO_WORDS

    def add(self, entry: int, variants: Iterable[Variant]) -> None:
        """Enter the variants of one phrase under the number of its entry."""
        for variant in variants:
            items: list[frozenset[int] | str] = [
                item if isinstance(item, str) else frozenset(self._vocabulary[w] for w in item)
                for item in variant.items
            ]
            # A look is no anchor: it is checked behind the word that follows it.
            before = items.pop(0) if isinstance(items[0], str) else ""
            node = self._first(items[0])
            for item in items[1:]:
                node = node.step(item)
            out = (entry, variant.lead, variant.trail, variant.opening, str(before))
            node.outs = (*node.outs, out)

    def _first(self, item: frozenset[int] | str) -> _Node:
        numbers = frozenset(n for n in item if isinstance(n, int))
        return self._shared.setdefault(numbers, _Node())

    def freeze(self) -> None:
        """Part single words from longer phrases, and note what must follow the first word."""
        for numbers, node in self._shared.items():
            outs, node.outs = node.outs, ()
            node.freeze()
            for number in numbers:
                self._single[number] = (*self._single.get(number, ()), *outs)
                if node.goes_on():
                    self._longer[number] = (*self._longer.get(number, ()), node)
        self._shared.clear()
        for number, nodes in self._longer.items():
            if self._single[number] or not all(node.reach for node in nodes):
                continue
            words, reach = _NO_WORDS.union(*(n.words for n in nodes)), max(n.reach for n in nodes)
            if reach == 1:
                self._follow[number] = words
            else:
                self._soon[number] = (reach, words)
        self._always = frozenset(self._single.keys() - self._follow.keys())

    def candidates(self, ids: list[int]) -> list[int]:
        """Return the positions where a phrase may begin, in order."""
        always, follow, soon = self._always, self._follow, self._soon
        after = [*ids[1:], -1]
        likely = [
            i
            for i, number in enumerate(ids)
            if number in always or (number in follow and after[i] in follow[number])
        ]
        return [i for i in likely if ids[i] not in soon or _among(ids, i + 1, *soon[ids[i]])]

    def find(self, tokens: Tokens, at: Iterable[int], start: int, end: int) -> list[Hit]:
        """Return what begins at the positions ``at`` of the sentence ``[start, end)``."""
        walk = _Walk(tokens, start, start, end, [])
        ids, single, longer, none = tokens.ids, self._single, self._longer, ()
        for i in at:
            walk.first, after = i, i + 1
            for out in single[ids[i]]:
                walk.out(out, after)
            for node in longer.get(ids[i], none):
                reach = node.reach
                if reach == 1:
                    if after < end and ids[after] in node.words:
                        walk.on(node, after)
                elif not (reach and node.words.isdisjoint(ids[after : after + reach])):
                    walk.on(node, after)
        return walk.hits


def _among(ids: list[int], at: int, reach: int, words: frozenset[int]) -> bool:
    """Tell whether one of some words stands within reach."""
    return not words.isdisjoint(ids[at : at + reach])


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
        for out in node.outs:
            self.out(out, at)
        ids = self.tokens.ids
        if at >= self.end or (node.reach and node.words.isdisjoint(ids[at : at + node.reach])):
            return
        number = ids[at]
        if node.next and number in node.next:
            self.on(node.next[number], at + 1)
        for numbers, child in node.sets:
            if number in numbers:
                self.on(child, at + 1)
        for look, child in node.looks:
            if self.tokens.has_look(at, look):
                self.on(child, at + 1)
        if node.any is not None and (number <= LAST_WORD_LOOK or number >= FIRST_FORM):
            self.on(node.any, at + 1)
        if node.far is not None:
            self._leap(node.far, at)

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
        self.hits.append(Hit(first + lead, at - trail, entry))


def _opens(ids: list[int], start: int, first: int) -> bool:
    """Tell whether only marks stand between the start of a sentence and a token."""
    return first - start <= _MARKS_BEFORE and all(
        LAST_WORD_LOOK < n < FIRST_FORM for n in ids[start:first]
    )
