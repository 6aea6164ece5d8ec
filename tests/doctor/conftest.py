"""A sound course with a text, two exercises and two pages, to be spoilt by the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from slantwise.authoring.new_article import new_article

TEXT = """\
The Council and the River

On Tuesday the town council of Lower Ferring voted to build a new bridge over the river. \
The vote was eleven to six. The old bridge was opened in 1931 and was made for carts and small \
vans. Residents may look at the plans in the library until 9 May.

Nobody in their right mind can deny that the old bridge is a disgrace. For thirty years cynical \
officials have squandered public money on pet projects. The so-called experts of the heritage \
society, who bullied the council into silence in 2014, are at it again with their hysterical \
campaign.
"""
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
def course(tmp_path: Path) -> Path:
    """A course in which the doctor finds nothing."""
    root = tmp_path / "course"
    for name in ("articles", "exercises/sides", "book"):
        (root / name).mkdir(parents=True)
    (root / "_config.yml").touch()
    (root / "book" / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (root / "book" / "index.md").write_text(PAGE, encoding="utf-8")
    items = "".join(item(n, flawed) for n, flawed in enumerate(FLAWED))
    (root / "exercises" / "sides" / "exercise.toml").write_text(HEAD + items, encoding="utf-8")
    text = tmp_path / "river.txt"
    text.write_text(TEXT, encoding="utf-8")
    made = new_article(text, root, id="river")
    for name in made.files:
        path = root / name
        path.write_text(path.read_text("utf-8").replace("TODO:", "Done:"), encoding="utf-8")
    return root


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
