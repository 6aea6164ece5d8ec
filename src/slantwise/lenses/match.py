"""Find the phrases of all rules in one walk: a trie over token numbers."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import contains
from typing import Final, NamedTuple

from slantwise.lenses.phrases import ANY, FAR, Item, Variant
from slantwise.lenses.tokens import (
    ANCHOR,
    ANCHOR_IN_COMPANY,
    ANCHOR_OF_PAIR,
    FIRST_FORM,
    LAST_WORD_LOOK,
    OWNER,
    PUNCTUATION,
    Tokens,
    Vocabulary,
)

REACH: Final = 30  # tokens that "..." may span
_MARKS_BEFORE: Final = 4  # quotation marks and dashes that may open a sentence

# The most frequent words of English, the first the most frequent. A phrase is looked for at
# the word of it that is met least often.
_FREQUENT: Final = (
    ', . the of to and a in “ ” " that is for it on was he with as i be by at have are not this '
    "from they but his has you we an or who will their - ? ’ ' her she said had were what been one "
    "all would there which if about can more do when : ; no so out up them people its after just "
    "into our how than like him some ( ) because over other only now then could my these your also "
    "new even time most did us any — – me first those being two where may know many should does "
    "before get why think very going want see right make against down go say through such back "
    "made much way never must while during under come well here years every take own still too "
    "off good really long another both between part let"
).split()
_MANY: Final = 2_000  # words that are not told apart one by one
_OFTEN: Final = {word: 2_000 // (rank + 1) for rank, word in enumerate(_FREQUENT)}

# An entry of a rule, found at the tokens from start to end: start, end, entry.
Hit = tuple[int, int, int]

# An item of a phrase, with numbers for words.
_Numbers = frozenset[int] | str

# What ends at a place and is more than the words from the anchor to there: entry, the words
# before the anchor, which of them have a look, lead, trail, opening. Plain tuples, since the
# garbage collector passes over those for good.
_Out = tuple[int, tuple[frozenset[int], ...], tuple[tuple[int, str], ...], int, int, bool]

# So many tokens before a word, and those of which one must stand there; or else one of others,
# within so many behind it.
_Company = tuple[int, frozenset[int], frozenset[int], int]

_NO_WORDS: Final = frozenset[int]()
_ANY_COMPANY: Final = (0, _NO_WORDS, _NO_WORDS, 0)


class _Node:
    """A place in the trie; there are tens of thousands, so what is empty costs nothing.

    ``then`` has the nodes behind the next word. ``ends`` are the entries that end here.
    Nothing follows a ``leaf``.
    One of ``words`` must follow within ``reach`` tokens; with a reach of 0 anything may.
    """

    __slots__ = ("any", "ends", "far", "leaf", "looks", "outs", "reach", "sets", "then", "words")

    def __init__(self) -> None:
        self.then: dict[int, tuple[_Node, ...]] = {}
        self.sets: dict[frozenset[int], _Node] = {}
        self.looks: tuple[tuple[str, _Node], ...] = ()
        self.any: _Node | None = None
        self.far: _Node | None = None
        self.ends: tuple[int, ...] = ()
        self.outs: tuple[_Out, ...] = ()
        self.leaf = True
        self.reach: int = 0
        self.words = _NO_WORDS

    def step(self, item: _Numbers) -> "_Node":
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
        self.leaf = False
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


class _Anchor(NamedTuple):
    """What is found at a word: at once, behind a certain word, before one, in other ways.

    ``company`` tells what must stand near the word, else nothing is found.
    """

    ends: tuple[int, ...]
    outs: tuple[_Out, ...]
    behind: Mapping[int, tuple[_Out, ...]]
    before: Mapping[int, tuple[_Node, ...]]
    rest: tuple[_Node, ...]
    company: _Company

    def use(self) -> int:
        """Return for what the word is looked at."""
        if self.company == _ANY_COMPANY:
            return ANCHOR
        return ANCHOR_IN_COMPANY if self.outs or self.rest else ANCHOR_OF_PAIR


class Matcher:
    """All phrases of a rule set, compiled: ``add`` them, ``freeze``, then ``find``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._shared: dict[frozenset[int], _Node] = {}
        self._items: dict[frozenset[int], frozenset[int]] = {}
        self._words = frozenset(range(FIRST_FORM, len(vocabulary.uses))).union(range(PUNCTUATION))
        self._anchors: dict[int, _Anchor] = {}
        # The words of which one must stand behind an anchor of a pair, and before it.
        self._after: list[Container[int]] = [_NO_WORDS] * len(vocabulary.uses)
        self._behind: list[Container[int]] = [_NO_WORDS] * len(vocabulary.uses)

    def add(self, entry: int, variants: Iterable[Variant]) -> None:
        """Enter the variants of one phrase under the number of its entry."""
        for variant in variants:
            at = _rarest(variant.items)
            items = [self._numbers(item) for item in variant.items]
            numbers = frozenset(n for n in items[at] if isinstance(n, int))
            node = self._shared.get(numbers) or self._shared.setdefault(numbers, _Node())
            for item in items[at + 1 :]:
                node = node.step(item)
            if at or variant.lead or variant.trail or variant.opening:
                before = tuple(self._words if isinstance(n, str) else n for n in items[:at])
                looks = tuple(
                    (k, n) for k, n in enumerate(items[:at]) if isinstance(n, str) and n != ANY
                )
                out = (entry, before, looks, variant.lead, variant.trail, variant.opening)
                node.outs = (*node.outs, out)
            else:
                node.ends = (*node.ends, entry)

    def _numbers(self, item: Item) -> _Numbers:
        """Return an item with numbers for words; what is alike is kept once."""
        if isinstance(item, str):
            return item
        numbers = frozenset(self._vocabulary[word] for word in item)
        if "'" in item:  # which a text may read as what makes a plural an owner
            numbers |= {OWNER}
        return self._items.setdefault(numbers, numbers)

    def freeze(self) -> None:
        """Sort out what can follow each anchor."""
        by_word: dict[int, tuple[_Begin, ...]] = {}
        for numbers, node in self._shared.items():
            begin = (node.ends, node.outs, node)
            node.ends, node.outs = (), ()
            node.freeze()
            for number in numbers:
                by_word[number] = (*by_word.get(number, ()), begin)
        self._shared.clear()
        self._items.clear()
        made = {begins: _anchor(begins) for begins in dict.fromkeys(by_word.values())}
        for number, begins in by_word.items():
            anchor = self._anchors[number] = made[begins]
            self._after[number], self._behind[number] = anchor.before, anchor.behind
            self._vocabulary.use((number,), anchor.use())

    def candidates(self, tokens: Tokens) -> list[int]:
        """Return the positions at which a phrase may be found, in order."""
        ids, anchors = tokens.ids, self._anchors
        after, behind, following = self._after, self._behind, ids[1:]
        following.append(-1)
        pairs, found = tokens.looked_at(ANCHOR_OF_PAIR), tokens.looked_at(ANCHOR)
        found += [i for i in pairs if following[i] in after[ids[i]] or ids[i - 1] in behind[ids[i]]]
        for i in tokens.looked_at(ANCHOR_IN_COMPANY):
            back, earlier, later, ahead = anchors[ids[i]].company
            if not later.isdisjoint(ids[i + 1 : i + 1 + ahead]) or (
                earlier and not earlier.isdisjoint(ids[max(0, i - back) : i])
            ):
                found.append(i)
        return sorted(found)

    def find(
        self, tokens: Tokens, stretches: Iterable[tuple[Sequence[int], int, int]]
    ) -> Iterator[Sequence[Hit]]:
        """Yield what is found in each stretch: at some positions, within ``[start, end)``."""
        walk = _Walk(tokens, 0, 0, 0, [])
        for at, walk.start, walk.end in stretches:
            walk.hits = []
            if at:
                self._find(walk, at)
            yield walk.hits

    def _find(self, walk: "_Walk", at: Iterable[int]) -> None:
        ids, anchors, hits, end, none = walk.tokens.ids, self._anchors, walk.hits, walk.end, ()
        for i in at:
            ends, outs, behind, before, rest, _ = anchors[ids[i]]
            walk.anchor, after = i, i + 1
            for entry in ends:
                hits.append((i, after, entry))
            for out in outs:
                walk.out(out, after)
            for out in behind.get(ids[i - 1], none):
                walk.out(out, after)
            if after < end:
                for node in before.get(ids[after], none):
                    walk.on(node, after + 1)
            for node in rest:
                walk.over(node, after)


