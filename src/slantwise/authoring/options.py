"""The options of ``slantwise new``; what its commands do is imported when it is done."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # argparse hands out this type from a private name only.
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]

# Named here and not taken from the models: pydantic is slow to start. A test compares the two.
KINDS = (
    "mark", "classify", "ladder", "mirror", "order", "trace", "dossier", "rewrite", "reflect",
)  # fmt: skip


def add_exercise(actions: "Actions") -> None:
    """Add ``new exercise``."""
    exercise = actions.add_parser(
        "exercise",
        help="write a commented exercise file",
        description="Write exercises/ID/exercise.toml, to be filled in. Nothing is overwritten.",
    )
    exercise.add_argument("id", metavar="ID")
    exercise.add_argument("--kind", choices=KINDS, default="mark", help="default: mark")
    exercise.add_argument("--article", default="", metavar="ID")
    exercise.add_argument("--section", default="", metavar="ID")
    exercise.add_argument("--chapter", default="", metavar="NAME", help="its page in book/")
    lenses = ("loaded", "unsourced", "framing")
    exercise.add_argument("--lens", choices=lenses, default="loaded", help="(mark)")
    exercise.set_defaults(run=_new_exercise)


def _new_exercise(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root
    from slantwise.authoring import command

    where = {"article": args.article, "section": args.section, "chapter": args.chapter}
    return command.exercise(args.id, args.kind, find_root(), lens=args.lens, **where)


def add_article(actions: "Actions") -> None:
    """Add ``new article``."""
    article = actions.add_parser(
        "article",
        help="bring a text, with a first reading, a page and an exercise",
        description="Read a .txt, .md, .html or .docx file. Nothing is overwritten.",
    )
    article.add_argument("file", type=Path, metavar="FILE")
    article.add_argument("--id", default="", metavar="ID", help="the folder's name")
    article.add_argument("--title", default="", metavar="TEXT")
    article.set_defaults(run=_new_article)


def _new_article(args: argparse.Namespace) -> int:
    from slantwise.articles import find_root
    from slantwise.authoring import command

    return command.article(args.file, find_root(), id=args.id, title=args.title)


def add_rules(actions: "Actions") -> None:
    """Add ``new rules``."""
    rules = actions.add_parser(
        "rules",
        help="write a commented file of words for the lenses",
        description="Write a file that adds words to the lenses and silences others, to be "
        "changed as you like. Nothing is overwritten.",
    )
    rules.add_argument("file", type=Path, metavar="FILE", help="its name, such as my-words.toml")
    rules.set_defaults(run=_new_rules)


def _new_rules(args: argparse.Namespace) -> int:
    from slantwise.authoring.new_rules import new_rules

    return new_rules(args.file)
