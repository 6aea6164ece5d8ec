"""How a QTI 2.1 test comes to the score of the book, in QTI's own expressions."""

from collections.abc import Sequence

from slantwise.classroom.quiz.model import Quiz
from slantwise.classroom.quiz.xml import Node, el

WEIGHT = "RUNGS"  # what the items of a ladder count for


def identifier(id: str) -> str:
    """Return an id as QTI takes it: it may not begin with a digit."""
    return f"_{id}" if id[:1].isdigit() else id


def number(value: float) -> str:
    """Return a number without exponent, to twelve digits."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def base(kind: str, value: str) -> Node:
    """Return a value."""
    return el("baseValue", {"baseType": kind}, value)


def variable(id: str) -> Node:
    """Return what a variable holds."""
    return el("variable", {"identifier": id})


def put(id: str, value: Node) -> Node:
    """Return a step that sets an outcome."""
    return el("setOutcomeValue", {"identifier": id}, value)


def outcome(id: str, value: float) -> Node:
    """Return the declaration of a number, with what it is to begin with."""
    attrs = {"identifier": id, "cardinality": "single", "baseType": "float"}
    start = el("defaultValue", {}, el("value", {}, number(value)))
    return el("outcomeDeclaration", attrs, start)


def name(quiz: Quiz) -> str:
    """Return what the score of an exercise is called."""
    return f"SCORE_{quiz.id}"


def category(quiz: Quiz, side: str, flawed: bool) -> str:
    """Return what the items of one side are called that are flawed, or fair."""
    return identifier(f"{quiz.id}.{side}.{'flawed' if flawed else 'fair'}")


def processing(quizzes: Sequence[Quiz]) -> Node:
    """Return the outcome of a test: a score for each exercise, and their mean."""
    own = [put(name(quiz), _score(quiz)) for quiz in quizzes]
    total = el("sum", {}, *(variable(name(quiz)) for quiz in quizzes))
    mean = el("divide", {}, total, base("float", str(len(quizzes))))
    return el("outcomeProcessing", {}, *own, put("SCORE", mean))


def _score(quiz: Quiz) -> Node:
    if quiz.kind == "mirror":
        sides = dict.fromkeys(q.group[0] for q in quiz.questions if q.group)
        found = el("min", {}, *(_discernment(quiz, side) for side in sides))
    elif quiz.steps:
        return _sum(quiz, "SCORE")
    else:
        grown = el("product", {}, base("float", number(quiz.slope)), _sum(quiz, "SCORE"))
        found = el("sum", {}, grown, base("float", number(quiz.base)))
    return el("max", {}, base("float", "0"), found)


def _sum(quiz: Quiz, what: str, of: str = "") -> Node:
    attrs = {"variableIdentifier": what, "baseType": "float"}
    attrs["sectionIdentifier"] = identifier(quiz.id)
    if quiz.kind == "ladder":
        attrs["weightIdentifier"] = WEIGHT
    return el("sum", {}, el("testVariables", attrs | ({"includeCategory": of} if of else {})))


def _discernment(quiz: Quiz, side: str) -> Node:
    """Return a side's hits less its false alarms."""
    return el("subtract", {}, _rate(quiz, side, flawed=True), _rate(quiz, side, flawed=False))


def _rate(quiz: Quiz, side: str, *, flawed: bool) -> Node:
    n = sum(question.group == (side, flawed) for question in quiz.questions)
    flags = _sum(quiz, "FLAG", category(quiz, side, flawed))
    return el("divide", {}, flags, base("float", str(n)))
