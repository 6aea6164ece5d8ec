"""The published JSON Schemas, made from the models that read and write the files."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from slantwise.article_schema import ArticleFile
from slantwise.exercises.schema import AnswerFile
from slantwise.exercises.tasks import AnyExercise
from slantwise.output.wire import WireDocument

SCHEMAS: Mapping[str, TypeAdapter[Any]] = {
    "annotations": TypeAdapter(WireDocument),
    "answers": TypeAdapter(AnswerFile),
    "article": TypeAdapter(ArticleFile),
    "exercise": TypeAdapter(AnyExercise),
}


def schema(name: str) -> str:
    """Return a schema as text; raises KeyError for an unknown name."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SCHEMAS[name].json_schema(),
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
