"""The exercises that may be run in a session, each read once."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from slantwise.errors import ContentError
from slantwise.exercises.load import Exercise, load_exercise
from slantwise.exercises.order import in_book_order, page_names
from slantwise.live.session import Refused
from slantwise.live.shown import shown
from slantwise.tomlfile import nearest


@dataclass(frozen=True, slots=True)
class Packed:
    """A body that goes to many: as it is, and packed for those who can unpack it."""

    plain: bytes
    packed: bytes


def pack(body: bytes) -> Packed:
    """Return a body in both forms."""
    return Packed(body, gzip.compress(body, 6, mtime=0))


def pack_json(data: object) -> Packed:
    """Return data as JSON in both forms."""
    return pack(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class Course:
    """The exercises of a course that a teacher may choose, in this order."""

    root: Path
    ids: Sequence[str]
    chapters: Mapping[str, str]  # what each is called in the book
    _loaded: dict[str, Exercise] = field(default_factory=dict)
    _shown: dict[str, Packed] = field(default_factory=dict)

    def offered(self, id: str) -> None:
        """Raise Refused for an exercise that the teacher may not choose."""
        if id not in self.ids:
            raise Refused(422, "unknown_exercise", id=id[:80])

    def load(self, id: str) -> Exercise:
        """Return an exercise; raises ContentError."""
        if id not in self._loaded:
            self._loaded[id] = load_exercise(id, self.root)
        return self._loaded[id]

    def shown(self, id: str) -> Packed:
        """Return what a pupil may know of an exercise."""
        if id not in self._shown:
            self._shown[id] = pack_json(shown(self.load(id)))
        return self._shown[id]

    def brief(self, id: str | None) -> dict[str, Any] | None:
        """Return what the list of exercises says of one."""
        if id is None:
            return None
        task = self.load(id).task
        keys = ("id", "title", "kind", "minutes", "feedback")
        chapter = task.chapter and self.chapters.get(task.chapter, task.chapter)
        return {**{key: getattr(task, key) for key in keys}, "chapter": chapter}


def course(root: Path, wanted: Sequence[str]) -> Course:
    """Return the exercises that were asked for, or all in the order of the book.

    Raises ContentError for an unknown one.
    """
    known = in_book_order(root)
    for id in wanted:
        if id not in known:
            problem = f"there is no exercise “{id}”"
            raise ContentError(root / "exercises", problem, nearest(id, known))
    made = Course(root, tuple(wanted or known), page_names(root))
    for id in made.ids:  # what is wrong with one is said now, and not before a class
        made.load(id)
    return made
