"""The published JSON Schemas, made from the models that read and write the files."""

import json
from collections.abc import Mapping

from pydantic import BaseModel

from slantwise.exercises.schema import AnswerFile, MarkExercise
from slantwise.output.wire import WireDocument

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "annotations": WireDocument,
    "answers": AnswerFile,
    "exercise": MarkExercise,
}


def schema(name: str) -> str:
    """Return a schema as text; raises KeyError for an unknown name."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SCHEMAS[name].model_json_schema(),
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
