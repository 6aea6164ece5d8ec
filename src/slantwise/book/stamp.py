"""Fingerprints: what a built site was made from, so that a stale one is never shown."""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from slantwise.book import pyodide

PACKAGE = Path(__file__).resolve().parents[1]
STAMP = ".slantwise-book.json"

# What decides how a page looks without being a direct dependency of ours.
_BEHIND_JUPYTER_BOOK = ("myst-nb", "pydata-sphinx-theme", "sphinx", "sphinx-book-theme")
_NOT_SOURCE = {"__pycache__", "_build", ".ipynb_checkpoints", ".DS_Store"}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two hashes: what the cells' results depend on, and what the whole site depends on.

    Jupyter's cache only looks at the cells, so a change in the package would leave old results
    in place; the cache is therefore kept in a folder named after ``library``.
    """

    library: str
    site: str


def fingerprint(root: Path, beside: str = "") -> Fingerprint:
    """Hash everything that a build of the course at ``root`` reads, and what stands beside it."""
    # The data that cells of a page read, such as the lessons of a pathway.
    tables = [_file(path) for path in sorted((root / "book").glob("*.toml"))]
    trees = map(_tree, _folders(root, "library"))
    library = _digest([_versions(), _tree(PACKAGE), *trees, *tables])
    prose = [_tree(folder) for folder in _folders(root, "prose")]
    engine = str(pyodide.kept(pyodide.cache_of(root)) is not None)
    config = _file(root / "_config.yml")
    return Fingerprint(library, _digest([library, config, engine, beside, *prose]))


def read_stamp(out: Path) -> str | None:
    """Return the hash the site in ``out`` was built from; None when we did not build it."""
    try:
        site = json.loads((out / STAMP).read_text("utf-8"))["site"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return site if isinstance(site, str) else None


def write_stamp(out: Path, site: str) -> None:
    """Say in ``out`` what it was built from."""
    (out / STAMP).write_text(json.dumps({"made_by": "slantwise book", "site": site}), "utf-8")


def _folders(root: Path, kind: str) -> list[Path]:
    names = {"library": ("articles", "exercises"), "prose": ("book", "notebooks")}
    return [root / name for name in names[kind]]


def _tree(folder: Path) -> str:
    return _digest(f"{path.relative_to(folder).as_posix()}={_file(path)}" for path in _walk(folder))


def _walk(folder: Path) -> list[Path]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in paths if not _NOT_SOURCE.intersection(p.relative_to(folder).parts))


def _file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "absent"


def _versions() -> str:
    found = (f"{name}={_version(name)}" for name in (*_dependencies(), *_BEHIND_JUPYTER_BOOK))
    return _digest([sys.version, *found])


def _dependencies() -> Iterator[str]:
    for requirement in metadata.requires("slantwise") or ():
        # What an extra brings, such as the linter, makes no page look different.
        if "extra ==" not in requirement and (name := re.match(r"[\w.-]+", requirement)):
            yield name.group()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
