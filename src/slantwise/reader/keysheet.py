"""The key of an exercise on paper: what is right, why, and the best case against it."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from slantwise.reader.worksheet import source_of
from slantwise.strings import say

Payload = dict[str, Any]


def key_sheet(payload: Payload, heading: str = "p") -> str:
    """Return the key of an exercise; ``heading`` is the title's element."""
    task = payload["exercise"]
    return (
        f'<p class="slw-kicker">{say("print.key")}</p>'
        f'<{heading} class="slw-title">{escape(task["title"])}</{heading}>'
        f"{_KEYS[task['kind']](task)}"
    )


def _entry(words: str, verdict: str, *reasons: tuple[str, str]) -> str:
    """Return one line of a key: the words, what the key says, and the reasons with their names."""
    said = "".join(
        f"<p>{f'{say(name)}: ' if name else ''}{escape(text)}</p>" for name, text in reasons if text
    )
    return f"<li><p><b>{escape(words)}</b> {escape(verdict)}</p>{said}</li>"


def _list(entries: Iterable[str]) -> str:
    return f'<ol class="slw-keys-list">{"".join(entries)}</ol>'


def _marks(task: Payload) -> str:
    parts = []
    for zone in ("core", "contestable", "fair"):
        items = [item for item in task["items"] if item["zone"] == zone]
        if items:
            entries = _list(_mark(item) for item in items)
            parts.append(f'<p class="slw-asks">{say(f"print.zone.{zone}")}</p>{entries}')
    return "".join(parts)


def _mark(item: Payload) -> str:
    readers = say("note.readers", n=item["readers"], of=item["of"])
    words = f"“{' '.join(item['quote'].split())}”"
    best = ("note.best_case", item["best_case"])
    return _entry(words, readers if item["zone"] != "fair" else "", ("", item["why"]), best)


def _choices(task: Payload) -> str:
    names = {label["id"]: label["name"] for label in task["labels"]}
    return _list(
        _entry(
            item["text"],
            f"→\u00a0{names[item['key']]}",
            ("", item["why"]),
            ("result.also", ", ".join(names[id] for id in item["also"])),
            ("note.best_case", item["best_case"]),
        )
        for item in task["items"]
    )


def _order(task: Payload) -> str:
    steps = sorted(task["steps"], key=lambda step: step["rank"])
    return _list(_entry(step["text"], f"({step['rank'] + 1})", ("", step["why"])) for step in steps)


def _trace(task: Payload) -> str:
    links = _list(
        _entry(
            link["text"],
            say("print.yes" if link["part"] else "print.no"),
            ("", link["why"]),
            ("result.where", link["where"]),
        )
        for link in task["links"]
    )
    changes = _list(
        _entry(one["name"], say("print.yes" if one["right"] else "print.no"), ("", one["why"]))
        for one in task["changes"]
    )
    return (
        f'<p class="slw-asks">{say("do.trace.links")}</p>{links}'
        f'<p class="slw-asks">{say("do.trace.change")}</p>{changes}'
    )


def _dossier(task: Payload) -> str:
    cards = _list(
        _entry(f"{c['title']} ({source_of(c)})", _traits(c), ("", c["why"])) for c in task["cards"]
    )
    verdicts = _list(_entry(v["name"], _standing(v), ("", v["why"])) for v in task["verdicts"])
    return f'{cards}<p class="slw-asks">{say("do.dossier.verdict")}</p>{verdicts}'


def _traits(card: Payload) -> str:
    bears = "card.relevant" if card["relevant"] else "card.beside"
    whose = "card.independent" if card["independent"] else "card.dependent"
    return f"({say(bears)}, {say(whose)})"


def _standing(verdict: Payload) -> str:
    if verdict["right"]:
        return say("print.yes")
    return say("print.accepted" if verdict["accepted"] else "print.no")


def _rewrite(task: Payload) -> str:
    keeps = _list(_entry(k["claim"], "", ("print.any", " / ".join(k["any"]))) for k in task["keep"])
    return f'<p class="slw-asks">{say("do.rewrite.keep")}</p>{keeps}{_models(task)}'


def _models(task: Payload) -> str:
    rows = sorted(task["models"], key=lambda model: model["level"])
    entries = _list(
        _entry(say(f"model.{m['level']}") + ":", m["text"], ("", m["why"])) for m in rows
    )
    return f'<p class="slw-asks">{say("model.title")}</p>{entries}' if rows else ""


_KEYS: dict[str, Callable[[Payload], str]] = {
    "mark": _marks,
    "classify": _choices,
    "ladder": _choices,
    "mirror": _choices,
    "order": _order,
    "trace": _trace,
    "dossier": _dossier,
    "rewrite": _rewrite,
    "reflect": _models,
}
