"""The teacher's pack: times that add up, names that exist, and no promise that nobody measured."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from slantwise.book import course_table, pathway
from slantwise.book.teaching import CUT, LESSON, Lesson, lessons, minutes
from slantwise.errors import ContentError
from slantwise.exercises.load import list_exercises, load_exercise
from slantwise.lenses import annotate

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
PACK = [BOOK / "for-teachers.md", *sorted(BOOK.glob("teach-*.md")), BOOK / "glossary.md"]
TASKS = {id: load_exercise(id, ROOT).task for id in list_exercises(ROOT)}
BY_TITLE = {task.title: task for task in TASKS.values()}
LESSONS = lessons(ROOT)

every_page = pytest.mark.parametrize("page", PACK, ids=lambda page: page.stem)
every_lesson = pytest.mark.parametrize(
    "lesson", LESSONS, ids=lambda lesson: f"{lesson.pathway}: {lesson.title}"
)


# --- pathways ---------------------------------------------------------------------------


@every_lesson
def test_the_exercises_of_a_lesson_leave_time_to_talk(lesson: Lesson):
    assert minutes(lesson.exercises) <= LESSON - 15
    assert minutes(lesson.cut) <= CUT - 5


@every_lesson
def test_a_cut_is_a_part_of_its_lesson_and_what_is_done_alone_is_not(lesson: Lesson):
    within = {task.id for task in lesson.exercises}
    assert {task.id for task in lesson.cut} <= within
    assert not {task.id for task in lesson.home} & within


def test_the_pathways_are_one_three_and_ten_lessons_and_the_page_shows_them():
    text = (BOOK / "teach-pathways.md").read_text("utf-8")
    for id, number in (("one", 1), ("three", 3), ("ten", 10)):
        assert sum(lesson.pathway == id for lesson in LESSONS) == number
        assert f'pathway("{id}")' in text
    assert {lesson.pathway for lesson in LESSONS} == {"one", "three", "ten"}


@pytest.mark.parametrize("id", ["three", "ten"])
def test_a_pathway_follows_the_chapters_and_does_nothing_twice(id: str):
    found = [lesson for lesson in LESSONS if lesson.pathway == id]
    chapters = [task.chapter for lesson in found for task in lesson.exercises]
    assert chapters == sorted(chapters)
    done = [task.id for lesson in found for task in (*lesson.exercises, *lesson.home)]
    assert len(done) == len(set(done))


def test_the_ten_lessons_go_through_every_chapter_with_exercises():
    ten = [task for lesson in LESSONS if lesson.pathway == "ten" for task in lesson.exercises]
    numbered = {t.chapter for t in TASKS.values() if t.chapter and t.chapter[0].isdigit()}
    assert {task.chapter for task in ten} == numbered


def test_a_pathway_shows_titles_minutes_and_what_is_left():
    shown = pathway("one").data
    only = next(lesson for lesson in LESSONS if lesson.pathway == "one")
    for task in only.exercises:
        assert f"<li>{task.title} ({task.minutes})</li>" in shown
    assert f"{LESSON - minutes(only.exercises)} of {LESSON} minutes" in shown
    assert f"{CUT - minutes(only.cut)} of {CUT} minutes" in shown
    assert 'href="03-loaded-language.html"' in shown


def test_the_course_table_holds_every_exercise_under_its_chapter():
    shown = course_table().data
    for task in TASKS.values():
        assert shown.count(f"<li>{task.title} (") == bool(task.chapter)
    links = set(re.findall(r'href="([\w-]+)\.html"', shown))
    assert links == {task.chapter for task in TASKS.values() if task.chapter}
    assert all((BOOK / f"{name}.md").is_file() for name in links)


def test_an_unknown_pathway_is_refused_by_name():
    with pytest.raises(ValueError, match="Did you mean “three”"):
        pathway("thre")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('exercises = ["nothing"]', "no exercise “nothing”"),
        ('home = ["loaded-openin"]', "no exercise “loaded-openin”"),
        ("", "no “exercises”"),
    ],
)
def test_a_wrong_lesson_is_told_with_its_line(tmp_path: Path, line: str, problem: str):
    for name in ("articles", "exercises"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "book").mkdir()
    known = "" if "exercises" in line or not line else 'exercises = ["form-a"]\n'
    text = f'[[lesson]]\npathway = "one"\ntitle = "T"\ncut = ["form-a"]\n{known}{line}\n'
    (tmp_path / "book" / "pathways.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match=problem) as caught:
        lessons(tmp_path)
    where = text.split("\n").index(line) + 1 if line else 1
    assert f"pathways.toml:{where}" in str(caught.value)


# --- lesson plans -----------------------------------------------------------------------


class Plan(NamedTuple):
    """A lesson plan: its title, its rows (from, to, what happens), its cut."""

    title: str
    rows: list[tuple[int, int, str]]
    cut: str


ROW = re.compile(r"^\| (\d+)–(\d+) \| (.+?) \| .+ \|$", re.MULTILINE)
CUTS = re.compile(r"^\*\*The 20-minute cut\.\*\* (.+)$", re.MULTILINE)
TIMED = re.compile(r"\*([^*]+)\* \((\d+)\)")


def plans() -> Iterator[Plan]:
    for page in (BOOK / "for-teachers.md", *sorted(BOOK.glob("teach-plans-*.md"))):
        for part in re.split(r"^## ", page.read_text("utf-8"), flags=re.MULTILINE):
            rows = [(int(a), int(b), what) for a, b, what in ROW.findall(part)]
            if rows:
                yield Plan(part.split("\n")[0], rows, CUTS.findall(part)[0])


PLANS = list(plans())
every_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.title[:25])


def test_every_chapter_has_its_plan():
    text = "".join(plan.title + "\n" for plan in PLANS)
    for page in sorted(BOOK.glob("[0-9]*.md")):
        title = re.search(r"^# (.+)$", page.read_text("utf-8"), re.MULTILINE)
        assert title
        assert f"Plan for chapter {int(page.name[:2])}: {title.group(1)}\n" in text


@every_plan
def test_the_minutes_of_a_plan_follow_on_and_end_with_the_lesson(plan: Plan):
    starts, ends = [row[0] for row in plan.rows], [row[1] for row in plan.rows]
    assert starts == [0, *ends[:-1]]
    assert all(a < b for a, b in zip(starts, ends, strict=True))
    assert ends[-1] <= LESSON


@every_plan
def test_a_line_of_a_plan_has_room_for_its_exercises(plan: Plan):
    for start, end, what in plan.rows:
        told = [(BY_TITLE[title], int(n)) for title, n in TIMED.findall(what)]
        assert all(task.minutes == n for task, n in told), what
        assert minutes(task for task, _ in told) <= end - start, what


@every_plan
def test_the_cut_of_a_plan_adds_up_to_twenty_minutes_at_most(plan: Plan):
    told = [int(n) for n in re.findall(r"\((\d+)\)", plan.cut)]
    assert 15 < sum(told) <= CUT
    for title, n in TIMED.findall(plan.cut):
        assert BY_TITLE[title].minutes == int(n)


@every_plan
def test_a_plan_uses_exercises_of_its_own_chapter(plan: Plan):
    number = re.match(r"Plan for chapter (\d+)", plan.title)
    used = TIMED.findall("".join(row[2] for row in plan.rows) + plan.cut)
    if number:
        assert used
        for title, _ in used:
            assert str(BY_TITLE[title].chapter).startswith(f"{int(number.group(1)):02}-"), title


def test_the_plans_hold_the_exercises_of_the_ten_lessons_and_their_cuts():
    ten = [lesson for lesson in LESSONS if lesson.pathway == "ten"]
    rows = {title for plan in PLANS for title, _ in TIMED.findall("".join(r[2] for r in plan.rows))}
    cuts = {title for plan in PLANS for title, _ in TIMED.findall(plan.cut)}
    assert {task.title for lesson in ten for task in lesson.exercises} <= rows
    assert {task.title for lesson in ten for task in lesson.cut} <= cuts


@every_page
def test_a_number_behind_a_title_is_the_exercises_own(page: Path):
    for title, n in TIMED.findall(page.read_text("utf-8")):
        assert BY_TITLE[title].minutes == int(n), title


# --- what is said -----------------------------------------------------------------------

# What would claim an effect. Nobody has measured one.
PROMISES = (
    "proven", "guarantee", "guarantees", "will improve", "improves", "immune", "effective",
    "makes learners", "makes students", "evidence-based", "works best", "raises",
)  # fmt: skip


def own_words(page: Path) -> str:
    return page.read_text("utf-8").partition("\n## Sources\n")[0]


@every_page
def test_a_page_promises_no_effect(page: Path):
    text = own_words(page).lower()
    assert {word for word in PROMISES if re.search(rf"\b{word}\b", text)} == set()


def test_the_entrance_says_that_nothing_was_measured_and_links_the_whole_pack():
    text = (BOOK / "for-teachers.md").read_text("utf-8")
    assert "no effect on learners has been measured" in text
    parts = yaml.safe_load((BOOK / "_toc.yml").read_text("utf-8"))["parts"]
    pack = next(part["chapters"] for part in parts if part["caption"] == "For teachers")
    for page in pack[1:]:
        assert f"({page['file']}.md)" in text


@every_page
def test_running_prose_has_no_long_dash(page: Path):
    assert "—" not in own_words(page)


# --- models and glossary ----------------------------------------------------------------


def test_the_models_of_rewriting_climb_under_our_own_lenses():
    section = (BOOK / "teach-rubrics.md").read_text("utf-8").partition("## Rewritings")[2]
    passage, strong = (
        re.search(pattern, section, re.MULTILINE)
        for pattern in (r"^> (The heartless canteen .+)$", r"^> \*\*Strong\.\*\* (.+)$")
    )
    assert passage
    assert strong
    found = [{a.lens for a in annotate(text.group(1)).annotations} for text in (passage, strong)]
    assert found[0] >= {"loaded", "framing"}
    assert not found[1] & {"loaded", "framing"}


def test_each_rubric_has_three_steps():
    text = (BOOK / "teach-rubrics.md").read_text("utf-8")
    assert text.count("| | Beginning | On the way | Strong |") == 3
    for step in ("Beginning", "On the way", "Strong"):
        assert text.count(f"> **{step}.** ") == 3


GLOSSARY = (BOOK / "glossary.md").read_text("utf-8")
ENTRY = re.compile(r"^(\w.+)\n: (.+)$", re.MULTILINE)
ENTRIES = ENTRY.findall(GLOSSARY)


def test_the_glossary_stands_in_the_order_of_the_alphabet():
    terms = [term.lower() for term, _ in ENTRIES]
    assert len(terms) >= 30
    assert terms == sorted(set(terms))


@pytest.mark.parametrize(("term", "said"), ENTRIES, ids=[term for term, _ in ENTRIES])
def test_a_term_occurs_on_every_page_that_its_entry_links(term: str, said: str):
    stem = term.lower().removesuffix("ing").removesuffix("ion")
    links = re.findall(r"\]\(([\w-]+\.md)\)", said)
    assert links
    for name in links:
        assert re.search(rf"\b{re.escape(stem)}", own_words(BOOK / name).lower()), name


@pytest.mark.parametrize(("term", "said"), ENTRIES, ids=[term for term, _ in ENTRIES])
def test_a_term_has_a_meaning_and_a_source_that_is_listed(term: str, said: str):
    meaning = said.partition(" *In* ")[0]
    assert len(meaning.split()) >= 5, term
    listed = GLOSSARY.partition("\n## Sources\n")[2]
    for names, year in re.findall(r"\*From\* (.+) (\d{4})\.$", said):
        first = names.removesuffix(" and others").split(" and ")[0]
        assert re.search(rf"^- .*{re.escape(first)}.*\b{year}\b", listed, re.MULTILINE), names


def test_every_source_of_the_glossary_is_used():
    used = " ".join(said for _, said in ENTRIES)
    for line in GLOSSARY.partition("\n## Sources\n")[2].strip().splitlines():
        year = re.findall(r"\b(?:19|20)\d\d\b", line)[-1]
        names = re.findall(r"\w+ (\d{4})\.", used)
        assert year in names, line
