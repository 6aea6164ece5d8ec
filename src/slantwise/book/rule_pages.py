"""The reference of rules, as a chapter shows it: every group with its words and examples."""

import re
from collections.abc import Iterable
from html import escape

from slantwise.annotation import Lens
from slantwise.lenses import Rule, load_rules
from slantwise.lenses.made import MADE
from slantwise.reader.passage import in_quotes
from slantwise.strings import say

_SIGNS = (
    (r"\[\[|\]\]|^\^ ", ""),
    (r"/[vnaq]\b", ""),
    (r"\*\d|\.\.\.", "…"),
    (r"(\S+)\?(?=\s|$)", r"(\1)"),
    (r"@(\w+)", lambda name: f"[{name[1].replace('_', ' ')}]"),
    (r"\|", "/"),
    (r" ,", ","),
)


def reference(lens: Lens) -> str:
    """Return every rule of a lens: what it asks and why, its words, and examples of both kinds."""
    rules, written = load_rules(), dict[str, list[str]]()
    for entry in rules.entries:
        group = f"{'unless ' if entry.guard else ''}{rules.rules[entry.rule].id}"
        written.setdefault(group, []).append(entry.written)
    found = [rule for rule in (*rules.rules, *MADE) if rule.lens == lens and rule.label]
    return "".join(
        _rule(rule, written.get(rule.id, []), written.get(f"unless {rule.id}", []))
        for rule in sorted(found, key=lambda rule: rule.label)
    )


def _rule(rule: Rule, words: list[str], unless: list[str]) -> str:
    neutral = " · ".join(escape(in_quotes(one)) for one in rule.neutral)
    plainer = f"<p>{say('note.neutral')}: {neutral}</p>" if neutral else ""
    best = f"<p>{say('note.best_case')}: {escape(rule.best_case)}</p>" if rule.best_case else ""
    marked = "".join(_example(text, f"slw-u slw-u-{rule.lens}") for text in rule.examples[:4])
    fair = "".join(_example(text, "") for text in rule.counter_examples[:4])
    return (
        f"<details><summary>{escape(rule.label)} <small>({escape(rule.id)})</small></summary>"
        f'<p class="slw-question">{escape(rule.question)}</p><p>{escape(rule.why)}</p>'
        f"{plainer}{best}"
        f"<p>{say('rules.marked')}</p><ul>{marked}</ul>"
        f"<p>{say('rules.fair')}</p><ul>{fair}</ul>{_words(words, unless)}</details>"
    )


def _words(words: list[str], unless: list[str]) -> str:
    """Return all words of a rule, and those that keep it silent, behind a fold."""
    if not words:
        return ""
    silent = f"<p>{say('rules.unless')} {_listed(unless)}</p>" if unless else ""
    count = say("rules.words", n=len(set(words)))
    return (
        f'<details class="slw-words"><summary>{count}</summary>'
        f"<p>{_listed(words)}</p>{silent}</details>"
    )


def _listed(words: Iterable[str]) -> str:
    listed = escape(" · ".join(sorted({plainly(one) for one in words}, key=str.lower)))
    return listed.replace("/", "/<wbr>")  # a line may break there


def plainly(phrase: str) -> str:
    """Return a phrase as people read it, without the signs that rule files use."""
    for sign, instead in _SIGNS:
        phrase = re.sub(sign, instead, phrase)
    return " ".join(phrase.split())


def _example(text: str, style: str) -> str:
    """Return an example with its [[marked]] words underlined."""
    html = escape(text).replace("[[", f'<span class="{style}">').replace("]]", "</span>")
    return f"<li>{html}</li>"
