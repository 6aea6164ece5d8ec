"""Who is named in a text: the words of a sentence, and the names among them.

Actors are those that an article declares with their aliases, and else whatever is written
with a capital letter in running text.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from slantwise.annotation import Span
from slantwise.lenses.inflect import Part, forms
from slantwise.text import fold, words

Known = Mapping[str, Sequence[str]]  # names of actors, and what else each is called

_PARTS: Final[tuple[tuple[str, Part], ...]] = (
    ("verbs", "verb"), ("nouns", "noun"), ("words", "word"),
)  # fmt: skip
_ALIKE: Final = 3  # forms of a verb that is alike in present and past: put, puts, putting
_STOPS: Final = frozenset(".,;:!?()[]—–…/&<>|+*=")
_SHARED: Final = 2  # letters that an adjective of a name has in common with it, "French"
_TITLED: Final = 0.6  # share of capitals from which a sentence is set like a headline
_ADJECTIVES: Final = ("ian", "ish", "ese", "ch")
_GROWN: Final = ("n", "an", "ian", "i", "ese")
_SOON: Final = 2  # sentences, such as a headline, in which a last name may come first
_DOTTED: Final = frozenset(  # what a full stop shortens in front of a name
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt rev hon st co inc corp ltd bros jr sr "
    "jan feb aug sept oct nov dec".split()
)
_AFTER_NAME: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, frozenset[str]]:
    """Return the lists of ``words/en/actors.toml``, every word in all its forms.

    The list ``plural_verb`` has the verbs as they stand after a plural only: "they plan", but
    not "found", which is a form of "find" as well.
    """
    source = files("slantwise.lenses") / "words" / "en" / "actors.toml"
    lists, bare, others = dict[str, frozenset[str]](), set[str](), set[str]()
    for name, table in tomllib.loads(source.read_text(encoding="utf-8")).items():
        made = set[str]()
        for key, part in _PARTS:
            for lemma in table.get(key, "").replace(",", " ").split():
                several = forms(lemma, part)
                made.update(several)
                if part == "verb":
                    others.update(form for form in several if form != lemma)
                    if len(set(several)) > _ALIKE:
                        bare.add(lemma)
        lists[name] = frozenset(made)
    nobody = lists["no_actor"] | lists["preposition"]
    lists["before_name"] = lists["determiner"] | nobody  # "In May Ada Lee"
    lists["no_name"] = nobody | lists["document"] | lists["stop"]
    return {**lists, "plural_verb": frozenset(bare - others)}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, by parallel lists.

    ``low`` has them folded and without a genitive's ending, which ``owner`` remembers;
    ``mark`` tells which of them follow a mark that parts.
    """

    raw: list[str]
    low: list[str]
    spans: list[Span]
    owner: list[bool]
    mark: list[str]


def read(text: str, within: Span) -> Words:
    """Return the words of a sentence."""
    made, end = Words([], [], [], [], []), within.start
    for span in words(text, within):
        gap, raw = text[end : span.start], span.of(text)
        end = span.end
        if raw == "s" and gap in ("”", '"', "’", "'") and made.raw:
            made.owner[-1] = True  # a genitive with a slip of the pen: Ada”s
            continue
        low = fold(raw)
        owner = low.endswith("'s")
        if gap[:1] in ("’", "'") and made.raw and made.low[-1].endswith("s"):
            made.owner[-1] = True
        made.raw.append(raw)
        made.low.append(low[:-2] if owner else low)
        made.spans.append(span)
        made.owner.append(owner)
        made.mark.append("" if gap in ("", " ") else _mark(gap, made.raw[-3:-1]))
    return made


