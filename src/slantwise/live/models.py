"""What goes over the wire, as the schema of the API tells it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from slantwise.exercises.schema import Answer
from slantwise.live.session import Door, Phase, Stage


class Asked(BaseModel):
    """The body of a request: unknown keys and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Join(Asked):
    """A pupil at the door."""

    code: Annotated[str, Field(max_length=200)]
    nickname: Annotated[str, Field(max_length=200)] | None = None


class Step(Asked):
    """A teacher's action: the version that the teacher saw, and the exercise to begin."""

    version: Annotated[int, Field(ge=0, le=2**53)]
    exercise: Annotated[str, Field(max_length=80)] | None = None


class Doorway(Asked):
    """Whether somebody new may come in."""

    door: Door


class Removal(Asked):
    """The pupil who is to leave the session."""

    pupil: Annotated[str, Field(max_length=80)]


class Nothing(Asked):
    """A request that says all by its address."""


class HandedIn(Answer):
    """An answer as in an answer file, and which of its attempts is handed in."""

    stage: Stage


class Fault(BaseModel):
    """What was wrong: a code for programs, and a sentence with the remedy."""

    code: str
    message: str


class ErrorBody(BaseModel):
    """Every error has this shape."""

    error: Fault


class Joined(BaseModel):
    """Who one is in this session; the token is told this one time."""

    pupil: str
    pseudonym: str
    token: str


class Brief(BaseModel):
    """An exercise in a list; its chapter is called as in the book."""

    id: str
    title: str
    kind: str
    minutes: int
    feedback: Literal["now", "later"]
    chapter: str | None


class You(BaseModel):
    """The pupil who asks."""

    pseudonym: str
    committed: bool
    revised: bool


class State(BaseModel):
    """Where the session stands. ``committed`` is null for pupils until the class is shown."""

    version: int
    phase: Phase
    paused: bool
    round: int
    exercise: Brief | None
    you: You | None
    door: Door
    joined: int
    committed: int | None


class Task(BaseModel):
    """The payload of an exercise, without its key, its readings and its feedback."""

    model_config = ConfigDict(extra="allow")
    exercise: dict[str, Any]


class Score(BaseModel):
    """What an attempt comes to; null where nothing is scored."""

    score: float | None
    passed: bool
    points: int | None


class Result(BaseModel):
    """A pupil's own result, once the readings are shown."""

    scores: dict[Stage, Score]
    feedback: list[str]


class Own(BaseModel):
    """A pupil's own answer; without a result before the readings, and in a set kept for later."""

    answer: Answer
    result: Result | None


class ItemCount(BaseModel):
    """How often each choice was made where something was asked."""

    id: str
    chosen: dict[str, int]


class View(BaseModel):
    """What the class did; from the phase *readings* on with the readings beside it.

    Of an exercise whose feedback is for later, such as Form A, it stays what the class did.
    """

    phase: Literal["heat", "readings"]
    round: int
    committed: int
    heat: list[tuple[int, int, float]]
    items: list[ItemCount]
    votes: list[tuple[int, int, float]] | None = None
    prompts: list[dict[str, Any]] | None = None
    exercise: dict[str, Any] | None = None


class Kept(BaseModel):
    """The answer is on the disk."""

    committed: Literal[True]
    stage: Stage


class Row(BaseModel):
    """A pupil as the teacher sees them."""

    pupil: str
    pseudonym: str
    nickname: str | None
    committed: bool
    revised: bool


class Overview(BaseModel):
    """What the teacher's page needs beside the state."""

    code: str
    addresses: list[str]
    network: bool
    exercises: list[Brief]
    pupils: list[Row]
    state: State
