"""Errors in what people wrote: a text, a rule file, an exercise, an answer."""

from functools import partial
from pathlib import Path
from typing import Any


class ContentError(Exception):
    """Something is wrong in a file that a person wrote, and this says how to mend it.

    The message reads ``path:line: problem. Remedy.``, is one line whatever it quotes, and
    needs no traceback.
    """

    def __init__(
        self, path: Path | str, problem: str, remedy: str = "", *, line: int | None = None
    ) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem.rstrip(".")
        self.remedy = remedy
        super().__init__(self.path, line, problem, remedy)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it travel from one process to another as it is."""
        return partial(ContentError, line=self.line), (self.path, self.problem, self.remedy)

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        said = " ".join(f"{self.problem}. {self.remedy}".split())
        return "".join(c if c.isprintable() else "\ufffd" for c in f"{where}: {said}")
