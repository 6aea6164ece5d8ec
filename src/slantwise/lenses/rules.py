"""Rules as data: what the TOML files under ``rules/`` may say, read and checked.

A file holds tables of five kinds. ``[[rule]]`` marks words for a reader: one reason, one
question, examples that are tests. ``[[signal]]`` counts in the score of a text and
marks nothing. ``[[shield]]`` names words in which one lens, else that of loaded language,
sees nothing ("heart attack"). ``[[claim]]`` names words that show what kind of claim a sentence
makes. ``[[list]]`` names words for other rules to use as ``@name``.

A loaded word is marked where its sentence shows enough colour. One that is written with an
exclamation mark behind it (``draconian!``) says enough by itself, and is marked anywhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from slantwise.annotation import LENSES, Annotation, Lens, Span
from slantwise.errors import ContentError
from slantwise.lenses.claims import ClaimKind
from slantwise.lenses.collector import collector_paused
from slantwise.lenses.inflect import Part, forms
from slantwise.lenses.lexicon import Lexicon, lexicon
from slantwise.lenses.match import Matcher
from slantwise.lenses.phrases import Variant, expand, plain
from slantwise.lenses.tokens import LOOKS, SIGNAL, Vocabulary
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
    "shield": {"id": str, "lens": str, "why": str, **_WORDS},
    "claim": {"id": str, "claim": str, "unless": list, **_WORDS},
    "list": {"id": str, **dict.fromkeys(_WORD_KEYS, str)},
}  # fmt: skip
_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "rule": ("id", "lens", "label", "why", "question", "weight", "examples", "counter_examples"),
    "signal": ("id", "lens", "why", "weight"),
    "shield": ("id", "why"),
    "claim": ("id", "claim"),
    "list": ("id",),
}
_SHAPES: Final = {
    "weight": "0.6",
    "examples": '["a sentence with its [[word]]"]',
    "counter_examples": '["a sentence in which nothing may be marked"]',
}


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A group of words or phrases with one reason and one question.

    ``weight`` is how much a hit adds to the score of a text; the weight of a
    signal may be negative, and one ``after_opening`` does not count where a text only
    introduces its question. Examples mark the span to be found as ``a [[word]]``.
    ``file`` and ``line`` say where it was written, if it is no packaged rule.
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
    file: str = ""
    line: int = 0

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
    own: bool = False

    def line(self) -> int:
        """Return the line on which it begins."""
        return self.file.line((self.kind, self.number))

    def error(self, problem: str, remedy: str, near: str = "") -> ContentError:
        """Return an error that names the line of a key, or of a text, or of the table."""
        where = (self.kind, self.number, *([near] if near in _KEYS[self.kind] else ()))
        line = self.file.line(where)
        rest = self.file.source.split("\n")[line - 1 :]
        line += next((i for i, text in enumerate(rest) if near and near in text), 0)
        problem = f"“{self.data.get('id', self.kind)}”: {problem}"
        return ContentError(self.file.path, problem, remedy, line=line)


def load_rules(*extra: Path | str) -> RuleSet:
    """Return the packaged rules, and those of other TOML files beside them.

    Raises ContentError, naming file, line and remedy, for anything wrong in a file.
    """
    return _load(tuple((Path(path), _stamp(Path(path))) for path in extra))


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file is changed, so that it is read anew."""
    try:
        stat = path.stat()
    except OSError:  # reading it will say why
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=8)
def _load(extra: tuple[tuple[Path, tuple[int, int]], ...]) -> RuleSet:
    tables = list(_packaged())
    for path, _ in extra:
        tables.extend(_tables(read_toml(path), own=True))
    with collector_paused():
        return _compile(tables)


@lru_cache(maxsize=1)
def _packaged() -> tuple[_Table, ...]:
    """Return the tables of the packaged rules, read and checked once."""
    tables: list[_Table] = []
    folder = files("slantwise.lenses") / "rules" / "en"
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            source = item.read_text(encoding="utf-8")
            tables.extend(_tables(parse_toml(source, Path(item.name))))
    return tuple(tables)


# --- checking ---------------------------------------------------------------------------


