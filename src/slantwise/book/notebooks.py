"""The chapters as notebooks: made from the Markdown of the book, and kept without outputs."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from slantwise.book.plain_markdown import plain_markdown
from slantwise.exercises.load import list_exercises
from slantwise.text import read_text
from slantwise.tomlfile import read_toml

Cell = dict[str, Any]

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CELL = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_EXERCISE = re.compile(r"exercise\(\"([^\"]+)\"\)")
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)

SETUP = """\
# Run this first. Where Slantwise is not installed, as in Colab, it is installed from the
# folder of the course, which must be here, above, or one folder down.
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

here = Path.cwd()
near = [here, *here.parents, *sorted(p for p in here.iterdir() if p.is_dir())]
if "SLANTWISE_ROOT" in os.environ:
    near = [Path(os.environ["SLANTWISE_ROOT"])]
course = next((p for p in near if (p / "_config.yml").is_file() and (p / "articles").is_dir()), None)
if course is None:
    print("The folder of the course is not here. Bring it here, whole, and run this again.")
else:
    os.environ.setdefault("SLANTWISE_ROOT", str(course))
    if importlib.util.find_spec("slantwise") is None:
        pip = [sys.executable, "-m", "pip", "install", "-q", "-c", "constraints.txt", "."]
        subprocess.run(pip, cwd=course, check=True)
        importlib.invalidate_caches()
if "google.colab" in sys.modules:
    from google.colab import output

    output.enable_custom_widget_manager()
"""  # noqa: E501 - one line of a notebook

CHECK = """\
# Saves what you committed beside this notebook, and checks it.
from slantwise import check

if {name}.committed:
    for result in check({name}.save("slantwise-{id}.json")):
        print(result.feedback())
else:
    print("Nothing is committed yet. Commit above, then run this cell again.")
"""

SAVE = (
    "When you have committed your answer above, run the next cell. It writes the same file as "
    "the button for downloading, and says the same as the page."
)


def write_notebooks(root: Path) -> list[Path]:
    """Bring ``notebooks/`` up to date, and return the files that changed."""
    changed = []
    for name, text in notebooks(root).items():
        path = root / "notebooks" / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
            changed.append(path)
    return changed


def notebooks(root: Path) -> dict[str, str]:
    """Return every notebook by its file name: one a chapter, and one to start with.

    Raises ContentError for a chapter that has no form as a notebook.
    """
    chapters = sorted((root / "book").glob("[0-9]*.md"))
    chapters += sorted((root / "book").glob("your-own-text.md"))
    pages = {f"{page.stem}.ipynb": read_text(page) for page in chapters}
    made = {f"{page.stem}.ipynb": _notebook(pages[f"{page.stem}.ipynb"], page) for page in chapters}
    start = (files("slantwise") / "book/templates/start-here.md").read_text(encoding="utf-8")
    start = start.replace("@chapters", "\n".join(_contents(pages)))
    start = start.replace("@exercises", "\n".join(_exercises(root, pages)))
    return {"start-here.ipynb": _notebook(start, root / "book" / "start-here.md"), **made}


def _contents(pages: Mapping[str, str]) -> Iterator[str]:
    for name, text in pages.items():
        title = _TITLE.search(text)
        yield f"- [{title.group(1) if title else name}]({name})"


def _exercises(root: Path, pages: Mapping[str, str]) -> Iterator[str]:
    for id in list_exercises(root):
        data = read_toml(root / "exercises" / id / "exercise.toml").data
        named = f"{data.get('chapter', '')}.ipynb"
        homes = [name for name, text in pages.items() if f'exercise("{id}")' in text]
        homes += [named] if named in pages else []
        where = f" · [{homes[0].removesuffix('.ipynb')}]({homes[0]})" if homes else ""
        yield f'- `exercise("{id}")`: {data.get("title", id)}{where}'


# --- one notebook -----------------------------------------------------------------------


def _notebook(text: str, page: Path) -> str:
    """Return a page as the text of a notebook; the same page gives the same bytes."""
    used: dict[str, int] = {}
    cells = [_code(SETUP, "setup"), *_cells(_FRONT.sub("", text), page)]
    data = {
        "cells": [{**cell, "id": _unique(cell["id"], used)} for cell in cells],
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _cells(text: str, page: Path) -> Iterator[Cell]:
    at = 0
    for match in _CELL.finditer(text):
        yield from _prose(text[at : match.start()], page)
        yield from _called(match.group(1))
        at = match.end()
    yield from _prose(text[at:], page)


def _prose(text: str, page: Path) -> Iterator[Cell]:
    """Yield a cell for each part under a heading of the first or second level."""
    plain = plain_markdown(text, page)
    kept = [match.span() for match in _FENCED.finditer(plain)]
    starts = [
        match.start()
        for match in re.finditer(r"^##? ", plain, re.MULTILINE)
        if not any(a <= match.start() < b for a, b in kept)
    ]
    for a, b in zip([0, *starts], [*starts, len(plain)], strict=True):
        part = plain[a:b].strip()
        if part:
            yield {
                "cell_type": "markdown",
                "id": _slug(part),
                "metadata": {},
                "source": _rows(part),
            }


def _called(source: str) -> Iterator[Cell]:
    """Yield the cell of a call; an exercise gets a name, and a cell that saves and checks it."""
    lines = [line for line in source.rstrip("\n").split("\n") if not line.startswith(":")]
    other = [line for line in lines if not _EXERCISE.search(line)]
    if any(line.strip() and not line.startswith("from ") for line in other):
        yield _code("\n".join(other), _slug(other[-1]))
    for id in _EXERCISE.findall(source):
        name = "practice_" + id.replace("-", "_")
        call = f'from slantwise.book import exercise\n\n{name} = exercise("{id}")\n{name}'
        yield _code(call, f"exercise-{id}")
        yield _markdown(SAVE, f"save-{id}")
        yield _code(CHECK.format(name=name, id=id), f"check-{id}")


def _markdown(source: str, id: str) -> Cell:
    return {"cell_type": "markdown", "id": id, "metadata": {}, "source": _rows(source)}


def _code(source: str, id: str) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id,
        "metadata": {},
        "outputs": [],
        "source": _rows(source.rstrip("\n")),
    }


def _rows(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _slug(text: str) -> str:
    """Return a name for a cell from its first words."""
    words = re.findall(r"[a-z0-9]+", text.split("\n")[0].lower())
    return "-".join(words)[:48].strip("-") or "cell"


def _unique(id: str, used: dict[str, int]) -> str:
    """Return an id that no cell before has, within the 64 characters that the format allows."""
    id = id[:56]
    used[id] = used.get(id, 0) + 1
    return id if used[id] == 1 else f"{id}-{used[id]}"
