"""The page's scorer gives the same figures as Python's, to the last digit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[1] / "vectors" / "scoring.json"

PROGRAM = """
const fails = ({ key, marks }) => {
  try { compare(key, marks); } catch (error) { return error.message; }
  return null;
};
console.log(JSON.stringify({
  vectors: given.vectors.map(({ key, marks }) => {
    const before = JSON.stringify([key, marks]);
    const report = compare(key, marks);
    return { report, untouched: JSON.stringify([key, marks]) === before };
  }),
  invalid: given.invalid.map(fails),
  certainty: given.certainty.map(([right, level]) => certaintyPoints(right, level)),
}));
"""


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    return json.loads(VECTORS.read_text("utf-8"))


@pytest.fixture(scope="module")
def answered(in_page: Callable[[str, object], Any], vectors: dict[str, Any]) -> dict[str, Any]:
    """What the widget's script says to every vector."""
    return in_page(PROGRAM, vectors)


def test_every_report_is_the_same(
    answered: dict[str, Any], vectors: dict[str, Any], as_js: Callable[[object], str]
):
    assert len(answered["vectors"]) == len(vectors["vectors"])
    for given, found in zip(vectors["vectors"], answered["vectors"], strict=True):
        assert as_js(found["report"]) == as_js(given["report"]), given["name"]
        assert found["untouched"], f"{given['name']}: compare() changed what it was given"


def test_the_same_keys_are_refused_with_the_same_words(
    answered: dict[str, Any], vectors: dict[str, Any]
):
    assert answered["invalid"] == [vector["error"] for vector in vectors["invalid"]]


def test_certainty_pays_the_same(answered: dict[str, Any], vectors: dict[str, Any]):
    assert answered["certainty"] == [points for _, _, points in vectors["certainty"]]