def _tables(file: TomlFile, *, own: bool = False) -> Iterator[_Table]:
    for kind, rows in file.data.items():
        if kind not in _KEYS:
            raise file.error((kind,), f"“{kind}” is no kind of table", nearest(kind, list(_KEYS)))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise file.error((kind,), f"[{kind}] stands alone", f"Write [[{kind}]].")
        for number, data in enumerate(rows):
            table = _Table(cast("Kind", kind), data, file, number, own)
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
        value = table.data.get(key)
        if value is None or (not value and value != 0) or not str(value).strip():
            shape = _SHAPES.get(key, '"…"')
            raise table.error(f"“{key}” is missing", f"Add {key} = {shape}")
    lenses = LENSES if table.kind != "shield" else ("loaded", "framing")
    if table.data.get("lens", "loaded") not in lenses:
        raise table.error("there is no such lens", f"Use one of {', '.join(lenses)}.", "lens")
    claims = get_args(ClaimKind)
    if table.data.get("claim", "fact") not in claims:
        remedy = f"Use one of {', '.join(claims)}."
        raise table.error("there is no such kind of claim", remedy, "claim")
    if not any(str(table.data.get(key, "")).strip(", \n") for key in allowed if key in _WORDS):
        words = ", ".join(key for key in allowed if key in _WORDS)
        raise table.error("it has no words", f"Add one of {words}.")
    least, most = (0, 1) if table.kind == "rule" else (-5, 5)
    if not least <= table.data.get("weight", 0) <= most:
        remedy = f"Use a number from {least} to {most}."
        raise table.error("the weight is out of range", remedy, "weight")
    _check_clear(table)
    _check_examples(table)


def _check_examples(table: _Table) -> None:
    for example in table.data.get("examples", ()):
        before, mark, rest = example.partition("[[")
        marked, end, after = rest.partition("]]")
        others = f"{before} {marked} {after}"
        if not (mark and end and marked.strip()) or "[[" in others or "]]" in others:
            raise table.error("an example marks no span", "Write it as a [[word]].", example)
    for example in table.data.get("counter_examples", ()):
        if "[[" in example or "]]" in example:
            remedy = "Take its [[ and ]] away: nothing may be found there."
            raise table.error("a counter-example marks a span", remedy, example)


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
    if good and any(map(_CONTROL.search, value if isinstance(value, list) else [str(value)])):
        problem = f"“{key}” has a character in it that cannot be shown"
        raise table.error(problem, "Delete it, and type the words anew.", key)
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
    seen: dict[str, bool] = {}
    for table in tables:
        _refuse_twice(table, seen)
        seen[table.data["id"]] = table.own
        if table.kind == "list":
            _check_list(table)
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


def _refuse_twice(table: _Table, seen: Mapping[str, bool]) -> None:
    """Refuse an id that is there already; ``seen`` tells of each whether it is the user's own."""
    id = table.data["id"]
    if id in seen or (table.kind == "list" and f"@{id}" in (*LOOKS, "@bare_verb")):
        other = "" if seen.get(id, table.own) == table.own else ": the lenses have one already"
        problem = f"there are two of this id{other}"
        raise table.error(problem, "Give one of them another id.", "id")


def _check_list(table: _Table) -> None:
    for key, part in _WORD_KEYS.items():
        for lemma, _ in _split(table.data.get(key, "")):
            if any(len(form.items) > 1 for form in _every_form(table, lemma, part)):
                remedy = "A list holds single words, parted by commas."
                raise table.error(f"“{lemma}” is no single word", remedy, lemma)


def _single_words(variants: tuple[Variant, ...]) -> list[str]:
    found = [v.items[0] for v in variants if len(v.items) == 1]
    return sorted(w for item in found if not isinstance(item, str) for w in item)


def _rule(table: _Table) -> Rule:
    keep: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.data.items()
        if key not in _WORDS
    }
    if table.own:
        keep |= {"file": str(table.file.path), "line": table.line()}
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
            yield Entry(rule, lemma, neutral, guard, clear), _every_form(table, lemma, part)
    for phrase in table.data.get("phrases", ()):
        whole, _, neutral = phrase.partition(" = ")
        written, clear = _clear(whole)
        several = tuple(n.strip() for n in neutral.split(";") if n.strip())
        yield Entry(rule, written, several, guard, clear), _expand(table, written, lists)
    for phrase in table.data.get("unless", ()):
        yield Entry(rule, phrase, (), True), _expand(table, phrase, lists)


def _clear(written: str) -> tuple[str, bool]:
    """Return a word or phrase without its exclamation mark, and whether it had one."""
    bare = _CLEAR.sub("", written)
    return bare, bare != written


def _every_form(table: _Table, lemma: str, part: Part) -> tuple[Variant, ...]:
    try:
        return tuple(Variant(plain(form)) for form in forms(fold(lemma), part))
    except ValueError as error:
        problem, remedy = (*error.args, "Make it shorter.")[:2]
        raise table.error(problem, remedy, lemma) from None


def _expand(table: _Table, phrase: str, lists: Mapping[str, frozenset[str]]) -> tuple[Variant, ...]:
    try:
        return expand(phrase, lists)
    except ValueError as error:
        reason, remedy = (*error.args, "Make it simpler.")[:2]
        problem = f"the phrase “{phrase}” cannot be used: {reason}"
        raise table.error(problem, remedy, phrase) from None
