"""The widgets: `Reader` shows a text through the lenses, `Practice` is an exercise."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from slantwise.annotation import LENSES, Lens, Span
from slantwise.articles import Article, find_root, load_article
from slantwise.errors import ContentError
from slantwise.exercises.load import load_exercise
from slantwise.exercises.order import in_book_order, page_names
from slantwise.lenses import annotate
from slantwise.reader import bundle, payload
from slantwise.reader.answer_file import write_answer
from slantwise.reader.overview import overview
from slantwise.reader.own import article_of
from slantwise.reader.static import element

_VIEW = "application/vnd.jupyter.widget-view+json"


class _Widget(anywidget.AnyWidget):
    """What both widgets share: one script, one style, and plain HTML beside the live view."""

    _esm = bundle.esm()
    _css = bundle.stylesheet()
    view = traitlets.Unicode().tag(sync=True)
    payload = traitlets.Dict().tag(sync=True)
    kept = traitlets.Unicode("notebook").tag(sync=True)

    def _state(self) -> dict[str, Any]:
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        made = super()._repr_mimebundle_(**kwargs)
        data, metadata = made or ({}, {})
        data = {**data, "text/html": element(self._state())}
        if os.environ.get("SLANTWISE_STATIC"):  # the book has no kernel behind its pages
            data.pop(_VIEW, None)
        return data, metadata


class Reader(_Widget):
    """A passage through the lenses.

    Traits that follow the page, and lead it when set:

    - ``lenses_on``: the lenses that are switched on;
    - ``opened``: the positions in ``payload["notes"]`` of the notes that are open;
    - ``selection``: the selected words, ``{"start", "end", "text"}`` in code points;
    - ``marks``: with ``marking=True``, what the reader has marked, ``[[start, end], …]``.
    """

    lenses_on = traitlets.List(traitlets.Unicode()).tag(sync=True)
    opened = traitlets.List(traitlets.Int()).tag(sync=True)
    selection = traitlets.Dict().tag(sync=True)
    marks = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)

    def __init__(
        self,
        article: Article | str,
        section: str | None = None,
        lenses: Sequence[Lens] = LENSES,
        on: Iterable[Lens] | None = None,
        *,
        marking: bool = False,
    ) -> None:
        """Show an article (or its id), or one section of it, through the given lenses.

        ``on`` names the lenses that are on at the start (default: all that are given).
        Raises ContentError for an article that cannot be read, ValueError for an unknown
        section or lens.
        """
        article = load_article(article) if isinstance(article, str) else article
        unknown = [lens for lens in (*lenses, *(on or ())) if lens not in LENSES]
        if unknown:
            raise ValueError(f"unknown lens {unknown[0]!r}; the lenses are {', '.join(LENSES)}")
        within = _within(article, section)
        found = annotate(article.text, layout=article.layout).annotations if lenses else ()
        made = payload.annotated(article, found, tuple(lenses), within)
        if marking:
            made |= payload.markable(article, within)
        if section is not None:  # two sections on one page need two names
            made["title"] = f"{article.title}, {article.section(section).title}"
        super().__init__(
            view="marker" if marking else "reader",
            payload=made,
            lenses_on=list(lenses if on is None else on),
        )

    @classmethod
    def of(cls, text: str, title: str = "Your text", **options: Any) -> "Reader":
        """Show any text; the options are those of `Reader`."""
        return cls(article_of(text, title), **options)

    def _state(self) -> dict[str, Any]:
        return {
            "view": self.view,
            "payload": self.payload,
            "lenses_on": self.lenses_on,
            "opened": [],
            "selection": {},
            "marks": self.marks,
        }


class Practice(_Widget):
    """An exercise: read, mark, say how sure, commit, compare, revise.

    ``answer`` follows the page: ``{"first", "revised", "draft"}``, each attempt with
    ``marks`` and ``certainty`` as in an answer file.
    """

    answer = traitlets.Dict().tag(sync=True)

    def __init__(self, id: str, *, folded: bool = False) -> None:
        """Show an exercise of the course, or at first only its title (``folded``).

        Raises ContentError where it cannot be read.
        """
        made = payload.exercise(load_exercise(id))
        super().__init__(view="exercise", payload={**made, "folded": folded})

    @property
    def committed(self) -> bool:
        """Whether an answer was committed on the page."""
        return bool(self.answer.get("first"))

    def save(self, path: Path | str) -> Path:
        """Write the committed answer to a file, as the page's download does; return its path.

        `slantwise.check` reads it. An earlier answer to the same exercise is replaced. Raises
        ContentError where nothing is committed, or where the file cannot be written.
        """
        path = Path(path)
        if not self.committed:
            raise ContentError(path, "nothing is committed yet", "Commit on the page first.")
        write_answer(path, self.payload["exercise"], self.answer)
        return path

    def _state(self) -> dict[str, Any]:
        return {"view": self.view, "payload": self.payload, "answer": {}}


class Progress(_Widget):
    """The learner's summary of all answers: how well told apart, how sure, how even.

    In the book it reads what the browser keeps. In a notebook it follows the exercises that
    it is given, and answer files can be loaded; ``answers`` is ``{id: {"first", "revised"}}``.
    """

    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, *practices: Practice) -> None:
        """Sum up the answers in the given exercises, and follow them."""
        root = find_root()
        every = (load_exercise(id, root) for id in in_book_order(root))
        made = overview(every, page_names(root))
        super().__init__(view="summary", payload=made)
        for practice in practices:
            practice.observe(self._follow, "answer")
            self._take(practice)

    def _follow(self, change: dict[str, Any]) -> None:
        self._take(change["owner"])

    def _take(self, practice: Practice) -> None:
        """Take over what a learner has committed in an exercise."""
        if practice.answer.get("first"):
            id = practice.payload["exercise"]["id"]
            kept = {name: practice.answer.get(name) for name in ("first", "revised")}
            self.answers = {**self.answers, id: kept}

    def _state(self) -> dict[str, Any]:
        return {"view": self.view, "payload": self.payload, "answers": {}}


def _within(article: Article, section: str | None) -> Span | None:
    if section is None:
        return None
    try:
        return article.section(section).span
    except KeyError:
        known = ", ".join(s.id for s in article.sections)
        problem = f"the article has no section {section!r}; it has {known}"
        raise ValueError(problem) from None
