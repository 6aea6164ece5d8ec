"""``slantwise class quiz``: every item, option, feedback and point is that of the book."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from slantwise.classroom.quiz.model import Quiz, quiz
from slantwise.classroom.quiz.moodle import FRACTIONS, moodle_xml
from slantwise.classroom.quiz.qti12 import qti12
from slantwise.classroom.quiz.qti21 import qti21
from slantwise.classroom.quiz.xml import clean
from slantwise.cli import main
from slantwise.exercises.attempts import choices_of
from slantwise.exercises.grade import check_attempt
from slantwise.exercises.items import feedback
from slantwise.exercises.load import Exercise, list_exercises, load_exercise
from slantwise.exercises.schema import Choice, ChoiceAttempt, OrderAttempt
from slantwise.exercises.tasks import ChoiceExercise, OrderExercise

from .qti21_reader import QTI, Package, item_outcomes, parse, said

ROOT = Path(__file__).parents[2]
ALL = [load_exercise(id, ROOT) for id in list_exercises(ROOT)]
CHOICES = [e for e in ALL if isinstance(e.task, ChoiceExercise)]
ORDERS = [e for e in ALL if isinstance(e.task, OrderExercise)]
OTHERS = [e for e in ALL if e not in CHOICES and e not in ORDERS]
MAKE = {"qti21": qti21, "qti12": qti12, "moodle-xml": moodle_xml}

# An item: its words, and for each option its words, its points and the feedback.
Items = dict[str, tuple[str, list[tuple[str, float, str]]]]


def name(exercise: Exercise) -> str:
    return exercise.task.id


each_choice = pytest.mark.parametrize("exercise", CHOICES, ids=name)
each_order = pytest.mark.parametrize("exercise", ORDERS, ids=name)


def flat(text: str) -> str:
    return " ".join(text.split())


def of_book(exercise: Exercise) -> Items:
    """What the book asks and says, straight from the exercise's file."""
    task: Any = exercise.task
    found: Items = {}
    for item in task.item:
        wrong = feedback(task, item)
        options = []
        for label in task.label:
            told = [wrong.get(label.id, ""), item.why, item.best_case]
            words = f"{label.name}: {label.help}" if label.help else label.name
            right = float(label.id in (item.key, *item.also))
            said = " ".join(filter(None, map(flat, told))) if task.feedback == "now" else ""
            options.append((flat(words), right, said))
        found[item.id] = (flat(f"{item.lead} {exercise.texts[item.id]}"), options)
    return found


# --- what each form says, read again ----------------------------------------------------


def words_of(source: str) -> str:
    """The words of a piece of HTML; an element that we do not write is an error."""
    parts: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
            assert tag in ("p", "blockquote")
            parts.append(" ")

        def handle_data(self, data: str) -> None:
            parts.append(data)

    Reader().feed(source)
    return flat("".join(parts))


def read_qti21(data: bytes) -> Items:
    package, found = Package(data), {}
    for item in package.items.values():
        choice = item.find(f"{QTI}itemBody/{QTI}choiceInteraction")
        assert choice is not None
        body = [e for e in item.find(f"{QTI}itemBody") or () if e is not choice]
        options = []
        for option in choice.findall(f"{QTI}simpleChoice"):
            outcomes = item_outcomes(item, option.get("identifier"))
            told = " ".join(said(item, outcomes))
            options.append((flat(option.text or ""), outcomes["SCORE"], flat(told)))
        id = item.get("identifier", "").partition(".")[2]
        found[id] = (flat(" ".join("".join(e.itertext()) for e in body)), options)
    return found


def read_qti12(data: bytes) -> Items:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (main,) = [n for n in archive.namelist() if re.fullmatch(r"([\w-]+)/\1\.xml", n)]
        root = parse(archive.read(main))
    return {
        item.get("ident", "").partition(".")[2]: (
            words_of(item.findtext("{*}presentation/{*}material/{*}mattext", "")),
            [canvas_option(item, label) for label in item.iterfind(".//{*}response_label")],
        )
        for item in root.iterfind(".//{*}item")
    }


def canvas_option(item: ET.Element, label: ET.Element) -> tuple[str, float, str]:
    """One option as Canvas takes it: the last condition about it decides what it earns."""
    points, told, id = 0.0, "", label.get("ident")
    for condition in item.iterfind(".//{*}respcondition"):
        if condition.findtext("{*}conditionvar/{*}varequal") != id:
            continue
        points = float(condition.findtext("{*}setvar", "0")) / 100
        if (shown := condition.find("{*}displayfeedback")) is not None:
            (own,) = item.findall(f"{{*}}itemfeedback[@ident='{shown.get('linkrefid')}']")
            told = words_of(own.findtext(".//{*}mattext", ""))
    return flat(label.findtext(".//{*}mattext", "")), points, told


