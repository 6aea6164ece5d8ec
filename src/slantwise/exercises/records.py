"""From checked answers to what the summary needs of them; its twin is in ``summary.js``."""

from collections.abc import Iterable, Iterator, Mapping

from slantwise.exercises.check import Result
from slantwise.exercises.grade import Outcome
from slantwise.exercises.load import Exercise
from slantwise.exercises.schema import AnyAttempt, ChoiceAttempt, ReflectAttempt, RewriteAttempt
from slantwise.scoring import HALF, Report
from slantwise.strings import say
from slantwise.summary import Counts, Record, Summary, summarise


def record(result: Result) -> Record:
    """Return what the summary needs of one checked answer.

    A rewrite has no score here, for the page, which must say the same, cannot give one.
    """
    outcome, attempt = result.first, result.answer.first
    counts = _marked(outcome.report) if outcome.report else _counts(outcome.figures)
    written = isinstance(attempt, RewriteAttempt)
    return Record(
        counts,
        _sides(result.exercise, outcome, counts),
        tuple(_sure(attempt, outcome)),
        None if written else outcome.score,
        None if written or result.revised is None else result.revised.score,
    )


def _marked(report: Report) -> Counts:
    judged = [flag for flag in report.flagged if flag is not None]
    hits = sum(credit >= HALF for credit in report.credit)
    return Counts(hits, len(report.credit), sum(judged), len(judged))


def _counts(figures: Mapping[str, object]) -> Counts:
    names = ("hits", "of_hits", "alarms", "of_alarms")
    return Counts(*(n if isinstance(n := figures.get(name, 0), int) else 0 for name in names))


def _sides(exercise: Exercise, outcome: Outcome, counts: Counts) -> dict[str, Counts]:
    """Return the counts by the side that an item, or else the whole article, favours."""
    told = outcome.figures.get("sides")
    rows = told.items() if isinstance(told, dict) else ()
    sides = {name: _counts(own) for name, own in rows if isinstance(own, dict)}
    whole = exercise.article.side if exercise.article else ""
    if whole and counts.of_hits + counts.of_alarms:
        sides.setdefault(whole, counts)
    return sides


def _sure(attempt: AnyAttempt, outcome: Outcome) -> Iterator[tuple[int, bool]]:
    if isinstance(attempt, RewriteAttempt | ReflectAttempt):
        return
    if attempt.certainty is not None:
        yield attempt.certainty, outcome.passed
    elif isinstance(attempt, ChoiceAttempt):
        sure = {choice.item: choice.certainty for choice in attempt.choices}
        for id, what in outcome.items:
            if what != "blank" and (level := sure.get(id)):
                yield level, what != "wrong"


# --- in words ---------------------------------------------------------------------------


def summary_lines(results: Iterable[Result]) -> Iterator[str]:
    """Yield the summary of many answers as plain text, a line each."""
    summary = summarise([record(result) for result in results])
    yield say("summary.answered", n=summary["answered"])
    yield f"{say('summary.discernment')}: {_discernment(summary['discernment'])}"
    for side, found in summary["sides"].items():
        yield f"  {say('summary.side', side=side.replace('-', ' '))}: {_discernment(found)}"
    if summary["gap"] is not None:
        yield say("summary.gap", gap=f"{summary['gap']:.2f}")
    yield f"{say('summary.certainty')}: {_certainty(summary['certainty'])}"
    change = summary["change"]
    if change["n"]:
        scores = {name: f"{change[name]:.2f}" for name in ("first", "revised")}
        yield say("summary.change.told", n=change["n"], **scores)


def _discernment(found: Summary) -> str:
    counts = {name: found[name] for name in ("hits", "of_hits", "alarms", "of_alarms")}
    told = say("summary.counts", **counts)
    if not found["enough"]:
        return f"{told} {say('summary.few')}"
    figures = {name: f"{found[name]:.2f}" for name in ("j", "low", "high")}
    return f"{told} {say('summary.j', **figures)}"


def _certainty(found: Summary) -> str:
    if not found["enough"]:
        return say("summary.few.sure", n=found["n"])
    return say("summary.brier", brier=f"{found['brier']:.2f}", n=found["n"])
