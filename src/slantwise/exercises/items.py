"""What must fit together in the kinds of exercises that are made of items.

Each function raises ContentError, with the line, for what does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from slantwise.annotation import Span
from slantwise.exercises.tasks import (
    ChoiceExercise,
    ChoiceItem,
    DossierExercise,
    ItemExercise,
    OrderExercise,
    ReflectExercise,
    RewriteExercise,
    Shown,
    TraceExercise,
)
from slantwise.scoring_items import CardKey, ChoiceKey, ItemKey, grade_order, grade_trace
from slantwise.text import locate
from slantwise.tomlfile import TomlFile, nearest

MAIN = ""  # the name of the passage or claim that an exercise is about
Texts = dict[str, str]


def item_texts(file: TomlFile, task: ItemExercise, text: str, within: Span | None) -> Texts:
    """Return the words of everything that is asked about, by id; the main one by `MAIN`.

    ``text`` is the article's, empty where there is none.
    """

    def words(where: tuple[str | int, ...], quote: str | None, own: str | None, name: str) -> str:
        if (quote is None) == (own is None):
            raise file.error(where, f"it needs one of “quote” and “{name}”", "Give one of them.")
        return own if own is not None else _quoted(file, where, quote or "", text, within)

    if isinstance(task, ChoiceExercise):
        return _shown("item", task.item, words)
    if isinstance(task, OrderExercise):
        return _shown("step", task.step, words)
    if isinstance(task, RewriteExercise):
        return {MAIN: words(("quote",), task.quote, task.text, "text")}
    if isinstance(task, ReflectExercise):
        return {check.id: check.text for check in task.check}
    main = {MAIN: words(("quote",), task.quote, task.claim, "claim")}
    if isinstance(task, TraceExercise):
        return {**main, **{link.id: link.text for link in task.link}}
    return {**main, **{card.id: card.text for card in task.card}}


def _shown(
    name: str,
    rows: Sequence[Shown],
    words: Callable[[tuple[str | int, ...], str | None, str | None, str], str],
) -> Texts:
    return {
        getattr(row, "id", ""): words((name, i, "quote"), row.quote, row.text, "text")
        for i, row in enumerate(rows)
    }


def _quoted(
    file: TomlFile, where: tuple[str | int, ...], quote: str, text: str, within: Span | None
) -> str:
    if not text:
        raise file.error(where, "a quote needs an article", "Name it, or write “text” instead.")
    try:
        locate(within.of(text) if within else text, quote)
    except ValueError as error:
        remedy = "Copy the words from the section, with enough of them to occur once."
        raise file.error(where, str(error), remedy) from None
    return quote


# --- what is right ----------------------------------------------------------------------


def check_items(file: TomlFile, task: ItemExercise) -> None:
    """Refuse an exercise whose parts do not fit together."""
    for name in ("label", "item", "step", "link", "change", "card", "verdict", "keep", "check"):
        _check_ids(file, name, getattr(task, name, ()))
    if isinstance(task, ChoiceExercise):
        _check_choices(file, task)
    elif isinstance(task, OrderExercise):
        _check_order(file, task)
    elif isinstance(task, TraceExercise):
        _check_trace(file, task)
    elif isinstance(task, DossierExercise):
        _check_dossier(file, task)


def _check_ids(file: TomlFile, name: str, rows: Sequence[object]) -> None:
    ids = [str(getattr(row, "id", "")) for row in rows]
    for i, id in enumerate(ids):
        if id in ids[:i]:
            problem = f"there are two of the id “{id}”"
            raise file.error((name, i, "id"), problem, "Give each its own.")


def choice_key(task: ChoiceExercise) -> ChoiceKey:
    """Return what labels are compared with; raises ValueError as `ChoiceKey` does."""
    return ChoiceKey(
        task.kind,
        tuple(label.id for label in task.label),
        tuple(ItemKey(i.id, i.key, tuple(i.also), i.side) for i in task.item),
        frozenset(label.id for label in task.label if label.asks),
    )


def feedback(task: ChoiceExercise, item: ChoiceItem) -> dict[str, str]:
    """Return what is said to whoever picks a wrong label, by label; empty where nothing is."""
    accepted = (item.key, *item.also)
    wrong = [label for label in task.label if label.id not in accepted]
    return {label.id: item.wrong.get(label.id, label.confused) for label in wrong}


def _check_choices(file: TomlFile, task: ChoiceExercise) -> None:
    known = [label.id for label in task.label]
    for i, item in enumerate(task.item):
        for name, ids in (("key", [item.key]), ("also", item.also), ("wrong", item.wrong)):
            for id in ids:
                if id not in known:
                    problem = f"item “{item.id}”: there is no label “{id}”"
                    raise file.error(("item", i, name), problem, nearest(id, known))
        if item.key in item.also:
            problem = f"item “{item.id}”: the key stands in “also” too"
            raise file.error(("item", i, "also"), problem, "Take it out of “also”.")
        for label, said in feedback(task, item).items():
            if not said.strip():
                problem = f"item “{item.id}”: whoever picks “{label}” is told nothing"
                remedy = f"Add “confused” to that label, or “{label}” to [item.wrong]."
                raise file.error(("item", i), problem, remedy)
        if task.kind == "mirror" and item.side is None:
            problem = f"item “{item.id}” of a mirror has no side"
            raise file.error(("item", i), problem, 'Add: side = "…"')
    _try(file, ("item",), lambda: choice_key(task), "Change the items.")


def ranks(task: OrderExercise) -> dict[str, int]:
    """Return each step's place; a tied step has that of the step before it."""
    found: dict[str, int] = {}
    for i, step in enumerate(task.step):
        found[step.id] = max(found.values()) if step.tie and found else i
    return found


