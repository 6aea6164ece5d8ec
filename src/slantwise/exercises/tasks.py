"""What an ``exercise.toml`` may hold, kind by kind; anything else is refused by name."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Level = Annotated[int, Field(ge=1, le=3)]


class Strict(BaseModel):
    """Data from outside: unknown keys and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Task(Strict):
    """What every exercise says of itself."""

    id: Slug
    kind: str
    version: Annotated[int, Field(ge=1)]
    title: Words
    objective: Words
    out_of_scope: str = ""
    minutes: Annotated[int, Field(ge=1, le=90)]
    chapter: Slug | None = None
    article: Slug | None = None
    section: Slug | None = None
    certainty: Literal["once", "each", "none"] = "once"
    feedback: Literal["now", "later"] = "now"
    pass_: Annotated[float, Field(alias="pass", gt=0, le=1)] = 0.5
    prompt: Words
    hints: list[Words] = []
    next: str = ""


class Shown(Strict):
    """Something that a learner is shown: words of the article, or the exercise's own.

    Exactly one of ``quote`` (occurs once in the section) and ``text`` is given.
    """

    quote: Words | None = None
    text: Words | None = None


# --- mark -------------------------------------------------------------------------------


class Note(Strict):
    """What the exercise says about one passage of its key.

    ``quote`` occurs once in the section, or everywhere it occurs is meant (``all``).
    """

    quote: Words
    all: bool = False
    label: str = ""
    question: str = ""
    why: Words
    best_case: str = ""
    neutral: str = ""


class MarkExercise(Task):
    """*mark*: mark passages of a section through one lens; the readings make the key.

    ``fair_share`` is given where it is not about half of the passages that are fair, on purpose.
    """

    kind: Literal["mark"]
    article: Slug
    section: Slug
    certainty: Literal["once"] = "once"
    lens: Literal["loaded", "unsourced", "framing"]
    fair_share: Annotated[float, Field(gt=0, lt=1)] | None = None
    readings: Annotated[list[str], Field(min_length=1)]
    note: Annotated[list[Note], Field(min_length=1)]


# --- classify, ladder, mirror -----------------------------------------------------------


class Label(Strict):
    """One answer that may be given to every item.

    ``asks`` says that whoever picks it thinks the item worth a question; ``confused`` is
    what someone is told who picks it wrongly.
    """

    id: Slug
    name: Words
    help: str = ""
    confused: str = ""
    asks: bool = False


class ChoiceItem(Shown):
    """One item: its right label, and the labels that careful readers would also accept."""

    id: Slug
    lead: str = ""
    key: Slug
    also: list[Slug] = []
    why: Words
    best_case: str = ""
    side: Slug | None = None
    wrong: dict[str, Words] = {}


class ChoiceExercise(Task):
    """*classify*, *ladder* (the labels are rungs, weakest first) and *mirror* (two sides).

    ``fair_share`` is given where it is not about half of the items that are fair, on purpose.
    """

    kind: Literal["classify", "ladder", "mirror"]
    certainty: Literal["once", "each"] = "once"
    fair_share: Annotated[float, Field(gt=0, lt=1)] | None = None
    label: Annotated[list[Label], Field(min_length=2, max_length=7)]
    item: Annotated[list[ChoiceItem], Field(min_length=2, max_length=40)]


# --- order ------------------------------------------------------------------------------


class Step(Shown):
    """One step; with ``tie`` it may as well change places with the step before it."""

    id: Slug
    why: Words
    tie: bool = False


class OrderExercise(Task):
    """*order*: bring the steps, given here in the right order, from ``shown`` into it."""

    kind: Literal["order"]
    certainty: Literal["once"] = "once"
    shown: list[Slug]
    step: Annotated[list[Step], Field(min_length=3, max_length=9)]


# --- trace ------------------------------------------------------------------------------


class Link(Strict):
    """A place where a claim may have passed through; ``part`` tells whether it did."""

    id: Slug
    text: Words
    part: bool
    why: Words
    where: str = ""


class Change(Strict):
    """A way in which a claim may have changed on its way."""

    id: Slug
    name: Words
    right: bool = False
    why: Words


class TraceExercise(Task):
    """*trace*: where a claim came through, and what was changed."""

    kind: Literal["trace"]
    certainty: Literal["once"] = "once"
    claim: Words | None = None
    quote: Words | None = None
    link: Annotated[list[Link], Field(min_length=3, max_length=9)]
    change: Annotated[list[Change], Field(min_length=2, max_length=6)]


# --- dossier ----------------------------------------------------------------------------


class Card(Strict):
    """One source, summed up by the course: whose it is, when, and where to find it.

    Cards of one ``origin`` depend on each other. ``independent`` sources do not depend on
    whoever makes the claim.
    """

    id: Slug
    title: Words
    body: Words
    date: str = ""
    text: Words
    where: Words
    origin: Slug
    independent: bool
    relevant: bool
    why: Words


class Verdict(Strict):
    """What the sources may come to."""

    id: Literal["supported", "contested", "contradicted", "not-found"]
    right: bool = False
    accepted: bool = False
    why: Words


class DossierExercise(Task):
    """*dossier*: read sideways in a few sources, then say what they come to."""

    kind: Literal["dossier"]
    certainty: Literal["once"] = "once"
    claim: Words | None = None
    quote: Words | None = None
    opens: Annotated[int, Field(ge=2, le=8)] = 4
    card: Annotated[list[Card], Field(min_length=6, max_length=14)]
    verdict: Annotated[list[Verdict], Field(min_length=4, max_length=4)]


# --- rewrite, reflect -------------------------------------------------------------------


class Keep(Strict):
    """A claim that must survive a rewrite: one of ``any`` occurs, and one of ``source``."""

    id: Slug
    claim: Words
    any: Annotated[list[Words], Field(min_length=1)]
    source: list[Words] = []


class Model(Strict):
    """A model answer, at one of three levels of a rubric."""

    level: Level
    text: Words
    why: Words


class RewriteExercise(Task):
    """*rewrite*: say the same in fair words; checked by the lenses and a list of claims."""

    kind: Literal["rewrite"]
    certainty: Literal["none"] = "none"
    pass_: Annotated[float, Field(alias="pass", gt=0, le=1)] = 1.0
    quote: Words | None = None
    text: Words | None = None
    keep: Annotated[list[Keep], Field(min_length=1, max_length=9)]
    allow: list[Words] = []
    shortest: Annotated[float, Field(gt=0, le=1)] = 0.75
    longest: Annotated[float, Field(ge=1, le=4)] = 1.25
    model: list[Model] = []


class Check(Strict):
    """A line of the checklist that a writer goes through alone."""

    id: Slug
    text: Words


class ReflectExercise(Task):
    """*reflect*: write; never scored."""

    kind: Literal["reflect"]
    certainty: Literal["none"] = "none"
    check: Annotated[list[Check], Field(min_length=1, max_length=9)]
    model: list[Model] = []


ItemExercise = (
    ChoiceExercise
    | OrderExercise
    | TraceExercise
    | DossierExercise
    | RewriteExercise
    | ReflectExercise
)
AnyExercise = MarkExercise | ItemExercise

MODELS: dict[str, type[AnyExercise]] = {
    "mark": MarkExercise,
    "classify": ChoiceExercise,
    "ladder": ChoiceExercise,
    "mirror": ChoiceExercise,
    "order": OrderExercise,
    "trace": TraceExercise,
    "dossier": DossierExercise,
    "rewrite": RewriteExercise,
    "reflect": ReflectExercise,
}
