"""``slantwise new article``: from a file to a page of the book with a working exercise."""

from dataclasses import dataclass
from pathlib import Path

from slantwise.annotation import Annotation, Lens
from slantwise.articles import Article, load_article
from slantwise.authoring.convert import Source, read_source
from slantwise.authoring.machine import ABOUT, machine_marks, reading_lines
from slantwise.authoring.mark import mark_toml, passages
from slantwise.authoring.parts import Part, parts
from slantwise.authoring.place import place, refuse_existing, staged
from slantwise.authoring.scaffold import filled
from slantwise.authoring.toc import with_chapter
from slantwise.authoring.written import markdown, slug, toml
from slantwise.errors import ContentError
from slantwise.exercises.load import Marking, load_exercise
from slantwise.lenses import annotate
from slantwise.scoring import compare
from slantwise.text import layout, words

_FEW = 3  # core passages; below that an exercise is a matter of luck
_MANY = 24
_LONG = 1500  # words; nobody marks so much in one go
_LENSES: tuple[Lens, ...] = ("loaded", "framing")


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, as names from the course's folder, and what a person is told."""

    id: str
    exercise: str
    files: tuple[str, ...]
    sections: int
    marks: int


def new_article(path: Path, root: Path, *, id: str = "", title: str = "") -> Made:
    """Bring a text into a course: its folder, a first reading, a page, a starter exercise.

    Nothing is overwritten, and if a step fails nothing is left. Raises ContentError.
    """
    source = read_source(path)
    title = _plain(title or source.title or path.stem.replace("_", " "))
    id = _checked(id) if id else slug(title)
    page = f"book/{id}.md"
    refuse_existing(root, [f"articles/{id}", page])
    contents = with_chapter(root / "book" / "_toc.yml", id)
    files, remarks = _article_files(source, path.name, id, title)
    with staged(root, {f"articles/{id}/{name}": text for name, text in files.items()}) as folder:
        article = load_article(id, folder)
        exercise = _starter(folder, article, remarks, root)
        (folder / "book").mkdir()
        (folder / page).write_text(_page(article, exercise), encoding="utf-8", newline="")
        made = [f"articles/{id}", page, *([f"exercises/{exercise}"] if exercise else [])]
        place(folder, root, made, {"book/_toc.yml": contents})
    listed = tuple(f"articles/{id}/{name}" for name in files)
    extra = (f"exercises/{exercise}/exercise.toml",) if exercise else ()
    marks = sum(len(reading.marks) for reading in article.readings)
    return Made(id, exercise, (*listed, *extra, page), len(article.sections), marks)


def _plain(title: str) -> str:
    """Return a title for pages: on one line, short, and without angle brackets.

    The book's theme repeats a page's title for print as it stands, so that a tag in it would
    come to life there. The text's own title keeps them, under provenance.
    """
    return " ".join(title.split())[:200].translate({ord("<"): "‹", ord(">"): "›"})


def _checked(id: str) -> str:
    if slug(id) != id:
        remedy = f"Use small letters, digits and hyphens, such as “{slug(id)}”."
        raise ContentError(f"--id {id}", "this cannot be the name of an article", remedy)
    return id


# --- the article ------------------------------------------------------------------------


def _article_files(
    source: Source, name: str, id: str, title: str
) -> tuple[dict[str, str], tuple[Annotation, ...]]:
    """Return the files of the article's folder, and what the lenses remark."""
    divided = layout(source.text)
    divisions = parts(source.text, divided.blocks, source.headings, source.title)
    document = annotate(source.text, layout=divided)
    marks = machine_marks(document, [part.span for part in divisions])
    about = filled(
        "article.toml",
        id=toml(id),
        title=toml(title),
        own_title=toml(source.title),
        summary=toml(_summary(source, name)),
        sections="\n".join(map(_section, divisions)),
        about=toml(ABOUT),
    )
    files = {
        "article.toml": about,
        "article.txt": source.text,
        "RIGHTS.md": filled("RIGHTS.md"),
        "readings/machine.jsonl": reading_lines(document, marks),
    }
    return files, document.annotations


def _summary(source: Source, name: str) -> str:
    how = "word for word" if source.form == "text" else "its words without their layout"
    return f"Brought into this course from the file {name[:80]}, {how}."


def _section(part: Part) -> str:
    remark = "" if part.own or not part.heading else "  # no heading: the paragraph's first words"
    return (
        f"[[section]]\nid = {toml(part.id)}\ntitle = {toml(part.title)}\n"
        f"heading = {toml(part.heading)}{remark}\n"
    )


# --- the exercise -----------------------------------------------------------------------


def _starter(folder: Path, article: Article, remarks: tuple[Annotation, ...], root: Path) -> str:
    """Write the starter exercise and return its id; "" where no section is fit for one.

    The sections with the most findings of a lens are tried first, loaded language before
    framing; what does not load, or falls to an answer that needs no reading, is left.
    """
    for lens in _LENSES:
        id = f"{article.id}-{lens}"
        if (root / "exercises" / id).exists():
            continue
        found = [r for r in remarks if r.lens == lens]
        for section in _by_findings(article, lens):
            text = mark_toml(
                id, article, article.section(section), article.readings, lens,
                chapter=article.id, remarks=found,
            )  # fmt: skip
            path = folder / "exercises" / id / "exercise.toml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            if _holds(id, folder):
                return id
            path.unlink()
            path.parent.rmdir()
    return ""


def _by_findings(article: Article, lens: Lens) -> list[str]:
    """Return the sections that hold some core passages and not too many, the richest first."""
    counts = {}
    for section in article.sections:
        if sum(1 for _ in words(article.text, section.span)) > _LONG:
            continue
        keyed = passages(article, section, article.readings, lens)
        counts[section.id] = sum(passage.zone == "core" for passage in keyed)
    fit = [id for id, count in counts.items() if _FEW <= count <= _MANY]
    return sorted(fit, key=lambda id: -counts[id])


def _holds(id: str, folder: Path) -> bool:
    """Tell whether an exercise loads and does not give itself away to the longest words."""
    try:
        exercise = load_exercise(id, folder)
    except ContentError:
        return False
    return isinstance(exercise, Marking) and _by_length(exercise) < exercise.task.pass_


def _by_length(exercise: Marking) -> float:
    """Return the score of marking the longest words."""
    long = sorted(exercise.key.words, key=lambda token: token.start - token.end)
    return compare(exercise.key, long[: len(exercise.key.core)]).score


# --- the page ---------------------------------------------------------------------------


def _page(article: Article, exercise: str) -> str:
    """Return the page that shows the text section by section, and the exercise before it."""
    practice = ""
    if exercise:
        readers = "from a first reading by the rules of this book"
        practice = filled("practice.md", exercise_id=exercise, readers=readers)
    sections = "".join(
        filled("section.md", title=markdown(part.title), id=article.id, section=part.id)
        for part in article.sections
    )
    return filled(
        "chapter.md",
        title=markdown(article.title),
        id=article.id,
        exercise=practice,
        sections=sections,
    )
