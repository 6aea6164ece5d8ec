"""Feedback in words: what an attempt found, missed and over-flagged, why, and what next."""

from collections.abc import Iterable, Iterator, Sequence

from slantwise.exercises.grade import Outcome
from slantwise.exercises.items import feedback as wrong_labels
from slantwise.exercises.load import Exercise, Item, Marking
from slantwise.exercises.schema import AnyAttempt, ChoiceAttempt
from slantwise.exercises.tasks import (
    ChoiceExercise,
    DossierExercise,
    OrderExercise,
    ReflectExercise,
    RewriteExercise,
    TraceExercise,
)
from slantwise.scoring import HALF, Report
from slantwise.strings import say


def feedback(
    exercise: Exercise, attempt: AnyAttempt, first: Outcome, revised: Outcome | None
) -> Iterator[str]:
    """Yield the feedback on an answer, a line each; ``attempt`` is the last one."""
    last = revised or first
    yield exercise.task.title
    for name, outcome in (("first", first), ("revised", revised)):
        if outcome and outcome.score is not None:
            yield _score(name, outcome)
    if last.score is not None:
        yield say("result.passed" if last.passed else "result.not_yet")
    if isinstance(exercise, Marking) and last.report:
        yield from _marks(exercise, last.report)
    else:
        yield from _items(exercise, attempt, dict(last.items))
    if exercise.task.next:
        yield ""
        yield exercise.task.next


def _score(name: str, outcome: Outcome) -> str:
    points = f"{outcome.points:+d}" if outcome.points else "0"
    score = f"{outcome.score:.2f}"
    if outcome.report:
        report = outcome.report
        return say(
            f"score.{name}",
            score=score,
            hits=sum(c >= HALF for c in report.credit),
            core=len(report.credit),
            alarms=sum(map(bool, report.flagged)),
            fair=sum(f is not None for f in report.flagged),
            points=points,
        )
    parts = [say("check.score", name=say(f"result.{name}"), score=score)]
    if outcome.figures.get("of_hits"):
        parts.append(say("check.flags", **outcome.figures))
    if outcome.points is not None:
        parts.append(say("check.points", points=points))
    return " ".join(parts)


# --- marks ------------------------------------------------------------------------------


def _marks(exercise: Marking, report: Report) -> Iterator[str]:
    core, fair = exercise.zone("core"), exercise.zone("fair")
    found = [i for i, c in zip(core, report.credit, strict=True) if c >= HALF]
    missed = [i for i, c in zip(core, report.credit, strict=True) if c < HALF]
    flagged = [i for i, f in zip(fair, report.flagged, strict=True) if f]
    disputed = [i for i, d in zip(exercise.zone("contestable"), report.disputed, strict=True) if d]
    groups = (("found", found), ("missed", missed), ("flagged", flagged), ("disputed", disputed))
    for name, items in groups:
        if items:
            yield ""
            yield say(f"result.{name}.title", n=len(items))
            yield from (line for item in items for line in _mark_lines(exercise, item))
    if report.beyond:
        yield ""
        yield say("result.beyond", n=report.beyond)


def _mark_lines(exercise: Marking, item: Item) -> Iterator[str]:
    words = " ".join(item.unit.span.of(exercise.article.text).split())
    marked = say("note.readers", n=len(item.unit.readers), of=len(exercise.readings))
    yield f"  “{words}” ({marked})" if item.zone != "fair" else f"  “{words}”"
    yield f"      {item.note.why}"
    if item.note.best_case:
        yield f"      {say('note.best_case')}: {item.note.best_case}"


# --- items ------------------------------------------------------------------------------


def _items(exercise: Exercise, attempt: AnyAttempt, outcomes: dict[str, str]) -> Iterator[str]:
    match exercise.task:
        case ChoiceExercise() as task if isinstance(attempt, ChoiceAttempt):
            yield from _choices(exercise, task, attempt, outcomes)
        case OrderExercise() as task:
            lines = [(exercise.texts[step.id], step.why) for step in task.step]
            yield from _group("check.order", lines)
        case TraceExercise() as task:
            missed = [(x.text, x.why) for x in task.link if outcomes[x.id] == "missed"]
            wrong = [(x.text, x.why) for x in task.link if outcomes[x.id] == "wrong"]
            yield from _group("check.missed_links", missed)
            yield from _group("check.wrong_links", wrong)
            yield from _group("check.change", [(c.name, c.why) for c in task.change if c.right])
        case DossierExercise() as task:
            yield from _dossier(task, outcomes)
        case RewriteExercise() as task:
            yield from _rewrite(task, outcomes)
        case ReflectExercise() as task:
            yield from _group("check.models", [(m.text, m.why) for m in task.model])


def _group(title: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a title and, for each row, its words and what is said of them."""
    rows = list(rows)
    if not rows:
        return
    yield ""
    yield say(title, n=len(rows))
    for words, *said in rows:
        yield f"  “{' '.join(words.split())}”"
        yield from (f"      {line}" for line in said if line)


def _choices(
    exercise: Exercise, task: ChoiceExercise, attempt: ChoiceAttempt, outcomes: dict[str, str]
) -> Iterator[str]:
    names = {label.id: label.name for label in task.label}
    given = {c.item: c.choice for c in attempt.choices}
    for outcome in ("wrong", "blank", "accepted", "right"):
        rows = []
        for item in task.item:
            if outcomes[item.id] != outcome:
                continue
            chosen = given.get(item.id, "")
            said = [say("check.key", name=names[item.key], why=item.why)]
            if outcome == "wrong":
                told = wrong_labels(task, item)[chosen]
                said.insert(0, say("check.chosen", name=names[chosen], why=told))
            if item.best_case:
                said.append(f"{say('note.best_case')}: {item.best_case}")
            rows.append((exercise.texts[item.id], *said))
        yield from _group(f"check.{outcome}", rows)


def _dossier(task: DossierExercise, outcomes: dict[str, str]) -> Iterator[str]:
    yield ""
    for name in ("independent", "origins", "verdict"):
        yield say(f"check.{name}.{outcomes[name]}")
    verdict = [(say(f"verdict.{v.id}"), v.why) for v in task.verdict if v.right]
    yield from _group("check.verdict", verdict)
    opened = [(c.title, c.why, c.where) for c in task.card if outcomes[c.id] == "opened"]
    useful = [c for c in task.card if c.relevant and outcomes[c.id] == "closed"]
    yield from _group("check.opened", opened)
    yield from _group("check.useful", [(c.title, c.why, c.where) for c in useful])


def _rewrite(task: RewriteExercise, outcomes: dict[str, str]) -> Iterator[str]:
    lost = [(k.claim,) for k in task.keep if outcomes[f"keep-{k.id}"] == "wrong"]
    yield from _group("check.lost", lost)
    for name in ("loaded", "names", "numbers", "length"):
        if outcomes[name] == "wrong":
            yield say(f"check.rewrite.{name}")
    yield from _group("check.models", [(m.text, m.why) for m in task.model])
