"""How well do the lenses see? ``python benchmarks/quality.py FOLDER`` prints a table.

FOLDER holds public corpora (see slantwise.evaluation.corpora for what and where). Each
figure stands beside the reach set for it, a 95 % bootstrap interval, and a trivial baseline.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from slantwise.errors import ContentError
from slantwise.evaluation.corpora import read
from slantwise.evaluation.lenses import (
    Seen,
    attributed_f1,
    attributed_macro,
    cues_f1,
    flagged_macro_f1,
    flagged_share,
    length_auc,
    look,
    macro_at,
    pairs_right,
    score_auc,
    truth,
    words_f1,
)
from slantwise.evaluation.metrics import f1, interval, macro_f1

Measure = Callable[[Sequence[Seen]], float]
ESSAY_THRESHOLD = 0.3  # chosen on the development half


class Row(NamedTuple):
    """A line of the table: what is measured, on which corpus, and what to reach."""

    name: str
    corpus: str
    measure: Measure
    reach: str
    trivial: Measure | None = None


def _all_flagged(name: str) -> Measure:
    return lambda seen: macro_f1([True] * len(seen), truth(name, seen))


def _all_attributed(positive: bool) -> Measure:
    return lambda seen: f1([positive] * len(seen), [y is positive for y in _polnear(seen)])


def _polnear(seen: Sequence[Seen]) -> list[bool]:
    return truth("polnear_sent", seen)


def _register(name: str) -> Measure:
    return lambda seen: flagged_share([s for s in seen if s.item.labels["register"] == name])


def _recall(seen: Sequence[Seen]) -> float:
    labels = truth("babe", seen)
    return flagged_share([s for s, y in zip(seen, labels, strict=True) if y])


def _loaded_auc(name: str, reach: str) -> Row:
    return Row("loaded, AUC", name, score_auc(name, "loaded"), reach, length_auc(name))


ROWS = [
    _loaded_auc("babe", ".72 / .76"),
    _loaded_auc("ptc_sent", ".78 / .80"),
    _loaded_auc("checkthat_subj_en", ".70 / .75"),
    _loaded_auc("wikinpov_cw", ".75 / .82"),
    Row("flagged or not, macro-F1", "babe", flagged_macro_f1("babe"), ".66 / .72",
        _all_flagged("babe")),
    Row("loaded words, F1", "babe", words_f1(None), ".36 / .45"),
    Row("loaded words, F1", "ptc_sent", words_f1("Loaded_Language"), ".22 / .26"),
    Row("pairs ranked right", "wnc_sample", pairs_right, ".70 / .78"),
    Row("biased sentences flagged", "babe", _recall, "≥ .40"),
    Row("newswire sentences flagged", "reference_registers", _register("newswire_AP"), "≤ .05"),
    Row("featured sentences flagged", "reference_registers", _register("wikipedia_featured"),
        "≤ .05"),
    Row("attributed or not, macro-F1", "polnear_sent", attributed_macro, ".80 / .835",
        _all_flagged("polnear_sent")),
    Row("attributed, F1", "polnear_sent", attributed_f1(True), "", _all_attributed(True)),
    Row("not attributed, F1", "polnear_sent", attributed_f1(False), ".73 / .78",
        _all_attributed(False)),
    Row("cue words, F1", "polnear_sent", cues_f1, ".56 / .65"),
    Row("check-worthy, AUC", "claimbuster", score_auc("claimbuster", "unsourced"), ".80 / .90",
        length_auc("claimbuster")),
    Row("one-sided, AUC", "aae2_essays", score_auc("aae2_essays", "framing"), ".78 / .80",
        length_auc("aae2_essays")),
    Row("one-sided, macro-F1", "aae2_essays", macro_at("aae2_essays", "framing", ESSAY_THRESHOLD),
        ".73 / .78", _all_flagged("aae2_essays")),
]  # fmt: skip


def table(folder: Path, rounds: int) -> str:
    """Return the table as Markdown; a corpus that is not there is said to be missing."""
    lines = ["| measure | corpus | reach | figure | 95 % | trivial |", "|---|---|---|---|---|---|"]
    cache: dict[str, list[Seen] | None] = {}
    with ProcessPoolExecutor() as pool:
        for row in ROWS:
            if row.corpus not in cache:
                cache[row.corpus] = _seen(pool, folder, row.corpus)
            lines.append(_line(row, cache[row.corpus], rounds))
    return "\n".join(lines)


def _seen(pool: ProcessPoolExecutor, folder: Path, name: str) -> list[Seen] | None:
    try:
        items = read(folder, name)
    except ContentError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return None
    return list(pool.map(look, items, chunksize=200))


def _line(row: Row, seen: list[Seen] | None, rounds: int) -> str:
    if seen is None:
        return f"| {row.name} | {row.corpus} | {row.reach} | missing | | |"
    low, high = interval(seen, row.measure, rounds) if rounds else (0.0, 0.0)
    trivial = f"{row.trivial(seen):.3f}" if row.trivial else ""
    figure = f"{row.measure(seen):.3f}"
    return (
        f"| {row.name} | {row.corpus} | {row.reach} | {figure} | {low:.3f}–{high:.3f} | {trivial} |"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with corpora")
    parser.add_argument("--rounds", type=int, default=100, help="bootstrap rounds, 0 for none")
    options = parser.parse_args()
    print(table(options.folder, options.rounds))  # noqa: T201


if __name__ == "__main__":
    main()