def _mark(gap: str, before: Sequence[str]) -> str:
    """Return the mark that parts two words; the stop in "Mr. Lee" or "John F. Lee" parts none."""
    found = [c for c in gap if c in _STOPS]
    if ")" in found:
        return ")"
    if found == ["."] and before and gap.startswith("."):
        inside = len(gap) == 1  # "U.S": whatever follows "U.S. " may be another sentence
        letters = [len(word) == 1 and word.isupper() and word != "I" for word in before]
        initial = letters[-1] and (inside or letters != [True, True])
        return "" if initial or fold(before[-1]) in _DOTTED else "."
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named by the words ``[start, end)`` of a sentence.

    ``adjective`` tells that the words go with a noun that follows ("Ruritanian troops").
    """

    actor: str
    start: int
    end: int
    adjective: bool


class Cast:
    """The actors of a text, and how to find them in a sentence."""

    def __init__(self, sentences: Sequence[Words], known: Known) -> None:
        self.known = tuple(known)
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for name, aliases in known.items():
            for alias in (name, *aliases):
                self._add(alias, name, is_adjective(alias, [*aliases, name][0]))
        self._find_names(sentences)
        for several in self._by_first.values():
            several.sort(key=lambda entry: -len(entry[0]))

    def _add(self, alias: str, name: str, adjective: bool) -> None:
        parts = tuple(span.of(alias) for span in words(alias))
        if len(parts) > 1 and parts[0] in ("the", "The") and parts[1][0].isupper():
            parts = parts[1:]  # but "the public" is not in "public demands"
        if parts:
            entry = (parts, name, adjective)
            self._by_first.setdefault(fold(parts[0]), []).append(entry)

    def _find_names(self, sentences: Sequence[Words]) -> None:
        """Add what else is written like a name; the last word of a longer name stands for it."""
        small = {raw for made in sentences for raw in made.raw if raw.islower()}
        small.update(_seen_only_first(sentences))
        counts, first = Counter[str](), dict[str, int]()
        for i, made in enumerate(sentences):
            for name in self._names(made, small):
                counts[name] += 1
                first.setdefault(name, i)
        longer: dict[str, list[str]] = {}
        for name in counts:
            if " " in name and " of " not in name:
                longer.setdefault(name.rsplit(" ", 1)[1], []).append(name)
        groups: dict[str, list[str]] = {}
        for name in counts:
            several = (
                _grown_from(name, counts)
                or _introduced(name, longer, first)
                or _alike(name, longer)
            )
            short = min(several, key=len)
            whole = short if all(one.endswith(short) for one in several) else name
            groups.setdefault(whole, []).append(name)
        for whole, names in groups.items():
            shown = max((whole, *names), key=lambda n: (counts[n], len(n)))  # the usual form
            for name in names:
                self._add(name, shown, name != whole and " " not in whole)

    def _names(self, made: Words, small: set[str]) -> Iterator[str]:
        capital = [raw[0].isupper() for raw in made.raw]
        if sum(capital) >= _TITLED * len(capital) and len(capital) > 1:
            return
        taken = {i for m in self.mentions(made) for i in range(m.start, m.end)}
        i = 0
        while i < len(capital):
            end = i
            while end < len(capital) and capital[end] and end not in taken:
                if end > i and (made.mark[end] or made.owner[end - 1]):
                    break
                end += 1
            end = _past_of(made, i, end)
            name = _name(made, i, end, small) if end > i else ""
            if name:
                yield name
            i = max(end, i + 1)

    def mentions(self, made: Words) -> list[Mention]:
        """Return who is named in a sentence, in order."""
        found, i = list[Mention](), 0
        while i < len(made.low):
            if made.low[i] not in self._by_first and "-" not in made.low[i]:
                i += 1
                continue
            here = list(self._at(made, i))
            found.extend(here)
            i = here[-1].end if here else i + 1
        return found

    def _at(self, made: Words, i: int) -> Iterator[Mention]:
        for parts, name, adjective in self._by_first.get(made.low[i], ()):
            end = i + len(parts)
            if end <= len(made.low) and all(
                _same(part, made, i + k) and (k == 0 or not made.mark[i + k])
                for k, part in enumerate(parts)
            ):
                if not _is_document(made, end):
                    yield Mention(name, i, end, adjective)
                return
        pieces = made.low[i].split("-")
        if len(pieces) == 2 and made.raw[i][0].isupper():
            named = [self._single(piece) for piece in pieces]  # "Ruritanian-Sylvanian plans"
            if all(named):
                yield from (Mention(name, i, i + 1, adj) for found in named for name, adj in found)

    def _single(self, word: str) -> list[tuple[str, bool]]:
        entries = self._by_first.get(word, ())
        return [(name, adjective) for parts, name, adjective in entries if len(parts) == 1][:1]


def is_adjective(alias: str, name: str) -> bool:
    """Tell whether an alias is the adjective that goes with an actor's name."""
    if " " in alias or alias == name or not alias[:1].isupper():
        return False
    near = alias[:_SHARED] == name[:_SHARED] and not alias.endswith("s")
    return near or alias.endswith(_ADJECTIVES)


