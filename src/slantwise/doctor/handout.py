"""Whether a worksheet keeps to itself what is to be found out."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from slantwise.doctor.course import Case, Check
from slantwise.errors import ContentError
from slantwise.reader import payload
from slantwise.reader.worksheet import worksheet

# What only somebody who has committed may read.
_KEY = frozenset(
    ("why", "best_case", "question", "confused", "wrong", "models", "hints", "neutral")
)
_FEW = 3  # fewer words may stand there by chance


def handouts(cases: Sequence[Case]) -> Check:
    """Return the exercises whose printed sheet shows something of the key."""
    found = tuple(error for case in cases for error in _shown(case))
    return Check("The handout shows nothing of the key", len(cases), found)


def _shown(case: Case) -> Iterator[ContentError]:
    data = payload.exercise(case.exercise)
    said = " ".join(_Words(worksheet(data)).said.split())
    asked = {" ".join(text.split()) for text in case.exercise.texts.values()}
    for text in sorted(set(_told(data["exercise"]))):
        told = " ".join(text.split())
        if len(told.split()) >= _FEW and told in said and not any(told in own for own in asked):
            problem = f"the handout shows “{told[:60]}”"
            yield case.finding(("id",), problem, "Take the words out of what is shown before.")


def _told(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text of a payload that belongs to the key."""
    if isinstance(value, str):
        if key in _KEY:
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _told(inner, key if key in ("wrong", "models") else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _told(inner, key)


class _Words(HTMLParser):
    """The words of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.said = ""
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        """Take the text."""
        self.said += data
