"""The schema of ``article.toml``, which editors use, says what the reader of the file does."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from slantwise import articles
from slantwise.article_schema import ArticleFile, ProvenanceTable, ReadingTable, SectionTable
from slantwise.schemas import schema

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "articles").glob("*/article.toml"))


@pytest.mark.parametrize(
    ("model", "keys"),
    [
        (ArticleFile, articles._KEYS),
        (ProvenanceTable, articles._PROVENANCE),
        (SectionTable, articles._SECTION),
        (ReadingTable, articles._READING),
    ],
)
def test_both_know_the_same_keys(model: Any, keys: tuple[str, ...]):
    assert set(model.model_fields) == set(keys)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_articles_of_this_course_keep_to_it(path: Path):
    jsonschema.validate(tomllib.loads(path.read_text("utf-8")), json.loads(schema("article")))


def test_what_an_editor_would_underline():
    rules = json.loads(schema("article"))
    sound = {"id": "a", "title": "A", "text": "article.txt"}
    jsonschema.validate(sound, rules)
    for wrong in ({**sound, "titel": "A"}, {"id": "a"}, {**sound, "section": [{"id": "x"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, rules)
