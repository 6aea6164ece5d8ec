"""The options of ``slantwise class``; what its commands do is imported when it is done."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from slantwise.classroom.forms import GRADEBOOKS, QUIZZES

if TYPE_CHECKING:
    # argparse hands out this type from a private name only.
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def add_report(actions: "Actions") -> None:
    """Add ``class report``."""
    parser = actions.add_parser(
        "report",
        help="one page on a folder of answer files",
        description="Exit status: 0 all is well, 1 some files could not be used, 2 no report.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="answer files; zip files too")
    parser.add_argument("--out", type=Path, default=Path("class-report.html"), metavar="FILE.html")
    parser.add_argument("--csv", type=Path, metavar="DIR", help="also write tables into DIR")
    parser.add_argument(
        "--names", type=Path, metavar="FILE.csv", help="write which file is which pupil"
    )
    _add_pupils(parser)
    parser.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root
    from slantwise.classroom.command import Targets, report

    targets = Targets(args.out, args.csv, args.names)
    return report(args.folder, targets, find_root(), args.pupils)


def _add_pupils(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pupils",
        choices=("file", "name", "folder"),
        default="file",
        help="what one pupil is: one file (default), files of one name, or files in one folder",
    )


def add_export(actions: "Actions") -> None:
    """Add ``class export``."""
    parser = actions.add_parser(
        "export",
        help="points for a gradebook",
        description="Write the points of a folder of answer files for a gradebook. Exit status: "
        "0 all is well, 1 some files or pupils had to be left out, 2 nothing was written.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="answer files; zip files too")
    parser.add_argument("--to", choices=GRADEBOOKS, required=True)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead")
    parser.add_argument(
        "--names", type=Path, metavar="FILE.csv", help="your own list of who is who, read only"
    )
    parser.add_argument(
        "--points", type=_points, default=10.0, metavar="N", help="what one exercise is worth (10)"
    )
    parser.add_argument(
        "--revised", action="store_true", help="count the revised answer where there is one"
    )
    parser.add_argument(
        "--semicolon", action="store_true", help="for a spreadsheet with decimal commas"
    )
    _add_pupils(parser)
    parser.set_defaults(run=_export)


def _points(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r}: give a number of points, such as 10")
    return value


def _export(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root
    from slantwise.classroom.export import Wanted, export
    from slantwise.classroom.points import Scale

    wanted = Wanted(args.to, args.out, args.names, args.semicolon)
    scale = Scale(args.points, args.revised)
    return export(args.folder, wanted, find_root(), args.pupils, scale)


def add_quiz(actions: "Actions") -> None:
    """Add ``class quiz``."""
    parser = actions.add_parser(
        "quiz",
        help="exercises as a quiz for another system",
        description="Write exercises of the kinds classify, ladder, mirror and order as a QTI "
        "package or as Moodle XML, with the items, options and feedback of the book.",
    )
    parser.add_argument("exercises", nargs="+", metavar="EXERCISE", help="ids, such as form-a")
    parser.add_argument("--to", choices=QUIZZES, required=True)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead")
    parser.set_defaults(run=_quiz)


def _quiz(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root
    from slantwise.classroom.quiz.command import export_quiz

    return export_quiz(args.exercises, args.to, args.out, find_root())
