"""Write ``scoring.json``: keys, marks and the figures that both scorers must give.

``python tests/vectors/make_scoring.py`` writes it again. A change in it is a change in what
learners' answers are worth, so look at the difference before committing it; the figures in
``tests/test_scoring.py`` are worked out by hand and don't come from here.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random

from slantwise.annotation import Span
from slantwise.scoring import CERTAINTY, Key, certainty_points, compare
from slantwise.text import locate, words

FILE = Path(__file__).with_name("scoring.json")
SEED, RANDOM_VECTORS, RANDOM_INVALID = 1244, 200, 12

Pairs = list[list[int]]
Case = tuple[str, dict[str, Pairs], Pairs]


def main() -> None:
    """Write the file, a vector a line."""
    FILE.write_text(render(), encoding="utf-8", newline="\n")


def render() -> str:
    """Return what the file must hold."""
    good, bad = [], []
    for name, key, marks in [*by_hand(), *at_random(Random(SEED))]:  # noqa: S311 - no secret
        try:
            report = asdict(compare(as_key(key), [Span(*mark) for mark in marks]))
        except ValueError as error:
            bad.append({"name": name, "key": key, "marks": marks, "error": str(error)})
        else:
            good.append({"name": name, "key": key, "marks": marks, "report": report})
    certainty = [[r, n, certainty_points(r, n)] for n in CERTAINTY for r in (True, False)]
    parts = (("vectors", good), ("invalid", bad), ("certainty", certainty))
    lists = [f'"{name}": [\n' + ",\n".join(map(_line, rows)) + "\n]" for name, rows in parts]
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _line(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def as_key(key: dict[str, Pairs]) -> Key:
    """Return a key of the file as the scorer takes it."""
    return Key(**{zone: tuple(Span(*pair) for pair in pairs) for zone, pairs in key.items()})


# --- by hand ----------------------------------------------------------------------------

PASSAGE = "the cruel regime 👩‍💻 crushed a peaceful café protest in İzmir’s old-town on 9 June 2024"


def by_hand() -> Iterator[Case]:
    """Yield the cases at the edges of the definition."""

    def pairs(*quotes: str) -> Pairs:
        found = (locate(PASSAGE, quote) for quote in quotes)
        return [[span.start, span.end] for span in found]

    def key(**zones: Pairs) -> dict[str, Pairs]:
        tokens = [[span.start, span.end] for span in words(PASSAGE)]
        return {"words": tokens, "core": [], "contestable": [], "fair": [], **zones}

    end = len(PASSAGE)
    usual = key(
        core=pairs("cruel", "crushed a peaceful"),
        contestable=pairs("regime"),
        fair=pairs("protest", "on 9 June 2024", "the"),
    )
    marked: dict[str, Pairs] = {
        "nothing marked": [],
        "everything in one mark": [[0, end]],
        "every word a mark": usual["words"],
        "a mark beyond both ends": [[0, end + 1000]],
        "marks outside the passage": [[end, end + 5], [end + 9, end + 10]],
        "the core and no more": usual["core"],
        "the core, backwards and twice": usual["core"][::-1] + usual["core"],
        "overlapping marks": pairs("cruel regime", "regime 👩‍💻 crushed", "crushed a"),
        "adjacent marks": pairs("cruel", " regime"),
        "touching marks within a word": [[4, 6], [6, 9]],
        "a mark of one letter": [[5, 6]],
        "a mark of a space": [[3, 4]],
        "a mark of an emoji": pairs("👩‍💻"),
        "a mark that ends in an emoji": pairs("regime 👩"),
        "the first word of a unit": pairs("crushed"),
        "the middle word of a unit": pairs(" a "),
        "the last word of a unit": pairs("peaceful"),
        "one word too many on either side": pairs("crushed a peaceful café"),
        "only what is disputed": pairs("regime"),
        "only the neighbours of the core": pairs("the", "regime", "café"),
        "only fair words": pairs("protest", "9 June"),
        "only words of no zone": pairs("İzmir’s old-town"),
        "a core unit and a fair one": pairs("cruel", "June"),
    }
    for name, marks in marked.items():
        yield name, usual, marks
    core = pairs("crushed")
    keys = {
        "one core word": key(core=core),
        "a core unit of two words": key(core=pairs("peaceful café")),
        "no fair unit": key(core=core, contestable=pairs("cruel regime")),
        "a fair unit among the neighbours": key(core=core, fair=pairs(" a ", "regime")),
        "a fair unit inside the core": key(core=pairs("crushed a peaceful"), fair=pairs(" a ")),
        "core units that overlap": key(core=pairs("crushed a", "a peaceful")),
        "core units that touch": key(core=pairs("cruel", " regime")),
        "core and contestable overlap": key(core=core, contestable=pairs("regime 👩‍💻 crushed")),
        "a unit that cuts words": key(core=[[6, 12]]),
        "core at both ends": key(core=pairs("the", "2024")),
        "one wrong word left": key(core=core, contestable=pairs(PASSAGE[PASSAGE.index("a pe") :])),
        "no core": key(fair=core),
        "a core unit without a word": key(core=[*core, *pairs("👩‍💻")]),
        "only core": key(core=[[0, end]]),
        "nothing wrong to mark": key(core=core, contestable=[[0, end]]),
        "no words": {**key(core=core), "words": []},
    }
    for name, made in keys.items():
        yield name, made, core
        yield f"{name}, and all marked", made, [[0, end]]


# --- at random --------------------------------------------------------------------------


def at_random(random: Random) -> Iterator[Case]:
    """Yield so many valid cases, and so many invalid ones."""
    wanted = {True: RANDOM_VECTORS, False: RANDOM_INVALID}
    number = 0
    while any(wanted.values()):
        key, marks = _key(random), []
        valid = _is_valid(key)
        if wanted[valid]:
            wanted[valid] -= 1
            number += 1
            marks = random.choice(MARKS)(random, key)
            yield f"random {number}", key, marks


def _is_valid(key: dict[str, Pairs]) -> bool:
    try:
        as_key(key)
    except ValueError:
        return False
    return True


def _key(random: Random) -> dict[str, Pairs]:
    tokens, at = [], random.choice([0, 0, 236, 10_000])
    for _ in range(random.choice([1, 2, 3, 5, 8, 13, 21, 34])):
        at += random.choice([1, 1, 1, 2, 5])
        tokens.append([at, at := at + random.randint(1, 12)])
    zones = {
        zone: [_unit(random, tokens) for _ in range(random.randint(0, most))]
        for zone, most in (("core", 4), ("contestable", 3), ("fair", 4))
    }
    return {"words": tokens, **zones}


def _unit(random: Random, tokens: Pairs) -> list[int]:
    """Return a unit of a few words; now and then it cuts a word, or takes in a space."""
    first = random.randrange(len(tokens))
    last = min(len(tokens) - 1, first + random.choice([0, 0, 0, 1, 1, 2, 4]))
    start, end = tokens[first][0], tokens[last][1]
    if random.random() < 0.2:
        start, end = max(0, start - random.randint(0, 1)), end + random.randint(0, 1)
    if random.random() < 0.2:
        start += random.randrange(end - start)
    return [start, end]


def _some_units(random: Random, key: dict[str, Pairs]) -> Pairs:
    units = key["core"] + key["contestable"] + key["fair"]
    return random.sample(units, random.randint(0, len(units)))


def _most_of_the_core(random: Random, key: dict[str, Pairs]) -> Pairs:
    kept = [unit for unit in key["core"] if random.random() < 0.8]
    return kept + [_unit(random, key["words"]) for _ in range(random.randint(0, 2))]


def _anything(random: Random, key: dict[str, Pairs]) -> Pairs:
    return [_unit(random, key["words"]) for _ in range(random.randint(0, 8))]


MARKS: list[Callable[[Random, dict[str, Pairs]], Pairs]] = [
    _some_units,
    _most_of_the_core,
    _most_of_the_core,
    _anything,
]


if __name__ == "__main__":
    main()
