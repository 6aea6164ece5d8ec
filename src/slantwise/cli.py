"""The command line: thin, one function a command, and no traceback for what a person wrote.

Exit status: 0 all is well; 1 the work was done and something in it is wrong (a chapter that
fails, an answer that does not pass); 2 it could not be done (a bad file, a bad option).
"""

import argparse
import errno
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from slantwise.errors import ContentError

if TYPE_CHECKING:
    from slantwise.exercises.check import Result

    # argparse hands out this type from a private name only.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed, as by ">&-", or there is no console
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115
    args = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = args.run
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console may lack our quotation marks
        sys.stdout.reconfigure(errors="replace")
    try:
        status = run(args)
        sys.stdout.flush()
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        _let_go_of_output()
        return 0
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _let_go_of_output()
        sys.stderr.write(f"slantwise: cannot be written ({error.strerror}). Make room first.\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return status


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def _let_go_of_output() -> None:
    """Send what is still to be written nowhere, or Python would try it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slantwise", description="Read one article through three lenses, and check yourself."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in COMMANDS:
        add(commands)
    return parser


# book


def _add_book(commands: "Commands") -> None:
    parser = commands.add_parser(
        "book", help="build the book and read it here", description="Build the book and serve it."
    )
    parser.add_argument("--no-serve", action="store_true", help="build, and stop there")
    parser.add_argument("--no-open", action="store_true", help="serve, but open no browser")
    parser.add_argument("--port", type=_port, help="serve on this port (default: 8410 or the next)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the site goes")
    parser.add_argument(
        "--with-lab", action="store_true", help="put the notebooks into the site (JupyterLite)"
    )
    parser.set_defaults(run=_book)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)


def _book(args: argparse.Namespace) -> int:
    # Imported here: the other commands need neither Sphinx nor a web server.
    from slantwise.book import build, serve

    try:
        site = build.build(out=args.out, with_lab=args.with_lab)
    except build.BuildError as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    if not args.no_serve:
        serve.serve(site, port=args.port, open_browser=not args.no_open)
    return 0


# check


def _add_check(commands: "Commands") -> None:
    parser = commands.add_parser(
        "check",
        help="check answers to exercises",
        description="Check answer files. Exit status: 0 all pass, 1 some do not, 2 bad input.",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="an answer file, or a folder of them"
    )
    parser.set_defaults(run=_check)


def _check(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root

    root = find_root()
    return max(_check_path(path, root) for path in args.files)


def _check_path(path: Path, root: Path) -> int:
    if not path.is_dir():
        return _check_file(path, root)[0]
    from slantwise.exercises.answers import find_answers
    from slantwise.exercises.records import summary_lines

    try:
        files = find_answers(path)
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    checked = [_check_file(file, root) for file in files]
    results = [result for _, found in checked for result in found]
    if results:
        sys.stdout.write("\n".join([f"{path}", *summary_lines(results), ""]))
    return max(status for status, _ in checked)


def _check_file(path: Path, root: Path) -> "tuple[int, tuple[Result, ...]]":
    """Print the feedback on one file; return its exit status and what was found."""
    # Imported here: pydantic takes a moment, and the book command does not need it.
    from slantwise.exercises.check import check

    try:
        results = check(path, root)
    except ContentError as error:  # the other files are still checked
        sys.stderr.write(f"{error}\n")
        return 2, ()
    for result in results:
        sys.stdout.write(f"{path}\n{result.feedback()}\n\n")
    return (0 if all(result.passed for result in results) else 1), results


# class


def _add_class(commands: "Commands") -> None:
    from slantwise.classroom.options import add_export, add_quiz, add_report

    parser = commands.add_parser("class", help="what a whole class saw, from its answer files")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    add_report(actions)
    add_export(actions)
    add_quiz(actions)
    _add_class_live(actions)


def _add_class_live(actions: "Commands") -> None:
    live = actions.add_parser(
        "live",
        help="a session with a class, on this computer",
        description="Serve a session: pupils join from phones, mark and commit; you show the "
        "class. The same command goes on with a session that was not ended.",
    )
    live.add_argument("--port", type=_port, help="serve on this port (default: 8420 or the next)")
    live.add_argument(
        "--network", action="store_true", help="let pupils in from this computer's network"
    )
    live.add_argument(
        "--book", type=Path, metavar="DIR", help="the built book (default: _build/book, if there)"
    )
    live.add_argument(
        "--exercises", nargs="+", default=[], metavar="ID", help="offer these (default: all)"
    )
    live.add_argument("--no-open", action="store_true", help="open no browser")
    end = live.add_mutually_exclusive_group()
    end.add_argument("--new", action="store_true", help="throw the kept session away, and begin")
    end.add_argument("--forget", action="store_true", help="throw it away, and stop there")
    live.set_defaults(run=_class_live)


def _class_live(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root
    from slantwise.book.serve import show
    from slantwise.strings import say

    try:
        from slantwise.live import command
    except ModuleNotFoundError as error:
        problem = say("live.missing", name=error.name)
        raise ContentError("class live", problem, say("live.missing.remedy")) from None
    root = find_root()
    if args.forget:
        return command.forget(root)
    book = args.book or root / "_build" / "book"
    if args.book and not (book / "index.html").is_file():
        raise ContentError(book, "there is no built book here", "Build it: slantwise book")
    found = book if (book / "index.html").is_file() else None
    options = command.Options(args.port, args.network, found, args.exercises, args.new)
    return command.live(options, root, (lambda _: None) if args.no_open else show)


# annotate


def _add_annotate(commands: "Commands") -> None:
    parser = commands.add_parser(
        "annotate",
        help="read any text through the lenses",
        description="Read texts through the lenses. The lenses ask; they do not judge. "
        "Exit status: 0 all is well, 2 something could not be read or written.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a text file in UTF-8, or - for standard input"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text",
        help="text: for the terminal (this is the default); html: one page; json: one text, for "
        "programs; jsonl: many texts, one a line; webanno: W3C Web Annotation",
    )  # fmt: skip
    parser.add_argument(
        "--rules", type=Path, action="append", default=[], metavar="FILE",
        help="words of your own, added or silenced (slantwise new rules); may be repeated",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead")
    parser.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="so many processes (with jsonl)"
    )
    parser.set_defaults(run=_annotate)


FORMATS = ("text", "html", "json", "jsonl", "webanno")


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 64):
        raise argparse.ArgumentTypeError(f"{text!r}: give a number from 1 to 64")
    return int(text)


def _annotate(args: argparse.Namespace) -> int:
    # Imported here: pydantic and rich take a moment, and other commands do not need them.
    from slantwise.output import command

    if len(args.files) > 1 and args.format != "jsonl":
        raise ContentError(args.files[1], "there is more than one file", "Add --format jsonl.")
    if args.format == "jsonl":
        return command.annotate_many(args.files, args.rules, args.jobs, args.out)
    return command.annotate_one(args.files[0], args.format, args.rules, args.out)


# rules


def _add_rules(commands: "Commands") -> None:
    parser = commands.add_parser("rules", help="check rules of your own for the lenses")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="try every example of rule files",
        description="Read rule files, and try their examples and counter-examples. "
        "Exit status: 0 all hold, 1 some do not, 2 a file cannot be used.",
    )
    check.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="begin one with: slantwise new rules"
    )
    check.set_defaults(run=_rules_check)


def _rules_check(args: argparse.Namespace) -> int:
    from slantwise.lenses import load_rules
    from slantwise.lenses.promises import broken

    rules = load_rules(*args.files)
    own = [rule for rule in rules.rules if rule.file]
    faults = list(broken(rules, {rule.id for rule in own}))
    for fault in faults:
        sys.stderr.write(f"{fault.told()}\n")
    tried = sum(len(rule.examples) + len(rule.counter_examples) for rule in own)
    kinds = Counter(rule.kind for rule in own)
    read = ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in kinds.items())
    sys.stdout.write(f"{read or 'No rules'} read; {tried} examples tried, {len(faults)} broken.\n")
    return 1 if faults else 0


# new


def _add_new(commands: "Commands") -> None:
    from slantwise.authoring.options import add_article, add_exercise, add_rules

    parser = commands.add_parser("new", help="begin an exercise or rules, or bring an article")
    actions = parser.add_subparsers(required=True, metavar="WHAT")
    add_exercise(actions)
    add_article(actions)
    add_rules(actions)


# doctor


def _add_doctor(commands: "Commands") -> None:
    parser = commands.add_parser(
        "doctor",
        help="prove a course: everything that an exercise must show",
        description="Exit status: 0 all is well, 1 something was found, 2 there is no course.",
    )
    parser.add_argument("--root", type=Path, metavar="DIR", help="the folder of the course")
    parser.add_argument(
        "--fix-anchors", action="store_true", help="move marks to where their words stand now"
    )
    parser.set_defaults(run=_doctor)


def _doctor(args: argparse.Namespace) -> int:
    from slantwise.articles import check_root, find_root
    from slantwise.doctor import command

    root = check_root(args.root) if args.root else find_root()
    return command.doctor(root, fix=args.fix_anchors)


# readings


def _add_readings(commands: "Commands") -> None:
    parser = commands.add_parser("readings", help="bring close readings in, and take them out")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write a reading as W3C Web Annotation")
    export.add_argument("article", metavar="ARTICLE", help="the id of an article")
    export.add_argument("reading", metavar="READING", help="the id of one of its readings")
    export.add_argument("--out", type=Path, metavar="FILE", help="write here instead")
    export.set_defaults(run=_readings_export)
    bring = actions.add_parser(
        "import",
        help="add a reading made in another tool",
        description="Add a reading from W3C Web Annotation (Hypothesis, Recogito) or UIMA CAS "
        "JSON (INCEpTION). Exit status: 0 all fits, 1 some does not, 2 nothing was added.",
    )
    bring.add_argument("article", metavar="ARTICLE", help="the id of an article")
    bring.add_argument("file", type=Path, metavar="FILE", help="the annotations, as JSON")
    bring.add_argument("--id", required=True, help="what the reading is to be called")
    bring.add_argument("--about", default="", metavar="TEXT", help="who made it, and how")
    bring.set_defaults(run=_readings_import)


def _readings_export(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root, load_article
    from slantwise.interchange.transfer import export_reading
    from slantwise.output.command import write_whole

    made = export_reading(load_article(args.article, find_root()), args.reading)
    write_whole(json.dumps(made, indent=1, ensure_ascii=False) + "\n", args.out)
    return 0


def _readings_import(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root, load_article
    from slantwise.interchange.transfer import import_reading

    root = find_root()
    article = load_article(args.article, root)
    made = import_reading(article, args.file, args.id, args.about, root)
    for problem in made.problems:
        sys.stderr.write(f"{args.file}: {problem}\n")
    left = f" {len(made.problems)} could not be placed." if made.problems else ""
    sys.stdout.write(f"{len(made.marks)} marks are in {made.path}.{left}\n")
    return 1 if made.problems else 0


# notebooks


def _add_notebooks(commands: "Commands") -> None:
    parser = commands.add_parser(
        "notebooks", help="make the notebooks anew from the chapters and the exercises"
    )
    parser.set_defaults(run=_notebooks)


def _notebooks(args: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes them
    from slantwise.articles import find_root
    from slantwise.book.notebooks import write_notebooks

    changed = write_notebooks(find_root())
    for path in changed:
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(f"{len(changed)} notebooks changed.\n")
    return 0


# schema


def _add_schema(commands: "Commands") -> None:
    parser = commands.add_parser("schema", help="print the JSON Schema of a file format")
    parser.add_argument("name", choices=("annotations", "answers", "article", "exercise"))
    parser.set_defaults(run=_schema)


def _schema(args: argparse.Namespace) -> int:
    from slantwise.schemas import schema

    sys.stdout.write(schema(args.name))
    return 0


# Each adds one command's parser; `slantwise --help` lists them in this order.
COMMANDS: tuple[Callable[["Commands"], None], ...] = (
    _add_book,
    _add_check,
    _add_class,
    _add_annotate,
    _add_rules,
    _add_new,
    _add_doctor,
    _add_readings,
    _add_notebooks,
    _add_schema,
)
