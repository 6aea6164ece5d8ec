"""An exercise on paper: what is asked, with room to answer, and nothing of the key."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from slantwise.reader.passage import plain_reader
from slantwise.strings import say

Payload = dict[str, Any]
BOX = '<span class="slw-box"></span>'
_LINE = '<p class="slw-line"></p>'
_LINES = {"rewrite": 7, "reflect": 10}


def worksheet(payload: Payload, heading: str = "p") -> str:
    """Return an exercise as a worksheet without its key; ``heading`` is the title's element."""
    task = payload["exercise"]
    prompt = "".join(f"<p>{escape(part)}</p>" for part in task["prompt"].split("\n\n"))
    return (
        f'<p class="slw-kicker">{say("print.worksheet")} · '
        f"{say('exercise.minutes', n=task['minutes'])}</p>"
        f'<{heading} class="slw-title">{escape(task["title"])}</{heading}>'
        f'<p class="slw-aim"><b>{say("exercise.aim")}:</b> {escape(task["objective"])}</p>{prompt}'
        f'<p class="slw-small slw-noscript">{say("print.noscript")}</p>'
        f"{_passage(payload)}{_ASKED[task['kind']](task)}{_foot(task)}{_cards(task)}"
    )


def _passage(payload: Payload) -> str:
    if not payload["blocks"]:
        return ""
    text = plain_reader({**payload, "notes": []})
    marked = payload["exercise"]["kind"] == "mark"
    return text if marked else f'<div class="slw-to-read">{text}</div>'


def _foot(task: Payload) -> str:
    if task["certainty"] == "each":
        return ""  # one reason would not do for all of them
    sure = f'<p class="slw-print">{say("print.sure")}</p>' if task["certainty"] == "once" else ""
    lines = _LINE * _LINES.get(task["kind"], 3)
    because = "" if task["kind"] in _LINES else f'<p class="slw-print">{say("print.because")}</p>'
    return f'{sure}<div class="slw-print">{because}{lines}</div>'


def _marks(_task: Payload) -> str:
    return ""  # one underlines in the passage itself


def _choices(task: Payload) -> str:
    """Return the labels with what they mean, and each item with a box for every label."""
    told = "".join(
        f"<p><b>{escape(label['name'])}</b>: {escape(label['help'])}</p>"
        for label in task["labels"]
        if label["help"]
    )
    scale = "slw-ticks slw-scale" if task["kind"] == "ladder" else "slw-ticks"
    each = task["certainty"] == "each"
    sure = f'<span class="slw-print">{say("print.sure.each")}</span>' if each else ""
    boxes = f'<p class="{scale}">{_boxes(x["name"] for x in task["labels"])} {sure}</p>'
    items = "".join(f"<li>{_sentence(item)}{boxes}</li>" for item in task["items"])
    levels = f'<p class="slw-print">{say("print.sure")}</p>' if each else ""
    return f'<div class="slw-meanings">{told}</div>{levels}<ol class="slw-asked">{items}</ol>'


def _sentence(item: Payload) -> str:
    lead = f'<span class="slw-small">{escape(item["lead"])}</span> ' if item["lead"] else ""
    return f'<p class="slw-sentence">{lead}{escape(item["text"])}</p>'


def _boxes(names: Iterable[str]) -> str:
    return " ".join(f"<span>{BOX} {escape(name)}</span>" for name in names)


def _steps(task: Payload) -> str:
    blank = '<span class="slw-blank"></span>'
    rows = "".join(f"<p>{blank} {escape(step['text'])}</p>" for step in task["steps"])
    return f'<p class="slw-asks">{say("print.order")}</p><div class="slw-rows">{rows}</div>'


def _trace(task: Payload) -> str:
    links, changes = (_rows(x[name] for x in task[part]) for part, name in _TRACED)
    return (
        f'{_claim(task)}<p class="slw-asks">{say("do.trace.links")}</p>{links}'
        f'<p class="slw-asks">{say("do.trace.change")}</p>{changes}'
    )


_TRACED = (("links", "text"), ("changes", "name"))


def _dossier(task: Payload) -> str:
    """Return the sources to choose from, and the verdicts."""
    sources = _rows(f"{card['title']} ({source_of(card)})" for card in task["cards"])
    verdicts = f'<p class="slw-ticks">{_boxes(x["name"] for x in task["verdicts"])}</p>'
    return (
        f'{_claim(task)}<p class="slw-asks">{say("print.open", n=task["opens"])}</p>{sources}'
        f'<p class="slw-asks">{say("do.dossier.verdict")}</p>{verdicts}'
    )


def _cards(task: Payload) -> str:
    """Return the sources' texts on a sheet to cut apart, for whoever hands them out."""
    cut = "".join(
        f'<div class="slw-cut"><p><b>{escape(card["title"])}</b></p>'
        f'<p class="slw-small">{escape(source_of(card))}</p><p>{escape(card["text"])}</p>'
        f'<p class="slw-small">{say("result.where")}: {escape(card["where"])}</p></div>'
        for card in task.get("cards", ())
    )
    told = f'<p class="slw-asks">{say("print.cut")}</p>'
    return f'<div class="slw-cuts">{told}{cut}</div>' if cut else ""


def source_of(card: Payload) -> str:
    """Return who published a source, and when."""
    return ", ".join(part for part in (card["body"], card["date"]) if part)


def _claim(task: Payload) -> str:
    title = f'<p class="slw-asks">{say("do.claim")}</p>'
    return f'{title}<p class="slw-claim">{escape(task["claim"])}</p>'


def _rows(texts: Iterable[str]) -> str:
    rows = "".join(f"<p>{BOX} {escape(text)}</p>" for text in texts)
    return f'<div class="slw-rows">{rows}</div>'


def _rewrite(task: Payload) -> str:
    return (
        f'<p class="slw-asks">{say("do.rewrite.original")}</p>'
        f'<p class="slw-claim">{escape(task["original"])}</p>'
        f'<p class="slw-asks">{say("do.rewrite.keep")}</p>{_rows(x["claim"] for x in task["keep"])}'
        f'<p class="slw-asks slw-print">{say("do.rewrite.label")}</p>'
    )


def _reflect(task: Payload) -> str:
    rows = _rows(x["text"] for x in task["checks"])
    return f'<p class="slw-asks">{say("result.reflect.checks")}</p>{rows}'


_ASKED: dict[str, Callable[[Payload], str]] = {
    "mark": _marks,
    "classify": _choices,
    "ladder": _choices,
    "mirror": _choices,
    "order": _steps,
    "trace": _trace,
    "dossier": _dossier,
    "rewrite": _rewrite,
    "reflect": _reflect,
}
