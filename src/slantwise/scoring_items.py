"""Comparing answers to items with their key; its twin is ``reader/js/check.js``.

Both run ``tests/vectors/items.json`` and must agree to the last digit, so both add in the
same order. Every score lies in [0, 1] and is corrected for the best answer that needs no
reading: max(0, (own - lazy) / (1 - lazy)), the form of Cohen's kappa (Cohen 1960) with that
answer as the baseline. So giving every item one label, leaving the steps as they were
offered, or ticking everything earns nothing.

- classify: the share of items with an accepted label.
- ladder: quadratic weights (Cohen 1968): the square of the rungs between label and key.
- mirror: the worse side's J, hit rate less false alarm rate (Youden 1950).
- order: the longest run of steps in the right order (longest common subsequence).
- trace: F of the links chosen, and the kind of change.
- dossier: an independent source, two unrelated origins, and the verdict.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

ChoiceKind = Literal["classify", "ladder", "mirror"]
Figure = float | int | bool | None
Figures = dict[str, "Figure | Figures"]

# What a level of certainty says of the chance to be right. The points of certainty-based
# marking break even at 2/3 and 4/5 (Gardner-Medwin 2006); each level stands for its middle.
CHANCE: Final = {1: 0.5, 2: 0.75, 3: 0.9}


class Graded(NamedTuple):
    """A score, what became of each item, and the figures behind it."""

    score: float
    items: tuple[tuple[str, str], ...]
    figures: Figures


# --- labels for items -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item's right label and the labels that are accepted beside it."""

    id: str
    key: str
    also: tuple[str, ...] = ()
    side: str | None = None

    def accepts(self, label: str | None) -> bool:
        """Tell whether a label is the key or accepted beside it."""
        return label == self.key or label in self.also


@dataclass(frozen=True, slots=True)
class ChoiceKey:
    """The labels, in order, with those that ask a question; and the items.

    Raises ValueError where one label suits every item, so that no answer could show
    reading, and where a mirror has no two sides with fair and flawed items each.
    """

    kind: ChoiceKind
    labels: tuple[str, ...]
    items: tuple[ItemKey, ...]
    asks: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if any(all(item.accepts(label) for item in self.items) for label in self.labels):
            raise ValueError("one label suits every item")
        if self.kind == "mirror" and _gap(_sides(self, {})) is None:
            raise ValueError("a mirror needs two sides, each with fair and with flawed items")


def grade_choices(
    key: ChoiceKey, given: Mapping[str, str], sure: Mapping[str, int] | None = None
) -> Graded:
    """Compare labels with the key; ``sure`` has the certainty of each answered item."""
    outcomes = tuple((item.id, _outcome(item, given.get(item.id))) for item in key.items)
    right = sum(outcome in ("right", "accepted") for _, outcome in outcomes)
    sides = _sides(key, given)
    tally = _tally(key, key.items, given)
    figures: Figures = {
        "right": right,
        "of": len(key.items),
        **tally,
        "brier": _brier(outcomes, sure or {}),
        "sides": {**sides},
        "gap": _gap(sides),
    }
    return Graded(_choice_score(key, given, right, sides), outcomes, figures)


def _outcome(item: ItemKey, label: str | None) -> str:
    if label is None:
        return "blank"
    return "right" if label == item.key else "accepted" if item.accepts(label) else "wrong"


def _choice_score(
    key: ChoiceKey, given: Mapping[str, str], right: int, sides: Mapping[str, Figures]
) -> float:
    if key.kind == "mirror":
        worst = min(_number(tally["discernment"]) for tally in sides.values())
        return max(0.0, worst)
    if key.kind == "ladder":
        cost = sum(cost_of(key, item, given.get(item.id)) for item in key.items)
        lazy = min(sum(cost_of(key, item, label) for item in key.items) for label in key.labels)
        return max(0.0, 1 - cost / lazy)
    n = len(key.items)
    best = max(sum(item.accepts(label) for item in key.items) for label in key.labels)
    return max(0.0, (right - best) / (n - best))


def cost_of(key: ChoiceKey, item: ItemKey, label: str | None) -> int:
    """Return the square of the rungs to the nearest accepted one; the worst for no answer."""
    accepted = [key.labels.index(x) for x in (item.key, *item.also)]
    rungs = range(len(key.labels)) if label is None else (key.labels.index(label),)
    return max(min(abs(rung - a) for a in accepted) ** 2 for rung in rungs)


def _tally(key: ChoiceKey, items: Iterable[ItemKey], given: Mapping[str, str]) -> Figures:
    """Count hits on flawed items and false alarms on fair ones; disputed items count for none."""
    hits = of_hits = alarms = of_alarms = 0
    for item in items:
        flawed = item.key in key.asks
        if not key.asks or any((label in key.asks) != flawed for label in item.also):
            continue
        flag = given.get(item.id) in key.asks
        of_hits, hits = of_hits + flawed, hits + (flawed and flag)
        of_alarms, alarms = of_alarms + (not flawed), alarms + (not flawed and flag)
    hit_rate = hits / of_hits if of_hits else None
    alarm_rate = alarms / of_alarms if of_alarms else None
    known = hit_rate is not None and alarm_rate is not None
    return {
        "hits": hits,
        "of_hits": of_hits,
        "alarms": alarms,
        "of_alarms": of_alarms,
        "hit_rate": hit_rate,
        "false_alarm_rate": alarm_rate,
        "discernment": _number(hit_rate) - _number(alarm_rate) if known else None,
    }


