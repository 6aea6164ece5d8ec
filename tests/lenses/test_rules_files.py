"""A rule file with a mistake is refused with its line and a remedy."""

from pathlib import Path

import pytest

from slantwise.errors import ContentError
from slantwise.lenses import annotate, load_rules

GOOD = """
[[rule]]
id = "mine"
lens = "loaded"
label = "my word"
why = "Because."
question = "Is it?"
weight = 1.0
nouns = "wibble = thing"
examples = ["a [[wibble]]"]
counter_examples = ["a thing"]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "extra.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_extra_file_adds_words(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, GOOD))
    remarks = [a for a in annotate("Two wibbles came.", rules=rules).annotations if a.by == "mine"]
    assert [a.spans[0].of("Two wibbles came.") for a in remarks] == ["wibbles"]
    assert remarks[0].neutral == ("thing",)


def test_a_phrase_is_found_whole_wherever_its_rarest_word_stands(tmp_path: Path) -> None:
    # Looked for at “wibble”, “wobbles” and “wubble”, whatever goes before.
    phrases = '["in *2 wibble of", "@name and the wobbles", "^ it is [[a wubble]]"]'
    path = written(tmp_path, GOOD.replace('nouns = "wibble = thing"', f"phrases = {phrases}"))
    rules = load_rules(path)

    def found(text: str) -> list[str]:
        remarks = annotate(text, rules=rules).annotations
        return [a.spans[0].of(text) for a in remarks if a.by == "mine"]

    assert found("It was in cold and wibble of old.") == ["in cold and wibble of"]
    assert found("It was in wibble of old.") == ["in wibble of"]
    assert found("It was in cold, wibble of old.") == []
    assert found("They were in the cold\n\nwibble of old was theirs") == []
    assert found("wibble of old was theirs in it") == []
    assert found("So Ada and the wobbles came.") == ["Ada and the wobbles"]
    assert found("So all and the wobbles came.") == []
    assert found("It is a wubble.") == ["a wubble"]
    assert found("Now it is a wubble.") == []


@pytest.mark.parametrize(
    ("entry", "marked"),
    [("wibble", []), ("wibble!", ["wibbles"]), ("wibble! = thing", ["wibbles"])],
)
def test_a_word_with_an_exclamation_mark_needs_no_company(
    tmp_path: Path, entry: str, marked: list[str]
) -> None:
    weak = GOOD.replace("weight = 1.0", "weight = 0.1")
    rules = load_rules(written(tmp_path, weak.replace("wibble = thing", entry)))

    def found(text: str) -> list[str]:
        remarks = annotate(text, rules=rules).annotations
        return [a.spans[0].of(text) for a in remarks if a.by == "mine"]

    assert found("Two wibbles came.") == marked
    assert found("Ada Lee said two wibbles came.") == []  # it may be her word
    assert found("The word “wibbles” came.") == marked


def test_a_phrase_may_need_no_company_too(tmp_path: Path) -> None:
    phrases = 'phrases = ["wibble/v off!", "a [[wobble]]! = thing", "wubble !"]'
    weak = GOOD.replace("weight = 1.0", "weight = 0.1").replace('nouns = "wibble = thing"', phrases)
    rules = load_rules(written(tmp_path, weak))
    text = "It wibbled off. It was a wobble. A wubble! Off it goes."
    remarks = [a for a in annotate(text, rules=rules).annotations if a.by == "mine"]
    assert [a.spans[0].of(text) for a in remarks] == ["wibbled off", "wobble"]
    assert remarks[1].neutral == ("thing",)


@pytest.mark.parametrize(
    ("old", "new", "problem", "remedy"),
    [
        ("nouns", "nuons", "“nuons” is no key", "“nouns”"),
        ("[[rule]]", "[[rules]]", "“rules” is no kind of table", "“rule”"),
        ("[[rule]]", "[rule]", "stands alone", "[[rule]]"),
        ('"loaded"', '"loded"', "no such lens", "loaded"),
        ("1.0", "1.5", "out of range", "0 to 1"),
        ("1.0", '"high"', "not a number", "number"),
        ("a [[wibble]]", "a wibble", "marks no span", "[[word]]"),
        ('why = "Because."', "", "“why” is missing", "why"),
        ('nouns = "wibble = thing"', "", "no words", "nouns"),
        ('nouns = "wibble = thing"', 'phrases = ["*3 x"]', "begins with a gap", "simpler"),
        ('nouns = "wibble = thing"', 'phrases = ["it it\'s"]', "two phrases", "simpler"),
        ('nouns = "wibble = thing"', 'phrases = ["a *9 x"]', "at most 6", "simpler"),
        ('nouns = "wibble = thing"', 'phrases = ["a ... b ... c"]', "more than one", "simpler"),
        ('nouns = "wibble = thing"', 'phrases = ["a/x"]', "no part of speech", "simpler"),
        ('nouns = "wibble = thing"', 'phrases = ["@artikle"]', "no list", "“article”"),
        ('nouns = "wibble = thing"', 'words = "(a+)+$"', "“(” cannot stand", "patterns"),
        ('nouns = "wibble = thing"', 'words = "wibble; thing"', "“;” cannot stand", "Commas"),
        ('nouns = "wibble = thing"', 'words = "a b c d e f g h i j k l m"', "than 12", "shorter"),
        ('nouns = "wibble = thing"', 'phrases = ["a … b"]', "one sign", "three dots"),
        ('nouns = "wibble = thing"', 'phrases = ["[[a]] [[b]]"]', "brackets", "one part"),
        ('nouns = "wibble = thing"', 'phrases = ["a|b-c-d e|f/x"]', "no part of", "simpler"),
        ('nouns = "wibble = thing"', 'phrases = ["a|b\'"]', "no single word", "for each"),
        ("a [[wibble]]", "a ]]wibble[[", "marks no span", "[[word]]"),
        ("a [[wibble]]", "a [[]] wibble", "marks no span", "[[word]]"),
        ("a thing", "a [[thing]]", "marks a span", "away"),
        ("Because.", "Because\\u001b[31m.", "cannot be shown", "anew"),
        (
            "[[rule]]",
            '[[list]]\nid = "name"\nwords = "x"\n[[rule]]',
            "two of this id",
            "another id",
        ),
        ("[[rule]]", '[[list]]\nid = "x"\nwords = "a b"\n[[rule]]', "no single word", "commas"),
        (
            "[[rule]]",
            '[[claim]]\nid = "x"\nclaim = "lie"\nwords = "a"\n[[rule]]',
            "no such",
            "fact",
        ),
        (
            'nouns = "wibble = thing"',
            'phrases = ["a? b? c? d? e? f? g? h?"]',
            "optional",
            "simpler",
        ),
        ('"loaded"', '"framing"\nverbs = "wobble!"', "exclamation mark", "Leave it out"),
        (
            "[[rule]]",
            '[[shield]]\nid = "s"\nwhy = "."\nwords = "a!"\n[[rule]]',
            "exclamation",
            "it out",
        ),
        (
            "weight = 1.0",
            'weight = 1.0\nunless = ["two wibbles!"]',
            "exclamation mark",
            "Leave it out",
        ),
        ('"mine"', '"scheme"', "two of this id: the lenses have one already", "another id"),
        ('"Because."', '" "', "“why” is missing", 'Add why = "…"'),
        ('counter_examples = ["a thing"]', "", "is missing", "in which nothing may be marked"),
        ("weight = 1.0", "weight = ", "not valid TOML", "Look for a missing quotation mark"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, problem: str, remedy: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        load_rules(path)
    assert problem in str(caught.value)
    assert remedy in caught.value.remedy
    assert caught.value.path == str(path)


def test_a_file_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    first = load_rules(written(tmp_path, GOOD))
    assert load_rules(tmp_path / "extra.toml") is first
    again = load_rules(written(tmp_path, GOOD.replace("Because.", "For another reason.")))
    assert [rule.why for rule in again.rules if rule.id == "mine"] == ["For another reason."]


def test_quotation_marks_from_a_word_processor_are_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_rules(written(tmp_path, GOOD.replace('"Because."', "“Because.”")))
    assert "must be straight" in caught.value.remedy
    assert caught.value.line == 6


def test_a_weight_that_is_no_amount_is_refused(tmp_path: Path) -> None:
    for weight in ("nan", "inf", "-1e308", "1" + 400 * "0"):
        with pytest.raises(ContentError, match="out of range"):
            load_rules(written(tmp_path, SIGNAL.replace("-1.0", weight)))


def test_a_word_of_ones_own_goes_before_the_same_word_in_other_rules(tmp_path: Path) -> None:
    own = GOOD.replace("wibble", "draconian").replace("nouns", "words").replace("mine", "zz")
    rules = load_rules(written(tmp_path, own))
    remarks = annotate("A draconian, disgraceful betrayal.", rules=rules).annotations
    assert "zz" in {a.by for a in remarks}


def test_a_shield_silences_one_lens(tmp_path: Path) -> None:
    text = "The draconian, disgraceful bill aims to deceive the town."

    def seen(lens: str) -> set[str]:
        key = f'lens = "{lens}"\n' if lens else ""
        file = f'[[shield]]\nid = "mine"\nwhy = "x"\n{key}words = "draconian, aims"\n'
        remarks = annotate(text, rules=load_rules(written(tmp_path / (lens or "x"), file)))
        return {span.of(text) for a in remarks.annotations for span in a.spans}

    for lens in ("", "framing"):
        (tmp_path / (lens or "x")).mkdir()
    assert "draconian" not in seen("")
    assert "aims to deceive" in seen("")
    assert "draconian" in seen("framing")
    assert "aims to deceive" not in seen("framing")


def test_words_are_cut_as_a_text_is(tmp_path: Path) -> None:
    words = GOOD.replace('"wibble = thing"', '"old boys\' wibble, 9/11, R&D, a.k.a."')
    rules = load_rules(written(tmp_path, words.replace("nouns", "words")))
    text = "the old boys' wibble of 9/11 and r&d a.k.a. that"
    found = {a.spans[0].of(text) for a in annotate(text, rules=rules).annotations if a.by == "mine"}
    assert found == {"old boys' wibble", "9/11", "r&d", "a.k.a."}


def test_the_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("nouns", "nuons"))
    with pytest.raises(ContentError) as caught:
        load_rules(path)
    assert caught.value.line == GOOD.splitlines().index('nouns = "wibble = thing"') + 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load_rules(tmp_path / "none.toml")


SIGNAL = """
[[signal]]
id = "mine"
lens = "framing"
why = "Because."
weight = -1.0
after_opening = true
words = "wibble"
"""


def test_a_signal_may_count_after_the_opening_only(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path, SIGNAL))
    assert [rule.after_opening for rule in rules.rules if rule.id == "mine"] == [True]


def test_what_is_true_or_false_is_not_a_text(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="not true or false"):
        load_rules(written(tmp_path, SIGNAL.replace("= true", '= "yes"')))
