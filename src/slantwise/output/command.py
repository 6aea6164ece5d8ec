"""What ``slantwise annotate`` does: read, look, and write whole or not at all."""

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from slantwise.errors import ContentError
from slantwise.files import refuse_existing
from slantwise.lenses import Document, annotate, load_rules
from slantwise.output.many import annotate_lines
from slantwise.output.page import html_page
from slantwise.output.terminal import show_document
from slantwise.output.web_annotation import web_annotations
from slantwise.output.wire import wire_document
from slantwise.text import decode, read_text


def annotate_one(name: str, form: str, rules: Sequence[Path], out: Path | None) -> int:
    """Annotate one file, or standard input for ``-``, and return the exit status.

    Raises ContentError for a text or a rule file that cannot be read.
    """
    text = decode(sys.stdin.buffer.read(), "standard input") if name == "-" else None
    text = read_text(Path(name)) if text is None else text
    if not text.strip():
        raise ContentError(name, "there is no text in it", "Put some words into it.")
    shown = "standard input" if name == "-" else Path(name).name
    document = annotate(text, rules=load_rules(*rules))
    if form == "text" and out is None:
        show_document(document, shown, Console(soft_wrap=True))
        return 0
    write_whole(_formatted(document, shown, form), out)
    return 0


def annotate_many(names: Sequence[str], rules: Sequence[Path], jobs: int, out: Path | None) -> int:
    """Annotate files to JSON lines; a file that cannot be read is named, the others go on."""
    load_rules(*rules)  # a fault in them is told once, before anything starts
    lines, status = [], 0
    for line, problem in annotate_lines([Path(name) for name in names], rules, jobs):
        if problem:
            sys.stderr.write(f"{problem}\n")
            status = 2
        elif out is None:
            sys.stdout.write(line + "\n")
        else:
            lines.append(line + "\n")
    if out is not None:
        write_whole("".join(lines), out)
    return status


def _formatted(document: Document, name: str, form: str) -> str:
    if form == "html":
        return html_page(document, name)
    if form == "webanno":
        return json.dumps(web_annotations(document, name), indent=1, ensure_ascii=False) + "\n"
    if form == "json":
        wire = wire_document(document, name).model_dump(mode="json")
        return json.dumps(wire, indent=1, ensure_ascii=False) + "\n"
    console = Console(record=True, width=100, file=io.StringIO())
    show_document(document, name, console)
    return console.export_text()


def write_whole(text: str, out: Path | None) -> None:
    """Write to standard output, or to a file: beside it first, so that it is whole or absent."""
    if out is None:
        sys.stdout.write(text)
        return
    refuse_existing(out)
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(out)
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise ContentError(out, problem, "Name another file with --out.") from None
