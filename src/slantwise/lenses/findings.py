"""From hits of the matcher to what is worth showing: context decides."""

from collections.abc import Sequence
from typing import NamedTuple

from slantwise.annotation import Annotation
from slantwise.lenses.lexicon import Lexicon
from slantwise.lenses.match import Hit
from slantwise.lenses.rules import Entry, Rule, RuleSet
from slantwise.lenses.sentence import View

_TITLE = 40  # words of a sentence that tell how it is set
_ACRONYM = 4  # letters that a name made of initials may have
_SMALL = 3  # letters of the words that a title may have without a capital
_TITLED = 0.6  # share of capitalised words from which a sentence is set like a headline


class Finding(NamedTuple):
    """A hit that survived its context; ``quoted`` when the author does not say it.

    It is in somebody else's words then, or denied: "not a disaster".
    One that is ``clear`` is marked whatever else its sentence shows.
    """

    rule: Rule
    neutral: tuple[str, ...]
    start: int
    end: int
    quoted: bool
    clear: bool = False


def findings(view: View, rules: RuleSet, hits: Sequence[Hit], attributed: bool) -> list[Finding]:
    """Return the hits that hold in their context, the longest of overlapping ones.

    Dropped are hits in a guarding phrase and in names; those in the attributed words of
    others, and those denied, are kept apart as ``quoted``.
    """
    guarding = [hit for hit in hits if hit[2] in rules.guards]
    guards = _guards(guarding, rules.entries) if guarding else {}
    quoting = attributed and len(view.quotes) > 0
    kept, pieces, passed, apart = list[Finding](), view.tokens.pieces, 0, True
    for hit in hits:
        start, end, number = hit
        if guards and (number in rules.guards or _guarded(rules, hit, guards)):
            continue
        entry = rules.entries[number]
        rule = rules.rules[entry.rule]
        capital = pieces[start][0].isupper()  # looked at first, since it is seldom so
        if capital and rule.kind == "rule" and _is_name(view, start, end) and not _is_titled(view):
            continue
        quoted = (quoting and view.quoted(start) is not None) or (
            rule.lens == "loaded" and rule.kind == "rule" and _denied(view, rules.lexicon, start)
        )
        neutral = entry.neutral or rule.neutral
        kept.append(Finding(rule, neutral, start, end, quoted, entry.clear))
        passed, apart = end, apart and start >= passed
    return kept if apart else _longest(kept)


def _guards(guarding: list[Hit], entries: Sequence[Entry]) -> dict[int, set[int]]:
    """Return for each token the rules whose guarding phrases keep others off it."""
    guards: dict[int, set[int]] = {}
    for start, end, number in guarding:
        for i in range(start, end):
            guards.setdefault(i, set()).add(entries[number].rule)
    return guards


def _guarded(rules: RuleSet, hit: Hit, guards: dict[int, set[int]]) -> bool:
    start, end, entry = hit
    number = rules.entries[entry].rule
    on = [g for i in range(start, end) for g in guards.get(i, ())]
    silenced = rules.rules[number].lens
    return any(
        g == number or (rules.rules[g].kind == "shield" and rules.rules[g].lens == silenced)
        for g in on
    )


def _is_titled(view: View) -> bool:
    if view.heading:
        return True
    words = [i for i in range(view.start, min(view.end, view.start + _TITLE)) if view.is_word(i)]
    return sum(view.capital(i) for i in words) >= _TITLED * len(words)


def _is_name(view: View, start: int, end: int) -> bool:
    """Tell whether words are written like a proper name within running text."""
    if not view.capital(start) or not view.capital(end - 1) or _is_shouted(view.word(start)):
        return False
    if _in_title(view, start):
        return True
    return start != view.first_word() and not _opens(view, start)


def _is_shouted(word: str) -> bool:
    """Tell whether a word is set in capitals for emphasis; shorter ones are names."""
    return len(word) > _ACRONYM and word.isupper()


def _in_title(view: View, i: int) -> bool:
    """Tell whether a word stands in a quotation set like a title: the play “Liars and Fools”."""
    quote = view.quoted(i)
    if quote is None or not quote.closed:
        return False
    long = [k for k in range(quote.start + 1, quote.end - 1) if len(view.word(k)) > _SMALL]
    return len(long) > 1 and all(map(view.capital, long))


def _denied(view: View, words: Lexicon, i: int) -> bool:
    """Tell whether "not", or "not a", stands before a word; "hard, if not mad" denies nothing."""
    ids, first = view.tokens.ids, view.start
    if i - 1 > first and ids[i - 1] in words.article:
        i -= 1
    if i == first or ids[i - 1] not in words.denial:
        return False
    return i - 1 == first or ids[i - 2] not in words.if_word


def _opens(view: View, i: int) -> bool:
    """Tell whether a mark that asks for a capital letter stands before a word."""
    return i > view.start and view.word(i - 1) in '"“‘«:(—–'


def _longest(found: list[Finding]) -> list[Finding]:
    """Drop what lies within a longer finding of the same rule, or of the loaded lens."""
    # Of rules that find the same, one that somebody has added goes first: it was meant to.
    found.sort(
        key=lambda f: (f.start, -f.end, f.rule.kind, not f.rule.file, f.rule.id, not f.clear)
    )
    kept: list[Finding] = []
    for one in found:
        # What is sorted before begins no later; most end too early to cover anything.
        before = [other for other in kept[-6:] if other.end >= one.end]
        if not any(_silences(other.rule, one.rule) for other in before):
            kept.append(one)
    return kept


def _silences(longer: Rule, shorter: Rule) -> bool:
    # Signals may count the same word: the weights have been estimated that way.
    return longer.id == shorter.id or (
        longer.lens == shorter.lens == "loaded" and longer.kind == shorter.kind == "rule"
    )


def annotation(view: View, found: Finding) -> Annotation:
    """Return a finding as a remark for a reader."""
    return found.rule.remark((view.span(found.start, found.end),), found.neutral)
