"""How easy a section is to read: textstat's formulas over our own, checked counts.

textstat asks the network for a pronouncing dictionary, glues words over a dash, cuts
“Mr. Jones” in two and passes over short sentences; so the counts come from here and only
the formulas from there. A figure describes a section. It is no verdict, it says nothing of
one sentence, and no exercise is scored by it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from slantwise.annotation import Span
from slantwise.text import Layout, fold, words


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of a passage of running text, headings left out; each is 1 or more."""

    sentences: int
    words: int
    syllables: int

    @property
    def words_per_sentence(self) -> float:
        """Mean length of a sentence, in words."""
        return self.words / self.sentences

    @property
    def ease(self) -> float:
        """Flesch 1948, higher is easier: the formula alone, for where textstat does not run."""
        return 206.835 - 1.015 * self.words_per_sentence - 84.6 * self.syllables / self.words


@dataclass(frozen=True, slots=True)
class Readability(Counts):
    """Counts of a passage, and what textstat's formulas make of them.

    ``reading_ease``: Flesch 1948, higher is easier. ``grade``: Kincaid and others 1975,
    years of schooling in the United States.
    """

    reading_ease: float
    grade: float


def count(text: str, layout: Layout, within: Span | None = None) -> Counts:
    """Count the sentences, words and syllables of a passage of running text.

    Raises ValueError where there is no sentence with a word in it.
    """
    within = within or Span(0, max(1, len(text)))
    body = [s.span for s in layout.sentences if s.kind == "body" and within.contains(s.span)]
    found = [[span.of(text) for span in words(text, sentence)] for sentence in body]
    found = [sentence for sentence in found if sentence]
    if not found:
        raise ValueError("there is no sentence to describe")
    tokens = [word for sentence in found for word in sentence]
    return Counts(len(found), len(tokens), sum(map(syllables, tokens)))


def readability(text: str, layout: Layout, within: Span | None = None) -> Readability:
    """Describe a passage of running text.

    Raises ValueError where there is no sentence with a word in it.
    """
    made = count(text, layout, within)
    ease, grade = _formulas(made.words_per_sentence, made.syllables / made.words)
    return Readability(made.sentences, made.words, made.syllables, ease, grade)


# --- textstat ---------------------------------------------------------------------------


def _formulas(words_per_sentence: float, syllables_per_word: float) -> tuple[float, float]:
    """Return textstat's reading ease and grade for these two means."""
    from textstat.backend.metrics import _flesch_kincaid_grade as grade
    from textstat.backend.metrics import _flesch_reading_ease as ease

    with _means(ease, words_per_sentence, syllables_per_word):
        reading_ease = ease.flesch_reading_ease.__wrapped__("", "en_US")
    with _means(grade, words_per_sentence, syllables_per_word):
        return float(reading_ease), float(grade.flesch_kincaid_grade.__wrapped__("", "en_US"))


@contextmanager
def _means(metric: ModuleType, per_sentence: float, per_word: float) -> Iterator[None]:
    """Let one formula see our means. Private names: textstat is pinned, and a test watches."""
    own = metric.words_per_sentence, metric.syllables_per_word
    metric.words_per_sentence = lambda _text: per_sentence  # type: ignore[attr-defined]
    metric.syllables_per_word = lambda _text, _lang: per_word  # type: ignore[attr-defined]
    try:
        yield
    finally:
        metric.words_per_sentence, metric.syllables_per_word = own  # type: ignore[attr-defined]


# --- syllables --------------------------------------------------------------------------

_GROUP = re.compile(r"(?:[aeiou]|y(?![aeiou]))+|(?<=[^aeiouy])y(?=ing|er)")
_PART = re.compile(r"[a-z]+")
# Two vowels that are two syllables: cre-ate, ar-e-a, du-al, so-ci-e-ty, be-ing, ra-di-o.
_TWO = re.compile(
    r"(?<![cgstx])ia|(?<![cgstxnl])io(?!u)|(?<=[bdnprv])iou|(?<=[ct])iat|(?<![ct])ie(?=n[ct])"
    r"|eo(?!u)|ao|ua(?=[lt])|[^q]u[eo](?=[lnt]$)|i[eu][mt](?:y|s)?$|[aeou]ing|creat|reac(?=t)"
    r"|ea(?=lit)|poe|ie(?=r$|s?t)|[^aeiou]ea$|dea(?=$|s$)|^rei(?=n.)"
)
# A silent e, also before -s, -d, -ly, -ment, -ful, -less and -ness.
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e(?:s|d)?$|(?<=[aeiouyr]l)e(?:s|d)?$|(?<=[^aeiouy])e(?=ly$|ments?$|ful|less|ness)"
)
_SOUNDED = re.compile(r"(?:[sxz]|[cg]|sh|ch)es$|[td]ed$")
_EXCEPTIONS = {
    "area": 3, "areas": 3, "business": 2, "every": 2, "everything": 3, "evening": 2,
    "society": 4, "people": 2, "quiet": 2, "european": 4, "europeans": 4,
    "idea": 3, "ideas": 3, "being": 2,
    "created": 3, "create": 2, "theatre": 3, "different": 3, "several": 3, "interest": 3,
    "something": 2, "sometimes": 2, "somewhere": 2, "someone": 2, "therefore": 2,
    "therefrom": 2, "whereas": 2, "whereby": 2, "elsewhere": 2, "homeless": 2, "useful": 2,
    "rhythm": 2, "prism": 2, "tourism": 3, "the": 1, "he": 1, "she": 1, "we": 1, "me": 1,
    "be": 1, "fire": 1, "hour": 1, "our": 1, "their": 1, "there": 1, "where": 1, "were": 1,
    "two": 1, "one": 1, "once": 1, "eye": 1, "eyes": 1, "says": 1, "said": 1,
    "dr": 2, "mr": 2, "mrs": 2, "st": 1,
}  # fmt: skip


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return the number of syllables of an English word, 1 or more.

    Letters only; figures count one syllable for each digit, capitals of an acronym one each.
    """
    bare = re.sub(r"['’]s$", "", word)
    if bare.isupper() and 1 < len(bare) <= 5:
        return len(bare) + 2 * bare.count("W")
    parts = _PART.findall(fold(bare).replace("'", ""))
    digits = sum(c.isdigit() for c in bare)
    return max(1, digits + sum(map(_part, parts)))


def _part(part: str) -> int:
    if part in _EXCEPTIONS:
        return _EXCEPTIONS[part]
    count = len(_GROUP.findall(part)) + len(_TWO.findall(part))
    if _SILENT.search(part) and not _SOUNDED.search(part):
        count -= 1
    if part.endswith(("sm", "thm")):
        count += 1
    return max(1, count)