def _anchor(begins: tuple[_Begin, ...]) -> _Anchor:
    """Sort what is found at a word by the words beside it."""
    outs = list[_Out]()
    behind: dict[int, tuple[_Out, ...]] = {}
    before: dict[int, tuple[_Node, ...]] = {}
    for _, several, node in begins:
        for out in several:
            last = out[1][-1] if out[1] else _NO_WORDS
            if 0 < len(last) < _MANY:
                for number in last:
                    behind[number] = (*behind.get(number, ()), out)
            else:
                outs.append(out)
        for number, nodes in node.then.items() if not node.is_open() else ():
            before[number] = (*before.get(number, ()), *nodes)
    ends = tuple(entry for several, _, _ in begins for entry in several)
    rest = tuple(node for _, _, node in begins if node.is_open())
    company = _ANY_COMPANY if ends else _company(outs, behind, before, rest)
    return _Anchor(ends, tuple(outs), behind, before, rest, company)


def _company(
    outs: Iterable[_Out], behind: Iterable[int], before: Iterable[int], rest: Iterable[_Node]
) -> _Company:
    """Return of which words one must stand near an anchor for anything to be found there."""
    back, ahead, earlier, later = 1, 1, set(behind), set(before)
    for _, items, *_ in outs:
        near = enumerate(reversed(items), 1)
        told_apart = ((far, words) for far, words in near if len(words) < _MANY)
        far, words = next(told_apart, (0, _NO_WORDS))
        if not far:
            return _ANY_COMPANY
        back, earlier = max(back, far), earlier | words
    for node in rest:
        if not node.reach:
            return _ANY_COMPANY
        ahead, later = max(ahead, node.reach), later | node.words
    return back, frozenset(earlier), frozenset(later), ahead


