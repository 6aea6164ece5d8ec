"""Marks after the article was edited: found again where that is certain, listed where not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slantwise.articles import load_article
from slantwise.cli import main
from slantwise.doctor import examine
from slantwise.doctor.anchors import drifts
from slantwise.doctor.fix import fix_anchors
from slantwise.errors import ContentError

TEXT = "articles/river/article.txt"
READING = "articles/river/readings/machine.jsonl"
DEMAND = "Marks stand where the readings say"
Edit = Callable[[str, str], None]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def edit(course: Path) -> Edit:
    """`edit(before, after)` changes the article's text."""

    def change(before: str, after: str) -> None:
        path = course / TEXT
        source = path.read_text("utf-8")
        assert before in source
        path.write_text(source.replace(before, after, 1), encoding="utf-8", newline="")

    return change


def told(course: Path) -> list[str]:
    (check,) = [check for check in examine(course) if check.demand == DEMAND]
    return [str(error).removeprefix(str(course / READING)) for error in check.findings]


def marks(course: Path) -> list[tuple[str | None, str]]:
    article = load_article("river", course)
    return [(m.lens, m.span.of(article.text)) for r in article.readings for m in r.marks]


def rows(course: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (course / READING).read_text("utf-8").splitlines()]


def test_words_put_in_front_move_every_mark_along(course: Path, edit: Edit):
    before = marks(course)
    edit("On Tuesday", "On the last Tuesday of March")
    assert len(told(course)) == len(before)
    assert "stands at" in told(course)[0]
    assert "slantwise doctor --fix-anchors" in told(course)[0]
    said = fix_anchors(course)
    assert said[-1].endswith(f"{len(before)} marks placed, 0 lost.")
    assert marks(course) == before
    assert told(course) == []
    for row in rows(course):  # the sentences, which are the context, have moved as well
        text = (course / TEXT).read_text("utf-8")
        assert text[row["start"] : row["end"]] == row["text"]


def test_fixing_twice_changes_nothing_more(course: Path, edit: Edit):
    edit("On Tuesday", "On Wednesday evening")
    fix_anchors(course)
    after = (course / READING).read_bytes()
    assert fix_anchors(course) == ()
    assert (course / READING).read_bytes() == after


def test_a_mark_in_an_edited_sentence_is_found_by_its_words(course: Path, edit: Edit):
    before = marks(course)
    edit("can deny that the old bridge is", "would deny that this old stone bridge is")
    fix_anchors(course)
    assert marks(course) == before


def test_of_two_places_the_one_with_the_same_words_around_it_is_taken(course: Path, edit: Edit):
    edit("On Tuesday", "It is cynical, some say. On Tuesday")
    fix_anchors(course)
    article = load_article("river", course)
    (found,) = [
        mark for mark in article.readings[0].marks if mark.span.of(article.text) == "cynical"
    ]
    assert article.text[: found.span.start].endswith("For thirty years ")


def test_words_that_are_gone_are_listed_and_kept_aside(course: Path, edit: Edit):
    edit("hysterical campaign", "loud campaign")
    (line,) = [line for line in told(course) if "hysterical" in line]
    assert "does not stand in its sentence" in line
    said = fix_anchors(course)
    assert any("“hysterical” was not found and stands under “lost” now." in line for line in said)
    assert "hysterical" not in [words for _, words in marks(course)]
    (lost,) = [row["lost"] for row in rows(course) if "lost" in row]
    assert (lost[0]["kind"], lost[0]["text"]) == ("loaded", "hysterical")
    (left,) = told(course)
    assert "“hysterical” lost its place when the article was edited" in left


def test_between_two_places_that_are_equally_good_nobody_guesses(course: Path):
    folder = course / "articles" / "river"
    text = "A plan. Then the plan."
    (folder / "article.txt").write_text("Well. A plan, and a plan.", encoding="utf-8")
    mark = {"start": text.index("plan"), "end": text.index("plan") + 4, "text": "plan"}
    unit = {
        "start": 0,
        "end": 7,
        "text": "A plan.",
        "loaded": [{**mark, "category": "x", "reason": "y"}],
    }
    (folder / "readings" / "machine.jsonl").write_text(json.dumps(unit) + "\n", encoding="utf-8")
    (drift,) = drifts(course)
    assert [move.now for move in drift.moves] == [None]


