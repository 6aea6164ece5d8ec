"""How long an exercise takes: its words at a slow pace, and a working time for each item.

180 words a minute is slower than adults read plain English in silence (Brysbaert 2019 puts
their mean at 238 for non-fiction): room for learners of fifteen and for people who read in a
second language. The working times are ours and mild; they are there to catch an exercise that
cannot be done in the time it promises.
"""

from math import ceil

from slantwise.annotation import Span
from slantwise.text import words

PACE = 180  # words a minute
MARK = 12  # seconds for each core passage, beside reading it twice


def mark_minutes(text: str, within: Span, core: int) -> int:
    """Return the minutes for marking a passage: read plain, read again, mark."""
    read = 2 * sum(1 for _ in words(text, within)) / PACE
    return ceil(read + core * MARK / 60)
