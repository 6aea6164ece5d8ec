"""Whether everything that is named exists, and everything that exists is named."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from slantwise.articles import Article, list_articles
from slantwise.contents import named_pages
from slantwise.doctor.course import Check, Course
from slantwise.errors import ContentError
from slantwise.exercises.load import list_exercises
from slantwise.text import read_text
from slantwise.tomlfile import nearest, read_toml

_CELL = re.compile(r"^(`{3,})\{code-cell\}[^\n]*\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})[^\n]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(r"(?<!!)\[[^\[\]]+\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LABEL = re.compile(r"^\(([\w-]+)\)=|\{#([\w-]+)[ }]|id=\"([\w-]+)\"", re.MULTILINE)
# What a cell may call with the id of an article first.
_SHOWS = frozenset(
    "show plain agreement provenance reading_ease panel gallery voices would_could side_by_side "
    "climb who_acts".split()
)


_BY_SECTION = frozenset(("show", "plain", "panel"))  # and with a section second


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a cell: its name and texts, and where it stands."""

    path: Path
    line: int
    name: str
    first: str
    section: str


def references(course: Course) -> tuple[Check, ...]:
    """Return dead references, and what nothing refers to."""
    calls = [call for path, source in course.pages.items() for call in _calls(path, source)]
    return (
        _cells(course, calls),
        _used(course, calls),
        _contents(course),
        _links(course),
        strays(course.root),
    )


# --- cells ------------------------------------------------------------------------------


def _calls(path: Path, source: str) -> Iterator[Call]:
    for cell in _CELL.finditer(source):
        first = source.count("\n", 0, cell.start(2)) + 1
        code = re.sub(r"^:.*$", "", cell.group(2), flags=re.MULTILINE)
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError, RecursionError):
            continue  # the build says so
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [_text(arg) for arg in node.args]
                named = {word.arg: _text(word.value) for word in node.keywords}
                section = named.get("section") or (texts[1] if len(texts) > 1 else "")
                line = first + node.lineno - 1
                yield Call(path, line, node.func.id, texts[0] if texts else "", section)


def _text(node: ast.expr) -> str:
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""


def _cells(course: Course, calls: list[Call]) -> Check:
    known = list_articles(course.root), list_exercises(course.root)
    found = [error for call in calls for error in _dead(call, *known, course.articles)]
    return Check("What the pages show exists", len(calls), tuple(found))


def _dead(
    call: Call, articles: list[str], exercises: list[str], loaded: Mapping[str, Article]
) -> Iterator[ContentError]:
    if call.name == "exercise" and call.first not in exercises:
        problem = f"there is no exercise “{call.first}”"
        yield ContentError(call.path, problem, nearest(call.first, exercises), line=call.line)
    if call.name not in _SHOWS or not call.first:
        return
    if call.first not in articles:
        problem = f"there is no article “{call.first}”"
        yield ContentError(call.path, problem, nearest(call.first, articles), line=call.line)
    elif call.section and call.name in _BY_SECTION and call.first in loaded:
        known = [section.id for section in loaded[call.first].sections]
        if call.section not in known:
            problem = f"the article “{call.first}” has no section “{call.section}”"
            yield ContentError(call.path, problem, nearest(call.section, known), line=call.line)


def _used(course: Course, calls: list[Call]) -> Check:
    shown = {(call.first, call.path.stem) for call in calls if call.name == "exercise"}
    anywhere = {id for id, _ in shown}
    found: list[ContentError] = []
    for case in course.cases:
        task = case.exercise.task
        if task.id not in anywhere:
            problem = f"no page shows the exercise “{task.id}”"
            remedy = f'Put a cell with exercise("{task.id}") into a page of book/, or delete it.'
            found.append(case.finding(("id",), problem, remedy))
        elif task.chapter and (task.id, task.chapter) not in shown:
            problem = f"the page “{task.chapter}” does not show it"
            pages = sorted(page for id, page in shown if id == task.id)
            remedy = f'Write: chapter = "{pages[0]}", or move its cell.'
            found.append(case.finding(("chapter",), problem, remedy))
    return Check("Each exercise stands on a page", len(course.cases), tuple(found))


