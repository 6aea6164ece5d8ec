"""The doctor's demands, one by one: each has a course in which it must complain."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from slantwise.cli import main
from slantwise.doctor import examine
from slantwise.doctor.course import Check
from slantwise.errors import ContentError

Spoil = Callable[[str, str, str], Path]
SAMPLES = Path(__file__).parents[1] / "samples"

MARK = "exercises/river-loaded/exercise.toml"
SIDES = "exercises/sides/exercise.toml"
ARTICLE = "articles/river/article.toml"
INDEX = "book/index.md"
RIVER = "book/river.md"
TOC = "book/_toc.yml"


def checks(course: Path) -> dict[str, Check]:
    return {check.demand: check for check in examine(course)}


def findings(course: Path) -> list[tuple[str, ContentError]]:
    return [(name, error) for name, check in checks(course).items() for error in check.findings]


def test_in_a_sound_course_nothing_is_found(course: Path):
    assert [(name, str(error)) for name, error in findings(course)] == []
    assert all(check.checked for check in checks(course).values())
    assert checks(course)["Each side is equally often the flawed one"].note == (
        "flawed: north 5, south 5"
    )


LOADS, TELLS = "Exercises load, and quotes are unique", "Each wrong choice has its own feedback"
HINTS, SHOWS = "Hints differ and give nothing away", "What the pages show exists"
PAGES, LINKS = "The contents name every page once", "Links within the book arrive"
STANDS, NOTES = "Each exercise stands on a page", "Every passage to mark has its note"
# A file, what is changed in it, the demand that is then missed, and what is said of it.
SPOILT = {
    "article": (ARTICLE, "title =", "titel =", "Articles load", "unknown key “titel”"),
    "no reading": (ARTICLE, "readings/machine", "readings/none", "Articles load", "cannot be read"),
    "exercise": (SIDES, "minutes =", "minuets =", LOADS, "unknown key “minuets”"),
    "its article": (MARK, 'article = "river"', 'article = "rover"', LOADS, "no article “rover”"),
    "quote not there": (MARK, '"cynical"', '"cynicla"', LOADS, "“cynicla” does not occur"),
    "quote twice": (MARK, '"cynical"', '"bridge"', LOADS, "“bridge” occurs more than once"),
    "no feedback": (SIDES, 'confused = "It is fair as it stands."', "", LOADS, "told nothing"),
    "page": (INDEX, "# Index", "# \0", "Pages can be read", "not a text file"),
    "the same feedback": (
        SIDES, "[[item]]",
        '[[label]]\nid = "unsure"\nname = "Unsure"\nconfused = "It leaves something open."\n'
        "[[item]]", TELLS, "“fair” and “unsure” are told the same",
    ),
    "constant": (SIDES, "pass = 0.6", "pass = 0.01", "Guessing passes in few of 100 tries", "may"),
    "no label": (MARK, 'label = "word of madness"\n', "", NOTES, "“hysterical” has no label"),
    "no question": (MARK, 'question = "What reasons', '# "What reasons', NOTES, "no question"),
    "no best case": (MARK, 'best_case = "Everyday', '# "Everyday', NOTES, "has no best_case"),
    "a fair one": (MARK, 'label = "figure or date"\n', "", NOTES, "the fair passage"),
    "all of one": (MARK, '"cynical"', '"cynical"\nall = true', NOTES, "occurs once"),
    "hints": (SIDES, "Turn the two sides round.", "Look for the source.", HINTS, "nearly the same"),
    "given away": (MARK, "Ask of each", "Is Cynical one? Ask of each", HINTS, "hint 1 gives"),
    "prompt": (MARK, "Read the passage", "Hysterical. Read it", HINTS, "the prompt gives"),
    "time": (SIDES, "minutes = 6", "minutes = 1", "The promised time is enough", "promises 1 min"),
    "to do": (SIDES, "Fair or not", "TODO: name it", "Nothing is left to do", "still to do: name"),
    "to do on a page": (RIVER, "Done:", "TODO:", "Nothing is left to do", "still to do"),
    "to do of rights": (
        "articles/river/RIGHTS.md", "Done:", "TODO:", "Nothing is left to do", "who holds the",
    ),
    "dead exercise": (INDEX, '"sides"', '"side"', SHOWS, "no exercise “side”. Did you mean"),
    "dead article": (RIVER, 'provenance("river")', 'provenance("rive")', SHOWS, "no article"),
    "dead section": (RIVER, 'section="opening"', 'section="opened"', SHOWS, "no section “opened”"),
    "no page": (INDEX, '"sides"', '"river-loaded"', STANDS, "no page shows the exercise “sides”"),
    "other page": (SIDES, '"index"', '"river"', STANDS, "the page “river” does not show it"),
    "no such page": (TOC, "root: index", "root: indx", PAGES, "there is no page “indx”"),
    "page unnamed": (TOC, "- file: river", "- file: index", PAGES, "do not name this page"),
    "page twice": (TOC, "- file: river", "- file: river\n  - file: river", PAGES, "named twice"),
    "dead link": (INDEX, "(river.md)", "(rover.md)", LINKS, "“rover.md” leads nowhere"),
    "dead anchor": (INDEX, "#the-whole-text", "#the-hole", LINKS, "no heading for “#the-hole”"),
    "dead anchor here": (INDEX, "(#below)", "(#above)", LINKS, "no heading for “#above”"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "after", "demand", "problem"), SPOILT.values(), ids=SPOILT
)
def test_a_spoilt_course(
    course: Path, spoil: Spoil, name: str, before: str, after: str, demand: str, problem: str
):
    spoil(name, before, after)
    told = [str(error) for where, error in findings(course) if where == demand]
    assert any(problem in line for line in told), told
    for where, error in findings(course):
        line = str(error)
        assert where
        assert error.remedy, line
        assert len(line.splitlines()) == 1
        assert re.match(r"\S+?(:\d+)?: \S", line), line


def test_a_finding_names_the_line(course: Path, spoil: Spoil):
    path = spoil(SIDES, "minutes = 6", "minutes = 1")
    (error,) = [error for _, error in findings(course)]
    assert str(error).startswith(f"{path}:6: it promises 1 min and takes about ")


# --- answers ----------------------------------------------------------------------------


def flip(course: Path, keys: str) -> None:
    """Give the items of the classify exercise these keys, f or a."""
    path = course / SIDES
    names = iter({"f": "fair", "a": "ask"}[key] for key in keys)
    source = re.sub(r'key = "\w+"', lambda _: f'key = "{next(names)}"', path.read_text("utf-8"))
    path.write_text(source, encoding="utf-8")


def test_an_answer_that_needs_no_reading_must_fail(course: Path):
    flip(course, "fa" * 10)
    told = checks(course)["Answers that need no reading fail"].findings
    assert ["“in turn” passes" in str(error) for error in told] == [True]


def test_the_fair_quota_holds_in_each_exercise(course: Path):
    flip(course, "ffafafaffffffaffffff")
    found = checks(course)
    (one,) = found["40 to 60 % of each exercise are fair"].findings
    assert "16 of 20 items are fair" in str(one)
    (all_of_them,) = found["40 to 60 % of the whole course are fair"].findings
    assert str(all_of_them).startswith("exercises: ")


def test_another_share_may_be_meant(course: Path, spoil: Spoil):
    flip(course, "ffafafaffffffaffffff")
    spoil(SIDES, "pass = 0.6", "pass = 0.6\nfair_share = 0.75")
    found = checks(course)
    assert not found["40 to 60 % of each exercise are fair"].findings
    assert not found["40 to 60 % of the whole course are fair"].findings
    spoil(SIDES, "fair_share = 0.75", "fair_share = 0.65")
    (one,) = checks(course)["40 to 60 % of each exercise are fair"].findings
    assert "between 55% and 75%" in str(one)


def test_neither_side_is_more_often_the_flawed_one(course: Path):
    path = course / SIDES
    parts = path.read_text("utf-8").split("[[item]]")
    parts = [p.replace('"south"', '"north"') if '"ask"' in p else p for p in parts[:-4]] + parts[
        -4:
    ]
    path.write_text("[[item]]".join(parts), encoding="utf-8")
    (error,) = checks(course)["Each side is equally often the flawed one"].findings
    assert "not shared evenly" in str(error)


def test_with_few_flawed_items_of_a_side_nothing_is_said(course: Path):
    path = course / SIDES
    source = path.read_text("utf-8").replace('side = "north"\n', "")
    path.write_text(source, encoding="utf-8")
    check = checks(course)["Each side is equally often the flawed one"]
    assert check.findings == ()
    assert check.note == "too few to tell: south 5"


def sample(course: Path, kind: str, before: str = "", after: str = "") -> list[str]:
    """What is found in a sample exercise after a change."""
    shutil.copytree(SAMPLES / kind, course / "exercises" / kind, dirs_exist_ok=True)
    path = course / "exercises" / kind / "exercise.toml"
    source = path.read_text("utf-8")
    assert before in source
    path.write_text(source.replace(before, after, 1), encoding="utf-8")
    return [str(error) for _, error in findings(course) if f"/{kind}/" in error.path]


def test_a_model_answer_must_pass(course: Path):
    path = SAMPLES / "rewrite" / "exercise.toml"
    keep = re.search(r"^any = .*$", path.read_text("utf-8"), re.MULTILINE)
    assert keep
    told = sample(course, "rewrite", keep.group(), 'any = ["zebra"]')
    assert any("the model answer of level 3 scores" in line for line in told)


def test_a_rewrite_needs_a_model_answer(course: Path):
    told = sample(course, "rewrite", "level = 3", "level = 2")
    assert any("no model answer of level 3" in line for line in told)


@pytest.mark.parametrize("kind", ["trace", "dossier", "order"])
def test_what_is_told_twice(course: Path, kind: str):
    source = (SAMPLES / kind / "exercise.toml").read_text("utf-8")
    first, second = re.findall(r"^why = .*$", source, re.MULTILINE)[:2]
    told = sample(course, kind, second, first)
    assert any("are told the same" in line for line in told)


@pytest.mark.parametrize("kind", sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
def test_scores_are_in_order_for_each_kind(course: Path, kind: str):
    sample(course, kind)
    for demand in (
        "The key scores 1.0 and passes",
        "Answers that need no reading fail",
        "Scores stay between 0 and 1",
        "More that is right never scores less",
    ):
        assert checks(course)[demand].findings == ()


@pytest.mark.parametrize(
    ("scores", "demand"),
    [
        ([0.0, 1.5], "Scores stay between 0 and 1"),
        ([1.0, 0.5], "More that is right never scores less"),
        ([0.9, 0.9], "The key scores 1.0 and passes"),
    ],
)
def test_a_scorer_that_goes_wrong_is_caught(
    course: Path, monkeypatch: pytest.MonkeyPatch, scores: list[float], demand: str
):
    from slantwise.doctor import proof
    from slantwise.exercises.grade import Outcome

    turn = [0]

    def wrong(*_: object) -> Outcome:
        turn[0] += 1
        return Outcome(scores[turn[0] % 2], False, 0)

    monkeypatch.setattr(proof, "check_attempt", wrong)
    assert checks(course)[demand].findings


# --- handouts, strays, and the command --------------------------------------------------


def test_the_handout_must_not_show_the_key(course: Path, spoil: Spoil):
    why = re.search(r'^why = "(.*)"$', (course / MARK).read_text("utf-8"), re.MULTILINE)
    assert why
    spoil(MARK, "Read the passage once", f"{why.group(1)} Read the passage once")
    (error,) = checks(course)["The handout shows nothing of the key"].findings
    assert "the handout shows" in str(error)


@pytest.mark.parametrize(
    "name",
    [
        "exercises/sides/notes.txt",
        "exercises/README.md",
        "articles/river/b.jsonl",
        "articles/x.txt",
    ],
)
def test_a_stray_file(course: Path, name: str):
    (course / name).write_text("x", encoding="utf-8")
    (error,) = checks(course)["No stray file in articles/, exercises/"].findings
    assert error.path == str(course / name)


def test_the_command_prints_findings_and_a_table(
    course: Path, spoil: Spoil, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(course)
    assert main(["doctor"]) == 0
    assert "The course is sound." in capsys.readouterr().out
    spoil(SIDES, "minutes = 6", "minutes = 1")
    assert main(["doctor"]) == 1
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{SIDES.replace('/', os.sep)}:6: it promises 1 min")
    assert rest[-1] == "1 finding. Each line says where, and how to mend it."
    assert any(re.match(r"The promised time is enough +2 +1", line) for line in rest)


def test_where_there_is_no_course_the_status_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["doctor", "--root", str(tmp_path)]) == 2
    assert "there is no course here" in capsys.readouterr().err


def test_a_course_elsewhere_can_be_named(course: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--root", str(course)]) == 0
    assert "sound" in capsys.readouterr().out
