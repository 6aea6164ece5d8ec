"""How well a class tells apart, how sure it is and rightly so, and what changed.

Hits, false alarms and J are means over pupils, each over the same passages or items. Two sets
are compared pupil by pupil: the figures are of what changed in each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from slantwise.classroom.figures import Figure, mean
from slantwise.classroom.gather import Class, Given, Row
from slantwise.scoring_items import CHANCE
from slantwise.summary import Counts, Summary, summarise

FORMS = ("form-a", "form-b")  # the two sets, before and after the course
Measure = Callable[[Given], float | None]


def hit_rate(given: Given) -> float | None:
    """Return a pupil's share of hits."""
    counts = given.record.counts
    return counts.hits / counts.of_hits if counts.of_hits else None


def alarm_rate(given: Given) -> float | None:
    """Return a pupil's share of false alarms."""
    counts = given.record.counts
    return counts.alarms / counts.of_alarms if counts.of_alarms else None


def discernment(given: Given) -> float | None:
    """Return a pupil's J: hits less false alarms."""
    hits, alarms = hit_rate(given), alarm_rate(given)
    return None if hits is None or alarms is None else hits - alarms


def brier(given: Given) -> float | None:
    """Return a pupil's Brier score: 0 where every certainty was borne out."""
    found = summarise([given.record])["certainty"]["brier"]
    return None if found is None else float(found)


def over(given: Given) -> float | None:
    """Return how much surer a pupil was than right: above nought is too sure, below too unsure."""
    sure = given.record.sure
    if not sure:
        return None
    return fmean(CHANCE[level] for level, _ in sure) - fmean(right for _, right in sure)


def gap(given: Given) -> float | None:
    """Return how far a pupil's certainty lay from what was right, too sure or too unsure."""
    found = over(given)
    return None if found is None else abs(found)


def score(given: Given) -> float | None:
    """Return a pupil's score."""
    return given.record.first


MEASURES: dict[str, Measure] = {
    "hits": hit_rate,
    "alarms": alarm_rate,
    "j": discernment,
    "brier": brier,
    "over": over,
    "gap": gap,
    "score": score,
}
Figures = dict[str, Figure]


def figures(given: Sequence[Given]) -> Figures:
    """Return the mean of every measure over pupils, as far as they have one."""
    found = {
        name: mean([value for one in given if (value := measure(one)) is not None])
        for name, measure in MEASURES.items()
    }
    return {name: figure for name, figure in found.items() if figure}


def changes(pairs: Sequence[tuple[Given, Given]]) -> Figures:
    """Return the mean change of every measure, from the first to the second of each pair."""
    found = {}
    for name, measure in MEASURES.items():
        both = [(measure(before), measure(after)) for before, after in pairs]
        told = [b - a for a, b in both if a is not None and b is not None]
        if figure := mean(told):
            found[name] = figure
    return found


def revisions(rows: Sequence[Row]) -> list[tuple[Given, Given]]:
    """Return the first and the revised attempt of every pupil who has both."""
    return [(row.first, row.revised) for row in rows if row.revised]


def certainty(rows: Sequence[Row]) -> Summary:
    """Return how often answers of each level of certainty were right."""
    found: Summary = summarise([row.first.record for row in rows])["certainty"]
    return found


def totals(rows: Sequence[Row]) -> Counts:
    """Return hits and false alarms of all pupils together."""
    own = [row.first.record.counts for row in rows]
    return Counts(
        sum(c.hits for c in own),
        sum(c.of_hits for c in own),
        sum(c.alarms for c in own),
        sum(c.of_alarms for c in own),
    )


# --- before and after -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Forms:
    """The two sets of the pupils who did both, and what changed."""

    pupils: int
    only: int
    before: Figures
    after: Figures
    change: Figures

    @property
    def calibrated(self) -> str:
        """Name what the data show of certainty, and no more: the end of a string's key."""
        gap = self.change.get("gap")
        if gap is None or not gap.enough:
            return "few"
        return "closer" if gap.below else "further" if gap.above else "open"

    @property
    def verdict(self) -> str:
        """Name what the data show, and no more: the end of a string's key."""
        j, hits, alarms = (self.change.get(name) for name in ("j", "hits", "alarms"))
        if j is None or hits is None or alarms is None or not j.enough:
            return "few"
        if j.above:
            return "keener" if alarms.above else "discerning"
        if j.below:
            return "less"
        if hits.above and alarms.above:
            return "suspicious"
        if hits.below and alarms.below:
            return "trusting"
        return "open"


def forms(found: Class) -> Forms | None:
    """Return the two sets compared, or None where nobody did either of them."""
    first, second = ({row.pupil: row.first for row in found.rows.get(id, ())} for id in FORMS)
    both = [pupil for pupil in first if pupil in second]
    if not first and not second:
        return None
    pairs = [(first[pupil], second[pupil]) for pupil in both]
    return Forms(
        len(both),
        len(first) + len(second) - 2 * len(both),
        figures([a for a, _ in pairs]),
        figures([b for _, b in pairs]),
        changes(pairs),
    )
