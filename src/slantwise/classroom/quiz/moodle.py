"""A quiz as Moodle XML: a category for each exercise, a question for each item.

Moodle has a fixed list of fractions; what lies between two of them becomes the nearer one. For an
order it counts the longest run of steps in the right order, as the book does, and knows no ties.
"""

from collections.abc import Iterator, Sequence

from slantwise.classroom.quiz.model import Option, Question, Quiz
from slantwise.classroom.quiz.xml import Node, document, el, html, line, paragraphs
from slantwise.errors import ContentError
from slantwise.strings import say

# The fractions of a point that Moodle's question bank knows, in hundredths.
FRACTIONS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571,
    12.5, 11.11111, 10, 5, 0,
)  # fmt: skip
_NAME = 255  # characters of a question's name


def moodle_xml(quizzes: Sequence[Quiz]) -> bytes:
    """Return quizzes as one file; raises ContentError for an order with steps that may swap."""
    return document(el("quiz", {}, *(node for quiz in quizzes for node in _quiz(quiz))))


def _quiz(quiz: Quiz) -> Iterator[Node]:
    title = line(quiz.title).replace("/", "//")  # one would begin a category below it
    path = _text("category", f"$course$/top/Slantwise/{title}")
    yield el("question", {"type": "category"}, path)
    if quiz.steps:
        yield _order(quiz)
        return
    about = _head(quiz.id, quiz.title, html(paragraphs(quiz.prompt)), 0)
    yield el("question", {"type": "description"}, *about)
    for n, question in enumerate(quiz.questions, start=1):
        yield _choice(quiz, question, n)


def _text(tag: str, text: str) -> Node:
    return el(tag, {}, el("text", {}, text))


def _html(tag: str, text: str) -> Node:
    return el(tag, {"format": "html"}, el("text", {}, text))


def _head(id: str, name: str, text: str, grade: int) -> list[Node]:
    return [
        _text("name", line(name)[:_NAME]),
        _html("questiontext", text),
        _html("generalfeedback", ""),
        el("defaultgrade", {}, f"{grade}"),
        el("penalty", {}, "0"),
        el("hidden", {}, "0"),
        el("idnumber", {}, id),
    ]


def asked(question: Question) -> str:
    """Return what an item asks, as HTML."""
    lead = html([question.lead]) if question.lead else ""
    return f"{lead}<blockquote>{html(paragraphs(question.words))}</blockquote>"


def _choice(quiz: Quiz, question: Question, n: int) -> Node:
    name = f"{quiz.title} ({n})"
    return el(
        "question",
        {"type": "multichoice"},
        *_head(f"{quiz.id}.{question.id}", name, asked(question), 1),
        el("single", {}, "true"),
        el("shuffleanswers", {}, "false"),
        el("answernumbering", {}, "none"),
        el("showstandardinstruction", {}, "0"),
        *_overall(),
        *(_answer(option.words, fraction(option), option.feedback) for option in question.options),
    )


def _overall() -> list[Node]:
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    return [_html(name, "") for name in names]


def _answer(words: str, value: float, said: Sequence[str]) -> Node:
    attrs = {"fraction": f"{value:g}" if value == int(value) else f"{value:.5f}", "format": "html"}
    return el("answer", attrs, el("text", {}, html([words])), _html("feedback", html(said)))


def fraction(option: Option) -> float:
    """Return the share of a point that is nearest in Moodle's list, in hundredths."""
    return min(FRACTIONS, key=lambda known: abs(known - 100 * option.share))


def _order(quiz: Quiz) -> Node:
    if len({step.rank for step in quiz.steps}) < len(quiz.steps):
        raise ContentError(quiz.id, say("quiz.cannot.ties"), "Use --to qti21.")
    steps = sorted(quiz.steps, key=lambda step: step.rank)
    return el(
        "question",
        {"type": "ordering"},
        *_head(quiz.id, quiz.title, html(paragraphs(quiz.prompt)), 1),
        el("layouttype", {}, "VERTICAL"),
        el("selecttype", {}, "ALL"),
        el("selectcount", {}, "0"),
        el("gradingtype", {}, "LONGEST_ORDERED_SUBSET"),
        el("showgrading", {}, "SHOW"),
        el("numberingstyle", {}, "none"),
        *_overall(),
        *(
            _answer(step.words, i, [step.why] if step.why else [])
            for i, step in enumerate(steps, start=1)
        ),
    )
