"""The words on the interface: none missing, none left over, the same on page and terminal."""

import json
import re
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import slantwise
from slantwise.strings import say, strings

PACKAGE = Path(slantwise.__file__).parent
HOLE = re.compile(r"\{(\w+)\}")


def test_no_key_stands_twice():
    source = (files("slantwise") / "strings.en.json").read_text("utf-8")
    pairs = json.loads(source, object_pairs_hook=list)
    assert [key for key, n in Counter(key for key, _ in pairs).items() if n > 1] == []


def test_every_form_for_one_has_a_form_for_many_and_fills_no_other_hole():
    for key, text in strings().items():
        if key.endswith(".one"):
            many = strings()[key.removesuffix(".one")]
            assert set(HOLE.findall(text)) <= set(HOLE.findall(many)), key


def sources() -> str:
    return "\n".join(
        path.read_text("utf-8") for ext in ("py", "js") for path in PACKAGE.rglob(f"*.{ext}")
    )


def asked() -> tuple[set[str], set[str]]:
    """The keys that the sources ask for, and the beginnings of those they put together."""
    found = re.findall(r"""\b(?:say|refuse)\(\s*f?["'`]([a-z_.]+)([^a-z_.])""", sources())
    whole = {key for key, after in found if after in "\"'`"}
    return whole, {key for key, after in found if after in "{$"}


def test_every_string_that_is_asked_for_exists():
    whole, begun = asked()
    assert len(whole) > 40
    assert whole - set(strings()) == set()
    assert [b for b in begun if not any(key.startswith(b) for key in strings())] == []


def test_every_string_is_asked_for_somewhere():
    whole, begun = asked()
    text = sources()
    unused = [
        key
        for key in strings()
        if key.removesuffix(".one") not in whole
        and not key.startswith(tuple(begun))
        and f'"{key}"' not in text
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("key", "values", "text"),
    [
        ("reader.count", {"n": 1}, "1 place"),
        ("reader.count", {"n": 0}, "0 places"),
        ("note.readers", {"n": 1, "of": 3}, "marked by 1 of 3 close readings"),
        ("reader.toggled_on", {"lens": "{n} \\1 $& {", "n": 2}, "{n} \\1 $& { on: 2 places."),
        ("note.close", {}, "Close"),
    ],
)
def test_say_fills_holes_and_only_holes(
    key: str, values: dict[str, object], text: str, in_page: Callable[[str, object], Any]
):
    assert say(key, **values) == text
    # The page's say() is a twin.
    assert in_page("console.log(JSON.stringify(say(...given)))", [key, values]) == text


def test_an_unknown_key_and_an_empty_hole_are_errors():
    with pytest.raises(KeyError, match=r"no\.such"):
        say("no.such")
    with pytest.raises(KeyError, match="lens"):
        say("reader.toggled_on", n=1)
