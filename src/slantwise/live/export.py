"""The answers of a session as files that `slantwise class report` takes as they are."""

import asyncio
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slantwise.classroom.sheets import sheet
from slantwise.exercises.schema import Answer
from slantwise.live.handed import by_pupil
from slantwise.live.tables import Pupil, Round, Stored
from slantwise.strings import say

_WHEN = (1980, 1, 1, 0, 0, 0)  # the files say nothing of the hour


async def in_thread(
    stored: Sequence[Stored], people: Sequence[Pupil], rounds: Mapping[int, Round], names: bool
) -> bytes:
    """Return the zip file without holding up the server."""
    return await asyncio.to_thread(export, stored, people, rounds, names)


def export(
    stored: Sequence[Stored], people: Sequence[Pupil], rounds: Mapping[int, Round], names: bool
) -> bytes:
    """Return a zip file with one answer file for each pupil.

    An answer file holds one answer to an exercise. Where an exercise came twice, the later
    rounds lie in a folder of their own, under a name that the report passes over.
    """
    answers = {number: by_pupil(a for a in stored if a.round == number) for number in rounds}
    files = dict(_files(answers, people, rounds))
    files["READ-ME.txt"] = say("live.export.read_me")
    if names:
        files["names.csv"] = _names(people)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _files(
    answers: Mapping[int, Mapping[str, Answer]],
    people: Iterable[Pupil],
    rounds: Mapping[int, Round],
) -> Iterable[tuple[str, str]]:
    for pupil in people:
        first: dict[str, Answer] = {}
        for number, own in answers.items():
            answer = own.get(pupil.id)
            if answer is None:
                continue
            if rounds[number].exercise in first:
                yield f"again/round-{number}/{pupil.pseudonym}.json.txt", _file([answer])
            first.setdefault(rounds[number].exercise, answer)
        if first:
            yield f"{pupil.pseudonym}.json", _file(first.values())


def _file(answers: Iterable[Answer]) -> str:
    data: dict[str, Any] = {
        "format": "slantwise-answers",
        "version": 1,
        "answers": [answer.model_dump(mode="json") for answer in answers],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _names(people: Iterable[Pupil]) -> str:
    """Return pseudonyms and nicknames."""
    return sheet([("pseudonym", "nickname"), *((p.pseudonym, p.nickname or "") for p in people)])
