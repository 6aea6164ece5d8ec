"""Writing files: whole, or not at all."""

import shutil
from pathlib import Path

from slantwise.errors import ContentError


def replace(path: Path, text: str) -> None:
    """Write a file whole: beside it first, then in its place, keeping its permissions.

    Raises ContentError where that cannot be done; the file is then as it was.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        write_new(part, text)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise unwritable(path, error) from None


def refuse_existing(path: Path) -> None:
    """Raise ContentError where a file is in the way."""
    if path.exists():
        raise ContentError(path, "this file exists already", "Name another, or delete it first.")


def write_told(path: Path, content: str | bytes) -> None:
    """Write a file as ``write_new`` does; raises ContentError where that cannot be done."""
    try:
        write_new(path, content)
    except OSError as error:
        raise unwritable(path, error) from None


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file, line ends as they are, in a folder that is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def unwritable(path: Path, error: OSError) -> ContentError:
    """Return what to tell of a file or folder that cannot be written."""
    problem = f"cannot be written ({error.strerror})"
    return ContentError(path, problem, "Nothing was changed. Check the permissions.")
