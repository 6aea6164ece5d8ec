"""Write ``items.json``: exercises made of items, attempts, and what both scorers must give.

``python tests/vectors/make_items.py`` writes it again. A change in it is a change in what
learners' answers are worth, so look at the difference before committing it; the figures in
``tests/exercises/test_kinds.py`` are worked out by hand and don't come from here.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from slantwise.scoring import certainty_points
from slantwise.scoring_items import (
    CardKey,
    ChoiceKey,
    Graded,
    ItemKey,
    grade_choices,
    grade_dossier,
    grade_order,
    grade_trace,
)

FILE = Path(__file__).with_name("items.json")
SEED, EACH = 1999, 60

Plain = dict[str, Any]


def main() -> None:
    """Write the file, a vector a line."""
    FILE.write_text(render(), encoding="utf-8", newline="\n")


def render() -> str:
    """Return what the file must hold."""
    lines = [json.dumps(vector, ensure_ascii=False, separators=(",", ":")) for vector in vectors()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def vectors() -> Iterator[Plain]:
    """Yield so many valid tasks and attempts of each kind."""
    random = Random(SEED)  # noqa: S311 - no secret
    makers: list[Callable[[Random], tuple[Plain, Plain]]] = [
        *(choices(kind) for kind in ("classify", "ladder", "mirror")),
        order,
        trace,
        dossier,
    ]
    for make in makers:
        made = 0
        while made < EACH:
            task, attempt = make(random)
            try:
                outcome = expected(task, attempt)
            except ValueError:
                continue  # a task that no author could load
            made += 1
            yield {"task": task, "attempt": attempt, "outcome": outcome}


def expected(task: Plain, attempt: Plain) -> Plain:
    """Return what Python's scorer says; raises ValueError for a task that is refused."""
    graded = grade(task, attempt)
    passed = graded.score >= task["pass"]
    if task["certainty"] == "each":
        sure = {c["item"]: c["certainty"] for c in attempt["choices"]}
        points = sum(
            certainty_points(said != "wrong", sure[id]) for id, said in graded.items if id in sure
        )
    else:
        points = certainty_points(passed, attempt["certainty"])
    items = [{"id": id, "outcome": said} for id, said in graded.items]
    made = {"score": graded.score, "passed": passed, "points": points, "items": items}
    return {**made, "figures": graded.figures}


def grade(task: Plain, attempt: Plain) -> Graded:
    """Grade plain data, in the form that the page gets, with Python's scorer."""
    match task["kind"]:
        case "order":
            ranks = {step["id"]: step["rank"] for step in task["steps"]}
            return grade_order(ranks, [step["id"] for step in task["steps"]], attempt["order"])
        case "trace":
            parts = {link["id"]: link["part"] for link in task["links"]}
            right = next(change["id"] for change in task["changes"] if change["right"])
            return grade_trace(parts, right, attempt["links"], attempt["change"])
        case "dossier":
            cards = {
                c["id"]: CardKey(c["origin"], c["independent"], c["relevant"])
                for c in task["cards"]
            }
            right = next(v["id"] for v in task["verdicts"] if v["right"])
            accepted = [v["id"] for v in task["verdicts"] if v["accepted"]]
            return grade_dossier(cards, right, accepted, attempt["opened"], attempt["verdict"])
    key = ChoiceKey(
        task["kind"],
        tuple(label["id"] for label in task["labels"]),
        tuple(ItemKey(i["id"], i["key"], tuple(i["also"]), i["side"]) for i in task["items"]),
        frozenset(label["id"] for label in task["labels"] if label["asks"]),
    )
    given = {c["item"]: c["choice"] for c in attempt["choices"]}
    sure = {c["item"]: c["certainty"] for c in attempt["choices"] if c.get("certainty")}
    return grade_choices(key, given, sure)


# --- at random --------------------------------------------------------------------------


def names(prefix: str, count: int) -> list[str]:
    """Return ids."""
    return [f"{prefix}{i}" for i in range(count)]


