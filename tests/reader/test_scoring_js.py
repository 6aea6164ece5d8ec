"""The page's scorer gives the same figures as Python's, to the last digit."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from slantwise.reader.bundle import esm

VECTORS = Path(__file__).parents[1] / "vectors" / "scoring.json"

PROGRAM = """
import { readFileSync } from "node:fs";
import { compare, certaintyPoints } from "./widget.mjs";
const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
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
def answered(node: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the widget's script says to every vector; it needs no page to be imported."""
    folder = tmp_path_factory.mktemp("esm")
    (folder / "widget.mjs").write_text(esm(), encoding="utf-8")
    (folder / "program.mjs").write_text(PROGRAM, encoding="utf-8")
    command = [node, str(folder / "program.mjs"), str(VECTORS)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    return json.loads(VECTORS.read_text("utf-8"))


def test_every_report_is_the_same(answered: dict[str, Any], vectors: dict[str, Any]):
    assert len(answered["vectors"]) == len(vectors["vectors"])
    for given, found in zip(vectors["vectors"], answered["vectors"], strict=True):
        # As text, so that 1 is not true; floats are written alike where they are alike.
        assert plain(found["report"]) == plain(given["report"]), given["name"]
        assert found["untouched"], f"{given['name']}: compare() changed what it was given"


def plain(report: dict[str, Any]) -> str:
    """The report as JSON, in which a whole float looks like an integer, as in JavaScript."""

    def whole(value: Any) -> Any:
        if isinstance(value, list):
            return [whole(x) for x in value]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    return json.dumps({name: whole(value) for name, value in report.items()}, sort_keys=True)


def test_the_same_keys_are_refused_with_the_same_words(
    answered: dict[str, Any], vectors: dict[str, Any]
):
    assert answered["invalid"] == [vector["error"] for vector in vectors["invalid"]]


def test_certainty_pays_the_same(answered: dict[str, Any], vectors: dict[str, Any]):
    assert answered["certainty"] == [points for _, _, points in vectors["certainty"]]