def _sides(key: ChoiceKey, given: Mapping[str, str]) -> dict[str, Figures]:
    names = dict.fromkeys(item.side for item in key.items if item.side)
    return {
        side: _tally(key, (item for item in key.items if item.side == side), given)
        for side in names
    }


def _gap(sides: Mapping[str, Figures]) -> float | None:
    """Return how far the two sides' J lie apart; None unless there are two with a J each."""
    found = [tally["discernment"] for tally in sides.values()]
    if len(found) != 2 or None in found:
        return None
    return abs(_number(found[0]) - _number(found[1]))


def _number(figure: "Figure | Figures") -> float:
    return float(figure) if isinstance(figure, int | float) else 0.0


def _brier(outcomes: Iterable[tuple[str, str]], sure: Mapping[str, int]) -> float | None:
    """Return the mean squared distance of certainty and outcome (Brier 1950)."""
    total, n = 0.0, 0
    for id, outcome in outcomes:
        if outcome != "blank" and id in sure:
            miss = CHANCE[sure[id]] - (outcome != "wrong")
            total, n = total + miss * miss, n + 1
    return total / n if n else None


# --- an order ---------------------------------------------------------------------------


def grade_order(ranks: Mapping[str, int], shown: Sequence[str], given: Sequence[str]) -> Graded:
    """Compare an order with the right one; steps of one rank may change places.

    Raises ValueError where the order that is offered is already right.
    """
    lazy = len(_run([ranks[id] for id in shown]))
    if lazy == len(ranks):
        raise ValueError("the steps are offered in the right order")
    run = _run([ranks[id] for id in given])
    items = tuple((id, "right" if i in run else "wrong") for i, id in enumerate(given))
    score = max(0.0, (len(run) - lazy) / (len(ranks) - lazy))
    return Graded(score, items, {"run": len(run), "of": len(ranks)})


def _run(ranks: Sequence[int]) -> list[int]:
    """Return the positions of the longest run that never goes back, the earliest of several."""
    length = [1] * len(ranks)
    before = [-1] * len(ranks)
    for i, rank in enumerate(ranks):
        for j in range(i):
            if ranks[j] <= rank and length[j] + 1 > length[i]:
                length[i], before[i] = length[j] + 1, j
    at = max(range(len(ranks)), key=lambda i: (length[i], -i), default=-1)
    found: list[int] = []
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


# --- a trace ----------------------------------------------------------------------------


def grade_trace(
    parts: Mapping[str, bool], change: str, links: Iterable[str], chosen: str | None
) -> Graded:
    """Compare the links that were chosen, and the kind of change.

    Raises ValueError where every link, or none, is part of the chain.
    """
    if len(set(parts.values())) < 2:
        raise ValueError("some links must be part of the chain, and some not")
    picked = set(links)
    own, lazy = _f(parts, picked), _f(parts, set(parts))
    f = max(0.0, (own - lazy) / (1 - lazy))
    kind = "blank" if chosen is None else "right" if chosen == change else "wrong"
    items = tuple((id, _link(part, id in picked)) for id, part in parts.items())
    figures: Figures = {"f": f, "change": kind == "right"}
    return Graded((f + (kind == "right")) / 2, (*items, ("change", kind)), figures)


def _link(part: bool, picked: bool) -> str:
    if picked:
        return "right" if part else "wrong"
    return "missed" if part else "left"


def _f(parts: Mapping[str, bool], picked: set[str]) -> float:
    found = sum(part for id, part in parts.items() if id in picked)
    return 2 * found / (len(picked) + sum(parts.values()))


# --- a dossier --------------------------------------------------------------------------


class CardKey(NamedTuple):
    """What a source card is good for."""

    origin: str
    independent: bool
    relevant: bool


def grade_dossier(
    cards: Mapping[str, CardKey],
    right: str,
    accepted: Iterable[str],
    opened: Sequence[str],
    verdict: str | None,
) -> Graded:
    """Look at which sources were opened before the verdict, and at the verdict."""
    useful = [cards[id] for id in opened if cards[id].relevant]
    independent = any(card.independent for card in useful)
    origins = len({card.origin for card in useful}) >= 2
    if verdict is None:
        said = "blank"
    else:
        said = "right" if verdict == right else "accepted" if verdict in accepted else "wrong"
    good = said in ("right", "accepted")
    items = (
        *((id, "opened" if id in opened else "closed") for id in cards),
        ("independent", "right" if independent else "wrong"),
        ("origins", "right" if origins else "wrong"),
        ("verdict", said),
    )
    figures: Figures = {
        "opened": len(opened), "independent": independent, "origins": origins, "verdict": good,
    }  # fmt: skip
    return Graded((independent + origins + 2 * good) / 4, items, figures)
