"""Read the public corpora on which the lenses are measured; none comes with the project.

Each corpus is one file ``NAME*.jsonl`` or ``NAME*.jsonl.gz`` in a folder, a JSON object a
line with ``id, group, text, labels, spans, meta``; spans are ``[start, end, label]`` in
code points. `PUBLISHED` says where each corpus comes from.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from slantwise.errors import ContentError

PUBLISHED: Final[Mapping[str, str]] = {
    "babe": "Media Bias Group, BABE (SG2)",
    "ptc_sent": "SemEval-2020 Task 11, Propaganda Techniques Corpus",
    "checkthat_subj_en": "CLEF CheckThat!, subjectivity, English",
    "wikinpov_cw": "Hube and Fetahu, biased statements in Wikipedia",
    "wnc_sample": "Wiki Neutrality Corpus",
    "polnear_sent": "PolNeAR, political news attribution",
    "claimbuster": "ClaimBuster, check-worthy claims in debates",
    "aae2_essays": "UKP, Argument Annotated Essays 2",
    "reference_registers": "Brown corpus, PolNeAR newswire, Wikipedia featured articles",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence or document of a corpus, with what its annotators said."""

    id: str
    group: str
    text: str
    labels: Mapping[str, Any]
    spans: tuple[tuple[int, int, str], ...]
    meta: Mapping[str, Any]


def read(folder: Path, name: str) -> list[Item]:
    """Return a corpus of a folder.

    Raises ContentError when it is not there or not as described above.
    """
    found = sorted(folder.glob(f"{name}.*jsonl*"))
    if not found:
        where = PUBLISHED.get(name, "unknown")
        raise ContentError(folder, f"no file {name}.jsonl here", f"Published as: {where}.")
    items = []
    with (
        gzip.open(found[0], "rt", encoding="utf-8")
        if found[0].suffix == ".gz"
        else found[0].open(encoding="utf-8") as lines
    ):
        for number, line in enumerate(lines, start=1):
            try:
                items.append(_item(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise ContentError(
                    found[0], f"not a line of a corpus ({error})", "See the module.", line=number
                ) from None
    return items


def _item(row: Mapping[str, Any]) -> Item:
    spans = tuple((int(a), int(b), str(label)) for a, b, label, *_ in row.get("spans", ()))
    return Item(
        row["id"], str(row.get("group", "")), row["text"], row["labels"], spans, row.get("meta", {})
    )
