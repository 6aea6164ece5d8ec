"""The disagreement gallery: places where the close readings part, with both sides argued."""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from slantwise.annotation import Lens, Span, merge
from slantwise.articles import Article, Mark, find_root, load_article
from slantwise.errors import ContentError
from slantwise.text import locate
from slantwise.tomlfile import TomlFile, nearest, read_toml

_KEYS = ("quote", "lens", "case_for", "case_against", "question")


@dataclass(frozen=True, slots=True)
class Voice:
    """What one reading makes of a place: its marks there, or its calls of fair, or neither."""

    name: str
    marks: tuple[Mark, ...]
    fair: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Words on which the readings part, with the best case for each side and a question."""

    span: Span
    lens: Lens
    voices: tuple[Voice, ...]
    case_for: str
    case_against: str
    question: str


def has_gallery(article: str, root: Path) -> bool:
    """Tell whether an article comes with a gallery."""
    return _path(article, root).is_file()


def load_gallery(article: str, root: Path | None = None) -> tuple[Place, ...]:
    """Read ``articles/<id>/gallery.toml``, in the order of the text.

    Raises ContentError for an unknown or missing key, a quotation that does not occur exactly
    once, or a place on which the readings do not part.
    """
    root = root or find_root()
    source = load_article(article, root)
    file = read_toml(_path(article, root))
    rows = file.data.get("place")
    if file.data.keys() - {"place"} or not isinstance(rows, list) or not rows:
        raise file.error((), "a gallery is a list of places", "Write [[place]] for each.")
    places = [_place(file, i, row, source) for i, row in enumerate(rows)]
    return tuple(sorted(places, key=lambda place: (place.span, place.lens)))


def voices(article: Article, span: Span, lens: Lens) -> tuple[Voice, ...]:
    """Return what each reading says of a place under a lens.

    A reading that marks words and calls some of them fair counts as one that marks them.
    """
    return tuple(
        Voice(
            reading.name,
            tuple(m for m in reading.marks if m.lens == lens and m.span.overlaps(span)),
            tuple(m for m in reading.marks if m.is_fair_under(lens) and m.span.overlaps(span)),
        )
        for reading in article.readings
    )


def part(said: tuple[Voice, ...]) -> bool:
    """Tell whether readings part: some mark, others do not, and one of these says “fair”."""
    others = [voice for voice in said if not voice.marks]
    return 0 < len(others) < len(said) and any(voice.fair for voice in others)


def partings(article: Article, lens: Lens) -> tuple[Span, ...]:
    """Return every place of an article on which the readings part under a lens."""
    spans = (m.span for reading in article.readings for m in reading.marks if m.lens == lens)
    return merge(span for span in spans if part(voices(article, span, lens)))


def _path(article: str, root: Path) -> Path:
    return root / "articles" / article / "gallery.toml"


def _place(file: TomlFile, i: int, row: object, article: Article) -> Place:
    if not isinstance(row, dict):
        raise file.error(("place",), "a place is no table", "Write [[place]].")
    _check(file, i, row)
    try:
        span = locate(article.text, row["quote"])
    except ValueError as error:
        remedy = "Copy more of the text, letter by letter."
        raise file.error(("place", i, "quote"), str(error), remedy) from None
    said = voices(article, span, row["lens"])
    if not part(said):
        problem = f"the readings do not part on “{row['quote'][:60]}”"
        remedy = "Choose words that some of them mark and another calls fair."
        raise file.error(("place", i, "quote"), problem, remedy)
    cases = (row["case_for"], row["case_against"], row["question"])
    return Place(span, row["lens"], said, *cases)


def _check(file: TomlFile, i: int, row: dict[str, object]) -> None:
    """Refuse an unknown key, a missing text, and a lens that there is none of."""
    for key in row:
        if key not in _KEYS:
            raise file.error(("place", i, key), f"unknown key “{key}”", nearest(key, _KEYS))
    for key in _KEYS:
        if not isinstance(row.get(key), str) or not str(row[key]).strip():
            raise file.error(("place", i, key), f"“{key}” is missing", f'Add: {key} = "…"')
    if row["lens"] not in get_args(Lens):
        remedy = nearest(str(row["lens"]), get_args(Lens))
        raise file.error(("place", i, "lens"), f"there is no lens “{row['lens']}”", remedy)


def findings(article: str, root: Path) -> tuple[int, tuple[ContentError, ...]]:
    """Return how many places an article's gallery has, and what is wrong with it."""
    try:
        return len(load_gallery(article, root)), ()
    except ContentError as error:
        return 1, (error,)
