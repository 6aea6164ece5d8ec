"""The pytest plugin: ``pytest --answers FILE_OR_FOLDER`` makes a test of each answer.

A failure reads as feedback for the learner. A file that cannot be read fails as one test
with one line, and the others are still checked.
"""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from slantwise.errors import ContentError

_FILES = pytest.StashKey[list[Path]]()

if TYPE_CHECKING:
    from slantwise.exercises.check import Result
    from slantwise.exercises.schema import Answer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--answers``."""
    parser.getgroup("slantwise").addoption(
        "--answers",
        metavar="FILE_OR_FOLDER",
        help="check a learner's answers, or a folder of them: one test for each answer",
    )


def pytest_configure(config: pytest.Config) -> None:
    """With ``--answers`` and no other paths, collect the answers and nothing else."""
    answers = config.getoption("--answers")
    if answers is None:
        return
    from slantwise.exercises.answers import find_answers

    path = Path(answers).absolute()
    if not path.exists():
        raise pytest.UsageError(f"{answers}: there is no such file or folder. Check the name.")
    try:
        config.stash[_FILES] = find_answers(path)
    except ContentError as error:
        raise pytest.UsageError(str(error)) from None
    if config.inipath and path in config.inipath.parents:
        remedy = "Move it elsewhere, or run: slantwise check."
        raise pytest.UsageError(f"{config.inipath}: pytest settings among the answers. {remedy}")
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = []


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add the answer files to what the session collects.

    Their folders are not collected: a learner's conftest.py or test_*.py must never run.
    """
    report = yield
    if isinstance(collector, pytest.Session) and report.passed:
        files = collector.config.stash.get(_FILES, [])
        report.result.extend(AnswerCollector.from_parent(collector, path=path) for path in files)
    return report


class AnswerCollector(pytest.File):
    """One answer file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each answer, or one that says why the file cannot be read."""
        from slantwise.exercises.answers import read_answers

        try:
            answers = read_answers(self.path)
        except ContentError as error:
            yield AnswerItem.from_parent(self, name="cannot-be-read", problem=error)
            return
        for answer in answers:
            yield AnswerItem.from_parent(self, name=answer.exercise, answer=answer)


class AnswerItem(pytest.Item):
    """One learner's answer to one exercise."""

    def __init__(
        self,
        *,
        answer: "Answer | None" = None,
        problem: ContentError | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._answer = answer
        self._problem = problem

    def runtest(self) -> None:
        """Check the answer; raises NotPassed, or ContentError for what cannot be checked."""
        from slantwise.articles import find_root
        from slantwise.exercises.check import check_answer

        if self._answer is None:
            raise self._problem or ContentError(self.path, "there is no answer in it")
        result = check_answer(self._answer, self.path, find_root(self.config.invocation_params.dir))
        self.user_properties.append(("score", result.last.score))
        if not result.passed:
            raise NotPassed(result)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ARG002  # pytest passes it
    ) -> str:
        """Return feedback instead of a traceback."""
        if isinstance(excinfo.value, NotPassed):
            return excinfo.value.result.feedback()
        if isinstance(excinfo.value, ContentError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what the report calls this test."""
        return self.path, None, f"{self.path.stem}: {self.name}"


class NotPassed(Exception):  # noqa: N818  # an outcome of a learner, not an error of the program
    """An answer that does not reach the pass mark yet."""

    def __init__(self, result: "Result") -> None:
        super().__init__(result.exercise.task.id)
        self.result = result
