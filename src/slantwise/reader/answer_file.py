"""An answer as a file, from a notebook: letter by letter what the page's download holds."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slantwise.errors import ContentError

_MOST = 2_000_000


def answer_text(task: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """Return the text of an answer file; its twin is ``answerFile`` in ``js/answers.js``.

    ``task`` is the exercise of the payload, and ``answer`` what the page committed.
    """
    own = {
        "exercise": task["id"],
        "exercise_version": task["version"],
        "passage": task["passage"],
        "first": answer["first"],
        "revised": answer.get("revised"),
    }
    data = {"format": "slantwise-answers", "version": 1, "answers": [own]}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def write_answer(path: Path, task: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Write an answer file; only an earlier answer to the same exercise is replaced.

    Raises ContentError where another file has the name, or where it cannot be written.
    """
    if path.exists() and not _is_own(path, task["id"]):
        problem = "this file exists already, and is no answer to this exercise"
        raise ContentError(path, problem, "Name another.")
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(answer_text(task, answer), encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise ContentError(path, f"cannot be written ({error.strerror})", "Name another.") from None


def _is_own(path: Path, id: str) -> bool:
    try:
        data = json.loads(path.read_bytes() if path.stat().st_size <= _MOST else b"{}")
        return [answer["exercise"] for answer in data["answers"]] == [id]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
