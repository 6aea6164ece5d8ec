"""The reference of rules lists every word, as people read it."""

from html import unescape

import pytest

from slantwise.book.rule_pages import plainly, reference
from slantwise.lenses import load_rules


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("pave/v the? way|road", "pave (the) way/road"),
        ("lack/v *3 proof", "lack … proof"),
        ("not only ... but", "not only … but"),
        ("^ it is @adverb_soft [[clear]] , right ?", "it is [adverb soft] clear, right ?"),
    ],
)
def test_the_signs_of_rule_files_are_not_shown(written: str, read: str) -> None:
    assert plainly(written) == read


def test_every_group_shows_its_words_its_case_and_where_it_is_silent() -> None:
    shown = {lens: unescape(reference(lens)).replace("<wbr>", "") for lens in ("loaded", "framing")}
    rules = load_rules()
    for entry in rules.entries:
        rule = rules.rules[entry.rule]
        if rule.kind == "rule":
            assert plainly(entry.written) in shown[rule.lens], entry
            assert rule.best_case in shown[rule.lens]
