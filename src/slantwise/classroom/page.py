"""The report: one HTML page without script, which asks no other host and prints well."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from slantwise.classroom.exercise import section
from slantwise.classroom.gather import Class
from slantwise.classroom.html import calibration, paragraph, table, told
from slantwise.classroom.marked import Heat
from slantwise.classroom.sums import Figures, Forms, certainty, figures, forms
from slantwise.strings import say

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def html_page(found: Class, heats: dict[str, Heat]) -> str:
    """Return the report; the same answers give the same page, letter by letter."""
    style = (files("slantwise.classroom") / "report.css").read_text(encoding="utf-8")
    parts = [_overview(found), _links(found), _forms(forms(found))]
    parts += [section(found.exercises[id], rows, heats.get(id)) for id, rows in found.rows.items()]
    parts += [_faults(found), _notes()]
    body = "\n".join(part for part in parts if part)
    return _PAGE.format(title=escape(say("class.title")), style=style, body=body)


# --- the class as a whole ---------------------------------------------------------------


def _overview(found: Class) -> str:
    counts = [
        say("class.pupils", n=found.answering),
        say("class.answers", n=found.answers),
        say("class.exercises", n=len(found.rows)),
        say("class.faults.count", n=len(found.faults)),
    ]
    listed = "".join(f"<li>{escape(text)}</li>" for text in counts)
    rows = [
        (
            found.exercises[id].task.title,
            say(f"class.kind.{found.exercises[id].task.kind}"),
            str(len(rows)),
            *_told(figures([row.first for row in rows])),
        )
        for id, rows in found.rows.items()
    ]
    heads = [say(f"class.overview.{name}") for name in ("exercise", "kind", "pupils", *_SHOWN)]
    everybody = [row for rows in found.rows.values() for row in rows]
    sure = calibration(certainty(everybody))
    return (
        f'<section><h2>{escape(say("class.overview"))}</h2><ul class="counts">{listed}</ul>'
        f"{paragraph(say('class.lead'))}{table(say('class.overview.caption'), heads, rows)}"
        f"{_sure(sure)}</section>"
    )


def _links(found: Class) -> str:
    listed = "".join(
        f'<li><a href="#{id}">{escape(one.task.title)}</a></li>'
        for id, one in found.exercises.items()
    )
    title = escape(say("class.links"))
    return f'<nav aria-labelledby="links"><h2 id="links">{title}</h2><ol>{listed}</ol></nav>'


_SHOWN = ("score", "j")


def _told(found: Figures) -> tuple[str, ...]:
    return tuple(told(found.get(name)) for name in _SHOWN)


def _sure(sure: str) -> str:
    if not sure:
        return ""
    return f"<h3>{escape(say('class.sure'))}</h3>{paragraph(say('class.sure.how'))}{sure}"


# --- before and after -------------------------------------------------------------------


def _forms(found: Forms | None) -> str:
    if found is None:
        return ""
    heads = [say(f"class.forms.{name}") for name in ("figure", "before", "after", "change")]
    rows = [
        (
            say(f"class.measure.{name}"),
            told(found.before.get(name)),
            told(found.after.get(name)),
            told(found.change.get(name), signed=True),
        )
        for name in ("hits", "alarms", "j", "over", "gap", "brier")
    ]
    made = table(say("class.forms.caption"), heads, rows) if found.pupils else ""
    said = [say("class.forms.pupils", n=found.pupils), say("class.forms.only", n=found.only)]
    return (
        f"<section><h2>{escape(say('class.forms'))}</h2>"
        f"{paragraph(' '.join(said))}{made}"
        f"{paragraph(say(f'class.verdict.{found.verdict}'), 'verdict')}"
        f"{paragraph(say(f'class.calibrated.{found.calibrated}'), 'verdict')}"
        f"{paragraph(say('class.forms.limits'))}</section>"
    )


# --- what could not be used, and how to read it -----------------------------------------


def _faults(found: Class) -> str:
    title = f"<section><h2>{escape(say('class.faults'))}</h2>"
    if not found.faults:
        return f"{title}{paragraph(say('class.faults.none'))}</section>"
    rows = [
        (pupil, problem if n == 1 else say("class.faults.times", problem=problem, n=n))
        for (pupil, problem), n in Counter((f.pupil, f.problem) for f in found.faults).items()
    ]
    heads = [say("class.faults.pupil"), say("class.faults.problem")]
    made = table(say("class.faults.caption"), heads, rows)
    return f"{title}{paragraph(say('class.faults.how'))}{made}</section>"


_NOTES: Sequence[str] = ("names", "interval", "few", "alpha", "claims")


def _notes() -> str:
    listed = "".join(f"<li>{escape(say(f'class.notes.{name}'))}</li>" for name in _NOTES)
    return f"<section><h2>{escape(say('class.notes'))}</h2><ul>{listed}</ul></section>"
