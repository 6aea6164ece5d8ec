"""The page checks exercises made of items as Python does, to the last digit."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

VECTORS = Path(__file__).parents[1] / "vectors" / "items.json"

PROGRAM = """
console.log(JSON.stringify(given.map(({ task, attempt }) => {
  const before = JSON.stringify([task, attempt]);
  const outcome = checkAttempt(task, attempt);
  return { outcome, untouched: JSON.stringify([task, attempt]) === before };
})));
"""


def test_every_outcome_is_the_same(
    in_page: Callable[[str, object], Any], as_js: Callable[[object], str]
):
    vectors = json.loads(VECTORS.read_text("utf-8"))
    found = in_page(PROGRAM, vectors)
    assert len(found) == len(vectors) >= 300
    for given, said in zip(vectors, found, strict=True):
        assert as_js(said["outcome"]) == as_js(given["outcome"]), given["task"]
        assert said["untouched"], "checkAttempt() changed what it was given"


def test_the_vectors_are_fresh_and_tell_scores_apart(script_at: Callable[[Path], ModuleType]):
    maker = script_at(VECTORS.with_name("make_items.py"))
    source = VECTORS.read_text("utf-8")
    assert maker.render() == source, "run tests/vectors/make_items.py, and look at what changed"
    by_kind: dict[str, set[float]] = {}
    for vector in json.loads(source):
        by_kind.setdefault(vector["task"]["kind"], set()).add(vector["outcome"]["score"])
    assert len(by_kind) == 6
    assert all(len(scores) >= 4 and {0, 1} <= scores for scores in by_kind.values()), by_kind