def read_moodle(data: bytes) -> Items:
    found = {}
    for question in parse(data).findall("question[@type='multichoice']"):
        assert question.findtext("single") == "true"
        options = [
            (
                words_of(answer.findtext("text", "")),
                float(answer.get("fraction", "")) / 100,
                words_of(answer.findtext("feedback/text", "")),
            )
            for answer in question.findall("answer")
        ]
        id = question.findtext("idnumber", "").partition(".")[2]
        found[id] = (words_of(question.findtext("questiontext/text", "")), options)
    return found


READ: dict[str, Callable[[bytes], Items]] = {
    "qti21": read_qti21,
    "qti12": read_qti12,
    "moodle-xml": read_moodle,
}


def holds(shown: str, told: str) -> bool:
    """Whether all that the book says stands in the feedback, in its order."""
    at = 0
    for part in re.split(r"(?<=[.?!”]) ", told):
        at = shown.find(part, at)
        if at < 0:
            return False
    return True


@each_choice
@pytest.mark.parametrize("to", MAKE)
def test_items_options_points_and_feedback_are_those_of_the_book(exercise: Exercise, to: str):
    book, found = of_book(exercise), READ[to](MAKE[to]([quiz(exercise)]))
    assert set(found) == set(book)
    partly = exercise.task.kind == "ladder" and to != "qti12"
    for id, (words, options) in book.items():
        assert found[id][0] == words
        assert [option[0] for option in found[id][1]] == [option[0] for option in options]
        for (_, right, told), (_, points, shown) in zip(options, found[id][1], strict=True):
            assert points == right or (partly and 0 <= points < 1 and not right)
            assert holds(shown, told)
            assert bool(shown) == bool(told)


@each_choice
def test_the_items_come_in_the_order_of_the_page(exercise: Exercise):
    order = [question.id for question in quiz(exercise).questions]
    assert list(read_moodle(moodle_xml([quiz(exercise)]))) == order
    assert list(read_qti12(qti12([quiz(exercise)]))) == order
    references = Package(qti21([quiz(exercise)])).references()
    stems = [Path(reference.get("href", "")).stem for _, reference in references]
    assert [stem.partition(".")[2] for stem in stems] == order
    if exercise.task.kind == "mirror":
        sides = [question.group[0] for question in quiz(exercise).questions if question.group]
        assert sides[0] != sides[1]


def test_what_is_kept_for_later_is_not_told():
    data = moodle_xml([quiz(next(e for e in CHOICES if e.task.feedback == "later"))])
    assert {told for _, options in read_moodle(data).values() for _, _, told in options} == {""}


# --- the score of the book, by QTI's own rules ------------------------------------------


def answers(exercise: Exercise, labels: dict[str, str]) -> dict[str, str]:
    return {f"{exercise.task.id}.{id}": label for id, label in labels.items()}


@each_choice
def test_the_test_ends_with_the_score_of_the_book(exercise: Exercise):
    task: Any = exercise.task
    package, random = Package(qti21([quiz(exercise)])), Random(1)  # noqa: S311
    each = task.certainty == "each"
    tried = [{i.id: label.id for i in task.item} for label in task.label]
    tried += [{i.id: i.key for i in task.item}, {}]
    tried += [
        {
            i.id: i.key if random.random() < skill else random.choice(task.label).id
            for i in task.item
            if random.random() < 0.9
        }
        for skill in (0.2, 0.6, 0.8, 0.95) * 3
    ]
    for labels in tried:
        choices = [
            Choice(item=item, choice=label, certainty=2 if each else None)
            for item, label in labels.items()
        ]
        attempt = ChoiceAttempt(choices=choices, certainty=None if each else 2)
        book = check_attempt(exercise, attempt).score
        found = package.outcomes(answers(exercise, labels))
        assert found[f"SCORE_{task.id}"] == pytest.approx(book, abs=1e-9)
        assert found["SCORE"] == pytest.approx(book, abs=1e-9)


