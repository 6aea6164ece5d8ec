"""Answer files: JSON from a stranger, read with care and never executed."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from slantwise.errors import ContentError
from slantwise.exercises.load import explain, first_finding, row_model
from slantwise.exercises.schema import ATTEMPTS, Answer, AnswerFile, Attempt
from slantwise.text import decode, read_bytes

MAX_BYTES = 2_000_000
_AGAIN = "Download the answers again from the page where they were given."


def find_answers(path: Path) -> list[Path]:
    """Return the answer files in a folder, at any depth, sorted; a file is its own list.

    Raises ContentError for a folder that holds none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.json") if file.is_file())
    if not found:
        raise ContentError(path, "there is no answer file (*.json) here", "Check the name.")
    return found


def read_answers(path: Path) -> tuple[Answer, ...]:
    """Read an answer file.

    Raises ContentError, with the line where there is one, for a file that is missing, too
    large, no JSON, of another version, or does not keep to the schema.
    """
    return parse_answers(read_bytes(path, MAX_BYTES), path)


def parse_answers(held: bytes, path: Path | str) -> tuple[Answer, ...]:
    """Read what an answer file holds; ``path`` is what an error calls it.

    Raises ContentError as `read_answers` does.
    """
    source, data = parse_json(held, path)
    _check_version(path, source, data)
    try:
        answers = AnswerFile.model_validate(data, strict=True).answers
    except ValidationError as error:
        detail = first_finding(error)
        # The tag of the kind of attempt stands in pydantic's path, and not in the file.
        tag = next((str(part) for part in detail["loc"] if part in ATTEMPTS), "")
        where = _in_file(detail["loc"])
        problem, remedy = explain(detail | {"loc": where}, _model(where, tag))
        line = json_line(source, where)
        raise ContentError(path, problem, remedy + " " + _AGAIN, line=line) from None
    _check_once(path, source, answers)
    return tuple(answers)


def parse_json(held: bytes, path: Path | str) -> tuple[str, Any]:
    """Return JSON from a stranger as text and as data, which keeps to no schema yet.

    Raises ContentError for what is no JSON, or holds what an answer never does.
    """
    source = decode(held, path)
    try:
        data = json.loads(
            source, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        problem = f"this is not valid JSON: {error.msg}"
        raise ContentError(path, problem, _AGAIN, line=error.lineno) from None
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ContentError(path, problem[:200], _AGAIN) from None
    return source, data


def _in_file(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return a path of pydantic's without the tag after “first” and “revised”."""
    return loc[:3] + loc[4:] if len(loc) > 3 and loc[3] in ATTEMPTS else loc


def _model(where: Sequence[str | int], tag: str) -> type[BaseModel]:
    """Return the model of the object in which a key stands."""
    if len(where) <= 3:
        return AnswerFile if len(where) == 1 else Answer
    attempt = ATTEMPTS.get(tag, Attempt)
    return row_model(attempt, where[3:])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique: dict[str, Any] = {}
    for key, value in pairs:
        if key in unique:
            raise ValueError(f"the key “{key[:60]}” stands twice in one object")
        unique[key] = value
    return unique


def _integer(digits: str) -> int:
    if len(digits) > 15:  # JavaScript, which wrote the file, holds no more exactly
        raise ValueError(f"{digits[:15]}… is too large a number")
    return int(digits)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number that an answer may hold")


def _check_version(path: Path | str, source: str, data: object) -> None:
    if not isinstance(data, dict) or data.get("format") != "slantwise-answers":
        remedy = 'An answer file begins with "format": "slantwise-answers".'
        raise ContentError(path, "this is no answer file", remedy, line=1)
    if data.get("version") != 1 or isinstance(data["version"], bool):
        version = repr(data.get("version"))[:40]
        problem = f"the file has version {version}; this Slantwise reads version 1"
        line = json_line(source, ("version",))
        raise ContentError(path, problem, "Update Slantwise, or " + _AGAIN.lower(), line=line)


def _check_once(path: Path | str, source: str, answers: Sequence[Answer]) -> None:
    seen: set[str] = set()
    for i, answer in enumerate(answers):
        if answer.exercise in seen:
            problem = f"there are two answers to “{answer.exercise}”"
            line = json_line(source, ("answers", i, "exercise"))
            raise ContentError(path, problem, "Keep one of them.", line=line)
        seen.add(answer.exercise)


# --- lines ------------------------------------------------------------------------------

_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def json_line(source: str, where: Sequence[str | int]) -> int:
    """Return the line (from 1) on which a value of valid JSON begins, or its nearest parent's."""
    wanted, best, line = tuple(where), 0, 1
    for path, offset in _positions(source, len(wanted)):
        if path == wanted[: len(path)] and len(path) > best:
            best, line = len(path), source.count("\n", 0, offset) + 1
    return line


def _positions(source: str, depth: int) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Yield the path and the offset of every value down to a depth."""
    path: list[str | int] = []
    key: str | None = None
    for match in _JSON.finditer(source):
        piece = match.group()
        if piece in "}]":
            path.pop()
        elif piece == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                key = None
        elif piece == ":":
            path[-1] = key or ""
        elif path and isinstance(path[-1], str) and key is None:
            key = json.loads(piece)
        else:
            if len(path) <= depth:
                yield tuple(path), match.start()
            if piece in "{[":
                path.append("" if piece == "{" else 0)
                key = None
