"""The chapters as content: what they quote, where they link, and what they never say."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from slantwise.articles import load_article
from slantwise.exercises.load import Marking, list_exercises, load_exercise

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
PAGES = sorted(BOOK.glob("*.md"))
CHAPTERS = [page for page in PAGES if page.name[0].isdigit()]
ARTICLE = load_article("kosovo-1244", ROOT)

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
CELL = re.compile(r"^```\{code-cell\} ipython3\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"\[([^\[\]]*)\]\{\.q\}")
LINK = re.compile(r"(?<!!)\[[^\[\]]+\]\(([^()\s]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
REFERENCES = re.compile(r"^## (?:Sources|References)\n.*?(?=^---$|\Z)", re.DOTALL | re.MULTILINE)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
every_chapter = pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)


def prose(page: Path) -> str:
    return FENCE.sub("", FRONT.sub("", page.read_text("utf-8"))).strip()


def own_words(page: Path) -> str:
    """Return the prose without references, directives, and what it quotes from the article."""
    text = QUOTED.sub("", REFERENCES.sub("", prose(page)))
    return "\n".join(line for line in text.splitlines() if not line.startswith(":::"))


def cells(page: Path) -> list[str]:
    found = CELL.findall(page.read_text("utf-8"))
    return ["\n".join(x for x in cell.splitlines() if not x.startswith(":")) for cell in found]


# --- form -------------------------------------------------------------------------------


@every_page
def test_a_page_with_cells_says_which_kernel_runs_them(page: Path):
    front = FRONT.match(page.read_text("utf-8"))
    if not cells(page):
        assert front is None
        return
    assert front
    data = yaml.safe_load(front.group(1))
    assert data["kernelspec"]["name"] == "python3"
    assert data["jupytext"]["text_representation"]["format_name"] == "myst"


@every_page
def test_a_cell_is_a_short_call_of_the_book_and_nothing_else(page: Path):
    for cell in cells(page):
        assert len(cell.splitlines()) <= 5
        imports, *calls = ast.parse(cell).body
        assert isinstance(imports, ast.ImportFrom)
        assert imports.module == "slantwise.book"
        for call in calls:
            assert isinstance(call, ast.Expr)
            assert isinstance(call.value, ast.Call)


@every_page
def test_no_cell_shows_its_code(page: Path):
    found = CELL.findall(page.read_text("utf-8"))
    assert all(cell.startswith(":tags: [remove-input]\n") for cell in found)


@every_page
def test_headings_begin_with_one_title_and_skip_no_level(page: Path):
    levels = [len(marks) for marks, _ in HEADING.findall(prose(page))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_a_page_is_neither_a_stub_nor_a_book(page: Path):
    assert 250 <= len(REFERENCES.sub("", prose(page)).split()) <= 1200


@every_page
def test_a_page_begins_with_what_the_reader_will_be_able_to_do(page: Path):
    if page.stem != "index":
        first = prose(page).splitlines()[2]
        assert re.match(r"After this (chapter|page) you can ", first)


@every_chapter
def test_a_chapter_has_a_worked_example_a_reflection_and_a_take_away(page: Path):
    text = prose(page)
    assert "orked example" in text
    assert "\n## How do you know?\n" in text
    assert text.count(":::{admonition} Take away\n:class: takeaway\n") == 1


def test_the_chapters_walk_through_every_section():
    shown = {
        keyword.value.value
        for page in CHAPTERS
        for cell in cells(page)
        for call in ast.walk(ast.parse(cell))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "section" and isinstance(keyword.value, ast.Constant)
    }
    assert shown == {section.id for section in ARTICLE.sections}


@every_chapter
def test_the_contents_call_a_chapter_by_its_number_and_its_title(page: Path):
    parts = yaml.safe_load((BOOK / "_toc.yml").read_text("utf-8"))["parts"]
    named = {row["file"]: row.get("title") for part in parts for row in part["chapters"]}
    title = next(words for marks, words in HEADING.findall(prose(page)) if marks == "#")
    assert named[page.stem] == f"{int(page.stem[:2])}. {title}"


def test_every_page_stands_in_the_contents_once():
    text = (BOOK / "_toc.yml").read_text("utf-8")
    listed = re.findall(r"(?:root|file): *(\S+)", text)
    assert sorted(listed) == sorted(page.stem for page in PAGES)


# --- links ------------------------------------------------------------------------------


@every_page
def test_a_link_stays_in_the_book_and_arrives(page: Path):
    for target in LINK.findall(prose(page)):
        name, _, anchor = target.partition("#")
        assert "//" not in name, target
        goal = BOOK / name
        assert goal.is_file(), target
        slugs = {re.sub(r"\W+", "-", title.lower()) for _, title in HEADING.findall(prose(goal))}
        assert not anchor or anchor in slugs, target


# --- quotations -------------------------------------------------------------------------


def is_in_article(words: str) -> bool:
    return words in ARTICLE.text or words[1:-1] in ARTICLE.text


@every_page
def test_a_quotation_stands_in_the_article_letter_by_letter(page: Path):
    for words in QUOTED.findall(prose(page)):
        assert words.startswith("“"), words
        assert words.endswith("”"), words
        assert is_in_article(words), words


@every_page
def test_words_of_the_article_in_quotation_marks_are_marked_as_a_quotation(page: Path):
    for words in re.findall(r"“([^“”]+)”", own_words(page)):
        assert len(words.split()) < 3 or words not in ARTICLE.text, words


# --- what is said, and what never is ----------------------------------------------------

NEVER = (
    "propaganda", "fake", "disinformation", "lies", "liar", "unsourced", "brainwash",
    "the truth is", "obviously", "of course", "clearly false",
)  # fmt: skip
# Where it is said why the word is not used or what a learner may say, and a title of UNESCO's.
EXPLAINED = {
    ("about", "propaganda"),
    ("teach-says", "propaganda"),
    ("teach-standards", "disinformation"),
}


def test_what_is_quoted_from_the_other_side_stands_there_letter_by_letter():
    """A worked example from the article has its twin, so that both are read by one measure."""
    told = [
        (page.name[:2], quoted)
        for page in CHAPTERS
        for place in re.findall(r"[Tt]he text from the other side\b.*", own_words(page))
        for quoted in re.findall(r"“([^”]+)”", place)
    ]
    text = load_article("counter-view", ROOT).text
    assert [(page, quoted) for page, quoted in told if quoted not in text] == []
    assert {"02", "03", "04"} <= {page for page, _ in told}


@every_page
def test_a_page_calls_no_text_by_a_name_that_convicts(page: Path):
    text = own_words(page).lower()
    found = {word for word in NEVER if re.search(rf"\b{word}\b", text)}
    assert {word for word in found if (page.stem, word) not in EXPLAINED} == set()


@every_page
def test_the_first_mention_of_kosovo_carries_its_note(page: Path):
    mentions = re.findall(r"Kosovo(?:'s)?(\\\*)?", own_words(page))
    if mentions:
        assert mentions[0]
        assert prose(page).count("\n\\* This designation is without prejudice") == 1


@every_page
def test_a_town_with_two_names_gets_both(page: Path):
    towns = re.findall(r"Zve[cčç]an\S*", own_words(page))
    assert not towns or re.search("Zvečan.*Zveçan", own_words(page))


@every_page
def test_a_reference_has_a_year_to_look_it_up_by(page: Path):
    for section in REFERENCES.findall(prose(page)):
        for line in section.splitlines():
            if line.startswith("- "):
                assert re.search(r"\b(?:19|20)\d\d\b", line), line


@every_page
def test_a_work_cited_in_the_text_stands_in_the_sources(page: Path):
    text = prose(page)
    for names, year in re.findall(r"\(([A-Z][\w-]+(?: and [A-Z][\w-]+)?) (\d{4})\)", text):
        listed = "".join(REFERENCES.findall(text))
        assert all(name in listed for name in names.split(" and ")), names
        assert year in listed


def test_the_lenses_have_one_name_each_on_the_landing_page():
    text = (BOOK / "index.md").read_text("utf-8")
    for lens in ("loaded", "unsourced", "framing"):
        assert f":::{{container}} slw-card slw-card-{lens}\n" in text
    for name in ("Loaded language", "No source found", "One-sided framing"):
        assert f"**{name}**" in text


# --- exercises --------------------------------------------------------------------------

MARKING = {
    e.task.id: e for id in list_exercises(ROOT) if isinstance(e := load_exercise(id, ROOT), Marking)
}
SHOWN = {
    id: page for id in MARKING for page in PAGES if f'exercise("{id}")' in page.read_text("utf-8")
}


@pytest.mark.parametrize("id", MARKING)
def test_a_note_asks_explains_and_argues_for_the_author(id: str):
    for item in MARKING[id].items:
        assert len(item.note.why.split()) >= 8, item.note.quote
        if item.zone != "fair":
            assert item.note.question.endswith("?"), item.note.quote
            assert len(item.note.best_case.split()) >= 6, item.note.quote


@pytest.mark.parametrize("id", MARKING)
def test_neither_the_prompt_nor_a_hint_gives_the_key_away(id: str):
    exercise = MARKING[id]
    said = " ".join((exercise.task.prompt, *exercise.task.hints)).lower()
    for item in exercise.zone("core"):
        assert item.unit.span.of(exercise.article.text).lower() not in said


@pytest.mark.parametrize("id", SHOWN)
def test_the_chapter_gives_nothing_of_the_key_away_before_its_exercise(id: str):
    exercise = MARKING[id]
    before = SHOWN[id].read_text("utf-8").partition(f'exercise("{id}")')[0].lower()
    for item in (*exercise.zone("core"), *exercise.zone("fair")):
        words = item.unit.span.of(exercise.article.text).lower()
        assert len(words.split()) == 1 or words not in before, words


@pytest.mark.parametrize("id", MARKING)
def test_an_exercise_holds_enough_that_is_fair(id: str):
    exercise = MARKING[id]
    fair, core = len(exercise.zone("fair")), len(exercise.zone("core"))
    wanted = exercise.task.fair_share or 0.5
    assert wanted - 0.1 <= fair / (fair + core) <= wanted + 0.1
    assert 0.4 <= wanted <= 0.6


def test_the_text_keeps_what_came_with_it_and_what_did_not():
    known = ARTICLE.provenance
    assert (known.title, known.byline, known.date, known.outlet, known.link) == ("",) * 5
    assert "Kosovo”s" in ARTICLE.text


# --- the README -------------------------------------------------------------------------

READ = "python -m pip install -r requirements.txt && python -m slantwise book"
TEST = "python -m pip install -r requirements.txt && python -m pytest"


def test_the_readme_gives_each_of_the_two_commands_in_a_block_of_its_own():
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)\n```$", text, re.DOTALL | re.MULTILINE)
    assert blocks[:2] == [READ, TEST]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "LICENSE-CONTENT.md"])
def test_a_file_that_the_papers_name_exists(name: str):
    text = (ROOT / name).read_text("utf-8")
    for path in re.findall(r"`((?:[\w.-]+/)+[\w-]+\.\w+|[A-Z-]+\.md)`", text):
        assert (ROOT / path).is_file(), path
