"""The little language in which rule files write phrases, and its limits.

``pave/v the way``      a word with a part of speech stands for all its forms (v, n, a, q)
``not merely|only``     alternatives for one word
``the? so-called``      may be missing
``lack/v *3 proof``     up to so many words in between, none of them punctuation
``not only ... but``    up to 30 words or commas in between, within the sentence
``@aim to @verb``       a named list from the rule files; ``@name``, ``@owner`` and ``@number``
                        are words written like one
``these [[schemes]]``   only the marked part is shown
``^ it is``             at the beginning of a sentence

Everything is bounded, so matching takes time linear in the text whatever is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from slantwise.lenses.inflect import Part, forms
from slantwise.lenses.tokens import LOOKS, MARKS, cut
from slantwise.text import fold
from slantwise.tomlfile import nearest

# One place in a phrase: the forms that may stand there, any word, a longer stretch, or
# any word of a look (see tokens.LOOKS).
Item = frozenset[str] | str

ANY: Final = "*"
FAR: Final = "..."
MAX_ITEMS: Final = 12
MAX_GAP: Final = 6
MAX_VARIANTS: Final = 128

# What no word contains. Somebody who writes it means something else, such as a pattern.
_NO_WORD = re.compile(r"[\\^*+{}()\[\]|@?=<>…;]|\.\.\.|/[vnaq]$")

_PART: Mapping[str, Part] = {"v": "verb", "n": "noun", "a": "adjective", "q": "quality"}
_ITEM = re.compile(r"[^\s\[\]]+|\[\[|\]\]")
_GAP = re.compile(r"\*(\d)")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a phrase can be said, without options.

    ``lead`` and ``trail`` count the items outside of the marked part.
    ``opening`` says that it must stand at the beginning of its sentence.
    """

    items: tuple[Item, ...]
    lead: int = 0
    trail: int = 0
    opening: bool = False


def expand(phrase: str, lists: Mapping[str, frozenset[str]]) -> tuple[Variant, ...]:
    """Return every variant of a phrase.

    Raises ValueError with the reason when the phrase breaks a rule of the language.
    """
    pieces: list[str] = _ITEM.findall(phrase)
    opening = pieces[:1] == ["^"]
    pieces = pieces[opening:]
    paths: list[tuple[list[Item], int, int]] = [([], 0, -1)]
    _check_marked(phrase, pieces)
    _check_alternatives(pieces)
    for piece in pieces:
        if piece == "[[":
            paths = [(items, len(items), end) for items, _, end in paths]
        elif piece == "]]":
            paths = [(items, lead, len(items)) for items, lead, _ in paths]
        else:
            choices = list(_choices(piece, lists))
            paths = [([*items, *more], a, b) for items, a, b in paths for more in choices]
        if len(paths) > MAX_VARIANTS:
            raise ValueError("it has too many optional parts")
    return tuple(_variant(items, lead, end, opening) for items, lead, end in paths)


def plain(words: str) -> tuple[frozenset[str], ...]:
    """Return words without options, cut as a text is; `expand` may do more.

    Raises ValueError with the reason, and perhaps a remedy, for what no text contains.
    """
    if words.isalpha():  # nearly always
        return (frozenset((words,)),)
    odd = _NO_WORD.search(words)
    if odd and (odd[0] != words or words not in MARKS):
        raise ValueError(
            f"“{odd[0]}” cannot stand in “{words[:40]}”",
            "Commas part words, “...” is a gap in a phrase, and other patterns are not known: "
            "“Make it yours” in the book shows what may be written.",
        )
    items = tuple(frozenset((word,)) for word in cut(words))
    if len(items) > MAX_ITEMS:
        raise ValueError(f"“{words[:40]} …” is longer than {MAX_ITEMS} words")
    return items


def _check_marked(phrase: str, pieces: Sequence[str]) -> None:
    """Refuse brackets that mark nothing, or more than one part, and an ellipsis for a gap."""
    if "…" in pieces:
        raise ValueError("“…” is one sign", "For a gap in it, write three dots: ...")
    marks = [piece for piece in pieces if piece in ("[[", "]]")]
    single = re.sub(r"\[\[|\]\]", "", phrase)
    if marks not in ([], ["[[", "]]"]) or "[" in single or "]" in single:
        raise ValueError("its brackets do not fit", "Mark one part of it, as in: these [[words]].")


def _check_alternatives(pieces: list[str]) -> None:
    """Refuse "it is|it's clear": alternatives are for one word, so "it's" would follow "it"."""
    for before, piece in pairwise(pieces):
        for word in piece.rstrip("?").split("|"):
            start, mark, _ = word.partition("'")
            if mark and start and start in before.split("|"):
                raise ValueError(f"“{word}” would have to follow “{start}”; write two phrases")


def _variant(items: list[Item], lead: int, end: int, opening: bool) -> Variant:
    trail = len(items) - end if end >= 0 else 0
    if not items:
        raise ValueError("it is empty, or everything in it may be missing")
    if len(items) > MAX_ITEMS:
        raise ValueError(f"it is longer than {MAX_ITEMS} words")
    if items[0] in (ANY, FAR) or items[-1] == FAR:
        raise ValueError("it begins with a gap, or ends with “...”")
    if items[0] in LOOKS and (len(items) == 1 or isinstance(items[1], str)):
        raise ValueError(f"a word must follow “{items[0]}” at its beginning")
    if items.count(FAR) > 1:
        raise ValueError("it has more than one “...”")
    if FAR in items[:lead] or (trail and FAR in items[-trail:]):
        raise ValueError("“...” must stand in the marked part")
    if lead + trail >= len(items):
        raise ValueError("the marked part is empty")
    return Variant(tuple(items), lead, trail, opening)


def _choices(piece: str, lists: Mapping[str, frozenset[str]]) -> Iterator[tuple[Item, ...]]:
    """Yield the ways to fill one place: nothing, one item, or several words."""
    gap = _GAP.fullmatch(piece)
    if gap:
        if int(gap[1]) > MAX_GAP:
            raise ValueError(f"a gap spans at most {MAX_GAP} words")
        yield from (tuple([ANY] * n) for n in range(int(gap[1]) + 1))
        return
    if piece == FAR:
        yield (FAR,)
        return
    if piece.endswith("?") and len(piece) > 1:
        yield ()
        piece = piece[:-1]
    if piece in LOOKS:
        yield (piece,)
    elif "|" in piece or "/" in piece or "@" in piece:
        yield (frozenset(_forms(piece, lists)),)
    else:
        yield plain(fold(piece))


def _forms(piece: str, lists: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for word in piece.split("|"):
        lemma, slash, part = word.rpartition("/")
        if word.startswith("@"):
            if word[1:] not in lists:
                raise ValueError(
                    f"there is no list called “{word[1:]}”", nearest(word[1:], [*lists])
                )
            yield from lists[word[1:]]
        elif slash and lemma:
            if part not in _PART:
                raise ValueError(f"“/{part}” is no part of speech; use one of v, n, a, q")
            yield from forms(fold(lemma), _PART[part])
        elif word:
            if len(plain(word)) > 1:
                raise ValueError(f"“{word}” is no single word", "Write a phrase for each.")
            yield fold(word)
        else:
            raise ValueError("there is an empty alternative")
