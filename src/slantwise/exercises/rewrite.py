"""Checking a rewritten passage: what must stay, what must go, and what must not be new."""

from typing import TYPE_CHECKING

from slantwise.lenses import annotate
from slantwise.scoring_items import Figures, Graded
from slantwise.text import fold, layout, words

if TYPE_CHECKING:  # pydantic does not run in the page, and this does
    from slantwise.exercises.tasks import Keep, RewriteExercise

_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety dozen dozens hundred hundreds thousand thousands million millions "
    "billion billions".split()
)


def grade_rewrite(task: "RewriteExercise", original: str, text: str) -> Graded:
    """Compare a rewrite with the passage: an outcome for each check, and a score.

    Loaded words are counted by the lens: at most half as many may be left, and at least one
    fewer. A name is a word with a capital letter inside a sentence. The score is the share
    of claims kept times the share of the other checks, corrected for handing in the passage
    as it was.
    """
    checks = _checks(task, original, text)
    own, lazy = _share(checks), _share(_checks(task, original, original))
    score = max(0.0, (own - lazy) / (1 - lazy)) if lazy < 1 else own
    items = tuple((name, "right" if holds else "wrong") for name, holds in checks.items())
    figures: Figures = {"loaded": _loaded(text), "loaded_before": _loaded(original)}
    return Graded(score, items, figures)


def _checks(task: "RewriteExercise", original: str, text: str) -> dict[str, bool]:
    said = _plain(text)
    before, after = _loaded(original), _loaded(text)
    known = {_bare(word) for given in (original, *task.allow) for word in _words(given)}
    length = len(_words(text)) / max(1, len(_words(original)))
    return {
        **{f"keep-{keep.id}": _kept(keep, said) for keep in task.keep},
        "loaded": after <= before / 2 and after < max(1, before),
        "names": not (_names(text) - known),
        "numbers": not (_numbers(text) - known),
        "length": task.shortest <= length <= task.longest,
    }


def _share(checks: dict[str, bool]) -> float:
    kept = [holds for name, holds in checks.items() if name.startswith("keep-")]
    others = [holds for name, holds in checks.items() if not name.startswith("keep-")]
    return sum(kept) / len(kept) * sum(others) / len(others)


def _kept(keep: "Keep", said: str) -> bool:
    """Tell whether a claim, with a source where one is asked for, is still there."""
    there = any(_plain(phrase) in said for phrase in keep.any)
    return there and (not keep.source or any(_plain(phrase) in said for phrase in keep.source))


def _plain(text: str) -> str:
    """Return the words alone, so that a phrase is found whatever stands between its words."""
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return [fold(span.of(text)) for span in words(text)]


def _bare(word: str) -> str:
    """Return a folded word without the ending of the possessive: “Serbia’s” is no new name."""
    return word.removesuffix("'s")


def _loaded(text: str) -> int:
    return sum(a.lens == "loaded" for a in annotate(text).annotations)


def _names(text: str) -> set[str]:
    """Return the words with a capital letter, less the first ones of sentences and “I”."""
    starts = {sentence.span.start for sentence in layout(text).sentences}
    first = {next((w.start for w in words(text) if w.start >= start), -1) for start in starts}
    found = (span for span in words(text) if span.of(text)[0].isupper() and span.start not in first)
    return {_bare(fold(span.of(text))) for span in found} - {"i"}


def _numbers(text: str) -> set[str]:
    return {w for w in _words(text) if w in _NUMBERS or any(c.isdigit() for c in w)}