@pytest.mark.parametrize("exercise", [CHOICES[0], CHOICES[11], ORDERS[0]], ids=name)
def test_every_identifier_is_one_that_qti_takes(exercise: Exercise):
    own = quiz(exercise)
    digits = replace(
        own,
        id=f"7-{own.id}",
        questions=tuple(replace(q, id=f"1{q.id}") for q in own.questions),
        steps=tuple(replace(step, id=f"2{step.id}") for step in own.steps),
    )
    package = Package(qti21([digits]))
    names = ("identifier", "sectionIdentifier", "category", "includeCategory", "mapKey")
    for root in (package.test, *package.items.values()):
        for node in root.iter():
            for attribute in names:
                for value in node.get(attribute, "").split():
                    assert re.fullmatch(r"[A-Za-z_][\w.-]*", value), value
        declared = [n.get("identifier") for n in root if n.tag.endswith("Declaration")]
        assert len(declared) == len(set(declared))
    ids = [reference.get("identifier") for _, reference in package.references()]
    assert len(ids) == len(set(ids))
    if exercise in CHOICES:
        key = {f"_7-{own.id}.1{i.id}": i.key for i in exercise.task.item}  # type: ignore[union-attr]
        assert package.outcomes(key)["SCORE"] == pytest.approx(1)


def test_several_exercises_end_with_their_mean():
    first, second = CHOICES[0], next(e for e in CHOICES if e.task.kind == "mirror")
    key = {i.id: i.key for i in first.task.item}  # type: ignore[union-attr]
    found = Package(qti21([quiz(first), quiz(second)])).outcomes(answers(first, key))
    scores = [found[f"SCORE_{e.task.id}"] for e in (first, second)]
    assert scores == [pytest.approx(1), 0]
    assert found["SCORE"] == pytest.approx(0.5)


@each_choice
def test_moodle_and_canvas_give_a_point_for_each_right_item(exercise: Exercise):
    task: Any = exercise.task
    right = check_attempt(exercise, choices_of(task, [i.key for i in task.item])).figures["right"]
    for to in ("qti12", "moodle-xml"):
        options = [o for _, o in READ[to](MAKE[to]([quiz(exercise)])).values()]
        assert sum(max(points for _, points, _ in own) for own in options) == right


@pytest.mark.parametrize("exercise", [e for e in CHOICES if e.task.kind == "ladder"], ids=name)
def test_a_ladder_in_moodle_is_at_most_half_a_step_from_the_book(exercise: Exercise):
    found = read_moodle(moodle_xml([quiz(exercise)]))
    for question in quiz(exercise).questions:
        for option, (_, points, _) in zip(question.options, found[question.id][1], strict=True):
            assert abs(points - option.share) <= 0.05
            assert min(abs(100 * points - known) for known in FRACTIONS) < 1e-9


# --- orders -----------------------------------------------------------------------------


@each_order
def test_an_order_in_qti21_earns_its_point_where_the_book_gives_everything(exercise: Exercise):
    task: Any = exercise.task
    package, ids, random = Package(qti21([quiz(exercise)])), [s.id for s in task.step], Random(1)  # noqa: S311
    (item,) = package.items.values()
    shown = [c.get("identifier") for c in item.iter(f"{QTI}simpleChoice")]
    assert shown == task.shown
    texts = [flat(c.text or "") for c in item.iter(f"{QTI}simpleChoice")]
    assert texts == [flat(exercise.texts[id]) for id in task.shown]
    seen = set()
    for _ in range(300):
        order = random.sample(ids, len(ids)) if random.random() < 0.5 else list(ids)
        if random.random() < 0.5:
            i = random.randrange(len(ids) - 1)
            order[i : i + 2] = order[i : i + 2][::-1]
        book = check_attempt(exercise, OrderAttempt(order=order, certainty=2)).score == 1
        outcomes = item_outcomes(item, order)
        assert (outcomes["SCORE"] == 1) == book
        assert package.outcomes({f"{task.id}.order": order})["SCORE"] == float(book)
        seen.add((book, tuple(order) == tuple(ids)))
    assert {(True, True), (False, False)} <= seen
    assert (True, False) in seen or not any(step.tie for step in task.step)
    told = " ".join(said(item, item_outcomes(item, ids)))
    assert all(flat(step.why) in flat(told) for step in task.step)


