"""What an exercise file and an answer file may hold; anything else is refused by name."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Note(_Strict):
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


class MarkExercise(_Strict):
    """An ``exercise.toml`` of kind *mark*: mark passages through one lens."""

    id: Slug
    kind: Literal["mark"]
    version: Annotated[int, Field(ge=1)]
    title: Words
    objective: Words
    out_of_scope: str = ""
    minutes: Annotated[int, Field(ge=1, le=90)]
    article: Slug
    section: Slug
    lens: Literal["loaded", "unsourced", "framing"]
    readings: Annotated[list[str], Field(min_length=1)]
    pass_: Annotated[float, Field(alias="pass", gt=0, le=1)] = 0.5
    prompt: Words
    hints: list[Words] = []
    next: str = ""
    note: Annotated[list[Note], Field(min_length=1)]


class AnsweredSpan(_Strict):
    """One mark of a learner: code points into the article, and the words they cover."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    quote: Annotated[str, StringConstraints(max_length=20_000)]


class Attempt(_Strict):
    """Marks that were committed, and how sure the learner was: 1 a guess, 3 certain."""

    marks: Annotated[list[AnsweredSpan], Field(max_length=2000)]
    certainty: Annotated[int, Field(ge=1, le=3)]


class Answer(_Strict):
    """One learner's answer to one exercise: the first attempt, and the revised one."""

    exercise: Slug
    exercise_version: Annotated[int, Field(ge=1)]
    passage: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    first: Attempt
    revised: Attempt | None = None


class AnswerFile(_Strict):
    """A learner's file of answers, format version 1."""

    format: Literal["slantwise-answers"]
    version: Literal[1]
    answers: Annotated[list[Answer], Field(min_length=1, max_length=500)]
