"""Make tests/vectors/summary.json: records, and what Python says they come to."""

import json
from dataclasses import asdict
from pathlib import Path
from random import Random

from slantwise.summary import Counts, Record, summarise

OUT = Path(__file__).with_name("summary.json")
SIDES = ("north", "south", "east")


def counts(random: Random, most: int) -> Counts:
    of_hits, of_alarms = random.randint(0, most), random.randint(0, most)
    return Counts(random.randint(0, of_hits), of_hits, random.randint(0, of_alarms), of_alarms)


def record(random: Random) -> Record:
    most = random.choice((0, 3, 12))
    sides = {side: counts(random, most) for side in SIDES if random.random() < 0.4}
    sure = [(random.randint(1, 3), random.random() < 0.6) for _ in range(random.randint(0, 6))]
    first = random.choice((None, 0.0, 1.0, random.random()))
    revised = None if first is None else random.choice((None, first, 1.0, random.random()))
    return Record(counts(random, most), sides, sure, first, revised)


def edges() -> list[list[Record]]:
    perfect, none = Counts(10, 10, 0, 10), Counts(0, 10, 10, 10)
    return [
        [],
        [Record()],
        [Record(perfect)],
        [Record(none)],
        [Record(Counts(9, 9, 0, 10))],
        [Record(Counts(5, 5, 0, 0)), Record(Counts(0, 0, 1, 4))],
        [Record(perfect, {"north": perfect, "south": none})],
        [Record(sure=[(3, True)] * 10), Record(sure=[(1, False)])],
        [Record(first=0.25, revised=0.25), Record(first=1.0, revised=0.0)],
    ]


def render() -> str:
    """Return the vectors as JSON, always the same."""
    random = Random(5)  # noqa: S311 - no secret
    made = edges() + [[record(random) for _ in range(random.randint(1, 9))] for _ in range(60)]
    vectors = [
        {"records": [asdict(one) for one in records], "summary": summarise(records)}
        for records in made
    ]
    return "[\n" + ",\n".join(json.dumps(v, sort_keys=True) for v in vectors) + "\n]\n"


if __name__ == "__main__":
    OUT.write_text(render(), encoding="utf-8")
