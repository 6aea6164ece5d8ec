"""A sound course with a text, two exercises and two pages, to be spoilt by the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from slantwise.authoring.new_article import new_article

PAGE = """\
# Index

See [the river](river.md) and [its text](river.md#the-whole-text), and [below](#below).

```{code-cell} ipython3
:tags: [remove-input]
from slantwise.book import exercise
exercise("sides")
```

## Below

`[not](a-link.md)`

```text
[nor](this.md)
```
"""
HEAD = """\
id = "sides"
kind = "classify"
version = 1
title = "Fair or not"
objective = "You will be able to tell."
minutes = 6
prompt = "Say of each sentence whether it is fair."
hints = ["Look for a source.", "Turn the two sides round."]
chapter = "index"
pass = 0.6

[[label]]
id = "fair"
name = "Fair"
confused = "It leaves something open."

[[label]]
id = "ask"
name = "Worth a question"
confused = "It is fair as it stands."
asks = true
"""
# Fair and flawed in no order that one can guess, and either is said of both sides.
FLAWED = (1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0)


def item(n: int, flawed: int) -> str:
    """An item of the classify exercise."""
    side = ("north", "south")[sum(FLAWED[i] == flawed for i in range(n)) % 2]
    return (
        f'\n[[item]]\nid = "i{n}"\ntext = "Sentence number {n} of the bridge."\n'
        f'key = "{"ask" if flawed else "fair"}"\nwhy = "Reason {n}."\nside = "{side}"\n'
    )


@pytest.fixture
def course(bare_course: Path, river: Path) -> Path:
    """A course in which the doctor finds nothing."""
    book, sides = bare_course / "book", bare_course / "exercises" / "sides"
    (book / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (book / "index.md").write_text(PAGE, encoding="utf-8")
    sides.mkdir()
    items = "".join(item(n, flawed) for n, flawed in enumerate(FLAWED))
    (sides / "exercise.toml").write_text(HEAD + items, encoding="utf-8")
    made = new_article(river, bare_course, id="river")
    for name in made.files:
        path = bare_course / name
        path.write_text(path.read_text("utf-8").replace("TODO:", "Done:"), encoding="utf-8")
    return bare_course


@pytest.fixture
def spoil(course: Path) -> Callable[[str, str, str], Path]:
    """`spoil(name, before, after)` changes a file of the course; what it returns is its path."""

    def change(name: str, before: str, after: str) -> Path:
        path = course / name
        source = path.read_text("utf-8")
        assert before in source, name
        path.write_text(source.replace(before, after, 1), encoding="utf-8")
        return path

    return change
