"""Whose words a text reports: every source under its own name, quoted or told again.

A pronoun is a name here: nobody is followed from "she" back to who she is.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from slantwise.annotation import Span
from slantwise.lenses.claims import ANSWERABLE
from slantwise.lenses.document import Document
from slantwise.lenses.mentions import vocabulary

_ARTICLE = re.compile(r"(?:the|a|an|this|that|these)\s+", re.IGNORECASE)
_LEADING = re.compile(r"(?:after|as|and|but|when|while) (?=\w)", re.IGNORECASE)
# What a source drags along that does not name it: "Lee actually", "the paper that he".
_DRAGGED = re.compile(
    r"\s+(?:[a-z]+ly|also|himself|herself|themselves|itself|not|never|that|which|who|he|she|it"
    r"|they|we|you|i|seems?|appears?|will|would|can|could|may|might|must|does|did|went|came|had|has|have|is|was|were)$"
)
_ATTEMPTS = re.compile(
    r"\s+(?:tried|tries|wanted|wants|determined|refused|refuses|declined|declines)(?: not)? to$"
)
_OPEN = re.compile(r"(?:^|\s)(?:of|in|on|at|by|for|from|with|about|to|and|or)$")  # "the wounds of"
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?:^|\s)(?:mr|mrs|ms|dr|prof|sen|rep|gov|gen|col|lt|sgt|capt|rev|hon|st)$", re.IGNORECASE
)
_NAME = re.compile(r"\.(?:\s+[A-Z](?:\.|[\w’'-]+))+")
_SPEAKS_FOR = re.compile(
    r"\b([A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)+), (?:an?|the|his|her|their) [^,“”\"]{2,60}"
    r"\s(?:for|of|to|at|with)\s(?:the\s)?(?:[A-Z][a-z]*\.\s)?$"
)
_BEFORE: Final = 200  # characters in which that may stand
_ME = re.compile(r"\b(?:me|us|him|them|her)$", re.IGNORECASE)  # "that got us"
_DATE = re.compile(r"\d{1,2} (?=[a-z])")  # of "the March 21 statement"
_MOST: Final = 8  # words that a source's name may have
_SPOKEN = re.compile(r"(?:remarks?|comments?|statements?|speech(?:es)?|words|testimony)$")
_OWNERS: Final = {
    "his": "he", "her": "she", "their": "they", "its": "it", "our": "we", "my": "I", "your": "you",
}  # fmt: skip
_PRONOUNS: Final = frozenset(("he", "she", "they", "it", "we", "you"))
# Verbs that tell of speech only beside what is said: "they added two more".
_SELDOM = re.compile(
    r"\b(?:add|agree|start|offer|read|venture|press|persist|volunteer)(?:s|ed|d)?$"
    r"|\b(?:begins?|began|begun|continues?|continued)$"
)
_DEED = re.compile(
    r"\s+(?:a|an|the|his|her|their|its|to|up|with|in|on|at|late|early|last|one|two|three|four|five"
    r"|six|seven|several|some|more|\d)"
)
_AGREES = re.compile(r"\bagree(?:s|d)?(?: \w+ly)? to$")


def voices(document: Document, body: list[int]) -> list[tuple[str, tuple[int, ...]]]:
    """Return every source by its own words with its sentences, the most used first."""
    heard: dict[str, list[int]] = {}
    for i in body:
        if name := _heard(document, i):
            heard.setdefault(name, []).append(i)
    named = [(name, tuple(sorted(places))) for name, places in _joined(heard).items()]
    return sorted(named, key=lambda pair: (-len(pair[1]), pair[1]))


def _joined(heard: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Put "Lee" with "Mayor Ada Lee", if nobody else who is heard has that last name."""
    longer: dict[str, list[str]] = {}
    for name in heard:
        if " " in name and name.rsplit(" ", 1)[1][0].isupper():
            longer.setdefault(name.rsplit(" ", 1)[1], []).append(name)
    made: dict[str, list[int]] = {}
    for name, places in heard.items():
        whole = longer.get(name, [])
        made.setdefault(whole[0] if len(whole) == 1 else name, []).extend(places)
    return made


