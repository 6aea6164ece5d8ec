"""A text of one's own in a notebook: a box to put it in, a switch for each lens, the reader."""

from html import escape
from typing import Any

import ipywidgets

from slantwise.annotation import LENSES
from slantwise.errors import ContentError
from slantwise.lenses.english import reads_as_english
from slantwise.reader.widget import Reader
from slantwise.strings import say
from slantwise.text import MAX_CHARS, decode


def own_box() -> ipywidgets.VBox:
    """Return a text area, an upload, a switch for each lens, and a place for the reader.

    The reader stands in ``children[-1].children`` once the button was pressed; every switch
    leads it, and follows it where it is switched on the page.
    """
    area = ipywidgets.Textarea(
        layout=ipywidgets.Layout(width="100%", height="12em"), placeholder=say("own.text")
    )
    upload = ipywidgets.FileUpload(accept=".txt,.md", description=say("own.open"))
    lenses = ipywidgets.SelectMultiple(
        options=[(say(f"lens.{lens}"), lens) for lens in LENSES],
        value=LENSES,
        rows=len(LENSES),
        description=say("reader.lenses"),
    )
    button = ipywidgets.Button(description=say("own.look"), button_style="primary")
    told = ipywidgets.HTML()
    place = ipywidgets.VBox()

    def brought(change: dict[str, Any]) -> None:
        for file in change["new"]:
            area.value = _read(file, told) or area.value

    def look(_button: object) -> None:
        place.children = _readers(area.value, lenses, told)

    upload.observe(brought, "value")
    button.on_click(look)
    row = ipywidgets.HBox([upload, button])
    return ipywidgets.VBox([area, row, lenses, told, place])


def _read(file: dict[str, Any], told: ipywidgets.HTML) -> str:
    """Return the text of an uploaded file; what is wrong with it is told."""
    try:
        text = decode(bytes(file["content"]), file["name"])
    except ContentError as error:
        _tell(told, str(error))
        return ""
    _tell(told, say("own.opened", name=file["name"]))
    return text


def _readers(
    text: str, lenses: ipywidgets.SelectMultiple, told: ipywidgets.HTML
) -> tuple[Reader, ...]:
    if not text.strip():
        _tell(told, say("own.empty"))
        return ()
    if len(text) > MAX_CHARS:
        _tell(told, say("own.too_long", n=len(text), most=MAX_CHARS))
        return ()
    _tell(told, "" if reads_as_english(text) else say("own.not_english"))
    reader = Reader.of(text, on=lenses.value)
    ipywidgets.link((lenses, "value"), (reader, "lenses_on"), (list, _in_order))
    return (reader,)


def _in_order(on: list[str]) -> tuple[str, ...]:
    return tuple(lens for lens in LENSES if lens in on)


def _tell(told: ipywidgets.HTML, message: str) -> None:
    told.value = escape(message)