def choices(kind: str) -> Callable[[Random], tuple[Plain, Plain]]:
    """Return a maker of exercises in which items get labels."""

    def make(random: Random) -> tuple[Plain, Plain]:
        ids = names("label", random.randint(2, 5))
        asking = random.randint(0, len(ids) - 1)
        labels = [{"id": id, "asks": i >= len(ids) - asking} for i, id in enumerate(ids)]
        items = []
        for id in names("item", random.randint(2, 14)):
            key = random.choice(ids)
            also = [x for x in ids if x != key and random.random() < 0.12]
            side = random.choice(["north", "south", "north", "south", None])
            items.append({"id": id, "key": key, "also": also, "side": side})
        each = random.choice(["each", "once"])
        task = {"kind": kind, "certainty": each, "pass": 0.5, "labels": labels, "items": items}
        return task, _labelled(random, task, ids)

    return make


def _labelled(random: Random, task: Plain, ids: list[str]) -> Plain:
    skill, blank = random.choice([0.0, 0.5, 0.9, 1.0]), random.choice([0.0, 0.2])
    chosen = []
    for item in task["items"]:
        if random.random() < blank:
            continue
        label = item["key"] if random.random() < skill else random.choice(ids)
        own = {"item": item["id"], "choice": label}
        chosen.append(own | ({"certainty": random.randint(1, 3)} if _each(task) else {}))
    random.shuffle(chosen)
    return {"choices": chosen} | ({} if _each(task) else {"certainty": random.randint(1, 3)})


def _each(task: Plain) -> bool:
    return bool(task["certainty"] == "each")


def order(random: Random) -> tuple[Plain, Plain]:
    """Return an exercise of steps, some of them tied."""
    ids, ranks = names("step", random.randint(3, 9)), []
    for i in range(len(ids)):
        ranks.append(ranks[-1] if i and random.random() < 0.2 else i)
    steps = [{"id": id, "rank": rank} for id, rank in zip(ids, ranks, strict=True)]
    shown = random.sample(steps, len(steps))
    own = list(ids)
    for _ in range(random.randint(0, 4)):
        i, j = random.sample(range(len(own)), 2)
        own[i], own[j] = own[j], own[i]
    task = {"kind": "order", "certainty": "once", "pass": 0.6, "steps": shown}
    return task, {"order": own, "certainty": random.randint(1, 3)}


def trace(random: Random) -> tuple[Plain, Plain]:
    """Return an exercise of links and changes."""
    links = [{"id": id, "part": random.random() < 0.5} for id in names("link", 6)]
    right = random.randrange(4)
    changes = [{"id": id, "right": i == right} for i, id in enumerate(names("change", 4))]
    picked = [link["id"] for link in links if random.random() < (0.8 if link["part"] else 0.3)]
    change = random.choice([None, *names("change", 4), f"change{right}"])
    task = {"kind": "trace", "certainty": "once", "pass": 0.5, "links": links, "changes": changes}
    return task, {"links": picked, "change": change, "certainty": random.randint(1, 3)}


def dossier(random: Random) -> tuple[Plain, Plain]:
    """Return an exercise of source cards and verdicts."""
    cards = [
        {
            "id": id,
            "origin": random.choice(["a", "b", "c"]),
            "independent": random.random() < 0.5,
            "relevant": random.random() < 0.6,
        }
        for id in names("card", random.randint(6, 14))
    ]
    ids = ["supported", "contested", "contradicted", "not-found"]
    right, other = random.sample(range(4), 2)
    verdicts = [{"id": id, "right": i == right, "accepted": i == other} for i, id in enumerate(ids)]
    opened = [card["id"] for card in random.sample(cards, random.randint(0, 4))]
    said = random.choice([None, *ids, ids[right]])
    task = {"kind": "dossier", "certainty": "once", "pass": 0.75}
    task |= {"cards": cards, "verdicts": verdicts}
    return task, {"opened": opened, "verdict": said, "certainty": random.randint(1, 3)}


if __name__ == "__main__":
    main()
