"""What ``slantwise new`` prints: what was written, and what to do next."""

import sys
from pathlib import Path

from slantwise.annotation import Lens
from slantwise.authoring.new_article import new_article
from slantwise.authoring.new_exercise import new_exercise


def article(path: Path, root: Path, *, id: str = "", title: str = "") -> int:
    """Bring a text into the course, say what was made of it, and return the exit status."""
    made = new_article(path, root, id=id, title=title)
    lines = [
        f"“{made.id}” has {_count(made.sections, 'section')}, "
        f"and the rules marked {_count(made.marks, 'place')} for you to correct.",
        "",
        *(f"  {name}" for name in made.files),
        "  book/_toc.yml  (one chapter more)",
        "",
    ]
    if not made.exercise:
        lines += [
            "No section has enough findings for an exercise. Write one with:",
            f"  slantwise new exercise my-exercise --kind classify --chapter {made.id}",
            "",
        ]
    lines += [
        "Next:",
        "  slantwise book      look at the page",
        "  slantwise doctor    see what is left to do",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def exercise(
    id: str, kind: str, root: Path, *, article: str, section: str, chapter: str, lens: Lens
) -> int:
    """Begin an exercise, say where it is, and return the exit status."""
    path = new_exercise(
        id, kind, root, article=article, section=section, chapter=chapter, lens=lens
    )
    page = f"book/{chapter}.md" if chapter else "a page of book/"
    sys.stdout.write(
        f"{path.relative_to(root)}\n\nFill it in, and show it on {page} with a cell:\n\n"
        f"  ```{{code-cell}} ipython3\n  :tags: [remove-input]\n"
        f'  from slantwise.book import exercise\n  exercise("{id}")\n  ```\n\n'
        "Then: slantwise doctor\n"
    )
    return 0


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
