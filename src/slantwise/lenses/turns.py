"""What the panel finds in a sentence by a word: a future, a doubt, something granted; and speech.

Capital letters count: "May" is a month and "Will" a name, save where a question begins. So
does the word in front: a "will" that somebody has is a noun.
"""

import re
from collections.abc import Sequence
from typing import Final

from slantwise.annotation import Span
from slantwise.lenses.mentions import vocabulary

_TITLED: Final = 0.6  # share of capitals from which a sentence is set like a headline
_QUOTED: Final = 3  # words; a length in letters would treat long names unlike short ones

_OWNED = (
    r"(?:the|a|his|her|their|its|our|my|your|of|free|good|ill|own|at|with|political|popular|iron"
    r"|living|military)"
)
_ASKED = r"(?:the|he|she|it|they|we|you|i|this|that|these|those|there|any|anyone|a|an|his|her)\b"
_FUTURE = re.compile(
    rf"(?i:\b(?:would(?!-be\b| like to\b| rather\b)|shall|wouldn['’]t|shan['’]t|won['’]t)\b)"
    rf"|['’]ll\b|\bWill (?={_ASKED})|(?:\b(?P<noun>{_OWNED}) )?\bwill\b"
    r"|['’]d (?:(?:not|never|also|still|just|probably|soon|rather|even) )?(?P<verb>[a-z]+)\b"
)
_DOUBT = re.compile(
    r"(?i:\b(?:perhaps|maybe|possibly|conceivably|probably|likely|could(?! not\b))\b)"
    r"|(?:\b(?P<noun>the|his|her|their|its|our|your|of|with|military|all) )?\b(?:might|may)\b"
    rf"|\bMight (?={_ASKED})"
)
_GRANTED = re.compile(
    r"\b(?:although|(?<!as )though|even if|admittedly|to be (?:sure|fair)|nevertheless|nonetheless"
    r"|however(?! (?:much|many|long|hard|little|often|far|you|we)\b)|albeit|notwithstanding"
    r"|despite|in spite of|in fairness|on the other hand|it(?: is|['’]s) true that"
    r"|granted(?=, )(?<![a-z] granted)"
    r"|(?:critics|opponents|detractors|sceptics|skeptics)(?: \w+ly)? "
    r"(?:say|said|argue|argued|warn|warned|contend|contended|counter|countered|object|objected"
    r"|claim|claimed|note|noted|point(?:ed)? out|call|called|fear|feared))\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"“((?:[^”“\n]|\n(?!\s*\n))*)(?:”|$|(?=\n\s*\n))|(?<!\w)\"\s?((?:[^\"\n]|\n(?!\s*\n))+)\""
    r"|''((?:[^'\n]|'(?!')|\n(?!\s*\n))+)''",
)
# Past and participle alike with the plain form: "he'd come" is rather "he had come".
_ALIKE: Final = frozenset("come become overcome run put set cut hit let read shut".split())


def foretells(sentence: str) -> bool:
    """Tell whether a sentence has a "would" or "will", also a shortened one."""
    return any(_is_future(found) for found in _FUTURE.finditer(_plain(sentence)))


def doubts(sentence: str) -> bool:
    """Tell whether a sentence has a "could", a "may" or a word like "perhaps"."""
    return any(not found["noun"] for found in _DOUBT.finditer(_plain(sentence)))


def grants(sentence: str) -> bool:
    """Tell whether a sentence has a word with which writers grant a point."""
    return _GRANTED.search(sentence) is not None


def quoting(text: str, spans: Sequence[Span]) -> list[int]:
    """Return which of these sentences, in order, have a part in a longer quotation."""
    found, k = list[int](), 0
    for speech in _SPEECH.finditer(text):
        if len((speech[1] or speech[2] or speech[3] or "").split()) < _QUOTED:
            continue
        while k < len(spans) and spans[k].end <= speech.start() + 1:
            k += 1
        while k < len(spans) and spans[k].start < speech.end() - 1:
            found.append(k)
            k += 1
        k = max(0, k - 1)  # another quotation may stand in the same sentence
    return list(dict.fromkeys(found))


def _is_future(found: re.Match[str]) -> bool:
    if found["noun"]:
        return False
    verb = found["verb"]
    if verb is None:
        return True
    known = verb in ("be", "have", "do", "like") or verb in vocabulary()["plural_verb"]
    return known and verb not in _ALIKE


def _plain(sentence: str) -> str:
    """Return a sentence; one set like a headline in small letters, without its months."""
    words = sentence.split()
    capital = sum(word[0].isupper() for word in words)
    if len(words) < _QUOTED or capital < _TITLED * len(words):
        return sentence
    return sentence.replace("May", "").lower()
