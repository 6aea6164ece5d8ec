"""A quiz as a QTI 1.2 package, with the two files beside it that Canvas (Classic Quizzes) reads.

Canvas keeps of an option only whether it earns anything, so that a rung beside the key would
count as right: here only the key and what is accepted beside it earn the point. It reads the
conditions in their order and the last one wins, so feedback stands before points.
"""

from collections.abc import Iterator, Mapping, Sequence

from slantwise.classroom.quiz.model import Option, Question, Quiz
from slantwise.classroom.quiz.moodle import asked
from slantwise.classroom.quiz.xml import Node, document, el, html, line, package, paragraphs
from slantwise.errors import ContentError
from slantwise.strings import say

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_RESPONSE = "response1"
_META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def qti12(quizzes: Sequence[Quiz]) -> bytes:
    """Return quizzes as one package; raises ContentError for an order, which it does not know."""
    files: dict[str, bytes] = {"imsmanifest.xml": document(_manifest(quizzes))}
    for quiz in quizzes:
        if quiz.steps:
            raise ContentError(quiz.id, say("quiz.cannot.order"), "Use --to qti21 or moodle-xml.")
        files[f"{quiz.id}/{quiz.id}.xml"] = document(_assessment(quiz))
        files[f"{quiz.id}/assessment_meta.xml"] = document(_meta(quiz))
    return package(files)


def _manifest(quizzes: Sequence[Quiz]) -> Node:
    about = [el("schema", {}, "IMS Content"), el("schemaversion", {}, "1.1.3")]
    resources = [resource for quiz in quizzes for resource in _resources(quiz)]
    return el(
        "manifest",
        {"identifier": "slantwise", "xmlns": _CP},
        el("metadata", {}, *about),
        el("organizations"),
        el("resources", {}, *resources),
    )


def _resources(quiz: Quiz) -> Iterator[Node]:
    main, meta = f"{quiz.id}/{quiz.id}.xml", f"{quiz.id}/assessment_meta.xml"
    yield el(
        "resource",
        {"identifier": quiz.id, "type": "imsqti_xmlv1p2"},
        el("file", {"href": main}),
        el("dependency", {"identifierref": f"{quiz.id}-meta"}),
    )
    attrs = {"identifier": f"{quiz.id}-meta", "type": _META, "href": meta}
    yield el("resource", attrs, el("file", {"href": meta}))


def _meta(quiz: Quiz) -> Node:
    fields = {
        "title": line(quiz.title),
        "description": html(paragraphs(quiz.prompt)),
        "shuffle_answers": "false",
        "scoring_policy": "keep_highest",
        "quiz_type": "assignment",
        "points_possible": f"{quiz.points:.1f}",
        "show_correct_answers": "true",
        "allowed_attempts": "1",
        "one_question_at_a_time": "false",
        "available": "false",
    }
    attrs = {"identifier": quiz.id, "xmlns": _CANVAS}
    return el("quiz", attrs, *(el(name, {}, value) for name, value in fields.items()))


def _assessment(quiz: Quiz) -> Node:
    items = [_item(quiz, question, n) for n, question in enumerate(quiz.questions, start=1)]
    section = el("section", {"ident": "root_section"}, *items)
    attempts = _metadata({"cc_maxattempts": "1"})
    assessment = el("assessment", {"ident": quiz.id, "title": quiz.title}, attempts, section)
    return el("questestinterop", {"xmlns": _QTI}, assessment)


def _metadata(fields: Mapping[str, str]) -> Node:
    rows = [
        el("qtimetadatafield", {}, el("fieldlabel", {}, name), el("fieldentry", {}, value))
        for name, value in fields.items()
    ]
    return el("qtimetadata", {}, *rows)


def _item(quiz: Quiz, question: Question, n: int) -> Node:
    fields = {"question_type": "multiple_choice_question", "points_possible": "1"}
    return el(
        "item",
        {"ident": f"{quiz.id}.{question.id}", "title": f"{quiz.title} ({n})"},
        el("itemmetadata", {}, _metadata(fields)),
        _presentation(question),
        _processing(question),
        *(_feedback(option) for option in question.options if option.feedback),
    )


def _material(text: str, kind: str = "text/html") -> Node:
    return el("material", {}, el("mattext", {"texttype": kind}, text))


def _presentation(question: Question) -> Node:
    labels = [
        el("response_label", {"ident": option.id}, _material(line(option.words), "text/plain"))
        for option in question.options
    ]
    choice = el("render_choice", {}, *labels)
    response = el("response_lid", {"ident": _RESPONSE, "rcardinality": "Single"}, choice)
    return el("presentation", {}, _material(asked(question)), response)


def _processing(question: Question) -> Node:
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    told = [_condition(option, "Yes", _shown(option)) for option in question.options
            if option.feedback]  # fmt: skip
    full = el("setvar", {"action": "Set", "varname": "SCORE"}, "100")
    right = [_condition(option, "No", full) for option in question.options if option.share == 1]
    return el("resprocessing", {}, el("outcomes", {}, el("decvar", score)), *told, *right)


def _condition(option: Option, go_on: str, *then: Node) -> Node:
    chosen = el("conditionvar", {}, el("varequal", {"respident": _RESPONSE}, option.id))
    return el("respcondition", {"continue": go_on}, chosen, *then)


def _shown(option: Option) -> Node:
    return el("displayfeedback", {"feedbacktype": "Response", "linkrefid": f"{option.id}_fb"})


def _feedback(option: Option) -> Node:
    material = _material(html(option.feedback))
    return el("itemfeedback", {"ident": f"{option.id}_fb"}, el("flow_mat", {}, material))
