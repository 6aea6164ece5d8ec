"""Putting several new files into a course: all of them, or none."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from slantwise.errors import ContentError
from slantwise.files import replace, unwritable, write_new


@contextmanager
def staged(root: Path, files: Mapping[str, str]) -> Iterator[Path]:
    """Give a folder beside the course that holds the new files as the course would.

    It lies inside the course, so that what is in it can be moved by renaming, and is gone
    afterwards.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=".slantwise-new-", dir=root))
    except OSError as error:
        raise unwritable(root, error) from None
    try:
        for name, text in files.items():
            write_new(folder / name, text)
        yield folder
    except OSError as error:
        raise unwritable(root, error) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_existing(root: Path, names: Mapping[str, str] | list[str]) -> None:
    """Raise ContentError where one of these files or folders exists: nothing is overwritten."""
    for name in names:
        if (root / name).exists() or (root / name).is_symlink():
            remedy = "Choose another id, or delete it first."
            raise ContentError(root / name, "this exists already", remedy)


def place(folder: Path, root: Path, names: list[str], changed: Mapping[str, str]) -> None:
    """Move files or folders from the staging folder into the course, then change others.

    When a step fails, what was done before it is undone. A changed file is written beside
    itself and renamed over the old one.
    """
    refuse_existing(root, names)
    done: list[str] = []
    try:
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).rename(root / name)
            done.append(name)
        for name, text in changed.items():
            replace(root / name, text)
    except (OSError, ContentError) as error:
        for name in reversed(done):
            (root / name).rename(folder / name)
        if isinstance(error, ContentError):
            raise
        raise unwritable(root, error) from None
