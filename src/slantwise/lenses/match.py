"""Find the phrases of all rules in one walk: a trie over token numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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


class _Out(NamedTuple):
    entry: int
    lead: int
    trail: int
    opening: bool
    before: str


@dataclass(slots=True)
class _Node:
    next: dict[int, "_Node"] = field(default_factory=dict)
    sets: list[tuple[frozenset[int], "_Node"]] = field(default_factory=list)
    any: "_Node | None" = None
    far: "_Node | None" = None
    looks: list[tuple[str, "_Node"]] = field(default_factory=list)
    outs: list[_Out] = field(default_factory=list)

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
        numbers = item
        if len(numbers) == 1:
            return self.next.setdefault(next(iter(numbers)), _Node())
        for known, node in self.sets:
            if known == numbers:
                return node
        self.sets.append((numbers, _Node()))
        return self.sets[-1][1]

    def _look(self, look: str) -> "_Node":
        for known, node in self.looks:
            if known == look:
                return node
        self.looks.append((look, _Node()))
        return self.looks[-1][1]


class Matcher:
    """All phrases of a rule set, compiled; ``add`` them, then ``find``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._root: dict[int, list[_Node]] = {}
        self._shared: dict[frozenset[int], _Node] = {}

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
            node.outs.append(_Out(entry, variant.lead, variant.trail, variant.opening, str(before)))

    def _first(self, item: frozenset[int] | str) -> _Node:
        numbers = frozenset(n for n in item if isinstance(n, int))
        if numbers not in self._shared:
            node = self._shared[numbers] = _Node()
            for number in sorted(numbers):
                self._root.setdefault(number, []).append(node)
        return self._shared[numbers]

    def find(self, tokens: Tokens, start: int, end: int) -> Iterator[Hit]:
        """Yield what stands in the tokens ``[start, end)``, one sentence, in order."""
        ids, root = tokens.ids, self._root
        for i in range(start, end):
            if ids[i] in root:
                walk = _Walk(tokens, i, start, end)
                for node in root[ids[i]]:
                    yield from walk.on(node, i + 1)


@dataclass(slots=True)
class _Walk:
    """One walk through the trie from the token ``first``, within ``[start, end)``."""

    tokens: Tokens
    first: int
    start: int
    end: int

    def on(self, node: _Node, at: int) -> Iterator[Hit]:
        """Yield what ends before the token ``at`` or goes on from it."""
        for out in node.outs:
            hit = self._hit(out, at)
            if hit is not None:
                yield hit
        if at >= self.end:
            return
        number = self.tokens.ids[at]
        if number in node.next:
            yield from self.on(node.next[number], at + 1)
        for numbers, child in node.sets:
            if number in numbers:
                yield from self.on(child, at + 1)
        for look, child in node.looks:
            if self.tokens.has_look(at, look):
                yield from self.on(child, at + 1)
        if node.any is not None and (number <= LAST_WORD_LOOK or number >= FIRST_FORM):
            yield from self.on(node.any, at + 1)
        if node.far is not None:
            yield from self._leap(node.far, at)

    def _leap(self, node: _Node, at: int) -> Iterator[Hit]:
        """Continue after “...” at its nearest end."""
        for j in range(at, min(self.end, at + REACH)):
            found = list(self.on(node, j))
            if found:
                yield from found
                return

    def _hit(self, out: _Out, at: int) -> Hit | None:
        first = self.first - bool(out.before)
        if out.before and (first < self.start or not self.tokens.has_look(first, out.before)):
            return None
        if out.opening and not _opens(self.tokens.ids, self.start, first):
            return None
        return Hit(first + out.lead, at - out.trail, out.entry)


def _opens(ids: list[int], start: int, first: int) -> bool:
    """Tell whether only marks stand between the start of a sentence and a token."""
    return first - start <= _MARKS_BEFORE and all(
        LAST_WORD_LOOK < n < FIRST_FORM for n in ids[start:first]
    )