# --- contents and links -----------------------------------------------------------------


def _contents(course: Course) -> Check:
    path = course.root / "book" / "_toc.yml"
    try:
        source = read_text(path)
    except ContentError as error:
        return Check("The contents name every page once", 0, (error,))
    found: list[ContentError] = []
    named: set[str] = set()
    for number, name in named_pages(source):
        pages = [path.parent / f"{name}{suffix}" for suffix in (".md", ".ipynb", ".rst")]
        if not any(page.is_file() for page in pages):
            problem = f"there is no page “{name}”"
            found.append(ContentError(path, problem, "Write it, or delete the line.", line=number))
        if name in named:
            problem = f"the page “{name}” is named twice"
            found.append(ContentError(path, problem, "Delete one.", line=number))
        named.add(name)
    for page in course.pages:
        name = page.relative_to(path.parent).with_suffix("").as_posix()
        if name not in named:
            remedy = f"Add to book/_toc.yml: - file: {name}"
            found.append(ContentError(page, "the contents do not name this page", remedy))
    return Check("The contents name every page once", len(course.pages), tuple(found))


def _links(course: Course) -> Check:
    anchors = {path.resolve(): _anchors(source) for path, source in course.pages.items()}
    found: list[ContentError] = []
    checked = 0
    for path, source in course.pages.items():
        prose = _CODE.sub(_blank, _FENCE.sub(_blank, source))
        for match in _LINK.finditer(prose):
            target = match.group(1)
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            checked += 1
            if problem := _broken(path, target, anchors):
                line = prose.count("\n", 0, match.start()) + 1
                remedy = "Correct the link, or write the page."
                found.append(ContentError(path, problem, remedy, line=line))
    return Check("Links within the book arrive", checked, tuple(found))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _broken(path: Path, target: str, anchors: Mapping[Path, set[str]]) -> str:
    """Return what is wrong with a link within the book; "" where it arrives."""
    name, _, anchor = target.partition("#")
    goal = (path.parent / name).resolve() if name else path.resolve()
    if not goal.is_file():
        return f"the link to “{name}” leads nowhere"
    if anchor and goal in anchors and anchor not in anchors[goal]:
        return f"there is no heading for “#{anchor}”"
    return ""


def _anchors(source: str) -> set[str]:
    heads = _HEADING.findall(_FENCE.sub(_blank, source))
    made = {re.sub(r"\W+", "-", head.lower()).strip("-") for head in heads}
    made |= {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
    return made | {name for names in _LABEL.findall(source) for name in names if name}


# --- files that nothing names -----------------------------------------------------------


def strays(root: Path) -> Check:
    """Return files in ``articles/`` and ``exercises/`` that nothing reads."""
    found: list[ContentError] = []
    files = [p for name in ("articles", "exercises") for p in sorted((root / name).rglob("*"))]
    files = [path for path in files if path.is_file() or path.is_symlink()]
    wanted = {*(root / "exercises").glob("*/exercise.toml"), *_read_by_articles(root)}
    wanted.update((root / "articles").glob("*/gallery.toml"))
    for path in files:
        if path not in wanted:
            remedy = "Move it elsewhere, or name it in article.toml."
            found.append(ContentError(path, "nothing reads this file", remedy))
    return Check("No stray file in articles/, exercises/", len(files), tuple(found))


def _read_by_articles(root: Path) -> Iterator[Path]:
    for path in (root / "articles").glob("*/article.toml"):
        folder = path.parent
        yield from (path, folder / "RIGHTS.md", folder / "gallery.toml")
        try:
            data = read_toml(path).data
        except ContentError:
            yield from folder.rglob("*")  # told where it is loaded
            continue
        readings = data.get("reading", [])
        listed = readings if isinstance(readings, list) else []
        rows = [row.get("file") for row in listed if isinstance(row, dict)]
        yield from (folder / name for name in (data.get("text"), *rows) if isinstance(name, str))
