"""A document in the terminal: the text with its underlines, then what the lenses ask.

Every remark has a number, which also stands in the text behind its words: so they are found
where there is neither colour nor underline, as in a file, or where both look alike.
"""

from collections.abc import Sequence
from itertools import zip_longest

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
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROL = {
    code: "�" for code in (*range(32), *range(127, 160), *_TURNS) if chr(code) not in "\n\t"
}


def show_document(document: Document, name: str, console: Console) -> None:
    """Print a document.

    Control characters of the text are replaced one for one, and what turns the direction of
    writing: they could steer the terminal, or show words in another order than they have.
    """
    console.print(_safe(name), style="bold", highlight=False)
    if not reads_as_english(document.text):
        console.print(say("own.not_english"), style="bold", highlight=False)
    console.print(_legend(document.annotations))
    console.print()
    console.print(_styled(document))
    console.print()
    for number, annotation in enumerate(document.annotations, 1):
        console.print(_remark(number, annotation, document.text))


def _safe(text: str) -> Text:
    """Return a text of the same length; a line break of two characters stays one break."""
    shown = text.replace("\r\n", " \n").replace("\r", "\n").replace("\t", " ")
    return Text(shown.translate(_CONTROL))


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
    return _numbered(text, document.annotations)


def _numbered(text: Text, annotations: Sequence[Annotation]) -> Text:
    """Put the numbers of remarks into the text, each behind the words that it is about."""
    behind: dict[int, list[str]] = {}
    for number, annotation in enumerate(annotations, 1):
        for span in annotation.spans:
            behind.setdefault(span.end, []).append(str(number))
    ends = sorted(behind)
    made = Text()
    for piece, end in zip_longest(text.divide(ends), ends):
        made.append_text(piece)
        made.append(f"[{','.join(behind[end])}]" if end else "", style="dim")
    return made


def _remark(number: int, annotation: Annotation, text: str) -> Text:
    words = " … ".join(" ".join(span.of(text).split()) for span in annotation.spans)
    shown = words if len(words) <= 70 else f"{words[:48]} … {words[-18:]}"
    quoted = _safe(f": “{shown}”") if annotation.spans else ""  # else it is about the whole text
    lens = say(f"lens.{annotation.lens}")
    same = annotation.label.startswith(lens.lower())  # as in “no source found in this sentence”
    label = "" if same else f", {annotation.label}"
    line = Text.assemble(f"[{number}] ", (f"{lens}{label}", _STYLES[annotation.lens]), quoted)
    line.append(f"\n    {annotation.question} {annotation.why}")
    if annotation.neutral:
        line.append(f"\n    {say('note.neutral')}: {' · '.join(annotation.neutral)}", style="dim")
    if annotation.best_case:
        line.append(f"\n    {say('note.best_case')}: {annotation.best_case}", style="dim")
    return line
