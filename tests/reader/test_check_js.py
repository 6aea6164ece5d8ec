"""The page checks exercises made of items as Python does, to the last digit."""

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any

from slantwise.reader.bundle import esm

VECTORS = Path(__file__).parents[1] / "vectors" / "items.json"

PROGRAM = """
import { readFileSync } from "node:fs";
import { checkAttempt } from "./widget.mjs";
const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(given.map(({ task, attempt }) => {
  const before = JSON.stringify([task, attempt]);
  const outcome = checkAttempt(task, attempt);
  return { outcome, untouched: JSON.stringify([task, attempt]) === before };
})));
"""


def whole(value: Any) -> Any:
    """The same, in which a whole float is an integer, as JavaScript writes it."""
    if isinstance(value, dict):
        return {name: whole(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_every_outcome_is_the_same(node: str, tmp_path: Path):
    (tmp_path / "widget.mjs").write_text(esm(), encoding="utf-8")
    (tmp_path / "program.mjs").write_text(PROGRAM, encoding="utf-8")
    command = [node, str(tmp_path / "program.mjs"), str(VECTORS)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    vectors = json.loads(VECTORS.read_text("utf-8"))
    assert len(found) == len(vectors) >= 300
    for given, said in zip(vectors, found, strict=True):
        expected = json.dumps(whole(given["outcome"]), sort_keys=True)
        assert json.dumps(whole(said["outcome"]), sort_keys=True) == expected, given["task"]
        assert said["untouched"], "checkAttempt() changed what it was given"


def test_the_vectors_are_fresh_and_tell_scores_apart():
    path = VECTORS.with_name("make_items.py")
    spec = importlib.util.spec_from_file_location("make_items", path)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    source = VECTORS.read_text("utf-8")
    assert maker.render() == source, "run tests/vectors/make_items.py, and look at what changed"
    by_kind: dict[str, set[float]] = {}
    for vector in json.loads(source):
        by_kind.setdefault(vector["task"]["kind"], set()).add(vector["outcome"]["score"])
    assert len(by_kind) == 6
    assert all(len(scores) >= 4 and {0, 1} <= scores for scores in by_kind.values()), by_kind