@each_order
def test_an_order_in_moodle_has_the_steps_in_the_right_order_or_is_refused(exercise: Exercise):
    task: Any = exercise.task
    if any(step.tie for step in task.step):
        with pytest.raises(Exception, match="may change places"):
            moodle_xml([quiz(exercise)])
        return
    (question,) = parse(moodle_xml([quiz(exercise)])).findall("question[@type='ordering']")
    assert question.findtext("gradingtype") == "LONGEST_ORDERED_SUBSET"
    found = sorted(question.findall("answer"), key=lambda a: float(a.get("fraction", "")))
    assert [words_of(a.findtext("text", "")) for a in found] == [
        flat(exercise.texts[step.id]) for step in task.step
    ]
    assert [words_of(a.findtext("feedback/text", "")) for a in found] == [
        flat(step.why) for step in task.step
    ]


# --- what cannot be a quiz, and text that bites -----------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SLANTWISE_ROOT", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("exercise", OTHERS, ids=name)
def test_a_kind_that_no_quiz_can_hold_is_told(exercise: Exercise):
    with pytest.raises(Exception, match="is no quiz"):
        quiz(exercise)


def test_a_refusal_writes_nothing(here: Path, capsys: Any):
    ids = ["form-a", "four-moves"]
    assert main(["class", "quiz", *ids, "--to", "qti12"]) == 2
    assert "four-moves: QTI 1.2, as Canvas reads it, has no question" in capsys.readouterr().err
    assert not list(here.iterdir())


@pytest.mark.parametrize("to", MAKE)
def test_the_command_writes_a_file_and_says_what_it_cannot_hold(here: Path, to: str, capsys: Any):
    assert main(["class", "quiz", "form-a", "what-is-it", "--to", to]) == 0
    out = capsys.readouterr().out
    (file,) = here.iterdir()
    assert out.startswith(f"2 exercises, 34 items: {file.name}\n")
    assert "How sure one is cannot be asked there" in out
    assert main(["class", "quiz", "form-a", "--to", to]) == 2
    assert "exists already" in capsys.readouterr().err


def test_every_kind_and_form_says_what_differs():
    from slantwise.strings import strings

    for to in MAKE:
        for kind in ("classify", "ladder", "mirror"):
            assert f"quiz.note.{to}.{kind}" in strings()


HOSTILE = (
    "</mattext><script>alert(1)</script> & ]]> <![CDATA[ \\u202e\\u05d0\\u05d1 عربي 👩🏽‍🏫 "
    "\\u0001\\u000b\\uffff \" ' $course$ @@PLUGINFILE@@ {=x} \\u00a0"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Quiz:
    """An exercise whose every word bites."""
    shutil.copytree(ROOT / "tests" / "course", tmp_path / "course")
    file = tmp_path / "course" / "exercises" / "sort" / "exercise.toml"
    bite = HOSTILE.replace('"', '\\"')
    put = partial(re.sub, r'(?m)^(title|prompt|text|why|name|help|lead|best_case) = ".*"$')
    text = file.read_text("utf-8").replace("\nquote =", "\ntext =")
    file.write_text(put(lambda m: f'{m[1]} = "{bite}"', text), "utf-8")
    made = quiz(load_exercise("sort", tmp_path / "course"))
    assert "<script>" in made.title
    return made


@pytest.mark.parametrize("to", MAKE)
def test_text_that_bites_comes_back_as_text(hostile: Quiz, to: str):
    found = READ[to](MAKE[to]([hostile]))
    for question in hostile.questions:
        words, options = found[question.id]
        assert flat(clean(question.words)) in words
        assert "\ufffd\ufffd\ufffd" in words
        assert [o[0] for o in options] == [flat(clean(o.words)) for o in question.options]


@pytest.mark.parametrize("to", MAKE)
def test_the_same_exercises_give_the_same_bytes(hostile: Quiz, to: str):
    assert MAKE[to]([hostile]) == MAKE[to]([hostile])


@pytest.mark.parametrize("make", [qti21, qti12])
def test_a_package_has_no_dates_and_nothing_packed(hostile: Quiz, make: Any):
    with zipfile.ZipFile(io.BytesIO(make([hostile]))) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "imsmanifest.xml"
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(e.compress_type, e.create_system) for e in entries} == {(zipfile.ZIP_STORED, 3)}


def test_a_slash_in_a_title_begins_no_category_below(hostile: Quiz):
    path = parse(moodle_xml([hostile])).findtext("question/category/text", "")
    assert path.startswith("$course$/top/Slantwise/")
    assert "/" not in path.removeprefix("$course$/top/Slantwise/").replace("//", "")


@pytest.mark.parametrize("bad", ["\0", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_becomes_a_mark(bad: str):
    assert clean(f"a{bad}b") == "a\ufffdb"
    assert clean("a\r\nb\rc\td\x7f") == "a\nb\nc\td\x7f"
