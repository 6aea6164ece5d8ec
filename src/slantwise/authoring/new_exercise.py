"""``slantwise new exercise``: a commented file for one kind, which loads at once."""

from pathlib import Path

from slantwise.annotation import Lens
from slantwise.articles import Article, Section, list_articles, load_article
from slantwise.authoring.mark import mark_toml
from slantwise.authoring.place import place, refuse_existing, staged
from slantwise.authoring.scaffold import filled
from slantwise.authoring.written import slug, toml
from slantwise.errors import ContentError
from slantwise.tomlfile import nearest


def new_exercise(
    id: str,
    kind: str,
    root: Path,
    *,
    article: str = "",
    section: str = "",
    chapter: str = "",
    lens: Lens = "loaded",
) -> Path:
    """Write ``exercises/<id>/exercise.toml`` and return its path; nothing is overwritten.

    Raises ContentError for an id that is taken or no id, and for an unknown article,
    section or chapter.
    """
    if slug(id) != id:
        remedy = (
            f"Use small letters, digits and hyphens, such as “{slug(id, fallback='my-exercise')}”."
        )
        raise ContentError(f"exercises/{id}", "this cannot be the name of an exercise", remedy)
    refuse_existing(root, [f"exercises/{id}"])
    if chapter and not (root / "book" / f"{chapter}.md").is_file():
        known = [path.stem for path in (root / "book").glob("*.md")]
        raise ContentError(root / "book", f"there is no page “{chapter}”", nearest(chapter, known))
    source = _article(article, root) if article or kind == "mark" else None
    part = _section(source, section) if source else None
    if kind == "mark" and source and part:
        text = mark_toml(id, source, part, source.readings, lens, chapter=chapter)
    else:
        text = filled(f"{kind}.toml", head=_head(id, kind, source, part, chapter))
    name = f"exercises/{id}"
    with staged(root, {f"{name}/exercise.toml": text}) as folder:
        place(folder, root, [name], {})
    return root / name / "exercise.toml"


def _article(id: str, root: Path) -> Article:
    known = list_articles(root)
    if not id:
        remedy = f"Add --article ID --section ID. Articles: {', '.join(known)}."
        raise ContentError(root / "articles", "marking needs an article", remedy)
    return load_article(id, root)


def _section(article: Article, id: str) -> Section:
    known = [section.id for section in article.sections]
    if not id and len(known) == 1:
        id = known[0]
    if id not in known:
        problem = (
            f"the article “{article.id}” has no section “{id}”" if id else "no section is named"
        )
        remedy = nearest(id, known) if id else f"Add --section ID. Sections: {', '.join(known)}."
        raise ContentError(f"articles/{article.id}/article.toml", problem, remedy)
    return article.section(id)


def _head(
    id: str, kind: str, article: Article | None, section: Section | None, chapter: str
) -> str:
    """Return the keys that all kinds share."""
    source = (
        f"article = {toml(article.id)}\nsection = {toml(section.id)}" if article and section else ""
    )
    return filled(
        "head.toml",
        id=toml(id),
        kind=toml(kind),
        chapter=f"chapter = {toml(chapter)}" if chapter else '# chapter = "page"',
        source=source
        or '# article = "id"  # with both, the passage is shown for reading first,\n'
        '# section = "id"  # and an item may say quote = "words of it" in place of text = "…"',
    ).rstrip("\n")
