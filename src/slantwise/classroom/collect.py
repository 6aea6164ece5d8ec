"""Answer files in a folder, at any depth and in zip files; nothing is unpacked to disk.

A zip file comes from strangers as much as an answer does. What may be in one is bounded
before anything in it is read, and only the two usual methods of packing are opened.
"""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from slantwise.errors import ContentError
from slantwise.exercises.answers import MAX_BYTES
from slantwise.text import read_bytes

MAX_FILES = 20_000  # in all
MAX_ENTRIES = 2_000  # in one zip file
MAX_UNPACKED = 200_000_000  # bytes of answers in one zip file
_DIRECTORY = 1_000_000  # bytes of a zip file's list of contents
_TAIL = 22 + 65_535  # where the end of that list must stand
_KEEPS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BETWEEN = re.compile(r"[/\\]")  # Windows writes the other one into some zip files
_LEFT = ("__MACOSX/",)  # what a Mac adds to a zip file
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Source:
    """One answer file: its name under the folder, and where it is, or why it is not read."""

    name: str
    path: Path
    entry: zipfile.ZipInfo | None = None
    problem: str = ""


def find_sources(folder: Path) -> list[Source]:
    """Return every answer file, sorted by name; those that must not be read say why.

    Raises ContentError where there is none, or more than anybody has pupils.
    """
    found = sorted(_sources(folder), key=lambda source: source.name)
    if not found:
        problem = "there is no answer file (*.json) here, and no zip file"
        raise ContentError(folder, problem, "Check the name.")
    if len(found) > MAX_FILES:
        problem = f"there are more than {MAX_FILES:,} answer files here"
        raise ContentError(folder, problem, "Name a folder with fewer.")
    return found


def read_sources(sources: Iterable[Source]) -> Iterator[tuple[Source, bytes | str]]:
    """Yield each source with what it holds, or with the problem that keeps it from being read."""
    for path, group in groupby(sources, key=lambda source: source.path):
        if path.suffix.lower() == ".zip":
            yield from _read_zip(path, list(group))
        else:
            yield from ((source, _read(source)) for source in group)


def _read(source: Source) -> bytes | str:
    try:
        return source.problem or read_bytes(source.path, MAX_BYTES)
    except ContentError as error:
        return error.problem


def _read_zip(path: Path, sources: list[Source]) -> Iterator[tuple[Source, bytes | str]]:
    if all(source.problem for source in sources):
        yield from ((source, source.problem) for source in sources)
        return
    try:
        archive = zipfile.ZipFile(path)
    except _FAULTS:  # it was whole a moment ago
        yield from ((source, "this zip file has changed meanwhile") for source in sources)
        return
    with archive:
        yield from ((source, source.problem or _unpack(archive, source)) for source in sources)


def _unpack(archive: zipfile.ZipFile, source: Source) -> bytes | str:
    """Return the bytes of one entry; zipfile reads no more of it than the size it claims."""
    try:
        with archive.open(source.entry or source.name) as file:
            return file.read(MAX_BYTES + 1)
    except _FAULTS:
        return "this part of the zip file is damaged"


def _sources(folder: Path) -> Iterator[Source]:
    if not folder.is_dir():
        yield from _of(folder, folder.name)
        return
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            yield from _of(path, path.relative_to(folder).as_posix())
    for error in closed:
        path = Path(error.filename)
        problem = f"this folder cannot be read ({error.strerror})"
        yield Source(f"{path.relative_to(folder).as_posix()}/", path, problem=problem)


def _of(path: Path, name: str) -> Iterator[Source]:
    """Yield the sources in one file: itself, or what is in it."""
    kind = path.suffix.lower()
    if kind not in (".json", ".zip") or path.name.startswith("."):
        return
    try:
        regular = stat.S_ISREG(path.lstat().st_mode)
    except OSError as error:
        yield Source(name, path, problem=f"cannot be read ({error.strerror})")
        return
    if not regular:
        yield Source(name, path, problem="it is a link or no file")
    elif kind == ".json":
        yield Source(name, path)
    else:
        yield from _zipped(path, name)


# --- zip files --------------------------------------------------------------------------


def _zipped(path: Path, name: str) -> Iterator[Source]:
    try:
        problem = _oversized(path)
        entries = [] if problem else _entries(path)
    except _FAULTS:
        problem, entries = "this zip file is damaged", []
    if not problem:
        problem = _too_much(entries)
    if problem:
        yield Source(name, path, problem=problem)
        return
    seen: set[str] = set()
    for entry in entries:
        inner = entry.filename
        fault = "there are two files of this name" if inner in seen else _refused(entry)
        seen.add(inner)
        yield Source(f"{name}/{inner}", path, entry, fault)


def _oversized(path: Path) -> str:
    """Look at the end of a zip file, before its list of contents is read whole."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return "this zip file is damaged"
    large = b"PK\x06\x07" in tail[max(0, at - 20) : at]  # a list of more than 65,535
    return (
        _many() if large or int.from_bytes(tail[at + 12 : at + 16], "little") > _DIRECTORY else ""
    )


def _many() -> str:
    return f"there are more than {MAX_ENTRIES:,} files in this zip file"


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as archive:
        return [entry for entry in archive.infolist() if _wanted(entry)]


def _wanted(entry: zipfile.ZipInfo) -> bool:
    name = _BETWEEN.split(entry.filename)[-1]
    kept = not entry.filename.startswith(_LEFT) and not name.startswith(".")
    return kept and not entry.is_dir() and name.lower().endswith((".json", ".zip"))


def _too_much(entries: list[zipfile.ZipInfo]) -> str:
    if len(entries) > MAX_ENTRIES:
        return _many()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return f"this zip file holds more than {MAX_UNPACKED:,} bytes"
    return ""


def _refused(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is not read, or nothing."""
    parts = _BETWEEN.split(entry.orig_filename)
    if ".." in parts or not parts[0] or ":" in parts[0] or "\0" in entry.orig_filename:
        return "its name points out of the zip file"
    if entry.filename.lower().endswith(".zip"):
        return "a zip file inside a zip file is not opened"
    if entry.flag_bits & 1:
        return "it is locked with a password"
    if entry.compress_type not in _KEEPS:
        return "it is packed in a way that is not opened here"
    if entry.file_size > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES:,} bytes"
    return ""
