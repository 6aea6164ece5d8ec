"""The widget as plain HTML: for the static page, for print, and where no script runs."""

import json
from html import escape
from typing import Any

from slantwise.reader.passage import plain_reader
from slantwise.reader.worksheet import worksheet
from slantwise.strings import say


def element(state: dict[str, Any]) -> str:
    """Return the custom element that holds a widget's state, with its plain text inside.

    The state stands in an attribute, so that whatever strips unknown elements leaves the
    readable text and nothing else.
    """
    data = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    attribute = escape(data, quote=False).replace("'", "&#39;")
    return (
        f"<slantwise-widget data-state='{attribute}'>"
        f'<div class="slw slw-plain">{_plain(state)}</div></slantwise-widget>'
    )


def _plain(state: dict[str, Any]) -> str:
    if state["view"] == "summary":
        return f"<p class='slw-noscript'>{say('summary.noscript')}</p>"
    if state["view"] == "own":
        return f"<p class='slw-noscript'>{say('own.noscript')}</p>"
    if state["view"] == "exercise":
        return worksheet(state["payload"])
    return plain_reader(state["payload"])
