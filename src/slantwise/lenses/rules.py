"""Rules as data: what the TOML files under ``rules/`` may say, read and checked.

A file holds tables of five kinds. ``[[rule]]`` marks words for a reader: one reason, one
question, examples that are tests. ``[[signal]]`` counts in the score of a text and
marks nothing. ``[[shield]]`` names phrases in which no loaded word counts ("heart
attack"). ``[[claim]]`` names words that show what kind of claim a sentence makes.
``[[list]]`` names words for other rules to use as ``@name``.

A loaded word is marked where its sentence shows enough colour. One that is written with an
exclamation mark behind it (``draconian!``) says enough by itself, and is marked anywhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast, get_args

from slantwise.annotation import LENSES, Annotation, Lens, Span
from slantwise.errors import ContentError
from slantwise.lenses.claims import ClaimKind
from slantwise.lenses.collector import collector_paused
from slantwise.lenses.inflect import Part, forms
from slantwise.lenses.lexicon import Lexicon, lexicon
from slantwise.lenses.match import Matcher
from slantwise.lenses.phrases import Variant, expand
from slantwise.lenses.tokens import SIGNAL, Vocabulary
from slantwise.text import fold
from slantwise.tomlfile import TomlFile, nearest, parse_toml, read_toml

Kind = Literal["rule", "signal", "shield", "claim", "list"]

_WORD_KEYS: Mapping[str, Part] = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "qualities": "quality",
    "words": "word",
}
_WORDS = {**dict.fromkeys(_WORD_KEYS, str), "phrases": list}
_CLEAR = re.compile(r"(?<=[^\s,])!(?=\s*(?:,|=|$))")  # behind a word or phrase
_KEYS: Mapping[Kind, Mapping[str, type]] = {
    "rule": {
        "id": str, "lens": str, "label": str, "why": str, "question": str, "best_case": str,
        "neutral": list, "weight": float, "unless": list, "examples": list,
        "counter_examples": list, **_WORDS,
    },
    "signal": {
        "id": str, "lens": str, "why": str, "weight": float, "after_opening": bool, "unless": list,
        **_WORDS,
    },
    "shield": {"id": str, "why": str, **_WORDS},
    "claim": {"id": str, "claim": str, "unless": list, **_WORDS},
    "list": {"id": str, **_WORDS},
}  # fmt: skip
_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "rule": ("id", "lens", "label", "why", "question", "weight", "examples", "counter_examples"),
    "signal": ("id", "lens", "why", "weight"),
    "shield": ("id", "why"),
    "claim": ("id", "claim"),
    "list": ("id",),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A group of words or phrases with one reason and one question.

    ``weight`` is how much a hit adds to the score of a text; the weight of a
    signal may be negative, and one ``after_opening`` does not count where a text only
    introduces its question. Examples mark the span to be found as ``a [[word]]``.
    """

    id: str
    kind: Kind
    weight: float
    lens: Lens = "loaded"
    label: str = ""
    why: str = ""
    question: str = ""
    best_case: str = ""
    neutral: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    claim: ClaimKind | None = None
    after_opening: bool = False

    def remark(self, spans: tuple[Span, ...], neutral: tuple[str, ...] = ()) -> Annotation:
        """Return what a reader is told where the rule holds; ``neutral`` may be the entry's own."""
        return Annotation(
            self.lens, self.label, spans, self.id, self.why, self.question,
            neutral or self.neutral, self.weight, self.best_case,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase of a rule; ``guard`` is a context in which the rule is silent.

    One that is ``clear`` is marked whatever else its sentence shows.
    """

    rule: int
    written: str
    neutral: tuple[str, ...] = ()
    guard: bool = False
    clear: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules read, checked and compiled, ready for any text.

    ``guards`` are the numbers of the entries that keep others silent. ``signals`` tells which
    signals a single word counts for, by its number; ``colours`` has those of loaded language.
    """

    rules: tuple[Rule, ...]
    entries: tuple[Entry, ...]
    lexicon: Lexicon
    vocabulary: Vocabulary
    matcher: Matcher
    guards: frozenset[int]
    signals: Mapping[int, tuple[str, ...]]
    colours: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a rule file, and where it stands, for messages."""

    kind: Kind
    data: Mapping[str, Any]
    file: TomlFile
    number: int

    def error(self, problem: str, remedy: str, near: str = "") -> ContentError:
        """Return an error that names the line of a key, or of a text, or of the table."""
        where = (self.kind, self.number, *([near] if near in _KEYS[self.kind] else ()))
        line = self.file.line(where)
        rest = self.file.source.split("\n")[line - 1 :]
        line += next((i for i, text in enumerate(rest) if near and near in text), 0)
        problem = f"“{self.data.get('id', self.kind)}”: {problem}"
        return ContentError(self.file.path, problem, remedy, line=line)


def load_rules(*extra: Path) -> RuleSet:
    """Return the packaged rules, and those of other TOML files beside them.

    Raises ContentError, naming file, line and remedy, for anything wrong in a file.
    """
    return _load(tuple(Path(p) for p in extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> RuleSet:
    tables: list[_Table] = []
    folder = files("slantwise.lenses") / "rules" / "en"
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            source = item.read_text(encoding="utf-8")
            tables.extend(_tables(parse_toml(source, Path(item.name))))
    for path in extra:
        tables.extend(_tables(read_toml(path)))
    with collector_paused():
        return _compile(tables)


# --- checking ---------------------------------------------------------------------------


def _tables(file: TomlFile) -> Iterator[_Table]:
    for kind, rows in file.data.items():
        if kind not in _KEYS:
            raise file.error((kind,), f"“{kind}” is no kind of table", nearest(kind, list(_KEYS)))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise file.error((kind,), f"[{kind}] stands alone", f"Write [[{kind}]].")
        for number, data in enumerate(rows):
            table = _Table(cast("Kind", kind), data, file, number)
            _check(table)
            yield table


def _check(table: _Table) -> None:
    allowed = _KEYS[table.kind]
    for key, value in table.data.items():
        if key not in allowed:
            raise table.error(
                f"“{key}” is no key of a {table.kind}", nearest(key, list(allowed)), key
            )
        _check_type(table, key, value, allowed[key])
    for key in _NEEDED[table.kind]:
        if not table.data.get(key) and table.data.get(key) != 0:
            raise table.error(f"“{key}” is missing", f"Add {key} = … to it.")
    if table.data.get("lens", "loaded") not in LENSES:
        raise table.error("there is no such lens", f"Use one of {', '.join(LENSES)}.", "lens")
    if table.data.get("claim", "fact") not in get_args(ClaimKind):
        raise table.error("there is no such kind of claim", "See the others.", "claim")
    if not any(table.data.get(key) for key in _WORDS):
        raise table.error("it has no words", f"Add one of {', '.join(_WORDS)}.")
    if table.kind == "rule" and not 0 <= table.data["weight"] <= 1:
        raise table.error("the weight is out of range", "Use a number from 0 to 1.", "weight")
    _check_clear(table)
    for example in table.data.get("examples", ()):
        if example.count("[[") != 1 or example.count("]]") != 1:
            raise table.error("an example marks no span", "Write it as a [[word]].", example)


def _check_clear(table: _Table) -> None:
    """Refuse the exclamation mark where it would change nothing."""
    loaded = table.kind == "rule" and table.data["lens"] == "loaded"
    for key in ("unless",) if loaded else (*_WORDS, "unless"):
        value = table.data.get(key, ())
        for text in (value,) if isinstance(value, str) else value:
            if _CLEAR.search(text):
                remedy = "Leave it out: only the words of a rule for loaded language need it."
                raise table.error("a word has an exclamation mark", remedy, key)


def _check_type(table: _Table, key: str, value: object, wanted: type) -> None:
    if wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
        return
    good = isinstance(value, wanted)
    if good and isinstance(value, list):
        good = all(isinstance(v, str) and v.strip() for v in value)
    if not good:
        names = {str: "a text", list: "a list of texts", float: "a number", bool: "true or false"}
        raise table.error(
            f"“{key}” is not {names[wanted]}", f"Write {key} as {names[wanted]}.", key
        )


# --- compiling --------------------------------------------------------------------------


def _compile(tables: list[_Table]) -> RuleSet:
    lists = _lists(tables)
    rules: list[Rule] = []
    entries: list[Entry] = []
    compiled: list[tuple[Variant, ...]] = []
    seen: set[str] = set()
    for table in tables:
        if table.data["id"] in seen:
            raise table.error("there are two of this id", "Give one of them another id.")
        seen.add(table.data["id"])
        if table.kind == "list":
            continue
        for entry, variants in _entries(table, len(rules), lists):
            entries.append(entry)
            compiled.append(variants)
        rules.append(_rule(table))
    words = {w for vs in compiled for v in vs for i in v.items if not isinstance(i, str) for w in i}
    vocabulary = Vocabulary(words.union(*lists.values()))
    matcher = Matcher(vocabulary)
    signals: dict[int, tuple[str, ...]] = {}
    for number, variants in enumerate(compiled):
        rule = rules[entries[number].rule]
        several = [v for v in variants if rule.kind != "signal" or len(v.items) > 1]
        matcher.add(number, several)
        for word in _single_words(variants) if rule.kind == "signal" else ():
            names = signals.get(vocabulary[word], ())
            signals[vocabulary[word]] = (*names, *({rule.id} - set(names)))
    matcher.freeze()
    vocabulary.use(signals, SIGNAL)
    named = lexicon(lists, vocabulary)
    loaded = frozenset(rule.id for rule in rules if rule.lens == "loaded")
    found = (
        (number, tuple(filter(loaded.__contains__, names))) for number, names in signals.items()
    )
    colours = {number: names for number, names in found if names}
    guards = frozenset(number for number, entry in enumerate(entries) if entry.guard)
    return RuleSet(
        tuple(rules), tuple(entries), named, vocabulary, matcher, guards, signals, colours
    )


def _single_words(variants: tuple[Variant, ...]) -> list[str]:
    found = [v.items[0] for v in variants if len(v.items) == 1]
    return sorted(w for item in found if not isinstance(item, str) for w in item)


def _rule(table: _Table) -> Rule:
    keep: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.data.items()
        if key not in _WORDS
    }
    return Rule(kind=table.kind, **{"weight": 0.0, **keep})


def _lists(tables: list[_Table]) -> dict[str, frozenset[str]]:
    """Return every named list as the forms of its words, and the verbs of all as written."""
    lists = {
        table.data["id"]: frozenset(
            fold(form)
            for key, part in _WORD_KEYS.items()
            for lemma, _ in _split(table.data.get(key, ""))
            for form in forms(lemma, part)
        )
        for table in tables
        if table.kind == "list"
    }
    verbs = (_split(table.data.get("verbs", "")) for table in tables if table.kind == "list")
    lists["bare_verb"] = frozenset(fold(lemma) for block in verbs for lemma, _ in block)
    return lists


def _split(block: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the ``lemma = neutral; neutral`` entries of a block, parted by commas."""
    for piece in " ".join(block.split()).split(","):
        lemma, _, neutral = piece.partition("=")
        if lemma.strip():
            yield lemma.strip(), tuple(n.strip() for n in neutral.split(";") if n.strip())


def _entries(
    table: _Table, rule: int, lists: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Entry, tuple[Variant, ...]]]:
    guard = table.kind == "shield"
    for key, part in _WORD_KEYS.items():
        for written, neutral in _split(table.data.get(key, "")):
            lemma, clear = _clear(written)
            variants = [Variant(_items(form)) for form in forms(fold(lemma), part)]
            yield Entry(rule, lemma, neutral, guard, clear), tuple(variants)
    for phrase in table.data.get("phrases", ()):
        whole, _, neutral = phrase.partition(" = ")
        written, clear = _clear(whole)
        several = tuple(n.strip() for n in neutral.split(";") if n.strip())
        yield Entry(rule, written, several, guard, clear), _expand(table, written, lists)
    for phrase in table.data.get("unless", ()):
        yield Entry(rule, phrase, (), True), _expand(table, phrase, lists)


def _clear(written: str) -> tuple[str, bool]:
    """Return a word or phrase without its exclamation mark, and whether it had one."""
    plain = _CLEAR.sub("", written)
    return plain, plain != written


def _items(form: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset((word,)) for word in form.split())


def _expand(table: _Table, phrase: str, lists: Mapping[str, frozenset[str]]) -> tuple[Variant, ...]:
    try:
        return expand(phrase, lists)
    except ValueError as error:
        problem = f"the phrase “{phrase}” cannot be used: {error}"
        raise table.error(problem, "Make it simpler.", phrase) from None
