"""A document in the terminal: the text with its underlines, then what the lenses ask."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from slantwise.annotation import LENSES, Annotation, Lens
from slantwise.lenses import Document
from slantwise.lenses.english import reads_as_english
from slantwise.strings import say

# A terminal has one underline and a double one, so the third lens is told by italics.
_STYLES: dict[Lens, str] = {
    "loaded": "red underline",
    "framing": "magenta underline2",
    "unsourced": "italic blue",
}
_CONTROL = {code: "�" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def show_document(document: Document, name: str, console: Console) -> None:
    """Print a document.

    Control characters of the text are replaced one for one: they could steer the terminal.
    """
    console.print(_safe(name), style="bold", highlight=False)
    if not reads_as_english(document.text):
        console.print(say("own.not_english"), style="bold", highlight=False)
    console.print(_legend(document.annotations))
    console.print()
    console.print(_styled(document))
    console.print()
    for annotation in document.annotations:
        console.print(_remark(annotation, document.text))


def _safe(text: str) -> Text:
    return Text(text.translate(_CONTROL).replace("\t", " "))


def _legend(annotations: Sequence[Annotation]) -> Text:
    parts = []
    for lens in LENSES:
        n = sum(annotation.lens == lens for annotation in annotations)
        parts.append(Text(f"{say(f'lens.{lens}')} {n}", style=_STYLES[lens]))
    return Text("   ").join(parts)


def _styled(document: Document) -> Text:
    text = _safe(document.text)
    for lens in ("unsourced", "framing", "loaded"):  # the narrow ones last, on top
        for annotation in document.annotations:
            for span in annotation.spans if annotation.lens == lens else ():
                text.stylize(_STYLES[annotation.lens], span.start, span.end)
    return text


def _remark(annotation: Annotation, text: str) -> Text:
    words = " … ".join(" ".join(span.of(text).split()) for span in annotation.spans)
    shown = words if len(words) <= 70 else f"{words[:48]} … {words[-18:]}"
    quoted = _safe(f": “{shown}”") if annotation.spans else ""  # else it is about the whole text
    line = Text.assemble((annotation.label, _STYLES[annotation.lens]), quoted)
    line.append(f"\n    {annotation.question} {annotation.why}")
    if annotation.neutral:
        line.append(f"\n    {say('note.neutral')}: {' · '.join(annotation.neutral)}", style="dim")
    if annotation.best_case:
        line.append(f"\n    {say('note.best_case')}: {annotation.best_case}", style="dim")
    return line
