"""Answer files: what is sound is read, and everything else is one clear line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slantwise.errors import ContentError
from slantwise.exercises.answers import MAX_BYTES, find_answers, json_line, read_answers
from slantwise.exercises.check import check

Document = dict[str, Any]
Answered = Callable[..., Document]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ada.json"


def write(file: Path, document: Document) -> Path:
    file.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
    return file


# --- sound answers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quotes", "certainty", "score", "points", "passed"),
    [
        (["cruel", "evil crowd"], 3, 1.0, 3, True),
        (["crowd", "cruel"], 1, 1.0, 1, True),
        (["cruel", "evil crowd", "failed"], 2, 1.0, 2, True),
        ([], 3, 0.0, -6, False),
        (
            [
                "The cruel plan by the 👩‍💻 evil crowd failed at last and nobody wept.\n",
                "All is well again.",
            ],
            2,
            0.0,
            -2,
            False,
        ),
    ],
)
def test_an_answer_is_scored(
    course: Path,
    file: Path,
    answered: Answered,
    quotes: list[str],
    certainty: int,
    score: float,
    points: int,
    passed: bool,
):
    (result,) = check(write(file, answered(*quotes, certainty=certainty)), course)
    assert (result.first.report.score, result.first.points) == (score, points)
    assert (result.passed, result.revised, result.last) == (passed, None, result.first)


def test_both_attempts_are_kept_and_the_last_decides(course: Path, file: Path, answered: Answered):
    (result,) = check(write(file, answered("wept", revised=("cruel", "evil crowd"))), course)
    assert not result.first.passed
    assert result.passed
    (result,) = check(write(file, answered("cruel", "evil crowd", revised=())), course)
    assert result.first.passed
    assert not result.passed


def test_the_feedback_says_what_was_found_missed_and_flagged(
    course: Path, file: Path, answered: Answered
):
    (result,) = check(write(file, answered("cruel", "failed", "at last", "well again")), course)
    said = result.feedback()
    parts = [
        "A first try",
        "1 of 2 core passages found, 1 of 2 fair passages flagged, -2 points",
        "Not there yet",
        "What you found (1)\n  “cruel” (marked by 3 of 3 close readings)\n      WHY-CRUEL",
        "CASE-CRUEL",
        "What you missed (1)\n  “evil crowd” (marked by 2 of 3",
        "What you flagged although readers call it fair (1)\n  “at last”\n      WHY-LAST",
        "What careful readers dispute (1): not counted\n  “failed”",
        "You also marked 2 words that no reading marks.",
        "Go on.",
    ]
    at = [said.find(part) for part in parts]
    assert -1 not in at, said
    assert at == sorted(at)


def test_revised_may_be_left_out_and_a_byte_order_mark_and_crlf_do_no_harm(
    course: Path, file: Path, answered: Answered
):
    document = answered("cruel", "evil crowd")
    del document["answers"][0]["revised"]
    source = json.dumps(document, indent=1).replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + source.encode())
    assert check(file, course)[0].passed


# --- what does not fit ------------------------------------------------------------------


def change(*where: str | int, to: object) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        *way, last = where
        inner: Any = document
        for part in way:
            inner = inner[part]
        inner[last] = to

    return apply


def remove(*where: str | int) -> Callable[[Document], None]:
    def apply(document: Document) -> None:
        *way, last = where
        inner: Any = document
        for part in way:
            inner = inner[part]
        del inner[last]

    return apply


A = ("answers", 0)
FIRST = (*A, "first")
MARK = (*FIRST, "marks", 0)
# A sound file, one value a line: format 2, version 3, answers 4, the answer 5, exercise 6,
# version 7, passage 8, first 9, marks 10, the mark 11, start 12, end 13, quote 14, certainty 17.
SPOILT: dict[str, tuple[Callable[[Document], None], int | None, str]] = {
    "no format": (remove("format"), 1, "this is no answer file"),
    "other format": (change("format", to="slantwise"), 1, "this is no answer file"),
    "version 2": (change("version", to=2), 3, "version 2; this Slantwise reads version 1"),
    "version true": (change("version", to=True), 3, "the file has version True"),
    "version a text": (change("version", to="1"), 3, "the file has version '1'"),
    "version a list": (change("version", to=[1] * 99), 3, "the file has version [1, 1"),
    "no version": (remove("version"), 1, "the file has version None"),
    "no answers": (remove("answers"), 1, "“answers” is missing"),
    "empty answers": (change("answers", to=[]), 4, "“answers” does not fit: list should have at"),
    "answers no list": (change("answers", to={"0": 1}), 4, "“answers” does not fit"),
    "too many answers": (change("answers", to=[1] * 501), 4, "does not fit"),
    "an answer no object": (change(*A, to=5), 5, "“answers.0” does not fit"),
    "unknown key": (change("anwsers", to=1), 22, "unknown key “anwsers”. Did you mean “answers”?"),
    "unknown key of an answer": (change(*A, "frist", to=1), 20, "Did you mean “first”?"),
    "unknown key of an attempt": (
        change(*FIRST, "mark", to=[]),
        18,
        "key “answers.0.first.mark”. Did you mean “marks”?",
    ),
    "unknown key of a mark": (
        change(*MARK, "qoute", to="x"),
        15,
        "“answers.0.first.marks.0.qoute”. Did you mean “quote”?",
    ),
    "a learner's name": (change("name", to="Ada"), 22, "unknown key “name”"),
    "exercise a path": (change(*A, "exercise", to="../../etc"), 6, "“answers.0.exercise” does not"),
    "exercise a number": (change(*A, "exercise", to=5), 6, "“answers.0.exercise” does not fit"),
    "exercise version true": (change(*A, "exercise_version", to=True), 7, "does not fit"),
    "exercise version 3.0": (change(*A, "exercise_version", to=3.0), 7, "does not fit"),
    "passage in capitals": (change(*A, "passage", to="A" * 16), 8, "“answers.0.passage”"),
    "no first": (remove(*FIRST), 5, "“answers.0.first” is missing"),
    "first null": (change(*FIRST, to=None), 9, "“answers.0.first” does not fit"),
    "marks null": (change(*FIRST, "marks", to=None), 10, "does not fit"),
    "marks an object": (change(*FIRST, "marks", to={}), 10, "does not fit"),
    "start true": (change(*MARK, "start", to=True), 12, "marks.0.start” does not fit"),
    "start a text": (change(*MARK, "start", to="4"), 12, "marks.0.start” does not fit"),
    "start a fraction": (change(*MARK, "start", to=4.5), 12, "marks.0.start” does not fit"),
    "start below 0": (change(*MARK, "start", to=-1), 12, "marks.0.start” does not fit"),
    "start beyond any text": (change(*MARK, "start", to=10**15), None, "is too large a number"),
    "end of 4000 digits": (change(*MARK, "end", to=10**3999), None, "is too large a number"),
    "end beyond any float": (change(*MARK, "end", to=1e308 * 10), None, "Infinity is no number"),
    "start not a number": (change(*MARK, "start", to=float("nan")), None, "NaN is no number"),
    "quote null": (change(*MARK, "quote", to=None), 14, "marks.0.quote” does not fit"),
    "no quote": (remove(*MARK, "quote"), 11, "marks.0.quote” is missing"),
    "a quote too long": (
        change(*MARK, "quote", to="x" * 20_001),
        14,
        "marks.0.quote” does not fit",
    ),
    "certainty 4": (change(*FIRST, "certainty", to=4), 17, "certainty” does not fit"),
    "certainty 0": (change(*FIRST, "certainty", to=0), 17, "certainty” does not fit"),
    "certainty true": (change(*FIRST, "certainty", to=True), 17, "certainty” does not fit"),
    "certainty null": (change(*FIRST, "certainty", to=None), 17, "certainty” does not fit"),
    "HTML and controls in a key": (
        change("<script>\n\x1b[2J", to=1),
        22,
        "unknown key “<script> \ufffd[2J”",
    ),
    # Sound as a file, and no answer to this exercise.
    "unknown exercise": (change(*A, "exercise", to="frist"), None, "Did you mean “first”?"),
    "other exercise version": (change(*A, "exercise_version", to=2), None, "is now at version 3"),
    "other passage": (
        change(*A, "passage", to="0" * 16),
        None,
        "which has changed. Do the exercise",
    ),
    "tampered quote": (change(*MARK, "quote", to="kind!"), None, "4 to 9 is not “kind!”"),
    "HTML in a quote": (change(*MARK, "quote", to="<b>\n\x07"), None, "is not “<b> \ufffd”"),
    "beyond the passage": (change(*MARK, "end", to=9999), None, "4 to 9999 is not “cruel”"),
    "reversed": (change(*MARK, "end", to=4), None, "4 to 4 is not “cruel”"),
    "shifted": (change(*MARK, "start", to=5), None, "5 to 9 is not “cruel”"),
}


@pytest.mark.parametrize(("spoil", "line", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_answer_file(
    course: Path,
    file: Path,
    answered: Answered,
    spoil: Callable[[Document], None],
    line: int | None,
    problem: str,
):
    document = answered("cruel")
    spoil(document)
    with pytest.raises(ContentError) as caught:
        check(write(file, document), course)
    said = str(caught.value)
    assert said.startswith(f"{file}: " if line is None else f"{file}:{line}: ")
    assert problem in said
    assert caught.value.remedy
    assert len(said.splitlines()) == 1
    assert len(said) < len(str(file)) + 500


def test_a_spoilt_revision_is_refused_too(course: Path, file: Path, answered: Answered):
    document = answered("cruel", revised=("evil crowd",))
    document["answers"][0]["revised"]["marks"][0]["quote"] = "good crowd"
    with pytest.raises(ContentError, match="is not “good crowd”"):
        check(write(file, document), course)


def test_two_answers_to_one_exercise_are_refused(course: Path, file: Path, answered: Answered):
    document = answered("cruel")
    document["answers"] *= 2
    with pytest.raises(ContentError, match="there are two answers to “first”") as caught:
        check(write(file, document), course)
    assert caught.value.line == 22


HEAD = '{"format": "slantwise-answers", "version": 1, '


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"", 1, "not valid JSON"),
        (b"\n\n{", 3, "not valid JSON"),
        (b'{"format": "slantwise-answers",\n "version": 1,\n "answ', 3, "not valid JSON"),
        (b"{}}", 1, "not valid JSON"),
        (b"{}\n{}", 2, "not valid JSON"),
        (b"null", 1, "this is no answer file"),
        (b"[]", 1, "this is no answer file"),
        (b'"slantwise-answers"', 1, "this is no answer file"),
        (b"\x89PNG\r\n\x1a\n\0\0", 3, "this is not a text file"),
        ("{}".encode("utf-16"), 1, "the text is not UTF-8"),
        (b'{\n"a": "\xe9"}', 2, "the text is not UTF-8"),
        (b" " * (MAX_BYTES + 1), None, "the file is larger than 2,000,000 bytes"),
        (b"[" * 100_000, None, "nested too deeply"),
        (b'{"a":' * 100_000, None, "nested too deeply"),
        (f'{HEAD}"x": {"[" * 100_000}{"]" * 100_000}}}'.encode(), None, "nested too deeply"),
        (f'{HEAD}"version": 1}}'.encode(), None, "the key “version” stands twice"),
        (f'{HEAD}"x": {{"{"k" * 99}": 1, "{"k" * 99}": 2}}}}'.encode(), None, "stands twice"),
        (f'{HEAD}"x": {"1" * 5000}}}'.encode(), None, "111111111111111… is too large a number"),
        (f'{HEAD}"x": -Infinity}}'.encode(), None, "-Infinity is no number"),
        (f'{HEAD}"answers": ["\\ud800"]}}'.encode(), 1, "does not fit"),
        (f'{HEAD}"\\ud800": 1, "answers": []}}'.encode(), 1, "does not fit"),
    ],
)
def test_a_file_that_is_no_answer_file(file: Path, data: bytes, line: int | None, problem: str):
    file.write_bytes(data)
    with pytest.raises(ContentError, match=problem) as caught:
        read_answers(file)
    assert caught.value.line == line
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "value",
    [
        "{" + ",".join(f'"k{i}":0' for i in range(100_000)) + "}",
        "[" * 400 + ",".join("0" * 400_000) + "]" * 400,
        '"' + "\\\\" * 400_000 + '"',
    ],
    ids=["many keys", "many values, deep", "many backslashes"],
)
def test_a_large_file_is_refused_without_delay(file: Path, value: str):
    file.write_text(f'{HEAD}"x": {value}}}', encoding="utf-8")
    with pytest.raises(ContentError, match="unknown key “x”"):
        read_answers(file)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,0a\\ \n', max_size=40).map(str.encode))
def test_any_bytes_are_an_answer_file_or_a_content_error(file: Path, data: bytes):
    file.write_bytes(data)
    with pytest.raises(ContentError):
        read_answers(file)


plain = st.none() | st.booleans() | st.integers(-9, 9) | st.text('a"\\{[]},:\n', max_size=5)
trees = st.recursive(
    plain,
    lambda t: (
        st.lists(t, max_size=4) | st.dictionaries(st.text('a"{,:', max_size=3), t, max_size=4)
    ),
    max_leaves=20,
)


@given(trees)
def test_a_line_is_found_for_every_value(tree: object):
    # Every value stands on a line of its own, in the order in which the walk meets them.
    source = json.dumps(tree, indent=0)
    lines = [json_line(source, where) for where in walk(tree)]
    assert lines == sorted(lines)
    assert lines[:1] == [1]
    for where, line in zip(walk(tree), lines, strict=True):
        inner: Any = tree
        for part in where:
            inner = inner[part]
        if not isinstance(inner, list | dict):
            assert source.split("\n")[line - 1].rstrip(",").endswith(json.dumps(inner))


def walk(tree: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = (
        tree.items() if isinstance(tree, dict) else enumerate(tree if type(tree) is list else ())
    )
    return [at, *(way for key, value in inner for way in walk(value, (*at, key)))]


# --- folders ----------------------------------------------------------------------------


def test_a_folder_is_searched_for_answer_files_at_any_depth(tmp_path: Path):
    for name in ("b.json", "a/c.json", "a.txt", "d.json/e.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    names = [str(path.relative_to(tmp_path)) for path in find_answers(tmp_path)]
    assert names == ["a/c.json", "b.json", "d.json/e.json"]
    assert find_answers(tmp_path / "a.txt") == [tmp_path / "a.txt"]
    assert find_answers(tmp_path / "none") == [tmp_path / "none"]


def test_a_folder_without_answer_files(tmp_path: Path):
    with pytest.raises(ContentError, match="there is no answer file"):
        find_answers(tmp_path)


# --- a course that is broken is not the learner's fault ---------------------------------


def test_a_broken_course_is_told_by_its_own_file(course: Path, file: Path, answered: Answered):
    write(file, answered("cruel"))
    broken = course / "articles" / "small" / "article.txt"
    broken.unlink()
    with pytest.raises(ContentError, match="cannot be read") as caught:
        check(file, course)
    assert caught.value.path == str(broken)
