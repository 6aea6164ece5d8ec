"""A quiz as a QTI 2.1 package: items, one test over them, and the manifest.

Each item counts as it does in the book, and the test ends with the book's own score of each
exercise: corrected for the best answer that needs no reading, or the worse side's of a mirror.
Only the run of an order cannot be said in QTI: there the whole order earns the point.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from slantwise.classroom.quiz import qti21_score
from slantwise.classroom.quiz.model import Option, Question, Quiz, Step
from slantwise.classroom.quiz.qti21_score import base, identifier, number, outcome, put, variable
from slantwise.classroom.quiz.xml import Node, document, el, package, paragraphs

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_AT = {
    "xmlns": _QTI,
    "xmlns:xsi": _XSI,
    "xsi:schemaLocation": f"{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
}
_RESPONSE = {"identifier": "RESPONSE", "baseType": "identifier"}


def qti21(quizzes: Sequence[Quiz]) -> bytes:
    """Return quizzes as one package."""
    items = {f"items/{quiz.id}.{id}.xml": node for quiz in quizzes for id, node in _items(quiz)}
    made = {"imsmanifest.xml": _manifest(list(items)), "test.xml": _test(quizzes), **items}
    return package({name: document(node) for name, node in made.items()})


def _items(quiz: Quiz) -> Iterator[tuple[str, Node]]:
    if quiz.steps:
        yield "order", _order(quiz)
    for n, question in enumerate(quiz.questions, start=1):
        yield question.id, _choice(quiz, question, n)


def _manifest(items: Sequence[str]) -> Node:
    about = [el("schema", {}, "QTIv2.1 Package"), el("schemaversion", {}, "1.0.0")]
    ids = {name: identifier(name.removeprefix("items/").removesuffix(".xml")) for name in items}
    needs = [el("dependency", {"identifierref": f"item-{id}"}) for id in ids.values()]
    main = {"identifier": "test", "type": "imsqti_test_xmlv2p1", "href": "test.xml"}
    resources = [el("resource", main, el("file", {"href": "test.xml"}), *needs)]
    for name, id in ids.items():
        attrs = {"identifier": f"item-{id}", "type": "imsqti_item_xmlv2p1", "href": name}
        resources.append(el("resource", attrs, el("file", {"href": name})))
    return el(
        "manifest",
        {"xmlns": _CP, "identifier": "slantwise"},
        el("metadata", {}, *about),
        el("organizations"),
        el("resources", {}, *resources),
    )


# --- items ------------------------------------------------------------------------------


def _item(id: str, title: str, *children: Node) -> Node:
    fixed = {"adaptive": "false", "timeDependent": "false", "xml:lang": "en"}
    attrs = {**_AT, "identifier": identifier(id), "title": title, **fixed}
    return el("assessmentItem", attrs, *children)


def _text(parts: Sequence[str]) -> list[Node]:
    return [el("p", {}, part) for part in parts]


def _choice(quiz: Quiz, question: Question, n: int) -> Node:
    lead = _text([question.lead]) if question.lead else []
    quote = el("blockquote", {}, *_text(paragraphs(question.words)))
    attrs = {
        "responseIdentifier": "RESPONSE",
        "shuffle": "false",
        "maxChoices": "1",
        "minChoices": "0",
    }
    options = [
        el("simpleChoice", {"identifier": identifier(option.id)}, option.words)
        for option in question.options
    ]
    return _item(
        f"{quiz.id}.{question.id}",
        f"{quiz.title} ({n})",
        _declared(question.options),
        outcome("SCORE", 0),
        outcome("MAXSCORE", 1),
        outcome("FLAG", 0),
        el("outcomeDeclaration", {**_RESPONSE, "identifier": "FEEDBACK", "cardinality": "single"}),
        el("itemBody", {}, *lead, quote, el("choiceInteraction", attrs, *options)),
        _processing(question),
        *(_told(option) for option in question.options if option.feedback),
    )


def _declared(options: Sequence[Option]) -> Node:
    best = next(option for option in options if option.share == 1)
    entries = [
        el("mapEntry", {"mapKey": identifier(option.id), "mappedValue": number(option.share)})
        for option in options
    ]
    return el(
        "responseDeclaration",
        {**_RESPONSE, "cardinality": "single"},
        el("correctResponse", {}, el("value", {}, identifier(best.id))),
        el("mapping", {"defaultValue": "0"}, *entries),
    )


def _processing(question: Question) -> Node:
    """Return how an answer becomes points, a flag where the label asks, and feedback."""
    asks = [option for option in question.options if option.asks]
    matches = [el("match", {}, variable("RESPONSE"), base("identifier", identifier(option.id)))
               for option in asks]  # fmt: skip
    flag = [el("responseCondition", {}, el("responseIf", {}, el("or", {}, *matches),
            put("FLAG", base("float", "1"))))] if asks else []  # fmt: skip
    none = el("isNull", {}, variable("RESPONSE"))
    blank = el("responseIf", {}, none, put("SCORE", base("float", "0")))
    mapped = put("SCORE", el("mapResponse", {"identifier": "RESPONSE"}))
    scored = el("responseElse", {}, mapped, put("FEEDBACK", variable("RESPONSE")))
    return el("responseProcessing", {}, el("responseCondition", {}, blank, scored), *flag)


def _told(option: Option) -> Node:
    return _modal(identifier(option.id), _text(option.feedback))


def _modal(id: str, content: Sequence[Node]) -> Node:
    attrs = {"outcomeIdentifier": "FEEDBACK", "showHide": "show", "identifier": id}
    return el("modalFeedback", attrs, *content)


# --- an order ---------------------------------------------------------------------------


def _order(quiz: Quiz) -> Node:
    steps = [el("simpleChoice", {"identifier": identifier(s.id)}, s.words) for s in quiz.steps]
    attrs = {"responseIdentifier": "RESPONSE", "shuffle": "false"}
    orders = right_orders(quiz.steps)
    told = [
        el("p", {}, f"{step.words} {step.why}")
        for step in sorted(quiz.steps, key=lambda step: step.rank)
        if step.why
    ]
    values = [el("value", {}, identifier(id)) for id in orders[0]]
    return _item(
        f"{quiz.id}.order",
        quiz.title,
        el(
            "responseDeclaration",
            {**_RESPONSE, "cardinality": "ordered"},
            el("correctResponse", {}, *values),
        ),
        outcome("SCORE", 0),
        outcome("MAXSCORE", 1),
        el("outcomeDeclaration", {**_RESPONSE, "identifier": "FEEDBACK", "cardinality": "single"}),
        el("itemBody", {}, el("orderInteraction", attrs, *steps)),
        _order_processing(orders),
        *([_modal("done", told)] if told else []),
    )


def right_orders(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """Return every right order: steps of one rank in all their orders."""
    ranks = sorted({step.rank for step in steps})
    groups = [list(permutations(s.id for s in steps if s.rank == rank)) for rank in ranks]
    return [tuple(id for group in chosen for id in group) for chosen in product(*groups)]


def _order_processing(orders: Sequence[tuple[str, ...]]) -> Node:
    same = [
        el(
            "match",
            {},
            variable("RESPONSE"),
            el("ordered", {}, *(base("identifier", identifier(id)) for id in order)),
        )
        for order in orders
    ]
    right = el("responseIf", {}, el("or", {}, *same), put("SCORE", base("float", "1")))
    said = put("FEEDBACK", base("identifier", "done"))
    return el("responseProcessing", {}, el("responseCondition", {}, right), said)


# --- the test ---------------------------------------------------------------------------


def _test(quizzes: Sequence[Quiz]) -> Node:
    title = quizzes[0].title if len(quizzes) == 1 else "Slantwise"
    mode = {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}
    return el(
        "assessmentTest",
        {**_AT, "identifier": "slantwise", "title": title},
        outcome("SCORE", 0),
        *(outcome(qti21_score.name(quiz), 0) for quiz in quizzes),
        el("testPart", mode, *(_section(quiz) for quiz in quizzes)),
        qti21_score.processing(quizzes),
    )


def _section(quiz: Quiz) -> Node:
    attrs = {"identifier": identifier(quiz.id), "title": quiz.title, "visible": "true"}
    rubric = el("rubricBlock", {"view": "candidate"}, *_text(paragraphs(quiz.prompt)))
    control = el("itemSessionControl", {"maxAttempts": "1", "showFeedback": "true"})
    return el("assessmentSection", attrs, control, rubric, *_references(quiz))


def _references(quiz: Quiz) -> Iterator[Node]:
    if quiz.steps:
        name = f"{quiz.id}.order"
        attrs = {"identifier": f"item-{identifier(name)}", "href": f"items/{name}.xml"}
        yield el("assessmentItemRef", attrs)
    for question in quiz.questions:
        name = f"{quiz.id}.{question.id}"
        attrs = {"identifier": f"item-{identifier(name)}", "href": f"items/{name}.xml"}
        if question.group:
            attrs["category"] = qti21_score.category(quiz, *question.group)
        weight = {"identifier": qti21_score.WEIGHT, "value": str(question.weight)}
        weights = [el("weight", weight)] if quiz.kind == "ladder" else []
        yield el("assessmentItemRef", attrs, *weights)
