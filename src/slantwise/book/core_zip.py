"""The part of this package that runs in the page, as one archive: the same bytes every time."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

# Rooms and modules that need nothing but the standard library (a test imports them alone).
CORE = (
    "__init__.py", "annotation.py", "articles.py", "errors.py", "exercises/__init__.py",
    "exercises/rewrite.py", "lenses", "marks.py", "readability.py", "reader/__init__.py",
    "reader/own.py", "reader/view.py", "scoring_items.py", "strings.en.json", "strings.py",
    "taxonomy.en.toml", "taxonomy.py", "text.py", "tomlfile.py",
)  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can hold


def core_files() -> Iterator[Path]:
    """Yield the files of the core, in order."""
    for name in CORE:
        path = PACKAGE / name
        found = path.rglob("*") if path.is_dir() else (path,)
        yield from sorted(f for f in found if f.suffix in (".py", ".toml", ".json"))


def core_zip() -> bytes:
    """Return the core as an archive with the folder ``slantwise``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in core_files():
            add(archive, f"slantwise/{path.relative_to(PACKAGE).as_posix()}", source(path))
    return made.getvalue()


def add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file to an archive without the time and the system of its making."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def source(path: Path) -> bytes:
    """Return a file of this package with the line ends that it has everywhere."""
    return path.read_bytes().replace(b"\r\n", b"\n")
