"""``slantwise new exercise``: a file for each kind that loads at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from slantwise.authoring.new_article import new_article
from slantwise.authoring.new_exercise import new_exercise
from slantwise.authoring.options import KINDS
from slantwise.cli import main
from slantwise.doctor import examine
from slantwise.errors import ContentError
from slantwise.exercises.attempts import KEY, attempts
from slantwise.exercises.grade import check_attempt
from slantwise.exercises.load import Marking, load_exercise
from slantwise.exercises.tasks import MODELS

ID = "the-council-and-the-river"


@pytest.fixture
def root(course: Path, river: Path) -> Path:
    """A course with one article, whose reading is the machine's."""
    new_article(river, course)
    return course


def test_the_command_line_knows_every_kind():
    assert list(KINDS) == list(MODELS)


@pytest.mark.parametrize("within", [False, True], ids=["own", "article"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_loads_at_once_and_its_key_passes(root: Path, kind: str, within: bool):
    where = {"article": ID, "section": "opening", "chapter": ID} if within else {}
    if kind == "mark":
        where = {"article": ID, "section": "opening"}
    path = new_exercise("mine", kind, root, **where)  # type: ignore[arg-type]
    assert path == root / "exercises" / "mine" / "exercise.toml"
    exercise = load_exercise("mine", root)
    assert exercise.task.kind == kind
    assert check_attempt(exercise, attempts(exercise)[KEY]).passed
    for name, attempt in attempts(exercise).items():
        if name not in (KEY, "random"):
            assert not check_attempt(exercise, attempt).passed, name


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_to_do_is_named_by_the_doctor(root: Path, kind: str):
    new_exercise("mine", kind, root, article=ID, section="opening")
    (todo,) = [check for check in examine(root) if check.demand == "Nothing is left to do"]
    mine = [error for error in todo.findings if "/mine/" in error.path]
    assert len(mine) >= 2
    assert all(error.line for error in mine)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "mark"])
def test_each_optional_key_stands_there_as_a_remark(root: Path, kind: str):
    source = new_exercise("mine", kind, root).read_text("utf-8")
    for key in MODELS[kind].model_fields:
        name = {"pass_": "pass"}.get(key, key)
        given = kind == "reflect" and key in ("pass_", "certainty")
        if not given and not (kind == "rewrite" and key == "certainty"):
            certain = key == "certainty" and kind in ("order", "trace", "dossier")
            assert certain or f"{name} = " in source or f"[[{name}]]" in source, key


def test_marking_gets_a_note_for_every_passage_of_the_key(root: Path):
    new_exercise("mine", "mark", root, article=ID, section="opening", lens="loaded")
    exercise = load_exercise("mine", root)
    assert isinstance(exercise, Marking)
    assert {item.note.quote for item in exercise.items} == {
        item.unit.span.of(exercise.article.text) for item in exercise.items
    }
    assert all(item.note.best_case.startswith("TODO:") for item in exercise.zone("core"))


def test_marking_what_has_no_source_needs_readings_that_say_so(root: Path):
    where = {"article": ID, "section": "opening"}
    with pytest.raises(ContentError, match="no reading marks anything"):
        new_exercise("mine", "mark", root, lens="unsourced", **where)  # the machine's does not
    assert not (root / "exercises" / "mine").exists()
    (reading,) = (root / "articles" / ID / "readings").glob("*.jsonl")
    sorted_ = reading.read_text("utf-8").replace(
        '"kind": "body"', '"kind": "body", "claim_type": "fact", "attribution": "none"'
    )
    reading.write_text(sorted_, encoding="utf-8")
    path = new_exercise("mine", "mark", root, lens="unsourced", **where)
    assert 'lens = "unsourced"' in path.read_text("utf-8")
    exercise = load_exercise("mine", root)
    assert isinstance(exercise, Marking)
    assert exercise.zone("core")


WRONG = {
    "no name": (("A b", "order"), {}, "cannot be the name"),
    "outside": (("../x", "order"), {}, "cannot be the name"),
    "marking needs a text": (("x", "mark"), {}, "marking needs an article"),
    "no such article": (("x", "mark"), {"article": "the-counsel"}, "there is no article"),
    "no such section": (("x", "mark"), {"article": ID, "section": "openin"}, "no section “openin”"),
    "no section": (("x", "order"), {"article": ID}, "no section is named"),
    "no such page": (("x", "order"), {"chapter": "on"}, "there is no page “on”"),
    "taken": ((f"{ID}-loaded", "order"), {}, "exists already"),
}


@pytest.mark.parametrize(("args", "more", "problem"), WRONG.values(), ids=WRONG)
def test_what_is_refused(
    root: Path,
    snapshot: Callable[[], dict[str, bytes]],
    args: tuple[str, str],
    more: dict[str, str],
    problem: str,
):
    before = snapshot()
    with pytest.raises(ContentError, match=problem) as caught:
        new_exercise(*args, root, **more)  # type: ignore[arg-type]
    assert caught.value.remedy
    assert snapshot() == before


def test_the_command_says_how_to_show_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("SLANTWISE_ROOT", str(root))
    assert main(["new", "exercise", "mine", "--kind", "classify", "--chapter", "one"]) == 0
    said = capsys.readouterr().out
    assert 'exercise("mine")' in said
    assert "book/one.md" in said
    assert main(["new", "exercise", "mine", "--kind", "classify"]) == 2
