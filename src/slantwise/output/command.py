"""What ``slantwise annotate`` does: read, look, and write whole or not at all."""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console

from slantwise.errors import ContentError
from slantwise.files import refuse_existing
from slantwise.lenses import Document, annotate, load_rules
from slantwise.output.many import Given, annotate_lines, read_plain
from slantwise.output.page import html_page
from slantwise.output.terminal import show_document
from slantwise.output.web_annotation import web_annotations
from slantwise.output.wire import wire_document
from slantwise.text import decode

STDIN = "-"
_INPUT = "standard input"


class _Screen(Console):
    """A console that leaves it to the command line to end quietly when its reader is gone."""

    def on_broken_pipe(self) -> None:
        """Let the error through."""
        raise  # the one that has just been caught


def annotate_one(name: str, form: str, rules: Sequence[Path], out: Path | None) -> int:
    """Annotate one file, or standard input for ``-``, and return the exit status.

    Raises ContentError for a text or a rule file that cannot be read.
    """
    shown = _INPUT if name == STDIN else readable(Path(name).name)
    text = _standard_input() if name == STDIN else read_plain(Path(name))
    if not text.strip():
        called = shown if name == STDIN else name
        raise ContentError(called, "there is no text in it", "Put some words into it.")
    document = annotate(text, rules=load_rules(*rules))
    if form == "text" and out is None:
        show_document(document, shown, _Screen(soft_wrap=True))
        return 0
    write_whole(_formatted(document, shown, form), out)
    return 0


def annotate_many(names: Sequence[str], rules: Sequence[Path], jobs: int, out: Path | None) -> int:
    """Annotate files to JSON lines; a file that cannot be read is named, the others go on."""
    load_rules(*rules)  # a fault in them is told once, before anything starts
    status = 0
    given = [_given(name) for name in names]
    with whole(out) as file, closing(annotate_lines(given, rules, jobs)) as lines:
        for line, problem in lines:
            if problem:
                sys.stderr.write(f"{problem}\n")
                status = 2
            else:
                file.write(line + "\n")
    return status


def readable(name: str) -> str:
    """Return the name of a file so that it can be written in any file: it may be no text."""
    return os.fsencode(name).decode("utf-8", "replace")


def _given(name: str) -> Given:
    return (_INPUT, name, _standard_input()) if name == STDIN else (readable(name), name, None)


def _standard_input() -> str:
    return decode(sys.stdin.buffer.read(), _INPUT)


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
    """Write to standard output, or to a file that is whole or absent."""
    with whole(out) as file:
        file.write(text)


@contextmanager
def whole(out: Path | None) -> Iterator[TextIO]:
    """Open standard output, or a file that is written beside its place first.

    What is written is UTF-8, whatever the console speaks: programs read it.
    Raises ContentError, before anything is written, where the file is in the way.
    """
    if out is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        return
    refuse_existing(out)
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(out)
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise ContentError(out, problem, "Name another file with --out.") from None
    finally:
        part.unlink(missing_ok=True)
