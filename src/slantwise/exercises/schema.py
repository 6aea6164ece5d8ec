"""What an answer file may hold; anything else is refused by name."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from slantwise.exercises.tasks import Level, Slug, Strict

Essay = Annotated[str, StringConstraints(max_length=20_000)]


class AnsweredSpan(Strict):
    """One mark of a learner: code points into the article, and the words they cover."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    quote: Annotated[str, StringConstraints(max_length=20_000)]


class Attempt(Strict):
    """Marks that were committed, and how sure the learner was: 1 a guess, 3 certain."""

    marks: Annotated[list[AnsweredSpan], Field(max_length=2000)]
    certainty: Level


class Choice(Strict):
    """The label that was given to one item, and how sure the learner was of it."""

    item: Slug
    choice: Slug
    certainty: Level | None = None


class ChoiceAttempt(Strict):
    """Labels for items; certainty stands once for all, or with each choice."""

    choices: Annotated[list[Choice], Field(max_length=40)]
    certainty: Level | None = None


class OrderAttempt(Strict):
    """The steps in the learner's order."""

    order: Annotated[list[Slug], Field(max_length=9)]
    certainty: Level


class TraceAttempt(Strict):
    """The links that a claim came through, and what was changed."""

    links: Annotated[list[Slug], Field(max_length=9)]
    change: Slug | None
    certainty: Level


class DossierAttempt(Strict):
    """The cards in the order in which they were opened, and the verdict after them."""

    opened: Annotated[list[Slug], Field(max_length=14)]
    verdict: Slug | None
    certainty: Level


class RewriteAttempt(Strict):
    """A rewritten passage."""

    text: Essay


class ReflectAttempt(Strict):
    """Free words, and the lines of the checklist that the writer ticked."""

    text: Essay
    ticked: Annotated[list[Slug], Field(max_length=9)]


ATTEMPTS: dict[str, type[Strict]] = {
    "marks": Attempt,
    "choices": ChoiceAttempt,
    "order": OrderAttempt,
    "links": TraceAttempt,
    "opened": DossierAttempt,
    "ticked": ReflectAttempt,
    "text": RewriteAttempt,
}


def attempt_kind(value: Any) -> str:
    """Tell the kind of an attempt by the key that only it has."""
    has = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    return next((key for key in ATTEMPTS if key in has), "marks")


AnyAttempt = Annotated[
    Annotated[Attempt, Tag("marks")]
    | Annotated[ChoiceAttempt, Tag("choices")]
    | Annotated[OrderAttempt, Tag("order")]
    | Annotated[TraceAttempt, Tag("links")]
    | Annotated[DossierAttempt, Tag("opened")]
    | Annotated[ReflectAttempt, Tag("ticked")]
    | Annotated[RewriteAttempt, Tag("text")],
    Discriminator(attempt_kind),
]


class Answer(Strict):
    """One learner's answer to one exercise: the first attempt, and the revised one."""

    exercise: Slug
    exercise_version: Annotated[int, Field(ge=1)]
    passage: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    first: AnyAttempt
    revised: AnyAttempt | None = None


class AnswerFile(Strict):
    """A learner's file of answers, format version 1."""

    format: Literal["slantwise-answers"]
    version: Literal[1]
    answers: Annotated[list[Answer], Field(min_length=1, max_length=500)]