def quoted(document: Document, body: list[int], speech: Collection[int]) -> Iterator[int]:
    """Yield the sentences in which a source is heard in words of its own.

    ``speech`` are the sentences with a part in a longer quotation.
    """
    return (i for i in body if i in speech and document.claims[i].source in ANSWERABLE)


def _heard(document: Document, i: int) -> str:
    claim, text = document.claims[i], document.text
    source, cue = claim.source_span, claim.cue_span
    if source is None or claim.source not in ANSWERABLE:
        return ""
    if cue is not None and _tells_of_a_deed(document, i, cue):
        return ""
    if _is_dateline(document, i, source):
        return ""
    words = source.of(text)
    if _SHORTENED.search(words) and (more := _NAME.match(text, source.end)):
        words += more[0]  # "said Mrs. Lee"
    own = words.partition(" ")[0].lower()
    if own in _OWNERS and cue is not None and _SPOKEN.search(cue.of(text)):
        return _OWNERS[own]
    name = _in_front(document, i, source) or name_of(words)
    return "" if name == "I" and not _has_marks(document, i) else name  # the writer's own


def _is_dateline(document: Document, i: int, source: Span) -> bool:
    """Tell whether a source is the town with which a report begins: "VELM (AP)"."""
    first = document.layout.sentences[i].span.start
    return source.start == first and source.of(document.text).isupper() and source.end - first > 5


def _in_front(document: Document, i: int, source: Span) -> str:
    """Return who speaks for a source: "Ada Lee, a spokeswoman for [Mr. Bo]"."""
    start = max(document.layout.sentences[i].span.start, source.start - _BEFORE)
    before = document.text[start : source.start]
    found = _SPEAKS_FOR.search(before)
    return " ".join(found[1].split()) if found else ""


def _has_marks(document: Document, i: int) -> bool:
    return any(c in document.layout.sentences[i].span.of(document.text) for c in '“”"')


def _tells_of_a_deed(document: Document, i: int, cue: Span) -> bool:
    """Tell whether a verb like "added" has an object and no speech beside it."""
    words = cue.of(document.text)
    if _AGREES.search(words):
        return True
    if not _SELDOM.search(words) or _has_marks(document, i):
        return False
    return _DEED.match(document.text, cue.end) is not None


def name_of(source: str) -> str:
    """Return a source's name, without its article and without what it drags along, if any."""
    whole = " ".join(source.split())
    whole = _LEADING.sub("", whole, count=1) if _LEADING.match(whole) else whole
    opened = _ARTICLE.match(whole)
    name = _ATTEMPTS.sub("", whole[opened.end() :] if opened else whole)
    if _OPEN.search(name) or _DAY.match(name):
        return ""
    while found := _DRAGGED.search(name):
        name = name[: found.start()]
    name = _cut(_DATE.sub("", name, count=1) if _DATE.match(name) else name)
    if _OPEN.search(name) or _ME.search(name) or len(name.split()) > _MOST:
        return ""
    if not opened and name != "police" and name in vocabulary()["plural_verb"]:
        return ""  # "teams that review reports"
    first, _, more = name.partition(" ")
    if more and first.lower() in _PRONOUNS:
        name = first
    small = name.lower()
    return small if small in _PRONOUNS else _OWNERS.get(small, name)


def _cut(name: str) -> str:
    """Return a name without a verb and what follows it: "Lee made a bitter"."""
    words = name.split(" ")
    for i, word in enumerate(words):
        if not _is_past(word, words[i + 1 : i + 2]):
            continue
        if i == 0:
            return ""
        if words[i - 1][0].isupper() or words[i - 1].endswith("s"):
            return " ".join(words[:i])
    return name


def _is_past(word: str, after: list[str]) -> bool:
    lists = vocabulary()
    known = word in lists["acts"] or word in lists["affects"]
    if not known or word in lists["plural_verb"] or word.endswith("s"):
        return False
    if word.endswith("ing"):
        return after == ["to"]
    small = ("determiner", "preposition")
    return not word.endswith("ed") or any(one in lists[name] for one in after for name in small)
