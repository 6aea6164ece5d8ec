"""Words that are easy to say across a room: the code of a session, and pupils' pseudonyms."""

import re
import secrets
from functools import cache
from importlib.resources import files

WORDS_IN_CODE = 4

_COLOURS = (
    "amber blue bronze coral copper cream crimson golden green grey indigo ivory "
    "lilac mint navy olive orange pearl pink purple red ruby scarlet silver teal violet"
).split()
_ANIMALS = (
    "badger beaver bison camel crane deer dolphin dove duck eagle falcon finch fox frog gecko "
    "giraffe goose hare hawk hedgehog heron horse ibis jaguar kestrel kiwi koala lark lemur lion "
    "llama lynx mole moose moth newt otter owl panda penguin puffin raven robin salmon seal "
    "sparrow stork swan tiger trout turtle walrus whale wolf wren zebra"
).split()


@cache
def words() -> tuple[str, ...]:
    """Return the words of which codes are made."""
    source = (files("slantwise.live") / "words.txt").read_text(encoding="utf-8")
    return tuple(source.split())


def new_code() -> str:
    """Return a code that nobody can guess: four words of more than a thousand."""
    return "-".join(secrets.choice(words()) for _ in range(WORDS_IN_CODE))


def plain(code: str) -> str:
    """Return a code as it is compared, however it was typed: capitals, spaces, dashes."""
    return "-".join(re.findall(r"[^\W\d_]+", code.casefold()))


@cache
def pseudonyms() -> tuple[str, ...]:
    """Return every pseudonym that can be given."""
    return tuple(f"{colour}-{animal}" for colour in _COLOURS for animal in _ANIMALS)