def _check_order(file: TomlFile, task: OrderExercise) -> None:
    ids = [step.id for step in task.step]
    if sorted(task.shown) != sorted(ids):
        problem = "“shown” does not name every step once"
        raise file.error(("shown",), problem, f"Use: {', '.join(ids)}, in another order.")
    remedy = "Change their order in “shown”."
    _try(file, ("shown",), lambda: grade_order(ranks(task), task.shown, ids), remedy)


def _check_trace(file: TomlFile, task: TraceExercise) -> None:
    _one_right(file, "change", [change.right for change in task.change])
    parts = {link.id: link.part for link in task.link}
    _try(file, ("link",), lambda: grade_trace(parts, "", (), None), "Change “part” of one.")


def _check_dossier(file: TomlFile, task: DossierExercise) -> None:
    _one_right(file, "verdict", [verdict.right for verdict in task.verdict])
    useful = [card for card in task.card if card.relevant]
    if not any(card.independent for card in useful):
        problem = "no relevant card is independent"
        raise file.error(("card",), problem, "Add one, or correct the cards.")
    if len({card.origin for card in useful}) < 2:
        problem = "the relevant cards have one origin"
        raise file.error(("card",), problem, "Add one of another origin.")


def card_keys(task: DossierExercise) -> dict[str, CardKey]:
    """Return what each card is good for."""
    return {c.id: CardKey(c.origin, c.independent, c.relevant) for c in task.card}


def right_one(rows: Iterable[Mapping[str, object] | object]) -> str:
    """Return the id of the row that is right."""
    return next(str(getattr(row, "id", "")) for row in rows if getattr(row, "right", False))


def _one_right(file: TomlFile, name: str, right: Sequence[bool]) -> None:
    if sum(right) != 1:
        problem = f"{sum(right)} of [[{name}]] are right"
        raise file.error((name,), problem, "Write “right = true” in exactly one.")


def _try(
    file: TomlFile, where: tuple[str | int, ...], work: Callable[[], object], remedy: str
) -> None:
    try:
        work()
    except ValueError as error:
        raise file.error(where, str(error), remedy) from None
