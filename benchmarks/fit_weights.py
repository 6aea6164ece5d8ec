"""Estimate the weights of the loaded rules: ``python benchmarks/fit_weights.py FOLDER``.

One set of weights for all corpora. Prints how well it ranks texts that the fit has not
seen (five folds by group), and with ``--write`` puts the weights into the rule files.
"""

import argparse
import re
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from math import log1p
from pathlib import Path
from typing import Final, NamedTuple

from slantwise.evaluation.corpora import read
from slantwise.evaluation.fit import Example, fit
from slantwise.evaluation.lenses import Seen, look, truth
from slantwise.evaluation.metrics import auc
from slantwise.lenses import load_rules

# How much each corpus counts; within it, positives and negatives count alike.
SHARES: Final = {
    "babe": 0.7, "ptc_sent": 1.4, "checkthat_subj_en": 0.8, "wikinpov_cw": 1.4, "wnc_sample": 1.6,
}  # fmt: skip
MASS: Final = 1000.0
SCALE: Final = 1.62  # a weight of 1 is the log-odds at which one word is worth a mark
FOLDS: Final = 5


class Labelled(NamedTuple):
    """An example and the fold it belongs to."""

    example: Example
    fold: int


def examples(name: str, seen: Sequence[Seen], ids: frozenset[str]) -> list[Labelled]:
    """Return the texts of a corpus as counts of rules, weighted."""
    labels = truth(name, seen)
    mass = {label: MASS * SHARES[name] / labels.count(label) for label in set(labels)}
    return [
        Labelled(
            Example(name, _damped(one, ids), label, mass[label]),
            zlib.crc32(one.item.group.encode()) % FOLDS,
        )
        for one, label in zip(seen, labels, strict=True)
    ]


def _damped(one: Seen, ids: frozenset[str]) -> dict[str, float]:
    return {name: log1p(n) / log1p(1) for name, n in one.counts.items() if name in ids}


def held_out(rows: Sequence[Labelled], signals: frozenset[str]) -> dict[str, float]:
    """Return the AUC of each corpus on the folds that the fit had not seen."""
    scored: dict[str, list[tuple[float, bool]]] = {}
    for fold in range(FOLDS):
        weights = fit([r.example for r in rows if r.fold != fold], signals)
        for e in (r.example for r in rows if r.fold == fold):
            score = sum(weights.get(name, 0.0) * n for name, n in e.counts.items())
            scored.setdefault(e.corpus, []).append((score, e.label))
    return {name: auc([s for s, _ in v], [y for _, y in v]) for name, v in scored.items()}


def write(weights: dict[str, float], rules: frozenset[str]) -> None:
    """Put the weights into the rule files of this checkout, rounded and within bounds."""
    folder = Path(str(files("slantwise.lenses"))) / "rules" / "en"
    for path in sorted(folder.glob("*.toml")):
        name, lines = "", []
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.match(r'id = "(.*)"', line)
            name = found[1] if found else name
            if line.startswith("weight = ") and name in weights:
                value = round(weights[name] / SCALE, 2)
                line = f"weight = {min(1.0, max(0.05, value)) if name in rules else value}"
            lines.append(line)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, report, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="change the rule files")
    options = parser.parse_args()
    loaded = [r for r in load_rules().rules if r.lens == "loaded" and r.kind in ("rule", "signal")]
    ids = frozenset(r.id for r in loaded)
    signals = frozenset(r.id for r in loaded if r.kind == "signal")
    rows: list[Labelled] = []
    with ProcessPoolExecutor() as pool:
        for name in SHARES:
            seen = list(pool.map(look, read(options.folder, name), chunksize=200))
            rows.extend(examples(name, seen, ids))
    for name, figure in held_out(rows, signals).items():
        print(f"{name}: {figure:.3f}")  # noqa: T201
    weights = fit([r.example for r in rows], signals)
    for name, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        print(f"  {weight:6.2f}  {name}")  # noqa: T201
    if options.write:
        write(weights, ids - signals)


if __name__ == "__main__":
    main()