@dataclass(slots=True)
class _Walk:
    """One walk through the trie from the token ``anchor``, within ``[start, end)``."""

    tokens: Tokens
    anchor: int
    start: int
    end: int
    hits: list[Hit]

    def on(self, node: _Node, at: int) -> None:
        """Collect what ends before the token ``at`` or goes on from it."""
        for entry in node.ends:
            self.hits.append((self.anchor, at, entry))
        for out in node.outs:
            self.out(out, at)
        if node.leaf or at >= self.end:
            return
        number = self.tokens.ids[at]
        for child in node.then.get(number, ()):
            self.on(child, at + 1)
        for look, child in node.looks:
            if self.tokens.has_look(at, look):
                self.on(child, at + 1)
        if node.any is not None and (number <= LAST_WORD_LOOK or number >= FIRST_FORM):
            self.over(node.any, at + 1)
        if node.far is not None:
            self._leap(node.far, at)

    def over(self, node: _Node, at: int) -> None:
        """Go on where a word may be any, if one that must follow does."""
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
        entry, before, looks, lead, trail, opening = out
        first = self.anchor - len(before)
        if before and (
            first < self.start
            or not all(map(contains, before, self.tokens.ids[first : self.anchor]))
            or not all(self.tokens.has_look(first + k, look) for k, look in looks)
        ):
            return
        if opening and not _opens(self.tokens.ids, self.start, first):
            return
        self.hits.append((first + lead, at - trail, entry))


def _rarest(items: Sequence[Item]) -> int:
    """Return at which of its items a phrase is looked for; before “...” only at its first."""
    words = [i for i, item in enumerate(items) if not isinstance(item, str)]
    return words[0] if FAR in items else min(words, key=lambda i: _frequency(items[i]))


def _frequency(item: Item) -> int:
    return sum(_OFTEN.get(word, 1) for word in item)


def _opens(ids: list[int], start: int, first: int) -> bool:
    """Tell whether only marks stand between the start of a sentence and a token."""
    return first - start <= _MARKS_BEFORE and all(
        LAST_WORD_LOOK < n < FIRST_FORM for n in ids[start:first]
    )