def test_a_mark_without_a_sentence_goes_to_the_nearest_place(course: Path):
    folder = course / "articles" / "river"
    (folder / "article.txt").write_text("A plan. " + "Much more. " * 9 + "The plan.", "utf-8")
    mark = {"start": 100, "end": 104, "text": "plan", "category": "x", "reason": "y"}
    (folder / "readings" / "machine.jsonl").write_text(json.dumps({"loaded": [mark]}), "utf-8")
    (drift,) = drifts(course)
    assert [move.now for move in drift.moves] == [111]


def test_a_mark_may_be_written_without_its_place(course: Path):
    path = course / READING
    new = '"loaded": [{"text": "squandered", "category": "verb", "reason": "No sum."}, '
    lines = path.read_text("utf-8").split("\n")
    i = next(i for i, line in enumerate(lines) if "squandered" in line)
    lines[i] = lines[i].replace('"loaded": [', new).replace("}, ]", "}]")
    path.write_text("\n".join(lines), encoding="utf-8")
    (line,) = told(course)
    assert line.startswith(f":{i + 1}: “squandered” has no place yet")
    fix_anchors(course)
    assert ("loaded", "squandered") in marks(course)


@pytest.mark.parametrize(
    "line",
    ["{", "[1]", '{"loaded": 5}', '{"loaded": [5]}', '{"loaded": [{"text": 5}]}',
     '{"loaded": [{"text": "bridge", "start": "a"}]}'],
)  # fmt: skip
def test_what_is_no_reading_is_left_to_the_loading(course: Path, line: str):
    (course / READING).write_text(line + "\n", encoding="utf-8")
    assert list(drifts(course)) == []
    (error,) = [e for c in examine(course) for e in c.findings if c.demand == "Articles load"]
    assert error.line == 1


@pytest.mark.parametrize(
    "reading",
    ["reading = 5", 'reading = ["x"]', "reading = [{}]", "reading = [{ file = 5 }]",
     'reading = [{ id = "a", file = "a\\u0000b" }]'],
)  # fmt: skip
def test_an_article_file_that_makes_no_sense_is_left_to_the_loading(course: Path, reading: str):
    path = course / "articles" / "river" / "article.toml"
    source = path.read_text("utf-8").partition("[[reading]]")[0]
    path.write_text(f"{reading}\n{source}", encoding="utf-8")
    assert fix_anchors(course) == ()
    assert [e for c in examine(course) for e in c.findings if c.demand == "Articles load"]


def test_no_file_outside_the_articles_folder_is_ever_written(course: Path, tmp_path: Path):
    outside = tmp_path / "other.jsonl"
    mark = {"start": 900, "end": 908, "text": "disgrace", "category": "x", "reason": "y"}
    outside.write_text(json.dumps({"loaded": [mark]}), encoding="utf-8")
    before = outside.read_bytes()
    path = course / "articles" / "river" / "article.toml"
    source = path.read_text("utf-8").replace("readings/machine.jsonl", "../../../other.jsonl")
    path.write_text(source, encoding="utf-8")
    assert fix_anchors(course) == ()
    assert outside.read_bytes() == before


def test_the_file_is_written_whole_or_not_at_all(
    course: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
):
    edit("On Tuesday", "On Wednesday")
    before = (course / READING).read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ContentError, match="No space left"):
        fix_anchors(course)
    assert (course / READING).read_bytes() == before
    assert [path.name for path in (course / READING).parent.iterdir()] == ["machine.jsonl"]


def test_the_command_says_what_it_moved(
    course: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
):
    edit("On Tuesday", "On Wednesday")
    assert main(["doctor", "--root", str(course)]) == 1
    capsys.readouterr()
    assert main(["doctor", "--root", str(course), "--fix-anchors"]) == 0
    assert "moved from" in capsys.readouterr().out


def test_the_readings_of_this_course_come_back_after_an_edit(tmp_path: Path):
    """Three real readings, of which one keeps every sentence: nothing is lost or misplaced."""
    shutil.copytree(ROOT / "articles" / "kosovo-1244", tmp_path / "articles" / "kosovo-1244")
    path = tmp_path / "articles" / "kosovo-1244" / "article.txt"
    before = load_article("kosovo-1244", tmp_path)
    new = "A new first line stands here."
    source = path.read_text("utf-8")
    path.write_text(f"{new}\n{source}", encoding="utf-8", newline="")
    fix_anchors(tmp_path)
    after = load_article("kosovo-1244", tmp_path)
    shift = len(new) + 1
    for one, other in zip(before.readings, after.readings, strict=True):
        moved = [(m.span.start - shift, m.span.end - shift, m.why) for m in other.marks]
        assert moved == [(m.span.start, m.span.end, m.why) for m in one.marks]
