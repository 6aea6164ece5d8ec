"""Time grows with the length of a text and not faster, whatever the text."""

import time

import pytest

from slantwise.lenses import annotate

UNITS = {
    "capitals": "A",
    "capital words": "Ada ",
    "straight quotes": '"',
    "curly quotes": "“",
    "single quotes": "‘",
    "guillemets": "«",
    "dots": ".",
    "brackets": "(",
    "nested": "([{",
    "one line": "the plan of the regime, which experts say would lead to chaos and ",
    "not merely": "not merely ",
    "commas": ", said ",
    "sentences": "He said that it is clear. ",
    "questions": "why is ",
    "cues": "said claims that reports ",
}


def seconds(text: str) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        annotate(text)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize("name", UNITS)
def test_doubling_a_text_does_no_more_than_double_the_time(name: str) -> None:
    unit = UNITS[name]
    annotate(unit)
    small = unit * (20_000 // len(unit))
    one, four = seconds(small), seconds(small * 4)
    assert four < 9 * one + 0.05, (one, four)
