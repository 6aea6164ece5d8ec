"""Missing concession: a text of many claims of its own that hardly grants anything.

A remark on the text as a whole, without a span, and a question rather than a finding: one can
grant a point in words that no rule knows, and "however" may stand where nothing is granted.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from slantwise.annotation import Annotation
from slantwise.lenses.claims import ANSWERABLE, Claim
from slantwise.lenses.rules import Rule

# Seven claims that add up, and none that turns: twice this is enough of a text to ask about.
_ONLY_ONE_SIDE: Final = (
    "The bridge must be closed. It is old and it is loud. Its towers are ugly. The town will "
    "thrive without it. Traffic ruins our mornings. The repairs have failed. It is a disgrace."
)
RULE: Final = Rule(
    id="missing-concession",
    kind="rule",
    lens="framing",
    label="no concession found in this text",
    weight=0.3,
    why="The text makes many claims of its own, and hardly a word was found with which writers "
    "grant a point to those who see it differently (admittedly, although, critics say).",
    question="Which point would a fair opponent make first, and does the text answer it anywhere?",
    best_case="A point can be granted without any of these words, and an opinion piece may leave "
    "the other side to others.",
    examples=(f"{_ONLY_ONE_SIDE} {_ONLY_ONE_SIDE}",),
    counter_examples=(
        _ONLY_ONE_SIDE,
        f"{_ONLY_ONE_SIDE} Admittedly, it is the only bridge. {_ONLY_ONE_SIDE}",
        f"{_ONLY_ONE_SIDE} Critics say that a new one is dear. {_ONLY_ONE_SIDE}",
    ),
)

_GRANTS: Final = ("concession", "turning-word")  # the signals that count words of granting
_ENOUGH: Final = 12  # claims; in less, nothing can be missed
_ROOM: Final = 25  # claims in which one such word may stand and grant nothing
_OWN: Final = 4  # where a fourth of the claims has a source, others are heard


def missing_concession(claims: Sequence[Claim], counts: Mapping[str, int]) -> list[Annotation]:
    """Return the remark where a text has many claims of its own and hardly a word that grants."""
    made = [claim for claim in claims if claim.kind != "none"]
    sourced = sum(claim.source in ANSWERABLE for claim in made)
    grants = sum(counts.get(name, 0) for name in _GRANTS)
    if len(made) < _ENOUGH or sourced * _OWN >= len(made) or grants * _ROOM > len(made):
        return []
    return [RULE.remark(())]