def _introduced(name: str, longer: Mapping[str, list[str]], first: Mapping[str, int]) -> list[str]:
    """Return the longer names for which a last name may stand.

    Whoever comes in by their whole name long after it is somebody else: "Lee ... Bo Lee".
    """
    whole = longer.get(name, [])
    return whole if any(first[one] <= first[name] + _SOON for one in whole) else []


def _alike(name: str, longer: Mapping[str, list[str]]) -> list[str]:
    """Return a name, or the shortest with the same first and last word: "Ada (Bo) Lee"."""
    parts = name.split(" ")
    same = [one for one in longer.get(parts[-1], ()) if one.split(" ")[0] == parts[0]]
    return [min(same, key=len)] if same and len(parts) > 1 else [name]


def _grown_from(name: str, names: Iterable[str]) -> list[str]:
    return [n for n in (name[: -len(end)] for end in _GROWN if name.endswith(end)) if n in names]


def _same(part: str, made: Words, i: int) -> bool:
    """Compare a word of an alias: a capital letter must be one in the text, too."""
    if made.low[i] != fold(part):
        return False
    return not part[0].isupper() or made.raw[i][0].isupper()


def _is_document(made: Words, end: int) -> bool:
    """Tell whether a name goes on as that of a document: "UN Resolution 1244"."""
    return (
        end < len(made.low)
        and not made.mark[end]
        and made.raw[end][0].isupper()
        and made.low[end] in vocabulary()["document"]
    )


def _seen_only_first(sentences: Sequence[Words]) -> set[str]:
    """Return the verbs, adverbs and the like that have a capital letter only in first place."""
    lists = vocabulary()
    firsts = {made.raw[0] for made in sentences if made.raw}
    firsts -= {raw for made in sentences for raw in made.raw[1:]}
    known = (
        lists["be"]
        | lists["have"]
        | lists["acts"]
        | lists["affects"]
        | lists["undergoes"]
        | lists["act"]
    )
    return {low for low in map(fold, firsts) if low in known or low.endswith("ly")}


def _past_of(made: Words, start: int, end: int) -> int:
    """Return the end of "Bureau of the Interior", where a name of a body goes on with "of"."""
    if start == end or made.low[end - 1] not in vocabulary()["body"]:
        return end
    after = end + 2 if made.low[end + 1 : end + 2] == ["the"] else end + 1
    if after >= len(made.low) or made.low[end] != "of" or any(made.mark[end : after + 1]):
        return end
    if not made.raw[after][0].isupper():
        return end
    while (
        after + 1 < len(made.low)
        and made.raw[after + 1][0].isupper()
        and not (made.mark[after + 1] or made.owner[after])
    ):
        after += 1
    return after + 1


def _name(made: Words, start: int, end: int, small: set[str]) -> str:
    """Return the capitalised words as a name, without titles, or nothing if they are none."""
    lists = vocabulary()
    if start == 0 and fold(made.raw[0]) in small:
        start += 1
    while start < end and made.low[start] in lists["before_name"]:
        start += 1
    start = _past_titles(made, start, end)
    if end - start > 1 and made.low[end - 1] in _AFTER_NAME:
        end -= 1
    low = made.low[start:end]
    outside = [word for word in low if word not in ("of", "the")]
    if not outside or any(word.split("'")[0] in lists["no_name"] for word in outside):
        return ""
    if len(low) == 1 and (len(low[0]) < 2 or low[0] in lists["alone"]):
        return ""
    ends = [raw[: len(word)] for raw, word in zip(made.raw[start:end], low, strict=True)]
    return _written(ends)


def _written(pieces: Sequence[str]) -> str:
    """Return the words of a name as they are written: "U.S. Senate", "Ada B. Lee", "Bo X"."""
    single = [len(one) == 1 and one.isupper() for one in pieces]
    last = len(pieces) - 1
    dotted = [
        f"{one}." if single[i] and (i < last or single[i - 1 : i] == [True]) else one
        for i, one in enumerate(pieces)
    ]
    return re.sub(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)", "", " ".join(dotted))


def _past_titles(made: Words, start: int, end: int) -> int:
    """Return where a name begins behind "President" or "Secretary of State"."""
    lists, low = vocabulary(), made.low
    if low[start:end][:1] == ["state"] and start > 1 and low[start - 2] in lists["title"]:
        start += 1
    if end > start and low[end - 1] in lists["body"]:
        return start  # "Justice Department"
    titles = [i for i in range(start, end) if low[i] in lists["title"]]
    return titles[-1] + 1 if titles else start  # "Ruritanian President Ada Lee"
