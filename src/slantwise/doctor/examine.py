"""All of the doctor's checks on one course, in the order in which one mends things."""

from collections.abc import Iterator
from pathlib import Path

from slantwise.doctor.anchors import lost_marks
from slantwise.doctor.balance import balance
from slantwise.doctor.course import Check, Course, load_course
from slantwise.doctor.form import form
from slantwise.doctor.handout import handouts
from slantwise.doctor.proof import proofs
from slantwise.doctor.references import references
from slantwise.gallery import findings, has_gallery


def examine(root: Path) -> tuple[Check, ...]:
    """Look a whole course through; a check without findings has passed."""
    course = load_course(root)
    return (
        *course.checks,
        _drift(course),
        *_galleries(course),
        *proofs(course.cases),
        *balance(course.cases),
        *form(course),
        handouts(course.cases),
        *references(course),
    )


def _drift(course: Course) -> Check:
    marks = sum(len(r.marks) for a in course.articles.values() for r in a.readings)
    found = [finding for drift in course.drifts for finding in drift.findings()]
    checked = marks + len(found)
    found += lost_marks(course.root)
    return Check("Marks stand where the readings say", checked, tuple(found))


def _galleries(course: Course) -> Iterator[Check]:
    """Look at the galleries of those articles that load, where there are any."""
    found = [findings(id, course.root) for id in course.articles if has_gallery(id, course.root)]
    if found:
        wrong = tuple(error for _, errors in found for error in errors)
        yield Check("Readings part where a gallery says so", sum(n for n, _ in found), wrong)
